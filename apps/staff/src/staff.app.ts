import { UnsupportedMediaTypeException } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Office } from '@sunlit/commands';
import { readStrictJson } from '@sunlit/envelope';
import {
  answerUnreadable,
  loadAssets,
  operated,
  ProblemFilter,
  refuseNul,
  serverOptions,
  unbounded,
  useBounds,
  useOperations,
  useStrictHeaders,
  type Bounds,
  type Operations,
} from '@sunlit/web';
import { boundDenials, nameCallers, staffLimits } from './callers.js';
import { maxDocument } from './documents.js';
import { startKeeper } from './keeper.js';
import { officerFinder } from './officers.js';
import { staffProblems } from './problems.js';
import type { OfficerRequest } from './request.js';
import { boundUploads } from './uploads.js';
import { StaffModule, type StaffParts } from './staff.module.js';

/** Bytes of a JSON body: 200 commands fit. */
const maxJson = 1024 * 1024;

type Log = Operations['log'] & {
  warn(facts: object, message: string): void;
  error(facts: object, message: string): void;
};

export interface StaffApp {
  readonly app: NestFastifyApplication;
  /** Listens; answers the port. */
  listen(port: number, host: string): Promise<number>;
  /** Finishes what it acknowledged, then closes. */
  close(): Promise<void>;
}

/** The officers' app: the only writer of events. */
export async function createStaffApp(
  parts: StaffParts,
  log: Log,
  bounds: Bounds = unbounded,
): Promise<StaffApp> {
  const filter = new ProblemFilter({ assets: loadAssets(), log, rows: staffProblems });
  const adapter = new FastifyAdapter({
    ...serverOptions(bounds),
    ...operated,
    bodyLimit: maxJson,
    frameworkErrors: answerUnreadable(filter),
  });
  readBodies(adapter);
  const app = await NestFactory.create<NestFastifyApplication>(StaffModule.with(parts), adapter, {
    logger: false,
    bodyParser: false,
  });
  app.useGlobalFilters(filter);
  const stopping = useOperations(app, {
    ...{ name: 'staff', log },
    roleOf: (request) => (request as OfficerRequest).officer?.actor.role,
  });
  useStrictHeaders(app, { https: false });
  nameCallers(app, officerFinder(parts.officers));
  await useBounds(app, { bounds, limits: staffLimits(bounds), log });
  boundDenials(app, bounds);
  boundUploads(app, bounds);
  refuseNul(app);
  takeBodies(app, parts.office);
  const keeper = startKeeper(parts.office, parts.submissions, log);
  return {
    app,
    async listen(port, host) {
      await app.listen(port, host);
      return (app.getHttpServer().address() as { port: number }).port;
    },
    async close() {
      parts.ready?.stopping();
      stopping.begin();
      await Promise.all([keeper.stop(), app.close()]);
    },
  };
}

/** JSON is read strictly at the door; documents come as plain bytes. */
function readBodies(adapter: FastifyAdapter): void {
  const fastify = adapter.getInstance();
  fastify.removeAllContentTypeParsers();
  fastify.addContentTypeParser(
    'application/json',
    { parseAs: 'buffer', bodyLimit: maxJson },
    (_request, body, done) => {
      try {
        done(null, readStrictJson(body as Buffer));
      } catch (error) {
        done(error as Error);
      }
    },
  );
  fastify.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: maxDocument }, (_request, body, done) =>
    done(null, body),
  );
}

/** The request's instant is taken when it is whole. */
function takeBodies(app: NestFastifyApplication, office: Office): void {
  const fastify = app.getHttpAdapter().getInstance();
  // Anything but JSON, which is UTF-8, is for documents: elsewhere it is refused before a byte of it is read.
  fastify.addHook('onRequest', async (request) => {
    const type = request.headers['content-type'] ?? '';
    if (request.method === 'GET' || request.url.startsWith('/api/documents') || type === '') return;
    if (!/^application\/json(?:\s*;\s*charset="?utf-8"?)?\s*$/i.test(type))
      throw new UnsupportedMediaTypeException();
  });
  fastify.addHook('preValidation', async (request) => {
    (request as OfficerRequest).arrivedAt = office.desk.now();
  });
}

import { UnsupportedMediaTypeException } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Office } from '@sunlit/commands';
import { readStrictJson } from '@sunlit/envelope';
import { loadAssets, ProblemFilter, useStrictHeaders } from '@sunlit/web';
import { maxDocument } from './documents.js';
import { startKeeper } from './keeper.js';
import { staffProblems } from './problems.js';
import type { OfficerRequest } from './request.js';
import { StaffModule, type StaffParts } from './staff.module.js';

/** Bytes of a JSON body: 200 commands fit. */
const maxJson = 1024 * 1024;

interface Log {
  warn(facts: object, message: string): void;
  error(facts: object, message: string): void;
}

export interface StaffApp {
  readonly app: NestFastifyApplication;
  /** Listens; answers the port. */
  listen(port: number, host: string): Promise<number>;
  /** Finishes what it acknowledged, then closes. */
  close(): Promise<void>;
}

/** The officers' app: the only writer of events. */
export async function createStaffApp(parts: StaffParts, log: Log): Promise<StaffApp> {
  const adapter = new FastifyAdapter({ bodyLimit: maxJson, forceCloseConnections: 'idle' });
  takeBodies(adapter, parts.office);
  const app = await NestFactory.create<NestFastifyApplication>(StaffModule.with(parts), adapter, {
    logger: false,
    bodyParser: false,
  });
  app.useGlobalFilters(new ProblemFilter({ assets: loadAssets(), log, rows: staffProblems }));
  useStrictHeaders(app, { https: false });
  const keeper = startKeeper(parts.office, parts.submissions, log);
  return {
    app,
    async listen(port, host) {
      await app.listen(port, host);
      return (app.getHttpServer().address() as { port: number }).port;
    },
    async close() {
      await keeper.stop();
      await app.close();
    },
  };
}

/** JSON is read strictly at the door; documents come as plain bytes; the request's instant is taken when it is whole. */
function takeBodies(adapter: FastifyAdapter, office: Office): void {
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
  // Anything but JSON is for documents: elsewhere it is refused before a byte of it is read.
  fastify.addHook('onRequest', async (request) => {
    const type = request.headers['content-type'] ?? '';
    if (request.method === 'GET' || request.url.startsWith('/api/documents') || type === '') return;
    if (!/^application\/json\b/i.test(type)) throw new UnsupportedMediaTypeException();
  });
  fastify.addHook('preValidation', async (request) => {
    (request as OfficerRequest).arrivedAt = office.desk.now();
  });
}

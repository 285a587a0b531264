import compress from '@fastify/compress';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { dataSource } from '@sunlit/postgres';
import { watchStanding, type Districts } from '@sunlit/read-models';
import {
  allowOnly,
  answerUnreadable,
  loadAssets,
  ProblemFilter,
  redirectTrailingSlashes,
  useEtags,
  useStrictHeaders,
  type Assets,
  type ProblemFilterOptions,
} from '@sunlit/web';
import { buildId } from './build-id.js';
import { documentNotPublic } from './documents.controller.js';
import type { PaperSettings } from './paper/paper.js';
import { PublicModule } from './public.module.js';
import { queriesOf, type Queries } from './queries.js';
import { notYetRecorded } from './time/then.js';

export interface PublicAppOptions {
  /** Of the role that may read `published` and nothing else. */
  readonly databaseUrl: string;
  /** 0 for any free one. */
  readonly port: number;
  readonly host?: string;
  readonly log: ProblemFilterOptions['log'];
  /** Whether browsers may be told to come back by https only: set where a proxy in front speaks it. */
  readonly https?: boolean;
  /** What is printed on posters and sheets. */
  readonly paper?: PaperSettings;
  /** What the city calls its districts, by their codes. */
  readonly districts?: Districts;
}

export interface PublicApp {
  readonly port: number;
  /** Ends the answers under way, then the listening and the database connections. */
  close(): Promise<void>;
}

/** The citizens' app, listening. It reads `published` and holds no keys. */
export async function createPublicApp({
  databaseUrl,
  port,
  host = '127.0.0.1',
  log,
  https = false,
  paper,
  districts = new Map(),
}: PublicAppOptions): Promise<PublicApp> {
  const database = await dataSource(databaseUrl, { applicationName: 'sunlit public' }).initialize();
  const watch = watchStanding({ databaseUrl, ds: database });
  const end = async () => {
    await watch.close();
    await database.destroy();
  };
  try {
    const app = await publicPages(queriesOf(database, watch, districts), {
      ...{ assets: loadAssets(), log, https, paper, districts },
    });
    await app.listen(port, host);
    return {
      port: (app.getHttpServer().address() as { port: number }).port,
      async close() {
        await app.close();
        await end();
      },
    };
  } catch (error) {
    await end();
    throw error;
  }
}

interface Outfit {
  readonly assets: Assets;
  readonly log: PublicAppOptions['log'];
  readonly https: boolean;
  readonly paper?: PaperSettings | undefined;
  readonly districts?: Districts;
}

/** The pages over any answerer of the public questions, not listening yet. */
export async function publicPages(
  queries: Queries,
  { assets, log, https, paper = { publicUrl: null, objectionPhone: null }, districts = new Map() }: Outfit,
): Promise<NestFastifyApplication> {
  const filter = new ProblemFilter({
    assets,
    log,
    rows: [notYetRecorded, documentNotPublic],
    ledger: ledgerName(queries),
  });
  const adapter = new FastifyAdapter({
    forceCloseConnections: 'idle',
    frameworkErrors: answerUnreadable(filter),
  });
  const freshness = {
    standing: () => queries.standing(),
    build: buildId(assets.stylesheet, JSON.stringify([paper, ...districts])),
  };
  const parts = { assets, freshness, paper, https };
  const app = await NestFactory.create<NestFastifyApplication>(PublicModule.with(queries, parts), adapter, {
    logger: false,
  });
  app.useGlobalFilters(filter);
  useStrictHeaders(app, { https });
  allowOnly(app, 'GET', 'HEAD');
  redirectTrailingSlashes(app);
  useEtags(app);
  // Fastify's own plugin. gzip alone: brotli at its default takes longer than the page.
  await app.register(compress, { encodings: ['gzip'], threshold: 1024 });
  await app.init();
  return app;
}

/** The ledger's name for error pages. It never changes, so it is asked for until it is known, and then no more. */
function ledgerName(queries: Queries): NonNullable<ProblemFilterOptions['ledger']> {
  let known: Awaited<ReturnType<NonNullable<ProblemFilterOptions['ledger']>>> = null;
  return async () => (known ??= (await queries.home()).ledger);
}

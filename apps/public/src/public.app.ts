import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { dataSource } from '@sunlit/postgres';
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
import { PublicModule } from './public.module.js';
import { queriesOf, type Queries } from './queries.js';

export interface PublicAppOptions {
  /** Of the role that may read `published` and nothing else. */
  readonly databaseUrl: string;
  /** 0 for any free one. */
  readonly port: number;
  readonly host?: string;
  readonly log: ProblemFilterOptions['log'];
  /** Whether browsers may be told to come back by https only: set where a proxy in front speaks it. */
  readonly https?: boolean;
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
}: PublicAppOptions): Promise<PublicApp> {
  const database = await dataSource(databaseUrl, { applicationName: 'sunlit public' }).initialize();
  try {
    const app = await publicPages(queriesOf(database), { assets: loadAssets(), log, https });
    await app.listen(port, host);
    return {
      port: (app.getHttpServer().address() as { port: number }).port,
      async close() {
        await app.close();
        await database.destroy();
      },
    };
  } catch (error) {
    await database.destroy();
    throw error;
  }
}

interface Outfit {
  readonly assets: Assets;
  readonly log: PublicAppOptions['log'];
  readonly https: boolean;
}

/** The pages over any answerer of the public questions, not listening yet. */
export async function publicPages(
  queries: Queries,
  { assets, log, https }: Outfit,
): Promise<NestFastifyApplication> {
  const filter = new ProblemFilter({ assets, log, ledger: ledgerName(queries) });
  const adapter = new FastifyAdapter({
    forceCloseConnections: 'idle',
    frameworkErrors: answerUnreadable(filter),
  });
  const app = await NestFactory.create<NestFastifyApplication>(PublicModule.with(queries, assets), adapter, {
    logger: false,
  });
  app.useGlobalFilters(filter);
  useStrictHeaders(app, { https });
  allowOnly(app, 'GET', 'HEAD');
  redirectTrailingSlashes(app);
  useEtags(app);
  await app.init();
  return app;
}

/** The ledger's name for error pages. It never changes, so it is asked for until it is known, and then no more. */
function ledgerName(queries: Queries): NonNullable<ProblemFilterOptions['ledger']> {
  let known: Awaited<ReturnType<NonNullable<ProblemFilterOptions['ledger']>>> = null;
  return async () => (known ??= (await queries.home(1)).ledger);
}

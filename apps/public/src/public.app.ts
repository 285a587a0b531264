import compress from '@fastify/compress';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { dataSource } from '@sunlit/postgres';
import { projectorHealth, watchStanding, type Districts } from '@sunlit/read-models';
import {
  allowOnly,
  answerUnreadable,
  keepAnswers,
  keptAnswers,
  loadAssets,
  operated,
  ProblemFilter,
  projectorCheck,
  readiness,
  redirectTrailingSlashes,
  refuseNul,
  serverOptions,
  unbounded,
  useBounds,
  useEtags,
  useOperations,
  useStrictHeaders,
  usualLag,
  type Assets,
  type Bounds,
  type BoundsOptions,
  type LagBounds,
  type Operations,
  type ProblemFilterOptions,
  type Readiness,
} from '@sunlit/web';
import { buildId } from './build-id.js';
import { documentNotPublic } from './documents.controller.js';
import { publicLimits } from './limits.js';
import type { PaperSettings } from './paper/paper.js';
import { PublicModule } from './public.module.js';
import { queriesOf, type Queries } from './queries.js';
import { databaseAway } from './database-away.js';
import { notYetRecorded } from './time/then.js';

export interface PublicAppOptions {
  /** Of the role that may read `published` and nothing else. */
  readonly databaseUrl: string;
  /** 0 for any free one. */
  readonly port: number;
  readonly host?: string;
  readonly log: ProblemFilterOptions['log'] & BoundsOptions['log'] & Operations['log'];
  /** Whether browsers may be told to come back by https only: set where a proxy in front speaks it. */
  readonly https?: boolean;
  /** What is printed on posters and sheets. */
  readonly paper?: PaperSettings;
  /** What the city calls its districts, by their codes. */
  readonly districts?: Districts;
  /** How much callers may ask. */
  readonly bounds?: Bounds;
  /** From when on the pages are too old to be shown as the ledger. */
  readonly lag?: LagBounds;
}

export interface PublicApp {
  readonly port: number;
  readonly ready: Readiness;
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
  bounds = unbounded,
  lag = usualLag,
}: PublicAppOptions): Promise<PublicApp> {
  const database = await dataSource(databaseUrl, { applicationName: 'sunlit public' }).initialize();
  const watch = watchStanding({ databaseUrl, ds: database });
  const ready = readiness([projectorCheck(() => projectorHealth(database), lag)]);
  const end = async () => {
    await watch.close();
    await database.destroy();
  };
  try {
    const { app, stopping } = await operatedPages(queriesOf(database, watch, districts), {
      ...{ assets: loadAssets(), log, https, paper, districts, bounds, ready },
    });
    await app.listen(port, host);
    return {
      port: (app.getHttpServer().address() as { port: number }).port,
      ready,
      async close() {
        stopping.begin();
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
  readonly bounds?: Bounds;
  readonly ready?: Readiness;
}

/** The pages over any answerer of the public questions, not listening yet. */
export const publicPages = async (queries: Queries, outfit: Outfit): Promise<NestFastifyApplication> =>
  (await operatedPages(queries, outfit)).app;

/** The same, and how to stop them in order. */
async function operatedPages(
  queries: Queries,
  {
    assets,
    log,
    https,
    paper = { publicUrl: null, objectionPhone: null },
    districts = new Map(),
    bounds = unbounded,
    ready = readiness([]),
  }: Outfit,
) {
  const filter = new ProblemFilter({
    assets,
    log,
    rows: [notYetRecorded, documentNotPublic, databaseAway],
    ledger: ledgerName(queries),
  });
  const adapter = new FastifyAdapter({
    ...serverOptions(bounds),
    ...operated,
    frameworkErrors: answerUnreadable(filter),
  });
  const freshness = {
    standing: () => queries.standing(),
    build: buildId(assets.stylesheet, JSON.stringify([paper, ...districts])),
  };
  const parts = { assets, freshness, paper, https, ready };
  const app = await NestFactory.create<NestFastifyApplication>(PublicModule.with(queries, parts), adapter, {
    logger: false,
  });
  app.useGlobalFilters(filter);
  const stopping = useOperations(app, { name: 'public', log });
  useStrictHeaders(app, { https });
  await useBounds(app, { bounds, limits: publicLimits(bounds), log });
  allowOnly(app, 'GET', 'HEAD');
  refuseNul(app);
  redirectTrailingSlashes(app);
  useEtags(app);
  // Fastify's own plugin. gzip alone: brotli at its default takes longer than the page.
  await app.register(compress, { encodings: ['gzip'], threshold: 1024 });
  const counted = { 200: keptAnswers.labels('200'), 304: keptAnswers.labels('304') };
  const keeping = keepAnswers(app, freshness, { onAnswer: (status) => counted[status].inc() });
  await app.init();
  return { app, stopping: { begin: () => [keeping.stop(), stopping.begin(), ready.stopping()] } };
}

/** The ledger's name for error pages. It never changes, so it is asked for until it is known, and then no more. */
function ledgerName(queries: Queries): NonNullable<ProblemFilterOptions['ledger']> {
  let known: Awaited<ReturnType<NonNullable<ProblemFilterOptions['ledger']>>> = null;
  return async () => (known ??= (await queries.home()).ledger);
}

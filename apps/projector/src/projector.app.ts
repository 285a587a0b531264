import { NestFactory } from '@nestjs/core';
import { keyRing, loadMasterKey, postgresKeyStore } from '@sunlit/envelope';
import { openEventStore, type StoreChoice } from '@sunlit/event-store';
import { checkReachable, pool } from '@sunlit/postgres';
import type { Log, ProjectorState } from '@sunlit/read-models';
import {
  behind,
  readiness,
  storeInterruptions,
  usualLag,
  type LagBounds,
  type ReadyCheck,
  type Readiness,
} from '@sunlit/web';
import { watchLag, type LagWatch } from './lag.js';
import { ProjectorModule } from './projector.module.js';
import { ProjectorService } from './projector.service.js';

export interface ProjectorAppOptions extends StoreChoice {
  /** Of `sunlit_projector`: reads events and keys, owns the read models. */
  readonly databaseUrl: string;
  readonly masterKeyFile: string;
  readonly log: Log;
  /** From when on it is too far behind. */
  readonly lag?: LagBounds;
}

export interface ProjectorApp {
  readonly state: ProjectorState;
  readonly ready: Readiness;
  /** Resolves when the read models are there and are kept current. */
  readonly following: Promise<void>;
  /** Resolves after `close`; rejects with the alarm that stopped the projector. */
  readonly done: Promise<void>;
  close(): Promise<void>;
}

/** The projector as an app of its own, running. Throws one sentence when the database or the master key is not there. */
export async function createProjectorApp({
  databaseUrl,
  masterKeyFile,
  log,
  lag: bounds = usualLag,
  ...choice
}: ProjectorAppOptions): Promise<ProjectorApp> {
  const masterKey = await loadMasterKey(masterKeyFile);
  await checkReachable(databaseUrl, 'app');
  const queries = pool(databaseUrl, 'sunlit projector keys', 3);
  try {
    const ring = keyRing(postgresKeyStore(queries), masterKey);
    await ring.prove();
    const store = await openEventStore(choice, {
      databaseUrl,
      applicationName: 'sunlit projector',
      log(message) {
        storeInterruptions.inc({ app: 'projector' });
        log.warn(message);
      },
    });
    const app = await NestFactory.createApplicationContext(
      ProjectorModule.with({ store, ring, databaseUrl, log }),
      { logger: false },
    );
    const projector = app.get(ProjectorService);
    const lag = watchLag({
      ...{ store, pool: queries, atMost: bounds.events + 1 },
      following: () => projector.state === 'following',
    });
    const ready = readiness(checks(projector, lag, bounds));
    let closing: Promise<void> | undefined;
    const end = async () => {
      ready.stopping();
      await app.close();
      await lag.close();
      await store.close();
      await queries.end();
    };
    return {
      get state() {
        return projector.state;
      },
      ready,
      following: projector.following,
      done: projector.done,
      close: () => (closing ??= end()),
    };
  } catch (error) {
    await queries.end();
    throw error;
  }
}

const checks = (
  projector: Pick<ProjectorService, 'state'>,
  lag: LagWatch,
  bounds: LagBounds,
): readonly ReadyCheck[] => [
  {
    fails: 'projector-not-following',
    look: async () =>
      projector.state === 'following'
        ? null
        : { reason: 'projector-not-following', facts: { state: projector.state } },
  },
  {
    fails: 'database-unreachable',
    async look() {
      const now = lag.now();
      return now ? behind(now.events, now.ms, bounds) : { reason: 'database-unreachable' };
    },
  },
];

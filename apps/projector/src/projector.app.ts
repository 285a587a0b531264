import { NestFactory } from '@nestjs/core';
import { keyRing, loadMasterKey, postgresKeyStore } from '@sunlit/envelope';
import { openEventStore, type StoreChoice } from '@sunlit/event-store';
import { checkReachable, pool } from '@sunlit/postgres';
import type { Log, ProjectorState } from '@sunlit/read-models';
import { ProjectorModule } from './projector.module.js';
import { ProjectorService } from './projector.service.js';

export interface ProjectorAppOptions extends StoreChoice {
  /** Of `sunlit_projector`: reads events and keys, owns the read models. */
  readonly databaseUrl: string;
  readonly masterKeyFile: string;
  readonly log: Log;
}

export interface ProjectorApp {
  readonly state: ProjectorState;
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
  ...choice
}: ProjectorAppOptions): Promise<ProjectorApp> {
  const masterKey = await loadMasterKey(masterKeyFile);
  await checkReachable(databaseUrl, 'app');
  const keys = pool(databaseUrl, 'sunlit projector keys', 2);
  try {
    const ring = keyRing(postgresKeyStore(keys), masterKey);
    await ring.prove();
    const store = await openEventStore(choice, {
      databaseUrl,
      applicationName: 'sunlit projector',
      log: (message) => log.warn(message),
    });
    const app = await NestFactory.createApplicationContext(
      ProjectorModule.with({ store, ring, databaseUrl, log }),
      { logger: false },
    );
    const projector = app.get(ProjectorService);
    let closing: Promise<void> | undefined;
    const end = async () => {
      await app.close();
      await store.close();
      await keys.end();
    };
    return {
      get state() {
        return projector.state;
      },
      following: projector.following,
      done: projector.done,
      close: () => (closing ??= end()),
    };
  } catch (error) {
    await keys.end();
    throw error;
  }
}

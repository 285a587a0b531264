import { storeChoice } from '@sunlit/event-store';
import {
  endInOrder,
  lagBounds,
  logger,
  readSettings,
  sentenceFirst,
  serveMetrics,
  startOrEnd,
} from '@sunlit/web';
import { join } from 'node:path';
import { createProjectorApp } from './projector.app.js';

const settings = readSettings();
const { databaseUrl, masterKeyFile, dataDir, logLevel, shutdownSeconds: seconds } = settings;
const log = logger(logLevel, null);

await startOrEnd(log, async () => {
  if (databaseUrl === null)
    throw new Error(
      'DATABASE_URL is not set: the projector needs the address of the database, as its own role.',
    );
  const app = await createProjectorApp({
    databaseUrl,
    ...storeChoice(settings),
    masterKeyFile: masterKeyFile ?? join(dataDir, 'master.key'),
    log: sentenceFirst(log),
    lag: lagBounds(settings),
  });
  const metrics = await serveMetrics(settings, app.ready, log);
  const close = async () => {
    await app.close();
    await metrics.close();
  };
  endInOrder({ close, seconds, log });
  // An alarm is logged where it is raised. The process ends with it, so that its supervisor notices.
  await app.done.catch(() => (process.exitCode = 1));
  await close();
});

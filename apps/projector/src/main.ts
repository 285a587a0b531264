import { storeChoice } from '@sunlit/event-store';
import { logger, readSettings, sentenceFirst } from '@sunlit/web';
import { join } from 'node:path';
import { createProjectorApp } from './projector.app.js';

const { databaseUrl, masterKeyFile, dataDir, logLevel, ...choice } = readSettings();
const log = sentenceFirst(logger(logLevel, null));

try {
  if (databaseUrl === null)
    throw new Error(
      'DATABASE_URL is not set: the projector needs the address of the database, as its own role.',
    );
  const app = await createProjectorApp({
    databaseUrl,
    ...storeChoice(choice),
    masterKeyFile: masterKeyFile ?? join(dataDir, 'master.key'),
    log,
  });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void app.close());
  // An alarm is logged where it is raised. The process ends with it, so that its supervisor notices.
  await app.done.catch(() => (process.exitCode = 1));
  await app.close();
} catch (error) {
  log.error((error as Error).message);
  process.exitCode = 1;
}

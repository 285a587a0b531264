import { logger, readSettings } from '@sunlit/web';
import { createPublicApp } from './public.app.js';

const { databaseUrl, publicPort, host, logLevel, publicUrl, objectionPhone, districts } = readSettings();
const log = logger(logLevel, null);
if (databaseUrl === null) {
  log.fatal('DATABASE_URL is not set: the public pages need the address of the database, as the public role');
  process.exit(1);
}
const app = await createPublicApp({
  ...{ databaseUrl, port: publicPort, host, log },
  paper: { publicUrl, objectionPhone },
  districts,
  https: publicUrl?.startsWith('https:') ?? false,
});
log.info({ port: app.port }, 'the public pages are open');
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void app.close());

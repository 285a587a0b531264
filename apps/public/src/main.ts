import { boundsOf, endInOrder, lagBounds, logger, readSettings, serveMetrics, startOrEnd } from '@sunlit/web';
import { createPublicApp } from './public.app.js';

const settings = readSettings();
const { databaseUrl, publicPort, host, logLevel, publicUrl, objectionPhone, districts } = settings;
const log = logger(logLevel, null);

await startOrEnd(log, async () => {
  if (databaseUrl === null)
    throw new Error(
      'DATABASE_URL is not set: the public pages need the address of the database, as the public role',
    );
  const app = await createPublicApp({
    ...{ databaseUrl, port: publicPort, host, log },
    paper: { publicUrl, objectionPhone },
    districts,
    bounds: boundsOf(settings),
    lag: lagBounds(settings),
    https: publicUrl?.startsWith('https:') ?? false,
  });
  const metrics = await serveMetrics(settings, app.ready, log);
  log.info({ port: app.port }, 'the public pages are open');
  endInOrder({
    ...{ seconds: settings.shutdownSeconds, log },
    async close() {
      await app.close();
      await metrics.close();
    },
  });
});

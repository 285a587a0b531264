import { checkReachable, dataSource } from '@sunlit/postgres';
import { boundsOf, endInOrder, lagBounds, logger, readSettings, serveMetrics, startOrEnd } from '@sunlit/web';
import { join } from 'node:path';
import { readOfficers } from './officers.js';
import { staffReadiness } from './readiness.js';
import { createStaffApp } from './staff.app.js';
import { submissionList } from './submission-list.js';
import { openOffice, openWritingRoom } from './writing-room.js';

/** The officers' app alone, on a database that is prepared: `DATABASE_URL` is of the writer role. */
const settings = readSettings();
const { databaseUrl, staffPort, host, dataDir, officersFile, production, logLevel } = settings;
const log = logger(logLevel, null);
await startOrEnd(log, async () => {
  if (databaseUrl === null)
    throw new Error(
      'DATABASE_URL is not set: the officers’ app needs the address of the database, as the writer role',
    );
  await checkReachable(databaseUrl, 'app');
  const room = await openWritingRoom(settings, databaseUrl);
  const office = await openOffice(settings, room.desk);
  if (office.ledger.sample && production)
    throw new Error('This is a sample ledger: it is refused in production.');
  const officers = readOfficers(officersFile ?? join(dataDir, 'demo-officers.json'), production);
  const reader = await dataSource(databaseUrl, {
    applicationName: 'sunlit staff lists',
    poolSize: 4,
  }).initialize();
  const ready = staffReadiness(room, reader, lagBounds(settings));
  const staff = await createStaffApp(
    { office, officers, documents: room.documents, submissions: submissionList(reader), ready },
    log,
    boundsOf(settings),
  );
  log.info({ port: await staff.listen(staffPort, host) }, 'the officers’ API is open');
  const metrics = await serveMetrics(settings, ready, log);
  endInOrder({
    ...{ seconds: settings.shutdownSeconds, log },
    async close() {
      await staff.close();
      await Promise.all([reader.destroy(), room.close()]);
      await metrics.close();
    },
  });
});

import { storeChoice } from '@sunlit/event-store';
import { dataSource } from '@sunlit/postgres';
import {
  boundEnd,
  boundsOf,
  lagBounds,
  logger,
  readiness,
  sentenceFirst,
  serveMetrics,
  type Settings,
} from '@sunlit/web';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { createProjectorApp } from '../../projector/src/projector.app.js';
import { createPublicApp } from '../../public/src/public.app.js';
import { readOfficers, type Officer } from '../../staff/src/officers.js';
import { staffReadiness } from '../../staff/src/readiness.js';
import { createStaffApp } from '../../staff/src/staff.app.js';
import { submissionList } from '../../staff/src/submission-list.js';
import { replayErasures } from './erase.js';
import { Failure } from './failure.js';
import { masterKeyFile, openOffice, openWritingRoom } from '../../staff/src/writing-room.js';
import { openGround, prepareDataDir } from './ground.js';
import { restoring } from './restore.js';
import { loadSample, prepareDemoOfficers } from './sample.js';

/** Things to close, last opened first. */
class Shutdown {
  private readonly steps: (() => Promise<unknown>)[] = [];
  private done: Promise<void> | undefined;

  onClose(step: () => Promise<unknown>): void {
    this.steps.unshift(step);
  }

  run(): Promise<void> {
    return (this.done ??= (async () => {
      for (const step of this.steps) await step().catch(() => {});
    })());
  }
}

/**
 * Everything on this machine in one process: database, projector, officers' API and public pages. The first time it
 * opens a sample ledger and loads it. Answers when a signal has stopped it and everything is closed.
 */
export async function start(settings: Settings): Promise<void> {
  const say = (line: string) => process.stdout.write(`${line}\n`);
  const { publicPort, staffPort, host, dataDir, logLevel } = settings;
  prepareDataDir(dataDir);
  if (existsSync(restoring(dataDir)))
    throw new Failure('A restore was cut short here: run the same `sunlit restore` again, which goes on.');
  await Promise.all([portIsFree(publicPort, host), portIsFree(staffPort, host)]);
  const shutdown = new Shutdown();
  const log = logger(logLevel, dataDir);
  const asked = stopSignal(() => boundEnd(settings.shutdownSeconds, log));
  try {
    const ground = await openGround(settings);
    shutdown.onClose(() => ground.close());
    const room = await openWritingRoom(settings, ground.urls.writer);
    shutdown.onClose(() => room.close());
    // Before the ledger is opened: what it is opened as stays for ever.
    const officers = await logins(settings);
    const office = await openOffice(settings, room.desk);
    if (office.ledger.sample && settings.production)
      throw new Failure('This is a sample ledger: it is refused in production.');

    await replayErasures(office, dataDir);
    const projector = await createProjectorApp({
      databaseUrl: ground.urls.projector,
      ...storeChoice(settings),
      masterKeyFile: masterKeyFile(settings),
      log: sentenceFirst(log),
      lag: lagBounds(settings),
    });
    shutdown.onClose(() => projector.close());
    const alarm = projector.done.then(
      () => never,
      (error: Error) => error.message,
    );
    // The pages read tables that the projector makes the first time.
    const early = await Promise.race([projector.following, alarm]);
    if (early) throw new Failure(early);

    const pages = await createPublicApp({
      ...{ databaseUrl: ground.urls.public, port: publicPort, host, log },
      paper: settings,
      bounds: boundsOf(settings),
      lag: lagBounds(settings),
      districts: settings.districts,
      https: settings.publicUrl?.startsWith('https:') ?? false,
    });
    shutdown.onClose(() => pages.close());
    const reader = await dataSource(ground.urls.writer, {
      applicationName: 'sunlit staff lists',
      poolSize: 4,
    }).initialize();
    shutdown.onClose(() => reader.destroy());
    const ready = staffReadiness(room, reader, lagBounds(settings));
    const parts = {
      ...{ office, officers, documents: room.documents, submissions: submissionList(reader) },
      ready,
    };
    const staff = await createStaffApp(parts, log, boundsOf(settings));
    shutdown.onClose(() => staff.close());
    const whole = readiness([projector, pages, { ready }].flatMap((app) => app.ready.checks));
    const metrics = await serveMetrics(settings, whole, log);
    shutdown.onClose(() => metrics.close());
    shutdown.onClose(async () => whole.stopping());
    const staffAt = await staff.listen(staffPort, host);

    say(`公开网页 public pages   http://${shown(host)}:${pages.port}/`);
    say(`经办接口 officers' API  http://${shown(host)}:${staffAt}/api`);
    if (office.ledger.sample) say(`示例登录 demo logins    ${join(dataDir, 'demo-officers.json')}`);
    if (metrics.port !== null)
      say(`运行指标 metrics          http://${shown(settings.metricsHost)}:${metrics.port}/metrics`);
    const over = Promise.race([asked.then(() => null), ground.lost, alarm]);
    // The pages show what is in by then. Who stops everything meanwhile does not wait for it: the next start goes on.
    if (office.ledger.sample) {
      const loading = loadSample({ office, officers, documents: room.documents, dataDir, say });
      loading.catch(() => {});
      await Promise.race([loading, over]);
    }
    if (!stopping) say('Ctrl-C 停止 stops everything.');

    const ended = await over;
    if (ended !== null) throw new Failure(ended);
    say('正在停止 stopping …');
  } finally {
    await shutdown.run();
  }
}

const never = new Promise<never>(() => {});

async function logins({ officersFile, dataDir, production, sample }: Settings): Promise<Officer[]> {
  const file = officersFile ?? join(dataDir, 'demo-officers.json');
  if (officersFile === null && !production && sample !== false) await prepareDemoOfficers(file);
  return readOfficers(file, production);
}

const shown = (host: string): string =>
  host === '0.0.0.0' || host === '::' ? 'localhost' : host.includes(':') ? `[${host}]` : host;

/** Fails early, before a database is started for nothing. */
async function portIsFree(port: number, host: string): Promise<void> {
  if (port === 0) return;
  const probe = createServer().listen(port, host);
  await once(probe, 'listening');
  probe.close();
  await once(probe, 'close');
}

/** Resolves at the first Ctrl-C or SIGTERM, after `first`; a second one ends the process at once. */
function stopSignal(first: () => void): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
      process.on(signal, () => {
        if (stopping) process.exit(130);
        stopping = true;
        first();
        resolve();
      });
  });
}
let stopping = false;

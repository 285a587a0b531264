import type { RoleUrls } from '@sunlit/postgres';
import { dataSource } from '@sunlit/postgres';
import { watchProjector } from '@sunlit/read-models';
import { randomUUID } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';
import { generateLedger } from '../generated.js';
import { prepared } from './command.js';
import { openBench, openRoom } from './ground.js';
import type { CommandsJob, Loaded } from './load.js';
import { single, spread, type Measured } from './measure.js';
import { publishedPaths } from './page.js';
import { cpuShares, helper, startApp, withCpu } from './processes.js';
import { openWire, requestOf, type Wire } from './wire.js';

export interface FreshOptions {
  readonly urls?: RoleUrls;
  readonly seconds?: number;
  readonly connections?: number;
  /** Stored before. */
  readonly projects?: number;
  /** Ten events each, on the average. */
  readonly burst?: number;
}

/** A citizen looks again after so many milliseconds. */
const lookAgain = 2;

/**
 * How long after its answer an entry is on the public page while others are recorded as fast as they can be, and how long
 * the pages take to show a burst. Officers' app, projector and public app are processes of their own.
 */
export async function fresh({
  seconds = 30,
  connections = 16,
  projects = 500,
  burst = 1_000,
  urls,
}: FreshOptions = {}): Promise<Measured> {
  const ground = await openBench(urls && { urls });
  try {
    await publishedPaths(ground, projects);
    const job = await prepared(ground, connections);
    const staff = ground.keep(await startApp('staff', { env: ground.env('writer') }));
    const projector = ground.keep(await startApp('projector', { env: ground.env('projector') }));
    const pages = ground.keep(await startApp('public', { env: ground.env('public') }));
    const load = ground.keep(helper('./load.ts'));
    const reader = await dataSource(ground.urls.writer, { applicationName: 'bench' }).initialize();
    ground.keep({ stop: () => reader.destroy() });

    let over = false;
    const looking = lookUntil(() => over, job, await openWire(staff.port), await openWire(pages.port));
    const named = { 'officers’ app': [staff.pid], projector: [projector.pid], 'public app': [pages.pid] };
    const { result: loaded, cpu } = await withCpu(named, () =>
      load.ask<Loaded>({ ...job, port: staff.port, name: `load-${randomUUID()}`, seconds }),
    );
    over = true;
    const seen = await looking;

    const room = await openRoom(ground);
    ground.keep({ stop: () => room.close() });
    const watch = await watchProjector(reader, room.store);
    const caughtUp = async () => {
      const { position } = (await room.store.last())!;
      while (!(await watch.until(position, 60_000)));
    };
    await caughtUp();
    const from = performance.now();
    const made = await generateLedger({ ...room, projects: burst, from: projects, seed: 2 });
    const storedIn = performance.now() - from;
    await caughtUp();
    const wire = await openWire(pages.port);
    const last = made.projects.at(-1)!.project;
    while ((await wire.ask(page(last))).status !== 200) await pause(lookAgain);
    const drainedIn = performance.now() - from;
    wire.close();
    await watch.close();
    const rate = Math.round(loaded.requests / loaded.seconds);
    return {
      about: [
        `officers’ app, projector and public app each in a process of its own; ${projects} projects before`,
        `load: ${connections} connections, ${rate} requests/s for ${seconds} s; ${cpuShares(cpu, availableParallelism())}`,
      ],
      lines: [
        {
          ...{ what: 'entry recorded -> on its page', times: spread(seen), baseline: null },
          aim: { of: 'p99', atMost: 1_000 },
          note: `under load, looked for every ${lookAgain} ms`,
        },
        {
          ...{ what: 'burst drained', times: single(drainedIn), baseline: null },
          aim: { of: 'max', atMost: 30_000 },
          note: `${made.events} events, stored in ${(storedIn / 1_000).toFixed(1)} s of it`,
        },
      ],
    };
  } finally {
    await ground.close();
  }
}

const page = (project: string) => requestOf('GET', `/projects/${project}`, { accept: 'text/html' });

/** Registers a project as two persons do, then looks for its page until it is there; again and again. */
async function lookUntil(
  over: () => boolean,
  { steps, tokens }: Pick<CommandsJob, 'steps' | 'tokens'>,
  staff: Wire,
  pages: Wire,
): Promise<number[]> {
  const [first] = steps;
  const post = async (path: string, body: object, token: string) => {
    const headers = { authorization: `Bearer ${token}`, 'idempotency-key': randomUUID() };
    const asked = { ...headers, 'sunlit-recorded-at': first!.recordedAt };
    const { status, body: said } = await staff.ask(requestOf('POST', path, asked, JSON.stringify(body)));
    if (status >= 300) throw new Error(`${path} answered ${status}: ${said.toString().slice(0, 500)}`);
    return JSON.parse(said.toString()) as { submission: string; project: string; projectRevision: number };
  };
  const seen: number[] = [];
  while (!over() || seen.length === 0) {
    const body = { ...first!.body, number: `look-${randomUUID()}` };
    const waiting = await post(`/api/projects/${first!.address}`, body, tokens.prepares);
    const { submission, project, projectRevision } = waiting;
    await post(`/api/submissions/${submission}/confirm`, { projectRevision }, tokens.confirms);
    const from = performance.now();
    while ((await pages.ask(page(project))).status !== 200) await pause(lookAgain);
    seen.push(performance.now() - from);
  }
  for (const wire of [staff, pages]) wire.close();
  return seen;
}

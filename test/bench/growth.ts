import type { RoleUrls } from '@sunlit/postgres';
import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { existsSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { sampleMark } from '../../apps/cli/src/sample.js';
import { prepared } from './command.js';
import { program } from '../programs.js';
import type { BenchGround } from './ground.js';
import { eventsIn, keptAt, largeLedger, projecting } from './ledgers.js';
import type { CommandsJob, Loaded } from './load.js';
import { spread, type Line, type Measured } from './measure.js';
import { helper, startApp } from './processes.js';
import { openWire, requestOf } from './wire.js';

export interface GrowthOptions {
  /** Databases of a run to use instead of kept folders; the first holds the small ledger. */
  readonly urls?: readonly [RoleUrls, RoleUrls];
  readonly sizes?: readonly [small: number, large: number];
  readonly rounds?: number;
  readonly seconds?: number;
  /** Of the whole product on each ledger; 0: not measured. */
  readonly starts?: number;
}

const largest = 100_000;
/** More than a round can ask for. */
const pagesOfARound = 20_000;

/**
 * The same commands and pages on a small ledger and on a large one, taking turns: what grows with the ledger. No page is
 * asked for twice. Then the start of the whole product on each.
 *
 * `PROJECTS=100000` makes the large one of the issue in some minutes, and keeps it; where it is, it is used.
 */
export async function growth({
  sizes = [1_000, Number(process.env['PROJECTS'] ?? (existsSync(keptAt(largest)) ? largest : 10_000))],
  rounds = Number(process.env['ROUNDS'] ?? 5),
  seconds = 4,
  starts = 3,
  urls,
}: GrowthOptions = {}): Promise<Measured> {
  const ledgers: Grown[] = [];
  for (const [i, projects] of sizes.entries()) ledgers.push(await grown(projects, urls?.[i]));
  const [small, large] = ledgers as [Grown, Grown];
  const load = helper('./load.ts');
  try {
    const apps = await Promise.all(
      ledgers.map(async ({ ground }) => ({
        staff: ground.keep(await startApp('staff', { env: ground.env('writer') })),
        pages: ground.keep(await startApp('public', { env: ground.env('public') })),
      })),
    );
    const times = ledgers.map(() => ({ command: [] as number[], page: [] as number[] }));
    for (let round = -1; round < rounds; round++)
      for (const [i, ledger] of ledgers.entries()) {
        const { staff, pages } = apps[i]!;
        const name = `grown-${randomUUID()}`;
        const told = await load.ask<Loaded>({ ...ledger.job, port: staff.port, name, seconds });
        const shown = await load.ask<Loaded>({
          ...{ kind: 'pages', port: pages.port, connections: 4, seconds, expected: 200 },
          ...{ paths: ledger.paths(), headers: { accept: 'text/html', 'accept-encoding': 'gzip' } },
        });
        if (round < 0) continue;
        times[i]!.command.push(...told.times);
        times[i]!.page.push(...shown.times);
      }
    const line = (what: string, of: 'command' | 'page'): Line[] => {
      const [less, more] = times.map((one) => spread(one[of]));
      return [
        { what, times: more!, baseline: less!, note: '' },
        {
          ...{ what: `${what}, p99`, times: spread([more!.p99]), baseline: spread([less!.p99]) },
          ...{ note: `of ${more!.n} and ${less!.n}`, aim: { ratio: 1 / 1.5 } },
        },
      ];
    };
    const lines = [...line('request of a command', 'command'), ...line('project page', 'page')];
    for (const { ground } of ledgers) await ground.close();
    if (starts > 0) lines.push(...(await startsOf(small, large, starts)));
    return {
      about: [
        `${large.projects} projects with ${large.events} events beside ${small.projects} with ${small.events} (the baseline)`,
        `8 connections of commands, 4 of pages, ${rounds} rounds of ${seconds} s each, taking turns; a ratio of 0.667 is growth by 1.5`,
        ...(large.projects < largest
          ? [`PROJECTS=${largest} npm run bench growth makes the ledger of the issue`]
          : []),
      ],
      lines,
    };
  } finally {
    await load.stop();
    for (const { ground } of ledgers) await ground.close();
  }
}

interface Grown {
  readonly projects: number;
  readonly events: number;
  readonly ground: BenchGround;
  readonly job: Omit<CommandsJob, 'port' | 'name' | 'seconds'>;
  /** Other projects' pages each time. */
  paths(): string[];
}

/** A ledger of so many projects, made where it is not there, its read models current. */
async function grown(projects: number, urls?: RoleUrls): Promise<Grown> {
  const { ground, room, made } = await largeLedger(projects, urls);
  // What `sunlit start` would otherwise load into it.
  if (!urls) writeFileSync(sampleMark(ground.settings.dataDir), '{}\n');
  await (await projecting(ground, room)).stop();
  await room.close();
  let next = 0;
  // Strides of a prime visit every project before any again; no address is asked twice, and so found in memory.
  const path = () =>
    `/projects/${made.projects[(++next * 7_919) % made.projects.length]!.project}?asked=${next}`;
  return {
    ...{ projects: made.projects.length, events: await eventsIn(ground), ground },
    job: await prepared(ground, 8),
    paths: () => Array.from({ length: pagesOfARound }, path),
  };
}

/** Milliseconds from the start of the process to its first page and to the first command that it took. */
async function startsOf(small: Grown, large: Grown, starts: number): Promise<Line[]> {
  await promisify(execFile)(process.execPath, ['apps/cli/build-if-changed.mjs'], { cwd: root });
  const [less, more] = [small, large].map(() => ({ page: [] as number[], command: [] as number[] }));
  for (let i = 0; i < starts; i++)
    for (const [ledger, times] of [
      [small, less!],
      [large, more!],
    ] as const) {
      const { page, command } = await started(ledger);
      times.page.push(page);
      times.command.push(command);
    }
  const line = (what: string, of: 'page' | 'command'): Line => ({
    ...{ what, times: spread(more![of]), baseline: spread(less![of]), note: 'dist, as npm start runs it' },
    aim: { of: 'p50', atMost: 5_000 },
  });
  return [line('start to first page', 'page'), line('start to first command', 'command')];
}

const root = fileURLToPath(new URL('../../', import.meta.url));

async function started({ ground, job }: Grown): Promise<{ page: number; command: number }> {
  const { DATABASE_URL: _, ...env } = ground.env('writer');
  const from = performance.now();
  const product = program('dist/apps/cli/src/main.js', {
    args: ['start'],
    ...{ env: { ...env, DATABASE_URL: '' }, errors: 'shown' },
  });
  try {
    const portOf = async (what: RegExp) => Number((await product.heard(what))[1]);
    const publicPort = await portOf(/public pages .*:(\d+)\//);
    const staffPort = await portOf(/officers' API .*:(\d+)\/api/);
    product.unheard();
    const pages = await openWire(publicPort);
    const shown = await pages.ask(requestOf('GET', '/', { accept: 'text/html' }));
    const page = performance.now() - from;
    pages.close();
    const staff = await openWire(staffPort);
    const { address, body, recordedAt } = job.steps[0]!;
    const headers = {
      ...{ authorization: `Bearer ${job.tokens.prepares}`, 'idempotency-key': randomUUID() },
      'sunlit-recorded-at': recordedAt,
    };
    const asked = JSON.stringify({ ...body, number: `start-${randomUUID()}` });
    const taken = await staff.ask(requestOf('POST', `/api/projects/${address}`, headers, asked));
    const command = performance.now() - from;
    staff.close();
    if (shown.status !== 200 || taken.status !== 202)
      throw new Error(`the first page answered ${shown.status}, the first command ${taken.status}`);
    return { page, command };
  } finally {
    await product.end();
  }
}

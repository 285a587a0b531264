import { pg, type RoleUrls } from '@sunlit/postgres';
import type { Role } from '@sunlit/ledger';
import { availableParallelism } from 'node:os';
import { documentShelf } from '../../apps/staff/src/documents.js';
import { kebab } from '../../apps/staff/src/commands.controller.js';
import { papers, workedExample } from '../../libs/ledger/src/testing/worked-example.js';
import { openBench, openRoom, type BenchGround } from './ground.js';
import type { CommandsJob, Loaded } from './load.js';
import { spread, type Line, type Measured } from './measure.js';
import {
  addCpu,
  cpuEach,
  cpuShares,
  helper,
  postmasterOf,
  startApp,
  withCpu,
  type App,
  type Cpu,
} from './processes.js';
import { singles } from './singles.js';

export interface CommandOptions {
  readonly urls?: RoleUrls;
  readonly rounds?: number;
  /** Of each round, product and baseline alike. */
  readonly seconds?: number;
  readonly connections?: number;
  readonly pgbench?: boolean;
  /** A folder for a CPU profile of the officers' app. */
  readonly profile?: string | undefined;
}

type Round = Loaded & { readonly cpu: Cpu; readonly events: number; readonly commits: number };

/**
 * Whole commands over HTTP, to one officers' app and to two on the same ledger: every entry prepared by one person and
 * confirmed by another, decided, sealed and durable, for each of many projects from its registration to its approved budget.
 * Beside it what inserts of single rows reach in the same server, per event stored.
 */
export async function command({
  rounds = Number(process.env['ROUNDS'] ?? 5),
  seconds = 8,
  connections = 64,
  profile = process.env['PROFILE'],
  ...given
}: CommandOptions = {}): Promise<Measured> {
  const ground = await openBench(given.urls && { urls: given.urls });
  try {
    const job = await prepared(ground, connections);
    const staff = await Promise.all([
      startApp('staff', { env: ground.env('writer'), profile }),
      startApp('staff', { env: ground.env('writer') }),
    ]);
    for (const app of staff) ground.keep(app);
    const load = ground.keep(helper('./load.ts'));
    const owner = new pg.Client(ground.urls.owner);
    await owner.connect();
    const database = await postmasterOf(ground.urls.owner);
    const stored = async () =>
      Number((await owner.query('SELECT position FROM store.head')).rows[0].position);
    const transactions = async () => Number((await owner.query(committed)).rows[0].n);

    const round = async (name: string, apps: readonly App[]): Promise<Round> => {
      const [first, ...more] = apps as [App, ...App[]];
      const before = { stored: await stored(), commits: await transactions() };
      const { result, cpu } = await withCpu(
        {
          'load generator': [load.pid],
          'officers’ apps': apps.map(({ pid }) => pid),
          database: [database],
        },
        () =>
          load.ask<Loaded>({
            ...{ ...job, name, seconds },
            ...{ port: first.port, morePorts: more.map(({ port }) => port) },
          }),
      );
      return {
        ...{ ...result, cpu, events: (await stored()) - before.stored },
        commits: (await transactions()) - before.commits,
      };
    };
    await round('warm-up-1', staff.slice(0, 1));
    await round('warm-up-2', staff);
    const { rows } = await owner.query(
      `SELECT avg(octet_length(body))::float8 AS bytes FROM store.event WHERE stream ~ '^(project|submission)-'`,
    );
    const bytes = Number(rows[0].bytes);
    const baseline = await singles(ground.urls.owner, bytes, given);
    const baselines: number[] = [];
    const [one, two]: [Round[], Round[]] = [[], []];
    for (let i = 0; i < rounds; i++) {
      baselines.push(await baseline.run(seconds));
      one.push(await round(`one-${i}`, staff.slice(0, 1)));
      two.push(await round(`two-${i}`, staff));
    }
    await baseline.close();
    await owner.end();
    const all = [...one, ...two];
    const sum = (of: 'events' | 'requests' | 'commits', among: readonly Round[] = all) =>
      among.reduce((total, each) => total + each[of], 0);
    const linesOf = (made: readonly Round[], by: string): Line[] => {
      const times = made.flatMap((each) => [...each.times]);
      const rates = spread(made.map(({ events, seconds: lasted }) => events / lasted));
      const cpu = addCpu(made.map((each) => each.cpu));
      return [
        {
          ...{ what: `durable events, ${by}`, unit: '/s', times: rates, baseline: spread(baselines) },
          ...{ aim: { ratio: 0.5 }, note: `CPU a request: ${cpuEach(cpu, sum('requests', made))}` },
        },
        {
          ...{ what: `a request, ${by}`, times: spread(times), baseline: null },
          aim: { of: 'p99', atMost: 50 },
          note: `${Math.round(sum('requests', made) / cpu.seconds)} requests/s; ${cpuShares(cpu, availableParallelism())}`,
        },
      ];
    };
    return {
      about: [
        `every entry prepared and confirmed over HTTP, ${connections} connections, ${rounds} rounds of ${seconds} s taking turns`,
        `${sum('requests')} requests, ${sum('events')} events durable: ${(sum('events') / sum('requests')).toFixed(2)} for each request, ${Math.round(bytes)} bytes each`,
        `${(sum('commits') / sum('requests')).toFixed(1)} database transactions for each request, those of the group commits among them`,
        `baseline: single-row inserts of the same bytes and indexes by ${baseline.by}`,
      ],
      lines: [...linesOf(one, 'one app'), ...linesOf(two, 'two apps')],
    };
  } finally {
    await ground.close();
  }
}

/** All sessions' transactions so far; a session tells its own at most a second later. */
const committed = `SELECT xact_commit AS n FROM pg_stat_database WHERE datname = current_database()`;

/** The ledger opened, the papers filed, and what the load is to tell. */
export async function prepared(
  ground: BenchGround,
  connections: number,
  until = 'budget-approved',
): Promise<Omit<CommandsJob, 'port' | 'name' | 'seconds'>> {
  const room = await openRoom(ground);
  const writer = new pg.Pool({ connectionString: ground.urls.writer, max: 4 });
  const shelf = documentShelf(writer);
  for (const { content } of papers) await shelf.add(Buffer.from(content));
  await writer.end();
  await room.close();
  const last = workedExample.findIndex(({ key }) => key === until);
  const steps = workedExample
    .slice(0, last + 1)
    .map(({ name, recordedAt, body }) => ({ address: kebab(name), recordedAt, body }));
  const tokenOf = (role: Role) => ground.officers.find(({ actor }) => actor.role === role)!.token;
  const tokens = { prepares: tokenOf('finance-officer'), confirms: tokenOf('approver') };
  return { kind: 'commands', connections, steps, tokens };
}

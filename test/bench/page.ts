import { availableParallelism } from 'node:os';
import { dataSource, type RoleUrls } from '@sunlit/postgres';
import { generateLedger } from '../generated.js';
import { answered, asBrowser, same } from './answer.js';
import type { BareJob } from './bare.js';
import { openBench, openRoom, type BenchGround } from './ground.js';
import { projecting } from './ledgers.js';
import type { Loaded, PagesJob } from './load.js';
import { spread, type Line, type Measured, type Spread } from './measure.js';
import { nginxOnPath, startNginx } from './nginx.js';
import { addCpu, cpuShares, helper, startApp, withCpu, type Cpu } from './processes.js';

export interface PageOptions {
  readonly urls?: RoleUrls;
  readonly rounds?: number;
  readonly seconds?: number;
  readonly connections?: number;
  readonly projects?: number;
  /** Requests a second. */
  readonly offered?: number;
  readonly profile?: string | undefined;
}

/**
 * A project's page and its 304 over kept connections, beside bare `node:http` that answers the same bytes with the same
 * headers from a process of its own, and beside nginx where it is on the PATH; then the page at an offered rate.
 */
export async function page({
  rounds = Number(process.env['ROUNDS'] ?? 5),
  seconds = 4,
  connections = 64,
  projects = 200,
  offered = 5_000,
  profile = process.env['PROFILE'],
  urls,
}: PageOptions = {}): Promise<Measured> {
  const ground = await openBench(urls && { urls });
  try {
    const [path] = await publishedPaths(ground, projects);
    // Without it the pages say after a minute that they may be old, and are others.
    ground.keep(await startApp('projector', { env: ground.env('projector') }));
    const pages = ground.keep(await startApp('public', { env: ground.env('public'), profile }));
    const bare = ground.keep(helper('./bare.ts'));
    const load = ground.keep(helper('./load.ts'));
    await answered(pages.port, path!); // Makes it; what is measured is the one that was kept.
    const answer = await answered(pages.port, path!);
    const { port } = await bare.ask<{ port: number }>({ page: answer } satisfies BareJob);
    const version = nginxOnPath();
    const nginx = version === null ? null : ground.keep(await startNginx(answer));
    const servers: Server[] = [];
    for (const [name, at] of [
      ['public app', pages],
      ['bare', { port, pid: bare.pid }],
      ...(nginx ? [['nginx', nginx] as const] : []),
    ] as const) {
      const { headers, ...others } = await answered(at.port, path!);
      same({ headers, ...others }, answer);
      servers.push({ ...{ name, port: at.port, pid: at.pid }, etag: headers['etag']! });
    }

    const asking = async (
      { name, pid, port, etag }: Server,
      { again = false, ...more }: More,
    ): Promise<Asked> => {
      const job: PagesJob = {
        ...{ kind: 'pages', port, connections, seconds, paths: [path!], ...more },
        headers: { ...asBrowser, ...(again && { 'if-none-match': etag }) },
        expected: again ? 304 : 200,
      };
      const named = { 'load generator': [load.pid], [name]: [pid] };
      const { result, cpu } = await withCpu(named, () => load.ask<Loaded>(job));
      return { ...result, cpu, rate: result.requests / result.seconds };
    };
    /** Of each server; a first round is not counted. */
    const inTurn = async (more: More): Promise<Asked[][]> => {
      const all = servers.map((): Asked[] => []);
      for (let round = -1; round < rounds; round++)
        for (const [i, server] of servers.entries()) {
          const one = await asking(server, more);
          if (round >= 0) all[i]!.push(one);
        }
      return all;
    };

    const lines: Line[] = [];
    const cpus = servers.map((): Cpu[] => []);
    for (const [what, more] of [
      ['project page, gzip', {}],
      ['the same, 304', { again: true }],
    ] as const) {
      const [own, bares, beside] = (await inTurn(more)) as [Asked[], Asked[], Asked[]?];
      for (const [i, asked] of [own, bares, beside ?? []].entries())
        cpus[i]?.push(...asked.map(({ cpu }) => cpu));
      const notes = [
        ...('again' in more ? [] : [`${(answer.body.byteLength / 1024).toFixed(1)} KiB`]),
        `CPU ${each(own, 'public app')} a request, bare ${each(bares, 'bare')}`,
        ...(beside ? [`nginx ${rates(beside)}, ${each(beside, 'nginx')}`] : []),
      ];
      lines.push({
        ...{ what, unit: '/s', aim: { ratio: 0.7 }, note: notes.join('; ') },
        ...{ times: spread(own.map(({ rate }) => rate)), baseline: spread(bares.map(({ rate }) => rate)) },
      });
    }
    const even = servers.map((): Asked[] => []);
    for (let i = -1; i < rounds; i++)
      for (const [n, server] of servers.entries()) {
        const one = await asking(server, { rate: offered });
        if (i >= 0) even[n]!.push(one);
      }
    const [times, baseline, beside] = even.map((asked) => spread(asked.flatMap((one) => [...one.times])));
    const said = ({ p50, p99 }: Spread) => `${p50.toFixed(2)} ms, p99 ${p99.toFixed(2)} ms`;
    const notes = [
      `${rates(even[0]!)} answered; times from when each was due; bare ${said(baseline!)}`,
      ...(beside ? [`nginx ${said(beside)}`] : []),
    ];
    lines.push({
      ...{ what: `at ${offered} requests/s offered`, times: times!, baseline: baseline! },
      ...{ aim: { of: 'p99', atMost: 50 }, note: notes.join('; ') },
    });
    return {
      about: [
        `${connections} kept connections, ${rounds} rounds of ${seconds} s taking turns`,
        'baseline: bare node:http in a process of its own, the same bytes and headers',
        version === null
          ? 'nginx is not on the PATH: not measured beside'
          : `beside: ${version}, one worker, no log, the same bytes and headers from an open file`,
        ...cpus.map((used) => cpuShares(addCpu(used), availableParallelism())),
      ],
      lines,
    };
  } finally {
    await ground.close();
  }
}

interface Server {
  readonly name: string;
  readonly port: number;
  readonly pid: number;
  /** nginx makes its own. */
  readonly etag: string;
}

interface More {
  /** With its ETag. */
  readonly again?: boolean;
  readonly rate?: number;
}

type Asked = Loaded & { readonly cpu: Cpu; readonly rate: number };

/** CPU of one process for each request: tells more than a rate where the machine has other work. */
function each(asked: readonly Asked[], who: string): string {
  const requests = asked.reduce((sum, one) => sum + one.requests, 0);
  return `${Math.round((1e6 * addCpu(asked.map(({ cpu }) => cpu)).used[who]!) / requests)} µs`;
}

/** Median, slowest and fastest round. */
function rates(asked: readonly Asked[]): string {
  const { min, p50, max } = spread(asked.map(({ rate }) => rate));
  return `${Math.round(p50)}/s (${Math.round(min)} to ${Math.round(max)})`;
}

/** A generated ledger with its read models built; answers the paths of its projects, the largest pages first. */
export async function publishedPaths(ground: BenchGround, projects: number): Promise<string[]> {
  const room = await openRoom(ground);
  const made = await generateLedger({ ...room, projects });
  await (await projecting(ground, room)).stop();
  const reader = await dataSource(ground.urls.writer, { applicationName: 'bench' }).initialize();
  const rows: { stream: string }[] = await reader.query(
    `SELECT stream FROM store.event WHERE stream LIKE 'project-%' GROUP BY stream ORDER BY count(*) DESC, stream`,
  );
  await reader.destroy();
  await room.close();
  if (rows.length !== made.projects.length) throw new Error('not every project is there');
  return rows.map(({ stream }) => `/projects/${stream.slice('project-'.length)}`);
}

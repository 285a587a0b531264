import { availableParallelism } from 'node:os';
import { dataSource, type RoleUrls } from '@sunlit/postgres';
import { get } from 'node:http';
import { generateLedger } from '../generated.js';
import type { BareJob } from './bare.js';
import { openBench, openRoom, type BenchGround } from './ground.js';
import { projecting } from './ledgers.js';
import type { Loaded, PagesJob } from './load.js';
import { spread, type Line, type Measured } from './measure.js';
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

/** A browser's. */
const asked = { accept: 'text/html', 'accept-encoding': 'gzip' };

/**
 * A project's page and its 304 over kept connections, beside bare `node:http` that answers the same bytes with the same
 * headers from a process of its own; then the page at an offered rate.
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
    const answer = await fetched(pages.port, path!);
    const { port } = await bare.ask<{ port: number }>({ page: answer } satisfies BareJob);
    const job = {
      kind: 'pages',
      connections,
      seconds,
      paths: [path!],
      headers: asked,
      expected: 200,
    } as const;
    const again = { ...asked, 'if-none-match': answer.headers['etag']! };

    const cpus: Cpu[] = [];
    const asking = async (at: number, more: Partial<PagesJob>) => {
      const named = { 'load generator': [load.pid], 'public app': [pages.pid], bare: [bare.pid] };
      const { result, cpu } = await withCpu(named, () => load.ask<Loaded>({ ...job, ...more, port: at }));
      return { ...result, cpu, rate: result.requests / result.seconds };
    };
    const lines: Line[] = [];
    for (const [what, more] of [
      ['project page, gzip', {}],
      ['the same, 304', { headers: again, expected: 304 }],
    ] as const) {
      const rounded: { own: Asked; bares: Asked }[] = [];
      for (let i = -1; i < rounds; i++) {
        const round = { own: await asking(pages.port, more), bares: await asking(port, more) };
        if (i >= 0) rounded.push(round);
      }
      const own = rounded.map((round) => round.own);
      const bares = rounded.map((round) => round.bares);
      cpus.push(...own.map(({ cpu }) => cpu));
      const size = more.expected === 304 ? '' : `${(answer.body.byteLength / 1024).toFixed(1)} KiB; `;
      lines.push({
        ...{ what, unit: '/s', aim: { ratio: 0.7 } },
        ...{ times: spread(own.map(({ rate }) => rate)), baseline: spread(bares.map(({ rate }) => rate)) },
        note: `${size}CPU ${each(own, 'public app')} a request, bare ${each(bares, 'bare')}`,
      });
    }
    const [own, bares] = [await asking(pages.port, { rate: offered }), await asking(port, { rate: offered })];
    lines.push({
      ...{
        what: `at ${offered} requests/s offered`,
        times: spread(own.times),
        baseline: spread(bares.times),
      },
      aim: { of: 'p99', atMost: 50 },
      note: `${Math.round(own.rate)}/s answered; times from when each was due`,
    });
    return {
      about: [
        `${connections} kept connections, ${rounds} rounds of ${seconds} s taking turns`,
        'baseline: bare node:http in a process of its own, the same bytes and headers',
        `pages: ${cpuShares(addCpu(cpus), availableParallelism())}`,
      ],
      lines,
    };
  } finally {
    await ground.close();
  }
}

type Asked = Loaded & { readonly cpu: Cpu; readonly rate: number };

/** CPU of one process for each request: tells more than a rate where the machine has other work. */
function each(asked: readonly Asked[], who: string): string {
  const requests = asked.reduce((sum, one) => sum + one.requests, 0);
  return `${Math.round((1e6 * addCpu(asked.map(({ cpu }) => cpu)).used[who]!) / requests)} µs`;
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

/** The answer as it comes over the wire, still compressed. */
function fetched(port: number, path: string): Promise<BareJob['page']> {
  return new Promise((resolve, reject) => {
    get({ host: '127.0.0.1', port, path, headers: asked }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.on('end', () => {
        const body = Buffer.concat(chunks);
        if (answer.statusCode !== 200) reject(new Error(`${path} answered ${answer.statusCode}`));
        const {
          date: _,
          connection: __,
          'keep-alive': ___,
          'transfer-encoding': ____,
          ...said
        } = answer.headers;
        const headers = { ...(said as Record<string, string>), 'content-length': String(body.byteLength) };
        resolve({ headers, body });
      });
    }).on('error', reject);
  });
}

import { openAll } from '@sunlit/envelope';
import type { StoredEvent } from '@sunlit/event-store';
import { rebuild as rebuildAll } from '@sunlit/read-models';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { largeLedger, type LargeLedger } from './ledgers.js';
import { single, spread, timed, type Line, type Measured } from './measure.js';
import { addCpu, cpuShares, postmasterOf, withCpu, type Cpu } from './processes.js';

export interface RebuildOptions {
  /** Projects of the small ledger and of the large one, some ten events each. */
  readonly sizes?: readonly [small: number, large: number];
  readonly rounds?: number;
}

/**
 * All read models made anew from the events, beside reading the same events and nothing else; between the two, reading
 * and proving them: every digest of every event is recomputed in a rebuild. And the most memory that `sunlit rebuild`
 * takes, as a process of its own, for a small and for a large ledger.
 */
export async function rebuild({
  sizes = [1_000, Number(process.env['PROJECTS'] ?? 6_000)],
  rounds = Number(process.env['ROUNDS'] ?? 3),
}: RebuildOptions = {}): Promise<Measured> {
  const [small, large] = sizes;
  const atSmall = await withLedger(small, async (ledger) => ({
    peak: await peakOfRebuild(ledger),
    events: ledger.made.events,
  }));
  return withLedger(large, async (ledger) => {
    const { room, ground, made } = ledger;
    const events = await everyEvent(ledger, async () => {});
    const rates = { read: [] as number[], proven: [] as number[], rebuilt: [] as number[] };
    const cpus: Cpu[] = [];
    const database = await postmasterOf(ground.urls.owner);
    const perSecond = async (work: () => Promise<unknown>) => events / ((await timed(work)) / 1_000);
    for (let round = 0; round < rounds; round++) {
      rates.read.push(await perSecond(() => everyEvent(ledger, async () => {})));
      rates.proven.push(await perSecond(() => everyEvent(ledger, (page) => openAll(page, room.ring))));
      const rebuilding = () =>
        perSecond(() =>
          rebuildAll({ ...room, databaseUrl: ground.urls.projector, log: { ...console, info() {} } }),
        );
      const { result, cpu } = await withCpu({ rebuild: [process.pid], database: [database] }, rebuilding);
      rates.rebuilt.push(result);
      cpus.push(cpu);
    }
    const peak = await peakOfRebuild(ledger);
    const baseline = spread(rates.read);
    const lines: Line[] = [
      {
        ...{ what: 'read and proven', unit: '/s', times: spread(rates.proven), baseline },
        note: 'every digest recomputed',
      },
      {
        ...{ what: 'rebuilt', unit: '/s', times: spread(rates.rebuilt), baseline, aim: { ratio: 0.6 } },
        note: 'all read models, proven',
      },
      ...(peak === null || atSmall.peak === null
        ? []
        : [
            {
              ...{ what: 'most memory of a rebuild', unit: 'MiB' as const, times: single(peak) },
              ...{
                baseline: single(atSmall.peak),
                aim: { ratio: 0.8 },
                note: `baseline: ${atSmall.events} events`,
              },
            },
          ]),
    ];
    return {
      about: [
        `${made.projects.length} projects, ${events} events; ${rounds} rounds taking turns`,
        'baseline: reading the same events and nothing else',
        cpuShares(addCpu(cpus), availableParallelism()),
      ],
      lines,
    };
  });
}

async function withLedger<T>(projects: number, work: (ledger: LargeLedger) => Promise<T>): Promise<T> {
  const ledger = await largeLedger(projects);
  try {
    return await work(ledger);
  } finally {
    await ledger.close();
  }
}

/** Follows the store to its end; answers how many events there are. */
async function everyEvent(
  { room: { store } }: LargeLedger,
  each: (page: readonly StoredEvent[]) => Promise<unknown>,
): Promise<number> {
  const last = await store.last();
  const enough = new AbortController();
  let events = 0;
  for await (const page of store.follow(null, enough.signal)) {
    await each(page);
    events += page.length;
    if (last === null || store.compare(page.at(-1)!.position, last.position) >= 0) break;
  }
  enough.abort();
  return events;
}

/** MiB resident at the most, of `sunlit rebuild` as an operator runs it; null where there is no `/proc`. */
async function peakOfRebuild({ ground }: LargeLedger): Promise<number | null> {
  if (process.platform !== 'linux') return null;
  const child = spawn(
    process.execPath,
    [
      '--disable-warning=ExperimentalWarning',
      '--import',
      './test/typescript.mjs',
      'apps/cli/src/main.ts',
      'rebuild',
    ],
    {
      env: { ...process.env, ...ground.env('writer'), DATABASE_URL: '' },
      stdio: ['ignore', 'ignore', 'inherit'],
    },
  );
  const ended = once(child, 'exit');
  let most = 0;
  const look = setInterval(() => {
    const [, kib] = /^VmHWM:\s+(\d+)/m.exec(statusOf(child.pid!)) ?? [];
    most = Math.max(most, Number(kib ?? 0) / 1_024);
  }, 100);
  const [code] = (await ended) as [number | null];
  clearInterval(look);
  if (code !== 0) throw new Error(`sunlit rebuild ended with ${code}`);
  return most;
}

function statusOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/status`, 'utf8');
  } catch {
    return '';
  }
}

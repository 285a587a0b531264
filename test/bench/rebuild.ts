import { openAll } from '@sunlit/envelope';
import type { StoredEvent } from '@sunlit/event-store';
import { rebuild as rebuildAll } from '@sunlit/read-models';
import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { program } from '../programs.js';
import { eventsIn, largeLedger, type LargeLedger } from './ledgers.js';
import { single, spread, timed, type Line, type Measured } from './measure.js';
import { addCpu, cpuEach, cpuShares, postmasterOf, withCpu, type Cpu } from './processes.js';

export interface RebuildOptions {
  /** Projects of the small ledger and of the large one, some ten events each. */
  readonly sizes?: readonly [small: number, large: number];
  readonly rounds?: number;
}

/**
 * All read models made anew from the events, beside reading the same events and nothing else; between the two, reading
 * and proving them: every digest of every event is recomputed in a rebuild. And the most memory that `sunlit rebuild`
 * takes, as a process of its own, for a small and for a large ledger: `ROUNDS=0` measures that alone.
 */
export async function rebuild({
  sizes = [1_000, Number(process.env['PROJECTS'] ?? 6_000)],
  rounds = Number(process.env['ROUNDS'] ?? 3),
}: RebuildOptions = {}): Promise<Measured> {
  const [small, large] = sizes;
  const atSmall = await withLedger(small, async (ledger) => ({
    peak: await peakOfRebuild(ledger),
    events: await eventsIn(ledger.ground),
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
    const used = addCpu(cpus);
    const peak = await peakOfRebuild(ledger);
    const baseline = spread(rates.read);
    const rate = (what: string, times: readonly number[], more: Pick<Line, 'note' | 'aim'>): Line[] =>
      times.length === 0 ? [] : [{ ...{ what, unit: '/s', times: spread(times), baseline }, ...more }];
    const lines: Line[] = [
      ...rate('read and proven', rates.proven, { note: 'every digest recomputed' }),
      ...rate('rebuilt', rates.rebuilt, { aim: { ratio: 0.6 }, note: 'all read models, proven' }),
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
        ...(rounds === 0
          ? []
          : [`${cpuShares(used, availableParallelism())}; an event: ${cpuEach(used, events * rounds)}`]),
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
  const run = program('apps/cli/src/main.ts', {
    args: ['rebuild'],
    ...{ env: { ...ground.env('writer'), DATABASE_URL: '' }, errors: 'shown' },
  });
  run.unheard();
  let most = 0;
  const look = setInterval(() => {
    const [, kib] = /^VmHWM:\s+(\d+)/m.exec(statusOf(run.pid)) ?? [];
    most = Math.max(most, Number(kib ?? 0) / 1_024);
  }, 100);
  const code = await run.ended;
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

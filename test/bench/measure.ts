import { availableParallelism, cpus, totalmem } from 'node:os';

/** One thing measured, its times in milliseconds, beside what it is held against. */
export interface Line {
  readonly what: string;
  readonly times: Spread;
  readonly baseline: Spread | null;
  /** What else is worth saying: bytes, rows. */
  readonly note: string;
}

export interface Measured {
  /** What was measured and against what, in words. */
  readonly about: readonly string[];
  readonly lines: readonly Line[];
}

export interface Spread {
  readonly p50: number;
  readonly p95: number;
  readonly max: number;
  readonly n: number;
}

export function spread(times: readonly number[]): Spread {
  const sorted = [...times].sort((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
  return { p50: at(0.5), p95: at(0.95), max: sorted.at(-1) ?? 0, n: sorted.length };
}

/** Milliseconds that `work` takes. */
export async function timed(work: () => Promise<unknown>): Promise<number> {
  const from = performance.now();
  await work();
  return performance.now() - from;
}

/** Rounds in which product and baseline take turns, so that both see the same machine; the first are not counted. */
export async function interleaved(
  rounds: number,
  works: readonly (() => Promise<unknown>)[],
  warmUp = 3,
): Promise<Spread[]> {
  const times = works.map((): number[] => []);
  for (let round = -warmUp; round < rounds; round++)
    for (const [i, work] of works.entries()) {
      const ms = await timed(work);
      if (round >= 0) times[i]!.push(ms);
    }
  return times.map(spread);
}

export const machine = () => ({
  node: process.version,
  cpus: availableParallelism(),
  cpu: cpus()[0]?.model ?? 'unknown',
  memoryGiB: Math.round(totalmem() / 2 ** 30),
});

/** The table for the terminal. */
export function printed(part: string, { about, lines }: Measured): string {
  const { node, cpus, cpu, memoryGiB } = machine();
  const ms = (n: number) => `${n.toFixed(n < 10 ? 2 : 1)} ms`;
  const rows = lines.map(({ what, times, baseline, note }) => [
    what,
    ...[ms(times.p50), ms(times.p95)],
    ...(baseline ? [ms(baseline.p50), `${(baseline.p50 / times.p50).toFixed(3)}x`] : ['', '']),
    note,
  ]);
  const head = ['what', 'median', 'p95', 'baseline', 'ratio', ''];
  const widths = head.map((title, i) => Math.max(title.length, ...rows.map((row) => wide(row[i]!))));
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, i) => cell + ' '.repeat(Math.max(0, widths[i]! - wide(cell))))
      .join('  ')
      .trimEnd();
  return [
    `\n${part}: node ${node}, ${cpus} cores (${cpu}), ${memoryGiB} GiB`,
    ...about,
    '',
    line(head),
    ...rows.map(line),
  ].join('\n');
}

/** Columns that a text takes on a terminal: Chinese letters take two. */
const wide = (text: string): number => [...text].reduce((n, c) => n + (c > '\u2e7f' ? 2 : 1), 0);

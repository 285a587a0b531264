import { availableParallelism, cpus, totalmem } from 'node:os';

/** One thing measured, beside what it is held against. */
export interface Line {
  readonly what: string;
  /** Milliseconds or MiB, where less is better; with `unit: '/s'` how many a second, where more is. */
  readonly times: Spread;
  readonly unit?: 'ms' | 'MiB' | '/s';
  readonly baseline: Spread | null;
  /** What else is worth saying: bytes, rows. */
  readonly note: string;
  /** What it should reach: of the ratio of medians, or of one of its own figures. */
  readonly aim?: Aim;
}

export type Aim =
  { readonly ratio: number } | { readonly of: 'p50' | 'p99' | 'max'; readonly atMost: number };

export interface Measured {
  /** What was measured and against what, in words. */
  readonly about: readonly string[];
  readonly lines: readonly Line[];
}

export interface Spread {
  readonly min: number;
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  readonly max: number;
  readonly n: number;
}

export function spread(times: readonly number[]): Spread {
  const sorted = [...times].sort((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
  return {
    ...{ min: sorted[0] ?? 0, p50: at(0.5), p95: at(0.95), p99: at(0.99) },
    ...{ max: sorted.at(-1) ?? 0, n: sorted.length },
  };
}

/** A figure known by itself alone, such as how long one start took. */
export const single = (figure: number): Spread => spread([figure]);

/** How many times as good as its baseline, by the medians; null without one. */
export function ratioOf({ times, baseline, unit = 'ms' }: Line): number | null {
  if (!baseline) return null;
  return unit === '/s' ? times.p50 / baseline.p50 : baseline.p50 / times.p50;
}

/** Whether the line reaches its aim; null when it has none. */
export function reaches(line: Line): boolean | null {
  const { aim, times } = line;
  if (!aim) return null;
  return 'ratio' in aim ? (ratioOf(line) ?? 0) >= aim.ratio : times[aim.of] <= aim.atMost;
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

/** The table for the terminal. Rates are told by median, slowest and fastest round; times by median, p99 and slowest. */
export function printed(part: string, { about, lines }: Measured): string {
  const { node, cpus, cpu, memoryGiB } = machine();
  const rows = lines.map((line) => {
    const { what, times, baseline, note, unit = 'ms' } = line;
    const tell = (n: number) =>
      unit === '/s' ? `${Math.round(n)}/s` : `${n.toFixed(n < 10 ? 2 : n < 1_000 ? 1 : 0)} ${unit}`;
    const spreads = unit === '/s' ? [times.min, times.max] : [times.p99, times.max];
    const ratio = ratioOf(line);
    return [
      ...[what, tell(times.p50), ...(times.n > 1 ? spreads.map(tell) : ['', '']), String(times.n)],
      ...(baseline ? [tell(baseline.p50), `${ratio!.toFixed(3)}x`] : ['', '']),
      ...[aimed(line), note],
    ];
  });
  const head = ['what', 'median', 'p99|least', 'most', 'n', 'baseline', 'ratio', 'aim', ''];
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

function aimed(line: Line): string {
  const { aim } = line;
  if (!aim) return '';
  const said = 'ratio' in aim ? `>= ${Number(aim.ratio.toFixed(3))}x` : `${aim.of} <= ${aim.atMost} ms`;
  return `${said} ${reaches(line) ? 'reached' : 'MISSED'}`;
}

/** Columns that a text takes on a terminal: Chinese letters take two. */
const wide = (text: string): number => [...text].reduce((n, c) => n + (c > '\u2e7f' ? 2 : 1), 0);

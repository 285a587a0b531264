import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { drawFrom, type Draw } from '../samples/city/random.js';

/** What a part is told. */
export interface How {
  /** The same seed makes the same plan; what happens meanwhile is up to the machine. */
  readonly seed: number;
  /** How much of it: kills, requests, rounds; each part says of what. */
  readonly times: number;
  /** In `npm test`: also what is not counted in times is kept as short as it can be. */
  readonly short: boolean;
  /** Draws of this seed. */
  readonly draw: Draw;
  /** How it goes, for whoever waits. */
  say(line: string): void;
}

/** One thing that must hold. */
export interface Check {
  readonly what: string;
  readonly found: string;
  readonly passed: boolean;
}

export interface Outcome {
  /** What was done, in words and figures. */
  readonly about: readonly string[];
  readonly checks: readonly Check[];
  /** Why nothing was done on this machine, in one line; then there is no check. */
  readonly notRun?: string;
}

/** A part of the fault runs: what it does, how much of what by default and in `npm test`. */
export interface Part {
  readonly run: (how: How) => Promise<Outcome>;
  /** What `times` counts; its name in capitals is the variable that sets it: `KILLS=1000`. */
  readonly counts: string;
  readonly times: number;
  /** Null: cannot be shortened to a few seconds, or needs what `npm test` does not have. */
  readonly short: number | null;
}

export const how = (seed: number, times: number, short: boolean, say: How['say'] = () => {}): How => ({
  ...{ seed, times, short, say },
  draw: drawFrom(`faults ${seed}`),
});

/** A check that a number is what it must be. */
export const exactly = (what: string, found: number, expected: number): Check => ({
  what,
  found: found === expected ? `${found}` : `${found}, not ${expected}`,
  passed: found === expected,
});

/** A check that there is nothing of a kind; the first few are shown where there is. */
export const none = (what: string, found: readonly unknown[]): Check => ({
  what,
  found: [
    `${found.length}`,
    ...found.slice(0, 3).map((one) => (typeof one === 'string' ? one : JSON.stringify(one)).slice(0, 200)),
  ].join('; '),
  passed: found.length === 0,
});

/** A check with its own words. */
export const check = (what: string, passed: boolean, found: unknown): Check => ({
  ...{ what, passed },
  found: String(found),
});

export const allPassed = ({ checks }: Outcome): boolean => checks.every(({ passed }) => passed);

/** The table for the terminal. */
export function printed(part: string, outcome: Outcome, { seed, times }: How, counts: string): string {
  const { about, checks, notRun } = outcome;
  if (notRun !== undefined) return `\n${part}: not run: ${notRun}`;
  const width = Math.max(...checks.map(({ what }) => what.length));
  return [
    `\n${part}: ${times} ${counts}, seed ${seed}`,
    ...about.map((line) => `  ${line}`),
    ...checks.map(
      ({ what, found, passed }) => `  ${passed ? 'holds ' : 'FAILED'}  ${what.padEnd(width)}  ${found}`,
    ),
  ].join('\n');
}

/** Kept beside the table as `test-results/faults/<part>.json`. */
export async function keep(part: string, outcome: Outcome, { seed, times }: How): Promise<void> {
  const folder = join('test-results', 'faults');
  await mkdir(folder, { recursive: true });
  const kept = {
    part,
    at: new Date().toISOString(),
    node: process.version,
    ...{ seed, times },
    passed: allPassed(outcome),
    ...outcome,
  };
  await writeFile(join(folder, `${part}.json`), `${JSON.stringify(kept, null, 2)}\n`);
}

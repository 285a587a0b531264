/** Draws that are the same for the same seed, on every machine and version of Node. */
export interface Draw {
  /** A whole number from `least` to `most`, both included. */
  whole(least: number, most: number): number;
  /** True in `percent` of a hundred draws. */
  chance(percent: number): boolean;
  one<T>(items: readonly T[]): T;
  /** The items in another order. */
  shuffled<T>(items: readonly T[]): T[];
  /** `n` of the items, in another order. */
  some<T>(items: readonly T[], n: number): T[];
}

/** Seeded by a text: mulberry32 over its FNV-1a hash. */
export function drawFrom(seed: string): Draw {
  let state = 2_166_136_261;
  for (const letter of seed) state = Math.imul(state ^ letter.codePointAt(0)!, 16_777_619);
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return (mixed ^ (mixed >>> 14)) >>> 0;
  };
  const whole = (least: number, most: number) => least + (next() % (most - least + 1));
  const shuffled = <T>(items: readonly T[]): T[] => {
    const mixed = [...items];
    for (let i = mixed.length - 1; i > 0; i--) {
      const j = whole(0, i);
      [mixed[i], mixed[j]] = [mixed[j]!, mixed[i]!];
    }
    return mixed;
  };
  return {
    whole,
    chance: (percent) => whole(1, 100) <= percent,
    one: (items) => items[whole(0, items.length - 1)]!,
    shuffled,
    some: (items, n) => shuffled(items).slice(0, n),
  };
}

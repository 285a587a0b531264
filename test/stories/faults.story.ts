import { afterEach, describe, expect, it } from '@jest/globals';
import { randomInt } from 'node:crypto';
import { how } from '../faults/outcome.js';
import { parts } from '../faults/parts.js';
import { endLeftovers } from '../leftovers.js';

/** The fault runs in short: the same functions with small numbers. `npm run faults` does them at length. */
const seed = Number(process.env['SEED'] ?? randomInt(1_000_000));
process.stderr.write(`faults in short: seed ${seed}\n`);

describe('What must hold whatever breaks', () => {
  afterEach(endLeftovers);
  const short = Object.entries(parts).filter(([, part]) => part.short !== null);
  it.each(short)(
    '%s',
    async (name, { run, short: times }) => {
      const { checks, notRun } = await run(how(seed, times!, true));
      if (notRun !== undefined) process.stderr.write(`faults ${name}: not run: ${notRun}\n`);
      expect(checks.filter(({ passed }) => !passed)).toEqual([]);
      expect(checks.length > 0 || notRun !== undefined).toBe(true);
    },
    120_000,
  );
});

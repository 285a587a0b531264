import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { playDraws, starts, type Run } from './testing/random-ledger.js';
import { anyDraw } from './testing/random-draw.js';

/** `RUNS=1000 SEED=7 npm run jest -- --selectProjects=specs --testPathPatterns whole-ledger` repeats and widens it. */
const runs = Number(process.env['RUNS'] ?? 15);
const seed = Number(process.env['SEED'] ?? Date.now() % 2 ** 31);

describe('Whatever officers try on a whole ledger', () => {
  it(`money is conserved to the fen, no command passes a ceiling, nobody confirms alone (seed ${seed}, ${runs} runs)`, async () => {
    const done: Run[] = [];
    const walk = fc.asyncProperty(
      fc.constantFrom(...starts),
      fc.array(anyDraw, { minLength: 90, maxLength: 120, size: 'max' }),
      async (start, draws) => {
        done.push(
          await playDraws(start, draws, (holds, says) => {
            if (!holds) throw new Error(says);
          }),
        );
      },
    );
    // Not fc.assert: it would print some hundred draws.
    const { failed, errorInstance, counterexamplePath } = await fc.check(walk, {
      numRuns: runs,
      seed,
      endOnFailure: true,
    });
    if (failed)
      throw new Error(`SEED=${seed}, path ${counterexamplePath?.slice(0, 20)}…: ${String(errorInstance)}`);
    const accepted = done.map((run) => run.accepted).sort((a, b) => a - b);
    expect(accepted[Math.floor(accepted.length / 2)]).toBeGreaterThanOrEqual(50);
    if (process.env['RUNS']) console.log(summary(done, accepted));
  }, 1_000_000);
});

/** What the runs reached: a command that is never accepted, or a rule that never refuses, is not tested here. */
function summary(done: readonly Run[], accepted: readonly number[]): string {
  const totals: Record<string, number> = {};
  for (const { counts } of done)
    for (const [name, n] of Object.entries(counts)) totals[name] = (totals[name] ?? 0) + n;
  const listed = Object.entries(totals)
    .sort(([, a], [, b]) => b - a)
    .map(([name, n]) => `${n} ${name}`);
  return `median ${accepted[Math.floor(accepted.length / 2)]} accepted of ${done[0]?.tried} tried\n${listed.join('\n')}`;
}

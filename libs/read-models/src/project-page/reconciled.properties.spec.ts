import { expect, it } from '@jest/globals';
import { initialProject, yuan, type ProjectState } from '@sunlit/ledger';
import fc from 'fast-check';
import { anyDraw } from '../../../commands/src/testing/random-draw.js';
import { playDraws, starts } from '../../../commands/src/testing/random-ledger.js';
import { deliveriesOf } from '../testing/deliveries.js';
import type { SpecLedger } from '../testing/ledger.js';
import { addsUp } from '../testing/reconciled.js';
import { documented, emptyDocument } from './project.document.js';
import { contractMoney, evolved } from './project.money.js';
import { reconciled } from './reconciled.js';

/** `RUNS=100 SEED=7 npm run jest -- --selectProjects=specs --testPathPatterns reconciled.properties` repeats and widens it. */
const runs = Number(process.env['RUNS'] ?? 4);
const seed = Number(process.env['SEED'] ?? Date.now() % 2 ** 31);

/** What does not hold of the reconciliations of a played ledger, after each of its events; and how many were looked at. */
async function looked(ledger: Pick<SpecLedger, 'store' | 'ring'>): Promise<[string[], number]> {
  let [document, state, count]: [typeof emptyDocument, ProjectState, number] = [
    emptyDocument,
    initialProject,
    0,
  ];
  const wrong: string[] = [];
  for (const { event, again } of await deliveriesOf(ledger)) {
    document = documented(document, event);
    if (!again) state = evolved(state, event.type, event.read);
    for (const facts of document.contracts) {
      const account = state.contracts[facts.contract]!;
      const shown = reconciled(account, facts, document.audit);
      const { paid, overpaid } = contractMoney(account);
      const over = shown.rows.find(({ item }) => item === 'overpaid')?.amount ?? yuan(0n);
      if (over !== overpaid || shown.rows.find(({ item }) => item === 'paid')!.amount !== paid)
        wrong.push(`${facts.contract}: rows`);
      wrong.push(
        ...addsUp(shown).map((says) => `${event.type} ${event.revision}: ${facts.contract} ${says}`),
      );
      count += shown.differences.length;
    }
  }
  return [wrong, count];
}

it(`Whatever happens to a contract, every difference is the sum of what its entries make of it (seed ${seed}, ${runs} runs)`, async () => {
  let differences = 0;
  const walk = fc.asyncProperty(
    fc.constantFrom(...starts.filter((start) => start !== 'registered')),
    fc.array(anyDraw, { minLength: 70, maxLength: 90, size: 'max' }),
    (start, draws) =>
      playDraws(
        start,
        draws,
        () => {},
        async (played) => {
          const [wrong, count] = await looked(played);
          differences += count;
          if (wrong.length > 0) throw new Error(wrong.slice(0, 3).join('\n'));
        },
      ).then(() => {}),
  );
  const { failed, errorInstance } = await fc.check(walk, { numRuns: runs, seed, endOnFailure: true });
  if (failed) throw new Error(`SEED=${seed}: ${String(errorInstance)}`);
  expect(differences).toBeGreaterThan(runs * 20);
}, 1_000_000);

import { fen, sum } from '@sunlit/ledger';
import type { Reconciled } from '../views.js';

/**
 * What does not hold of a reconciliation, in words: every difference is what its two figures differ by, its lines add up to
 * it to the fen, none of them says nothing, and one that stands for a single entry names it.
 */
export function addsUp({ rows, differences }: Reconciled): string[] {
  const figure = new Map(rows.map(({ item, amount }) => [item, amount]));
  return differences.flatMap(({ between: [from, to], amount, because }) => {
    const name = `${from} -> ${to} (${amount})`;
    const [first, second] = [figure.get(from), figure.get(to)];
    const lines = sum(because.map((line) => fen(line.amount)));
    const entries = because.filter(({ count, source }) => (count === 1) !== (source !== null));
    return [
      ...(first && second && fen(second) - fen(first) === fen(amount)
        ? []
        : [`${name} is not ${first} to ${second}`]),
      ...(lines === fen(amount) ? [] : [`${name} is not the ${lines} fen of its lines`]),
      ...(because.length > 0 ? [] : [`${name} has no lines`]),
      ...entries.map(({ cause, count }) => `${name}: ${cause} of ${count} entries`),
    ];
  });
}

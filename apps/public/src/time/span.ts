import { BadInput, plusDays } from '@sunlit/ledger';
import type { Span } from '@sunlit/read-models';
import { dayProblems, shanghaiToday } from './at.js';

/**
 * The two days that an address compares: `?from=` and `?to=`, today where the second is left out. Throws `BadInput` naming
 * each that is no day or lies in the future, and the first where it is not before the second.
 */
export function spanOf(query: Readonly<Record<string, unknown>>, today = shanghaiToday()): Span {
  const [from, to] = [query['from'] || null, query['to'] || today];
  const problems = [
    ...(from === null ? [] : dayProblems('from', from, today)),
    ...dayProblems('to', to, today),
  ];
  if (problems.length === 0 && from !== null && from >= to)
    problems.push({ field: 'from', rule: 'earlier-day', limits: { maximum: plusDays(String(to), -1) } });
  if (problems.length > 0) throw new BadInput(problems);
  return { from: from as string | null, to: String(to) };
}

import { BadInput, isDay, type FieldProblem } from '@sunlit/ledger';
import type { At } from '@sunlit/read-models';
import { shanghaiTime } from '@sunlit/web';

export type { At } from '@sunlit/read-models';

type Query = Readonly<Record<string, unknown>>;

/** Entry numbers that an address may name. */
export const lastEntry = 999_999_999;

/**
 * The moment of the past that an address asks for: `?asof=YYYY-MM-DD`, what was recorded by the end of that day in
 * Asia/Shanghai, or `?entry=N`, what was recorded up to that entry. Null where it asks for neither: now. Throws `BadInput`
 * naming every field that is wrong: no day, one to come (after `today`), no entry number, both at once.
 */
export function atOf(query: Query, today = shanghaiToday()): At | null {
  const [asof, entry] = [given(query['asof']), given(query['entry'])];
  if (asof === undefined && entry === undefined) return null;
  const problems: FieldProblem[] = [
    ...(asof === undefined ? [] : dayProblems('asof', asof, today)),
    ...(entry === undefined || isEntry(entry)
      ? []
      : [{ field: 'entry', rule: 'entry', limits: { minimum: 0, maximum: lastEntry } }]),
    ...(asof !== undefined && entry !== undefined
      ? [{ field: 'entry', rule: 'one-moment', limits: {} }]
      : []),
  ];
  if (problems.length > 0) throw new BadInput(problems);
  return asof === undefined ? { entry: Number(entry) } : { asof: String(asof) };
}

/** A form sends an empty text for what was left out. */
const given = (value: unknown): unknown => (value === '' ? undefined : value);

/** What is wrong with a day of an address, which must exist and not be to come. */
export function dayProblems(field: string, day: unknown, today: string): FieldProblem[] {
  if (!isDay(day)) return [{ field, rule: 'day', limits: {} }];
  return day > today ? [{ field, rule: 'not-in-the-future', limits: { maximum: today } }] : [];
}

const isEntry = (entry: unknown): boolean => typeof entry === 'string' && /^(0|[1-9]\d{0,8})$/.test(entry);

/** Throws `BadInput` where an entry is asked for that the ledger does not have yet; `last`: its newest, -1 for none. */
export function mustBeRecorded(at: At | null, last: number): void {
  if (!isRecorded(at, last)) throw unrecorded(last);
}

export const isRecorded = (at: At | null, last: number): boolean =>
  !at || !('entry' in at) || at.entry <= last;

export const unrecorded = (last: number): BadInput =>
  new BadInput([{ field: 'entry', rule: 'entry-recorded', limits: { maximum: last } }]);

/** The same moment for another address: `asof=2024-03-05`, `entry=17`, or nothing for now. */
export const atQuery = (at: At | null): string =>
  at === null ? '' : 'asof' in at ? `asof=${at.asof}` : `entry=${at.entry}`;

/** An own path with the same moment added, before its anchor. */
export function atHref(path: string, at: At | null): string {
  const query = atQuery(at);
  if (query === '') return path;
  const [page, anchor] = path.split('#', 2) as [string, string?];
  return `${page}${page.includes('?') ? '&' : '?'}${query}${anchor === undefined ? '' : `#${anchor}`}`;
}

/** Today in Asia/Shanghai by the server's clock. */
export const shanghaiToday = (): string => shanghaiTime(new Date().toISOString()).slice(0, 10);

import type { Actor } from '@sunlit/ledger';
import type { Surroundings } from './cells.js';
import type { SheetClass } from './columns.js';
import { instantOf } from './moments.js';
import type { RowProblem } from './reasons.js';

/** Who recorded a row of a sample ledger, and when. */
export interface Recording {
  readonly preparedBy: Actor;
  /** Null for an entry that one person makes alone. */
  readonly confirmedBy: Actor | null;
  /** Instants in UTC, the first before the second. */
  readonly preparedAt: string;
  readonly recordedAt: string;
}

/** Reads the columns that say who recorded a row and when, or answers what is wrong; empty cells are told elsewhere. */
export function recordingOf(
  type: SheetClass,
  cells: Readonly<Record<string, string>>,
  { officers, openedOn }: Surroundings,
  now: string,
): Recording | RowProblem[] {
  const problems: RowProblem[] = [];
  const officer = (path: string): Actor | null => {
    const login = cells[path];
    const found = login === undefined ? null : (officers.get(login) ?? null);
    if (login !== undefined && !found) problems.push({ field: path, reason: `没有“${login}”这个登录名` });
    return found;
  };
  const instant = (path: string): string | null => {
    const text = cells[path];
    if (text === undefined) return null;
    const at = instantOf(text, openedOn);
    if (at === text)
      problems.push({ field: path, reason: '须为北京时间，格式 2026-03-20 09:30，或 D-20 09:30' });
    else if (at > now) problems.push({ field: path, reason: '是将来的时间：只能登记已发生的事' });
    return at;
  };
  const [preparedBy, confirmedBy] = [officer('preparedBy'), officer('confirmedBy')];
  const recordedAt = instant('recordedAt');
  // One instant cannot be both: prepared comes first.
  const preparedAt =
    instant('preparedAt') ?? (recordedAt && problems.length === 0 ? justBefore(recordedAt) : null);
  const alone = type.rights.confirms.length === 0;
  if (alone && cells['confirmedBy'])
    problems.push({ field: 'confirmedBy', reason: '此项由一人登记，不填复核人' });
  if (confirmedBy && preparedBy?.person === confirmedBy.person)
    problems.push({ field: 'confirmedBy', reason: '复核人不能是编制人本人' });
  if (problems.length === 0 && preparedAt! >= recordedAt!)
    problems.push({ field: 'preparedAt', reason: '须早于登记时间' });
  // What is empty is told by its column.
  if (problems.length > 0 || !preparedBy || !recordedAt) return problems;
  return { preparedBy, confirmedBy, recordedAt, preparedAt: preparedAt! };
}

const justBefore = (instant: string): string => new Date(Date.parse(instant) - 1).toISOString();

import { daysBetween, shanghaiDay } from '@sunlit/ledger';
import type { ObligationRow, Turn } from './obligation.table.js';

/** Where an obligation stands as of a day. */
export interface ObligationStatus {
  readonly status: 'due' | 'overdue' | 'met' | 'met-late' | 'ended';
  /** To the due date while it is `due`, over it when `overdue` or `met-late`; otherwise 0. */
  readonly days: number;
  readonly provisional: boolean;
}

type Dated = Pick<ObligationRow, 'recordedAt' | 'dueOn' | 'provisional'> & {
  readonly turns: readonly Pick<Turn, 'to' | 'on' | 'recordedAt'>[];
};

/**
 * The status as of the end of the day `asOf` (`YYYY-MM-DD`, Asia/Shanghai), counting only what was recorded by then;
 * null where the obligation itself was not. Pure.
 */
export function obligationStatus(
  { recordedAt, dueOn, provisional, turns }: Dated,
  asOf: string,
): ObligationStatus | null {
  const known = (recorded: string) => shanghaiDay(recorded) <= asOf;
  if (!known(recordedAt)) return null;
  const last = turns.filter((turn) => known(turn.recordedAt)).at(-1);
  if (last?.to === 'ended') return { status: 'ended', days: 0, provisional };
  if (last?.to === 'met') {
    const late = Math.max(0, daysBetween(dueOn, last.on));
    return { status: late > 0 ? 'met-late' : 'met', days: late, provisional };
  }
  const over = daysBetween(dueOn, asOf);
  return { status: over > 0 ? 'overdue' : 'due', days: Math.abs(over), provisional };
}

import { isDay, plusDays } from '@sunlit/ledger';

const relative = /^D([+-]\d{1,5})?(?= |$)/;
const clock = /^(\d{2}:\d{2})(?::(\d{2})(?:\.(\d{3}))?)?$/;

/** Whether a cell counts from the day on which a sample ledger was opened: `D-30`, `D+12 09:30`. */
export const isRelative = (text: string): boolean => relative.test(text);

/**
 * A date of a sheet: `2023-03-20`, or `D-30` counted from `openedOn` (null: only absolute dates).
 * Answers the text itself when it is no date.
 */
export function dayOf(text: string, openedOn: string | null): string {
  const found = relative.exec(text);
  if (!found || found[0].length !== text.length || openedOn === null) return text;
  return plusDays(openedOn, Number(found[1] ?? 0));
}

/**
 * An instant of a sheet, Shanghai time: `2023-03-20 09:30`, `D+12 09:30`, optionally with `:SS` or `:SS.mmm`.
 * Answers it in UTC with milliseconds, or the text itself when it is none.
 */
export function instantOf(text: string, openedOn: string | null): string {
  const gap = text.indexOf(' ');
  const day = dayOf(text.slice(0, gap), openedOn);
  const time = clock.exec(text.slice(gap + 1));
  if (gap < 0 || !time || !isDay(day)) return text;
  const [, minutes, seconds = '00', millis = '000'] = time;
  const at = Date.parse(`${day}T${minutes}:${seconds}.${millis}+08:00`);
  // 24:00 is a time to Date, though of the next day.
  return Number.isNaN(at) || minutes!.startsWith('24') ? text : new Date(at).toISOString();
}

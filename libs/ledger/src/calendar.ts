/** Which days are worked. A ledger is handed one with its rules; it answers the same for ever. */
export interface Calendar {
  /** Whether `day` (YYYY-MM-DD, Asia/Shanghai) is worked: Monday to Friday but no statutory day off, and make-up days. */
  works(day: string): boolean;
  /** Whether the State Council's arrangement of `year` is known; a date counted through another is provisional. */
  knows(year: number): boolean;
}

export type Period = 'calendar-days' | 'working-days' | 'months';

/** The last day of a period, and whether it went through a year whose holidays are not known yet. */
export interface DueDate {
  readonly on: string;
  readonly provisional: boolean;
}

/**
 * The last day of a period of `length` (whole, not negative) that begins on `from`. The first day is excluded (Civil
 * Code art. 201); a period of months ends on the day of the same number, or else on the last of the month (art. 202);
 * a last day that is not worked moves to the next worked day (art. 203).
 */
export function dueAfter(from: string, length: number, period: Period, calendar: Calendar): DueDate {
  const first = numberOf(from) + 1;
  const last = workedFrom(lastDay(from, length, period, calendar), 1, calendar);
  return { on: dayOf(last), provisional: passesUnknown(Math.min(first, last), last, calendar) };
}

/**
 * A deadline counted backwards ("at least `days` days before `day`"): the latest day that keeps it. Of two readings the
 * stricter: a day that is not worked moves back to the worked day before.
 */
export function latestBefore(day: string, days: number, calendar: Calendar): DueDate {
  const last = numberOf(day) - 1;
  const latest = workedFrom(last + 1 - days, -1, calendar);
  return { on: dayOf(latest), provisional: passesUnknown(latest, Math.max(last, latest), calendar) };
}

/** Worked days after `from` up to and including `to`; 0 when `to` is not after `from`. */
export function workingDaysBetween(from: string, to: string, calendar: Calendar): number {
  if (to <= from) return 0;
  let worked = workedThisYear(to, calendar) - workedThisYear(from, calendar);
  for (let year = yearOf(from); year < yearOf(to); year++) worked += yearOfWork(year, calendar).at(-1)!;
  return worked;
}

/** Calendar that knows no holiday of any year: Monday to Friday. */
export const weekdaysOnly: Calendar = {
  works: (day) => isWeekday(numberOf(day)),
  knows: () => false,
};

function lastDay(from: string, length: number, period: Period, calendar: Calendar): number {
  switch (period) {
    case 'calendar-days':
      return numberOf(from) + length;
    case 'months':
      return sameDayAfter(from, length);
    case 'working-days': {
      let last = numberOf(from);
      for (let left = length; left > 0; left--) last = workedFrom(last + 1, 1, calendar);
      return last;
    }
  }
}

function sameDayAfter(from: string, months: number): number {
  const last = new Date(`${from.slice(0, 7)}-01T00:00:00Z`);
  last.setUTCMonth(last.getUTCMonth() + months + 1, 0);
  last.setUTCDate(Math.min(Number(from.slice(8)), last.getUTCDate()));
  return last.getTime() / dayLength;
}

/** `day` if it is worked, or else the nearest worked day in direction `step`. */
function workedFrom(day: number, step: 1 | -1, calendar: Calendar): number {
  let worked = day;
  while (!calendar.works(dayOf(worked))) worked += step;
  return worked;
}

function passesUnknown(first: number, last: number, calendar: Calendar): boolean {
  const end = yearOf(dayOf(last));
  for (let year = yearOf(dayOf(first)); year <= end; year++) if (!calendar.knows(year)) return true;
  return false;
}

/** Worked days of its year up to and including `day`. */
const workedThisYear = (day: string, calendar: Calendar): number =>
  yearOfWork(yearOf(day), calendar)[numberOf(day) - numberOf(`${day.slice(0, 4)}-01-01`)]!;

/** Each year is counted once for each calendar: read models ask for long spans again with every event. */
const counted = new WeakMap<Calendar, Map<number, Uint16Array>>();

/** The worked days of a year up to and including each of its days. */
function yearOfWork(year: number, calendar: Calendar): Uint16Array {
  const years = counted.get(calendar) ?? new Map<number, Uint16Array>();
  counted.set(calendar, years);
  const known = years.get(year);
  if (known) return known;
  const name = String(year).padStart(4, '0');
  const newYear = numberOf(`${name}-01-01`);
  const sums = new Uint16Array(numberOf(`${name}-12-31`) - newYear + 1);
  let sum = 0;
  for (let day = 0; day < sums.length; day++) {
    if (calendar.works(dayOf(newYear + day))) sum++;
    sums[day] = sum;
  }
  years.set(year, sums);
  return sums;
}

// Days are counted from 1970-01-01, a Thursday, so that a step is an addition.
const dayLength = 86_400_000;
const numberOf = (day: string): number => Date.parse(`${day}T00:00:00Z`) / dayLength;
const dayOf = (number: number): string => new Date(number * dayLength).toISOString().slice(0, 10);
const yearOf = (day: string): number => Number(day.slice(0, 4));
const isWeekday = (number: number): boolean => (((number + 3) % 7) + 7) % 7 < 5;

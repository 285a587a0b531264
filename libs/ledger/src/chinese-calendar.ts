import { createRequire } from 'node:module';
import { weekdaysOnly, type Calendar } from './calendar.js';

// Why chinese-days: the State Council's yearly notices since 2004, the last two added on the very day they appeared
// (2024-11-12, 2025-11-04); MIT, no dependency, no network. Its data are read and not its functions, which fold dates
// through the machine's own zone and are a day wrong west of Greenwich.
const notices: Record<'holidays' | 'workdays', Record<string, string>> = createRequire(import.meta.url)(
  'chinese-days/dist/chinese-days.json',
);
const daysOff = new Set(Object.keys(notices.holidays));
const madeUp = new Set(Object.keys(notices.workdays));

/** The worked days of mainland China as the State Council arranges them; Monday to Friday in years not known. */
export const chineseCalendar: Calendar = {
  works: (day) => madeUp.has(day) || (weekdaysOnly.works(day) && !daysOff.has(day)),
  // Every notice names National Day.
  knows: (year) => daysOff.has(`${year}-10-01`),
};

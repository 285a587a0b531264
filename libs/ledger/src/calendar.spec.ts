import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  dueAfter,
  latestBefore,
  weekdaysOnly,
  workingDaysBetween,
  type Calendar,
  type Period,
} from './calendar.js';
import { chineseCalendar } from './chinese-calendar.js';
import { daysBetween, plusDays } from './decider.js';

// Every date below was worked out by hand from the notices of the General Office of the State Council:
// 国办发明电〔2022〕16号 (2023), 〔2023〕7号 (2024), 〔2024〕12号 (2025) and the notice of 4 November 2025 (2026).

describe('Worked days', () => {
  it.each([
    ['2018-12-29', 'worked', 'make-up Saturday, named by the notice of the year after'],
    ['2018-12-31', 'off', 'Monday before New Year, named by the notice of the year after'],
    ['2023-01-20', 'worked', 'Friday before Spring Festival'],
    ['2023-01-27', 'off', 'last day of Spring Festival, a Friday'],
    ['2023-01-28', 'worked', 'make-up Saturday after Spring Festival'],
    ['2023-01-29', 'worked', 'make-up Sunday after Spring Festival'],
    ['2023-04-05', 'off', 'Qingming, a Wednesday'],
    ['2023-04-23', 'worked', 'make-up Sunday before Labour Day'],
    ['2023-06-22', 'off', 'Dragon Boat, a Thursday'],
    ['2023-06-25', 'worked', 'make-up Sunday after Dragon Boat'],
    ['2023-09-28', 'worked', 'Thursday before Mid-Autumn'],
    ['2023-09-29', 'off', 'Mid-Autumn opens Golden Week'],
    ['2023-10-06', 'off', 'last day of Golden Week, a Friday'],
    ['2023-10-07', 'worked', 'make-up Saturday after Golden Week'],
    ['2023-10-08', 'worked', 'make-up Sunday after Golden Week'],
    ['2024-02-04', 'worked', 'make-up Sunday before Spring Festival'],
    ['2024-02-09', 'worked', "New Year's Eve was no statutory day off in 2024"],
    ['2024-02-12', 'off', 'Monday in Spring Festival'],
    ['2024-02-18', 'worked', 'make-up Sunday after Spring Festival'],
    ['2024-04-07', 'worked', 'make-up Sunday after Qingming'],
    ['2024-05-11', 'worked', 'make-up Saturday after Labour Day'],
    ['2024-06-10', 'off', 'Dragon Boat, a Monday'],
    ['2024-09-14', 'worked', 'make-up Saturday before Mid-Autumn'],
    ['2024-09-16', 'off', 'Monday before Mid-Autumn'],
    ['2024-10-07', 'off', 'last day of Golden Week, a Monday'],
    ['2024-10-12', 'worked', 'make-up Saturday after Golden Week'],
    ['2025-01-26', 'worked', 'make-up Sunday before Spring Festival'],
    ['2025-01-28', 'off', "New Year's Eve, a statutory day off since 2025"],
    ['2025-02-04', 'off', 'last day of Spring Festival, a Tuesday'],
    ['2025-02-05', 'worked', 'Wednesday after Spring Festival'],
    ['2025-05-05', 'off', 'last day of Labour Day, a Monday'],
    ['2025-06-02', 'off', 'Monday after Dragon Boat'],
    ['2025-09-28', 'worked', 'make-up Sunday before Golden Week'],
    ['2025-10-08', 'off', 'the eighth day of Golden Week, with Mid-Autumn'],
    ['2025-10-11', 'worked', 'make-up Saturday after Golden Week'],
    ['2025-10-12', 'off', 'an ordinary Sunday'],
    ['2026-01-02', 'off', 'Friday after New Year'],
    ['2026-01-04', 'worked', 'make-up Sunday after New Year'],
    ['2026-02-14', 'worked', 'make-up Saturday before Spring Festival'],
    ['2026-02-23', 'off', 'the ninth day of Spring Festival, a Monday'],
    ['2026-02-28', 'worked', 'make-up Saturday after Spring Festival'],
    ['2026-05-09', 'worked', 'make-up Saturday after Labour Day'],
    ['2026-09-20', 'worked', 'make-up Sunday before Golden Week'],
    ['2026-09-25', 'off', 'Mid-Autumn, a Friday'],
    ['2026-10-07', 'off', 'last day of Golden Week, a Wednesday'],
    ['2026-10-08', 'worked', 'Thursday after Golden Week'],
    ['2026-10-10', 'worked', 'make-up Saturday after Golden Week'],
    ['2026-10-11', 'off', 'an ordinary Sunday'],
  ])('%s is %s: %s', (day, worked) => {
    expect(chineseCalendar.works(day)).toBe(worked === 'worked');
  });
});

describe('A period of calendar days', () => {
  it.each([
    ['2026-07-01', 1, '2026-07-02', 'the first day is excluded'],
    ['2026-07-04', 0, '2026-07-06', 'no day at all, begun on a Saturday, ends on Monday'],
    ['2026-07-01', 10, '2026-07-13', 'last day on a Saturday moves to Monday'],
    ['2024-02-28', 1, '2024-02-29', 'a leap day counts'],
    ['2023-01-06', 15, '2023-01-28', 'last day in Spring Festival moves to the make-up Saturday'],
    ['2023-06-07', 15, '2023-06-25', 'last day on Dragon Boat moves to the make-up Sunday'],
    ['2023-09-14', 15, '2023-10-07', 'last day on Mid-Autumn moves past Golden Week to the make-up Saturday'],
    ['2024-01-31', 15, '2024-02-18', 'last day in Spring Festival moves to the make-up Sunday'],
    ['2024-02-03', 15, '2024-02-18', 'last day on a make-up Sunday stays'],
    ['2024-03-20', 15, '2024-04-07', 'last day on Qingming moves to the make-up Sunday'],
    ['2024-09-01', 14, '2024-09-18', 'last day in Mid-Autumn moves to Wednesday'],
    ['2024-09-17', 14, '2024-10-08', 'begun on a holiday, last day on National Day moves to 8 October'],
    ['2025-01-14', 14, '2025-02-05', "last day on New Year's Eve moves past Spring Festival"],
    ['2025-01-30', 10, '2025-02-10', 'begun in Spring Festival, last day on a Sunday moves to Monday'],
    ['2025-09-21', 10, '2025-10-09', 'last day on National Day moves past eight days'],
    ['2025-09-27', 14, '2025-10-11', 'last day on a make-up Saturday stays'],
    ['2025-12-20', 14, '2026-01-04', 'last day after New Year moves to the make-up Sunday'],
    ['2026-01-18', 28, '2026-02-24', 'last day on the first of nine days moves past Spring Festival'],
    ['2026-02-01', 13, '2026-02-14', 'last day on the make-up Saturday before Spring Festival stays'],
    ['2026-02-14', 14, '2026-02-28', 'last day on the make-up Saturday after Spring Festival stays'],
    ['2026-04-01', 30, '2026-05-06', 'last day on Labour Day moves to 6 May'],
    ['2026-04-24', 15, '2026-05-09', 'last day on a make-up Saturday stays'],
    ['2026-09-05', 15, '2026-09-20', 'last day on a make-up Sunday stays'],
    ['2026-09-10', 15, '2026-09-28', 'last day on Mid-Autumn moves to Monday'],
    ['2026-09-01', 30, '2026-10-08', 'last day on National Day moves to 8 October'],
    ['2026-09-17', 20, '2026-10-08', 'last day on the last of Golden Week moves to 8 October'],
    ['2026-09-18', 20, '2026-10-08', 'last day after Golden Week stays'],
    ['2026-09-20', 20, '2026-10-10', 'last day on a make-up Saturday stays'],
    ['2026-09-21', 20, '2026-10-12', 'last day on the Sunday after a make-up Saturday moves to Monday'],
  ])('from %s, %i days, ends on %s: %s', (from, length, on) => {
    expect(dueAfter(from, length, 'calendar-days', chineseCalendar)).toEqual({ on, provisional: false });
  });
});

describe('A period of working days', () => {
  it.each([
    ['2026-07-02', 1, '2026-07-03', 'the first day is excluded'],
    ['2026-07-03', 1, '2026-07-06', 'a weekend is not counted'],
    ['2026-07-04', 1, '2026-07-06', 'begun on a Saturday, Monday is the first'],
    ['2023-01-20', 3, '2023-01-30', 'both make-up days after Spring Festival count'],
    ['2023-04-21', 6, '2023-04-28', 'the make-up Sunday before Labour Day counts'],
    ['2023-04-21', 7, '2023-05-04', 'the seventh falls behind Labour Day'],
    ['2023-06-21', 1, '2023-06-25', 'the make-up Sunday after Dragon Boat is the first'],
    ['2023-06-21', 2, '2023-06-26', 'Monday after it is the second'],
    ['2023-09-28', 2, '2023-10-08', 'eight days are not counted, then both make-up days are'],
    ['2024-02-02', 6, '2024-02-09', 'the make-up Sunday before Spring Festival counts'],
    ['2024-02-09', 1, '2024-02-18', 'eight days are not counted, the make-up Sunday is'],
    ['2024-04-03', 1, '2024-04-07', 'the make-up Sunday after Qingming is the first'],
    ['2024-04-26', 4, '2024-05-06', 'a make-up Sunday, two days, then past Labour Day'],
    ['2024-09-13', 2, '2024-09-18', 'a make-up Saturday, then past Mid-Autumn'],
    ['2024-09-27', 3, '2024-10-08', 'a make-up Sunday, Monday, then past Golden Week'],
    ['2024-09-27', 7, '2024-10-12', 'make-up days before and after Golden Week count'],
    ['2025-01-24', 3, '2025-02-05', 'a make-up Sunday, Monday, then past Spring Festival'],
    ['2025-02-04', 4, '2025-02-08', 'begun in Spring Festival, the make-up Saturday is the fourth'],
    ['2025-04-25', 2, '2025-04-28', 'the make-up Sunday before Labour Day counts'],
    ['2025-05-30', 1, '2025-06-03', 'Dragon Boat is not counted'],
    ['2025-09-30', 1, '2025-10-09', 'eight days of Golden Week are not counted'],
    ['2025-09-30', 3, '2025-10-11', 'the make-up Saturday after Golden Week counts'],
    ['2025-12-31', 1, '2026-01-04', 'the make-up Sunday after New Year is the first'],
    ['2026-02-13', 1, '2026-02-14', 'the make-up Saturday before Spring Festival is the first'],
    ['2026-02-13', 2, '2026-02-24', 'the second falls behind nine days'],
    ['2026-02-13', 6, '2026-02-28', 'make-up Saturdays before and after Spring Festival count'],
    ['2026-02-16', 3, '2026-02-26', 'begun in Spring Festival, 24 February is the first'],
    ['2026-04-03', 1, '2026-04-07', 'Qingming is not counted'],
    ['2026-04-30', 4, '2026-05-09', 'the make-up Saturday after Labour Day is the fourth'],
    ['2026-06-18', 1, '2026-06-22', 'Dragon Boat is not counted'],
    ['2026-09-18', 1, '2026-09-20', 'the make-up Sunday before Golden Week is the first'],
    ['2026-09-18', 5, '2026-09-24', 'a week from Sunday to Thursday'],
    ['2026-09-24', 3, '2026-09-30', 'Mid-Autumn is not counted'],
    ['2026-09-20', 10, '2026-10-10', 'past Mid-Autumn and Golden Week to the make-up Saturday'],
    ['2026-09-30', 1, '2026-10-08', 'seven days of Golden Week are not counted'],
    ['2026-09-30', 4, '2026-10-12', 'Thursday, Friday, the make-up Saturday, Monday'],
  ])('from %s, %i days, ends on %s: %s', (from, length, on) => {
    expect(dueAfter(from, length, 'working-days', chineseCalendar)).toEqual({ on, provisional: false });
  });
});

describe('A period of months', () => {
  it.each([
    ['2025-12-05', 1, '2026-01-05', 'the day of the same number, in the next year'],
    ['2024-05-15', 24, '2026-05-15', 'the day of the same number, two years on'],
    ['2025-02-28', 1, '2025-03-28', 'the last of February ends on the 28th, not on the last of March'],
    ['2025-01-31', 1, '2025-02-28', 'no 31 February: the last of the month'],
    ['2024-01-31', 1, '2024-02-29', 'no 31 February: the leap day'],
    ['2023-08-31', 6, '2024-02-29', 'no 31 February: the leap day, half a year on'],
    ['2024-02-29', 12, '2025-02-28', 'no leap day in the next year'],
    ['2026-03-31', 1, '2026-04-30', 'no 31 April'],
    ['2026-01-31', 1, '2026-02-28', 'the last of February, a make-up Saturday, stays'],
    ['2025-11-30', 3, '2026-02-28', 'no 30 February, and the make-up Saturday stays'],
    ['2024-02-29', 24, '2026-02-28', 'no leap day, and the make-up Saturday stays'],
    ['2026-01-15', 1, '2026-02-24', 'last day in Spring Festival moves past it'],
    ['2025-06-01', 4, '2025-10-09', 'last day on National Day moves past eight days'],
    ['2026-07-01', 3, '2026-10-08', 'last day on National Day moves to 8 October'],
    ['2026-07-10', 3, '2026-10-10', 'last day on a make-up Saturday stays'],
    ['2026-06-11', 1, '2026-07-13', 'last day on a Saturday moves to Monday'],
  ])('from %s, %i months, ends on %s: %s', (from, length, on) => {
    expect(dueAfter(from, length, 'months', chineseCalendar)).toEqual({ on, provisional: false });
  });
});

describe('A deadline counted backwards', () => {
  it.each([
    ['2026-07-20', 7, '2026-07-13', 'a Monday stays'],
    ['2026-07-19', 7, '2026-07-10', 'a Sunday moves back to Friday'],
    ['2023-10-21', 15, '2023-09-28', 'the last of Golden Week moves back before Mid-Autumn'],
    ['2023-10-22', 15, '2023-10-07', 'a make-up Saturday stays'],
    ['2024-03-08', 20, '2024-02-09', 'the last of Spring Festival moves back before it'],
    ['2024-03-09', 20, '2024-02-18', 'a make-up Sunday stays'],
    ['2025-06-17', 15, '2025-05-30', 'Dragon Boat moves back to Friday'],
    ['2025-10-23', 15, '2025-09-30', 'the eighth day of Golden Week moves back before it'],
    ['2026-01-23', 20, '2025-12-31', 'a day after New Year moves back into the old year'],
    ['2026-01-24', 20, '2026-01-04', 'a make-up Sunday stays'],
    ['2026-03-10', 20, '2026-02-14', 'a day in Spring Festival moves back to the make-up Saturday'],
    ['2026-10-04', 15, '2026-09-18', 'a Saturday moves back to Friday, not on to the make-up Sunday'],
    ['2026-10-05', 15, '2026-09-20', 'a make-up Sunday stays'],
    ['2026-10-12', 15, '2026-09-24', 'Mid-Autumn moves back to Thursday'],
    ['2026-10-22', 15, '2026-09-30', 'the last of Golden Week moves back before it'],
    ['2026-10-23', 15, '2026-10-08', 'the day after Golden Week stays'],
    ['2026-10-26', 15, '2026-10-10', 'a Sunday moves back to the make-up Saturday'],
  ])('for %s, at least %i days before, is %s: %s', (day, days, on) => {
    expect(latestBefore(day, days, chineseCalendar)).toEqual({ on, provisional: false });
  });
});

describe('Working days between two days', () => {
  it.each([
    ['2026-07-02', '2026-07-03', 1, 'the first day is excluded, the last included'],
    ['2026-07-03', '2026-07-05', 0, 'a weekend'],
    ['2026-07-03', '2026-07-03', 0, 'the same day'],
    ['2026-07-06', '2026-07-03', 0, 'backwards'],
    ['2023-09-28', '2023-10-09', 3, 'Golden Week, both make-up days and Monday'],
    ['2024-02-02', '2024-02-18', 7, 'Spring Festival with make-up Sundays before and after'],
    ['2025-01-24', '2025-02-08', 6, 'Spring Festival with make-up days before and after'],
    ['2025-12-30', '2026-01-05', 3, 'over New Year with its make-up Sunday'],
    ['2026-01-31', '2026-02-28', 16, 'February 2026: 20 weekdays, six off, two made up'],
    ['2026-08-31', '2026-09-30', 22, 'September 2026: 22 weekdays, one off, one made up'],
    ['2026-09-30', '2026-10-07', 0, 'Golden Week'],
    ['2026-09-30', '2026-10-12', 4, 'Golden Week, then four with the make-up Saturday'],
    ['2022-12-31', '2023-12-31', 249, '2023: 260 weekdays, 18 off, seven made up'],
    ['2023-12-31', '2024-12-31', 251, '2024: 262 weekdays, 19 off, eight made up'],
    ['2024-12-31', '2025-12-31', 248, '2025: 261 weekdays, 18 off, five made up'],
    ['2025-12-31', '2026-12-31', 248, '2026: 261 weekdays, 19 off, six made up'],
    ['2022-12-31', '2026-12-31', 996, 'the four years together'],
  ])('after %s up to %s: %i (%s)', (from, to, days) => {
    expect(workingDaysBetween(from, to, chineseCalendar)).toBe(days);
  });
});

describe('A year whose holidays are not known', () => {
  const until2026: Calendar = { works: chineseCalendar.works, knows: (year) => year <= 2026 };

  it('is any but those of the notices, 2004 and later', () => {
    const years = Array.from({ length: 23 }, (_, n) => 2004 + n);
    expect(years.filter((year) => !chineseCalendar.knows(year))).toEqual([]);
    expect([1949, 2003, 2055, 9999].filter((year) => chineseCalendar.knows(year))).toEqual([]);
  });

  it('is worked from Monday to Friday, even on National Day', () => {
    const week = ['27', '28', '29', '30'].map((day) => `2055-09-${day}`).concat('2055-10-01');
    expect(week.map((day) => chineseCalendar.works(day))).toEqual([true, true, true, true, true]);
    expect(['2055-10-02', '2055-10-03'].map((day) => chineseCalendar.works(day))).toEqual([false, false]);
  });

  it.each<[string, number, Period, string, boolean, string]>([
    ['2055-09-30', 1, 'working-days', '2055-10-01', true, 'all of it in an unknown year'],
    ['2055-01-31', 1, 'months', '2055-03-01', true, 'all of it in an unknown year'],
    ['2055-10-01', 0, 'calendar-days', '2055-10-01', true, 'the last day alone'],
    ['2026-12-30', 1, 'working-days', '2026-12-31', false, 'the last day of the last known year'],
    ['2026-12-31', 1, 'working-days', '2027-01-01', true, 'into an unknown year'],
    ['2026-12-01', 60, 'calendar-days', '2027-02-01', true, 'into an unknown year'],
    ['2026-07-15', 6, 'months', '2027-01-15', true, 'into an unknown year'],
    ['2003-12-20', 30, 'calendar-days', '2004-01-19', true, 'out of an unknown year'],
    [
      '2003-12-31',
      1,
      'calendar-days',
      '2004-01-02',
      false,
      'the excluded first day alone in an unknown year',
    ],
  ])('from %s, %i %s, ends on %s, provisional: %s (%s)', (from, length, period, on, provisional) => {
    const calendar = from < '2026' ? chineseCalendar : until2026;
    expect(dueAfter(from, length, period, calendar)).toEqual({ on, provisional });
  });

  it('a period that moves into one is provisional', () => {
    const idleAtYearsEnd: Calendar = { works: (day) => day !== '2026-12-31', knows: until2026.knows };
    expect(dueAfter('2026-12-01', 30, 'calendar-days', idleAtYearsEnd)).toEqual({
      on: '2027-01-01',
      provisional: true,
    });
  });

  it('a deadline counted backwards through one is provisional', () => {
    expect(latestBefore('2027-01-18', 20, until2026)).toEqual({ on: '2026-12-29', provisional: true });
    expect(latestBefore('2027-01-01', 1, until2026)).toEqual({ on: '2026-12-31', provisional: false });
  });

  it('without any holidays every date is provisional', () => {
    expect(dueAfter('2026-09-30', 1, 'working-days', weekdaysOnly)).toEqual({
      on: '2026-10-01',
      provisional: true,
    });
    expect(workingDaysBetween('2025-12-31', '2026-12-31', weekdaysOnly)).toBe(261);
    expect(['1969-12-31', '1969-12-28'].map((day) => weekdaysOnly.works(day))).toEqual([true, false]);
  });
});

describe('Laws of counting', () => {
  const day = fc.integer({ min: 0, max: 9_500 }).map((days) => plusDays('2003-01-01', days));
  const length = fc.integer({ min: 0, max: 90 });
  const period = fc.constantFrom<Period>('calendar-days', 'working-days', 'months');
  const calendar = fc.constantFrom(chineseCalendar, weekdaysOnly);
  const holds = (property: fc.IProperty<any>) => fc.assert(property);

  it('a longer period never ends earlier', () =>
    holds(
      fc.property(day, length, period, calendar, (from, n, unit, days) => {
        const [shorter, longer] = [dueAfter(from, n, unit, days), dueAfter(from, n + 1, unit, days)];
        expect(longer.on >= shorter.on).toBe(true);
      }),
    ));

  it('every period ends on a worked day', () =>
    holds(
      fc.property(day, length, period, calendar, (from, n, unit, days) => {
        expect(days.works(dueAfter(from, n, unit, days).on)).toBe(true);
      }),
    ));

  it('a period of calendar days moves over days off only', () =>
    holds(
      fc.property(day, length, calendar, (from, n, days) => {
        const last = plusDays(from, n);
        const { on } = dueAfter(from, n, 'calendar-days', days);
        expect(workingDaysBetween(plusDays(last, -1), on, days)).toBe(1);
      }),
    ));

  it('between a day and n working days after it lie n working days', () =>
    holds(
      fc.property(day, fc.integer({ min: 1, max: 300 }), calendar, (from, n, days) => {
        expect(workingDaysBetween(from, dueAfter(from, n, 'working-days', days).on, days)).toBe(n);
      }),
    ));

  it('working days are counted as if one by one', () =>
    holds(
      fc.property(day, fc.integer({ min: 0, max: 900 }), calendar, (from, span, days) => {
        const all = Array.from({ length: span }, (_, n) => plusDays(from, n + 1));
        expect(workingDaysBetween(from, plusDays(from, span), days)).toBe(
          all.filter((d) => days.works(d)).length,
        );
      }),
    ));

  it('no later worked day keeps a deadline counted backwards', () =>
    holds(
      fc.property(day, length, calendar, (deadline, n, days) => {
        const { on } = latestBefore(deadline, n, days);
        expect(days.works(on) && daysBetween(on, deadline) >= n).toBe(true);
        expect(workingDaysBetween(on, plusDays(deadline, -n), days)).toBe(0);
      }),
    ));
});

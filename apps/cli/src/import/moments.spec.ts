import { describe, expect, it } from '@jest/globals';
import { dayOf, instantOf } from './moments.js';

describe('A moment of a sheet', () => {
  it('is Shanghai time', () => {
    expect(instantOf('2023-03-20 09:30', null)).toBe('2023-03-20T01:30:00.000Z');
    expect(instantOf('2023-03-20 09:29:59.999', null)).toBe('2023-03-20T01:29:59.999Z');
    expect(instantOf('2023-03-20 00:00:01', null)).toBe('2023-03-19T16:00:01.000Z');
  });
  it('counts from the day on which a sample ledger was opened', () => {
    expect([dayOf('D-30', '2026-03-01'), dayOf('D', '2026-03-01'), dayOf('D+12', '2026-02-20')]).toEqual([
      '2026-01-30',
      '2026-03-01',
      '2026-03-04',
    ]);
    expect(instantOf('D+1 09:30', '2026-02-28')).toBe('2026-03-01T01:30:00.000Z');
  });
  it('comes back as it is when it is none', () => {
    for (const text of ['D-30', 'D1', 'D+', 'd-1', '2023/3/20', '', 'D-1 10:00'])
      expect(dayOf(text, null)).toBe(text);
    for (const text of [
      '2023-03-20',
      '2023-03-20 24:00',
      '2023-03-20 9:30',
      '2023-02-30 09:30',
      '2023-03-20 09:60',
      '2023-03-20  09:30',
      'D-1 10:00',
    ])
      expect(instantOf(text, null)).toBe(text);
  });
});

import { describe, expect, it } from '@jest/globals';
import { obligationStatus } from './obligation.status.js';

/** Recorded at noon in Shanghai. */
const at = (day: string) => `${day}T04:00:00.000Z`;
const due = { recordedAt: at('2023-06-03'), dueOn: '2023-07-03', provisional: false, turns: [] };
const turn = (to: 'met' | 'open' | 'ended', on: string, recorded = on) => ({
  to,
  on,
  recordedAt: at(recorded),
});

describe('An obligation', () => {
  it.each([
    // As of a day, nothing done yet.
    ['is not there before it is recorded', [], '2023-06-02', null, 0],
    ['is due on the day it arises', [], '2023-06-03', 'due', 30],
    ['is due on its last day', [], '2023-07-03', 'due', 0],
    ['is overdue the day after', [], '2023-07-04', 'overdue', 1],
    // Met.
    ['is met on its last day', [turn('met', '2023-07-03')], '2023-07-03', 'met', 0],
    ['is met late the day after', [turn('met', '2023-07-04')], '2023-07-04', 'met-late', 1],
    ['is met early', [turn('met', '2023-06-12')], '2024-01-01', 'met', 0],
    ['is met in time, recorded late', [turn('met', '2023-07-01', '2023-07-09')], '2023-07-09', 'met', 0],
    [
      'counts what is recorded by then only',
      [turn('met', '2023-07-01', '2023-07-09')],
      '2023-07-08',
      'overdue',
      5,
    ],
    // Opened again, and ended.
    [
      'is open again once its payment is reversed',
      [turn('met', '2023-06-12'), turn('open', '2023-06-20')],
      '2023-06-20',
      'due',
      13,
    ],
    [
      'was met before its payment was reversed',
      [turn('met', '2023-06-12'), turn('open', '2023-06-20')],
      '2023-06-19',
      'met',
      0,
    ],
    [
      'is met late where it was paid again too late',
      [turn('met', '2023-06-12'), turn('open', '2023-06-20'), turn('met', '2023-07-10')],
      '2023-08-01',
      'met-late',
      7,
    ],
    ['ends without being met', [turn('ended', '2023-06-20')], '2023-08-01', 'ended', 0],
    ['is due until it ends', [turn('ended', '2023-06-20')], '2023-06-19', 'due', 14],
  ] as const)('%s', (_, turns, asOf, status, days) => {
    const found = obligationStatus({ ...due, turns }, asOf);
    expect(found && [found.status, found.days]).toEqual(status && [status, days]);
  });

  it('changes at midnight in Shanghai, not in Greenwich', () => {
    const late = { ...due, recordedAt: '2023-06-02T16:00:00.000Z' };
    expect(obligationStatus(late, '2023-06-02')).toBeNull();
    expect(obligationStatus(late, '2023-06-03')?.status).toBe('due');
    expect(obligationStatus({ ...due, recordedAt: '2023-06-02T15:59:59.999Z' }, '2023-06-02')?.status).toBe(
      'due',
    );
  });

  it('says that its date is provisional where the holidays of its year were not known', () => {
    expect(obligationStatus({ ...due, provisional: true }, '2023-07-04')).toEqual({
      status: 'overdue',
      days: 1,
      provisional: true,
    });
  });
});

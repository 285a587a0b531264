import { describe, expect, it } from '@jest/globals';
import { BadInput } from '@sunlit/ledger';
import { atHref, atOf, atQuery, mustBeRecorded } from './at.js';

const today = '2026-11-22';
const wrong = (query: Record<string, unknown>): string[] => {
  try {
    atOf(query, today);
  } catch (error) {
    return (error as BadInput).problems.map(({ field, rule }) => `${field} ${rule}`);
  }
  return [];
};

describe('The moment that an address asks for', () => {
  it('is now where it names none', () => {
    expect(atOf({ page: '2' }, today)).toBeNull();
    expect(atOf({ asof: '', entry: '' }, today)).toBeNull();
  });

  it('is the end of a day, today the last one', () => {
    expect(atOf({ asof: '2024-02-29' }, today)).toEqual({ asof: '2024-02-29' });
    expect(atOf({ asof: today }, today)).toEqual({ asof: today });
  });

  it('is an entry, the first one 0', () => {
    expect(atOf({ entry: '0' }, today)).toEqual({ entry: 0 });
    expect(atOf({ entry: '999999999' }, today)).toEqual({ entry: 999_999_999 });
  });

  it.each(['2025-02-30', '2025-2-3', '20250203', 'yesterday', '0000-01-01', ['2024-01-01', '2024-01-02']])(
    'is no day: %s',
    (asof) => expect(wrong({ asof })).toEqual(['asof day']),
  );

  it('does not lie in the future', () => {
    expect(wrong({ asof: '2026-11-23' })).toEqual(['asof not-in-the-future']);
  });

  it.each(['-1', '1.5', '1e3', '007', '9999999999', ['1', '2']])('is no entry: %s', (entry) =>
    expect(wrong({ entry })).toEqual(['entry entry']),
  );

  it('is not both; everything wrong is said at once', () => {
    expect(wrong({ asof: '2024-01-01', entry: '5' })).toEqual(['entry one-moment']);
    expect(wrong({ asof: 'x', entry: '-5' })).toEqual(['asof day', 'entry entry', 'entry one-moment']);
  });

  it('is no entry that the ledger does not have yet', () => {
    expect(() => mustBeRecorded({ entry: 42 }, 41)).toThrow(BadInput);
    for (const at of [null, { entry: 41 }, { asof: '2024-01-01' }])
      expect(() => mustBeRecorded(at, 41)).not.toThrow();
  });
});

describe('A link of a page of the past', () => {
  it('stays in the past', () => {
    expect(atQuery({ asof: '2024-01-01' })).toBe('asof=2024-01-01');
    expect(atHref('/projects', { entry: 5 })).toBe('/projects?entry=5');
    expect(atHref('/projects?page=2#list', { asof: '2024-01-01' })).toBe(
      '/projects?page=2&asof=2024-01-01#list',
    );
  });

  it('of now is as it was', () => {
    expect(atQuery(null)).toBe('');
    expect(atHref('/projects?page=2', null)).toBe('/projects?page=2');
  });
});

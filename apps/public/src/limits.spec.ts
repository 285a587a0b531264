import { describe, expect, it } from '@jest/globals';
import { isSearch } from './limits.js';

describe('Addresses that count as a search', () => {
  it.each([
    ...[
      '/projects?q=a',
      '/projects.json?page=2',
      '/projects.csv',
      '/projects/all.json?stage=closed',
      '/findings',
    ],
    ...['/findings.csv', '/organisations?q=a', '/?asof=2024-01-01', '/projects/x?entry=7&asof=2024-01-01'],
    ...['/projects/x/compare.json?from=2024-01-01', '/projects/x/trail.jsonl'],
  ])('%s', (url) => expect(isSearch(url)).toBe(true));

  it.each([
    '/',
    '/projects',
    '/projects.json',
    '/projects/x',
    '/projects/x/events/3',
    '/rules',
    '/organisations/y',
  ])('not %s', (url) => expect(isSearch(url)).toBe(false));
});

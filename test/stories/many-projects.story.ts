import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import { generateLedger, type Generated } from '../generated.js';
import { startLedger, type Ledger } from './ledger.js';

/** Two thousand projects: lists, search, downloads and pages as with two. */
let ledger: Ledger;
let made: Generated;

beforeAll(async () => {
  ledger = await startLedger();
  made = await generateLedger({ ...ledger.room, projects: 2_000 });
  await ledger.caughtUp();
}, 180_000);
afterAll(() => ledger?.close(), 60_000);

const json = async (path: string) => {
  const { status, body } = await ledger.pages.get(path);
  expect([path, status]).toEqual([path, 200]);
  return body;
};
const q = encodeURIComponent;

describe('A ledger of 2,000 projects', () => {
  it('lists each of them once, page by page', async () => {
    const seen: string[] = [];
    for (let page = 1; page <= 20; page++)
      seen.push(
        ...(await json(`/projects.json?per=100&page=${page}`)).projects.map(
          (p: { project: string }) => p.project,
        ),
      );
    expect(seen).toHaveLength(2_000);
    expect(new Set(seen)).toEqual(new Set(made.projects.map(({ project }) => project)));
  }, 60_000);

  it('finds two characters of a name, several words and part of a number, and counts what it finds', async () => {
    const named = (...parts: string[]) =>
      made.projects.filter(({ name }) => parts.every((part) => name.includes(part))).length;
    const found = async (words: string) => (await json(`/projects.json?q=${q(words)}`)).paging.total;
    expect(await found('公路')).toBe(named('公路'));
    expect(named('公路')).toBeGreaterThan(100);
    expect(await found('滨江 公园')).toBe(named('滨江', '公园'));
    expect(await found('001234')).toBe(1);
    expect(await found('月球')).toBe(0);
  });

  it('counts by stage as many as it lists, and under a filter of another kind', async () => {
    const all = await json('/projects.json');
    const counts = all.facets.stage as { value: string; count: number }[];
    expect(counts.reduce((sum, { count }) => sum + count, 0)).toBe(2_000);
    for (const { value, count } of counts)
      expect([value, (await json(`/projects.json?stage=${value}`)).paging.total]).toEqual([value, count]);
    const roads = await json('/projects.json?category=road');
    const ofRoads = (roads.facets.stage as { count: number }[]).reduce((sum, { count }) => sum + count, 0);
    expect(ofRoads).toBe(roads.paging.total);
  });

  it('downloads exactly the filtered list, as CSV and as JSON', async () => {
    const filter = `stage=tendering&q=${q('公路')}`;
    const listed = (await json(`/projects.json?${filter}`)).paging.total;
    const { text } = await ledger.pages.get(`/projects.csv?${filter}`).buffer(true);
    expect(text.codePointAt(0)).toBe(0xfeff);
    expect(parse(text, { bom: true, columns: true })).toHaveLength(listed);
    expect((await json(`/projects/all.json?${filter}`)).projects).toHaveLength(listed);
    expect(listed).toBeGreaterThan(5);
  });

  it('shows every kind of project page, and the city adds up to its projects', async () => {
    for (const { project, name } of made.projects.filter((_, i) => i % 250 === 0)) {
      const { status, text } = await ledger.pages.get(`/projects/${project}`).set('accept', 'text/html');
      expect([status, text.includes(name)]).toEqual([200, true]);
    }
    const all = (await json('/projects/all.json')).projects as { figures: Record<string, string | null> }[];
    const sum = (of: string) =>
      all.reduce((total, { figures }) => total + BigInt((figures[of] ?? '0.00').replace('.', '')), 0n);
    const { figures } = (await json('/index.json')).totals as { figures: Record<string, string | null> };
    for (const [name, amount] of Object.entries(figures))
      expect([name, BigInt((amount ?? '0.00').replace('.', ''))]).toEqual([name, sum(name)]);
  }, 60_000);

  it('is the same as of a day as it was then', async () => {
    const { projects, paging } = await json('/projects.json?asof=2023-06-30&per=100');
    expect(paging.total).toBeGreaterThan(100);
    expect(paging.total).toBeLessThan(2_000);
    const { body } = await ledger.pages.get(`/projects/${projects[0].project}.json?asof=2023-06-30`);
    expect(body.figures).toEqual(projects[0].figures);
  });
});

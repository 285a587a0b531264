import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventQuery } from '../event-page/event.query.js';
import { openLedger, specLedger, storeWorkedExample } from '../testing/ledger.js';
import { counting, readModels, type ReadModels } from '../testing/projected.js';
import { compareQuery, type CompareView } from './compare.query.js';

let models: ReadModels;
let project: string;
const view = async (from: string | null, to: string, page = 1): Promise<CompareView> =>
  (await compareQuery(models.public).view(project, { from, to }, page))!;

beforeAll(async () => {
  models = await readModels();
  const ledger = specLedger();
  models.start(ledger);
  await openLedger(ledger);
  project = await storeWorkedExample(ledger);
  await models.caughtUp(ledger);
});
afterAll(() => models.close());

describe('Two days of a project', () => {
  it('are compared by what was recorded by the end of each', async () => {
    const { stage, sums, entries, since } = await view('2023-04-14', '2023-06-12');
    expect(stage).toEqual({ before: 'under-way', after: 'under-way' });
    expect(sums).toEqual([
      { name: 'budget', before: '12000000.00', after: '12000000.00', difference: '0.00' },
      { name: 'contracted', before: '10280000.00', after: '10280000.00', difference: '0.00' },
      { name: 'certified', before: '0.00', after: '2000000.00', difference: '2000000.00' },
      { name: 'paid', before: '1000000.00', after: '2400000.00', difference: '1400000.00' },
      { name: 'expenses', before: '440000.00', after: '440000.00', difference: '0.00' },
      { name: 'audited', before: null, after: null, difference: '0.00' },
    ]);
    expect(entries.map(({ type, change }) => [type, change.sums])).toEqual([
      [
        'ProgressCertified',
        [{ name: 'certified', before: '0.00', after: '2000000.00', difference: '2000000.00' }],
      ],
      [
        'PaymentRecorded',
        [{ name: 'paid', before: '1000000.00', after: '2400000.00', difference: '1400000.00' }],
      ],
    ]);
    expect(since).toBe('2023-01-10');
  });

  it('begin with the first entry unless asked for otherwise, and hold all that was recorded since', async () => {
    const all = await view(null, '2026-01-01');
    expect([all.from, all.to]).toEqual(['2023-01-10', '2026-01-01']);
    const before = await view('2023-01-09', '2026-01-01');
    expect(before.stage).toEqual({ before: null, after: 'closed' });
    expect(before.sums[1]).toEqual({
      ...{ name: 'contracted', before: null, after: '10580000.00', difference: '10580000.00' },
    });
    expect(before.entries[0]).toMatchObject({
      ...{ type: 'ProjectRegistered', revision: 0 },
      change: { stage: { before: null, after: 'registered' } },
    });
    expect(before.paging.total).toBe(all.paging.total + 1);
  });

  it('add up entry by entry to what they differ by in all', async () => {
    const last = (await view('2023-01-09', '2026-01-01')).paging.pages;
    const pages = [];
    for (let page = 1; page <= last; page++) pages.push(await view('2023-01-09', '2026-01-01', page));
    const entries = pages.flatMap((page) => page.entries);
    expect(entries.map(({ revision }) => revision)).toEqual(entries.map((_, revision) => revision));
    for (const { name, difference } of pages[0]!.sums) {
      const steps = entries.flatMap(({ change }) => change.sums.filter((sum) => sum.name === name));
      const total = steps.reduce((sum, step) => sum + BigInt(step.difference.replace('.', '')), 0n);
      expect([name, total]).toEqual([name, BigInt(difference.replace('.', ''))]);
    }
    expect((await view('2023-01-09', '2026-01-01', last + 1)).entries).toEqual([]);
  });

  it('of before it was recorded hold nothing; nor do two between which nothing happened', async () => {
    const early = await view(null, '2022-12-31');
    expect([early.from, early.stage, early.entries]).toEqual([
      '2022-12-30',
      { before: null, after: null },
      [],
    ]);
    const quiet = await view('2025-12-01', '2025-12-31');
    expect(quiet.entries).toEqual([]);
    expect(quiet.sums.map(({ difference }) => difference)).toEqual(Array(6).fill('0.00'));
  });

  it('of no project are nothing; of one they are read in one statement', async () => {
    const query = compareQuery(models.public);
    for (const id of ['x', project.replace(/^./, 'f')])
      expect(await query.view(id, { from: null, to: '2026-01-01' })).toBeNull();
    const counted = counting(models.public);
    await compareQuery(counted.ds).view(project, { from: '2023-01-09', to: '2026-01-01' }, 2);
    expect(counted.statements).toBe(1);
  });
});

describe('An entry', () => {
  it('says what it changed in its project, and nothing of what it did not', async () => {
    const { entries } = await view('2023-04-14', '2023-06-12');
    const query = eventQuery(models.public);
    for (const { revision, change } of entries)
      expect((await query.view(project, revision))!.change).toEqual(change);
    expect((await query.view(project, 0))!.change).toEqual({
      stage: { before: null, after: 'registered' },
      sums: [],
    });
    expect((await query.view(project, 1))!.change).toEqual({ stage: null, sums: [] });
  });
});

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openLedger, specLedger, storeWorkedExample } from '../testing/ledger.js';
import { counting, readModels, type ReadModels } from '../testing/projected.js';
import { currency } from './current.js';
import { homeQuery } from './home.query.js';

let models: ReadModels;
let last = -1;
const ledger = specLedger();
beforeAll(async () => {
  models = await readModels();
  await openLedger(ledger);
  await storeWorkedExample(ledger);
  for (let i = 0; i < 22; i++)
    await storeWorkedExample(ledger, { number: `ZW-${i}`, until: i % 2 ? 'budget-approved' : 'registered' });
  models.start(ledger);
  await models.caughtUp(ledger);
  last = (await models.query('SELECT max(entry)::int AS last FROM published.event'))[0].last;
});
afterAll(() => models.close());

describe('The home page', () => {
  it('is read in one statement', async () => {
    const counted = counting(models.public);
    await homeQuery(counted.ds).view();
    expect(counted.statements).toBe(1);
  });

  it('says which ledger it is and how far it has come', async () => {
    const { ledger, current } = await homeQuery(models.public).view();
    expect(ledger).toEqual({
      name: '临江市阳光账本',
      origin: 'ledger.example/linjiang',
      region: '331082',
      sample: true,
    });
    expect(current).toEqual({ entry: last, recordedAt: expect.any(String) });
    expect(await currency(models.public)).toEqual(current);
  });

  it('adds up all projects: as many budgets as there are, and what was paid', async () => {
    const { totals } = await homeQuery(models.public).view();
    expect(totals).toEqual({
      projects: 23,
      figures: {
        budget: '144000000.00',
        contracted: '10580000.00',
        certified: '10580000.00',
        paid: '10400000.00',
        expenses: '560000.00',
        audited: '10960000.00',
      },
    });
    const [sums] = await models.query(
      'SELECT sum(budget)::text AS budget, sum(paid)::text AS paid FROM published.project',
    );
    expect(sums).toEqual({ budget: '14400000000', paid: '1040000000' });
  });

  it('shows the projects that changed last', async () => {
    const { projects } = await homeQuery(models.public).view();
    expect(projects.map(({ number }) => number)).toEqual([21, 20, 19, 18, 17].map((i) => `ZW-${i}`));
    expect(projects[0]).toMatchObject({
      stage: 'budgeted',
      name: '滨江路改造工程',
      owner: { name: '临江市市政工程建设中心' },
      figures: { paid: '0.00', audited: null },
    });
  });

  it('counts projects by stage, owner and district', async () => {
    const home = homeQuery(models.public);
    const [first, again] = [await home.view(), await home.view()];
    expect(first.facets.stage.map(({ value, count }) => [value, count])).toEqual([
      ['registered', 11],
      ['budgeted', 11],
      ['closed', 1],
    ]);
    expect(first.facets.owner).toEqual([
      { value: '11331082MB0X12345C', name: '临江市市政工程建设中心', count: 23, chosen: false },
    ]);
    expect(first.facets.district.map(({ value, count }) => [value, count])).toEqual([['331082', 23]]);
    expect([again.facets, first.owners]).toEqual([first.facets, 1]);
  });

  it('shows the latest entries', async () => {
    const { lately } = await homeQuery(models.public).view();
    expect(lately).toHaveLength(8);
    expect(lately[0]).toMatchObject({
      entry: last,
      type: 'BudgetApproved',
      projectName: '滨江路改造工程',
      gist: { kind: 'budget', total: '12000000.00' },
      late: false,
    });
  });

  it('shows what is overdue on the day, longest first', async () => {
    const home = homeQuery(models.public);
    expect((await home.view('2023-01-01')).overdue).toEqual({ total: 0, first: [] });
    await storeWorkedExample(ledger, { number: 'ZW-late', until: 'awarded' });
    await models.caughtUp(ledger);
    const { overdue, today } = await home.view('2023-12-31');
    expect([today, overdue.total]).toEqual(['2023-12-31', 1]);
    expect(overdue.first[0]).toMatchObject({
      ...{ kind: 'contract', status: 'overdue', projectName: '滨江路改造工程' },
      days: expect.any(Number),
    });
  });

  it('shows which completed works wait for their settlement, and which final accounts for their audit', async () => {
    const settlement = await storeWorkedExample(ledger, { number: 'ZW-done', until: 'accepted' });
    const audit = await storeWorkedExample(ledger, { number: 'ZW-compiled', until: 'final-account' });
    await models.caughtUp(ledger);
    const { waiting } = await homeQuery(models.public).view('2024-06-01');
    const name = '滨江路改造工程';
    expect(waiting).toEqual({
      total: 2,
      first: [
        { project: settlement, name, waitsFor: 'settlement', since: '2024-02-08', days: 114 },
        { project: audit, name, waitsFor: 'audit', since: '2024-05-06', days: 26 },
      ],
    });
  });
});

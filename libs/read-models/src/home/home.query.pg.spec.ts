import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openLedger, specLedger, storeWorkedExample } from '../testing/ledger.js';
import { counting, readModels, type ReadModels } from '../testing/projected.js';
import { currency } from './current.js';
import { homeQuery } from './home.query.js';

let models: ReadModels;
let last = -1;
beforeAll(async () => {
  models = await readModels();
  const ledger = specLedger();
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
    await homeQuery(counted.ds).view(2);
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

  it('lists projects by their latest change, page by page', async () => {
    const home = homeQuery(models.public);
    const [first, second, beyond] = [await home.view(1), await home.view(2), await home.view(3)];
    expect(first.projects.map(({ number }) => number).slice(0, 3)).toEqual(['ZW-21', 'ZW-20', 'ZW-19']);
    expect([first.projects.length, second.projects.length, beyond.projects.length]).toEqual([20, 3, 0]);
    expect(second.projects.at(-1)).toMatchObject({
      number: 'ZW-2026-017',
      stage: 'closed',
      estimate: '12500000.00',
      figures: { audited: '10960000.00' },
    });
    expect(first.projects[0]).toMatchObject({
      stage: 'budgeted',
      name: '滨江路改造工程',
      owner: { name: '临江市市政工程建设中心' },
      figures: { paid: '0.00', audited: null },
    });
    expect([first.page, first.pages]).toEqual([1, 2]);
  });

  it('shows the latest entries', async () => {
    const { lately } = await homeQuery(models.public).view();
    expect(lately).toHaveLength(10);
    expect(lately[0]).toMatchObject({
      entry: last,
      type: 'BudgetApproved',
      projectName: '滨江路改造工程',
      gist: { kind: 'budget', total: '12000000.00' },
      late: false,
    });
  });
});

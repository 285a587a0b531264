import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { RegisterProject } from '@sunlit/ledger';
import { memoryEventStore, type EventStore } from '@sunlit/event-store';
import { rebuild } from '../projector/run-projector.js';
import { golden, releasing, withholding } from '../testing/golden.js';
import { openLedger, specLedger, storeWorkedExample, type SpecLedger, type Told } from '../testing/ledger.js';
import { counting, readModels, silent, type ReadModels } from '../testing/projected.js';
import { organisationId } from './organisation.id.js';
import { organisationQuery } from './organisation.query.js';
import { organisationsQuery } from './organisations.query.js';

let models: ReadModels;
let ledger: SpecLedger;
const owner = RegisterProject.example.owner.uscc;
const [jiangdong, nanshan] = ['91330000MA27AAAA0E', '91330000MA27DDDD0F'];
const landOffice = { uscc: '91330000MA27EEEE05', name: '北河建设集团有限公司' };
const otherOwner = { uscc: '11331082MB0Y00001X', name: '临江市园林中心' };
const finding = { rule: 'P10', version: 1, value: 20, unit: 'calendar-days' as const, facts: { days: 30 } };
const today = '2026-06-01';
const registered = (number: string, of: object): Told => ({
  type: 'ProjectRegistered',
  data: { ...RegisterProject.example, number, nationalCode: null, owner: of },
});
const expense = golden('ExpenseRecorded', { payee: landOffice, amount: '1.00' });

beforeAll(async () => {
  models = await readModels();
  ledger = specLedger(singly(memoryEventStore()));
  await openLedger(ledger);
  const project = await storeWorkedExample(ledger);
  await ledger.append(`project-${project}`, {
    ...golden('ContractChanged', { contract: 'HT-001', delta: '-100.00' }),
    meta: { findings: [finding, finding] },
  });
  await storeWorkedExample(ledger, { number: 'second', until: 'advance' });
  const renamed = { ...otherOwner, name: '临江市园林绿化中心' };
  for (const [n, of] of [otherOwner, otherOwner, renamed].entries())
    await ledger.append(
      `project-00000000-0000-5000-8000-00000000000${n}`,
      registered(`YL-${n}`, of),
      ...(n === 0 ? [expense, withholding('ExpenseRecorded', 1, 'payee')] : []),
      ...(n === 1
        ? [expense, withholding('ExpenseRecorded', 1, 'payee'), releasing('ExpenseRecorded', 1, 'payee')]
        : []),
    );
  for (let n = 0; n < 55; n++)
    await ledger.append(
      `project-00000000-0000-5000-8000-0000000001${String(n).padStart(2, '0')}`,
      registered(`PQ-${n}`, { uscc: '12331082MB1F000012', name: `多项目单位` }),
    );
  models.start(ledger);
  await models.caughtUp(ledger);
}, 60_000);
afterAll(() => models.close());

/** The store, one event a page: rows must not depend on how events fall into pages. */
function singly(store: EventStore): EventStore {
  return {
    ...store,
    async *follow(from, signal) {
      for await (const page of store.follow(from, signal)) for (const event of page) yield [event];
    },
  };
}

const one = async (id: string, paging = {}) => (await organisationQuery(models.public, id, today, paging))!;

describe('The read models of bodies', () => {
  it('are the same when they are built anew in large pages', async () => {
    const tables = ['participation', 'organisation', 'organisation_name', 'signer'].map(
      (name) => `published.${name}`,
    );
    const live = await models.dump();
    await rebuild({ ...ledger, databaseUrl: models.urls.projector, log: silent });
    const built = await models.dump();
    for (const table of tables) expect([table, built[table]]).toEqual([table, live[table]]);
    for (const table of tables) expect(live[table]!.length).toBeGreaterThan(0);
  });

  it('hold sums that are those of the rows', async () => {
    const wrong = await models.query(
      `SELECT organisation FROM published.organisation o
        WHERE (owner + agent + tenderer + candidate + winner + contractor + engineer + observer + reviewer + auditor + payee, paid, own_paid) <>
          (SELECT count(*), coalesce(sum(paid) FILTER (WHERE capacity = 'contractor'), 0), coalesce(sum(paid) FILTER (WHERE capacity = 'owner'), 0)
             FROM published.participation p WHERE p.organisation = o.organisation)
           OR signed <> (SELECT coalesce(sum(prepared + confirmed), 0) FROM published.signer s WHERE s.organisation = o.organisation)`,
    );
    expect(wrong).toEqual([]);
    const [{ paid }] = await models.query(
      'SELECT (SELECT sum(paid)::text FROM published.organisation) AS paid',
    );
    expect(paid).toBe((await models.query('SELECT sum(paid)::text AS paid FROM published.project'))[0].paid);
  });

  it('hold no payee that is withheld', async () => {
    const rows = await models.query(
      `SELECT project FROM published.participation WHERE organisation = $1 AND capacity = 'payee'`,
      [landOffice.uscc],
    );
    expect(rows).toEqual([{ project: '00000000-0000-5000-8000-000000000001' }]);
  });
});

describe('The page of a body', () => {
  it('is read in one statement', async () => {
    const counted = counting(models.public);
    await organisationQuery(counted.ds, owner, today);
    expect(counted.statements).toBe(1);
  });

  it('is not there for what nobody is called', async () => {
    expect(await organisationQuery(models.public, '91330000MA27ZZZZ00', today)).toBeNull();
    expect(await organisationQuery(models.public, "x' OR true --", today)).toBeNull();
  });

  it('shows an owner its projects with their money, the newest first', async () => {
    const view = await one(owner);
    expect(view).toMatchObject({
      ...{ organisation: owner, uscc: owner, name: '临江市市政工程建设中心', earlierNames: [] },
      parts: { owner: 2, contractor: 0 },
      money: { ownContracted: expect.any(String), contracted: '0.00', changeRate: null },
      paging: { projects: { page: 1, pages: 1, total: 2 }, tenders: { total: 0 } },
    });
    expect(view.projects).toMatchObject([
      { number: 'second', stage: 'under-way' },
      {
        number: 'ZW-2026-017',
        stage: 'closed',
        findings: expect.any(Number),
        figures: { audited: '10960000.00' },
      },
    ]);
  });

  it('shows a contractor the tenders it took part in and won, and its contracts with changes and payments', async () => {
    const view = await one(jiangdong);
    expect(view.parts).toMatchObject({ tenderer: 2, won: 2, contractor: 2, owner: 0 });
    expect(view.tenders.map(({ outcome, rank, price }) => [outcome, rank, price])).toEqual([
      ['won', 1, '10000000.00'],
      ['won', 1, '10000000.00'],
    ]);
    const [advance, whole] = view.contracts;
    expect(advance).toMatchObject({
      ...{ contract: 'HT-001', price: '10000000.00', changes: '0.00', changeRate: 0, certified: '0.00' },
      ...{ currentPrice: '10000000.00', overpaid: '0.00' },
    });
    expect(whole).toMatchObject({ projectName: '滨江路改造工程', changeRate: expect.any(Number) });
    expect(view.money.paid).toBe(
      (
        await models.query(
          `SELECT (sum(paid) / 100)::numeric(20, 2)::text AS paid FROM published.participation
            WHERE capacity = 'contractor' AND organisation = $1`,
          [jiangdong],
        )
      )[0].paid,
    );
  });

  it('shows a rejected bid with its reason', async () => {
    const { tenders, parts } = await one(nanshan);
    expect(parts).toMatchObject({ tenderer: 2, won: 0 });
    expect(tenders[1]).toMatchObject({ outcome: 'rejected', reason: expect.stringMatching(/./), rank: null });
  });

  it('shows witnesses, reviewers and auditors what they did, also those known by name only', async () => {
    const notary = organisationId({ uscc: null, name: '临江市公证处' });
    const view = await one(notary);
    expect(view).toMatchObject({ uscc: null, name: '临江市公证处', parts: { observer: 2 } });
    expect(view.others).toMatchObject([{ capacity: 'observer', lot: 'SG-1', round: 1 }, {}]);
  });

  it('counts what the rules found on its projects and on its contracts, with whose rule it is', async () => {
    expect((await one(owner)).rules).toContainEqual(
      expect.objectContaining({ rule: 'P10', findings: 2, onContracts: 0, title: expect.anything() }),
    );
    const [asContractor] = (await one(jiangdong)).rules.filter(({ rule }) => rule === 'P10');
    expect(asContractor).toMatchObject({
      findings: 0,
      late: 0,
      onContracts: 2,
      basis: { layer: 'national' },
    });
  });

  it('shows who signed for it by role and department, never by name', async () => {
    const { signers, signed } = await one(owner);
    expect(signers.map(({ person, role, department }) => [person, role, department])).toContainEqual([
      ...['p-finance', 'finance-officer', '财务科'],
    ]);
    expect(signed).toBe(signers.reduce((sum, s) => sum + s.prepared + s.confirmed, 0));
    for (const { firstDay, lastDay } of signers) expect(firstDay <= lastDay).toBe(true);
  });

  it('names a body by its newest name and lists the earlier ones', async () => {
    const view = await one(otherOwner.uscc);
    expect(view.name).toBe('临江市园林绿化中心');
    expect(view.earlierNames.map(({ name }) => name)).toContain('临江市园林中心');
  });

  it('shows its lists page by page, an empty one past the end', async () => {
    const id = '12331082MB1F000012';
    const [first, second, beyond] = [
      await one(id),
      await one(id, { projectsPage: 2 }),
      await one(id, { projectsPage: 3 }),
    ];
    expect([first, second, beyond].map(({ projects }) => projects.length)).toEqual([50, 5, 0]);
    expect(beyond.paging.projects).toEqual({ page: 3, pages: 2, total: 55 });
    expect(first.projects[0]!.number).toBe('PQ-54');
  });
});

describe('The list of bodies', () => {
  const list = async (q: string, as: Parameters<typeof organisationsQuery>[1]['as'] = null, page = 1) =>
    organisationsQuery(models.public, { q, as }, page);

  it('is read in one statement', async () => {
    const counted = counting(models.public);
    await organisationsQuery(counted.ds, { q: '建设', as: 'contractor' });
    expect(counted.statements).toBe(1);
  });

  it('stands by the sum of contracts', async () => {
    const { organisations } = await list('', 'contractor');
    expect(organisations.map(({ name }) => name)).toEqual(['江东建设有限公司', '正信工程监理有限公司']);
    const sums = (await list('', 'owner')).organisations.map(({ money }) => Number(money.ownContracted));
    expect(sums).toEqual(sums.toSorted((a, b) => b - a));
  });

  it('finds a body by part of its name, of an earlier name and of its code', async () => {
    const found = async (q: string) => (await list(q)).organisations.map(({ organisation }) => organisation);
    expect(await found('东湖市政')).toEqual(['91330000MA27CCCC0R']);
    expect(await found('园林中心')).toEqual([otherOwner.uscc]);
    expect(await found('27aaaa')).toEqual([jiangdong]);
    expect(await found('%')).toEqual([]);
    expect(await found('没有这个单位')).toEqual([]);
  });

  it('says how many there are, and is empty past the end', async () => {
    const all = await list('');
    expect(all.page.total).toBe(all.organisations.length);
    expect((await list('', null, 9)).organisations).toEqual([]);
  });
});

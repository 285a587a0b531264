import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { projectId } from '@sunlit/envelope';
import {
  AdoptRule,
  PlanLot,
  RaiseObjection,
  RegisterProject,
  RepealRule,
  shippedRulebook,
  type Due,
} from '@sunlit/ledger';
import { memoryEventStore, type EventStore } from '@sunlit/event-store';
import { projectQuery } from '../project-page/project.query.js';
import { rebuild } from '../projector/run-projector.js';
import { openLedger, specLedger, storeWorkedExample, type SpecLedger, type Told } from '../testing/ledger.js';
import { counting, readModels, silent, type ReadModels } from '../testing/projected.js';
import { rulebookEntry } from './rulebook-entry.query.js';
import { rulesQuery, verdictsPerPage } from './rules.query.js';

let models: ReadModels;
let ledger: SpecLedger;
const today = '2024-06-01';
const finding = { rule: 'L2', version: 1, value: 20, unit: 'calendar-days' as const, facts: { days: 30 } };
const due = (rule: string, on: string): Due => ({ rule, version: 1, on, provisional: false });

const registered = (number: string, changes: object = {}): Told => ({
  type: 'ProjectRegistered',
  data: { ...RegisterProject.example, number, nationalCode: null, name: `${number} 工程`, ...changes },
});
const planned = (estimate: string, plannedOn: string, changes: object = {}): Told => ({
  type: 'LotPlanned',
  data: { ...PlanLot.example, method: 'negotiated', ground: '金额较小。', estimate, plannedOn, ...changes },
});
const idOf = (number: string, uscc = RegisterProject.example.owner.uscc) => projectId(uscc, number);
const store = (number: string, ...events: Told[]) =>
  ledger.append(`project-${idOf(number)}`, registered(number), ...events);

beforeAll(async () => {
  models = await readModels();
  ledger = specLedger(singly(memoryEventStore()));
  await openLedger(ledger);
  await store('split-a', planned('499999.99', '2023-03-01'));
  await store('split-b', planned('499999.99', '2023-05-01'));
  await store('split-late', planned('499999.99', '2024-05-02'));
  for (const [number, change] of [
    ['elsewhere', { site: '解放路' }],
    ['corrected', { site: '宾江路' }],
    ['withheld', { site: '保密地点' }],
  ] as const)
    await ledger.append(
      `project-${idOf(number)}`,
      registered(number, { ...change, category: 'lighting' }),
      planned('400000.00', '2023-03-01'),
    );
  await ledger.append(`project-${idOf('corrected')}`, {
    type: 'EntryCorrected',
    data: corrected('site', '宾江路', '解放路'),
  });
  await ledger.append(`project-${idOf('withheld')}`, { type: 'FieldWithheld', data: withheldField('site') });
  for (let n = 0; n < 60; n++)
    await store(`late-${n}`, {
      ...planned('100000.00', '2020-01-01', {
        lot: `L-${n}`,
        kind: 'services',
        method: 'open',
        ground: null,
      }),
      meta: { findings: [finding, { ...finding, facts: { days: 31 } }] },
    });
  for (const [number, answerDue] of [
    ['overdue', due('T13a', '2024-05-31')],
    ['just-due', due('T13a', '2024-06-01')],
  ] as const) {
    await storeWorkedExample(ledger, { number, until: 'notice' });
    await ledger.append(`project-${idOf(number)}`, {
      type: 'ObjectionRaised',
      data: { ...RaiseObjection.example, round: 1, answerDue },
      meta: { recordedAt: '2024-05-28T02:00:00.000Z' },
    });
  }
  await storeWorkedExample(ledger, { number: 'whole' });
  await ledger.append('rulebook', {
    type: 'RuleAdopted',
    data: { ...AdoptRule.example, value: 10, before: 20, version: 2 },
  });
  await ledger.append('rulebook', { type: 'RuleRepealed', data: { ...RepealRule.example, version: 2 } });
  models.start(ledger);
  await models.caughtUp(ledger);
});
afterAll(() => models.close());

const corrected = (field: string, before: string, after: string) => ({
  ...{ entry: 0, revision: 0, type: 'ProjectRegistered', field, before, after },
  ...{ reason: '地名误写。', documents: [] },
});
const withheldField = (field: string) => ({
  ...{ entry: 0, revision: 0, type: 'ProjectRegistered', field, article: '政府信息公开条例第十四条' },
  ...{ reason: '涉密地点。', approver: 'p-9', reviewDate: '2027-01-01' },
});

describe('The public rulebook', () => {
  it('is read in one statement, and so is each rule', async () => {
    const counted = counting(models.public);
    await rulesQuery(counted.ds).list(today);
    expect(counted.statements).toBe(1);
    await rulesQuery(counted.ds).view('T3', today);
    expect(counted.statements).toBe(2);
  });

  it('has every shipped row, also those not evaluated, in the order of the rulebook', async () => {
    const { rules } = await rulesQuery(models.public).list(today);
    expect(rules.map(({ id }) => id)).toEqual([...new Set(shippedRulebook.rows.map(({ id }) => id))]);
    expect(rules.find(({ id }) => id === 'P7')).toMatchObject({
      fact: null,
      standing: 'in-force',
      versions: 1,
    });
  });

  it('shows the version in force on the day, and the one to come', async () => {
    const on = async (day: string) =>
      (await rulesQuery(models.public).list(day)).rules.find(({ id }) => id === 'P10')!;
    expect(await on('2023-12-31')).toMatchObject({
      ...{ version: 1, value: 20, standing: 'in-force', basis: { layer: 'national' } },
      next: { version: 2, effectiveFrom: '2024-01-01' },
    });
    expect(await on('2024-01-01')).toMatchObject({ version: 2, value: 10, basis: { layer: 'city' } });
    expect(await on('2026-01-01')).toMatchObject({
      version: 3,
      value: 20,
      basis: { layer: 'national' },
      next: null,
    });
  });

  it('tells of each version the entry that made it and the one that ended it', async () => {
    const { versions } = (await rulesQuery(models.public).view('P10', today))!;
    expect(versions.map(({ version, adopted, ended }) => [version, adopted?.type, ended?.type])).toEqual([
      [3, 'RuleRepealed', undefined],
      [2, 'RuleAdopted', 'RuleRepealed'],
      [1, undefined, 'RuleAdopted'],
    ]);
    const entry = (await rulebookEntry(models.public, versions[1]!.adopted!.revision))!;
    expect(entry).toMatchObject({
      ...{ type: 'RuleAdopted', stream: 'rulebook', previous: null, next: 1 },
      read: { rule: 'P10', value: 10, before: 20 },
    });
    expect(await rulebookEntry(models.public, 2)).toBeNull();
  });

  it('lists every finding by a rule, newest first, page by page', async () => {
    const page = (n: number) => rulesQuery(models.public).view('L2', today, { findingsPage: n });
    const [first, second, third] = [(await page(1))!, (await page(2))!, (await page(3))!];
    expect(first.findings).toHaveLength(verdictsPerPage);
    expect(first.paging.findings).toEqual({ page: 1, pages: 3, total: 120 });
    expect(first.findings[0]).toMatchObject({
      ...{ project: idOf('late-59'), projectName: 'late-59 工程', type: 'LotPlanned' },
      finding: { rule: 'L2', facts: { days: 31 } },
    });
    const all = [first, second, third].flatMap(({ findings }) => findings);
    expect(new Set(all.map((row) => `${row.entry} ${String(row.finding.facts['days'])}`)).size).toBe(120);
  });

  it('lists what is overdue under a rule as of the day', async () => {
    const late = async (day: string) =>
      (await rulesQuery(models.public).view('T13a', day))!.late.map(({ project, status, days }) => ({
        ...{ project, status, days },
      }));
    const [overdue, justDue] = [idOf('overdue'), idOf('just-due')];
    expect(await late(today)).toEqual([{ project: overdue, status: 'overdue', days: 1 }]);
    expect(await late('2024-06-02')).toEqual([
      { project: overdue, status: 'overdue', days: 2 },
      { project: justDue, status: 'overdue', days: 1 },
    ]);
  });

  it('knows no rule that was never adopted', async () => {
    for (const id of ['X9', '', "T3'; DROP TABLE published.rule; --"])
      expect(await rulesQuery(models.public).view(id, today)).toBeNull();
  });
});

describe('Leads across projects', () => {
  const leads = async (id: string) => (await rulesQuery(models.public).view(id, today))!.leads;

  it('are found among the lots of all projects: two at 499,999.99 at one site, not one planned a year later (T3)', async () => {
    expect(
      (await leads('T3')).map(({ lots, sum }) => [sum, lots.map(({ projectName }) => projectName)]),
    ).toEqual([
      ['999999.98', ['split-a 工程', 'split-b 工程']],
      ['800000.00', ['elsewhere 工程', 'corrected 工程']],
    ]);
  });

  it('compare sites as they were corrected, and none that is withheld', async () => {
    const rows = await models.query(
      'SELECT site FROM published.planned_lot WHERE category = $1 ORDER BY entry',
      ['lighting'],
    );
    expect(rows.map(({ site }) => site)).toEqual(['解放路', '解放路', null]);
    expect(JSON.stringify(await models.dump())).not.toContain('保密地点');
  });

  it('stand on the page of each project concerned and on no other', async () => {
    const of = async (number: string) => (await projectQuery(models.public).view(idOf(number)))!.leads;
    expect(await of('split-a')).toEqual(await of('split-b'));
    expect(await of('split-a')).toMatchObject([
      {
        ...{
          rule: 'T3',
          version: 1,
          sum: '999999.98',
          line: '500000.00',
          site: RegisterProject.example.site,
        },
        lots: [{ project: idOf('split-a') }, { project: idOf('split-b') }],
      },
    ]);
    expect(await of('split-late')).toEqual([]);
    expect(await of('withheld')).toEqual([]);
  });
});

describe('The page of a project', () => {
  it('has its due dates as of the day, those still open first, in its one statement', async () => {
    const counted = counting(models.public);
    const page = (await projectQuery(counted.ds).view(idOf('overdue'), {}, today))!;
    expect(counted.statements).toBe(1);
    expect(page.obligations).toMatchObject([
      { kind: 'answer', rule: 'T13a', number: 'YY-01', status: 'overdue', days: 1, done: null },
    ]);
    const whole = (await projectQuery(models.public).view(idOf('whole'), {}, today))!;
    expect(whole.paging.obligations.total).toBe(whole.obligations.length);
    expect(whole.obligations.length).toBeGreaterThan(3);
    expect(whole.obligations.every(({ status, done }) => status.startsWith('met') && done !== null)).toBe(
      true,
    );
  });
});

describe('A rebuild', () => {
  it('gives the same rules, due dates and lots, however the events fall into pages', async () => {
    const live = await models.dump();
    await rebuild({ ...ledger, store: whole, databaseUrl: models.urls.projector, log: silent });
    const built = await models.dump();
    for (const table of ['rule', 'obligation', 'planned_lot', 'finding'])
      expect(built[`published.${table}`]).toEqual(live[`published.${table}`]);
    expect(live['published.obligation']!.length).toBeGreaterThan(5);
  });
});

let whole: EventStore;
/** A store that is followed one event at a time. */
function singly(store: EventStore): EventStore {
  whole = store;
  return {
    ...store,
    async *follow(...args) {
      for await (const page of store.follow(...args)) for (const event of page) yield [event];
    },
  };
}

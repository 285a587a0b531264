import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { projectId } from '@sunlit/envelope';
import { PlanLot, RaiseObjection, RegisterProject, type Due } from '@sunlit/ledger';
import { golden } from '../testing/golden.js';
import { openLedger, specLedger, storeWorkedExample, type SpecLedger, type Told } from '../testing/ledger.js';
import { counting, readModels, type ReadModels } from '../testing/projected.js';
import {
  everyVerdict,
  findingsPerPage,
  findingsQuery,
  verdictKinds,
  type VerdictFilter,
  type VerdictKind,
  type Verdicts,
} from './findings.query.js';

let models: ReadModels;
let ledger: SpecLedger;
const today = '2024-06-01';
const [owner, other] = [
  RegisterProject.example.owner,
  { uscc: '11331082MB0Y00001X', name: '临江市园林中心' },
];
const contractor = '91330000MA27AAAA0E';
const finding = { rule: 'L2', version: 1, value: 20, unit: 'calendar-days' as const, facts: { days: 30 } };
const due = (rule: string, on: string): Due => ({ rule, version: 1, on, provisional: false });
const planned = (estimate: string, plannedOn: string, more: Partial<Told> = {}): Told => ({
  ...{ type: 'LotPlanned', ...more },
  data: { ...PlanLot.example, method: 'negotiated', ground: '金额较小。', estimate, plannedOn },
});
const store = (number: string, of: object, ...events: Told[]) =>
  ledger.append(
    `project-${projectId((of as { uscc: string }).uscc, number)}`,
    {
      type: 'ProjectRegistered',
      data: { ...RegisterProject.example, number, nationalCode: null, name: `${number} 工程`, owner: of },
    },
    ...events,
  );

beforeAll(async () => {
  models = await readModels();
  ledger = specLedger();
  await openLedger(ledger);
  for (const [a, b, of] of [
    ['split-a', 'split-b', owner],
    ['split-c', 'split-d', other],
  ] as const) {
    await store(a, of, planned('499999.99', '2023-03-01'));
    await store(b, of, planned('499999.99', '2023-05-01'));
  }
  const twice = { meta: { findings: [finding, { ...finding, facts: { days: 31 } }] } };
  for (let n = 0; n < 30; n++)
    await store(`late-${n}`, other, planned('900000.00', `20${n + 30}-01-01`, twice));
  const project = await storeWorkedExample(ledger, { number: 'whole' });
  await ledger.append(`project-${project}`, {
    ...golden('ContractChanged', { contract: 'HT-001' }),
    meta: { findings: [{ ...finding, rule: 'P10' }] },
  });
  for (const [number, answerDue] of [
    ['overdue', due('T13a', '2024-05-31')],
    ['just-due', due('T13a', '2024-06-01')],
  ] as const) {
    await storeWorkedExample(ledger, { number, until: 'notice' });
    await ledger.append(`project-${projectId(owner.uscc, number)}`, {
      type: 'ObjectionRaised',
      data: { ...RaiseObjection.example, round: 1, answerDue },
      meta: { recordedAt: '2024-05-28T02:00:00.000Z' },
    });
  }
  models.start(ledger);
  await models.caughtUp(ledger);
}, 60_000);
afterAll(() => models.close());

const everything: VerdictFilter = { kind: 'finding', rule: null, stage: null, owner: null, contractor: null };
const view = (filter: Partial<VerdictFilter> = {}, page = 1) =>
  findingsQuery(models.public, { ...everything, ...filter }, today, page);
/** How many of a kind each rule gave within the filter. */
const counts = async (kind: VerdictKind, filter: Partial<VerdictFilter> = {}) =>
  Object.fromEntries(
    (await view({ kind, ...filter })).rules.flatMap(({ rule, counts }) =>
      counts[kind] > 0 ? [[rule.id, counts[kind]]] : [],
    ),
  );

describe('What the rules found', () => {
  it('is read in one statement, whatever is asked', async () => {
    const counted = counting(models.public);
    for (const filter of [
      everything,
      { ...everything, kind: 'overdue', owner: owner.uscc },
      { kind: 'lead', rule: 'T3', stage: 'registered', owner: owner.uscc, contractor: null },
      { ...everything, rule: 'P10', stage: 'closed', contractor },
    ] as const)
      await findingsQuery(counted.ds, filter, today);
    expect(counted.statements).toBe(4);
  });

  it('is counted by rule in the order of the rulebook: told to commands, by the clock, across projects', async () => {
    const { rules } = await view();
    expect(rules.map(({ rule }) => rule.id)).toEqual(expect.arrayContaining(['L2', 'T3', 'T13a']));
    expect(await counts('finding')).toMatchObject({ L2: 60, P10: expect.any(Number) });
    expect((await counts('overdue'))['T13a']).toBe(1);
    expect((await counts('lead'))['T3']).toBe(2);
    for (const { rule } of rules)
      expect(rule).toMatchObject({ title: {}, basis: { layer: expect.any(String) } });
  });

  it('is listed the newest first, page by page, with its project, owner and what was compared', async () => {
    const { verdicts, page } = await view({ rule: 'L2' });
    expect(page).toEqual({ page: 1, pages: 2, total: 60 });
    expect(verdicts.kind).toBe('finding');
    expect(verdicts.rows).toHaveLength(findingsPerPage);
    expect(verdicts.rows[0]).toEqual({
      ...{ project: expect.any(String), projectName: 'late-29 工程', owner: other, stage: 'registered' },
      ...{ lot: PlanLot.example.lot, contract: null, revision: 1, entry: expect.any(Number) },
      ...{
        type: 'LotPlanned',
        recordedAt: expect.any(String),
        finding: expect.objectContaining({ facts: { days: 31 } }),
      },
      judgedBy: expect.objectContaining({ id: 'L2', version: 1 }),
    });
    expect((await view({ rule: 'L2' }, 2)).verdicts.rows).toHaveLength(10);
    expect((await view({ rule: 'L2' }, 3)).verdicts.rows).toEqual([]);
  });

  it('is narrowed by owner, by contractor and by how far the project has come', async () => {
    expect(await counts('finding', { owner: other.uscc })).toEqual({ L2: 60 });
    expect(await counts('finding', { owner: owner.uscc })).not.toHaveProperty('L2');
    expect(await counts('finding', { contractor })).toEqual({ P10: 1 });
    expect((await view({ contractor })).contractor).toMatchObject({ organisation: contractor });
    expect(await counts('finding', { stage: 'registered' })).toEqual({ L2: 60 });
    expect(await counts('finding', { stage: 'audited' })).toEqual({});
    expect(await counts('overdue', { owner: other.uscc })).toEqual({});
    expect(await counts('lead', { owner: other.uscc })).toEqual({ T3: 1 });
    expect(await counts('lead', { stage: 'audited' })).toEqual({});
    expect(await counts('lead', { contractor })).toEqual({});
  });

  it('is narrowed by rule without hiding what other rules found', async () => {
    const { rules, verdicts, page } = await view({ kind: 'overdue', rule: 'T13a' });
    expect(rules.length).toBeGreaterThan(2);
    expect(page.total).toBe(1);
    expect(verdicts.rows).toMatchObject([
      { rule: 'T13a', status: 'overdue', days: 1, projectName: expect.any(String) },
    ]);
    const { verdicts: leads } = await view({ kind: 'lead', rule: 'T3' });
    expect(leads.rows).toMatchObject([
      { rule: 'T3', sum: '999999.98', lots: [{ stage: 'registered' }, {}] },
      {},
    ]);
    expect((await view({ kind: 'lead', rule: 'no-such' })).page.total).toBe(0);
  });

  it('offers the owners, the one chosen among them', async () => {
    const { owners } = await view({ owner: other.uscc });
    expect(owners.map(({ organisation }) => organisation)).toEqual([other.uscc, owner.uscc]);
  });

  it('is there as a whole, in pieces, whatever kind', async () => {
    const whole = async (filter: Partial<VerdictFilter>) => {
      const rows: Verdicts['rows'][number][] = [];
      for await (const piece of everyVerdict(models.public, { ...everything, ...filter }, today))
        rows.push(...piece.rows);
      return rows;
    };
    for (const kind of verdictKinds) {
      const { page, verdicts } = await view({ kind });
      const rows = await whole({ kind });
      expect([kind, rows.length]).toEqual([kind, page.total]);
      if (kind !== 'overdue') expect(rows.slice(0, findingsPerPage)).toEqual(verdicts.rows);
    }
    expect((await whole({ rule: 'L2', owner: other.uscc })).length).toBe(60);
    expect((await whole({ kind: 'lead', rule: 'T3', owner: other.uscc })).length).toBe(1);
    expect(await whole({ kind: 'overdue', rule: 'T13a' })).toMatchObject([{ rule: 'T13a', days: 1 }]);
  });
});

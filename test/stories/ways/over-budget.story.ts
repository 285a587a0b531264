import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  ApproveBudget,
  ChangeContract,
  FailTender,
  OverrideRule,
  PlanLot,
  ProposeBudget,
  ReviseBudget,
  SignContract,
} from '@sunlit/ledger';
import { donghu, jiangdong, nanshan } from '../../../libs/ledger/src/testing/worked-people.js';
import {
  again,
  audits,
  awards,
  bid,
  builds,
  closes,
  evaluates,
  invitesAll,
  notice,
  on,
  opens,
  pays,
  releases,
  settles,
  worked,
} from './steps.js';
import { closedAndBalanced, missing, moneyOf, worksBegin, type Works } from './works.js';

/** A rule is overridden once, and the budget must grow before the contract may. */
let works: Works;
beforeAll(async () => void (works = await worksBegin()), 120_000);
afterAll(() => works?.close());

const contract = 'HT-001';
const lines = (works: string, reserve: string) => [
  { category: 'works', description: '道路与排水工程', amount: works },
  { category: 'reserve', description: '预备费', amount: reserve },
];
const small = { lines: lines('10500000.00', '200000.00'), total: '10700000.00' };
const larger = { lines: lines('10900000.00', '200000.00'), total: '11100000.00' };
const offers = [
  { bidder: jiangdong, price: '10000000.00' },
  { bidder: donghu, price: '10180000.00' },
  { bidder: nanshan, price: '10390000.00' },
] as const;

const bond = (lot: string, bidBond: string, day = '2023-02-27', deadline = '2023-03-22T01:30:00.000Z') =>
  notice(day, deadline, { lot, bidBond });
const overrides = (day: string, changes: object = {}) => on(day, OverrideRule, changes);

describe('A rule that is overridden', () => {
  it('binds until then, and says what it allows', async () => {
    await works.tell(
      again('registered', { number: 'ZW-2023-106', name: '滨江路南段改造工程' }),
      worked('finance-consulted', 'researched'),
      on('2023-02-02', ProposeBudget, { kind: 'approved-cost-estimate', ...small }),
      on('2023-02-09', ApproveBudget, {
        kind: 'approved-cost-estimate',
        documentNumber: '临发改概〔2023〕6号',
      }),
      on('2023-02-13', ProposeBudget, small),
      on('2023-02-20', ApproveBudget),
      worked('works-lot', 'works-lot'),
      on('2023-02-24', PlanLot, { lot: 'SG-2', name: '景观工程', estimate: '1000000.00' }),
    );
    expect(await works.refused('T7', bond('SG-1', '250000.00'))).toMatchObject({
      ...{ value: 200, unit: 'basis-points', overridable: true },
      facts: { bidBond: '250000.00', estimate: '10500000.00', most: '210000.00' },
      legalBasis: { document: '中华人民共和国招标投标法实施条例', layer: 'national' },
    });
  });

  it('is overridden only where the rulebook allows it, for a subject and a day to come', async () => {
    await works.refused('rule-not-overridable', overrides('2023-02-25', { rule: 'T8' }));
    await works.refused('rule-unknown', overrides('2023-02-25', { rule: 'T99' }));
    await works.refused('override-without-subject', overrides('2023-02-25', { subject: null }));
    await works.refused('override-expired', overrides('2023-02-25', { expiresOn: '2023-02-24' }));
    await works.refused('override-limit-unreadable', overrides('2023-02-25', { limit: '2.5' }));
    await works.tell(overrides('2023-02-25'));
  });

  it('lets one notice of that lot through, up to its limit, and the notice names it', async () => {
    await works.refused('T7', bond('SG-2', '25000.00'));
    await works.refused('T7', bond('SG-1', '262500.01'));
    await works.tell(bond('SG-1', '250000.00'));
    const [overridden] = await works.entries('RuleOverridden');
    const [noticed] = await works.entries('TenderNoticePublished');
    expect(noticed!.meta.overrides).toEqual([overridden!.data.override]);
    expect(noticed!.findings).toEqual([
      expect.objectContaining({
        ...{ rule: 'T7', version: 1 },
        facts: expect.objectContaining({ override: overridden!.data.override }),
      }),
    ]);
  });

  it('binds again after that, and after the day on which another override ends', async () => {
    await works.tell(
      on('2023-03-10', FailTender, { ground: 'terminated', reason: '工程范围调整，重新招标。' }),
    );
    const second = (bidBond: string, day: string) => bond('SG-1', bidBond, day, '2023-05-10T01:30:00.000Z');
    await works.refused('T7', second('250000.00', '2023-03-13'));
    await works.tell(overrides('2023-03-14', { expiresOn: '2023-04-10' }));
    await works.refused('T7', second('250000.00', '2023-04-11'));
    await works.tell(second('200000.00', '2023-04-14'));
    const [, noticed] = await works.entries('TenderNoticePublished');
    expect([noticed!.data.round, noticed!.meta.overrides, noticed!.findings]).toEqual([2, [], []]);
  });
});

describe('A change that the budget does not cover', () => {
  it('is refused with value, basis and a sentence', async () => {
    await works.tell(
      invitesAll('2023-04-20'),
      ...offers.map(({ bidder }, i) => bid(`2023-05-0${i + 4}T02:00:00.000Z`, bidder, 2)),
    );
    await works.ledger.office.closeDueBoxes(works.project, '2023-05-10T01:32:00.000Z');
    const names = offers.flatMap(({ bidder: { name, uscc } }) => [name, uscc]);
    expect(missing(await works.everythingPublic(), ...names)).toEqual(names);
    await works.tell(
      opens('2023-05-10', offers, { round: 2 }),
      evaluates('2023-05-10', offers),
      awards('2023-05-17', offers[0]),
      on('2023-05-22', SignContract, { startOn: '2023-06-01', finishOn: '2024-03-31' }),
      pays('2023-05-30', { kind: 'advance', amount: '1000000.00' }),
    );
    const breach = await works.refused(
      'over-budget',
      on('2023-07-14', ChangeContract, { delta: '700000.01' }),
    );
    expect(breach).toMatchObject({
      ...{ value: 0, unit: 'basis-points', overridable: false },
      facts: { obligated: '10700000.01', budget: '10700000.00' },
      legalBasis: { document: '政府投资条例', article: '第二十三条' },
    });
    expect([
      breach.sentence.zh.includes('10,700,000.01'),
      breach.sentence.en.includes('10,700,000.00'),
    ]).toEqual([true, true]);
  });

  it('passes when the estimate and then the budget are revised', async () => {
    const revises = (day: string, changes: object) => on(day, ReviseBudget, { ...larger, ...changes });
    await works.refused('budget-over-approved-estimate', revises('2023-07-17', {}));
    await works.refused('budget-lines-do-not-sum', revises('2023-07-17', { total: '11000000.00' }));
    await works.tell(
      revises('2023-07-17', { kind: 'approved-cost-estimate', documentNumber: '临发改概〔2023〕21号' }),
      revises('2023-07-18', {}),
      on('2023-07-20', ChangeContract, { delta: '900000.00' }),
    );
    const [estimate, budget] = await works.entries('BudgetRevised');
    expect([estimate!.data.kind, budget!.data.kind]).toEqual(['approved-cost-estimate', 'budget']);
    expect(budget!.data).toMatchObject({
      ...{ before: small, ...larger, delta: '400000.00', reason: '地下管线复杂，增加迁改工程。' },
    });
    const page = await works.page();
    expect([page.json.figures.budget, moneyOf(page, contract).currentPrice]).toEqual([
      '11100000.00',
      '10900000.00',
    ]);
    await works.refused('over-budget', revises('2023-07-21', small));
    await works.refused(
      'over-budget',
      on('2023-07-21', ChangeContract, { change: 'BG-02', delta: '200000.01' }),
    );
  });

  it('is built, paid, audited and closed within the revised budget', async () => {
    await works.tell(
      builds(
        ...([contract, jiangdong, 'JL-01'] as const),
        ['2023-06-01', '2023-09-30', '2023-10-09', '2023-10-18'],
        ['5000000.00', '3500000.00', '500000.00'],
      ),
      builds(
        ...([contract, jiangdong, 'JL-02'] as const),
        ['2023-10-01', '2024-03-20', '2024-03-25', '2024-04-01'],
        ['5900000.00', '4220000.00', '500000.00'],
      ),
      settles(contract, ['2024-04-08', '2024-05-06', '2024-05-31'], {
        ...{ submitted: '10900000.00', approved: '10850000.00' },
      }),
      pays('2024-06-12', { kind: 'settlement', amount: '1804500.00' }),
      audits(
        ['2024-06-28', '2024-10-15'],
        { [contract]: '10850000.00' },
        {
          ...{ expenses: '0.00', total: '10850000.00' },
        },
      ),
      releases(contract, jiangdong, ['2025-04-14', '2025-04-21'], '325500.00'),
      closes('2025-05-12'),
    );
    const page = await closedAndBalanced(works, '10850000.00', '250000.00');
    expect(
      missing(
        page.text,
        ...['经批准对一个对象免用一次规则', '临建招〔2023〕5号', '工期紧、专用设备多', '尚未使用'],
        ...['招标公告（第 12 号记录）', '预算（调整）', '地下管线复杂，增加迁改工程。'],
        ...['调整前合计 ¥ 10700000.00', '调整金额 ¥ 400000.00', '工程范围调整，重新招标。'],
      ),
    ).toEqual([]);
  });
});

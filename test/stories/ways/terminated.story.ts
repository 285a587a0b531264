import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  CertifyProgress,
  ChangeContract,
  CompileFinalAccount,
  PlanLot,
  RecordRecovery,
  SignContract,
  TerminateContract,
} from '@sunlit/ledger';
import { donghu, jiangdong, nanshan, zhengxin } from '../../../libs/ledger/src/testing/worked-people.js';
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

/** The contractor leaves; the rest is tendered again as a second lot under the same budget. */
let works: Works;
beforeAll(async () => void (works = await worksBegin()), 120_000);
afterAll(() => works?.close());

/** Bids here for the first time. */
const xishan = { uscc: null, name: '西山建工有限公司' };
const [left, taken] = ['HT-001', 'HT-003'];
const money = async (contract: string) => moneyOf(await works.page(), contract);
const offers = [
  { bidder: donghu, price: '7900000.00' },
  { bidder: nanshan, price: '8000000.00' },
  { bidder: xishan, price: '8050000.00' },
] as const;
const lot = 'SG-2';

describe('A contract that is terminated', () => {
  it('is changed, certified and accepted no more, but for what was built before', async () => {
    await works.tell(
      again('registered', { number: 'ZW-2023-105', name: '环城河整治工程' }),
      worked('finance-consulted', 'progress-1'),
      on('2023-08-20', TerminateContract),
    );
    const [terminated] = await works.entries('ContractTerminated');
    expect(terminated!.data).toMatchObject({ certified: '2000000.00', paid: '2400000.00' });
    await works.refused('contract-terminated', on('2023-08-22', ChangeContract));
    const measured = (periodUntil: string) =>
      on('2023-08-25', CertifyProgress, {
        ...{ certificate: 'JL-02', periodFrom: '2023-06-01', periodUntil, value: '400000.00' },
      });
    await works.refused('contract-terminated', measured('2023-08-24'));
    await works.tell(measured('2023-08-20'));
    const page = await works.page();
    expect(page.json.figures.contracted).toBe('2680000.00');
    const words = ['合同已解除，按已计量价款结算，结算尚未审定', '承包人违约', '按解除时已计量的价款结算'];
    expect(missing(page.text, ...words)).toEqual([]);
  });

  it('is settled at what was certified: the advance is set off and the rest paid back', async () => {
    const [submitted] = settles(left, [null, '2023-09-20', '2023-10-09'], {
      ...{ submitted: '2400000.00', approved: '0.00' },
    });
    await works.tell(submitted!);
    const reviewed = (approved: string) =>
      settles(left, [null, '2023-09-20', '2023-10-09'], { submitted: '', approved })[1]!;
    await works.refused('reviewed-over-submitted', reviewed('2400000.01'));
    await works.tell(reviewed('2300000.00'));
    expect(await money(left)).toMatchObject({
      ...{ paid: '2400000.00', ceiling: '2231000.00', overpaid: '169000.00', unrecovered: '800000.00' },
    });
    await works.tell(
      on('2023-10-20', RecordRecovery, {
        ...{
          amount: '169000.00',
          advanceRecovered: '800000.00',
          reason: '合同解除后退回多付款，预付款抵扣。',
        },
      }),
    );
    expect(await money(left)).toMatchObject({
      ...{ paid: '2231000.00', overpaid: '0.00', unrecovered: '0.00', retentionHeld: '69000.00' },
    });
  });

  it('leaves room in the budget for another, tendered as openly as the first', async () => {
    const rest = { lot, name: '环城河整治工程（剩余工程）', estimate: '8100000.00' };
    await works.refused('lot-number-taken', on('2023-10-23', PlanLot, { ...rest, lot: 'SG-1' }));
    await works.refused('T2', on('2023-10-23', PlanLot, { ...rest, method: 'direct', ground: '工期紧。' }));
    await works.tell(
      on('2023-10-23', PlanLot, rest),
      notice('2023-10-25', '2023-11-15T01:30:00.000Z', {
        ...{ lot, bidBond: '160000.00', ceilingPrice: '8100000.00' },
      }),
      invitesAll('2023-11-08', lot),
      ...offers.map(({ bidder }, i) => {
        const step = bid(`2023-11-1${i + 1}T02:00:00.000Z`, bidder);
        return { ...step, body: { ...step.body, lot } };
      }),
    );
    await works.ledger.office.closeDueBoxes(works.project, '2023-11-15T01:32:00.000Z');
    expect(missing(await works.everythingPublic(), xishan.name)).toEqual([xishan.name]);
    await works.tell(
      opens('2023-11-15', offers, { lot }),
      evaluates('2023-11-15', offers, { lot }),
      awards('2023-11-22', offers[0], lot),
      on('2023-11-27', SignContract, {
        ...{ contract: taken, lot, contractor: donghu, price: '7900000.00' },
        ...{ startOn: '2023-12-01', finishOn: '2024-09-30' },
      }),
    );
    const { figures, contracts } = (await works.page()).json;
    expect([figures.contracted, contracts.length]).toEqual(['10580000.00', 3]);
  });

  it('is followed by a second one to the end, and both close to the fen', async () => {
    await works.tell(
      pays('2023-12-06', { contract: taken, kind: 'advance', amount: '790000.00', payee: donghu }),
      builds(
        ...([taken, donghu, 'JL-03'] as const),
        ['2023-12-01', '2024-04-30', '2024-05-06', '2024-05-15'],
        ['4000000.00', '2800000.00', '400000.00'],
      ),
      builds(
        ...([taken, donghu, 'JL-04'] as const),
        ['2024-05-01', '2024-08-31', '2024-09-03', '2024-09-12'],
        ['3900000.00', '2730000.00', '390000.00'],
      ),
      builds(
        ...(['HT-002', zhengxin, 'FW-01'] as const),
        ['2023-04-10', '2024-09-10', '2024-09-16', '2024-09-19'],
        ['280000.00', '280000.00', '0.00'],
        'finance',
      ),
      settles(taken, ['2024-09-20', '2024-10-15', '2024-11-08'], {
        ...{ submitted: '7900000.00', approved: '7850000.00' },
      }),
    );
    await works.refused(
      'contracts-not-reviewed',
      on('2024-11-11', CompileFinalAccount, { total: '10710000.00' }),
    );
    await works.tell(
      settles('HT-002', [null, '2024-11-11', '2024-11-14'], {
        ...{ submitted: '280000.00', approved: '280000.00' },
      }),
      pays('2024-11-15', { contract: taken, kind: 'settlement', amount: '1294500.00', payee: donghu }),
      audits(
        ['2024-12-10', '2025-03-14'],
        { 'HT-002': '280000.00', [left]: '2300000.00', [taken]: '7850000.00' },
        { expenses: '440000.00', total: '10870000.00' },
      ),
    );
    await works.refused('reconciliation-does-not-balance', closes('2025-03-20'));
    await works.tell(
      releases(left, jiangdong, ['2025-04-01', '2025-04-08'], '69000.00'),
      releases(taken, donghu, ['2025-09-22', '2025-09-25'], '235500.00'),
      closes('2025-10-20'),
    );
    const page = await closedAndBalanced(works, '10870000.00', '1130000.00');
    expect(page.json.reconciliation.contracts.map((c: { audited: string }) => c.audited).sort()).toEqual([
      '2300000.00',
      '280000.00',
      '7850000.00',
    ]);
    const words = [
      '标段 SG-2',
      '环城河整治工程（剩余工程）',
      '合同 HT-003',
      '追回多付款（HT-001）',
      '解除合同',
    ];
    expect(missing(page.text, ...words)).toEqual([]);
    expect(page.json.findings).toEqual([]);
  });
});

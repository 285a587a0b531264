import { describe, expect, it } from '@jest/globals';
import { command, given, givenProject } from '../testing/given.js';
import { beihe, donghu, paper } from '../testing/worked-people.js';
import { ReviseBudget } from './budget.js';
import { overpaid, paid, paymentCeiling, unrecovered } from './contract-account.js';
import { ChangeContract, obligated } from './contract.js';
import { AcceptCompletion, ReviewSettlement, SubmitSettlement } from './final-account.js';
import { AwardTender, PlanLot } from './lot.js';
import { CertifyProgress, RecordExpense, RecordPayment } from './payment.js';
import { project } from './project.js';
import { RegisterProject } from './registration.js';
import { bindingBudget } from './state.js';
import { ReversePayment } from './reversal.js';
import { openingVoucher, TakeOverProject } from './takeover.js';

const { example } = TakeOverProject;
const [opening] = example.contracts;
const takes = (changes: object = {}) => command(TakeOverProject, changes);
/** The example with changes to its one contract. */
const withBalances = (changes: object) => takes({ contracts: [{ ...opening, ...changes }] });
const takingOver = (entry: TakeOverProject) => given(project).when(entry);
const takenOver = (entry = takes()) => given(project).after(entry);
const works = (of = takenOver()) => of.state.contracts['HT-21-09']!;

describe('Works under way are taken over (TakeOverProject)', () => {
  it('as their books say on a day: registration, budget, contracts and expenses at once', () => {
    takingOver(takes()).then({ type: 'ProjectTakenOver', data: example });
    const { state } = takenOver();
    expect(state).toMatchObject({
      registered: { number: 'ZW-2021-004', name: '解放桥维修加固工程' },
      takenOverAsOf: '2022-12-31',
      lots: { 'SG-1': { contract: 'HT-21-09', award: { winner: beihe } } },
    });
    expect([bindingBudget(state)!.total, obligated(state)]).toEqual([5_800_000_00n, 5_280_000_00n]);
    expect([paid(works()), unrecovered(works()), paymentCeiling(works()), overpaid(works())]).toEqual([
      2_600_000_00n,
      200_000_00n,
      2_600_000_00n,
      0n,
    ]);
  });

  it('leave out of the registration what only the taking over has', () =>
    expect(Object.keys(takenOver().state.registered!).sort()).toEqual(
      Object.keys(RegisterProject.example).sort(),
    ));

  it('once, and never after a registration', () => {
    takenOver().when(takes()).thenRefused('project-already-registered', { number: 'ZW-2021-004' });
    given(project).after(command(RegisterProject)).when(takes()).thenRefusedBy('project-already-registered');
    takenOver().when(command(RegisterProject)).thenRefusedBy('project-already-registered');
  });

  it('with the documents of their books', () =>
    takingOver(takes({ documents: [] })).thenRefusedBy('taken-over-without-documents'));

  it('with a budget whose lines add up to the fen', () => {
    const budget = { ...example.budget, total: '5800000.01' };
    takingOver(takes({ budget })).thenRefused('budget-lines-do-not-sum', { sum: '5800000.00' });
  });

  it('with balances that add up to the fen: advance, progress, settlement and retention are what is paid', () => {
    takingOver(withBalances({ paid: '2600000.01' })).thenRefused('taken-over-does-not-add-up', {
      ...{ contract: 'HT-21-09', paid: '2600000.01', sum: '2600000.00' },
    });
    takingOver(withBalances({ progress: '2100000.01', paid: '2600000.01' })).then({
      type: 'ProjectTakenOver',
    });
  });

  it.each([
    ['more of the advance recovered than was paid', { recovered: '500000.01' }, 'recovered'],
    ['changes that eat up the price', { changes: '-5000000.00' }, 'changes'],
    ['a review of what was never submitted', { reviewed: '3000000.00' }, 'reviewed'],
    ['a review over what was submitted', { submitted: '1.00', reviewed: '1.01' }, 'reviewed'],
    ['a settlement payment before the review', { settlement: '1.00', paid: '2600001.00' }, 'settlement'],
    [
      'a settlement and a retention payment before the review',
      { settlement: '1.00', retentionPaid: '1.00', paid: '2600002.00' },
      'settlement',
    ],
    ['a finish before the start', { finishOn: '2021-11-14' }, 'finishOn'],
    ['an acceptance without a defects period', { acceptedOn: '2022-12-01' }, 'defectsUntil'],
    ['a retention released that was never held', { retentionReleased: '0.01' }, 'retentionReleased'],
    ['works contracted as something else', { kind: 'other' }, 'kind'],
    ['a contractor who is his own engineer', { engineer: beihe }, 'engineer'],
  ])('never with %s', (_, changes, field) =>
    takingOver(withBalances(changes)).thenRefused('taken-over-contradicts', { contract: 'HT-21-09', field }),
  );

  it.each([
    ['an advance wholly recovered', { recovered: '500000.00' }],
    ['a review of all that was submitted', { submitted: '3000000.00', reviewed: '3000000.00' }],
    ['works of a single day', { startOn: '2021-11-15', finishOn: '2021-11-15' }],
  ])('with %s', (_, changes) => takingOver(withBalances(changes)).then({ type: 'ProjectTakenOver' }));

  it('never with what happened after the day of the books', () => {
    takingOver(takes({ budget: { ...example.budget, approvedOn: '2023-01-01' } })).thenRefused(
      'taken-over-later',
      { field: 'approvedOn', asOf: '2022-12-31' },
    );
    takingOver(takes({ budget: { ...example.budget, approvedOn: '2022-12-31' } })).thenFindsNothing();
    takingOver(withBalances({ signedOn: '2023-01-01' })).thenRefused('taken-over-later', {
      field: 'signedOn',
    });
    takingOver(withBalances({ signedOn: '2022-12-31' })).then({ type: 'ProjectTakenOver' });
  });

  it('never with a contract or lot twice', () => {
    const twice = (changes: object) => takes({ contracts: [opening, { ...opening, ...changes }] });
    takingOver(twice({ lot: 'SG-2' })).thenRefusedBy('taken-over-number-twice');
    takingOver(twice({ contract: 'HT-2' })).thenRefusedBy('taken-over-number-twice');
    takingOver(twice({ contract: 'HT-2', lot: 'SG-2' })).then({ type: 'ProjectTakenOver' });
  });

  it('before any contract too', () =>
    takingOver(takes({ contracts: [] })).then({ type: 'ProjectTakenOver', data: { contracts: [] } }));

  it('with an estimate too small for works, as a finding: 万元 typed for 元? (L6)', () => {
    takingOver(takes({ estimate: '620.00' })).thenFinds('L6', { estimate: '620.00' });
    takingOver(takes()).thenFindsNothing();
  });
});

describe('After the taking over', () => {
  const certifies = (certifiedOn: string) =>
    command(CertifyProgress, {
      ...{ contract: 'HT-21-09', certificate: 'JL-09', value: '1000000.00', certifiedOn },
      ...{ periodFrom: '2023-01-01', periodUntil: '2023-01-31' },
    });
  const pays = (changes: object) =>
    command(RecordPayment, {
      ...{ contract: 'HT-21-09', certificate: 'JL-09', voucher: 'ZF-9', payee: beihe },
      ...{ valueDate: '2023-02-10', ...changes },
    });

  it('money goes on from the opening balances, to the fen (P2)', () => {
    const certified = takenOver().after(certifies('2023-02-02'));
    certified
      .when(pays({ amount: '700000.00', advanceRecovered: '100000.00' }))
      .then({ type: 'PaymentRecorded' });
    certified
      .when(pays({ amount: '700000.00', advanceRecovered: '100000.01' }))
      .thenRefused('progress-over-ceiling', { ceiling: '3200000.00' });
  });

  it('nothing is recorded that the balances hold already: money dated on or before their day (RecordPayment)', () => {
    const certified = takenOver().after(certifies('2023-02-02'));
    const paidOn = (valueDate: string) =>
      certified.when(pays({ amount: '0.07', advanceRecovered: '0.01', valueDate, lateReason: '补录' }));
    paidOn('2023-01-01').then({ type: 'PaymentRecorded' });
    paidOn('2022-12-31').thenRefused('fact-before-takeover', { field: 'valueDate', asOf: '2022-12-31' });
    takenOver()
      .when(
        command(RecordExpense, { category: 'owners-costs', valueDate: '2022-12-31', lateReason: '补录' }),
        {
          instant: '2023-01-05T04:00:00.000Z',
        },
      )
      .thenRefused('fact-before-takeover');
  });

  it('what is certified stays within the price and the changes taken over', () => {
    const value = (amount: string) =>
      takenOver().when(
        command(CertifyProgress, {
          ...{ contract: 'HT-21-09', certificate: 'JL-09', value: amount, certifiedOn: '2023-02-02' },
          ...{ periodFrom: '2023-01-01', periodUntil: '2023-01-31' },
        }),
      );
    value('2200000.00').then({ type: 'ProgressCertified', data: { cumulative: '5200000.00' } });
    value('2200000.01').thenRefused('certified-over-price', { price: '5200000.00' });
  });

  it('a contract taken over as overpaid is locked until it is recovered (P2)', () => {
    const over = takenOver(withBalances({ progress: '2100000.01', paid: '2600000.01' }));
    over
      .after(certifies('2023-02-02'))
      .when(pays({ amount: '0.01', advanceRecovered: '0.01' }))
      .then({ type: 'PaymentRecorded' });
    over
      .when(pays({ kind: 'advance', certificate: null, amount: '0.01', advanceRecovered: '0.00' }))
      .thenRefused('contract-overpaid', { overpaid: '0.01' });
  });

  it('a new lot asks for no consultation and no research: the budget was made before', () => {
    const planned = takenOver().after(
      command(PlanLot, {
        ...{ lot: 'FW-1', kind: 'services', method: 'direct', estimate: '100000.00' },
        ...{ ground: '零星服务。', documents: [paper('说明')] },
      }),
    );
    planned
      .when(command(AwardTender, { lot: 'FW-1', winner: donghu, price: '100000.00' }))
      .then({ type: 'TenderAwarded' });
  });

  it('the rest goes its way: change, budget revision, acceptance, settlement, review', () =>
    takenOver()
      .after(
        command(ReviseBudget, { approvedOn: '2023-01-10' }),
        command(ChangeContract, { contract: 'HT-21-09', change: 'BG-09' }),
        command(AcceptCompletion, { contract: 'HT-21-09' }),
        command(SubmitSettlement, { contract: 'HT-21-09', submitted: '5500000.00' }),
      )
      .when(
        command(ReviewSettlement, {
          ...{ contract: 'HT-21-09', approved: '5500000.00', reviewedOn: '2024-04-15' },
        }),
      )
      .then({ type: 'SettlementReviewed', data: { retention: '165000.00' } }));

  it('a settlement taken over is reviewed as one that was submitted that day', () =>
    takenOver(
      withBalances({
        ...{ submitted: '3000000.00', acceptedOn: '2022-12-01', defectsUntil: '2023-12-01' },
      }),
    )
      .when(
        command(ReviewSettlement, {
          ...{ contract: 'HT-21-09', approved: '2999999.99', reviewedOn: '2023-01-20' },
        }),
      )
      .then({ type: 'SettlementReviewed', data: { submitted: '3000000.00', reduction: '0.01' } }));

  it('and no clock runs against its review: when it was submitted was not witnessed', () =>
    takenOver(
      withBalances({
        ...{ submitted: '3000000.00', acceptedOn: '2022-12-01', defectsUntil: '2023-12-01' },
      }),
    )
      .when(
        command(ReviewSettlement, {
          ...{ contract: 'HT-21-09', approved: '3000000.00', reviewedOn: '2023-12-20' },
        }),
      )
      .thenFindsNothing());

  it('a review taken over holds its retention', () =>
    expect(works(takenOver(withBalances({ submitted: '3000000.00', reviewed: '3000000.00' })))).toMatchObject(
      { reviewedOn: '2022-12-31', submittedOn: '2022-12-31', retention: 90_000_00n },
    ));

  it('what has no money may be dated before it: a lot planned long ago (PlanLot)', () =>
    takenOver()
      .when(command(PlanLot, { lot: 'SG-2', plannedOn: '2022-12-30', lateReason: '补录' }), {
        instant: '2023-02-01T04:00:00.000Z',
      })
      .then({ type: 'LotPlanned' }));
});

describe('A payment of before the taking over that bounces after it (ReversePayment)', () => {
  const settled = {
    ...{ certified: '5200000.00', recovered: '500000.00', progress: '3660000.00', settlement: '884000.00' },
    ...{ paid: '5044000.00', submitted: '5200000.00', reviewed: '5200000.00' },
    ...{ acceptedOn: '2022-06-01', defectsUntil: '2023-06-01' },
  };
  const bounces = (changes: object) =>
    command(ReversePayment, {
      ...{ payment: openingVoucher, contract: 'HT-21-09', kind: 'progress', advanceRestored: null },
      ...{ amount: '700000.00', voucher: 'CX-1', reversedOn: '2023-01-12', ...changes },
    });
  const account = (of: ReturnType<typeof takenOver>) => [paid(works(of)), unrecovered(works(of))];

  it('is taken out of the opening balance of its kind, in part, with what it had recovered of the advance', () => {
    const bounced = takenOver().when(bounces({ advanceRestored: '100000.00' }));
    bounced.then({
      type: 'PaymentReversed',
      data: {
        ...{ payment: openingVoucher, contract: 'HT-21-09', kind: 'progress', certificate: null },
        ...{ amount: '700000.00', advanceRestored: '100000.00' },
      },
    });
    expect(account(takenOver().after(bounces({ advanceRestored: '100000.00' })))).toEqual([
      1_900_000_00n,
      300_000_00n,
    ]);
    expect(account(takenOver().after(bounces({})))).toEqual([1_900_000_00n, 200_000_00n]);
  });

  it('never more of it than that balance, however often', () => {
    takenOver()
      .when(bounces({ amount: '2100000.00', advanceRestored: '300000.00' }))
      .then({ type: 'PaymentReversed' });
    takenOver()
      .when(bounces({ amount: '2100000.01' }))
      .thenRefused('reversal-over-opening', { paid: '2100000.00', kind: 'progress' });
    const once = takenOver().after(bounces({ advanceRestored: '300000.00' }));
    once.when(bounces({ voucher: 'CX-2', amount: '1400000.00' })).then({ type: 'PaymentReversed' });
    once
      .when(bounces({ voucher: 'CX-2', amount: '1400000.01' }))
      .thenRefused('reversal-over-opening', { paid: '1400000.00' });
    once
      .when(bounces({ voucher: 'CX-2', amount: '100.00', advanceRestored: '0.01' }))
      .thenRefused('restored-over-opening', { restored: '0.01', recovered: '0.00' });
    takenOver()
      .after(bounces({ amount: '2100000.00' }))
      .when(bounces({ voucher: 'CX-2', amount: '0.01' }))
      .thenRefused('payment-already-reversed');
  });

  it('of an advance at most what is unrecovered', () => {
    const advance = (amount: string) => takenOver().when(bounces({ kind: 'advance', amount }));
    advance('200000.00').then({ type: 'PaymentReversed', data: { kind: 'advance' } });
    advance('200000.01').thenRefused('reversal-over-unrecovered', { most: '200000.00' });
  });

  it('of a settlement, of a retention, and of an expense too', () => {
    const over = takenOver(withBalances(settled));
    over
      .when(bounces({ kind: 'settlement', amount: '84000.00' }))
      .then({ type: 'PaymentReversed', data: { kind: 'settlement', advanceRestored: '0.00' } });
    over
      .when(bounces({ kind: 'settlement', amount: '84000.00', advanceRestored: '0.01' }))
      .thenRefused('restored-over-opening', { recovered: '0.00' });
    takenOver()
      .when(bounces({ contract: null, kind: null, amount: '30000.00' }))
      .then({ type: 'PaymentReversed', data: { contract: null, kind: 'expense' } });
    takenOver()
      .when(bounces({ contract: null, kind: null, amount: '80000.01' }))
      .thenRefused('reversal-over-opening', { kind: 'expense', paid: '80000.00' });
  });

  it('only of a contract and a kind of which something was paid', () => {
    for (const changes of [{ kind: 'retention' }, { kind: null }, { contract: 'HT-99' }])
      takenOver().when(bounces(changes)).thenRefusedBy('opening-balance-unknown');
  });

  it('is paid anew up to the same ceiling (P2)', () => {
    const again = (amount: string) =>
      takenOver()
        .after(
          bounces({ advanceRestored: '100000.00' }),
          command(CertifyProgress, {
            ...{ contract: 'HT-21-09', certificate: 'JL-09', value: '0.01', certifiedOn: '2023-02-02' },
            ...{ periodFrom: '2023-01-01', periodUntil: '2023-01-31' },
          }),
        )
        .when(
          command(RecordPayment, {
            ...{ contract: 'HT-21-09', certificate: 'JL-09', voucher: 'ZF-9', payee: beihe, amount },
            ...{ advanceRecovered: '100000.00', valueDate: '2023-02-10' },
          }),
        );
    again('700000.00').then({ type: 'PaymentRecorded' });
    again('700000.01').thenRefused('progress-over-ceiling');
  });

  it('is dated after the day of the books', () =>
    takenOver()
      .when(bounces({ reversedOn: '2022-12-31', lateReason: '补录' }))
      .thenRefused('fact-before-takeover', { field: 'reversedOn' }));

  it('is told apart from a voucher of the same name in works that were not taken over', () => {
    const paidOnce = givenProject('certificate-1').after(command(RecordPayment, { voucher: openingVoucher }));
    const reversed = paidOnce.after(
      command(ReversePayment, { payment: openingVoucher, contract: 'HT-001', kind: 'progress' }),
    );
    reversed
      .when(command(ReversePayment, { payment: openingVoucher, voucher: 'CX-2', contract: 'HT-001' }))
      .thenRefused('payment-already-reversed');
  });
});

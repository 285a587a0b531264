import { describe, expect, it } from '@jest/globals';
import { atStep, command, givenProject } from '../testing/given.js';
import { donghu, jiangdong, paper } from '../testing/worked-people.js';
import { ChangeContract, obligated, SignContract, TerminateContract } from './contract.js';
import { currentPrice } from './contract-account.js';
import { AcceptCompletion, ReviewSettlement, SubmitSettlement } from './final-account.js';
import { CertifyProgress, RecordExpense, RecordPayment } from './payment.js';
import { AwardTender, PlanLot } from './lot.js';

const signing = (changes: object = {}) => atStep('works-contract').with(changes);

describe('A contract is signed (SignContract)', () => {
  it('with the winner, at the price of the award (T14a)', () => {
    signing().then({ type: 'ContractSigned', data: { contract: 'HT-001', price: '10000000.00' } });
    signing({ contractor: donghu }).thenRefused('contractor-is-not-winner', { winner: jiangdong.name });
    signing({ price: '10000000.01' }).thenRefused('T14a', { price: '10000000.01', award: '10000000.00' });
    signing({ price: '9999999.99' }).thenRefused('T14a');
  });

  it('at the price of the award, however early the day that is typed (T14a)', () =>
    signing({ price: '9999999.99', signedOn: '1999-06-01', lateReason: '补录' }).thenRefusedBy('T14a'));

  it('never once the final account is compiled', () => {
    const lot = { lot: 'HW-1', kind: 'goods', method: 'direct', estimate: '100000.00' };
    givenProject('final-account')
      .after(
        command(PlanLot, { ...lot, ground: '零星采购。', documents: [paper('询价记录')] }),
        command(AwardTender, { lot: 'HW-1', price: '100000.00' }),
      )
      .when(command(SignContract, { contract: 'HT-003', lot: 'HW-1', kind: 'other', price: '100000.00' }))
      .thenRefusedBy('final-account-already-compiled');
  });

  it('only for a lot that is awarded', () => {
    signing({ lot: 'SG-9' }).thenRefused('lot-unknown');
    atStep('awarded').when(command(SignContract)).thenRefusedBy('lot-not-awarded');
  });

  it('once for each lot', () =>
    givenProject('works-contract')
      .when(command(SignContract, { contract: 'HT-009' }))
      .thenRefused('lot-already-contracted', { contract: 'HT-001' }));

  it('under a number that no other contract of the project has', () =>
    signing({ contract: 'HT-002' }).thenRefused('contract-number-taken', { contract: 'HT-002' }));

  it('never with the contractor as his own engineer', () =>
    signing({ engineer: jiangdong }).thenRefusedBy('engineer-is-contractor'));

  it('without an engineer where there is none', () =>
    signing({ engineer: null }).then({ type: 'ContractSigned', data: { engineer: null } }));

  it('of the kind of its lot: works only as works, and nothing else as works', () => {
    signing({ kind: 'works' }).then({ type: 'ContractSigned', data: { kind: 'works' } });
    signing({ kind: 'other' }).thenRefused('contract-kind-differs-from-lot', {
      kind: 'other',
      lot: 'SG-1',
      lotKind: 'works',
    });
    const supervising = (kind: string) => atStep('supervision-contract').with({ kind });
    for (const kind of ['supervision', 'design', 'other']) supervising(kind).then({ type: 'ContractSigned' });
    supervising('works').thenRefused('contract-kind-differs-from-lot', { lotKind: 'services' });

    const lot = { lot: 'HW-1', kind: 'goods', method: 'direct', estimate: '100000.00' };
    const goods = givenProject('awarded').after(
      command(PlanLot, { ...lot, ground: '零星采购。', documents: [paper('询价记录')] }),
      command(AwardTender, { lot: 'HW-1', price: '100000.00' }),
    );
    const buying = (kind: string) =>
      goods.when(command(SignContract, { contract: 'HT-003', lot: 'HW-1', kind, price: '100000.00' }));
    buying('other').then({ type: 'ContractSigned' });
    buying('works').thenRefusedBy('contract-kind-differs-from-lot');
  });

  it('for a single day', () =>
    signing({ startOn: '2023-04-10', finishOn: '2023-04-10' }).then({ type: 'ContractSigned' }));

  it('to finish no earlier than it starts', () =>
    signing({ startOn: '2023-04-10', finishOn: '2023-04-09' }).thenRefused('contract-dates-reversed', {
      from: '2023-04-10',
    }));

  it('within thirty days of the award, else it is a finding (T14)', () => {
    const later = (signedOn: string) =>
      atStep('works-contract').with({ signedOn }, { instant: '2023-05-01T00:00:00.000Z' });
    signing({ signedOn: '2023-04-03' }).thenFindsNothing();
    later('2023-04-26').thenFindsNothing();
    later('2023-04-27').thenFinds('T14', { awardedOn: '2023-03-27', days: 31, due: '2023-04-26' });
  });

  it('within thirty days that end on the worked day after a holiday (T14)', () => {
    // 2023-03-31 and thirty days is 2023-04-30, in the Labour Day holiday that ends on 2023-05-03.
    const signed = (signedOn: string) =>
      atStep('awarded')
        .after([command(AwardTender, { awardedOn: '2023-03-31' }), { instant: '2023-03-31T04:00:00.000Z' }])
        .when(command(SignContract, { signedOn }), { instant: '2023-05-08T00:00:00.000Z' });
    signed('2023-05-04').thenFindsNothing();
    signed('2023-05-05').thenFinds('T14', { due: '2023-05-04' });
  });

  it('and published within two working days where it is for services or goods, else it is a finding (T18)', () => {
    // Signed on Friday 2023-03-31; Monday and Tuesday are worked, 2023-04-05 is a holiday.
    const recordedOn = (day: string) =>
      atStep('supervision-contract').with({}, { instant: `${day}T03:00:00.000Z` });
    recordedOn('2023-04-04').thenFindsNothing();
    recordedOn('2023-04-06').thenFinds('T18', {
      signedOn: '2023-03-31',
      recordedOn: '2023-04-06',
      due: '2023-04-04',
    });
  });

  it('with a small or medium enterprise to be paid within sixty days, else it is a finding (P6a)', () => {
    const signed = (sme: boolean | null, paymentDays: number | null) =>
      atStep('supervision-contract').with(
        { sme, paymentDays, signedOn: '2025-06-03' },
        { instant: '2025-06-03T04:00:00.000Z' },
      );
    const found = (sme: boolean | null, days: number | null) =>
      signed(sme, days).findings.map(({ rule }) => rule);
    // Of supervision awarded directly no other row has anything to say.
    expect([found(true, 60), found(true, null), found(false, 90), found(null, 90)].flat()).toEqual([]);
    signed(true, 61).thenFinds('P6a', { paymentDays: 61 });
  });

  it('at any time after a direct award: no letter of acceptance sets a clock', () =>
    atStep('supervision-contract')
      .with({ signedOn: '2023-05-10' }, { instant: '2023-05-11T00:00:00.000Z' })
      .thenFindsNothing());

  it('on the day of the award is none', () => signing({ signedOn: '2023-03-27' }).thenFindsNothing());

  it('dated before its award is a finding (L3)', () =>
    signing({ signedOn: '2023-03-26' }).thenFinds('L3', { fact: 'signedOn', basisDate: '2023-03-27' }));

  it('within the budget: what is signed and spent already counts (B4)', () => {
    const spending = (amount: string) =>
      atStep('works-contract').after(
        command(RecordExpense, { amount, voucher: 'ZF-1', valueDate: '2023-04-01' }),
      );
    expect(obligated(atStep('works-contract').state)).toBe(720_000_00n);
    spending('1280000.00').when(command(SignContract)).then({ type: 'ContractSigned' });
    spending('1280000.01')
      .when(command(SignContract))
      .thenRefused('over-budget', { obligated: '12000000.01', budget: '12000000.00' });
  });
});

describe('The terms of a works contract', () => {
  it('never let the contractor finance the works beforehand (B5)', () => {
    signing({ prefinancing: false }).then({ type: 'ContractSigned' });
    signing({ prefinancing: true }).thenRefused('B5');
  });

  it('pay at least 80 % of progress, else it is a finding (P3)', () => {
    signing({ progressRate: 8000 }).thenFindsNothing();
    signing({ progressRate: 7999 }).thenFinds('P3', { progressRate: 7999 });
  });

  it('advance 10 to 30 %, else it is a finding (P4)', () => {
    signing({ advanceRate: 3000 }).thenFindsNothing();
    signing({ advanceRate: 999 }).thenFinds('P4', { advanceRate: 999 });
    signing({ advanceRate: 3001 }).thenFinds('P4', { advanceRate: 3001 });
  });

  it('retain 3 % at most (P5)', () => {
    signing({ retentionRate: 300 }).then({ type: 'ContractSigned' });
    signing({ retentionRate: 301 }).thenRefused('P5', { retentionRate: 301 });
  });

  it('escape no row by a date typed before its first day: the award that they rest on came later', () =>
    signing({ retentionRate: 500, signedOn: '2017-06-30', lateReason: '补录' }).thenRefused('P5'));

  it('retain nothing beside a performance bond, else it is a finding (P5a)', () => {
    signing({ performanceBond: '100.00' }).thenFinds('P5a', {
      retentionRate: 300,
      performanceBond: '100.00',
    });
    signing({ performanceBond: '100.00', retentionRate: 0 }).thenFindsNothing();
  });

  it('ask a performance bond of 10 % at most (T16)', () => {
    signing({ performanceBond: '1000000.00' }).then({ type: 'ContractSigned' });
    signing({ performanceBond: '1000000.01' }).thenRefused('T16');
  });

  it('do not bind a supervision contract', () => atStep('supervision-contract').with().thenFindsNothing());
});

describe('A contract is terminated (TerminateContract)', () => {
  const terminates = (changes: object = {}) => command(TerminateContract, changes);
  const terminated = () => givenProject('progress-1').after(terminates());

  it('with its ground; the event says what was certified and paid', () =>
    givenProject('progress-1')
      .when(terminates())
      .then({
        type: 'ContractTerminated',
        data: { ground: 'contractor-default', certified: '2000000.00', paid: '2400000.00' },
      }));

  it('once', () =>
    terminated()
      .when(terminates({ terminatedOn: '2023-08-21' }))
      .thenRefused('contract-terminated', { terminatedOn: '2023-08-20' }));

  it('never once its works are accepted, or its settlement submitted', () => {
    givenProject('accepted')
      .when(terminates({ terminatedOn: '2024-02-21' }))
      .thenRefused('completion-already-accepted', { contract: 'HT-001' });
    givenProject('settlement-submitted')
      .when(terminates({ terminatedOn: '2024-03-21' }))
      .thenRefused('contract-settled');
  });

  it('before it was signed, as a finding (L3)', () =>
    givenProject('progress-1')
      .when(terminates({ terminatedOn: '2023-04-02', lateReason: '补录' }))
      .thenFinds('L3', { fact: 'terminatedOn', basis: 'signedOn' }));

  it('and with it ends all but its settlement: no change, no advance, no acceptance', () => {
    terminated()
      .when(command(ChangeContract, { approvedOn: '2023-08-21' }))
      .thenRefused('contract-terminated', { contract: 'HT-001' });
    terminated().when(command(AcceptCompletion)).thenRefused('contract-terminated');
    givenProject('works-contract')
      .after(terminates())
      .when(
        command(RecordPayment, {
          ...{ kind: 'advance', certificate: null, amount: '1.00', advanceRecovered: '0.00' },
          valueDate: '2023-08-21',
        }),
      )
      .thenRefused('payment-kind-out-of-season', { kind: 'advance', stage: 'terminated' });
  });

  it('and only work done before is certified still (CertifyProgress)', () => {
    const certifies = (periodUntil: string) =>
      terminated().when(
        command(CertifyProgress, {
          ...{ certificate: 'JL-02', periodFrom: '2023-06-01', periodUntil, value: '500000.00' },
          certifiedOn: '2023-08-25',
        }),
      );
    certifies('2023-08-20').then({ type: 'ProgressCertified' });
    certifies('2023-08-21').thenRefused('contract-terminated', { terminatedOn: '2023-08-20' });
  });

  it('and what it had of the budget beyond what was certified, or paid where that is more, is free for another (B4)', () => {
    expect(obligated(terminated().state)).toBe(2_400_000_00n + 280_000_00n + 440_000_00n);
    const spending = (amount: string) =>
      terminated().when(command(RecordExpense, { amount, voucher: 'ZF-1', valueDate: '2023-08-25' }));
    spending('8880000.00').then({ type: 'ExpenseRecorded' });
    spending('8880000.01').thenRefused('over-budget', { budget: '12000000.00' });
  });

  it('and certifying more of it afterwards stays within the budget (B4)', () => {
    const spent = terminated().after(
      command(RecordExpense, { amount: '8800000.00', voucher: 'ZF-1', valueDate: '2023-08-25' }),
    );
    const certifies = (value: string) =>
      spent.when(
        command(CertifyProgress, {
          ...{ certificate: 'JL-02', periodFrom: '2023-06-01', periodUntil: '2023-08-20', value },
          certifiedOn: '2023-08-26',
        }),
      );
    certifies('480000.00').then({ type: 'ProgressCertified' });
    certifies('480000.01').thenRefused('over-budget', { obligated: '12000000.01' });
  });

  it('and is settled at what was certified, without an acceptance (ReviewSettlement)', () => {
    const submitted = terminated().after(
      command(SubmitSettlement, { submitted: '2500000.00', submittedOn: '2023-09-01' }),
    );
    const reviews = (approved: string) =>
      submitted.when(command(ReviewSettlement, { approved, reviewedOn: '2023-09-18' }));
    reviews('2000000.00').then({ type: 'SettlementReviewed', data: { reduction: '500000.00' } });
    reviews('2000000.01').thenRefused('reviewed-over-certified', { certified: '2000000.00' });
  });
});

describe('A contract is changed (ChangeContract)', () => {
  const changing = (changes: object = {}) => atStep('change').with(changes);

  it('with reason and approval; the event says old, new and cumulative share', () =>
    changing().then({
      type: 'ContractChanged',
      data: {
        priceBefore: '10000000.00',
        priceAfter: '10300000.00',
        cumulative: 300,
        approvalNumber: '临发改变〔2023〕7号',
      },
    }));

  it('never without an approval (P8)', () => {
    changing().then({ type: 'ContractChanged' });
    changing({ approvalNumber: null }).thenRefused('P8', { change: 'BG-01' });
  });

  it('never without an approval, however early the day that is typed (P8)', () =>
    changing({ approvalNumber: null, approvedOn: '2019-06-30', lateReason: '补录' }).thenRefusedBy('P8'));

  it('never twice under one number', () =>
    givenProject('change')
      .when(command(ChangeContract))
      .thenRefused('change-number-taken', { change: 'BG-01' }));

  it('never below what is certified already', () => {
    changing({ delta: '-8000000.00' }).thenRefusedBy('contract-price-below-paid');
    changing({ delta: '-8000000.01' }).thenRefused('contract-price-below-certified', {
      price: '1999999.99',
      certified: '2000000.00',
    });
  });

  it('never below what is paid already, an unrecovered advance included', () => {
    changing({ delta: '-7600000.00' }).then({
      type: 'ContractChanged',
      data: { priceAfter: '2400000.00', cumulative: -7600 },
    });
    changing({ delta: '-7600000.01' }).thenRefusedBy('contract-price-below-paid');
    changing({ delta: '-7600000.01' }).thenRefused('contract-price-below-paid', {
      price: '2399999.99',
      paid: '2400000.00',
    });
  });

  it('never over the budget (B4)', () => {
    changing({ delta: '1280000.00' }).then({ type: 'ContractChanged' });
    changing({ delta: '1280000.01' }).thenRefused('over-budget', {
      obligated: '12000000.01',
      budget: '12000000.00',
    });
  });

  it('by more than 10 % of the price in all is a finding (P9)', () => {
    const more = (delta: string) =>
      givenProject('change').when(
        command(ChangeContract, { change: 'BG-02', delta, approvedOn: '2023-08-01' }),
      );
    more('700000.00').thenFindsNothing();
    more('700000.01').thenFinds('P9', { cumulative: 1000, price: '10000000.00' });
  });

  it('approved before it was signed is a finding (L3)', () =>
    atStep('change')
      .with({ approvedOn: '2023-04-02', lateReason: '档案补录' })
      .thenFinds('L3', { basis: 'signedOn' }));

  it('never once its settlement is submitted', () =>
    givenProject('settlement-submitted')
      .when(command(ChangeContract, { change: 'BG-02', approvedOn: '2024-03-21' }))
      .thenRefused('contract-settled', { stage: 'settlement-submitted' }));

  it('only where there is one', () => changing({ contract: 'HT-404' }).thenRefusedBy('contract-unknown'));

  it('and its price is then the price at signing plus all changes', () => {
    const account = givenProject('change').state.contracts['HT-001']!;
    expect([account.price, currentPrice(account)]).toEqual([10_000_000_00n, 10_300_000_00n]);
  });
});

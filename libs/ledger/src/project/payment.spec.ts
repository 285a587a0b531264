import { describe, expect, it } from '@jest/globals';
import { BadInput } from '../fields.js';
import { atStep, command, givenProject } from '../testing/given.js';
import { donghu } from '../testing/worked-people.js';
import { paid, paymentCeiling, unrecovered } from './contract-account.js';
import { ChangeContract, SignContract } from './contract.js';
import { AcceptCompletion, AuditFinalAccount, ReviewSettlement, SubmitSettlement } from './final-account.js';
import { CertifyProgress, RecordExpense, RecordPayment, ReleaseRetention } from './payment.js';

const works = (until: string) => givenProject(until).state.contracts['HT-001']!;
const pays = (changes: object) => command(RecordPayment, { voucher: 'ZF-NEW', ...changes });

describe('Certified progress (CertifyProgress)', () => {
  const certifying = (changes: object = {}, on = '2023-06-03') =>
    atStep('certificate-1').with(changes, { instant: `${on}T03:00:00.000Z` });

  it('names who certified, and the value so far', () =>
    certifying().then({
      type: 'ProgressCertified',
      data: { cumulative: '2000000.00', engineer: { name: '正信工程监理有限公司' } },
    }));

  it('never passes the price and approved changes', () => {
    certifying({ value: '10000000.00' }).then({ type: 'ProgressCertified' });
    certifying({ value: '10000000.01' }).thenRefused('certified-over-price', {
      certified: '10000000.01',
      price: '10000000.00',
    });
    atStep('certificate-4')
      .with({ value: '2000000.01' })
      .thenRefused('certified-over-price', { price: '10300000.00' });
  });

  it('has a number of its own in the contract', () =>
    atStep('certificate-2')
      .with({ certificate: 'JL-01' })
      .thenRefused('certificate-number-taken', { certificate: 'JL-01' }));

  it('may cover a single day', () =>
    certifying({ periodFrom: '2023-05-31', periodUntil: '2023-05-31' }).then({ type: 'ProgressCertified' }));

  it('covers a period that ends after it starts', () =>
    certifying({ periodFrom: '2023-06-01', periodUntil: '2023-05-31' }).thenRefused(
      'contract-dates-reversed',
    ));

  it('before the end of its period is a finding (L3)', () =>
    certifying({ periodUntil: '2023-06-04' }).thenFinds('L3', { fact: 'certifiedOn', basis: 'periodUntil' }));

  const certifiedFor = (terms: object, certifiedOn: string) =>
    atStep('works-contract')
      .after(command(SignContract, terms))
      .when(command(CertifyProgress, { periodUntil: '2025-05-31', certifiedOn }));
  const due = (paymentDue: object | null) => ({ type: 'ProgressCertified', data: { paymentDue } });

  it('of a small enterprise is due after thirty days where the contract names no other, from 2025-06-01 on (P6)', () => {
    const small = { sme: true, paymentDays: null };
    certifiedFor(small, '2025-06-03').then(
      due({ rule: 'P6', version: 1, on: '2025-07-03', provisional: false }),
    );
    certifiedFor(small, '2025-05-31').then(due(null));
  });

  it('of a small enterprise is due as the contract agreed (P6)', () =>
    certifiedFor({ sme: true, paymentDays: 45 }, '2025-06-03').then(due({ on: '2025-07-18' })));

  it('of another contractor is not due under the law of small enterprises', () => {
    certifiedFor({ sme: false, paymentDays: 45 }, '2025-06-03').then(due(null));
    certifiedFor({ sme: null, paymentDays: 45 }, '2025-06-03').then(due(null));
  });

  it('dated before its contract was signed is a finding: a back-dated certificate (L3)', () =>
    certifying({
      ...{ periodFrom: '2023-03-01', periodUntil: '2023-03-31', certifiedOn: '2023-04-01' },
      lateReason: '补录',
    }).thenFinds('L3', { fact: 'certifiedOn', basis: 'signedOn', basisDate: '2023-04-03' }));

  it('dated more than twenty days back needs its reason: a back-dated certificate (L1)', () => {
    const dated = { periodUntil: '2023-05-13', certifiedOn: '2023-05-13' };
    certifying(dated).thenRefused('L1', { field: 'certifiedOn', days: 21 });
    certifying({ ...dated, certifiedOn: '2023-05-14' }).then({ type: 'ProgressCertified' });
  });

  it('thousands of times smaller than the price is a finding: 万元 typed for 元? (L5)', () => {
    certifying({ value: '2000.00' }).thenFinds('L5', {
      ...{ field: 'value', amount: '2000.00', reference: '10000000.00' },
    });
    certifying({ value: '2000.01' }).thenFindsNothing();
  });

  it('is refused once the settlement is submitted', () =>
    givenProject('settlement-submitted')
      .when(command(CertifyProgress, { certificate: 'JL-05', certifiedOn: '2024-03-22' }))
      .thenRefused('contract-settled'));

  it('needs a contract', () => certifying({ contract: 'HT-404' }).thenRefusedBy('contract-unknown'));
});

describe('An advance (P2)', () => {
  const advancing = (changes: object = {}) => atStep('advance').with(changes);

  it('is paid up to the advance rate of the price', () => {
    advancing().then({ type: 'PaymentRecorded', data: { kind: 'advance', amount: '1000000.00' } });
    advancing({ amount: '1000000.01' }).thenRefused('advance-over-ceiling', {
      advances: '1000000.01',
      ceiling: '1000000.00',
      rate: 1000,
    });
  });

  it('counts every advance before', () =>
    givenProject('advance')
      .when(
        pays({
          kind: 'advance',
          certificate: null,
          amount: '0.01',
          advanceRecovered: '0.00',
          valueDate: '2023-04-20',
        }),
      )
      .thenRefused('advance-over-ceiling'));

  it('does not grow with a change of the price', () =>
    givenProject('change')
      .when(
        pays({
          kind: 'advance',
          certificate: null,
          amount: '0.01',
          advanceRecovered: '0.00',
          valueDate: '2023-07-19',
        }),
      )
      .thenRefused('advance-over-ceiling', { price: '10000000.00' }));

  it('never brings what is paid over the price and approved changes', () => {
    const reduced = givenProject('works-contract').after(
      command(CertifyProgress),
      pays({ amount: '1600000.00', advanceRecovered: '0.00', voucher: 'ZF-FIRST' }),
      command(ChangeContract, { delta: '-8000000.00' }),
    );
    const advance = { kind: 'advance', certificate: null, advanceRecovered: '0.00', valueDate: '2023-07-19' };
    reduced.when(pays({ ...advance, amount: '400000.00' })).then({ type: 'PaymentRecorded' });
    const over = reduced.when(pays({ ...advance, amount: '400000.01' }));
    over.thenRefusedBy('paid-over-price');
    over.thenRefused('paid-over-price', { paid: '2000000.01', price: '2000000.00' });
  });

  it('rests on no certificate and recovers nothing', () => {
    advancing({ certificate: 'JL-01' }).thenRefused('payment-with-certificate', { kind: 'advance' });
    advancing({ advanceRecovered: '0.01' }).thenRefused('recovery-only-with-progress');
  });

  it('comes too late once the settlement is submitted', () =>
    givenProject('settlement-submitted')
      .when(
        pays({
          kind: 'advance',
          certificate: null,
          amount: '0.01',
          advanceRecovered: '0.00',
          valueDate: '2024-03-21',
        }),
      )
      .thenRefused('payment-kind-out-of-season', { kind: 'advance', stage: 'settlement-submitted' }));
});

describe('A progress payment (P2)', () => {
  const paying = (changes: object = {}) => atStep('progress-1').with(changes);

  it('is allowed up to the progress rate of the certified value, cash and recovery together', () => {
    expect(paymentCeiling(works('certificate-1'))).toBe(2_600_000_00n);
    paying().then({ type: 'PaymentRecorded', data: { amount: '1400000.00', advanceRecovered: '200000.00' } });
    const account = works('progress-1');
    expect([paid(account), unrecovered(account), paymentCeiling(account)]).toEqual([
      2_400_000_00n,
      800_000_00n,
      2_400_000_00n,
    ]);
  });

  it('is refused for one fen more', () => {
    paying({ amount: '1400000.01' }).thenRefused('progress-over-ceiling', {
      gross: '1600000.01',
      ceiling: '1600000.00',
      certified: '2000000.00',
    });
    givenProject('progress-1')
      .when(pays({ amount: '0.01', advanceRecovered: '0.01', valueDate: '2023-06-13' }))
      .thenRefusedBy('progress-over-ceiling');
  });

  it('recovers at least its share of the advance, rounded up to the fen', () => {
    paying({ amount: '1400000.01', advanceRecovered: '199999.99' }).thenRefused(
      'advance-recovery-too-small',
      { least: '200000.00' },
    );
    paying({ amount: '0.07', advanceRecovered: '0.01' }).then({ type: 'PaymentRecorded' });
    paying({ amount: '0.08', advanceRecovered: '0.01' }).thenRefused('advance-recovery-too-small', {
      least: '0.02',
    });
  });

  it('may recover more, but never more than is unrecovered', () => {
    paying({ amount: '600000.00', advanceRecovered: '1000000.00' }).then({ type: 'PaymentRecorded' });
    paying({ amount: '0.01', advanceRecovered: '1000000.01' }).thenRefused('advance-recovery-too-large', {
      unrecovered: '1000000.00',
    });
  });

  it('recovers only what is left at the end', () =>
    atStep('progress-4')
      .with({ amount: '1430000.01', advanceRecovered: '169999.99' })
      .thenRefused('advance-recovery-too-small', { least: '170000.00' }));

  it('rests on a certificate of its contract', () => {
    paying({ certificate: null }).thenRefused('payment-without-certificate');
    paying({ certificate: 'JL-99' }).thenRefused('certificate-unknown', { certificate: 'JL-99' });
    paying({ certificate: 'toString' }).thenRefused('certificate-unknown');
  });

  it('dated before its certificate is a finding (L3)', () =>
    paying({ valueDate: '2023-06-02' }).thenFinds('L3', {
      fact: 'valueDate',
      basis: 'certifiedOn',
      basisDate: '2023-06-03',
    }));

  it('says every breach at once', () =>
    paying({
      voucher: 'ZF-2023-0414',
      payee: donghu,
      certificate: null,
      amount: '9000000.00',
      advanceRecovered: '0.00',
    }).thenRefusedBy(
      'voucher-already-recorded',
      'payment-to-another',
      'payment-without-certificate',
      'advance-recovery-too-small',
      'progress-over-ceiling',
    ));

  it('names the rule of the rulebook that says the same, and cannot be overridden', () =>
    expect(paying({ advanceRecovered: '200000.01' }).breaches).toMatchObject([
      { rule: 'progress-over-ceiling', version: 1, overridable: false, legalBasis: { layer: 'city' } },
    ]));

  it('comes too late once the settlement is reviewed', () =>
    givenProject('settlement-reviewed')
      .when(pays({ amount: '0.01', advanceRecovered: '0.00', valueDate: '2024-04-17' }))
      .thenRefused('payment-kind-out-of-season', { kind: 'progress', stage: 'settlement-reviewed' }));
});

describe('Every payment (RecordPayment)', () => {
  it('has a contract: no contract, no payment', () => {
    atStep('advance').with({ contract: 'HT-404' }).thenRefusedBy('contract-unknown');
    atStep('advance').with({ contract: 'constructor' }).thenRefusedBy('contract-unknown');
  });

  it('is published within twenty working days, else it is a finding (P10)', () => {
    const recordedOn = (day: string) =>
      atStep('advance').with({ lateReason: '补录' }, { instant: `${day}T03:00:00.000Z` });
    // 2023-04-14 and twenty worked days, over the Labour Day holiday and its two make-up days.
    expect(recordedOn('2023-05-15').findings.map(({ rule }) => rule)).toEqual(['L2']);
    recordedOn('2023-05-16').thenFinds('P10', {
      ...{ valueDate: '2023-04-14', recordedOn: '2023-05-16', due: '2023-05-15' },
    });
  });

  it('goes to the contractor', () =>
    atStep('advance').with({ payee: donghu }).thenRefused('payment-to-another', { payee: donghu.name }));

  it('has a voucher of its own in the project, expenses included', () =>
    atStep('advance')
      .with({ voucher: 'ZF-2023-0301' })
      .thenRefused('voucher-already-recorded', { voucher: 'ZF-2023-0301' }));

  it('moves cash', () => expect(() => command(RecordPayment, { amount: '0.00' })).toThrow(BadInput));

  it('before the contract was signed is a finding (L3)', () =>
    atStep('advance').with({ valueDate: '2023-04-02' }).thenFinds('L3', { basis: 'signedOn' }));

  it('changes no state by its payee’s account, which may be erased', () => {
    const account = (payeeAccount: string | null) => atStep('advance').with({ payeeAccount }).state;
    expect(account('6222 0000 1111 2222 333')).toEqual(account(null));
  });
});

describe('After the settlement review (P2)', () => {
  const settling = (amount: string) => atStep('settlement-paid').with({ amount });

  it('payments reach the reviewed amount less the retention', () => {
    expect(paymentCeiling(works('settlement-reviewed'))).toBe(9_816_400_00n);
    settling('1576400.00').then({ type: 'PaymentRecorded' });
    settling('1576400.01').thenRefused('paid-over-ceiling', { paid: '9816400.01', ceiling: '9816400.00' });
  });

  it('not before', () =>
    givenProject('settlement-submitted')
      .when(
        pays({ kind: 'settlement', certificate: null, advanceRecovered: '0.00', valueDate: '2024-03-22' }),
      )
      .thenRefused('payment-kind-out-of-season', { kind: 'settlement' }));

  it('nothing is paid while an advance is unrecovered', () => {
    const reviewed = atStep('progress-4').after(
      command(AcceptCompletion),
      command(SubmitSettlement),
      command(ReviewSettlement, { reviewedOn: '2024-04-15' }),
    );
    reviewed
      .when(
        pays({
          kind: 'settlement',
          certificate: null,
          amount: '0.01',
          advanceRecovered: '0.00',
          valueDate: '2024-04-16',
        }),
      )
      .thenRefusedBy('advance-not-recovered');
  });

  it('the retention is released whole, after the defects period (ReleaseRetention)', () => {
    const releasing = (changes: object) => atStep('retention-released').with(changes);
    releasing({}).then({ type: 'RetentionReleased', data: { amount: '303600.00' } });
    releasing({ amount: '303600.01' }).thenRefused('retention-over-held', { held: '303600.00' });
    releasing({ amount: '303599.99' }).thenRefused('retention-over-held');
    releasing({ releasedOn: '2025-02-07', lateReason: '补录' }).thenRefused('defects-period-running', {
      until: '2025-02-08',
    });
    releasing({ releasedOn: '2025-02-08' }).then({ type: 'RetentionReleased' });
    givenProject('retention-released')
      .when(command(ReleaseRetention))
      .thenRefused('retention-over-held', { held: '0.00' });
  });

  it('no retention is released before the review', () =>
    givenProject('settlement-submitted')
      .when(command(ReleaseRetention))
      .thenRefused('retention-over-held', { held: '0.00' }));

  it('releasing moves no cash: it raises the ceiling', () => {
    const [before, after] = [works('audited'), works('retention-released')];
    expect([paid(after) - paid(before), paymentCeiling(after) - paymentCeiling(before)]).toEqual([
      0n,
      303_600_00n,
    ]);
  });

  it('released or paid as settlement on a day before the review is a finding (L3)', () => {
    atStep('accepted')
      .after(
        command(AcceptCompletion, { defectsUntil: '2024-02-08' }),
        command(SubmitSettlement),
        command(ReviewSettlement, { reviewedOn: '2024-04-15' }),
      )
      .when(command(ReleaseRetention, { releasedOn: '2024-04-14' }))
      .thenFinds('L3', { fact: 'releasedOn', basis: 'reviewedOn', basisDate: '2024-04-15' });
    atStep('settlement-paid')
      .with({ valueDate: '2024-04-14' })
      .thenFinds('L3', { fact: 'valueDate', basis: 'reviewedOn', basisDate: '2024-04-15' });
  });

  it('the retention is paid once released, to the fen', () => {
    atStep('retention-released')
      .when(
        pays({
          kind: 'retention',
          certificate: null,
          amount: '0.01',
          advanceRecovered: '0.00',
          valueDate: '2025-02-20',
        }),
      )
      .thenRefused('payment-kind-out-of-season', { kind: 'retention' });
    atStep('retention-paid')
      .with()
      .then({ type: 'PaymentRecorded', data: { kind: 'retention' } });
    atStep('retention-paid')
      .with({ amount: '303600.01' })
      .thenRefused('paid-over-ceiling', { paid: '10120000.01' });
  });
});

describe('After an audit that cuts the contract', () => {
  const audited = (works: string, approved: string) =>
    atStep('audited').after(
      command(AuditFinalAccount, {
        contracts: [
          { contract: 'HT-001', amount: works },
          { contract: 'HT-002', amount: '280000.00' },
        ],
        approved,
      }),
      command(ReleaseRetention),
    );
  const retained = (amount: string) =>
    pays({ kind: 'retention', certificate: null, advanceRecovered: '0.00', amount, valueDate: '2025-02-26' });

  it('payments reach the audited amount, no longer the reviewed one', () => {
    const cut = audited('10110000.00', '10950000.00');
    expect(paymentCeiling(cut.state.contracts['HT-001']!)).toBe(10_110_000_00n);
    cut.when(retained('293600.00')).then({ type: 'PaymentRecorded', data: { kind: 'retention' } });
    cut
      .when(retained('293600.01'))
      .thenRefused('paid-over-ceiling', { paid: '10110000.01', ceiling: '10110000.00' });
  });
});

describe('An expense (RecordExpense)', () => {
  const spending = (changes: object = {}) => atStep('owners-costs-paid').with(changes);

  it('is for land or the owner’s costs: works, equipment, supervision and design need a contract (P1)', () => {
    for (const category of ['land', 'owners-costs'])
      spending({ category }).then({ type: 'ExpenseRecorded', data: { category } });
    for (const category of ['works', 'equipment', 'supervision', 'design', 'reserve'])
      spending({ category }).thenRefused('expense-needs-contract', { category });
  });

  it('has no contract but a budget line and a document (P1)', () => {
    spending().then({ type: 'ExpenseRecorded', data: { category: 'owners-costs', amount: '120000.00' } });
    spending({ category: 'equipment' }).thenRefused('expense-without-budget-line', { category: 'equipment' });
    expect(() => command(RecordExpense, { documents: [] })).toThrow(BadInput);
  });

  it('never comes before a binding budget', () =>
    givenProject('estimate-proposed')
      .when(command(RecordExpense))
      .thenRefusedBy('expense-without-budget-line', 'over-budget'));

  it('dated before the approval of its budget is a finding (L3)', () => {
    atStep('land-paid').with({ valueDate: '2023-02-20' }).thenFindsNothing();
    atStep('land-paid')
      .with({ valueDate: '2023-02-19' })
      .thenFinds('L3', { fact: 'valueDate', basis: 'approvedOn', basisDate: '2023-02-20' });
  });

  it('never passes the budget (B4)', () => {
    spending({ amount: '980000.00' }).then({ type: 'ExpenseRecorded' });
    spending({ amount: '980000.01' }).thenRefused('over-budget', { obligated: '12000000.01' });
  });

  it('is refused once the final account is compiled', () =>
    givenProject('final-account')
      .when(command(RecordExpense, { voucher: 'ZF-9', valueDate: '2024-05-08' }))
      .thenRefused('expense-after-final-account'));

  it('has a voucher of its own', () =>
    spending({ voucher: 'ZF-2023-0414' }).thenRefused('voucher-already-recorded', {
      voucher: 'ZF-2023-0414',
    }));
});

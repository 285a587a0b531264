import { describe, expect, it } from '@jest/globals';
import { command, given, givenProject } from '../testing/given.js';
import { donghu } from '../testing/worked-people.js';
import { overpaid, paid, paymentCeiling, unrecovered } from './contract-account.js';
import { TerminateContract } from './contract.js';
import {
  AuditFinalAccount,
  CloseProject,
  CompileFinalAccount,
  reconciliation,
  ReviewSettlement,
  SubmitSettlement,
} from './final-account.js';
import { CertifyProgress, RecordExpense, RecordPayment, ReleaseRetention } from './payment.js';
import { project } from './project.js';
import { RecordRecovery, ReduceCertificate, ReversePayment, ReverseRecovery } from './reversal.js';
import type { ProjectState } from './state.js';

const works = (state: ProjectState) => {
  const a = state.contracts['HT-001']!;
  return { paid: paid(a), ceiling: paymentCeiling(a), unrecovered: unrecovered(a), overpaid: overpaid(a) };
};
const pays = (changes: object) => command(RecordPayment, { voucher: 'ZF-NEW', ...changes });
const reduces = (changes: object = {}) => command(ReduceCertificate, changes);
const reverses = (changes: object = {}) => command(ReversePayment, changes);
const recovers = (changes: object = {}) => command(RecordRecovery, changes);
const advance = { kind: 'advance', certificate: null, advanceRecovered: '0.00' };

describe('A certificate is reduced (ReduceCertificate)', () => {
  const paidOnce = givenProject('progress-1');

  it('and the event says the value so far and what is overpaid then', () =>
    paidOnce.when(reduces()).then({
      type: 'CertificateReduced',
      data: { cumulative: '1800000.00', overpaid: '160000.00' },
    }));

  it('by its whole value at most: a fen more is refused', () => {
    paidOnce.when(reduces({ reduction: '2000000.00' })).then({ type: 'CertificateReduced' });
    paidOnce
      .when(reduces({ reduction: '2000000.01' }))
      .thenRefused('reduction-over-certificate', { value: '2000000.00' });
  });

  it('and then by what is left of it', () =>
    paidOnce
      .after(reduces())
      .when(reduces({ reduction: '1800000.01' }))
      .thenRefused('reduction-over-certificate', { value: '1800000.00' }));

  it('only one that the contract has', () =>
    paidOnce
      .when(reduces({ certificate: 'JL-99' }))
      .thenRefused('certificate-unknown', { certificate: 'JL-99' }));

  it('on a day before it was issued, as a finding (L3)', () =>
    paidOnce
      .when(reduces({ reducedOn: '2023-06-02' }), { instant: '2023-06-20T04:00:00.000Z' })
      .thenFinds('L3', { fact: 'reducedOn', basis: 'certifiedOn' }));

  it('still after the settlement is submitted, never after its review', () => {
    givenProject('settlement-submitted')
      .when(reduces({ reducedOn: '2024-03-25' }))
      .then({ type: 'CertificateReduced' });
    givenProject('settlement-reviewed')
      .when(reduces({ reducedOn: '2024-04-20' }))
      .thenRefused('contract-settled', { stage: 'settlement-reviewed' });
  });

  it('and overpays nobody while less was paid on it', () =>
    givenProject('certificate-1')
      .when(reduces())
      .then({ type: 'CertificateReduced', data: { overpaid: '0.00' } }));
});

describe('An overpaid contract', () => {
  const reduced = givenProject('progress-1').after(reduces());

  it('is overpaid by what is paid over its lowered ceiling', () =>
    expect(works(reduced.state)).toEqual({
      ...{ paid: 2_400_000_00n, ceiling: 2_240_000_00n },
      ...{ unrecovered: 800_000_00n, overpaid: 160_000_00n },
    }));

  it('is locked: nothing more is paid, not a fen (P2)', () => {
    const progress = { amount: '0.01', advanceRecovered: '0.01', valueDate: '2023-06-21' };
    reduced.when(pays(progress)).thenRefusedBy('contract-overpaid', 'progress-over-ceiling');
    reduced
      .when(pays({ ...advance, amount: '0.01', valueDate: '2023-06-21' }))
      .thenRefused('contract-overpaid', { overpaid: '160000.00' });
  });

  it('stays locked while a fen is not recovered', () =>
    reduced
      .after(recovers({ amount: '159999.99' }))
      .when(pays({ ...advance, amount: '0.01', valueDate: '2023-07-06' }))
      .thenRefused('contract-overpaid', { overpaid: '0.01' }));

  it('is unlocked once all is recovered, and paid again for new work (P2)', () => {
    const again = reduced.after(
      recovers(),
      command(CertifyProgress, {
        ...{ certificate: 'JL-02', periodFrom: '2023-06-01', periodUntil: '2023-07-31' },
        ...{ value: '1000000.00', certifiedOn: '2023-08-01' },
      }),
    );
    const progress = (amount: string) =>
      again.when(
        pays({ certificate: 'JL-02', amount, advanceRecovered: '100000.00', valueDate: '2023-08-02' }),
      );
    progress('700000.00').then({ type: 'PaymentRecorded' });
    progress('700000.01').thenRefused('progress-over-ceiling', { ceiling: '2240000.00' });
  });

  it('is unlocked too when new work brings its ceiling up', () =>
    reduced
      .after(
        command(CertifyProgress, {
          ...{ certificate: 'JL-02', periodFrom: '2023-06-01', periodUntil: '2023-06-30' },
          ...{ value: '200000.00', certifiedOn: '2023-07-01' },
        }),
      )
      .when(pays({ certificate: 'JL-02', amount: '0.01', advanceRecovered: '0.01', valueDate: '2023-07-02' }))
      .thenRefusedBy('progress-over-ceiling'));
});

describe('A recovery (RecordRecovery)', () => {
  const reduced = givenProject('progress-1').after(reduces());

  it('brings back what is overpaid, whole or in part, and says what is left of it', () => {
    reduced.when(recovers()).then({ type: 'OverpaymentRecovered', data: { overpaid: '0.00' } });
    reduced
      .when(recovers({ amount: '60000.00' }))
      .then({ type: 'OverpaymentRecovered', data: { overpaid: '100000.00' } });
  });

  it('is never larger than what is overpaid: a fen more is refused', () =>
    reduced
      .when(recovers({ amount: '160000.01' }))
      .thenRefused('recovery-over-overpaid', { amount: '160000.01', overpaid: '160000.00' }));

  it('is none where nothing is overpaid', () =>
    givenProject('progress-1').when(recovers()).thenRefused('recovery-over-overpaid', { overpaid: '0.00' }));

  it('may repay the advance in cash, beside what is overpaid', () => {
    const repaid = reduced.when(recovers({ amount: '460000.00', advanceRecovered: '300000.00' }));
    repaid.then({ type: 'OverpaymentRecovered', data: { overpaid: '0.00' } });
    expect(works(repaid.state)).toEqual({
      ...{ paid: 1_940_000_00n, ceiling: 1_940_000_00n },
      ...{ unrecovered: 500_000_00n, overpaid: 0n },
    });
    givenProject('progress-1')
      .when(recovers({ amount: '800000.00', advanceRecovered: '800000.00' }))
      .then({ type: 'OverpaymentRecovered' });
    reduced
      .when(recovers({ amount: '300000.00', advanceRecovered: '300000.00' }))
      .then({ type: 'OverpaymentRecovered', data: { overpaid: '160000.00' } });
  });

  it('never repays more of the advance than is unrecovered', () =>
    reduced
      .when(recovers({ amount: '800000.01', advanceRecovered: '800000.01' }))
      .thenRefused('advance-recovery-too-large', { unrecovered: '800000.00' }));

  it('sets nothing off before the settlement: cash only', () =>
    reduced
      .when(recovers({ amount: '100.00', advanceRecovered: '100.01' }))
      .thenRefused('set-off-before-settlement', { recovered: '100.01', amount: '100.00' }));

  it('comes from the contractor', () =>
    reduced.when(recovers({ payer: donghu })).thenRefused('recovery-from-another', { payer: donghu.name }));

  it('is of something', () =>
    reduced.when(recovers({ amount: '0.00' })).thenRefused('recovery-of-nothing', { contract: 'HT-001' }));

  it('has a voucher of its own in the project', () =>
    reduced
      .when(recovers({ voucher: 'ZF-2023-0612' }))
      .thenRefused('voucher-already-recorded', { voucher: 'ZF-2023-0612' }));

  it('before the contract was signed is a finding (L3)', () =>
    reduced
      .when(recovers({ recoveredOn: '2023-04-02', lateReason: '补录' }))
      .thenFinds('L3', { fact: 'recoveredOn', basis: 'signedOn' }));
});

describe('A payment is reversed (ReversePayment)', () => {
  it('as a whole, and what it recovered of the advance is unrecovered again', () => {
    const reversed = givenProject('progress-1').when(reverses());
    reversed.then({
      type: 'PaymentReversed',
      data: {
        ...{ contract: 'HT-001', kind: 'progress', certificate: 'JL-01' },
        advanceRestored: '200000.00',
      },
    });
    expect(works(reversed.state)).toEqual(works(givenProject('certificate-1').state));
    const { reversals, certificates } = reversed.state.contracts['HT-001']!;
    expect([reversals, certificates.get('JL-01')!.gross]).toEqual([1_400_000_00n, 0n]);
  });

  it('and may be paid anew under another voucher, up to the same ceiling (P2)', () => {
    const reversed = givenProject('progress-1').after(reverses());
    reversed.when(pays({ valueDate: '2023-06-16' })).then({ type: 'PaymentRecorded' });
    reversed
      .when(pays({ advanceRecovered: '200000.01', valueDate: '2023-06-16' }))
      .thenRefusedBy('progress-over-ceiling');
    reversed
      .when(pays({ voucher: 'ZF-2023-0612', valueDate: '2023-06-16' }))
      .thenRefused('voucher-already-recorded');
  });

  it('never in part, except an advance', () => {
    const paidOnce = givenProject('progress-1');
    for (const amount of ['1399999.99', '1400000.01'])
      paidOnce
        .when(reverses({ amount }))
        .thenRefused('reversal-in-part', { paid: '1400000.00', kind: 'progress' });
  });

  it('of an advance in part, up to what is unrecovered of it (P2)', () => {
    const advances = (amount: string, until = 'progress-1') =>
      givenProject(until).when(reverses({ payment: 'ZF-2023-0414', amount, reversedOn: '2023-06-15' }));
    advances('800000.00').then({
      type: 'PaymentReversed',
      data: { kind: 'advance', advanceRestored: '0.00' },
    });
    advances('800000.01').thenRefused('reversal-over-unrecovered', { most: '800000.00' });
    advances('1000000.00', 'advance').then({ type: 'PaymentReversed' });
    advances('1000000.01', 'advance').thenRefused('reversal-over-unrecovered', { most: '1000000.00' });
  });

  it('of an advance in several parts, up to all of it', () => {
    const half = { payment: 'ZF-2023-0414', reversedOn: '2023-04-20' };
    const once = givenProject('advance').after(reverses({ ...half, amount: '600000.00', voucher: 'CX-1' }));
    once.when(reverses({ ...half, amount: '400000.00' })).then({ type: 'PaymentReversed' });
    once
      .when(reverses({ ...half, amount: '400000.01' }))
      .thenRefused('reversal-over-unrecovered', { most: '400000.00' });
  });

  it('never twice', () =>
    givenProject('progress-1')
      .after(reverses())
      .when(reverses({ voucher: 'CX-2' }))
      .thenRefused('payment-already-reversed', { voucher: 'ZF-2023-0612' }));

  it('never as the reversal of a reversal; a recovery is reversed by an entry of its own', () => {
    givenProject('progress-1')
      .after(reverses())
      .when(reverses({ payment: 'CX-2023-0615', voucher: 'CX-2' }))
      .thenRefusedBy('reversal-of-a-reversal');
    givenProject('progress-1')
      .after(reduces(), recovers())
      .when(reverses({ payment: 'ZH-2023-0705', amount: '160000.00', reversedOn: '2023-07-06' }))
      .thenRefused('recovery-is-no-payment', { voucher: 'ZH-2023-0705' });
  });

  it('and what is said of it beside its number is as it was paid', () => {
    const paidOnce = givenProject('progress-1');
    const asPaid = { contract: 'HT-001', kind: 'progress', advanceRestored: '200000.00' };
    paidOnce.when(reverses(asPaid)).then({ type: 'PaymentReversed', data: asPaid });
    for (const [field, said] of [
      ['contract', 'HT-002'],
      ['kind', 'settlement'],
      ['advanceRestored', '199999.99'],
    ] as const)
      paidOnce
        .when(reverses({ ...asPaid, [field]: said }))
        .thenRefused('reversal-not-as-paid', { voucher: 'ZF-2023-0612', field });
  });

  it('only if it was recorded, under a voucher of its own', () => {
    givenProject('progress-1')
      .when(reverses({ payment: 'ZF-404' }))
      .thenRefused('voucher-unknown', { voucher: 'ZF-404' });
    givenProject('progress-1')
      .when(reverses({ voucher: 'ZF-2023-0414' }))
      .thenRefused('voucher-already-recorded');
  });

  it('never so that more has come back than was paid: a part was recovered before (P2)', () => {
    const recovered = givenProject('progress-1').after(reduces(), recovers());
    recovered
      .when(reverses({ reversedOn: '2023-07-06' }))
      .thenRefused('reversal-over-paid', { amount: '1400000.00', paid: '1240000.00' });
  });

  it('of an expense frees the budget, until the final account is compiled', () => {
    const land = { payment: 'ZF-2023-0301', amount: '440000.00' };
    const reversed = givenProject('land-paid').when(reverses({ ...land, reversedOn: '2023-03-05' }));
    reversed.then({ type: 'PaymentReversed', data: { contract: null, kind: 'expense' } });
    expect(reversed.state.expenses).toBe(0n);
    givenProject('land-paid')
      .after(reverses({ ...land, reversedOn: '2023-03-05' }))
      .when(command(RecordExpense, { voucher: 'ZF-NEW', valueDate: '2023-03-06' }))
      .then({ type: 'ExpenseRecorded' });
    givenProject('final-account')
      .when(reverses({ ...land, reversedOn: '2024-05-08' }))
      .thenRefused('expense-after-final-account');
  });

  it('of an expense after the final account takes back what the audit took off, no fen more (CloseProject)', () => {
    const land = { payment: 'ZF-2023-0301', reversedOn: '2024-09-01' };
    const audited = givenProject('retention-paid');
    audited.when(reverses({ ...land, amount: '440000.00' })).thenRefused('expense-after-final-account');
    const cut = givenProject('final-account').after(
      command(AuditFinalAccount, {
        expenses: '550000.00',
        approved: '10950000.00',
      }),
      command(ReleaseRetention),
      pays({
        ...{ kind: 'retention', certificate: null, advanceRecovered: '0.00' },
        ...{ amount: '303600.00', valueDate: '2025-02-26' },
      }),
    );
    cut.when(reverses({ ...land, amount: '10000.01' })).thenRefused('reversal-over-cut', { cut: '10000.00' });
    const small = { payment: 'ZF-2023-1220', reversedOn: '2024-09-01' };
    cut
      .when(reverses({ ...small, amount: '120000.01' }))
      .thenRefused('reversal-in-part', { kind: 'expense' });
    cut
      .when(command(CloseProject))
      .thenRefused('reconciliation-does-not-balance', { differences: ['total: 10000.00'] });
    cut
      .after(reverses({ ...land, amount: '10000.00' }))
      .when(command(CloseProject))
      .then({ type: 'ProjectClosed', data: { reconciliation: { expenses: '550000.00' } } });
  });

  it('on a day before it was made, as a finding (L3)', () =>
    givenProject('progress-1')
      .when(reverses({ reversedOn: '2023-06-11' }), { instant: '2023-06-15T04:00:00.000Z' })
      .thenFinds('L3', { fact: 'reversedOn', basis: 'valueDate', basisDate: '2023-06-12' }));

  it('of an advance lowers the ceiling with it: nobody is overpaid by it', () => {
    const { state } = givenProject('progress-1').when(
      reverses({ payment: 'ZF-2023-0414', amount: '800000.00', reversedOn: '2023-06-15' }),
    );
    expect(works(state)).toEqual({
      ...{ paid: 1_600_000_00n, ceiling: 1_600_000_00n, unrecovered: 0n, overpaid: 0n },
    });
  });
});

describe('A recovery that bounces (ReverseRecovery)', () => {
  const bounces = (changes: object = {}) => command(ReverseRecovery, changes);
  const reduced = givenProject('progress-1').after(reduces());
  const recovered = reduced.after(recovers());

  it('leaves the contract overpaid as it was, and locked again', () => {
    const bounced = recovered.when(bounces());
    bounced.then({
      type: 'RecoveryReversed',
      data: {
        ...{ contract: 'HT-001', recovery: 'ZH-2023-0705', amount: '160000.00' },
        ...{ advanceRestored: '0.00', overpaid: '160000.00' },
      },
    });
    expect(works(bounced.state)).toEqual(works(reduced.state));
    recovered
      .after(bounces())
      .when(pays({ ...advance, amount: '0.01', valueDate: '2023-07-11' }))
      .thenRefused('contract-overpaid', { overpaid: '160000.00' });
  });

  it('restores the advance that it had set off', () => {
    const both = recovers({ amount: '460000.00', advanceRecovered: '300000.00' });
    const bounced = reduced.after(both).when(bounces());
    bounced.then({ type: 'RecoveryReversed', data: { amount: '460000.00', advanceRestored: '300000.00' } });
    expect(works(bounced.state)).toEqual(works(reduced.state));
  });

  it('may be of a set-off alone, recorded wrongly', () => {
    const settled = terminated().after(
      recovers({ recoveredOn: '2023-09-01', amount: '0.00', advanceRecovered: '800000.00' }),
    );
    const bounced = settled.when(bounces({ reversedOn: '2023-09-05' }));
    bounced.then({ type: 'RecoveryReversed', data: { amount: '0.00', advanceRestored: '800000.00' } });
    expect(works(bounced.state)).toEqual(works(terminated().state));
    settled
      .after(bounces({ reversedOn: '2023-09-05' }))
      .when(bounces({ reversedOn: '2023-09-06', voucher: 'TH-2' }))
      .thenRefused('recovery-already-reversed', { recovery: 'ZH-2023-0705' });
  });

  it('is followed by another recovery when the money comes after all', () =>
    recovered
      .after(bounces())
      .when(recovers({ voucher: 'ZH-2', recoveredOn: '2023-07-12' }))
      .then({ type: 'OverpaymentRecovered', data: { overpaid: '0.00' } }));

  it('once, and only a recovery, under a voucher of its own', () => {
    recovered
      .after(bounces())
      .when(bounces({ voucher: 'TH-2' }))
      .thenRefused('recovery-already-reversed', { recovery: 'ZH-2023-0705' });
    recovered.when(bounces({ recovery: 'ZH-404' })).thenRefused('recovery-unknown', { recovery: 'ZH-404' });
    recovered.when(bounces({ recovery: 'ZF-2023-0612' })).thenRefusedBy('recovery-unknown');
    recovered
      .when(bounces({ voucher: 'ZF-2023-0612' }))
      .thenRefused('voucher-already-recorded', { voucher: 'ZF-2023-0612' });
  });

  it('is itself never reversed', () =>
    recovered
      .after(bounces())
      .when(reverses({ payment: 'TH-2023-0710', amount: '160000.00', reversedOn: '2023-07-12' }))
      .thenRefused('reversal-of-a-reversal', { voucher: 'TH-2023-0710' }));

  it('on a day before it came, as a finding (L3)', () =>
    recovered
      .when(bounces({ reversedOn: '2023-07-04' }), { instant: '2023-07-10T04:00:00.000Z' })
      .thenFinds('L3', { fact: 'reversedOn', basis: 'recoveredOn' }));
});

/** The works of the worked example, terminated when 2,000,000.00 are certified and 800,000.00 of the advance unrecovered. */
const terminated = () =>
  givenProject('progress-1').after(
    command(TerminateContract, { terminatedOn: '2023-07-20' }),
    command(SubmitSettlement, { submitted: '2000000.00', submittedOn: '2023-08-01' }),
    command(ReviewSettlement, { approved: '2000000.00', reviewedOn: '2023-08-20' }),
  );
const supervision = [
  command(CertifyProgress, {
    ...{ contract: 'HT-002', certificate: 'FW-01', value: '140000.00' },
    ...{ periodUntil: '2023-07-20', certifiedOn: '2023-07-25' },
  }),
  command(TerminateContract, { contract: 'HT-002', terminatedOn: '2023-07-26' }),
  command(SubmitSettlement, { contract: 'HT-002', submitted: '140000.00', submittedOn: '2023-08-01' }),
  command(ReviewSettlement, { contract: 'HT-002', approved: '140000.00', reviewedOn: '2023-08-20' }),
  command(RecordPayment, {
    ...{ contract: 'HT-002', kind: 'settlement', certificate: null, amount: '140000.00' },
    ...{ advanceRecovered: '0.00', voucher: 'ZF-HT2', valueDate: '2023-08-25' },
    payee: givenProject('works-contract').state.contracts['HT-002']!.contractor,
  }),
];
const recoveredOn = { recoveredOn: '2023-09-01' };

describe('A terminated contract with an unrecovered advance', () => {
  it('is overpaid by what is paid over the reviewed amount less the retention', () =>
    expect(works(terminated().state)).toEqual({
      ...{ paid: 2_400_000_00n, ceiling: 1_940_000_00n },
      ...{ unrecovered: 800_000_00n, overpaid: 460_000_00n },
    }));

  it('pays back what is overpaid and sets off the rest of the advance (RecordRecovery)', () => {
    const settled = terminated().when(
      recovers({ ...recoveredOn, amount: '460000.00', advanceRecovered: '800000.00' }),
    );
    settled.then({ type: 'OverpaymentRecovered', data: { overpaid: '0.00' } });
    expect(works(settled.state)).toMatchObject({ unrecovered: 0n, overpaid: 0n });
    terminated()
      .when(recovers({ ...recoveredOn, amount: '460000.01', advanceRecovered: '800000.00' }))
      .thenRefused('recovery-over-overpaid', { overpaid: '460000.00' });
  });

  it('may set off without any cash', () =>
    terminated()
      .when(recovers({ ...recoveredOn, amount: '0.00', advanceRecovered: '800000.00' }))
      .then({ type: 'OverpaymentRecovered', data: { overpaid: '460000.00' } }));

  it('balances at the end, and the project closes (CloseProject)', () => {
    const closing = terminated().after(
      recovers({ ...recoveredOn, amount: '460000.00', advanceRecovered: '800000.00' }),
      ...supervision,
      command(ReleaseRetention, { amount: '60000.00', releasedOn: '2023-09-02' }),
      pays({
        ...{ kind: 'retention', certificate: null, advanceRecovered: '0.00' },
        ...{ amount: '60000.00', valueDate: '2023-09-03' },
      }),
      command(CompileFinalAccount, { total: '2580000.00', compiledOn: '2023-09-10' }),
      command(AuditFinalAccount, {
        contracts: [
          { contract: 'HT-001', amount: '2000000.00' },
          { contract: 'HT-002', amount: '140000.00' },
        ],
        ...{ expenses: '440000.00', approved: '2580000.00', auditedOn: '2023-10-10' },
      }),
    );
    const { contracts } = reconciliation(closing.state);
    expect(contracts.map((c) => [c.contract, c.paid, c.difference])).toEqual([
      ['HT-002', '140000.00', '0.00'],
      ['HT-001', '2000000.00', '0.00'],
    ]);
    closing.when(command(CloseProject, { closedOn: '2023-10-20' })).then({ type: 'ProjectClosed' });
    terminated()
      .when(command(CloseProject, { closedOn: '2023-10-20' }))
      .thenRefused('reconciliation-does-not-balance');
  });
});

describe('A settlement payment', () => {
  /** Certified 3,000,000.00 without a second payment, 800,000.00 of the advance still unrecovered. */
  const reviewed = givenProject('progress-1').after(
    command(CertifyProgress, {
      ...{ certificate: 'JL-02', periodFrom: '2023-06-01', periodUntil: '2023-07-15' },
      ...{ value: '1000000.00', certifiedOn: '2023-07-16' },
    }),
    command(TerminateContract, { terminatedOn: '2023-07-20' }),
    command(SubmitSettlement, { submitted: '3000000.00', submittedOn: '2023-08-01' }),
    command(ReviewSettlement, { approved: '3000000.00', reviewedOn: '2023-08-20' }),
  );

  it('sets off what is left of the advance: all of it, and nothing more (RecordPayment)', () => {
    const settling = (amount: string, advanceRecovered: string) =>
      reviewed.when(
        pays({
          ...{ kind: 'settlement', certificate: null, valueDate: '2023-09-01' },
          ...{ amount, advanceRecovered },
        }),
      );
    settling('510000.00', '800000.00').then({ type: 'PaymentRecorded' });
    expect(works(settling('510000.00', '800000.00').state)).toMatchObject({
      ...{ paid: 2_910_000_00n, unrecovered: 0n },
    });
    settling('510000.01', '800000.00').thenRefusedBy('paid-over-ceiling');
    settling('510000.00', '799999.99').thenRefused('advance-not-recovered', { unrecovered: '0.01' });
    settling('510000.00', '800000.01').thenRefused('advance-recovery-too-large', {
      recovered: '800000.01',
      unrecovered: '800000.00',
    });
  });

  it('that is reversed restores the advance that it had set off (ReversePayment)', () => {
    const settled = reviewed.after(
      pays({
        ...{ kind: 'settlement', certificate: null, valueDate: '2023-09-01' },
        ...{ amount: '510000.00', advanceRecovered: '800000.00' },
      }),
    );
    const reversed = settled.when(
      reverses({ payment: 'ZF-NEW', amount: '510000.00', reversedOn: '2023-09-05' }),
    );
    reversed.then({ type: 'PaymentReversed', data: { advanceRestored: '800000.00', certificate: null } });
    expect(works(reversed.state)).toEqual(works(reviewed.state));
  });
});

it('Nothing is reversed, reduced or recovered once the project is closed', () => {
  const closed = givenProject('closed');
  const on = { instant: '2025-04-01T04:00:00.000Z' };
  const late = { lateReason: '补录' };
  for (const entry of [reverses(late), reduces(late), recovers(late), command(ReverseRecovery, late)])
    closed.when(entry, on).thenRefused('project-closed');
  given(project).when(reverses()).thenRefusedBy('project-not-registered');
});

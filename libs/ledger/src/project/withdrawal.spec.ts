import { describe, expect, it } from '@jest/globals';
import { command, givenProject } from '../testing/given.js';
import { overpaid, paid, paymentCeiling } from './contract-account.js';
import { TerminateContract } from './contract.js';
import {
  AuditFinalAccount,
  CloseProject,
  CompileFinalAccount,
  ReviewSettlement,
  SubmitSettlement,
} from './final-account.js';
import { RecordExpense, RecordPayment, ReleaseRetention } from './payment.js';
import { RecordRecovery, ReversePayment, ReverseRecovery } from './reversal.js';
import { WithdrawAudit, WithdrawFinalAccount, WithdrawReview, WithdrawSettlement } from './withdrawal.js';

const submission = (changes: object = {}) => command(WithdrawSettlement, changes);
const review = (changes: object = {}) => command(WithdrawReview, changes);
const account = (changes: object = {}) => command(WithdrawFinalAccount, changes);
const audit = (changes: object = {}) => command(WithdrawAudit, changes);

describe('The submission of a settlement is withdrawn (WithdrawSettlement)', () => {
  const submitted = givenProject('settlement-submitted');

  it('before its review, and the contract stands as if it had not come; it is submitted anew', () => {
    const withdrawn = submitted.when(submission());
    withdrawn.then({ type: 'SettlementWithdrawn', data: { submitted: '10300000.00' } });
    const before = givenProject('supervision-paid-2').state.contracts['HT-001'];
    expect(withdrawn.state.contracts['HT-001']).toEqual(before);
    submitted
      .after(submission())
      .when(command(SubmitSettlement, { submitted: '10310000.00', submittedOn: '2024-03-29' }))
      .then({ type: 'SettlementSubmitted' });
  });

  it('never after its review', () =>
    givenProject('settlement-reviewed')
      .when(submission({ withdrawnOn: '2024-04-28' }))
      .thenRefused('settlement-reviewed', { contract: 'HT-001' }));

  it('only if there is one', () =>
    givenProject('progress-1')
      .when(submission({ withdrawnOn: '2023-06-20' }))
      .thenRefused('settlement-not-submitted', { contract: 'HT-001' }));

  it('on a day before it was submitted, as a finding (L3)', () =>
    submitted
      .when(submission({ withdrawnOn: '2024-03-19' }), { instant: '2024-03-25T04:00:00.000Z' })
      .thenFinds('L3', { fact: 'withdrawnOn', basis: 'submittedOn' }));
});

describe('The review of a settlement is withdrawn (WithdrawReview)', () => {
  const reviewed = givenProject('settlement-reviewed');

  it('before anything rests on it: ceiling and retention stand as before, and it is reviewed anew', () => {
    const withdrawn = reviewed.when(review());
    withdrawn.then({ type: 'ReviewWithdrawn', data: { approved: '10120000.00' } });
    const before = givenProject('settlement-submitted').state.contracts['HT-001'];
    expect(withdrawn.state.contracts['HT-001']).toEqual(before);
    reviewed
      .after(review())
      .when(command(ReviewSettlement, { approved: '10210000.00', reviewedOn: '2024-04-29' }))
      .then({ type: 'SettlementReviewed', data: { reduction: '90000.00' } });
  });

  it('never while a settlement payment stands upon it; once that is reversed it can be', () => {
    const settled = givenProject('settlement-paid');
    settled
      .when(review({ withdrawnOn: '2024-05-02' }))
      .thenRefused('review-rested-on', { contract: 'HT-001', event: ['PaymentRecorded'] });
    const back = { payment: 'ZF-2024-0429', amount: '1576400.00', reversedOn: '2024-05-01' };
    settled
      .after(command(ReversePayment, back))
      .when(review({ withdrawnOn: '2024-05-02' }))
      .then({ type: 'ReviewWithdrawn' });
  });

  it('never while a recovery stands upon it; once that is reversed it can be', () => {
    const recovered = givenProject('progress-1').after(
      command(TerminateContract, { terminatedOn: '2023-07-20' }),
      command(SubmitSettlement, { submitted: '2000000.00', submittedOn: '2023-08-01' }),
      command(ReviewSettlement, { approved: '1000000.00', reviewedOn: '2023-08-20' }),
      command(RecordRecovery, { amount: '0.00', advanceRecovered: '800000.00', recoveredOn: '2023-08-25' }),
    );
    const withdrawnOn = '2023-08-28';
    recovered
      .when(review({ withdrawnOn }))
      .thenRefused('review-rested-on', { event: ['OverpaymentRecovered'] });
    const withdrawn = recovered
      .after(command(ReverseRecovery, { reversedOn: '2023-08-26' }))
      .when(review({ withdrawnOn }));
    withdrawn.then({ type: 'ReviewWithdrawn', data: { approved: '1000000.00' } });
    const a = withdrawn.state.contracts['HT-001']!;
    expect([paid(a), paymentCeiling(a), overpaid(a)]).toEqual([2_400_000_00n, 2_400_000_00n, 0n]);
  });

  it('never once its retention is released, nor under a final account', () => {
    givenProject('settlement-paid')
      .after(command(ReleaseRetention))
      .when(review({ withdrawnOn: '2025-02-25' }))
      .thenRefused('review-rested-on', { event: ['PaymentRecorded', 'RetentionReleased'] });
    givenProject('final-account')
      .when(review({ contract: 'HT-002', withdrawnOn: '2024-05-10' }))
      .thenRefused('review-rested-on', { event: ['FinalAccountCompiled'] });
  });

  it('only if there is one', () =>
    givenProject('settlement-submitted')
      .when(review())
      .thenRefused('settlement-not-reviewed', { contract: 'HT-001' }));

  it('on a day before it was made, as a finding (L3)', () =>
    reviewed
      .when(review({ withdrawnOn: '2024-04-14' }), { instant: '2024-04-28T04:00:00.000Z' })
      .thenFinds('L3', { fact: 'withdrawnOn', basis: 'reviewedOn' }));
});

describe('The final account is withdrawn (WithdrawFinalAccount)', () => {
  const compiled = givenProject('final-account');
  const landBounces = command(ReversePayment, {
    ...{ payment: 'ZF-2023-0301', amount: '440000.00', reversedOn: '2024-05-26' },
  });

  it('before its audit: an expense that the bank sent back is reversed, paid anew, and the account compiled again', () => {
    compiled.when(account()).then({ type: 'FinalAccountWithdrawn', data: { total: '10960000.00' } });
    expect(compiled.when(account()).state).toEqual(givenProject('settlement-paid').state);
    compiled.when(landBounces).thenRefused('expense-after-final-account');
    compiled
      .after(
        account(),
        landBounces,
        command(RecordExpense, { voucher: 'ZF-2024-0527', valueDate: '2024-05-27' }),
      )
      .when(command(CompileFinalAccount, { compiledOn: '2024-05-28' }))
      .then({ type: 'FinalAccountCompiled', data: { total: '10960000.00' } });
  });

  it('never after its audit', () =>
    givenProject('audited')
      .when(account({ withdrawnOn: '2024-08-20' }))
      .thenRefused('final-account-audited', { auditedOn: '2024-08-16' }));

  it('only if there is one', () =>
    givenProject('settlement-paid')
      .when(account({ withdrawnOn: '2024-05-02' }))
      .thenRefusedBy('final-account-missing'));

  it('on a day before it was compiled, as a finding (L3)', () =>
    compiled
      .when(account({ withdrawnOn: '2024-05-05' }), { instant: '2024-05-10T04:00:00.000Z' })
      .thenFinds('L3', { fact: 'withdrawnOn', basis: 'compiledOn' }));
});

describe('The audit of the final account is withdrawn (WithdrawAudit)', () => {
  const audited = givenProject('audited');

  it('before the project is closed, and it is audited anew', () => {
    audited.when(audit()).then({ type: 'AuditWithdrawn', data: { approved: '10960000.00' } });
    expect(audited.when(audit()).state).toEqual(givenProject('final-account').state);
    audited
      .after(audit())
      .when(command(AuditFinalAccount, { auditedOn: '2024-08-21' }))
      .then({ type: 'FinalAccountAudited' });
  });

  it('with whatever it had cut: what was overpaid by it is so no more', () => {
    const cut = givenProject('final-account').after(
      command(AuditFinalAccount, {
        contracts: [
          { contract: 'HT-001', amount: '9000000.00' },
          { contract: 'HT-002', amount: '280000.00' },
        ],
        approved: '9840000.00',
      }),
    );
    expect(overpaid(cut.state.contracts['HT-001']!)).toBeGreaterThan(0n);
    expect(overpaid(cut.after(audit()).state.contracts['HT-001']!)).toBe(0n);
  });

  it('only if there is one, and never of a closed project', () => {
    givenProject('final-account')
      .when(audit({ withdrawnOn: '2024-05-10' }))
      .thenRefusedBy('audit-missing');
    givenProject('closed')
      .when(audit({ withdrawnOn: '2025-03-20' }))
      .thenRefused('project-closed');
  });

  it('on a day before it was made, as a finding (L3)', () =>
    audited
      .when(audit({ withdrawnOn: '2024-08-15' }), { instant: '2024-08-20T04:00:00.000Z' })
      .thenFinds('L3', { fact: 'withdrawnOn', basis: 'auditedOn' }));

  it('and the project does not close before it is audited again (F3)', () =>
    givenProject('retention-paid')
      .after(audit({ withdrawnOn: '2025-03-01' }))
      .when(command(CloseProject))
      .thenRefused('F3', { audited: false }));
});

it('A payment after a review was withdrawn follows the certificates again (RecordPayment)', () =>
  givenProject('settlement-reviewed')
    .after(review())
    .when(
      command(RecordPayment, {
        ...{ kind: 'settlement', certificate: null, advanceRecovered: '0.00', amount: '0.01' },
        ...{ voucher: 'ZF-9', valueDate: '2024-04-29' },
      }),
    )
    .thenRefused('payment-kind-out-of-season', { stage: 'settlement-submitted' }));

import { describe, expect, it } from '@jest/globals';
import { atStep, command, given, givenProject } from '../testing/given.js';
import { playWorkedExample } from '../testing/worked-example.js';
import { paper } from '../testing/worked-people.js';
import { overpaid } from './contract-account.js';
import {
  AcceptCompletion,
  AuditFinalAccount,
  CloseProject,
  CompileFinalAccount,
  reconciliation,
  ReviewSettlement,
  SubmitSettlement,
} from './final-account.js';
import { AwardTender, CancelAward, PlanLot } from './lot.js';
import { RecordPayment, ReleaseRetention, RecordExpense } from './payment.js';
import { project } from './project.js';
import { RecordRecovery } from './reversal.js';

describe('Completion (AcceptCompletion)', () => {
  it('is accepted once', () => {
    atStep('accepted')
      .with()
      .then({ type: 'CompletionAccepted', data: { quality: '合格' } });
    givenProject('accepted')
      .when(command(AcceptCompletion))
      .thenRefused('completion-already-accepted', { contract: 'HT-001' });
  });

  it('starts a defects period that ends no earlier', () => {
    atStep('accepted').with({ defectsUntil: '2024-02-08' }).then({ type: 'CompletionAccepted' });
    atStep('accepted').with({ defectsUntil: '2024-02-07' }).thenRefused('contract-dates-reversed');
  });

  it('says until when the final account is due: three months after works can be used (F2)', () => {
    atStep('accepted')
      .with()
      .then({
        type: 'CompletionAccepted',
        data: { finalAccountDue: { rule: 'F2', version: 1, on: '2024-05-08', provisional: false } },
      });
    atStep('accepted')
      .with({ contract: 'HT-002' })
      .then({ type: 'CompletionAccepted', data: { finalAccountDue: null } });
  });

  it('before signing is a finding (L3)', () =>
    givenProject('works-contract')
      .when(command(AcceptCompletion, { acceptedOn: '2023-04-02' }))
      .thenFinds('L3', { fact: 'acceptedOn' }));

  it('is not accepted once the settlement is submitted', () =>
    givenProject('settlement-submitted')
      .when(
        command(AcceptCompletion, {
          contract: 'HT-001',
          acceptedOn: '2024-03-21',
          defectsUntil: '2025-03-21',
        }),
      )
      .thenRefused('contract-settled'));
});

describe('A settlement is submitted (SubmitSettlement)', () => {
  it('after the works are accepted', () => {
    atStep('settlement-submitted')
      .with()
      .then({ type: 'SettlementSubmitted', data: { submitted: '10300000.00' } });
    atStep('accepted').when(command(SubmitSettlement)).thenRefusedBy('completion-missing');
  });

  it('once', () =>
    givenProject('settlement-submitted')
      .when(command(SubmitSettlement))
      .thenRefused('settlement-already-submitted'));

  it('thousands of times off the price, as a finding: 万元 typed for 元? (L5)', () => {
    atStep('settlement-submitted')
      .with({ submitted: '1030.00' })
      .thenFinds('L5', {
        ...{ field: 'submitted', amount: '1030.00', reference: '10300000.00' },
      });
    atStep('settlement-submitted').with().thenFindsNothing();
  });

  it('without an acceptance where there are no works', () =>
    atStep('supervision-settlement-submitted').with().then({ type: 'SettlementSubmitted' }));

  it('before the acceptance is a finding (L3)', () =>
    atStep('settlement-submitted')
      .with({ submittedOn: '2024-02-07', lateReason: '补录' })
      .thenFinds('L3', { basis: 'acceptedOn' }));
});

describe('A settlement is reviewed (ReviewSettlement)', () => {
  const reviewing = (changes: object = {}) => atStep('settlement-reviewed').with(changes);

  it('and the event says submitted, approved, reduction, rate and retention', () =>
    reviewing().then({
      type: 'SettlementReviewed',
      data: {
        submitted: '10300000.00',
        approved: '10120000.00',
        reduction: '180000.00',
        reductionRate: 175,
        retention: '303600.00',
      },
    }));

  it('with a retention rounded up to the fen', () =>
    reviewing({ approved: '10120000.01' }).then({
      type: 'SettlementReviewed',
      data: { retention: '303600.01' },
    }));

  it('up to what was submitted', () => {
    reviewing({ approved: '10300000.00' }).then({
      type: 'SettlementReviewed',
      data: { reduction: '0.00', reductionRate: 0 },
    });
    reviewing({ approved: '10300000.01' }).thenRefused('reviewed-over-submitted', {
      submitted: '10300000.00',
    });
  });

  it('up to the price with approved changes: more needs a change first', () => {
    const submitted = atStep('settlement-submitted').after(
      command(SubmitSettlement, { submitted: '10400000.00' }),
    );
    const reviewed = (approved: string) =>
      submitted.when(command(ReviewSettlement, { approved, reviewedOn: '2024-04-15' }));
    reviewed('10300000.00').then({ type: 'SettlementReviewed', data: { reduction: '100000.00' } });
    reviewed('10300000.01').thenRefusedBy('reviewed-over-price');
    reviewed('10300000.01').thenRefused('reviewed-over-price', {
      approved: '10300000.01',
      price: '10300000.00',
    });
  });

  it('before it was submitted is a finding (L3)', () => {
    reviewing({ reviewedOn: '2024-03-20', lateReason: '补录' }).thenFinds('L2');
    reviewing({ reviewedOn: '2024-03-19', lateReason: '补录' }).thenFinds('L3', {
      fact: 'reviewedOn',
      basis: 'submittedOn',
      basisDate: '2024-03-20',
    });
  });

  it('never before it is submitted', () =>
    givenProject('accepted').when(command(ReviewSettlement)).thenRefusedBy('settlement-not-submitted'));

  it('once', () =>
    givenProject('settlement-reviewed').when(command(ReviewSettlement)).thenRefused('contract-settled'));

  it('below what is paid leaves the contract overpaid, and nothing more is paid', () => {
    const reviewed = atStep('settlement-reviewed').after(
      command(ReviewSettlement, { approved: '8000000.00', reviewedOn: '2024-04-15' }),
    );
    expect(overpaid(reviewed.state.contracts['HT-001'])).toBe(8_240_000_00n - 7_760_000_00n);
    expect(reconciliation(reviewed.state).contracts).toContainEqual(
      expect.objectContaining({ contract: 'HT-001', reviewed: '8000000.00', difference: '240000.00' }),
    );
    reviewed
      .when(
        command(RecordPayment, {
          ...lastPayment,
          kind: 'settlement',
          amount: '0.01',
          valueDate: '2024-04-29',
        }),
      )
      .thenRefusedBy('contract-overpaid', 'paid-over-ceiling');
  });

  it('within thirty days of 10,300,000.00 submitted, moved off the weekend, else it is a finding (F1)', () => {
    const on = (reviewedOn: string) =>
      atStep('settlement-reviewed').with({ reviewedOn }, { instant: '2024-04-23T03:00:00.000Z' });
    on('2024-04-19').thenFindsNothing();
    on('2024-04-20').thenFinds('F1', {
      ...{ submittedOn: '2024-03-20', due: '2024-04-19', reviewedOn: '2024-04-20' },
    });
  });

  it('at the price of nobody’s delay: a settlement says until when its review is due (F1)', () => {
    const { project: worked } = playWorkedExample('settlement-submitted');
    const due = (submitted: string) => {
      const price = { price: 100_000_000_00n, certified: 0n };
      const { state } = worked;
      const account = { ...state.contracts['HT-001']!, ...price, submitted: null, submittedOn: null };
      const initialState = { ...state, contracts: { ...state.contracts, 'HT-001': account } };
      const [event] = given({ ...project, initialState }).when(
        command(SubmitSettlement, { submitted }),
      ).events;
      return (event!.data as { reviewDue: { on: string } }).reviewDue.on;
    };
    // 20, 30, 45 and 60 days from 2024-03-20; the number itself belongs to the longer period.
    expect(
      ['4999999.99', '5000000.00', '19999999.99', '20000000.00', '49999999.99', '50000000.00'].map(due),
    ).toEqual(['2024-04-09', '2024-04-19', '2024-04-19', '2024-05-06', '2024-05-06', '2024-05-20']);
  });
});

describe('The final account (CompileFinalAccount)', () => {
  const compiling = (changes: object = {}) => atStep('final-account').with(changes);

  it('is reviewed contracts plus expenses, to the fen', () => {
    compiling().then({ type: 'FinalAccountCompiled', data: { total: '10960000.00', surplus: '1040000.00' } });
    compiling({ total: '10960000.01' }).thenRefused('final-account-does-not-balance', {
      computed: '10960000.00',
    });
  });

  it('waits for the review of every contract', () =>
    givenProject('settlement-submitted')
      .when(command(CompileFinalAccount))
      .thenRefused('contracts-not-reviewed', { contracts: ['HT-002', 'HT-001'] }));

  it('needs a contract or an expense', () => {
    givenProject('works-lot').when(command(CompileFinalAccount)).thenRefused('contracts-not-reviewed');
    givenProject('works-lot')
      .after(command(RecordExpense, { valueDate: '2023-03-01' }))
      .when(command(CompileFinalAccount, { total: '440000.00' }))
      .then({ type: 'FinalAccountCompiled', data: { total: '440000.00' } });
  });

  it('dated before the review of a contract is a finding (L3)', () => {
    atStep('final-account')
      .with({ compiledOn: '2024-04-15' }, { instant: '2024-04-20T03:00:00.000Z' })
      .thenFindsNothing();
    compiling({ compiledOn: '2024-04-14', lateReason: '补录' }).thenFinds('L3', {
      fact: 'compiledOn',
      basis: 'reviewedOn',
      basisDate: '2024-04-15',
    });
  });

  it('within three months of the acceptance of the works, else it is a finding (F2)', () => {
    const on = (compiledOn: string) =>
      atStep('final-account').with({ compiledOn }, { instant: `${compiledOn}T03:00:00.000Z` });
    on('2024-05-08').thenFindsNothing();
    on('2024-05-09').thenFinds('F2', {
      ...{ acceptedOn: '2024-02-08', due: '2024-05-08', compiledOn: '2024-05-09' },
    });
  });

  it('is compiled once', () =>
    givenProject('final-account')
      .when(command(CompileFinalAccount))
      .thenRefusedBy('final-account-already-compiled'));
});

describe('The audit of the final account (AuditFinalAccount)', () => {
  const auditing = (changes: object = {}) => atStep('audited').with(changes);
  const amounts = (works: string, supervision: string) => [
    { contract: 'HT-001', amount: works },
    { contract: 'HT-002', amount: supervision },
  ];

  it('says what was submitted, approved and cut, and which kind of audit it was', () =>
    auditing().then({
      type: 'FinalAccountAudited',
      data: { submitted: '10960000.00', reduction: '0.00', kind: 'state-audit' },
    }));

  it('lists every contract, each once, and none that does not exist', () => {
    auditing({ contracts: amounts('1.00', '1.00').slice(1) }).thenRefused('audit-does-not-cover', {
      contracts: ['HT-002', 'HT-001'],
    });
    auditing({
      contracts: [...amounts('1.00', '1.00').slice(1), ...amounts('1.00', '1.00').slice(1)],
    }).thenRefused('audit-does-not-cover');
    auditing({ contracts: [...amounts('1.00', '1.00'), { contract: 'HT-404', amount: '1.00' }] }).thenRefused(
      'audit-does-not-cover',
    );
  });

  it('adds up', () =>
    auditing({ approved: '10960000.01' }).thenRefused('audit-does-not-balance', { computed: '10960000.00' }));

  it('may cut further', () =>
    auditing({ contracts: amounts('10110000.00', '280000.00'), approved: '10950000.00' }).then({
      type: 'FinalAccountAudited',
      data: { reduction: '10000.00', reductionRate: 9 },
    }));

  it('never allows a contract more than its review did, nor makes up for it elsewhere', () => {
    auditing({ contracts: amounts('10120000.01', '280000.00'), approved: '10960000.01' }).thenRefusedBy(
      'audited-over-reviewed',
    );
    auditing({ contracts: amounts('10119999.99', '280000.01') }).thenRefused('audited-over-reviewed', {
      contract: 'HT-002',
      audited: '280000.01',
      reviewed: '280000.00',
    });
  });

  it('comes after the final account, once', () => {
    atStep('final-account').when(command(AuditFinalAccount)).thenRefusedBy('final-account-missing');
    givenProject('audited').when(command(AuditFinalAccount)).thenRefusedBy('final-account-already-audited');
  });

  it('before the final account was compiled is a finding (L3)', () =>
    auditing({ auditedOn: '2024-05-05', lateReason: '补录' }).thenFinds('L3', { basis: 'compiledOn' }));
});

const lastPayment = {
  kind: 'retention',
  certificate: null,
  advanceRecovered: '0.00',
  voucher: 'ZF-9',
  valueDate: '2025-02-26',
};

describe('A project is closed (CloseProject)', () => {
  it('with a published audit and a reconciliation that balances (F3)', () =>
    atStep('closed')
      .with()
      .then({
        type: 'ProjectClosed',
        data: { reconciliation: { total: '10960000.00', audited: '10960000.00', difference: '0.00' } },
      }));

  it('never without the audit (F3)', () =>
    atStep('audited').when(command(CloseProject)).thenRefused('F3', { audited: false }));

  it('never while a retention is held or a fen is unpaid, naming the contract', () => {
    givenProject('audited')
      .when(command(CloseProject))
      .thenRefused('reconciliation-does-not-balance', {
        differences: ['HT-001: -303600.00', 'total: -303600.00'],
      });
    atStep('retention-paid').when(command(CloseProject)).thenRefused('reconciliation-does-not-balance');
    atStep('retention-paid')
      .after(command(RecordPayment, { ...lastPayment, amount: '303599.99' }))
      .when(command(CloseProject))
      .thenRefused('reconciliation-does-not-balance', { differences: ['HT-001: -0.01', 'total: -0.01'] });
  });

  it('never while a retention is held, even when the audit allows no more than is paid', () =>
    givenProject('final-account')
      .after(
        command(AuditFinalAccount, {
          contracts: [
            { contract: 'HT-001', amount: '9816400.00' },
            { contract: 'HT-002', amount: '280000.00' },
          ],
          approved: '10656400.00',
        }),
      )
      .when(command(CloseProject))
      .thenRefused('reconciliation-does-not-balance', { differences: ['HT-001: 0.00'] }));

  it('at the amounts of an audit that cut a contract, once those are paid', () =>
    givenProject('final-account')
      .after(
        command(AuditFinalAccount, {
          contracts: [
            { contract: 'HT-001', amount: '10110000.00' },
            { contract: 'HT-002', amount: '280000.00' },
          ],
          approved: '10950000.00',
        }),
        command(ReleaseRetention),
        command(RecordPayment, { ...lastPayment, amount: '293600.00' }),
      )
      .when(command(CloseProject))
      .then({
        type: 'ProjectClosed',
        data: { reconciliation: { total: '10950000.00', difference: '0.00' } },
      }));

  it('after an audit below what is paid, once the difference is recovered (RecordRecovery)', () => {
    const cut = givenProject('final-account').after(
      command(AuditFinalAccount, {
        contracts: [
          { contract: 'HT-001', amount: '9800000.00' },
          { contract: 'HT-002', amount: '280000.00' },
        ],
        approved: '10640000.00',
      }),
    );
    expect(overpaid(cut.state.contracts['HT-001']!)).toBe(9_816_400_00n - (9_800_000_00n - 303_600_00n));
    const released = cut.after(command(ReleaseRetention));
    released
      .when(command(RecordPayment, { ...lastPayment, amount: '0.01' }))
      .thenRefused('contract-overpaid', { overpaid: '16400.00' });
    const recovers = (amount: string) =>
      command(RecordRecovery, { amount, recoveredOn: '2025-02-27', voucher: 'ZH-9' });
    released.when(recovers('16400.01')).thenRefused('recovery-over-overpaid', { overpaid: '16400.00' });
    released
      .after(recovers('16399.99'))
      .when(command(CloseProject))
      .thenRefused('reconciliation-does-not-balance', { differences: ['HT-001: 0.01', 'total: 0.01'] });
    released.after(recovers('16400.00')).when(command(CloseProject)).then({ type: 'ProjectClosed' });
  });

  it('never when the audit differs by a fen', () => {
    const audited = givenProject('final-account').after(
      command(AuditFinalAccount, {
        contracts: [
          { contract: 'HT-001', amount: '10120000.00' },
          { contract: 'HT-002', amount: '279999.99' },
        ],
        approved: '10959999.99',
      }),
    );
    audited.when(command(CloseProject)).thenRefused('reconciliation-does-not-balance', {
      differences: ['HT-002: 0.01', 'HT-001: -303600.00', 'total: -303599.99'],
    });
  });

  it('on a day before the audit, as a finding (L3)', () =>
    atStep('closed')
      .with({ closedOn: '2024-08-15', lateReason: '补录' })
      .thenFinds('L3', { fact: 'closedOn', basis: 'auditedOn', basisDate: '2024-08-16' }));

  it('on a day before the last payment, as a finding (L3)', () =>
    atStep('closed')
      .with({ closedOn: '2025-02-25', lateReason: '补录' })
      .thenFinds('L3', { fact: 'closedOn', basis: 'valueDate', basisDate: '2025-02-26' }));

  it('never while a lot is awarded and not contracted, or being tendered', () => {
    const goods = {
      ...{ lot: 'HW-1', kind: 'goods', method: 'direct', estimate: '100000.00', ground: '零星采购。' },
      documents: [paper('询价记录')],
    };
    const planned = givenProject('retention-paid').after(command(PlanLot, goods));
    planned.when(command(CloseProject)).then({ type: 'ProjectClosed' });
    const awarded = planned.after(command(AwardTender, { lot: 'HW-1', price: '100000.00' }));
    awarded.when(command(CloseProject)).thenRefused('lot-still-open', { lots: ['HW-1'] });
    awarded
      .after(command(CancelAward, { lot: 'HW-1' }))
      .when(command(CloseProject))
      .then({ type: 'ProjectClosed' });
  });

  it('once', () => givenProject('closed').when(command(CloseProject)).thenRefused('project-closed'));
});

import { Entry, fieldsFrom, section, type FieldsOf, type Rights } from '../decider.js';
import { event } from '../event-type.js';
import { Code, Day, Fact, ListOf, Optional, Text } from '../fields.js';
import { sum, yuan } from '../money.js';
import { Document } from '../values.js';
import { contractStage, type ContractAccount } from './contract-account.js';
import { contractOf, withContract } from './contract.js';
import {
  AuditFinalAccount,
  CompileFinalAccount,
  ReviewSettlement,
  SubmitSettlement,
} from './final-account.js';
import { openProject } from './registration.js';
import { isTakenBack } from './reversal.js';
import type { ProjectState } from './state.js';

/**
 * A step of the final account that was recorded wrongly is taken back by whoever may take it, with two persons, as long as
 * no later step rests on it; what does is taken back first. Both entries stay public: nothing is edited or deleted.
 */
abstract class OfContract extends Entry {
  @Code() contract!: string;
  @Text() reason!: string;
  @Fact() @Day() withdrawnOn!: string;
  @Optional() @ListOf(() => Document) documents!: Document[];
}
abstract class OfProject extends Entry {
  @Text() reason!: string;
  @Fact() @Day() withdrawnOn!: string;
  @Optional() @ListOf(() => Document) documents!: Document[];
}

/** 撤回结算送审: before its review. */
export class WithdrawSettlement extends OfContract {
  static readonly rights: Rights = SubmitSettlement.rights;
  static readonly makes = 'SettlementWithdrawn';
  static readonly example = {
    contract: 'HT-001',
    reason: '送审金额误填，漏计一份变更。',
    withdrawnOn: '2024-03-28',
    documents: [],
  };
}

/** 撤回结算审核: before anything is paid, released or recovered upon it, and before the final account. */
export class WithdrawReview extends OfContract {
  static readonly rights: Rights = ReviewSettlement.rights;
  static readonly makes = 'ReviewWithdrawn';
  static readonly example = {
    contract: 'HT-001',
    reason: '审定金额录入错误，按审核报告重新登记。',
    withdrawnOn: '2024-04-28',
    documents: [],
  };
}

/** 撤回竣工财务决算: before its audit; then an expense that the bank sent back can be reversed, and the account compiled anew. */
export class WithdrawFinalAccount extends OfProject {
  static readonly rights: Rights = CompileFinalAccount.rights;
  static readonly makes = 'FinalAccountWithdrawn';
  static readonly example = {
    reason: '一笔征地补偿被银行退回，须冲销后重新编制。',
    withdrawnOn: '2024-05-24',
    documents: [],
  };
}

/** 撤回决算审计: before the project is closed. */
export class WithdrawAudit extends OfProject {
  static readonly rights: Rights = AuditFinalAccount.rights;
  static readonly makes = 'AuditWithdrawn';
  static readonly example = {
    reason: '审定金额录入与审计报告不符，重新登记。',
    withdrawnOn: '2024-08-20',
    documents: [],
  };
}

/** `submitted`: what had been submitted, yuan. */
export type SettlementWithdrawn = FieldsOf<WithdrawSettlement> & { submitted: string };
/** `approved`: what the review had approved, yuan. */
export type ReviewWithdrawn = FieldsOf<WithdrawReview> & { approved: string };
/** `total`: of the final account, yuan. */
export type FinalAccountWithdrawn = FieldsOf<WithdrawFinalAccount> & { total: string };
/** `approved`: what the audit had approved, yuan. */
export type AuditWithdrawn = FieldsOf<WithdrawAudit> & { approved: string };

export const withdrawal = section<ProjectState>()({
  events: {
    SettlementWithdrawn: event<SettlementWithdrawn>()({ version: 1, closed: {} }),
    ReviewWithdrawn: event<ReviewWithdrawn>()({ version: 1, closed: {} }),
    FinalAccountWithdrawn: event<FinalAccountWithdrawn>()({ version: 1, closed: {} }),
    AuditWithdrawn: event<AuditWithdrawn>()({ version: 1, closed: {} }),
  },
  commands: { WithdrawSettlement, WithdrawReview, WithdrawFinalAccount, WithdrawAudit },
  decide: {
    WithdrawSettlement(command, state, judge) {
      openProject(state, judge);
      const { contract, withdrawnOn } = command;
      const a = contractOf(state, contract, judge);
      judge.stopUnless(a.reviewed === null, 'settlement-reviewed', { contract, stage: contractStage(a) });
      const submitted = judge.present(a.submitted, 'settlement-not-submitted', { contract });
      judge.restsOn('withdrawnOn', withdrawnOn, 'submittedOn', a.submittedOn);
      return { type: 'SettlementWithdrawn', data: { ...fieldsFrom(command), submitted: yuan(submitted) } };
    },
    WithdrawReview(command, state, judge) {
      openProject(state, judge);
      const { contract, withdrawnOn } = command;
      const a = contractOf(state, contract, judge);
      const approved = judge.present(a.reviewed, 'settlement-not-reviewed', { contract });
      const rests = uponReview(state, a);
      judge.must(rests.length === 0, 'review-rested-on', { contract, event: rests });
      judge.restsOn('withdrawnOn', withdrawnOn, 'reviewedOn', a.reviewedOn);
      return { type: 'ReviewWithdrawn', data: { ...fieldsFrom(command), approved: yuan(approved) } };
    },
    WithdrawFinalAccount(command, state, judge) {
      openProject(state, judge);
      const { total, compiledOn } = judge.present(state.finalAccount, 'final-account-missing', {});
      judge.must(state.audit === null, 'final-account-audited', { auditedOn: state.audit?.auditedOn ?? '' });
      judge.restsOn('withdrawnOn', command.withdrawnOn, 'compiledOn', compiledOn);
      return { type: 'FinalAccountWithdrawn', data: { ...fieldsFrom(command), total: yuan(total) } };
    },
    WithdrawAudit(command, state, judge) {
      openProject(state, judge);
      const { total, auditedOn } = judge.present(state.audit, 'audit-missing', {});
      judge.restsOn('withdrawnOn', command.withdrawnOn, 'auditedOn', auditedOn);
      return { type: 'AuditWithdrawn', data: { ...fieldsFrom(command), approved: yuan(total) } };
    },
  },
  evolve: {
    SettlementWithdrawn: (state, { contract }) =>
      withContract(state, contract, { submitted: null, submittedOn: null }),
    ReviewWithdrawn: (state, { contract }) =>
      withContract(state, contract, { reviewed: null, reviewedOn: null, retention: 0n }),
    FinalAccountWithdrawn: (state) => ({ ...state, finalAccount: null }),
    AuditWithdrawn: (state) => ({
      ...Object.keys(state.contracts).reduce((s, c) => withContract(s, c, { audited: null }), state),
      audit: null,
    }),
  },
});

/** Types of the events that rest on a contract's settlement review and were not taken back themselves. */
function uponReview({ finalAccount, vouchers }: ProjectState, a: ContractAccount): string[] {
  const { settlement, retention } = a.cash;
  const recovered = vouchers.some(
    (v) => v.contract === a.contract && v.uponReview === true && !isTakenBack(v),
  );
  return [
    ...(sum([settlement, retention]) > 0n ? ['PaymentRecorded'] : []),
    ...(a.retentionReleased > 0n ? ['RetentionReleased'] : []),
    ...(recovered ? ['OverpaymentRecovered'] : []),
    ...(finalAccount !== null ? ['FinalAccountCompiled'] : []),
  ];
}

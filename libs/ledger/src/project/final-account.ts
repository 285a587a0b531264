import { Entry, fieldsFrom, section, type Due, type FieldsOf, type Judge, type Rights } from '../decider.js';
import { event } from '../event-type.js';
import { Code, Day, Fact, ListOf, Money, Name, OneOf, Optional, Part, Text } from '../fields.js';
import { basisPoints, fen, sum, yuan, type Fen } from '../money.js';
import { Document, Organisation } from '../values.js';
import * as account from './contract-account.js';
import { contractStage, currentPrice, paid, retentionOf } from './contract-account.js';
import { contractOf, running, withContract } from './contract.js';
import { openProject } from './registration.js';
import { bindingBudget, numbered, type Lot, type ProjectState } from './state.js';

const byFinance: Rights = { prepares: ['finance-officer'], confirms: ['approver'], over: 'own' };
const byAuditors: Rights = { prepares: ['auditor'], confirms: ['auditor'], over: 'everywhere' };

/** 国家审计 state audit, 财政评审 finance bureau, 社会中介 consultant: which of them is always said. */
export const auditKinds = ['state-audit', 'finance-bureau', 'consultant'] as const;
type AuditKind = (typeof auditKinds)[number];

/** 竣工验收. */
export class AcceptCompletion extends Entry {
  @Code() contract!: string;
  @Fact() @Day() acceptedOn!: string;
  @Name() quality!: string;
  @Text() participants!: string;
  /** End of the defects notification period (缺陷责任期); retention is released no earlier. */
  @Day() defectsUntil!: string;
  @Optional() @ListOf(() => Document) documents!: Document[];

  static readonly rights = byFinance;
  static readonly makes = 'CompletionAccepted';
  static readonly example = {
    contract: 'HT-001',
    acceptedOn: '2024-02-08',
    quality: '合格',
    participants: '建设、设计、施工、监理单位',
    defectsUntil: '2025-02-08',
    documents: [],
  };
}

/** 竣工结算送审. */
export class SubmitSettlement extends Entry {
  @Code() contract!: string;
  @Money() submitted!: string;
  @Fact() @Day() submittedOn!: string;
  @Optional() @ListOf(() => Document) documents!: Document[];

  static readonly rights = byFinance;
  static readonly makes = 'SettlementSubmitted';
  static readonly example = {
    contract: 'HT-001',
    submitted: '10300000.00',
    submittedOn: '2024-03-20',
    documents: [],
  };
}

/** 审计发现的问题: what an auditor found, and the amount where it has one. */
export class AuditFinding {
  @Text() description!: string;
  @Optional() @Money() amount!: string | null;
}

/** 结算审核. */
export class ReviewSettlement extends Entry {
  @Code() contract!: string;
  @Money() approved!: string;
  @Part(() => Organisation) reviewer!: Organisation;
  @OneOf(auditKinds) kind!: AuditKind;
  @Fact() @Day() reviewedOn!: string;
  @Text() opinion!: string;
  @Optional() @ListOf(() => AuditFinding) auditFindings!: AuditFinding[];
  @Optional() @ListOf(() => Document) documents!: Document[];

  static readonly rights = byAuditors;
  static readonly makes = 'SettlementReviewed';
  static readonly example = {
    contract: 'HT-001',
    approved: '10120000.00',
    reviewer: { uscc: null, name: '临江市财政投资评审中心' },
    kind: 'finance-bureau',
    reviewedOn: '2024-04-25',
    opinion: '核减多计土方量。',
    auditFindings: [{ description: '土方量重复计算。', amount: '180000.00' }],
    documents: [],
  };
}

/** 竣工财务决算: reviewed contracts plus expenses. */
export class CompileFinalAccount extends Entry {
  @Money() total!: string;
  @Fact() @Day() compiledOn!: string;
  @Optional() @ListOf(() => Document) documents!: Document[];

  static readonly rights = byFinance;
  static readonly makes = 'FinalAccountCompiled';
  static readonly example = { total: '10960000.00', compiledOn: '2024-05-20', documents: [] };
}

export class AuditedContract {
  @Code() contract!: string;
  @Money() amount!: string;
}

/** 竣工财务决算审计, contract by contract. */
export class AuditFinalAccount extends Entry {
  @ListOf(() => AuditedContract) contracts!: AuditedContract[];
  @Money() expenses!: string;
  @Money() approved!: string;
  @Part(() => Organisation) auditor!: Organisation;
  @OneOf(auditKinds) kind!: AuditKind;
  @Fact() @Day() auditedOn!: string;
  @Text() conclusion!: string;
  @Optional() @ListOf(() => AuditFinding) auditFindings!: AuditFinding[];
  @Optional() @ListOf(() => Document) documents!: Document[];

  static readonly rights = byAuditors;
  static readonly makes = 'FinalAccountAudited';
  static readonly example = {
    contracts: [
      { contract: 'HT-001', amount: '10120000.00' },
      { contract: 'HT-002', amount: '280000.00' },
    ],
    expenses: '560000.00',
    approved: '10960000.00',
    auditor: { uscc: null, name: '临江市审计局' },
    kind: 'state-audit',
    auditedOn: '2024-08-16',
    conclusion: '决算真实、完整。',
    auditFindings: [],
    documents: [],
  };
}

/** Closes the project: only with a published audit and a reconciliation that balances to the fen. */
export class CloseProject extends Entry {
  @Fact() @Day() closedOn!: string;
  @Optional() @ListOf(() => Document) documents!: Document[];

  static readonly rights: Rights = { prepares: ['finance-officer'], confirms: ['auditor'], over: 'own' };
  static readonly makes = 'ProjectClosed';
  static readonly example = { closedOn: '2025-03-10', documents: [] };
}

/** `finalAccountDue`: three months after the works can be used, row F2; null for what is not works. */
export type CompletionAccepted = FieldsOf<AcceptCompletion> & { finalAccountDue: Due | null };
/** `reviewDue`: 20 to 60 days by the amount submitted, row F1. */
export type SettlementSubmitted = FieldsOf<SubmitSettlement> & { reviewDue: Due | null };
/** `reduction` 核减额 = submitted - approved; `reductionRate` 核减率 in basis points of the submitted amount, half up. */
export type SettlementReviewed = FieldsOf<ReviewSettlement> & {
  submitted: string;
  reduction: string;
  reductionRate: number;
  retention: string;
};
export type FinalAccountCompiled = FieldsOf<CompileFinalAccount> & {
  contracts: readonly {
    contract: string;
    price: string;
    changes: string;
    certified: string;
    paid: string;
    reviewed: string;
  }[];
  expenses: string;
  budget: string;
  /** budget - total: what is left of the budget; negative where it was passed. */
  surplus: string;
};
export type FinalAccountAudited = FieldsOf<AuditFinalAccount> & {
  submitted: string;
  reduction: string;
  reductionRate: number;
};
export type ProjectClosed = FieldsOf<CloseProject> & { reconciliation: Reconciliation };

/** budget -> contract -> certified -> paid -> audited, in yuan; every `difference` is zero when it balances. */
export interface Reconciliation {
  readonly budget: string;
  readonly contracts: readonly {
    readonly contract: string;
    readonly price: string;
    readonly changes: string;
    readonly certified: string;
    readonly paid: string;
    readonly unrecovered: string;
    readonly retentionHeld: string;
    readonly reviewed: string | null;
    readonly audited: string | null;
    /** paid - audited (reviewed, before the audit). */
    readonly difference: string | null;
  }[];
  readonly expenses: string;
  readonly total: string;
  readonly audited: string | null;
  readonly difference: string | null;
}

export function reconciliation(state: ProjectState): Reconciliation {
  const { audit } = state;
  const contracts = Object.values(state.contracts).map((a) => {
    const audited = (audit && numbered(audit.contracts, a.contract)) ?? null;
    const due = audited ?? a.reviewed;
    return {
      contract: a.contract,
      price: yuan(a.price),
      changes: yuan(a.changes),
      certified: yuan(a.certified),
      paid: yuan(paid(a)),
      unrecovered: yuan(account.unrecovered(a)),
      retentionHeld: yuan(a.retention - a.retentionReleased),
      reviewed: optional(a.reviewed),
      audited: optional(audited),
      difference: optional(due === null ? null : paid(a) - due),
    };
  });
  const total = sum(Object.values(state.contracts).map(paid)) + state.expenses;
  return {
    budget: yuan(bindingBudget(state)?.total ?? 0n),
    contracts,
    expenses: yuan(state.expenses),
    total: yuan(total),
    audited: optional(audit?.total ?? null),
    difference: optional(audit ? total - audit.total : null),
  };
}

const optional = (amount: Fen | null): string | null => (amount === null ? null : yuan(amount));

/** Contracts plus expenses at their reviewed amounts. */
const finalTotal = (state: ProjectState): Fen =>
  sum(Object.values(state.contracts).map((a) => a.reviewed ?? 0n)) + state.expenses;

export const finalAccount = section<ProjectState>()({
  events: {
    CompletionAccepted: event<CompletionAccepted>()({
      version: 2,
      closed: {},
      clerical: ['participants'],
      upcast: { 1: (data) => ({ ...data, finalAccountDue: null }) },
    }),
    SettlementSubmitted: event<SettlementSubmitted>()({
      version: 2,
      closed: {},
      upcast: { 1: (data) => ({ ...data, reviewDue: null }) },
    }),
    SettlementReviewed: event<SettlementReviewed>()({ version: 1, closed: {} }),
    FinalAccountCompiled: event<FinalAccountCompiled>()({ version: 1, closed: {} }),
    FinalAccountAudited: event<FinalAccountAudited>()({ version: 1, closed: {} }),
    ProjectClosed: event<ProjectClosed>()({ version: 1, closed: {} }),
  },
  commands: {
    AcceptCompletion,
    SubmitSettlement,
    ReviewSettlement,
    CompileFinalAccount,
    AuditFinalAccount,
    CloseProject,
  },
  decide: {
    AcceptCompletion(command, state, judge) {
      openProject(state, judge);
      const { contract, acceptedOn, defectsUntil } = command;
      const a = running(state, contract, judge);
      judge.must(a.acceptedOn === null, 'completion-already-accepted', { contract });
      judge.must(acceptedOn <= defectsUntil, 'contract-dates-reversed', {
        from: acceptedOn,
        until: defectsUntil,
      });
      judge.restsOn('acceptedOn', acceptedOn, 'signedOn', a.signedOn);
      const finalAccountDue = a.kind === 'works' ? judge.due('F2', acceptedOn) : null;
      return { type: 'CompletionAccepted', data: { ...fieldsFrom(command), finalAccountDue } };
    },
    SubmitSettlement(command, state, judge) {
      openProject(state, judge);
      const { contract, submittedOn } = command;
      const a = contractOf(state, contract, judge);
      judge.must(a.submitted === null, 'settlement-already-submitted', { contract });
      const ended = a.acceptedOn ?? a.terminatedOn;
      judge.must(a.kind !== 'works' || ended !== null, 'completion-missing', { contract });
      judge.restsOn(
        'submittedOn',
        submittedOn,
        a.terminatedOn === null ? 'acceptedOn' : 'terminatedOn',
        ended,
      );
      judge.scale('submitted', fen(command.submitted), currentPrice(a));
      const days = (value: ReviewDays) => reviewDays(fen(command.submitted), value);
      const reviewDue = judge.due<ReviewDays>('F1', submittedOn, days);
      return { type: 'SettlementSubmitted', data: { ...fieldsFrom(command), reviewDue } };
    },
    ReviewSettlement(command, state, judge) {
      openProject(state, judge);
      const { contract, approved, reviewedOn } = command;
      const a = contractOf(state, contract, judge);
      judge.must(a.reviewed === null, 'contract-settled', { contract, stage: contractStage(a) });
      const submitted = judge.present(a.submitted, 'settlement-not-submitted', { contract });
      judge.restsOn('reviewedOn', reviewedOn, 'submittedOn', a.submittedOn);
      const reviewed = fen(approved);
      judge.scale('approved', reviewed, submitted);
      judge.must(reviewed <= submitted, 'reviewed-over-submitted', { approved, submitted: yuan(submitted) });
      judge.must(reviewed <= currentPrice(a), 'reviewed-over-price', {
        approved,
        price: yuan(currentPrice(a)),
      });
      judge.must(a.terminatedOn === null || reviewed <= a.certified, 'reviewed-over-certified', {
        approved,
        certified: yuan(a.certified),
      });
      const since = witnessed(state, a.submittedOn!);
      const days = (value: ReviewDays) => reviewDays(submitted, value);
      if (since) judge.timely<ReviewDays>('F1', since, reviewedOn, { submittedOn: since, reviewedOn }, days);
      return {
        type: 'SettlementReviewed',
        data: {
          ...fieldsFrom(command),
          ...reductionOf(submitted, reviewed),
          retention: yuan(retentionOf(a, reviewed)),
        },
      };
    },
    CompileFinalAccount(command, state, judge) {
      openProject(state, judge);
      judge.must(state.finalAccount === null, 'final-account-already-compiled', {});
      const accounts = Object.values(state.contracts);
      const open = accounts.filter((a) => a.reviewed === null).map((a) => a.contract);
      judge.must(
        open.length === 0 && (accounts.length > 0 || state.expenses > 0n),
        'contracts-not-reviewed',
        { contracts: open },
      );
      for (const { reviewedOn } of accounts)
        judge.restsOn('compiledOn', command.compiledOn, 'reviewedOn', reviewedOn);
      judgeTimely(state, command.compiledOn, judge);
      const total = finalTotal(state);
      judge.must(fen(command.total) === total, 'final-account-does-not-balance', {
        total: command.total,
        computed: yuan(total),
      });
      const budget = bindingBudget(state)?.total ?? 0n;
      return {
        type: 'FinalAccountCompiled',
        data: {
          ...fieldsFrom(command),
          contracts: accounts.map((a) => ({
            contract: a.contract,
            price: yuan(a.price),
            changes: yuan(a.changes),
            certified: yuan(a.certified),
            paid: yuan(paid(a)),
            reviewed: yuan(a.reviewed ?? 0n),
          })),
          expenses: yuan(state.expenses),
          budget: yuan(budget),
          surplus: yuan(budget - total),
        },
      };
    },
    AuditFinalAccount(command, state, judge) {
      openProject(state, judge);
      const { total, compiledOn } = judge.present(state.finalAccount, 'final-account-missing', {});
      judge.must(state.audit === null, 'final-account-already-audited', {});
      const { contracts, expenses, approved, auditedOn } = command;
      const known = Object.keys(state.contracts);
      const listed = contracts.map((c) => c.contract);
      const covered = known.length === listed.length && known.every((c) => listed.includes(c));
      judge.must(covered, 'audit-does-not-cover', { contracts: known });
      const judgeCut = (contract: string, audited: string, reviewed: Fen) =>
        judge.must(fen(audited) <= reviewed, 'audited-over-reviewed', {
          contract,
          audited,
          reviewed: yuan(reviewed),
        });
      for (const { contract, amount } of contracts) {
        const known = numbered(state.contracts, contract);
        if (!known) continue;
        judge.scale('amount', fen(amount), known.reviewed ?? 0n);
        judgeCut(contract, amount, known.reviewed ?? 0n);
      }
      judgeCut('expenses', expenses, state.expenses);
      const computed = sum(contracts.map((c) => fen(c.amount))) + fen(expenses);
      judge.must(computed === fen(approved), 'audit-does-not-balance', {
        approved,
        computed: yuan(computed),
      });
      judge.restsOn('auditedOn', auditedOn, 'compiledOn', compiledOn);
      return {
        type: 'FinalAccountAudited',
        data: { ...fieldsFrom(command), ...reductionOf(total, fen(approved)) },
      };
    },
    CloseProject(command, state, judge) {
      openProject(state, judge);
      judge.restsOn('closedOn', command.closedOn, 'auditedOn', state.audit?.auditedOn ?? null);
      // The last voucher, a payment or what took one back.
      judge.restsOn('closedOn', command.closedOn, 'valueDate', lastMoved(state));
      judge.rule('F3', command.closedOn, () => state.audit !== null, { audited: state.audit !== null });
      const open = Object.values(state.lots)
        .filter(isOpen)
        .map(({ lot }) => lot);
      judge.must(open.length === 0, 'lot-still-open', { lots: open });
      const reconciled = reconciliation(state);
      const differences = [
        ...reconciled.contracts
          .filter((c) => c.difference !== '0.00' || c.unrecovered !== '0.00' || c.retentionHeld !== '0.00')
          .map((c) => `${c.contract}: ${c.difference ?? '?'}`),
        ...(reconciled.difference === '0.00' ? [] : [`total: ${reconciled.difference ?? '?'}`]),
      ];
      judge.must(differences.length === 0, 'reconciliation-does-not-balance', { differences });
      return { type: 'ProjectClosed', data: { ...fieldsFrom(command), reconciliation: reconciled } };
    },
  },
  evolve: {
    CompletionAccepted: (state, { contract, acceptedOn, defectsUntil }) =>
      withContract(state, contract, { acceptedOn, defectsUntil }),
    SettlementSubmitted: (state, { contract, submitted, submittedOn }) =>
      withContract(state, contract, { submitted: fen(submitted), submittedOn }),
    SettlementReviewed: (state, { contract, approved, retention, reviewedOn }) =>
      withContract(state, contract, { reviewed: fen(approved), retention: fen(retention), reviewedOn }),
    FinalAccountCompiled: (state, { total, compiledOn }) => ({
      ...state,
      finalAccount: { total: fen(total), compiledOn },
    }),
    FinalAccountAudited: (state, { contracts, expenses, approved, auditedOn }) => ({
      ...contracts.reduce((s, c) => withContract(s, c.contract, { audited: fen(c.amount) }), state),
      audit: {
        contracts: Object.fromEntries(contracts.map((c) => [c.contract, fen(c.amount)])),
        expenses: fen(expenses),
        total: fen(approved),
        auditedOn,
      },
    }),
    ProjectClosed: (state, { closedOn }) => ({ ...state, closedOn }),
  },
});

/** The day of the last voucher; null where none is recorded. */
const lastMoved = ({ vouchers }: ProjectState): string | null =>
  vouchers.reduce<string | null>((last, { on }) => (last === null || on > last ? on : last), null);

/** A lot that is being tendered, or awarded and not contracted. */
const isOpen = ({ tender, award, contract }: Lot): boolean =>
  contract === null && (award !== null || (tender !== null && tender.stage !== 'failed'));

/** Row F1: days by the amount submitted; each line belongs to the longer period (以上 includes the number itself). */
interface ReviewDays {
  readonly under5m: number;
  readonly under20m: number;
  readonly under50m: number;
  readonly over: number;
}
function reviewDays(submitted: Fen, { under5m, under20m, under50m, over }: ReviewDays): number {
  if (submitted < 500_000_000n) return under5m;
  if (submitted < 2_000_000_000n) return under20m;
  return submitted < 5_000_000_000n ? under50m : over;
}

/** The day, if this ledger saw it: rules before a taking over are not judged. */
const witnessed = ({ takenOverAsOf }: ProjectState, day: string): string | null =>
  takenOverAsOf !== null && day <= takenOverAsOf ? null : day;

/** Row F2: three months after the last works can be used. */
function judgeTimely(state: ProjectState, compiledOn: string, judge: Judge): void {
  const accepted = Object.values(state.contracts).flatMap((a) =>
    a.kind === 'works' ? (a.acceptedOn ?? []) : [],
  );
  const last = accepted.sort().at(-1);
  const acceptedOn = last === undefined ? null : witnessed(state, last);
  if (acceptedOn !== null) judge.timely('F2', acceptedOn, compiledOn, { acceptedOn, compiledOn });
}

/** 核减额 and 核减率. */
function reductionOf(submitted: Fen, approved: Fen) {
  const reduction = submitted - approved;
  return {
    submitted: yuan(submitted),
    reduction: yuan(reduction),
    reductionRate: basisPoints(reduction, submitted),
  };
}

import type {
  Actor,
  AudienceNote,
  AuditFinding,
  Due,
  Figures,
  Finding,
  JsonObject,
  OpeningContract,
  Organisation,
  PaymentKind,
  ProjectRegistered,
  Reconciliation,
  BudgetLine,
  Document,
  OpenedBid,
  Candidate,
  RankedBid,
  RejectedBid,
  CommitteeMember,
  Receipt,
  TenderNoticePublished,
  Rule,
} from '@sunlit/ledger';
import type { EntryChange } from './history/change.js';
import type { Lead } from './leads/leads.js';
import type { ProjectsView } from './listed/filter.js';
import type { NamedObligation, ObligationView } from './obligations/obligation.query.js';

/**
 * What the pages and their `.json` twins show: plain JSON, money in yuan strings, dates Asia/Shanghai, instants UTC.
 * A field that is closed is absent from `data`-like parts and named in `closed` with the reason, never blank.
 */

/** How far the read models have come. */
export interface Currency {
  /** Entry number of the last event shown; -1 for an empty ledger. */
  readonly entry: number;
  readonly recordedAt: string | null;
}

export interface LedgerView {
  readonly name: string;
  readonly origin: string;
  readonly region: string;
  /** A sample ledger marks every page 示例数据. */
  readonly sample: boolean;
}

/** An entry, as a link to its permanent page needs it. */
export interface Trace {
  readonly entry: number;
  readonly revision: number;
}

/** Where a row comes from: its permanent event page. */
export interface Source extends Trace {
  readonly recordedAt: string;
  /** Fields that cannot be shown, and why. */
  readonly closed: Readonly<Record<string, AudienceNote>>;
  /** Fields that a later entry corrected, and which; absent where none was. */
  readonly corrected?: Readonly<Record<string, Trace>>;
}

export const projectStages = [
  'registered',
  'budgeted',
  'tendering',
  'contracted',
  'under-way',
  'terminated',
  'completed',
  'settled',
  'audited',
  'closed',
] as const;
export type ProjectStage = (typeof projectStages)[number];

export interface ProjectRow {
  readonly project: string;
  readonly number: string;
  readonly nationalCode: string | null;
  readonly name: string;
  readonly owner: Organisation;
  readonly category: string;
  /** GB/T 2260, and what the city calls it; null where it says nothing. */
  readonly district: string;
  readonly districtName: string | null;
  readonly stage: ProjectStage;
  readonly estimate: string;
  readonly figures: Figures;
  readonly findings: number;
  /** When it was registered or taken over. */
  readonly registeredAt: string;
  readonly lastRecordedAt: string;
}

/** A project that waits for the next checkpoint: completed works for their settlement, a final account for its audit. */
export interface WaitingProject {
  readonly project: string;
  readonly name: string;
  readonly waitsFor: 'settlement' | 'audit';
  /** The day of the acceptance, or of the final account. */
  readonly since: string;
  /** From then to the day of the view. */
  readonly days: number;
}

export interface HomeView {
  readonly ledger: LedgerView | null;
  readonly current: Currency;
  /** The day as of which due dates stand, Asia/Shanghai. */
  readonly today: string;
  readonly totals: { readonly projects: number; readonly figures: Figures };
  /** The latest changed first. */
  readonly projects: readonly ProjectRow[];
  readonly lately: readonly TrailRow[];
  /** Due dates that have passed and are not met, longest first; `total` counts all of them. */
  readonly overdue: { readonly total: number; readonly first: readonly NamedObligation[] };
  /** Longest first; `total` counts all of them. */
  readonly waiting: { readonly total: number; readonly first: readonly WaitingProject[] };
  /** Ways into the list of projects. The largest owners only, of `owners`. */
  readonly facets: ProjectsView['facets'];
  readonly owners: number;
}

export interface TrailRow {
  readonly entry: number;
  readonly project: string | null;
  readonly projectName: string | null;
  readonly stream: string;
  readonly revision: number;
  readonly id: string;
  readonly type: string;
  readonly recordedAt: string;
  /** The one figure or name that tells the event apart: an amount, a lot, a contract. */
  readonly gist: Readonly<Record<string, string>>;
  readonly findings: number;
  readonly late: boolean;
}

export interface BudgetView extends Source {
  readonly kind: string;
  readonly lines: readonly BudgetLine[];
  readonly total: string;
  /** Null for a budget that was revised or taken over. */
  readonly proposedOn: string | null;
  readonly approved:
    | (Source & {
        readonly approvingBody: string;
        readonly documentNumber: string;
        readonly approvedOn: string;
      })
    | null;
  /** Where it takes the place of an approved one: why, and what was before. */
  readonly revised:
    | (Source & {
        readonly reason: string;
        readonly before: { readonly lines: readonly BudgetLine[]; readonly total: string };
        readonly delta: string;
      })
    | null;
}

export interface ObserverView extends Source {
  readonly observer: Organisation;
  readonly capacity: string;
  readonly invitedOn: string;
  /** The last one stands. */
  readonly replies: readonly (Source & { readonly comes: boolean; readonly reason: string | null })[];
  /** What the observer saw, in its own words. */
  readonly attestation:
    | (Source & {
        readonly present: boolean;
        readonly statement: string;
        readonly irregularities: string | null;
      })
    | null;
}

export interface ClarificationView extends Source {
  readonly clarification: string;
  readonly subject: string;
  readonly content: string;
  readonly affectsBids: boolean;
  readonly clarifiedOn: string;
  readonly deadlineBefore: string;
  /** The deadline from then on; the same where it was not moved. */
  readonly bidDeadline: string;
}

export interface ObjectionView extends Source {
  readonly objection: string;
  readonly about: string;
  readonly subject: string;
  readonly content: string;
  readonly raisedOn: string;
  /** Null while it is sealed. */
  readonly objector: Organisation | null;
  readonly answerDue: Due | null;
  /** Until it is answered the tender stands still. */
  readonly answer:
    (Source & { readonly outcome: string; readonly answer: string; readonly answeredOn: string }) | null;
}

export interface TenderView {
  readonly round: number;
  readonly stage: string;
  readonly notice: Source & Omit<TenderNoticePublished, 'lot' | 'round'>;
  /** As it stands after all clarifications. */
  readonly bidDeadline: string;
  readonly clarifications: readonly ClarificationView[];
  readonly observers: readonly ObserverView[];
  readonly objections: readonly ObjectionView[];
  /** After the box is closed; `receipts` is null until the opening discloses them. */
  readonly box: (Source & { readonly receipts: readonly Receipt[] | null }) | null;
  readonly opening:
    | (Source & {
        readonly openedAt: string;
        readonly place: string;
        readonly attended: readonly Organisation[];
        readonly bids: readonly OpenedBid[];
      })
    | null;
  /** Sealed parts are null until they open. */
  readonly evaluation:
    | (Source & {
        readonly evaluationMethod: string;
        readonly evaluatedOn: string;
        readonly committee: readonly CommitteeMember[] | null;
        readonly ranking: readonly RankedBid[] | null;
        readonly rejections: readonly RejectedBid[] | null;
      })
    | null;
  readonly publicity:
    | (Source & {
        readonly candidates: readonly Candidate[];
        readonly publicFrom: string;
        readonly publicUntil: string;
        readonly objectionChannel: string;
      })
    | null;
  /** `bidders`: how many bids stood, where the law lets it be told. */
  readonly failed:
    | (Source & {
        readonly ground: string;
        readonly reason: string;
        readonly failedOn: string;
        readonly bidders: number | null;
      })
    | null;
}

export interface AwardView extends Source {
  readonly winner: Organisation;
  readonly price: string;
  /** Null for one of before a taking over. */
  readonly noticeNumber: string | null;
  readonly awardedOn: string;
  /** Null where it was awarded without a tender. */
  readonly round: number | null;
  readonly method: string;
  /** After two failed tenders: number of the approval to award directly. */
  readonly approval: string | null;
  readonly contractDue: Due | null;
  readonly cancelled:
    (Source & { readonly ground: string; readonly reason: string; readonly cancelledOn: string }) | null;
}

export interface LotView extends Source {
  readonly lot: string;
  readonly name: string;
  readonly kind: string;
  readonly method: string;
  readonly ground: string | null;
  readonly estimate: string;
  /** Null where it was contracted before a taking over. */
  readonly plannedOn: string | null;
  /** In the order of their rounds. */
  readonly tenders: readonly TenderView[];
  /** The one that stands. */
  readonly award: AwardView | null;
  readonly cancelledAwards: readonly AwardView[];
}

/** The balances of a contract on the day of the taking over, as the owner gave them. */
export interface OpeningView extends Source {
  readonly asOf: string;
  readonly balances: Pick<
    OpeningContract,
    | 'changes'
    | 'certified'
    | 'advances'
    | 'recovered'
    | 'progress'
    | 'settlement'
    | 'retentionPaid'
    | 'paid'
    | 'acceptedOn'
    | 'defectsUntil'
    | 'submitted'
    | 'reviewed'
    | 'retentionReleased'
  >;
}

export interface ContractView extends Source {
  readonly contract: string;
  readonly lot: string;
  readonly kind: string;
  readonly contractor: Organisation;
  readonly engineer: Organisation | null;
  readonly price: string;
  readonly signedOn: string;
  readonly startOn: string;
  readonly finishOn: string;
  readonly terms: {
    readonly advanceRate: number;
    readonly advanceRecoveryRate: number;
    readonly progressRate: number;
    readonly retentionRate: number;
    readonly performanceBond: string;
    readonly sme: boolean | null;
    readonly paymentDays: number | null;
  };
  /** Null for a contract that this ledger saw signed. */
  readonly opening: OpeningView | null;
  readonly changes: readonly (Source & {
    readonly change: string;
    readonly reason: string;
    readonly delta: string;
    readonly priceBefore: string;
    readonly priceAfter: string;
    readonly cumulative: number;
    readonly approvedBy: string;
    readonly approvalNumber: string | null;
    readonly approvedOn: string;
  })[];
  readonly terminated:
    | (Source & {
        readonly ground: string;
        readonly reason: string;
        readonly terminatedOn: string;
        readonly certified: string;
        readonly paid: string;
      })
    | null;
  /** Taken off certificates. */
  readonly reductions: readonly (Source & {
    readonly certificate: string;
    readonly reduction: string;
    readonly reason: string;
    readonly reducedOn: string;
    readonly cumulative: string;
    readonly overpaid: string;
  })[];
  /** Payments taken back. */
  readonly reversals: readonly (Source & {
    readonly payment: string;
    readonly kind: string;
    readonly amount: string;
    readonly advanceRestored: string;
    readonly reversedOn: string;
  })[];
  /** Paid back by the contractor. */
  readonly recoveries: readonly (Source & {
    readonly amount: string;
    readonly advanceRecovered: string;
    readonly recoveredOn: string;
    readonly overpaid: string;
  })[];
  /** Recoveries whose cash did not come after all. */
  readonly recoveriesReversed: readonly (Source & {
    readonly recovery: string;
    readonly amount: string;
    readonly advanceRestored: string;
    readonly reversedOn: string;
    readonly overpaid: string;
  })[];
  /** Its certificates, and its payments by kind. */
  readonly moved: readonly Tally[];
  /** All by the ledger's own functions, yuan. */
  readonly money: {
    readonly currentPrice: string;
    readonly certified: string;
    readonly advance: string;
    readonly recovered: string;
    readonly unrecovered: string;
    /** All that was paid out, before reversals and recoveries. */
    readonly paidOut: string;
    readonly reversals: string;
    readonly recoveries: string;
    readonly paid: string;
    readonly ceiling: string;
    /** Not 0.00: the contract is locked, nothing more is paid until it is recovered. */
    readonly overpaid: string;
    readonly retentionHeld: string;
    /** Reviewed, or audited where that is less: what the ceiling rests on; null before the review. */
    readonly settled: string | null;
  };
  readonly completion:
    | (Source & { readonly acceptedOn: string; readonly quality: string; readonly defectsUntil: string })
    | null;
  readonly settlement: (Source & { readonly submitted: string; readonly submittedOn: string }) | null;
  readonly review:
    | (Source & {
        readonly submitted: string;
        readonly approved: string;
        readonly reduction: string;
        readonly reductionRate: number;
        readonly reviewer: Organisation;
        readonly kind: string;
        readonly reviewedOn: string;
        readonly opinion: string;
        readonly auditFindings: readonly AuditFinding[];
      })
    | null;
  readonly retentionReleases: readonly (Source & { readonly amount: string; readonly releasedOn: string })[];
  /** Its settlements and reviews that were recorded wrongly and taken back. */
  readonly withdrawn: readonly WithdrawnStep[];
  readonly reconciled: Reconciled;
}

/** A step of the final account that was taken back, by an entry that says why. */
export interface WithdrawnStep extends Source {
  readonly step: 'settlement' | 'review' | 'final-account' | 'audit';
  /** What it had said, yuan. */
  readonly amount: string;
  readonly reason: string;
  readonly withdrawnOn: string;
  /** The entry that is taken back. */
  readonly of: Trace | null;
}

/** Certificates, or payments of one kind: how many there are, what they come to, and each of them while they are few. */
export interface Tally {
  readonly kind: 'certificate' | PaymentKind;
  readonly count: number;
  /** Yuan; what was reduced or reversed later is not taken off. */
  readonly amount: string;
  /** Of the advance, by payments. */
  readonly recovered: string;
  /** Empty once they are many. */
  readonly entries: readonly (Trace & { readonly amount: string; readonly recovered: string })[];
  readonly last: Trace;
}

/** The figures of a contract that a reconciliation holds against each other. */
export const reconciledItems = [
  'price',
  'changes',
  'current-price',
  'certified',
  'advance',
  'recovered',
  'paid-out',
  'reversals',
  'recoveries',
  'paid',
  'reviewed',
  'retained',
  'audited',
  'ceiling',
  'overpaid',
] as const;
export type ReconciledItem = (typeof reconciledItems)[number];

/** What moves one figure of a contract away from another. */
export const reconciledCauses = [
  'price',
  'opening',
  'change',
  'certificate',
  'reduction',
  'terminated',
  'advance',
  'progress',
  'settlement',
  'retention',
  'advance-recovered',
  'advance-restored',
  'advance-set-off',
  'reversal',
  'recovery',
  'recovery-reversed',
  'submitted',
  'review',
  'audit',
  'paid',
  'progress-share',
  'unrecovered',
  'retained',
] as const;
export type ReconciledCause = (typeof reconciledCauses)[number];

/** A line of a difference. The lines of a difference add up to it, to the fen. */
export interface ReconciledLine {
  readonly cause: ReconciledCause;
  /** Yuan with a sign. */
  readonly amount: string;
  /** How many entries it adds up; 0 for a figure that follows from others. */
  readonly count: number;
  /** The entry, where it is one; the page's lists have the others. */
  readonly source: Trace | null;
}

/** A contract as of now: every figure, and every difference between two of them with what makes it. */
export interface Reconciled {
  /** Yuan; null for what is not there yet. Ceiling and overpayment only of a contract that is overpaid. */
  readonly rows: readonly { readonly item: ReconciledItem; readonly amount: string | null }[];
  /** Only those that are not zero: the second figure less the first, yuan with a sign. */
  readonly differences: readonly {
    readonly between: readonly [ReconciledItem, ReconciledItem];
    readonly amount: string;
    /** Never empty. */
    readonly because: readonly ReconciledLine[];
  }[];
}

/** Certificates, and what was taken off them, in the order recorded. */
export interface CertificateRow extends Source {
  readonly kind: 'certificate' | 'reduction';
  readonly contract: string;
  readonly certificate: string;
  /** Null for a reduction. */
  readonly periodFrom: string | null;
  readonly periodUntil: string | null;
  /** With a sign: a reduction is negative. */
  readonly value: string;
  readonly cumulative: string;
  readonly certifiedOn: string;
  readonly engineer: Organisation | null;
  /** Why it was reduced; null for a certificate. */
  readonly reason: string | null;
}

/** Payments on contracts and expenses together, with what was reversed and paid back, in the order recorded. */
export interface PaymentRow extends Source {
  /** Null for an expense. */
  readonly contract: string | null;
  /** A kind of payment, `expense`, `reversal` or `recovery`. */
  readonly kind: string;
  /** Of a reversal: the kind of what it takes back; null otherwise. */
  readonly reverses: string | null;
  /** Cash, yuan with a sign: what comes back is negative. */
  readonly amount: string;
  readonly advanceRecovered: string;
  readonly valueDate: string;
  readonly voucher: string;
  /** Null for what comes back. */
  readonly payee: Organisation | null;
  /** Who pays back; null but for a recovery. */
  readonly payer: Organisation | null;
  readonly note: string | null;
  /** What it rests on: a certificate, a contract, a review, a budget line, the payment that it takes back. */
  readonly restsOn: {
    readonly kind: 'certificate' | 'contract' | 'review' | 'retention' | 'budget-line' | 'payment';
    readonly name: string;
    readonly revision: number | null;
  };
  /** Paid in all on the project after this row, expenses included. */
  readonly balance: string;
  /** Paid on its contract in all after this row; null for an expense. */
  readonly contractPaid: string | null;
}

export interface FindingRow {
  readonly revision: number;
  readonly entry: number;
  readonly type: string;
  readonly recordedAt: string;
  readonly finding: Finding;
  /** The version of the rule by which it was judged; null where the read models know none. */
  readonly judgedBy: JudgedBy | null;
}

/** What a finding's rule is called at its version, and whose it is. */
export type JudgedBy = Pick<Rule, 'id' | 'version' | 'title' | 'basis' | 'attributed'>;

/** A rule set aside for one command, as announced. */
export interface OverrideView extends Source {
  readonly override: string;
  readonly rule: string;
  readonly version: number;
  readonly subjectKind: string;
  readonly subject: string | null;
  /** In the unit of the rule's value; null sets the rule aside as a whole. */
  readonly limit: string | null;
  readonly expiresOn: string;
  readonly reason: string;
  readonly approvedBy: string;
  readonly approvalNumber: string;
  readonly approvedOn: string;
  /** The entry that used it up; null while it stands. */
  readonly usedBy: (Trace & { readonly type: string }) | null;
}

export interface ProjectView {
  readonly ledger: LedgerView | null;
  readonly current: Currency;
  readonly project: string;
  readonly revision: number;
  readonly registered: Partial<ProjectRegistered> & Source;
  /** Works under way that this ledger took over and did not see from their start. */
  readonly takenOver: (Source & { readonly asOf: string; readonly expenses: string }) | null;
  readonly stage: ProjectStage;
  readonly figures: Figures;
  readonly consultations: readonly (Source & {
    readonly department: string;
    readonly opinion: string;
    readonly consultedOn: string;
  })[];
  readonly research: readonly (Source & {
    readonly subject: string;
    readonly summary: string;
    readonly conductedBy: string;
    readonly completedOn: string;
  })[];
  readonly budgets: readonly BudgetView[];
  readonly lots: readonly LotView[];
  readonly contracts: readonly ContractView[];
  readonly certificates: readonly CertificateRow[];
  readonly payments: readonly PaymentRow[];
  readonly reconciliation: Reconciliation;
  readonly finalAccount:
    | (Source & {
        readonly total: string;
        readonly budget: string;
        readonly surplus: string;
        readonly compiledOn: string;
      })
    | null;
  readonly audit:
    | (Source & {
        readonly submitted: string;
        readonly approved: string;
        readonly reduction: string;
        readonly reductionRate: number;
        readonly auditor: Organisation;
        readonly kind: string;
        readonly auditedOn: string;
        readonly conclusion: string;
        readonly auditFindings: readonly AuditFinding[];
      })
    | null;
  readonly closed: (Source & { readonly closedOn: string }) | null;
  /** Final accounts and audits that were recorded wrongly and taken back. */
  readonly withdrawn: readonly WithdrawnStep[];
  readonly overrides: readonly OverrideView[];
  readonly findings: readonly FindingRow[];
  /** The day as of which the due dates stand, Asia/Shanghai. */
  readonly today: string;
  /** Those still open first. */
  readonly obligations: readonly ObligationView[];
  /** Of rules judged across projects: those with a lot of this project. */
  readonly leads: readonly Lead[];
  readonly documents: readonly (Document & { readonly revision: number })[];
  /** The newest entries; `trailTotal` says how many there are. */
  readonly trail: readonly TrailRow[];
  readonly trailTotal: number;
}

/** What a later entry said about a field of this one. */
export interface Amendment extends Trace {
  readonly type: 'EntryCorrected' | 'FieldWithheld' | 'FieldReleased';
  readonly field: string;
  /** Of a correction: the text from then on; absent while nobody may see it. */
  readonly text?: string;
}

export interface EventView {
  readonly ledger: LedgerView | null;
  readonly current: Currency;
  readonly entry: number;
  readonly project: string;
  readonly projectName: string;
  readonly stream: string;
  readonly revision: number;
  readonly id: string;
  readonly type: string;
  /** The version stored, and the version this program reads. */
  readonly version: number;
  readonly readVersion: number;
  readonly recordedAt: string;
  /** Visible fields as stored. */
  readonly data: JsonObject;
  /** The same as the present version reads them, with corrected texts; equal to `data` where nothing changed. */
  readonly read: JsonObject;
  readonly meta: JsonObject;
  /** Fields closed by now, and why. */
  readonly closed: Readonly<Record<string, AudienceNote>>;
  /** What later entries said about this one, in their order. */
  readonly amendments: readonly Amendment[];
  /** For verification: salts of what is shown, digests of every field. */
  readonly salts: Readonly<Record<string, string>>;
  readonly digests: Readonly<Record<string, string>>;
  readonly preparedBy: Actor;
  readonly confirmedBy: Actor | null;
  readonly findings: readonly Finding[];
  /** The rules of the findings, each at its version. */
  readonly judgedBy: readonly JudgedBy[];
  readonly lateReason: string | null;
  /** What it changed in the project's stage and sums. */
  readonly change: EntryChange;
  /** Revisions beside it on the project; null at either end. */
  readonly previous: number | null;
  readonly next: number | null;
}

import type {
  Actor,
  AudienceNote,
  AuditFinding,
  Figures,
  Finding,
  JsonObject,
  Organisation,
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
} from '@sunlit/ledger';

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

/** Where a row comes from: its permanent event page. */
export interface Source {
  readonly entry: number;
  readonly revision: number;
  readonly recordedAt: string;
  /** Fields that cannot be shown, and why. */
  readonly closed: Readonly<Record<string, AudienceNote>>;
}

export const projectStages = [
  'registered',
  'budgeted',
  'tendering',
  'contracted',
  'under-way',
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
  readonly stage: ProjectStage;
  readonly estimate: string;
  readonly figures: Figures;
  readonly findings: number;
  readonly lastRecordedAt: string;
}

export interface HomeView {
  readonly ledger: LedgerView | null;
  readonly current: Currency;
  readonly totals: { readonly projects: number; readonly figures: Figures };
  /** One page of projects, latest change first; `page` counts from 1. */
  readonly projects: readonly ProjectRow[];
  readonly page: number;
  readonly pages: number;
  readonly lately: readonly TrailRow[];
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
  readonly proposedOn: string;
  readonly approved:
    | (Source & {
        readonly approvingBody: string;
        readonly documentNumber: string;
        readonly approvedOn: string;
      })
    | null;
}

export interface TenderView {
  readonly round: number;
  readonly stage: string;
  readonly notice: Source & Omit<TenderNoticePublished, 'lot' | 'round'>;
  readonly observers: readonly (Source & {
    readonly observer: Organisation;
    readonly capacity: string;
    readonly invitedOn: string;
  })[];
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
}

export interface LotView extends Source {
  readonly lot: string;
  readonly name: string;
  readonly kind: string;
  readonly method: string;
  readonly ground: string | null;
  readonly estimate: string;
  readonly plannedOn: string;
  readonly tenders: readonly TenderView[];
  readonly award:
    | (Source & {
        readonly winner: Organisation;
        readonly price: string;
        readonly noticeNumber: string;
        readonly awardedOn: string;
      })
    | null;
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
  };
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
  /** All by the ledger's own functions, yuan. */
  readonly money: {
    readonly currentPrice: string;
    readonly certified: string;
    readonly paid: string;
    readonly unrecovered: string;
    readonly ceiling: string;
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
}

export interface CertificateRow extends Source {
  readonly contract: string;
  readonly certificate: string;
  readonly periodFrom: string;
  readonly periodUntil: string;
  readonly value: string;
  readonly cumulative: string;
  readonly certifiedOn: string;
  readonly engineer: Organisation | null;
}

/** Payments on contracts and expenses together, in the order recorded. */
export interface PaymentRow extends Source {
  /** Null for an expense. */
  readonly contract: string | null;
  readonly kind: string;
  /** Cash, yuan. */
  readonly amount: string;
  readonly advanceRecovered: string;
  readonly valueDate: string;
  readonly voucher: string;
  readonly payee: Organisation;
  readonly note: string | null;
  /** What it rests on: a certificate, a contract, a review, a budget line. */
  readonly restsOn: {
    readonly kind: 'certificate' | 'contract' | 'review' | 'retention' | 'budget-line';
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
}

export interface ProjectView {
  readonly ledger: LedgerView | null;
  readonly current: Currency;
  readonly project: string;
  readonly revision: number;
  readonly registered: Partial<ProjectRegistered> & Source;
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
  readonly findings: readonly FindingRow[];
  readonly documents: readonly (Document & { readonly revision: number })[];
  /** The newest entries; `trailTotal` says how many there are. */
  readonly trail: readonly TrailRow[];
  readonly trailTotal: number;
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
  /** The same as the present version reads them; equal to `data` where nothing changed. */
  readonly read: JsonObject;
  readonly meta: JsonObject;
  /** Fields still closed, and why. */
  readonly closed: Readonly<Record<string, AudienceNote>>;
  /** For verification: salts of what is shown, digests of every field. */
  readonly salts: Readonly<Record<string, string>>;
  readonly digests: Readonly<Record<string, string>>;
  readonly preparedBy: Actor;
  readonly confirmedBy: Actor | null;
  readonly findings: readonly Finding[];
  readonly lateReason: string | null;
  /** Revisions beside it on the project; null at either end. */
  readonly previous: number | null;
  readonly next: number | null;
}

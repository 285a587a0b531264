import type { AudienceNote, Finding, Organisation } from '@sunlit/ledger';
import type { CertificateRow, PaymentRow as ShownPayment, ProjectStage, Trace } from '../views.js';
import { column, key, optional, table } from '../table.js';

type Closed = Readonly<Record<string, AudienceNote>>;
/** Which fields show a corrected text, and by which entry; null where none does. */
type Corrected = Readonly<Record<string, Trace>> | null;
/** Whole fen: PostgreSQL's bigint, a string in JavaScript. */
type FenText = string;

const { bigint, text, integer, uuid, json } = column;

/** One works project: what lists show as columns, the money as the ledger folds it, and the page's document. */
export interface ProjectTableRow {
  readonly project: string;
  readonly revision: number;
  /** Entry number of its last event. */
  readonly entry: number;
  readonly recordedAt: string;
  readonly number: string | null;
  readonly nationalCode: string | null;
  readonly name: string | null;
  readonly owner: Organisation | null;
  readonly category: string | null;
  readonly stage: ProjectStage;
  readonly estimate: FenText;
  readonly budget: FenText | null;
  readonly contracted: FenText;
  readonly certified: FenText;
  readonly paid: FenText;
  readonly expenses: FenText;
  readonly audited: FenText | null;
  /** The earliest deadline of a bid box that is not closed yet, an instant. */
  readonly boxDue: string | null;
  /** How many rows it has in the tables below. */
  readonly findings: number;
  readonly payments: number;
  readonly certificates: number;
  readonly documents: number;
  readonly state: object;
  readonly document: object;
}

export const projectTable = table<ProjectTableRow>(
  'project',
  {
    project: key(uuid),
    ...{ revision: integer, entry: bigint, recordedAt: text },
    ...{
      number: optional(text),
      nationalCode: optional(text),
      name: optional(text),
      owner: optional(json),
      category: optional(text),
    },
    ...{
      stage: text,
      estimate: bigint,
      budget: optional(bigint),
      contracted: bigint,
      certified: bigint,
      paid: bigint,
    },
    ...{
      expenses: bigint,
      audited: optional(bigint),
      boxDue: optional(text),
      findings: integer,
      payments: integer,
      certificates: integer,
    },
    ...{ documents: integer, state: json, document: json },
  },
  { columns: ['entry'] },
  { columns: ['nationalCode'] },
  { columns: ['number'] },
  { columns: ['boxDue'] },
);

/** A row of a list on the project's page; `n` counts 0, 1, 2, ... within its project, so that any page is one range. */
interface Numbered {
  readonly project: string;
  readonly n: number;
  readonly revision: number;
  readonly entry: number;
  readonly recordedAt: string;
}
const numbered = { project: key(uuid), n: key(integer), revision: integer, entry: bigint, recordedAt: text };

export interface PaymentTableRow extends Numbered {
  /** Null for an expense. */
  readonly contract: string | null;
  readonly kind: string;
  readonly reverses: string | null;
  readonly amount: FenText;
  readonly advanceRecovered: FenText;
  readonly valueDate: string;
  readonly voucher: string;
  readonly payee: Organisation | null;
  readonly payer: Organisation | null;
  readonly note: string | null;
  readonly restsOnKind: ShownPayment['restsOn']['kind'];
  readonly restsOnName: string;
  /** Null for a certificate or a payment, which the query finds by its name. */
  readonly restsOnRevision: number | null;
  /** Paid on the contract in all, after this row; null for an expense. */
  readonly contractPaid: FenText | null;
  readonly balance: FenText;
  readonly closed: Closed;
  readonly corrected: Corrected;
}

export const paymentTable = table<PaymentTableRow>(
  'payment',
  {
    ...numbered,
    ...{
      contract: optional(text),
      kind: text,
      reverses: optional(text),
      amount: bigint,
      advanceRecovered: bigint,
      valueDate: text,
      voucher: text,
    },
    ...{
      payee: optional(json),
      payer: optional(json),
      note: optional(text),
      restsOnKind: text,
      restsOnName: text,
      restsOnRevision: optional(integer),
    },
    ...{ contractPaid: optional(bigint), balance: bigint, closed: json, corrected: optional(json) },
  },
  { columns: ['project', 'voucher'] },
);

/** Certificates, and what was taken off them. */
export interface CertificateTableRow extends Numbered {
  readonly kind: CertificateRow['kind'];
  readonly contract: string;
  readonly certificate: string;
  readonly periodFrom: string | null;
  readonly periodUntil: string | null;
  readonly value: FenText;
  readonly cumulative: FenText;
  readonly certifiedOn: string;
  readonly engineer: Organisation | null;
  readonly reason: string | null;
  readonly closed: Closed;
}

export const certificateTable = table<CertificateTableRow>(
  'certificate',
  {
    ...numbered,
    ...{
      kind: text,
      contract: text,
      certificate: text,
      periodFrom: optional(text),
      periodUntil: optional(text),
      value: bigint,
      cumulative: bigint,
    },
    ...{ certifiedOn: text, engineer: optional(json), reason: optional(text), closed: json },
  },
  { columns: ['project', 'contract', 'certificate'] },
);

export interface FindingTableRow extends Numbered {
  readonly type: string;
  readonly rule: string;
  /** What the entry is about, where it names one. */
  readonly lot: string | null;
  readonly contract: string | null;
  readonly finding: Finding;
}

export const findingTable = table<FindingTableRow>(
  'finding',
  { ...numbered, type: text, rule: text, lot: optional(text), contract: optional(text), finding: json },
  { columns: ['rule', 'entry'] },
  { columns: ['entry'] },
);

/** In the order of `revision`, then `place`: one that is withheld goes, and takes its place again when released. */
export interface DocumentTableRow extends Omit<Numbered, 'n'> {
  /** Counts 0, 1, 2, ... within its entry. */
  readonly place: number;
  readonly sha256: string;
  readonly title: string;
  readonly mediaType: string;
  readonly size: number;
}

export const documentTable = table<DocumentTableRow>(
  'document',
  {
    ...{ project: key(uuid), revision: key(integer), place: key(integer), entry: bigint, recordedAt: text },
    ...{ sha256: text, title: text, mediaType: text, size: bigint },
  },
  { columns: ['sha256'] },
);

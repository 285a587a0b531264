import {
  bindingBudget,
  fen,
  paid,
  type ExpenseRecorded,
  type PaymentRecorded,
  type ProgressCertified,
  type ProjectState,
} from '@sunlit/ledger';
import type { Document } from '@sunlit/ledger';
import type { Visible } from '../visible.js';
import type { ProjectDocument } from './project.document.js';
import type { Shown } from './project.events.js';
import { paidInAll } from './project.money.js';
import type {
  CertificateTableRow,
  DocumentTableRow,
  FindingTableRow,
  PaymentTableRow,
} from './project.table.js';

type Payment = Shown<PaymentRecorded>;
type Expense = Shown<ExpenseRecorded>;

/** A project just after an event, of which the rows tell. */
interface Told {
  readonly event: Visible;
  readonly state: ProjectState;
  readonly document: ProjectDocument;
  /** How many such rows the project has already. */
  readonly before: number;
}

const place = ({ event, before }: Told) => {
  const { project, revision, entry, recordedAt } = event;
  return { project: project!, n: before, revision, entry, recordedAt };
};

/** The row of a payment or an expense, with what it rests on and the balance after it; null for any other event. */
export function paymentRow(told: Told): PaymentTableRow | null {
  const { event, state } = told;
  const common = { ...place(told), balance: String(paidInAll(state)), closed: event.closed };
  if (event.type === 'PaymentRecorded') {
    const payment = event.read as unknown as Payment;
    const {
      contract,
      kind,
      amount,
      advanceRecovered,
      valueDate,
      voucher,
      payee = null,
      note = null,
    } = payment;
    return {
      ...{ ...common, contract, kind, valueDate, voucher, payee, note },
      ...{
        amount: String(fen(amount)),
        advanceRecovered: String(fen(advanceRecovered)),
        contractPaid: String(paid(state.contracts[contract]!)),
        ...restsOn(payment, told.document),
      },
    };
  }
  if (event.type === 'ExpenseRecorded') {
    const {
      category,
      description = null,
      amount,
      valueDate,
      voucher,
      payee = null,
    } = event.read as unknown as Expense;
    return {
      ...{ ...common, contract: null, kind: 'expense', valueDate, voucher, payee, note: description },
      ...{ amount: String(fen(amount)), advanceRecovered: '0', contractPaid: null },
      ...{ restsOnKind: 'budget-line', restsOnName: category, restsOnRevision: bindingBudgetRevision(told) },
    };
  }
  return null;
}

type RestsOn = Pick<PaymentTableRow, 'restsOnKind' | 'restsOnName' | 'restsOnRevision'>;

/** Progress rests on a certificate, an advance on the contract, a settlement on its review, retention on its release. */
function restsOn({ kind, contract, certificate }: Payment, { contracts }: ProjectDocument): RestsOn {
  const signed = contracts.find((c) => c.contract === contract);
  switch (kind) {
    case 'progress':
      return { restsOnKind: 'certificate', restsOnName: certificate ?? '', restsOnRevision: null };
    case 'advance':
      return { restsOnKind: 'contract', restsOnName: contract, restsOnRevision: signed?.revision ?? null };
    case 'settlement':
      return {
        restsOnKind: 'review',
        restsOnName: contract,
        restsOnRevision: signed?.review?.revision ?? null,
      };
    case 'retention':
      return {
        restsOnKind: 'retention',
        restsOnName: contract,
        restsOnRevision: signed?.retentionReleases.at(-1)?.revision ?? null,
      };
  }
}

function bindingBudgetRevision({ state, document }: Told): number | null {
  const kind =
    state.budgets.budget && bindingBudget(state) === state.budgets.budget
      ? 'budget'
      : 'approved-cost-estimate';
  return (
    document.budgets.findLast((budget) => budget.kind === kind && budget.approved)?.approved?.revision ?? null
  );
}

/** The row of a certificate; null for any other event. */
export function certificateRow(told: Told): CertificateTableRow | null {
  const { event } = told;
  if (event.type !== 'ProgressCertified') return null;
  const certified = event.read as unknown as Shown<ProgressCertified>;
  const {
    contract,
    certificate,
    periodFrom,
    periodUntil,
    value,
    cumulative,
    certifiedOn,
    engineer = null,
  } = certified;
  return {
    ...{
      ...place(told),
      contract,
      certificate,
      periodFrom,
      periodUntil,
      certifiedOn,
      engineer,
      closed: event.closed,
    },
    ...{ value: String(fen(value)), cumulative: String(fen(cumulative)) },
  };
}

/** A row for each finding that rides on the event. */
export const findingRows = (told: Told): FindingTableRow[] =>
  told.event.meta.findings.map((finding, i) => ({
    ...place(told),
    n: told.before + i,
    type: told.event.type,
    finding,
  }));

/** A row for each document that the event names. */
export function documentRows(told: Told): DocumentTableRow[] {
  const documents = (told.event.read['documents'] ?? []) as unknown as readonly Document[];
  return documents.map(({ sha256, title, mediaType, size }, i) => ({
    ...place(told),
    n: told.before + i,
    sha256,
    title,
    mediaType,
    size,
  }));
}

import {
  bindingBudget,
  fen,
  paid,
  type CertificateReduced,
  type ExpenseRecorded,
  type OverpaymentRecovered,
  type PaymentRecorded,
  type PaymentReversed,
  type ProgressCertified,
  type RecoveryReversed,
  type ProjectState,
} from '@sunlit/ledger';
import type { Document, Organisation } from '@sunlit/ledger';
import type { Visible } from '../visible.js';
import { correctedBy, type ContractFacts, type ProjectDocument } from './project.document.js';
import type { Shown } from './project.events.js';
import { paidInAll } from './project.money.js';
import type {
  CertificateTableRow,
  DocumentTableRow,
  FindingTableRow,
  PaymentTableRow,
} from './project.table.js';

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

/**
 * The row of a payment or an expense, of a reversal or a recovery, with what it rests on and the balance after it; null
 * for any other event.
 */
export function paymentRow(told: Told): PaymentTableRow | null {
  const { event, state, document } = told;
  const words = paymentWords(event);
  if (!words) return null;
  const { contract = null, voucher } = event.read as unknown as { contract?: string | null; voucher: string };
  const signed = document.contracts.find((c) => c.contract === contract);
  const common = {
    ...{ ...place(told), ...words, contract, voucher, reverses: null, payer: null },
    balance: String(paidInAll(state)),
    contractPaid: contract === null ? null : String(paid(state.contracts[contract]!)),
  };
  switch (event.type as PaymentType) {
    case 'PaymentRecorded': {
      const payment = event.read as unknown as Shown<PaymentRecorded>;
      const { kind, amount, advanceRecovered, valueDate } = payment;
      const money = { amount: String(fen(amount)), advanceRecovered: String(fen(advanceRecovered)) };
      return { ...common, ...money, kind, valueDate, ...restsOn(payment, signed) };
    }
    case 'ExpenseRecorded': {
      const { category, amount, valueDate } = event.read as unknown as Shown<ExpenseRecorded>;
      const money = { amount: String(fen(amount)), advanceRecovered: '0' };
      const line = { restsOnName: category, restsOnRevision: bindingBudgetRevision(told) };
      return { ...common, ...money, kind: 'expense', valueDate, restsOnKind: 'budget-line', ...line };
    }
    case 'PaymentReversed': {
      const reversed = event.read as unknown as Shown<PaymentReversed>;
      const { payment, kind: reverses, amount, advanceRestored, reversedOn: valueDate } = reversed;
      const money = { amount: String(-fen(amount)), advanceRecovered: String(-fen(advanceRestored)) };
      const original = { restsOnKind: 'payment', restsOnName: payment, restsOnRevision: null } as const;
      return { ...common, ...money, kind: 'reversal', reverses, valueDate, ...original };
    }
    case 'OverpaymentRecovered': {
      const recovery = event.read as unknown as Shown<OverpaymentRecovered>;
      const { amount, advanceRecovered, recoveredOn: valueDate, payer } = recovery;
      const money = { amount: String(-fen(amount)), advanceRecovered: String(fen(advanceRecovered)) };
      const rests = { restsOnKind: 'contract', restsOnName: recovery.contract } as const;
      const restsOnRevision = signed?.revision ?? null;
      return { ...common, ...money, kind: 'recovery', valueDate, payer, ...rests, restsOnRevision };
    }
    case 'RecoveryReversed': {
      const reversed = event.read as unknown as Shown<RecoveryReversed>;
      const { recovery, amount, advanceRestored, reversedOn: valueDate } = reversed;
      const money = { amount: String(fen(amount)), advanceRecovered: String(-fen(advanceRestored)) };
      const original = { restsOnKind: 'payment', restsOnName: recovery, restsOnRevision: null } as const;
      return { ...common, ...money, kind: 'reversal', reverses: 'recovery', valueDate, ...original };
    }
  }
}

type PaymentType =
  'PaymentRecorded' | 'ExpenseRecorded' | 'PaymentReversed' | 'OverpaymentRecovered' | 'RecoveryReversed';
type PaymentWords = Pick<PaymentTableRow, 'payee' | 'note' | 'closed' | 'corrected'>;

/** The words of a payment's row, which may be withheld, released and corrected later; null for any other event. */
export function paymentWords({ type, read, closed, amendments }: Visible): PaymentWords | null {
  const {
    payee = null,
    note,
    description,
    reason,
  } = read as {
    payee?: Organisation;
    note?: string | null;
    description?: string;
    reason?: string;
  };
  const by = correctedBy(amendments);
  const corrected = Object.keys(by).length > 0 ? by : null;
  switch (type as PaymentType) {
    case 'PaymentRecorded':
      return { payee, note: note ?? null, closed, corrected };
    case 'ExpenseRecorded':
      return { payee, note: description ?? null, closed, corrected };
    case 'PaymentReversed':
    case 'OverpaymentRecovered':
    case 'RecoveryReversed':
      return { payee: null, note: reason ?? null, closed, corrected };
  }
  return null;
}

type RestsOn = Pick<PaymentTableRow, 'restsOnKind' | 'restsOnName' | 'restsOnRevision'>;

/** Progress rests on a certificate, an advance on the contract, a settlement on its review, retention on its release. */
function restsOn(
  { kind, contract, certificate }: Shown<PaymentRecorded>,
  signed: ContractFacts | undefined,
): RestsOn {
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

/** The row of a certificate or of its reduction; null for any other event. */
export function certificateRow(told: Told): CertificateTableRow | null {
  const { event } = told;
  if (event.type === 'CertificateReduced') {
    const reduced = event.read as unknown as Shown<CertificateReduced>;
    const { contract, certificate, reduction, cumulative, reducedOn, reason = null } = reduced;
    return {
      ...{ ...place(told), kind: 'reduction', contract, certificate, periodFrom: null, periodUntil: null },
      ...{ value: String(-fen(reduction)), cumulative: String(fen(cumulative)), certifiedOn: reducedOn },
      ...{ engineer: null, reason, closed: event.closed },
    };
  }
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
      kind: 'certificate',
      contract,
      certificate,
      periodFrom,
      periodUntil,
      certifiedOn,
      engineer,
      reason: null,
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
    rule: finding.rule,
    lot: named(told.event.read['lot']),
    contract: named(told.event.read['contract']),
    finding,
  }));

const named = (number: unknown): string | null => (typeof number === 'string' ? number : null);

/** A row for each document that the event names. */
export function documentRows({ project, revision, entry, recordedAt, read }: Visible): DocumentTableRow[] {
  const documents = (read['documents'] ?? []) as unknown as readonly Document[];
  return documents.map(({ sha256, title, mediaType, size }, place) => ({
    ...{ project: project!, revision, place, entry, recordedAt },
    ...{ sha256, title, mediaType, size },
  }));
}

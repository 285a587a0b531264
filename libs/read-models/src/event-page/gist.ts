import type { JsonObject, LedgerOpened } from '@sunlit/ledger';
import type { ProjectEvents } from '../project-page/project.events.js';

/** An event without a row here is told by its name alone. */
type Fields = { readonly [T in keyof ProjectEvents]?: readonly (keyof ProjectEvents[T] & string)[] };

/** The figures and names that tell an event apart in a list, in the order to show them. */
const told: Fields & { readonly LedgerOpened: readonly (keyof LedgerOpened)[] } = {
  LedgerOpened: ['name'],
  ProjectRegistered: ['number', 'name', 'estimate'],
  ProjectTakenOver: ['number', 'name', 'asOf'],
  DepartmentConsulted: ['department'],
  ResearchRecorded: ['subject'],
  BudgetProposed: ['kind', 'total'],
  BudgetApproved: ['kind', 'total', 'documentNumber'],
  BudgetRevised: ['kind', 'total', 'delta', 'documentNumber'],
  LotPlanned: ['lot', 'name', 'method', 'estimate'],
  TenderNoticePublished: ['lot', 'title', 'bidDeadline'],
  TenderClarified: ['lot', 'clarification', 'subject', 'newDeadline'],
  ObserverInvited: ['lot', 'observer'],
  ObserverReplied: ['lot', 'observer'],
  OpeningAttested: ['lot', 'observer'],
  ObjectionRaised: ['lot', 'objection', 'about', 'subject'],
  ObjectionAnswered: ['lot', 'objection', 'outcome'],
  BidBoxClosed: ['lot'],
  BidsOpened: ['lot', 'openedAt'],
  BidsEvaluated: ['lot', 'evaluationMethod'],
  CandidatesPublicized: ['lot', 'publicUntil'],
  TenderFailed: ['lot', 'ground', 'failedOn'],
  TenderAwarded: ['lot', 'winner', 'price'],
  AwardCancelled: ['lot', 'winner', 'ground'],
  ContractSigned: ['contract', 'contractor', 'price'],
  ContractChanged: ['contract', 'change', 'delta'],
  ContractTerminated: ['contract', 'ground', 'terminatedOn'],
  ProgressCertified: ['contract', 'certificate', 'value'],
  CertificateReduced: ['contract', 'certificate', 'reduction'],
  PaymentRecorded: ['contract', 'kind', 'amount'],
  PaymentReversed: ['payment', 'kind', 'amount'],
  OverpaymentRecovered: ['contract', 'amount', 'overpaid'],
  RecoveryReversed: ['contract', 'recovery', 'amount'],
  RetentionReleased: ['contract', 'amount'],
  ExpenseRecorded: ['category', 'description', 'amount'],
  CompletionAccepted: ['contract', 'acceptedOn', 'quality'],
  SettlementSubmitted: ['contract', 'submitted'],
  SettlementReviewed: ['contract', 'approved', 'reduction'],
  FinalAccountCompiled: ['total'],
  FinalAccountAudited: ['approved', 'reduction'],
  SettlementWithdrawn: ['contract', 'submitted'],
  ReviewWithdrawn: ['contract', 'approved'],
  FinalAccountWithdrawn: ['total'],
  AuditWithdrawn: ['approved'],
  ProjectClosed: ['closedOn'],
  RuleOverridden: ['rule', 'subject', 'expiresOn'],
  EntryCorrected: ['type', 'field', 'after'],
  FieldWithheld: ['type', 'field', 'article'],
  FieldReleased: ['type', 'field'],
};

/** The gist of an event from what is visible of it, as the present version reads it; an organisation by its name. */
export function gist(type: string, read: JsonObject): Record<string, string> {
  const shown: Record<string, string> = {};
  for (const field of (told as Readonly<Record<string, readonly string[]>>)[type] ?? []) {
    const value = read[field];
    if (typeof value === 'string') shown[field] = value;
    else if (isNamed(value)) shown[field] = value.name;
  }
  return shown;
}

const isNamed = (value: unknown): value is { readonly name: string } =>
  typeof value === 'object' && value !== null && 'name' in value && typeof value.name === 'string';

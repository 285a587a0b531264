import type { Messages } from './zh.js';

type Words = Readonly<Record<string, string>>;

/** The word of a code, or the code itself where the catalogue has none: never a blank. */
export const word = (words: Words, code: string): string =>
  Object.hasOwn(words, code) ? words[code]! : code;

/**
 * The label of an event's field: its own where it differs, else the common one. `within`: the names of the parts that
 * hold it, where one event has two parts with a field of the same name.
 */
export function fieldWord(t: Messages, type: string, field: string, within: readonly string[] = []): string {
  const own: Words = t.fieldsOfOne;
  const placed = [type, ...within, field].join('.');
  if (Object.hasOwn(own, placed)) return own[placed]!;
  if (Object.hasOwn(own, `${type}.${field}`)) return own[`${type}.${field}`]!;
  return word(
    within.length > 0 && type.startsWith('Rule') ? { ...t.fields, ...t.ruleParts } : t.fields,
    field,
  );
}

/** The words of a field that holds one of a few codes; undefined for any other field. */
export function vocabulary(t: Messages, type: string, field: string): Words | undefined {
  const own = ofOne(t)[`${type}.${field}`];
  if (own) return own;
  switch (field) {
    case 'category':
      return t.costCategories;
    case 'method':
      return t.lotMethods;
    case 'lotKind':
      return t.lotKinds;
    case 'capacity':
      return t.observerCapacities;
    case 'standing':
      return t.receiptStandings;
    case 'layer':
      return t.layers;
    case 'certainty':
      return t.certainties;
    case 'command':
      return t.commands;
  }
  return undefined;
}

/** Fields whose codes depend on the event. No two parts of one event use the same code for different things. */
const ofOne = (t: Messages): Readonly<Record<string, Words>> => ({
  'ProjectRegistered.category': t.worksCategories,
  'ProjectTakenOver.category': { ...t.costCategories, ...t.worksCategories },
  'ProjectTakenOver.kind': { ...t.contractKinds, ...t.budgetKinds },
  'BudgetProposed.kind': t.budgetKinds,
  'BudgetApproved.kind': t.budgetKinds,
  'BudgetRevised.kind': t.budgetKinds,
  'LotPlanned.kind': t.lotKinds,
  'AwardCancelled.ground': t.cancellationGrounds,
  'TenderFailed.ground': t.failureGrounds,
  'ObjectionRaised.about': t.objectionMatters,
  'ObjectionAnswered.outcome': t.objectionOutcomes,
  'ContractSigned.kind': t.contractKinds,
  'ContractTerminated.ground': t.terminationGrounds,
  'PaymentRecorded.kind': t.paymentKinds,
  'PaymentReversed.kind': { ...t.paymentKinds, ...t.voucherKinds },
  'SettlementReviewed.kind': t.auditKinds,
  'FinalAccountAudited.kind': t.auditKinds,
  'RuleOverridden.subjectKind': t.overrideSubjects,
  'RuleAdopted.unit': t.units,
  'RuleAdopted.action': t.ruleActions,
  'EntryCorrected.field': t.fields,
  'EntryCorrected.type': t.events,
  'FieldWithheld.field': t.fields,
  'FieldWithheld.type': t.events,
  'FieldReleased.field': t.fields,
  'FieldReleased.type': t.events,
  'AttemptDenied.part': t.attemptParts,
});

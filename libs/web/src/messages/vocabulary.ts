import type { Messages } from './zh.js';

type Words = Readonly<Record<string, string>>;

/** The word of a code, or the code itself where the catalogue has none: never a blank. */
export const word = (words: Words, code: string): string =>
  Object.hasOwn(words, code) ? words[code]! : code;

/** The label of an event's field: its own where it differs, else the common one. */
export function fieldWord(t: Messages, type: string, field: string): string {
  const own: Words = t.fieldsOfOne;
  return Object.hasOwn(own, `${type}.${field}`) ? own[`${type}.${field}`]! : word(t.fields, field);
}

/** The words of a field that holds one of a few codes; undefined for any other field. */
export function vocabulary(t: Messages, type: string, field: string): Words | undefined {
  switch (field) {
    case 'kind':
      return kinds(t)[type];
    case 'category':
      return type === 'ProjectRegistered' ? t.worksCategories : t.costCategories;
    case 'method':
      return t.lotMethods;
    case 'capacity':
      return t.observerCapacities;
    case 'standing':
      return t.receiptStandings;
  }
  return undefined;
}

const kinds = (t: Messages): Readonly<Record<string, Words>> => ({
  BudgetProposed: t.budgetKinds,
  BudgetApproved: t.budgetKinds,
  LotPlanned: t.lotKinds,
  ContractSigned: t.contractKinds,
  PaymentRecorded: t.paymentKinds,
  SettlementReviewed: t.auditKinds,
  FinalAccountAudited: t.auditKinds,
});

export * from './access.js';
export * from './authorization.js';
export * from './bid-box.js';
export * from './calendar.js';
export * from './chinese-calendar.js';
export * from './closed.js';
export * from './decider.js';
export * from './event-type.js';
export {
  Anything,
  BadInput,
  Code,
  fieldsOf,
  isDay,
  isInstant,
  ListOf,
  Optional,
  plain,
  readFields,
  Revision,
  schemaOf,
  Text,
  Uuid,
  type FieldProblem,
} from './fields.js';
export * from './ledger.js';
export * from './money.js';
export * from './project/amendment.js';
export * from './project/bids.js';
export * from './project/budget.js';
export * from './project/contract-account.js';
export * from './project/contract.js';
export * from './project/evaluation.js';
export * from './project/figures.js';
export * from './project/final-account.js';
export * from './project/lot.js';
export * from './project/objection.js';
export * from './project/observer.js';
export * from './project/override.js';
export * from './project/payment.js';
export * from './project/project.js';
export * from './project/registration.js';
export * from './project/reversal.js';
export * from './project/round.js';
export * from './project/state.js';
export * from './project/takeover.js';
export * from './project/tender.js';
export * from './project/withdrawal.js';
export * from './rulebook/adoption.js';
export * from './rulebook/invariants.js';
export * from './rulebook/rule.js';
export * from './rulebook/rulebook.js';
export { foundBy, placesIn, ruleSentence, type RuleSentence, type Said } from './rulebook/sentences.js';
export * from './stored-events.js';
export * from './submission.js';
export { Document, Organisation, Owner, Withholding } from './values.js';

export * from './views.js';
export type { Page } from './place.js';
export { currency } from './home/current.js';
export { homeQuery } from './home/home.query.js';
export {
  dueBoxes,
  perPage,
  projectByCode,
  projectQuery,
  type Paging,
  type ProjectPage,
} from './project-page/project.query.js';
export { eventQuery } from './event-page/event.query.js';
export {
  submissionsQuery,
  type SubmissionFilter,
  type SubmissionList,
} from './submissions/submission.query.js';
export type { SubmissionRow } from './submissions/submission.table.js';
export { denialsQuery, type DenialList } from './denials/denial.query.js';
export type { DenialRow } from './denials/denial.table.js';
export { leadsOf, leadRules, type Lead, type LeadLot, type LeadRule } from './leads/leads.js';
export { obligationStatus, type ObligationStatus } from './obligations/obligation.status.js';
export { obligationKinds, type Moment, type ObligationKind } from './obligations/obligation.table.js';
export type { NamedObligation, ObligationView } from './obligations/obligation.query.js';
export { rulebookEntry, type RulebookEntryView } from './rules/rulebook-entry.query.js';
export type { RuleChange } from './rules/rule.table.js';
export {
  rulesQuery,
  verdictLists,
  type RuleFinding,
  type RuleLine,
  type RulesView,
  type RuleVersion,
  type RuleView,
  type VerdictList,
  type VerdictPaging,
} from './rules/rules.query.js';
export { projected, watchProjector, type ProjectedWatch } from './projector/projected.js';
export {
  rebuild,
  RebuildRunning,
  runProjector,
  type Log,
  type ProjectorOptions,
  type ProjectorState,
  type RebuildOptions,
} from './projector/run-projector.js';
export type { BuildProgress } from './projector/build.js';
export { version as readModelsVersion } from './projector/schemas.js';

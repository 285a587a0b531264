export * from './views.js';
export type { Page } from './place.js';
export { atOfPast, endOfDay, type At, type Past } from './as-of/at.js';
export { type NotThere } from './as-of/moment.js';
export { pastQuery, type Then } from './as-of/past.query.js';
export { compareQuery, type ComparedEntry, type CompareView, type Span } from './compare/compare.query.js';
export type { EntryChange, SumChange } from './history/change.js';
export {
  trailOrders,
  trailQuery,
  type TrailOrder,
  type TrailPaging,
  type TrailView,
} from './trail/trail.query.js';
export { currency } from './home/current.js';
export { homeQuery } from './home/home.query.js';
export {
  anyFinding,
  everyProject,
  facets,
  sorts,
  type Facet,
  type FacetCount,
  type ListFilter,
  type ProjectsView,
  type Sort,
} from './listed/filter.js';
export type { Districts } from './listed/counts.js';
export { projectsQuery, type ListAsked, type ListDownload } from './listed/listed.query.js';
export {
  dueBoxes,
  perPage,
  projectByCode,
  projectQuery,
  type Paging,
  type ProjectPage,
} from './project-page/project.query.js';
export {
  moneyQuery,
  type CertificateKey,
  type CertificatePaid,
  type MoneyAt,
  type ProjectMoney,
} from './project-page/money.query.js';
export { eventQuery } from './event-page/event.query.js';
export { rolesOfProject, type ProjectRoles, type SignedAs } from './paper/roles.query.js';
export { documentQuery, type PublicDocument } from './documents/document.query.js';
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
export { isOrganisationId, organisationId } from './organisations/organisation.id.js';
export { capacities, outcomes, type Capacity, type Outcome } from './organisations/organisation.table.js';
export {
  organisationLists,
  organisationQuery,
  type ContractPart,
  type OrganisationList,
  type OrganisationPaging,
  type OrganisationView,
  type OtherPart,
  type OwnedProject,
  type RuleCount,
  type TenderPart,
} from './organisations/organisation.query.js';
export {
  organisationsQuery,
  type OrganisationFilter,
  type OrganisationLine,
  type OrganisationMoney,
  type OrganisationsView,
  type PartCounts,
} from './organisations/organisations.query.js';
export {
  everyVerdict,
  findingsQuery,
  verdictKinds,
  type FindingsView,
  type FoundVerdict,
  type RuleVerdicts,
  type VerdictFilter,
  type VerdictKind,
  type Verdicts,
} from './findings/findings.query.js';
export {
  watchStanding,
  type Standing,
  type StandingWatch,
  type StandingWatchOptions,
} from './standing/standing.watch.js';
export { projectorHealth, type ProjectorHealth } from './standing/health.query.js';
export { standingProgress } from './projector/projector.table.js';
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

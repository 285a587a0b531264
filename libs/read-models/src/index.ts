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

import type { ProjectView, ContractView, Source, Trace } from '../views.js';
import type { ProjectRegistered } from '@sunlit/ledger';
import type { ProjectEvents, ProjectEventType, Shown } from './project.events.js';

/**
 * The part of a project's page that does not grow with its payments: one document, kept with the project's row.
 * Every part says where it comes from. Amounts that follow from others are not in it: the query computes them.
 */
export interface ProjectDocument extends Pick<
  ProjectView,
  | 'takenOver'
  | 'consultations'
  | 'research'
  | 'budgets'
  | 'lots'
  | 'finalAccount'
  | 'audit'
  | 'closed'
  | 'overrides'
> {
  readonly registered: (Partial<ProjectRegistered> & Source) | null;
  readonly contracts: readonly ContractFacts[];
}

export type ContractFacts = Omit<ContractView, 'money' | 'reconciled'>;

/** What an event adds to the document. Told again, it takes its own former place and leaves alone what came after it. */
export type Put<Data> = (document: ProjectDocument, data: Data, source: Source) => ProjectDocument;
export type Parts = { readonly [T in ProjectEventType]?: Put<Shown<ProjectEvents[T]>> };

/** In the place of the part that has the same revision, else at the end. */
export const placed = <Part extends { readonly revision: number }>(
  parts: readonly Part[],
  part: Part,
): readonly Part[] => replaced(parts, part, ({ revision }) => revision === part.revision);

/** In the place of the part that is `same`, else at the end. */
export function replaced<Part>(
  parts: readonly Part[],
  part: Part,
  same: (other: Part) => boolean,
): readonly Part[] {
  const at = parts.findIndex(same);
  return at === -1 ? [...parts, part] : parts.with(at, part);
}

/** The named fields that are there: a withheld one is not. */
export function pick<D extends object, F extends keyof D>(data: D, ...fields: readonly F[]): Pick<D, F> {
  const picked: Partial<D> = {};
  for (const field of fields) if (Object.hasOwn(data, field)) picked[field] = data[field];
  return picked as Pick<D, F>;
}

export const traceOf = ({ entry, revision }: Trace): Trace => ({ entry, revision });

/** The later of two entries. */
export const laterTrace = (one: Trace | null, other: Trace): Trace =>
  one !== null && one.revision > other.revision ? one : traceOf(other);

import { fen, yuan, type ProjectRegistered } from '@sunlit/ledger';
import type { ProjectView, ContractView, Source, Tally, Trace, WithdrawnStep } from '../views.js';
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
  | 'withdrawn'
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

/** Up to so many certificates or payments of one kind are kept each, more of them as a sum: ten thousand stay cheap to show. */
const few = 5;

/** The tallies with one more entry. One told again is in them already. */
export function tallied(
  moved: readonly Tally[],
  kind: Tally['kind'],
  source: Source,
  { amount, recovered = '0.00' }: { readonly amount: string; readonly recovered?: string },
): readonly Tally[] {
  const found = moved.find((tally) => tally.kind === kind);
  if (found && found.last.revision >= source.revision) return moved;
  const { count, entries, ...before } = found ?? { count: 0, amount: '0.00', recovered: '0.00', entries: [] };
  const tally: Tally = {
    ...{ kind, count: count + 1, last: traceOf(source) },
    amount: plus(before.amount, amount),
    recovered: plus(before.recovered, recovered),
    entries: count < few ? [...entries, { ...traceOf(source), amount, recovered }] : [],
  };
  return replaced(moved, tally, (other) => other.kind === kind);
}
const plus = (a: string, b: string): string => yuan(fen(a) + fen(b));

/**
 * The step as it stands after `source` says it, where `source` may be told again: then it takes its former place, and
 * none where it was taken back or another stands since.
 */
export const standing = <Step extends Source>(
  before: Step | null,
  withdrawn: readonly WithdrawnStep[],
  step: Step,
): Step | null =>
  withdrawn.some(({ of }) => of?.revision === step.revision) || (before?.revision ?? -1) > step.revision
    ? before
    : step;

/** The step and the steps taken back after `back` takes it back. Told again, that changes its own place only. */
export function takenBack<Step extends Source>(
  step: Step | null,
  withdrawn: readonly WithdrawnStep[],
  back: Omit<WithdrawnStep, 'of'>,
): { readonly step: Step | null; readonly withdrawn: readonly WithdrawnStep[] } {
  const told = withdrawn.find(({ revision }) => revision === back.revision);
  const of = told ? told.of : step && traceOf(step);
  return { step: told ? step : null, withdrawn: placed(withdrawn, { ...back, of }) };
}

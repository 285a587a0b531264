import {
  figures,
  initialProject,
  type Actor,
  type Figures,
  type Finding,
  type JsonObject,
  type ProjectState,
  type SubmissionState,
  type WaitingCommand,
} from '@sunlit/ledger';
import type { Folded } from './streams.js';
import { isRulebook } from './submission-commands.js';

/** A submission as both persons see it. */
export interface Submission {
  readonly submission: string;
  readonly state: 'waiting' | 'returned' | 'withdrawn' | 'confirmed' | 'carried-out';
  readonly project: string;
  /** Where the project stands now: what a confirmation names. -1 before it is registered. */
  readonly projectRevision: number;
  readonly commands: readonly {
    readonly name: string;
    readonly data: JsonObject;
    readonly closed: readonly string[];
  }[];
  readonly preparedBy: Actor;
  readonly preparedAt: string;
  readonly before: Figures;
  /** Null when the rules refuse it by now. */
  readonly after: Figures | null;
  readonly findings: readonly Finding[];
  readonly carriedOut: {
    readonly revision: number;
    readonly events: readonly { readonly id: string; readonly type: string }[];
  } | null;
  /** Of this submission's own stream; good for waiting until the read models have it. */
  readonly position?: string;
}

/** The money line of what a submission is about; of the rulebook, nothing. */
export const figuresOf = ({ stream, state }: Folded<ProjectState>, after: ProjectState = state): Figures =>
  figures(isRulebook(stream) ? initialProject : after);

export function view(
  { stream, state }: Folded<SubmissionState>,
  works: Folded<ProjectState>,
  preparedBy: Actor,
  preparedAt: string,
): Submission {
  const { stage, prepared, carriedOut } = state;
  return {
    submission: stream.slice('submission-'.length),
    state: stage!,
    project: prepared!.project,
    projectRevision: works.revision,
    commands: prepared!.commands.map(({ name, data, closed }: WaitingCommand) => ({
      name,
      data,
      closed: Object.keys(closed),
    })),
    preparedBy,
    preparedAt,
    before: prepared!.before,
    after: prepared!.after,
    findings: prepared!.findings,
    carriedOut: carriedOut && { revision: carriedOut.projectRevision, events: carriedOut.events },
  };
}

/** The owner's code: of the project, or of the registration that waits. */
export const ownerOf = (
  works: Folded<ProjectState>,
  { state }: Folded<SubmissionState>,
): string | undefined =>
  works.state.registered?.owner?.uscc ??
  (state.prepared!.commands[0]!.data as { owner?: { uscc: string } }).owner?.uscc;

/** Its preparer's and the project owner's officers, auditors and inspectors; an observer never. */
export function mayRead(reader: Actor, preparedBy: Actor, owner: string | undefined): boolean {
  if (reader.role === 'auditor' || reader.role === 'discipline-inspector') return true;
  const own = reader.organisation?.uscc ?? null;
  if (own === null || reader.role === 'observer') return false;
  return own === owner || own === preparedBy.organisation?.uscc;
}

import {
  canonical,
  closeCommands,
  commandId,
  eventId,
  EventTooLarge,
  openCommands,
  projectId,
  uuid5,
} from '@sunlit/envelope';
import { WrongExpectedRevision } from '@sunlit/event-store';
import {
  authorize,
  BadInput,
  CarryOutSubmission,
  ConfirmSubmission,
  eventTypes,
  fieldsFrom,
  figures,
  OvertakeSubmission,
  plain,
  PrepareSubmission,
  project as projectDecider,
  readFields,
  Refusal,
  ReturnSubmission,
  WithdrawSubmission,
  type Actor,
  type Audience,
  type Cause,
  type CommandClass,
  type Entry,
  type FieldProblem,
  type Figures,
  type Finding,
  type JsonObject,
  type ProjectState,
  type RegisterProject,
  type SubmissionState,
  type WaitingCommand,
} from '@sunlit/ledger';
import { closeDueBoxes, theLedger } from './bid-boxes.js';
import {
  carryOut,
  decideAll,
  judgeSize,
  strictlyAfter,
  type Answer,
  type Given,
  type Situation,
} from './carry-out.js';
import { KeyReused, Moved, NotFound, Overtaken, type Desk } from './desk.js';
import { judgeDocuments } from './documents.js';
import type { Folded, Streams } from './streams.js';

/** One command as it came in: its class's name and a plain JSON body. */
export interface NamedBody {
  readonly name: string;
  readonly body: unknown;
}

export interface Preparation {
  /** Null when the first command registers the project. */
  readonly project: string | null;
  readonly commands: readonly NamedBody[];
  readonly actor: Actor;
  readonly key: string;
  readonly instant: string;
  /** The project's revision that the caller has seen, if it names one. */
  readonly ifRevision?: number | null;
}

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

export interface Step {
  readonly submission: string;
  readonly actor: Actor;
  readonly instant: string;
}

/** Two persons for every entry of a project (design: "Two persons"). */
export class Submissions {
  constructor(
    private readonly desk: Desk,
    private readonly streams: Streams,
    /** Only in a sample ledger do recorded instants come from outside. */
    private readonly sample: boolean,
  ) {}

  /** Prepares 1 to 200 commands of one project as one entry. The same key gives the same submission. */
  async prepare(preparation: Preparation): Promise<Submission & { replayed: boolean }> {
    const { actor, key, instant } = preparation;
    const id = commandId(actor.person!, key);
    const commands = readCommands(preparation.commands);
    const project = projectOf(preparation.project, commands);
    const stream = `submission-${id}`;
    const folded = await this.streams.load<SubmissionState>(stream);
    if (folded.state.prepared) return this.sameAgain(folded, project, commands);

    const found = await this.streams.load<ProjectState>(`project-${project}`);
    this.authorizeAll('prepare', found, commands, actor);
    await closeDueBoxes(this.desk, this.streams, project, instant, this.sample);
    const works = await this.streams.load<ProjectState>(found.stream);
    if (!works.state.registered && commands[0]!.constructor.name !== 'RegisterProject')
      throw new NotFound('project', project);
    const { ifRevision = null } = preparation;
    if (ifRevision !== null && ifRevision !== works.revision)
      throw new Moved(ifRevision, works.revision, figures(works.state));
    await judgeDocuments(this.desk.documents, commands);
    const situation = { commandId: id, instant, preparedBy: actor, confirmedBy: null };
    const decided = this.decide(works, commands, situation);
    // As large as it will be with its second person.
    const confirmed = { ...situation, confirmedBy: actor, causation: [theConfirmation(folded)] };
    await judgeSize(this.desk, works, decided, confirmed);

    const place = eventId(stream, id, 0);
    const closed = await closeCommands(
      commands.map((command, index) => ({
        ...{ stream, id: place, index, name: command.constructor.name },
        data: plain(command) as JsonObject,
        closedFields: closedFieldsOf(command),
      })),
      this.desk.ring,
    );
    const [first, ...more] = inEvents(closed);
    const prepared = new PrepareSubmission({
      project,
      projectRevision: works.revision,
      commands: first!,
      more,
      before: figures(works.state),
      after: figures(decided.state),
      findings: decided.findings,
    });
    try {
      const answer = await this.step(folded, prepared, id, actor, instant);
      // Stored by another request with this key a moment ago: it must have asked for the same.
      if (answer.replayed) return this.sameAgain(await this.streams.load(stream), project, commands);
      return {
        ...this.view(await this.streams.load(stream), works, actor, instant),
        position: answer.position,
        replayed: answer.replayed,
      };
    } catch (error) {
      if (!(error instanceof WrongExpectedRevision)) throw error;
      return this.sameAgain(await this.streams.load<SubmissionState>(stream), project, commands);
    }
  }

  /** For `reader`, if one is named: `NotFound` to whoever has no business with it. */
  async get(submission: string, reader?: Actor): Promise<Submission> {
    const folded = await this.known(submission);
    const works = await this.streams.load<ProjectState>(`project-${folded.state.prepared!.project}`);
    const [first] = await this.streams.events(folded.stream, 0, 0);
    if (reader && !mayRead(reader, first!.meta.preparedBy, ownerOf(works, folded)))
      throw new NotFound('submission', submission);
    const view = this.view(folded, works, first!.meta.preparedBy, first!.meta.recordedAt);
    if (view.state !== 'waiting') return view;
    // What a confirmation at this revision would sign: the figures of now, not of its preparation.
    const { preparedBy, preparedAt } = view;
    const situation = { commandId: submission, instant: this.desk.now(), preparedBy, confirmedBy: null };
    const late = preparedAt > situation.instant ? { ...situation, instant: preparedAt } : situation;
    return { ...view, ...(await this.shown(works, folded, late)) };
  }

  /**
   * Confirms at the project revision that was shown and carries out. Throws `Moved` (412), `Refusal` (422, nothing
   * stored), `Overtaken` (409) when another step came first.
   */
  async confirm({
    submission,
    actor,
    instant,
    projectRevision,
  }: Step & { projectRevision: number }): Promise<Answer> {
    const folded = await this.known(submission);
    const { stage, prepared, confirmed } = folded.state;
    const [first] = await this.streams.events(folded.stream, 0, 0);
    const preparer = first!.meta.preparedBy;
    if (stage === 'confirmed' || stage === 'carried-out') {
      const by = await this.confirmer(folded);
      if (by.person === actor.person && confirmed!.projectRevision === projectRevision)
        return this.finish(submission);
    }
    this.notAlone(preparer, actor);
    if (stage !== 'waiting') throw new Overtaken(submission, stage!);

    const found = await this.streams.load<ProjectState>(`project-${prepared!.project}`);
    const commands = await this.open(folded);
    this.entitled(found, commands, actor);
    await closeDueBoxes(this.desk, this.streams, prepared!.project, instant, this.sample);
    const works = await this.streams.load<ProjectState>(found.stream);
    const at = strictlyAfter(folded.lastRecordedAt, instant);
    const situation = { commandId: submission, instant: at, preparedBy: preparer, confirmedBy: actor };
    if (works.revision !== projectRevision)
      throw new Moved(projectRevision, works.revision, await this.shown(works, folded, situation));
    const decided = this.decide(
      works,
      commands.map((c) => c.command),
      situation,
    );
    await judgeSize(this.desk, works, decided, { ...situation, causation: [theConfirmation(folded)] });

    const attempt = folded.state.attempts + 1;
    const step = new ConfirmSubmission({
      projectRevision,
      rulebookVersion: this.desk.rulebook.version,
      attempt,
    });
    await this.exactly(submission, () =>
      this.step(folded, step, uuid5(submission, 'confirm', attempt, actor.person!), actor, at),
    );
    return this.finish(submission);
  }

  async return(step: Step & { reason: string }): Promise<Submission> {
    const folded = await this.known(step.submission);
    const [first] = await this.streams.events(folded.stream, 0, 0);
    this.notAlone(first!.meta.preparedBy, step.actor);
    this.entitled(
      await this.streams.load(`project-${folded.state.prepared!.project}`),
      await this.open(folded),
      step.actor,
    );
    return this.end(folded, new ReturnSubmission({ reason: step.reason }), 'return', step);
  }

  async withdraw(step: Step & { reason: string | null }): Promise<Submission> {
    const folded = await this.known(step.submission);
    const [first] = await this.streams.events(folded.stream, 0, 0);
    if (first!.meta.preparedBy.person !== step.actor.person) refuse('submission-not-the-preparers');
    return this.end(folded, new WithdrawSubmission({ reason: step.reason }), 'withdraw', step);
  }

  /**
   * Carries out a confirmed submission, or answers what was carried out; the same for a request and for the follower
   * that finishes what a crash left. Throws `Overtaken` when the project has passed the confirmed revision.
   */
  async finish(submission: string): Promise<Answer> {
    const folded = await this.known(submission);
    const { prepared, confirmed, stage } = folded.state;
    const works = await this.streams.load<ProjectState>(`project-${prepared!.project}`);
    if (stage !== 'confirmed' && stage !== 'carried-out') throw new Overtaken(submission, stage!);
    const [[first], confirmer] = await Promise.all([
      this.streams.events(folded.stream, 0, 0),
      this.confirmed(folded),
    ]);
    const situation: Situation = {
      commandId: submission,
      instant: confirmer.recordedAt,
      preparedBy: first!.meta.preparedBy,
      confirmedBy: confirmer.preparedBy,
      causation: [{ stream: folded.stream, revision: confirmer.revision, id: confirmer.id }],
    };
    const answer = await this.landed(works, folded, confirmed!.projectRevision, situation);
    const by = { actor: theLedger, instant: confirmer.recordedAt };
    const { attempt } = confirmed!;
    if (!answer) {
      const passed = await this.streams.load<ProjectState>(works.stream);
      const overtaken = new OvertakeSubmission({ projectRevision: passed.revision, attempt });
      await this.either(folded, overtaken, uuid5(submission, 'overtaken', attempt), by);
      throw new Overtaken(submission, 'waiting');
    }
    if (stage === 'confirmed') {
      const done = new CarryOutSubmission({ projectRevision: answer.revision, events: answer.events });
      await this.either(folded, done, uuid5(submission, 'carried-out', attempt), by);
    }
    return answer;
  }

  /** The answer of the append, now or earlier; null when the project has passed the revision without it. */
  private async landed(
    works: Folded<ProjectState>,
    folded: Folded<SubmissionState>,
    revision: number,
    situation: Situation,
  ): Promise<Answer | null> {
    if (works.commands.has(situation.commandId)) return carryOut(this.desk, works, [], situation);
    if (works.revision !== revision) return null;
    try {
      return await carryOut(this.desk, works, await this.open(folded), situation);
    } catch (error) {
      // Refused or too large now: it can never land, so it goes back to a new confirmation, or to be withdrawn.
      if (error instanceof Refusal || error instanceof EventTooLarge) return null;
      if (!(error instanceof WrongExpectedRevision)) throw error;
      const moved = await this.streams.load<ProjectState>(works.stream);
      return moved.commands.has(situation.commandId) ? carryOut(this.desk, moved, [], situation) : null;
    }
  }

  private decide(works: Folded<ProjectState>, commands: readonly Entry[], situation: Situation) {
    this.authorizeAll('prepare', works, commands, situation.preparedBy);
    return decideAll(
      this.desk,
      works,
      commands.map((command) => ({ command })),
      situation,
    );
  }

  /** Rights are judged on the project as each command finds it; registering is what they rest on. */
  private authorizeAll(
    part: 'prepare' | 'confirm',
    works: Folded<ProjectState>,
    commands: readonly Entry[],
    actor: Actor,
  ): void {
    let { state } = works;
    for (const command of commands) {
      authorize(part, command, state, actor);
      if (command.constructor.name === 'RegisterProject')
        state = { ...state, registered: fieldsFrom(command as RegisterProject) };
    }
  }

  private entitled(works: Folded<ProjectState>, commands: readonly Given[], actor: Actor): void {
    this.authorizeAll(
      'confirm',
      works,
      commands.map((c) => c.command),
      actor,
    );
  }

  /** Independence is by person: one person may have many logins and roles (invariant 7). */
  private notAlone(preparer: Actor, actor: Actor): void {
    if (preparer.person === actor.person) refuse('confirmed-by-its-preparer');
  }

  /** The figures that a confirmation now would sign; `after` is null when the rules refuse it by now. */
  private async shown(
    works: Folded<ProjectState>,
    folded: Folded<SubmissionState>,
    situation: Situation,
  ): Promise<Pick<Submission, 'before' | 'after'>> {
    const before = figures(works.state);
    try {
      const { state } = decideAll(this.desk, works, await this.open(folded), situation);
      return { before, after: figures(state) };
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return { before, after: null };
    }
  }

  /** The commands as they were prepared, with their salts. */
  private async open({ stream, state }: Folded<SubmissionState>): Promise<Given[]> {
    const id = eventId(stream, stream.slice('submission-'.length), 0);
    const opened = await openCommands(
      state.prepared!.commands.map((command, index) => ({ stream, id, index, command })),
      this.desk.ring,
    );
    if (opened.some(({ unreadable }) => unreadable.length > 0)) refuse('personal-data-erased');
    return opened.map(({ name, data, salts }) => ({ command: readFields(classOf(name), data), salts }));
  }

  private async sameAgain(folded: Folded<SubmissionState>, project: string, commands: readonly Entry[]) {
    const { prepared } = folded.state;
    const stored = (await this.open(folded)).map(({ command }) => [command.constructor.name, plain(command)]);
    const asked = commands.map((command) => [command.constructor.name, plain(command)]);
    if (prepared!.project !== project || canonical(stored) !== canonical(asked)) throw new KeyReused();
    return { ...(await this.get(folded.stream.slice('submission-'.length))), replayed: true };
  }

  private async known(submission: string): Promise<Folded<SubmissionState>> {
    const folded = await this.streams.load<SubmissionState>(`submission-${submission}`);
    if (!folded.state.prepared) throw new NotFound('submission', submission);
    return folded;
  }

  /** Who confirmed last, when, and the event that says so. */
  private async confirmed({ stream, revision }: Folded<SubmissionState>) {
    const events = await this.streams.events(stream, 0, revision);
    const event = events.findLast(({ type }) => type === 'SubmissionConfirmed');
    return { ...event!.meta, revision: event!.revision, id: event!.id };
  }

  private confirmer = async (folded: Folded<SubmissionState>): Promise<Actor> =>
    (await this.confirmed(folded)).preparedBy;

  private step(
    folded: Folded<SubmissionState>,
    command: Entry,
    id: string,
    actor: Actor,
    instant: string,
  ): Promise<Answer> {
    return carryOut(this.desk, folded, [{ command }], {
      commandId: id,
      instant,
      preparedBy: actor,
      confirmedBy: null,
    });
  }

  /** Returning and withdrawing: at the submission's exact revision, repeated safely by the same person. */
  private async end(
    folded: Folded<SubmissionState>,
    command: Entry,
    name: string,
    { submission, actor, instant }: Step,
  ): Promise<Submission> {
    const id = uuid5(submission, name, actor.person!);
    if (!folded.commands.has(id)) {
      if (folded.state.stage !== 'waiting') throw new Overtaken(submission, folded.state.stage!);
      await this.exactly(submission, () => this.step(folded, command, id, actor, instant));
    }
    return this.get(submission);
  }

  private async exactly<T>(submission: string, step: () => Promise<T>): Promise<T> {
    try {
      return await step();
    } catch (error) {
      if (!(error instanceof WrongExpectedRevision)) throw error;
      throw new Overtaken(submission, (await this.known(submission)).state.stage!);
    }
  }

  /** A step that request and follower may both take: whoever comes second finds it done. */
  private async either(
    folded: Folded<SubmissionState>,
    command: Entry,
    id: string,
    by: { actor: Actor; instant: string },
  ): Promise<void> {
    try {
      await this.step(folded, command, id, by.actor, by.instant);
    } catch (error) {
      if (!(error instanceof WrongExpectedRevision)) throw error;
    }
  }

  private view(
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
}

/** The owner's code: of the project, or of the registration that waits. */
const ownerOf = (works: Folded<ProjectState>, { state }: Folded<SubmissionState>): string | undefined =>
  works.state.registered?.owner.uscc ??
  (state.prepared!.commands[0]!.data as { owner?: { uscc: string } }).owner?.uscc;

/** Its preparer's and the project owner's officers, auditors and inspectors; an observer never. */
function mayRead(reader: Actor, preparedBy: Actor, owner: string | undefined): boolean {
  if (reader.role === 'auditor' || reader.role === 'discipline-inspector') return true;
  const own = reader.organisation?.uscc ?? null;
  if (own === null || reader.role === 'observer') return false;
  return own === owner || own === preparedBy.organisation?.uscc;
}

/** What an event will name as its cause: the confirmation, not stored yet. */
const theConfirmation = ({ stream, revision }: Folded<SubmissionState>): Cause => ({
  stream,
  revision: revision + 1,
  id: eventId(stream, uuid5(stream, 'confirm'), 0),
});

/** Bytes of commands in one event, well below the 256 KiB of a body. */
const commandBytes = 200_000;

/** The commands in as many lists as events are needed to hold them. */
function inEvents(commands: readonly WaitingCommand[]): WaitingCommand[][] {
  const lists: WaitingCommand[][] = [[]];
  let bytes = 0;
  for (const command of commands) {
    const size = Buffer.byteLength(canonical(command));
    if (bytes > 0 && bytes + size > commandBytes) lists.push([]);
    bytes = lists.at(-1)!.length === 0 ? size : bytes + size;
    lists.at(-1)!.push(command);
  }
  return lists;
}

function refuse(
  rule: 'confirmed-by-its-preparer' | 'submission-not-the-preparers' | 'personal-data-erased',
): never {
  throw new Refusal([
    { rule, version: null, value: null, unit: null, facts: {}, legalBasis: null, overridable: false },
  ]);
}

function classOf(name: string): CommandClass<Entry> {
  const type = projectDecider.commands[name];
  if (!type || type.rights.confirms.length === 0) throw new NotFound('command', name);
  return type;
}

/** Reads every body, or throws `BadInput` with every problem of all of them; fields are named `commands.<n>.<field>`. */
function readCommands(named: readonly NamedBody[]): Entry[] {
  const problems: FieldProblem[] = [];
  const read = named.map(({ name, body }, index) => {
    try {
      return readFields(classOf(name), body);
    } catch (error) {
      if (!(error instanceof BadInput)) throw error;
      const at = named.length === 1 ? '' : `commands.${index}.`;
      problems.push(...error.problems.map((p) => ({ ...p, field: at + p.field })));
      return null;
    }
  });
  if (problems.length > 0) throw new BadInput(problems);
  return read as Entry[];
}

/** Owner's code and number are a project's identity, so registering needs no id from outside. */
function projectOf(project: string | null, [first]: readonly Entry[]): string {
  if (first!.constructor.name !== 'RegisterProject') {
    if (project === null) throw new BadInput([{ field: 'project', rule: 'missing', limits: {} }]);
    return project;
  }
  const { owner, number } = first as RegisterProject;
  return projectId(owner.uscc, number);
}

/** Closed field by field as its event will be. */
function closedFieldsOf(command: Entry): Record<string, Audience | 'withheld'> {
  const { makes } = command.constructor as CommandClass;
  const own = plain(command) as JsonObject;
  const declared = Object.entries(eventTypes[makes]!.closed).filter(([field]) => field in own);
  const withheld = command.withhold.map(({ field }) => [field, 'withheld'] as const);
  return Object.fromEntries([...withheld, ...declared]);
}

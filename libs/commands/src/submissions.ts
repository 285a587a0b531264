import {
  canonical,
  closeCommands,
  commandId,
  eventId,
  EventTooLarge,
  openCommands,
  uuid5,
} from '@sunlit/envelope';
import { WrongExpectedRevision } from '@sunlit/event-store';
import {
  authorize,
  CarryOutSubmission,
  ConfirmSubmission,
  OvertakeSubmission,
  plain,
  PrepareSubmission,
  ProjectFacts,
  readFields,
  Refusal,
  registeredFrom,
  ReturnSubmission,
  WithdrawSubmission,
  type Actor,
  type Cause,
  type DenyAttempt,
  type Entry,
  type JsonObject,
  type ProjectState,
  type Rulebook,
  type SubmissionState,
} from '@sunlit/ledger';
import { closeDueBoxes, dueBox, theLedger } from './bid-boxes.js';
import {
  carryOut,
  carryOutTogether,
  decideAll,
  judgeSize,
  strictlyAfter,
  type Answer,
  type Decided,
  type Given,
  type Situation,
} from './carry-out.js';
import { orDenied, type Attempt } from './denials.js';
import { KeyReused, Moved, NotFound, Overtaken, type Desk } from './desk.js';
import { judgeDocuments } from './documents.js';
import { rulesInForce } from './rules.js';
import type { Folded, Recorded, Streams } from './streams.js';
import {
  classOf,
  closedFieldsOf,
  inEvents,
  isRulebook,
  readCommands,
  streamOf,
  subjectOf,
  type NamedBody,
} from './submission-commands.js';
import { figuresOf, mayRead, ownerOf, view, type Submission } from './submission-view.js';
import { aboutRevision, targetsOf } from './targets.js';

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

export interface Step {
  readonly submission: string;
  readonly actor: Actor;
  readonly instant: string;
}

/** An entry that stands on its project; `note` has its submission say so. */
interface Landed {
  readonly answer: Answer;
  readonly note: () => Promise<void>;
}
const done = async (): Promise<void> => {};

/** What commands make of the project that was confirmed on, judged at an instant. */
interface Decision {
  readonly instant: string;
  readonly decided: Decided<ProjectState>;
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
    const project = subjectOf(preparation.project, commands);
    const stream = `submission-${id}`;
    // All at once: the store answers reads that wait together with one statement.
    const [folded, found, rulebook] = await Promise.all([
      this.streams.load<SubmissionState>(stream),
      this.streams.load<ProjectState>(streamOf(project)),
      rulesInForce(this.streams),
    ]);
    if (folded.state.prepared) return this.sameAgain(folded, project, commands);
    const { works, prepared } = await this.preparing({ folded, found, rulebook, commands, preparation });
    try {
      const answer = await this.step(folded, prepared, id, actor, instant, rulebook);
      // Stored by another request with this key a moment ago: it must have asked for the same.
      if (answer.replayed) return this.sameAgain(await this.streams.load(stream), project, commands);
      return {
        ...view(this.streams.seen<SubmissionState>(stream)!, works, actor, instant),
        position: answer.position,
        replayed: answer.replayed,
      };
    } catch (error) {
      if (!(error instanceof WrongExpectedRevision)) throw error;
      return this.sameAgain(await this.streams.load<SubmissionState>(stream), project, commands);
    }
  }

  /**
   * Both persons one after the other, where both are known beforehand, as in the sheets of a sample ledger: judged by
   * `rulebook` and stored as by `prepare` and `confirm`, on project and submission as this process saw them last. Had one
   * of them moved since, the append itself says so (`Overtaken`): then step by step. Null, and nothing stored, where that
   * would not do: the submission is there already, or a bid box falls due in between. `note` takes the last step, which
   * may wait for another entry's first: `beside` is called just before that is appended, and shares its commit.
   */
  async carryThrough(
    preparation: Preparation,
    { actor, instant }: Pick<Step, 'actor' | 'instant'>,
    rulebook: Rulebook,
    beside: () => void = () => {},
  ): Promise<Landed | null> {
    if (!this.sample) throw new Error('in a real ledger each person acts by an own request');
    const id = commandId(preparation.actor.person!, preparation.key);
    const commands = readCommands(preparation.commands);
    const project = subjectOf(preparation.project, commands);
    const lately = async <S>(stream: string) => this.streams.seen<S>(stream) ?? this.streams.load<S>(stream);
    const [folded, found] = await Promise.all([
      lately<SubmissionState>(`submission-${id}`),
      lately<ProjectState>(streamOf(project)),
    ]);
    if (folded.state.prepared) return null;
    const { works, prepared } = await this.preparing({ folded, found, rulebook, commands, preparation });
    const at = strictlyAfter(preparation.instant, instant);
    if (!isRulebook(works.stream) && dueBox(works.state, at)) return null;
    const preparer = preparation.actor;
    const given = { commandId: id, instant: at, preparedBy: preparer, confirmedBy: actor };
    const command = commands[0]!.constructor.name;
    await this.independent(preparer, { part: 'confirm', command, project, actor, instant });
    await this.allowed('confirm', works, commands, actor, instant);
    const unsalted = commands.map((command) => ({ command }));
    const { step: confirmed } = await this.confirming(folded, works, unsalted, { ...given, rulebook });
    const alone = { confirmedBy: null, rulebook };
    const both = [
      { command: prepared, commandId: id, instant: preparation.instant, preparedBy: preparer },
      {
        command: confirmed,
        commandId: uuid5(id, 'confirm', 1, actor.person!),
        instant: at,
        preparedBy: actor,
      },
    ].map(({ command, ...by }) => ({ commands: [{ command }], situation: { ...by, ...alone } }));
    await this.exactly(id, () => {
      beside();
      return carryOutTogether(this.desk, this.streams, folded, both);
    });
    const now = this.streams.seen<SubmissionState>(folded.stream);
    if (now?.state.stage !== 'confirmed') return { answer: await this.finish(id), note: done };
    const opened = await this.open(now, commands);
    return this.landing(now, works, { commands: opened, rulebook });
  }

  /** The step that prepares these commands on the project as it stands at the instant. Throws as `prepare`. */
  private async preparing({
    folded,
    found,
    rulebook,
    commands,
    preparation: { actor, instant, ifRevision = null },
  }: {
    folded: Folded<SubmissionState>;
    found: Folded<ProjectState>;
    rulebook: Rulebook;
    commands: readonly Entry[];
    preparation: Preparation;
  }) {
    const { stream } = folded;
    const id = stream.slice('submission-'.length);
    const project = isRulebook(found.stream) ? found.stream : found.stream.slice('project-'.length);
    await this.allowed('prepare', found, commands, actor, instant);
    const works = await this.boxesClosed(found, instant);
    if (!isRulebook(works.stream) && !works.state.registered && !(commands[0] instanceof ProjectFacts))
      throw new NotFound('project', project);
    if (ifRevision !== null && ifRevision !== works.revision)
      throw new Moved(ifRevision, works.revision, figuresOf(works));
    await judgeDocuments(this.desk.documents, commands);
    const situation = await this.situation(works, commands, {
      ...{ commandId: id, instant, preparedBy: actor, confirmedBy: null, rulebook },
    });
    const unsalted = commands.map((command) => ({ command }));
    const decided = this.decide(works, unsalted, situation);
    // As large as it will be with its second person.
    const confirmed = () => ({ ...situation, confirmedBy: actor, causation: [theConfirmation(folded)] });
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
      before: figuresOf(works),
      after: figuresOf(works, decided.state),
      findings: decided.findings,
    });
    return { works, prepared };
  }

  /** The step that confirms these commands on the project as it stands, and what they will make. Throws as `confirm`. */
  private async confirming(
    folded: Folded<SubmissionState>,
    works: Folded<ProjectState>,
    commands: readonly Given[],
    given: Omit<Situation, 'targets'>,
  ) {
    const entries = commands.map(({ command }) => command);
    const situation = await this.situation(works, entries, given);
    const decided = this.decide(works, commands, situation);
    const caused = () => ({ ...situation, causation: [theConfirmation(folded)] });
    await judgeSize(this.desk, works, decided, caused);
    const step = new ConfirmSubmission({
      projectRevision: works.revision,
      rulebookVersion: situation.rulebook.version,
      attempt: folded.state.attempts + 1,
    });
    return { step, decision: { instant: given.instant, decided } };
  }

  /** For `reader`, if one is named: `NotFound` to whoever has no business with it. */
  async get(submission: string, reader?: Actor): Promise<Submission> {
    const folded = await this.known(submission);
    const works = await this.streams.load<ProjectState>(streamOf(folded.state.prepared!.project));
    const first = folded.first!;
    const ofRules = isRulebook(works.stream) && reader?.role === 'approver';
    if (reader && !ofRules && !mayRead(reader, first.preparedBy, ownerOf(works, folded)))
      throw new NotFound('submission', submission);
    const shown = view(folded, works, first.preparedBy, first.recordedAt);
    if (shown.state !== 'waiting') return shown;
    // What a confirmation at this revision would sign: the figures of now, not of its preparation.
    const { preparedBy, preparedAt } = shown;
    const situation = { commandId: submission, instant: this.desk.now(), preparedBy, confirmedBy: null };
    const late = preparedAt > situation.instant ? { ...situation, instant: preparedAt } : situation;
    return { ...shown, ...(await this.shown(works, folded, late)) };
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
    // Where this process knows already what it is about, everything is read at once.
    const about = this.streams.seen<SubmissionState>(`submission-${submission}`)?.state.prepared?.project;
    const [folded, rulebook, read] = await Promise.all([
      this.known(submission),
      rulesInForce(this.streams),
      about === undefined ? null : this.streams.load<ProjectState>(streamOf(about)),
    ]);
    const { stage, prepared, confirmed } = folded.state;
    const preparer = folded.first!.preparedBy;
    if (stage === 'confirmed' || stage === 'carried-out') {
      const by = await this.confirmer(folded);
      if (by.person === actor.person && confirmed!.projectRevision === projectRevision)
        return this.finish(submission);
    }
    await this.notAlone(folded, preparer, actor, 'confirm', instant);
    if (stage !== 'waiting') throw new Overtaken(submission, stage!);

    const found = read ?? (await this.streams.load<ProjectState>(streamOf(prepared!.project)));
    const commands = await this.open(folded);
    const entries = commands.map((c) => c.command);
    await this.allowed('confirm', found, entries, actor, instant);
    const works = await this.boxesClosed(found, instant);
    const at = strictlyAfter(folded.last!.recordedAt, instant);
    const given = { commandId: submission, instant: at, preparedBy: preparer, confirmedBy: actor };
    if (works.revision !== projectRevision)
      throw new Moved(projectRevision, works.revision, await this.shown(works, folded, given));
    const { step, decision } = await this.confirming(folded, works, commands, { ...given, rulebook });
    const id = uuid5(submission, 'confirm', step.fields.attempt, actor.person!);
    await this.exactly(submission, () => this.step(folded, step, id, actor, at, rulebook));
    const now = this.streams.seen<SubmissionState>(folded.stream);
    // Repeated, or taken up by the follower meanwhile: it is read again as it stands.
    if (now?.state.stage !== 'confirmed') return this.finish(submission);
    return this.complete(now, works, { commands, rulebook, decision });
  }

  async return(step: Step & { reason: string }): Promise<Submission> {
    const folded = await this.known(step.submission);
    await this.notAlone(folded, folded.first!.preparedBy, step.actor, 'return', step.instant);
    const works = await this.streams.load<ProjectState>(streamOf(folded.state.prepared!.project));
    const entries = (await this.open(folded)).map((c) => c.command);
    await this.allowed('return', works, entries, step.actor, step.instant);
    return this.end(folded, new ReturnSubmission({ reason: step.reason }), 'return', step);
  }

  async withdraw(step: Step & { reason: string | null }): Promise<Submission> {
    const folded = await this.known(step.submission);
    if (folded.first!.preparedBy.person !== step.actor.person) refuse('submission-not-the-preparers');
    return this.end(folded, new WithdrawSubmission({ reason: step.reason }), 'withdraw', step);
  }

  /**
   * Carries out a confirmed submission, or answers what was carried out; the same for a request and for the follower
   * that finishes what a crash left. Throws `Overtaken` when the project has passed the confirmed revision.
   */
  async finish(submission: string): Promise<Answer> {
    const folded = await this.known(submission);
    const { prepared, confirmed, stage } = folded.state;
    if (stage !== 'confirmed' && stage !== 'carried-out') throw new Overtaken(submission, stage!);
    const found = await this.streams.load<ProjectState>(streamOf(prepared!.project));
    // What a crash left may land long after its instant: a box that is due by now closes first.
    const works = this.sample ? found : await this.boxesClosed(found, this.desk.now());
    return this.complete(folded, works, {
      commands: null,
      rulebook: await rulesInForce(this.streams, confirmed!.rulebookVersion),
    });
  }

  private async complete(...of: Parameters<Submissions['landing']>): Promise<Answer> {
    const { answer, note } = await this.landing(...of);
    await note();
    return answer;
  }

  /**
   * The entry stands when this answers; `note` has the submission say so too. `commands`: as the confirmation opened them;
   * null where they are still to be opened. `decision`: what they make of the project as it stood at an instant, where
   * the confirmation has just found that out.
   */
  private async landing(
    folded: Folded<SubmissionState>,
    works: Folded<ProjectState>,
    {
      commands,
      rulebook,
      decision,
    }: { commands: readonly Given[] | null; rulebook: Rulebook; decision?: Decision },
  ): Promise<Landed> {
    const submission = folded.stream.slice('submission-'.length);
    const { confirmed, stage } = folded.state;
    const confirmer = await this.confirmed(folded);
    const situation: Situation = {
      commandId: submission,
      instant: confirmer.recordedAt,
      preparedBy: folded.first!.preparedBy,
      confirmedBy: confirmer.preparedBy,
      causation: [{ stream: folded.stream, revision: confirmer.revision, id: confirmer.id }],
      rulebook,
    };
    const opened = () => (commands ? Promise.resolve(commands) : this.open(folded));
    // A repetition confirmed at another instant: that one stands, and it is decided at that.
    const decided = decision?.instant === situation.instant ? decision.decided : undefined;
    const answer = await this.landed(works, opened, confirmed!.projectRevision, situation, decided);
    const by = { actor: theLedger, instant: confirmer.recordedAt };
    const { attempt } = confirmed!;
    if (!answer) {
      const passed = await this.streams.load<ProjectState>(works.stream);
      const overtaken = new OvertakeSubmission({ projectRevision: passed.revision, attempt });
      await this.either(folded, overtaken, uuid5(submission, 'overtaken', attempt), by);
      throw new Overtaken(submission, 'waiting');
    }
    if (stage !== 'confirmed') return { answer, note: done };
    const step = new CarryOutSubmission({ projectRevision: answer.revision, events: answer.events });
    const id = uuid5(submission, 'carried-out', attempt);
    return { answer, note: () => this.either(folded, step, id, by, rulebook) };
  }

  /** The answer of the append, now or earlier; null when the project has passed the revision without it. */
  private async landed(
    works: Folded<ProjectState>,
    opened: () => Promise<readonly Given[]>,
    revision: number,
    given: Situation,
    decided?: Decided<ProjectState>,
  ): Promise<Answer | null> {
    if (works.commands.has(given.commandId)) return carryOut(this.desk, this.streams, works, [], given);
    if (works.revision !== revision) return null;
    try {
      const commands = await opened();
      const targets = decided
        ? undefined
        : await targetsOf(
            this.streams,
            works,
            commands.map((c) => c.command),
          );
      return await carryOut(
        this.desk,
        this.streams,
        works,
        commands,
        { ...given, ...(targets && { targets }) },
        decided,
      );
    } catch (error) {
      // Refused or too large now: it can never land, so it goes back to a new confirmation, or to be withdrawn.
      if (error instanceof Refusal || error instanceof EventTooLarge) return null;
      if (!(error instanceof WrongExpectedRevision)) throw error;
      const moved = await this.streams.load<ProjectState>(works.stream);
      return moved.commands.has(given.commandId) ? carryOut(this.desk, this.streams, moved, [], given) : null;
    }
  }

  private decide(works: Folded<ProjectState>, commands: readonly Given[], situation: Situation) {
    const entries = commands.map(({ command }) => command);
    this.authorizeAll('prepare', works, entries, situation.preparedBy, situation.targets);
    return decideAll(works, commands, situation);
  }

  /** With the earlier entries that the commands are about. */
  private async situation(
    works: Folded<ProjectState>,
    commands: readonly Entry[],
    given: Omit<Situation, 'targets'>,
  ): Promise<Situation> {
    return { ...given, targets: await targetsOf(this.streams, works, commands) };
  }

  /** Rights are judged on the project as each command finds it; registering is what they rest on. */
  private authorizeAll(
    part: 'prepare' | 'confirm',
    works: Folded<ProjectState>,
    commands: readonly Entry[],
    actor: Actor,
    targets: Situation['targets'],
  ): void {
    let { state } = works;
    for (const command of commands) {
      authorize(part, command, state, actor, targets?.get(aboutRevision(command)!) ?? null);
      if (command instanceof ProjectFacts) state = { ...state, registered: registeredFrom(command) };
    }
  }

  /** As `authorizeAll`; what is forbidden is recorded before it is refused. */
  private async allowed(
    part: DenyAttempt['part'],
    works: Folded<ProjectState>,
    commands: readonly Entry[],
    actor: Actor,
    instant: string,
  ): Promise<void> {
    const targets = await targetsOf(this.streams, works, commands);
    const project = isRulebook(works.stream) ? works.stream : works.stream.slice('project-'.length);
    const attempt = { part, command: commands[0]!.constructor.name, project, actor, instant };
    await orDenied(this.desk, this.streams, attempt, () =>
      this.authorizeAll(part === 'prepare' ? 'prepare' : 'confirm', works, commands, actor, targets),
    );
  }

  /** The project once the boxes that are due at `instant` are closed. */
  private async boxesClosed(found: Folded<ProjectState>, instant: string): Promise<Folded<ProjectState>> {
    if (isRulebook(found.stream) || !dueBox(found.state, instant)) return found;
    const project = found.stream.slice('project-'.length);
    await closeDueBoxes(this.desk, this.streams, project, instant, this.sample);
    return this.streams.load<ProjectState>(found.stream);
  }

  private notAlone(
    { state }: Folded<SubmissionState>,
    preparer: Actor,
    actor: Actor,
    part: 'confirm' | 'return',
    instant: string,
  ): Promise<void> {
    const { project, commands } = state.prepared!;
    return this.independent(preparer, { part, command: commands[0]!.name, project, actor, instant });
  }

  /** Independence is by person: one person may have many logins and roles (invariant 7). */
  private independent(preparer: Actor, attempt: Attempt): Promise<void> {
    return orDenied(this.desk, this.streams, attempt, () => {
      if (preparer.person === attempt.actor.person) refuse('confirmed-by-its-preparer');
    });
  }

  /** The figures that a confirmation now would sign; `after` is null when the rules refuse it by now. */
  private async shown(
    works: Folded<ProjectState>,
    folded: Folded<SubmissionState>,
    given: Omit<Situation, 'rulebook' | 'targets'>,
  ): Promise<Pick<Submission, 'before' | 'after' | 'findings'>> {
    const before = figuresOf(works);
    try {
      const commands = await this.open(folded);
      const entries = commands.map((c) => c.command);
      const rulebook = await rulesInForce(this.streams);
      const situation = await this.situation(works, entries, { ...given, rulebook });
      const { state, findings } = decideAll(works, commands, situation);
      return { before, after: figuresOf(works, state), findings };
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return { before, after: null, findings: [] };
    }
  }

  /** The commands as they were prepared, with their salts; `known`: the same, where they are at hand. */
  private async open({ stream, state }: Folded<SubmissionState>, known?: readonly Entry[]): Promise<Given[]> {
    const id = eventId(stream, stream.slice('submission-'.length), 0);
    const opened = await openCommands(
      state.prepared!.commands.map((command, index) => ({ stream, id, index, command })),
      this.desk.ring,
    );
    if (opened.some(({ unreadable }) => unreadable.length > 0)) refuse('personal-data-erased');
    return opened.map(({ name, data, salts }, i) => ({
      command: known?.[i] ?? readFields(classOf(name), data),
      salts,
    }));
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
  private async confirmed({ stream, revision, last }: Folded<SubmissionState>): Promise<Recorded> {
    if (last?.type === 'SubmissionConfirmed') return last;
    const events = await this.streams.events(stream, 0, revision);
    const event = events.findLast(({ type }) => type === 'SubmissionConfirmed')!;
    return { ...event, ...event.meta };
  }

  private confirmer = async (folded: Folded<SubmissionState>): Promise<Actor> =>
    (await this.confirmed(folded)).preparedBy;

  private async step(
    folded: Folded<SubmissionState>,
    command: Entry,
    id: string,
    actor: Actor,
    instant: string,
    rulebook?: Rulebook,
  ): Promise<Answer> {
    return carryOut(this.desk, this.streams, folded, [{ command }], {
      ...{ commandId: id, instant, preparedBy: actor, confirmedBy: null },
      rulebook: rulebook ?? (await rulesInForce(this.streams)),
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
    rulebook?: Rulebook,
  ): Promise<void> {
    try {
      await this.step(folded, command, id, by.actor, by.instant, rulebook);
    } catch (error) {
      if (!(error instanceof WrongExpectedRevision)) throw error;
    }
  }
}

/** What an event will name as its cause: the confirmation, not stored yet. */
const theConfirmation = ({ stream, revision }: Folded<SubmissionState>): Cause => ({
  stream,
  revision: revision + 1,
  id: eventId(stream, uuid5(stream, 'confirm'), 0),
});

function refuse(
  rule: 'confirmed-by-its-preparer' | 'submission-not-the-preparers' | 'personal-data-erased',
): never {
  throw new Refusal([
    { rule, version: null, value: null, unit: null, facts: {}, legalBasis: null, overridable: false },
  ]);
}

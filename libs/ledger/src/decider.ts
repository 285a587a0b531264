import { dueAfter, workingDaysBetween, type Calendar, type DueDate } from './calendar.js';
import type {
  Actor,
  AudienceNote,
  EventOf,
  EventType,
  EventTypes,
  Evolved,
  DataOf,
  JsonObject,
} from './event-type.js';
import { fieldsOf, withholdable, Optional, Text, ListOf } from './fields.js';
import type { Breach, Facts, Finding } from './rulebook/rule.js';
import type { Rulebook } from './rulebook/rulebook.js';
import { invariants, type Invariant, type InvariantId } from './rulebook/invariants.js';
import { yuan, type Fen } from './money.js';
import { Withholding, checkDigitHolds } from './values.js';

export const roles = [
  'finance-officer',
  'tender-officer',
  'engineer',
  'observer',
  'auditor',
  'discipline-inspector',
  'approver',
] as const;
export type Role = (typeof roles)[number];

/** What every command may carry beside its own fields. */
export class Entry {
  /** Fields closed at birth by law: publishing first and withholding later is too late. */
  @Optional() @ListOf(() => Withholding) withhold!: Withholding[];
  /** Why the fact is recorded later than the rulebook's days allow; public. */
  @Optional() @Text() lateReason!: string | null;
}

/**
 * Who may give a command, and over which projects (default deny).
 * `own`: projects whose owner is the officer's organisation; `engineer`: contracts whose engineer is the officer's
 * organisation, or, where a contract has none, the owner's approver and finance officer; `invited`: tenders to which
 * the officer's organisation was invited as an observer; `entry`: whoever may make the entry that it is about;
 * `everywhere`: any project.
 */
export interface Rights {
  readonly prepares: readonly Role[];
  /** Empty for an entry that one person makes alone; `alone` then says why. */
  readonly confirms: readonly Role[];
  readonly alone?: string;
  readonly over: 'own' | 'engineer' | 'invited' | 'entry' | 'everywhere';
}

/** A command class: fields by decorators, who may give it, its event and an example body. */
export interface CommandClass<C extends object = object> {
  new (): C;
  readonly name: string;
  readonly rights: Rights;
  /** The event it makes: same-named closed fields are closed in a waiting submission too. */
  readonly makes: string;
  readonly example: JsonObject;
}
export type CommandClasses = Readonly<Record<string, CommandClass<Entry>>>;

/** A command's own fields, as its event takes them. */
export type FieldsOf<C> = Omit<C, keyof Entry>;

/** The own fields of a command instance. */
export function fieldsFrom<C extends Entry>(command: C): FieldsOf<C> {
  const { withhold: _, lateReason: __, ...own } = command;
  return own;
}

/** What arrives with a command, so that deciding needs no clock and no randomness. */
export interface Context {
  /** UTC instant with milliseconds: the event's `recordedAt`. */
  readonly instant: string;
  /** The same as a date in Asia/Shanghai. */
  readonly today: string;
  readonly actor: Actor;
  readonly rulebook: Rulebook;
  readonly calendar: Calendar;
  /** Id of the n-th event that this command makes. */
  readonly eventId: (index: number) => string;
  /** For a command of a bid box: its tender as read on the project stream; null otherwise. */
  readonly tender: TenderFacts | null;
  /** For a command about an earlier event of its own stream (`revision`): that event; null otherwise. */
  readonly target: Target | null;
}

/** An earlier event that a command corrects, withholds a field of or releases one. */
export interface Target {
  readonly revision: number;
  readonly id: string;
  readonly type: string;
  /** As the present version of the type reads it; closed fields are absent. */
  readonly data: JsonObject;
  /** Fields closed at birth, and why. */
  readonly closed: Readonly<Record<string, AudienceNote>>;
  readonly preparedBy: Actor;
}

/** A rule set aside for one command: published, for one subject, up to a limit and a day. */
export interface Exemption {
  /** Id of the `RuleOverridden` event. */
  readonly id: string;
  readonly rule: string;
  /** Takes the place of the row's value; null sets the row aside as a whole. */
  readonly limit: string | number | null;
}

/** When something is due under a row of the rulebook, stored with the event from which it arises. */
export interface Due extends DueDate {
  readonly rule: string;
  readonly version: number;
}

export interface TenderFacts {
  readonly round: number;
  readonly bidDeadline: string;
}

/** The command was understood and the ledger's rules refuse it: every breach at once. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  constructor(readonly breaches: readonly Breach[]) {
    super(`refused: ${breaches.map((b) => b.rule).join(', ')}`);
  }
}

export interface Decision<E> {
  readonly events: readonly E[];
  readonly findings: readonly Finding[];
  /** Ids of the exemptions that let it through: used up by it. */
  readonly overrides: readonly string[];
}

/**
 * Gathers verdicts while a command is decided. `must` states an invariant of the ledger, `rule` a row of the rulebook
 * at the version that the anchor date chooses. Nothing is thrown before `accept`, so that a refusal lists every breach,
 * except by `stop`, where what follows would make no sense.
 */
export class Judge {
  readonly breaches: Breach[] = [];
  readonly findings: Finding[] = [];
  readonly overrides: string[] = [];
  /** The latest fact that the entry rests on: no date typed before it chooses an older version of a row. */
  private floor = '';

  /** `exemptions`: what was overridden for this very subject and still stands. */
  constructor(
    readonly context: Context,
    readonly exemptions: readonly Exemption[] = [],
  ) {}

  must(holds: boolean, invariant: InvariantId, facts: Facts): boolean {
    if (!holds) {
      const { row }: Invariant = invariants[invariant];
      const { version, value, unit, basis } =
        (row && this.context.rulebook.inForce(row, this.context.today)) || unwritten;
      this.breaches.push({
        rule: invariant,
        version,
        value,
        unit,
        facts,
        legalBasis: basis,
        overridable: false,
      });
    }
    return holds;
  }

  /** States an invariant without which the rest cannot be judged. */
  stopUnless(holds: boolean, invariant: InvariantId, facts: Facts): void {
    if (!this.must(holds, invariant, facts)) throw new Refusal(this.breaches);
  }

  /** The value itself, which must be there for the rest to be judged. */
  present<T>(value: T | null | undefined, invariant: InvariantId, facts: Facts): T {
    this.stopUnless(value !== null && value !== undefined, invariant, facts);
    return value as T;
  }

  /** Judges a rulebook row, if one is in force on `anchor`; `holds` receives its value. */
  rule<V>(
    id: string,
    anchor: string,
    holds: (value: V) => boolean,
    facts: Facts | ((value: V) => Facts),
  ): void {
    const row = this.context.rulebook.binding(id, anchor > this.floor ? anchor : this.floor);
    if (!row || holds(row.value as V)) return;
    const { version, value, unit, basis, attributed, overridable, action } = row;
    const stated = typeof facts === 'function' ? facts(value as V) : facts;
    const finding = { rule: id, version, value, unit, facts: stated };
    if (action === 'warn') return void this.findings.push(finding);
    const exemption = this.exemptions.find(
      ({ rule, limit }) => rule === id && overridable && (limit === null || holds(limit as V)),
    );
    if (!exemption)
      return void this.breaches.push({
        ...{ ...finding, legalBasis: basis, overridable },
        ...(attributed && { attributed }),
      });
    if (!this.overrides.includes(exemption.id)) this.overrides.push(exemption.id);
    this.findings.push({ ...finding, facts: { ...stated, override: exemption.id } });
  }

  /**
   * When something is due that follows from `from` under a row of days or months; null where no row is in force.
   * `of` takes the row's value apart where it has several.
   */
  due<V = number>(
    id: string,
    from: string,
    of: (value: V) => number | null = (value) => value as unknown as number,
  ): Due | null {
    const row = this.context.rulebook.inForce(id, from);
    const length = row ? of(row.value as V) : null;
    if (!row || length === null) return null;
    const period = row.unit === 'months' || row.unit === 'working-days' ? row.unit : 'calendar-days';
    return { rule: id, version: row.version, ...dueAfter(from, length, period, this.context.calendar) };
  }

  /** Judges a row of days or months by the day on which what it asks for was done; the due date is told with `facts`. */
  timely<V = number>(
    id: string,
    from: string,
    done: string,
    facts: Facts,
    of?: (value: V) => number | null,
  ): void {
    const due = this.due(id, from, of);
    if (due === null || done <= due.on) return;
    this.rule(id, from, () => false, {
      ...facts,
      due: due.on,
      ...(due.provisional && { provisional: true }),
    });
  }

  /** Judges a row of the fewest days from one day to another; the earliest end is told with `facts`. */
  lasts(id: string, anchor: string, from: string, until: string, facts: Facts): void {
    const earliest = (least: number) => dueAfter(from, least, 'calendar-days', this.context.calendar).on;
    this.rule<number>(
      id,
      anchor,
      (least) => until >= earliest(least),
      (least) => ({ ...facts, days: daysBetween(from, until), earliest: earliest(least) }),
    );
  }

  /** Row L5: an amount that is thousands of times smaller or larger than what it is a part of: 万元 typed for 元? */
  scale(field: string, amount: Fen, reference: Fen): void {
    if (amount === 0n || reference === 0n) return;
    const [small, large] = amount < reference ? [amount, reference] : [reference, amount];
    this.rule<number>('L5', this.context.today, (most) => large < small * BigInt(most), {
      field,
      amount: yuan(amount),
      reference: yuan(reference),
    });
  }

  /** The value of a row in force on `anchor`, for deciders that compute with it. */
  value<V>(id: string, anchor: string): V | undefined {
    return this.context.rulebook.inForce(id, anchor)?.value as V | undefined;
  }

  /** A fact dated before the fact that it rests on is a public finding (design: "Time"). */
  restsOn(fact: string, date: string, basis: string, basisDate: string | null): void {
    if (basisDate !== null && basisDate > this.floor && basisDate <= this.context.today)
      this.floor = basisDate;
    if (basisDate !== null) this.rule('L3', date, () => date >= basisDate, { fact, date, basis, basisDate });
  }

  accept<E>(events: readonly E[]): Decision<E> {
    if (this.breaches.length > 0) throw new Refusal(this.breaches);
    return { events, findings: this.findings, overrides: this.overrides };
  }
}

/** An invariant that no row of the rulebook restates. */
const unwritten = { version: null, value: null, unit: null, basis: null };

type Made<Types> = EventOf<Types>;

/** One thought of a stream: its commands, events, decisions and what each event changes, on one page. */
export interface Section<State, Types extends EventTypes, Commands extends CommandClasses> {
  readonly events: Types;
  readonly commands: Commands;
  readonly decide: {
    [C in keyof Commands]: (
      command: InstanceType<Commands[C]>,
      state: State,
      judge: Judge,
    ) => Made<Types> | readonly Made<Types>[];
  };
  readonly evolve: { [T in keyof Types]: (state: State, data: Evolved<DataOf<Types[T]>>) => State };
}

/** Declares a section; forgetting to decide a command or to evolve an event does not compile. */
export const section =
  <State>() =>
  <Types extends EventTypes, Commands extends CommandClasses>(parts: Section<State, Types, Commands>) =>
    parts;

export interface AnyEvent {
  readonly type: string;
  readonly data: object;
  /** Ids of the exemptions that it used up (`meta.overrides`). */
  readonly overrides?: readonly string[];
  /** Sealed fields whose opening event stands before it already: they are public from the first. */
  readonly opened?: readonly string[];
}

/** What holds for every command of a stream beside what its section decides. */
export interface Common<State> {
  /** What was set aside for the subjects that the command names, on `today`. */
  exemptions(state: State, command: Entry, today: string): readonly Exemption[];
  /** The state once `event` has used these exemptions up. */
  used(state: State, ids: readonly string[], event: AnyEvent): State;
  /** Judged before the command itself. */
  judge(state: State, command: Entry, judge: Judge): void;
}

export interface Decider<State = unknown> {
  /** Streams are named `<category>-<id>`. */
  readonly category: string;
  readonly commands: CommandClasses;
  readonly events: EventTypes;
  readonly initialState: State;
  /** Pure. Throws `Refusal` with every breach at once. */
  decide(command: Entry, state: State, context: Context): Decision<AnyEvent>;
  /** Pure, and never throws on what `decide` made. */
  evolve(state: State, event: AnyEvent): State;
}

type AnySection = Section<any, any, any>;

/** Joins sections into the decider of one category of streams. */
export function decider<State>(
  category: string,
  initialState: State,
  sections: readonly AnySection[],
  common?: Common<State>,
): Decider<State> {
  const all = <K extends keyof AnySection>(part: K): Record<string, any> =>
    Object.assign({}, ...sections.map((s) => s[part]));
  const [commands, events, decide, evolve] = [all('commands'), all('events'), all('decide'), all('evolve')];
  return {
    category,
    commands,
    events,
    initialState,
    decide(command, state, context) {
      const judge = new Judge(context, common?.exemptions(state, command, context.today));
      judgeTime(command, judge);
      judgeWithholding(command, events, judge);
      judgeCodes(command, events, judge);
      common?.judge(state, command, judge);
      const made = decide[command.constructor.name](command, state, judge) as AnyEvent | readonly AnyEvent[];
      const { overrides } = judge;
      return judge.accept(
        [made].flat().map((event, i) => (i === 0 && overrides.length > 0 ? { ...event, overrides } : event)),
      );
    },
    evolve(state, event) {
      const after = evolve[event.type]?.(state, event.data) ?? unknownEvent(category, event.type);
      return common && event.overrides?.length ? common.used(after, event.overrides, event) : after;
    },
  };
}

const unknownEvent = (category: string, type: string): never => {
  throw new Error(`no ${category} event is called ${type}`);
};

/** A fact in the future is refused; one recorded late needs its reason and is shown as late. */
function judgeTime(command: Entry, judge: Judge): void {
  const { today, instant, calendar } = judge.context;
  for (const [name, { fact }] of fieldsOf(command.constructor as CommandClass)) {
    const value = (command as unknown as Record<string, string | null>)[name];
    if (!fact || !value) continue;
    const future = value.length > 10 ? value > instant : value > today;
    const day = value.length > 10 ? shanghaiDay(value) : value;
    if (!judge.must(!future, 'fact-in-the-future', { field: name, date: value, today })) continue;
    const days = daysBetween(day, today);
    judge.rule<number>('L1', today, (most) => days <= most || command.lateReason !== null, {
      field: name,
      date: day,
      days,
    });
    judge.rule<number>('L2', today, (most) => days <= most, { field: name, date: day, days });
    // The cheap count first: n worked days are never fewer than n days.
    const worked = () => workingDaysBetween(day, today, calendar);
    judge.rule<number>(
      'D1',
      today,
      (most) => days <= most || worked() <= most,
      () => ({ field: name, date: day, workingDays: worked() }),
    );
  }
}

/**
 * Row L4: a check digit that does not match only warns, since lawful early codes fail it. Closed and withheld fields are
 * passed over: a finding is public, and would tell a bidder's name before the opening.
 */
function judgeCodes(command: Entry, events: EventTypes, judge: Judge): void {
  const closed = Object.keys(events[(command.constructor as CommandClass).makes]?.closed ?? {});
  const withheld = (command.withhold ?? []).map(({ field }) => field);
  const passedOver = [...closed, ...withheld];
  for (const field of fieldsOf(command.constructor as CommandClass).keys())
    if (!passedOver.includes(field)) judgeCode((command as unknown as Record<string, unknown>)[field], judge);
}

function judgeCode(value: unknown, judge: Judge): void {
  if (typeof value !== 'object' || value === null) return;
  const { uscc, name } = value as { uscc?: unknown; name?: unknown };
  if (typeof uscc === 'string')
    judge.rule('L4', judge.context.today, () => checkDigitHolds(uscc), { uscc, organisation: String(name) });
  for (const part of Object.values(value)) judgeCode(part, judge);
}

function judgeWithholding(command: Entry, events: EventTypes, judge: Judge): void {
  const { makes } = command.constructor as CommandClass;
  const own = fieldsOf(command.constructor as CommandClass);
  const common = fieldsOf(Entry);
  const seen = new Set<string>();
  const { rights } = command.constructor as CommandClass;
  for (const { field, approver, reviewDate } of command.withhold ?? []) {
    judge.must(own.has(field) && !common.has(field) && !seen.has(field), 'withheld-field-unknown', {
      field,
      event: makes,
    });
    // Nobody withholds alone, and what is said for the public's sake is said to the public.
    const may = rights.confirms.length > 0 && !(events[makes] as EventType).wholly;
    judge.must(!own.has(field) || (may && withholdable(own.get(field)!)), 'field-cannot-be-withheld', {
      field,
    });
    judge.must(
      (events[makes] as EventType).closed[field]?.kind !== 'personal',
      'personal-field-is-closed-already',
      { field },
    );
    judge.must(reviewDate > judge.context.today, 'withholding-without-review', { field, reviewDate });
    judge.must(approver !== judge.context.actor.person, 'withholding-approved-by-its-preparer', { field });
    seen.add(field);
  }
}

/** The date in Asia/Shanghai (UTC+8, no daylight saving since 1992) of a UTC instant. */
export const shanghaiDay = (instant: string): string =>
  new Date(Date.parse(instant) + 8 * 3_600_000).toISOString().slice(0, 10);

/** Whole days from `from` to `to`, the first day excluded (Civil Code art. 201). */
export const daysBetween = (from: string, to: string): number =>
  Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000);

/** `day` plus whole days. */
export const plusDays = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);

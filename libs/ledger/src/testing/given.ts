import { expect } from '@jest/globals';
import { bidBox } from '../bid-box.js';
import { chineseCalendar } from '../chinese-calendar.js';
import { reveal } from '../closed.js';
import {
  Refusal,
  shanghaiDay,
  type AnyEvent,
  type CommandClass,
  type Context,
  type Decider,
  type Decision,
  type Entry,
  type Target,
  type TenderFacts,
} from '../decider.js';
import type { Actor, JsonObject } from '../event-type.js';
import { fieldsOf, plain, readFields } from '../fields.js';
import { project } from '../project/project.js';
import type { ProjectState } from '../project/state.js';
import { invariants, type InvariantId } from '../rulebook/invariants.js';
import type { Breach, Facts, Finding } from '../rulebook/rule.js';
import { shippedRulebook, type Rulebook } from '../rulebook/rulebook.js';
import { foundBy, placesIn, ruleSentence } from '../rulebook/sentences.js';
import { asEvolved, placeId, play, type Played } from './play.js';
import { filled, playWorkedExample, stepOf, workedExample } from './worked-example.js';
import { people, theLedger } from './worked-people.js';

/**
 * `given(decider, ...events).when(command).then(...events)`. What is not said is taken from the command itself: it is
 * recorded at noon of its latest fact, by a finance officer, under the shipped rulebook.
 */
export interface Circumstances {
  readonly instant?: string;
  readonly actor?: Actor;
  readonly tender?: TenderFacts | null;
  readonly target?: Target | null;
  readonly rulebook?: Rulebook;
}

/** A command whose body is its class's example, with changes. Throws `BadInput`. */
export const command = <C extends Entry>(type: CommandClass<C>, changes: object = {}): C =>
  readFields(type, { ...type.example, ...changes });

export interface Given<State> {
  readonly state: State;
  /** The same after more commands, none of which is refused. */
  after(...commands: readonly (Entry | readonly [Entry, Circumstances])[]): Given<State>;
  when(command: Entry, circumstances?: Circumstances): Outcome<State>;
}

export interface Outcome<State> {
  /** Throws the refusal, if it was one. */
  readonly events: readonly AnyEvent[];
  readonly state: State;
  /** Empty when it is accepted. */
  readonly breaches: readonly Breach[];
  /** Throws the refusal, if it was one. */
  readonly findings: readonly Finding[];
  /** Exactly these events, of which the data named are compared. */
  then(...events: readonly { readonly type: string; readonly data?: object }[]): void;
  /** Refused by this rule among others, for these facts among others. */
  thenRefused(rule: string, facts?: Facts): void;
  /** Refused by exactly these rules. */
  thenRefusedBy(...rules: readonly string[]): void;
  /** Accepted, and this rule is among the public findings. */
  thenFinds(rule: string, facts?: Facts): void;
  thenFindsNothing(): void;
}

export function given<State>(decider: Decider<State>, ...events: readonly AnyEvent[]): Given<State> {
  return from(
    decider,
    events.reduce((state, event) => decider.evolve(state, asEvolved(decider, event)), decider.initialState),
    events.length,
  );
}

/** The worked example's project up to and including the step of that key; nothing at all without one. */
export function givenProject(until?: string): Given<ProjectState> {
  if (until === undefined) return given(project);
  const { state, events } = played(until).project;
  return from(project, state, events.length);
}

/**
 * Just before a step of the worked example. `with` gives that step's command with changes, at the step's instant and
 * by its preparer; the other members are those of `given`, for another command in its place.
 */
export function atStep(key: string) {
  const step = stepOf(key);
  const before = played(workedExample[workedExample.indexOf(step) - 1]?.key);
  const { state, events } = before[step.on];
  const decider: Decider<any> = step.on === 'project' ? project : bidBox;
  const own: Circumstances = {
    instant: step.recordedAt,
    actor: step.prepares ? people[step.prepares] : theLedger,
    tender: step.on === 'bidbox' ? (before.project.state.lots['SG-1']?.tender ?? null) : null,
  };
  const body = filled(step.body, before.receipts, plain(reveal(before.bidbox.state.receipts)));
  return {
    ...from<any>(decider, state, events.length),
    receipts: before.receipts,
    with: (changes: object = {}, circumstances: Circumstances = {}): Outcome<any> =>
      from<any>(decider, state, events.length).when(
        readFields(decider.commands[step.name]!, { ...body, ...changes }),
        {
          ...own,
          ...circumstances,
        },
      ),
  };
}

const plays = new Map<string | undefined, Played>();
function played(until: string | undefined): Played {
  const known = plays.get(until) ?? (until === undefined ? play([]) : playWorkedExample(until));
  plays.set(until, known);
  return known;
}

function from<State>(decider: Decider<State>, state: State, revision: number): Given<State> {
  const judged = (entry: Entry, circumstances: Circumstances = {}) =>
    outcome(decider, state, entry, contextOf(entry, circumstances, revision));
  return {
    state,
    when(entry, circumstances) {
      const [come, context, decided] = judged(entry, circumstances);
      watching.when?.(entry, context, decided);
      return come;
    },
    after(first, ...more) {
      if (first === undefined) return from(decider, state, revision);
      const [entry, circumstances] = Array.isArray(first)
        ? (first as [Entry, Circumstances])
        : [first as Entry];
      const [{ state: next, events }] = judged(entry, circumstances);
      return from(decider, next, revision + events.length).after(...more);
    },
  };
}

/** What every `when` came to, for the table of rules and their specs (`write-rules-table.ts`), which watches. */
export const watching: {
  when: ((entry: Entry, context: Context, decided: Decision<AnyEvent> | Refusal) => void) | null;
} = { when: null };

function contextOf(
  entry: Entry,
  {
    instant = noonOfLatestFact(entry),
    actor = people.finance,
    tender = null,
    target = null,
    rulebook = shippedRulebook,
  }: Circumstances,
  revision: number,
): Context {
  return {
    instant,
    today: shanghaiDay(instant),
    actor,
    rulebook,
    tender,
    calendar: chineseCalendar,
    target,
    eventId: (index) => placeId('project', revision, index),
  };
}

function noonOfLatestFact(entry: Entry): string {
  const facts = [...fieldsOf(entry.constructor as CommandClass)].filter(([, { fact }]) => fact);
  const dates = facts.map(([name]) => (entry as unknown as Record<string, string>)[name]!).sort();
  const latest = dates.at(-1) ?? '2023-01-10';
  return latest.length > 10 ? latest : `${latest}T04:00:00.000Z`;
}

function outcome<State>(
  decider: Decider<State>,
  state: State,
  entry: Entry,
  context: Context,
): [Outcome<State>, Context, Decision<AnyEvent> | Refusal] {
  const decided = decide(decider, state, entry, context);
  const accepted = (): Decision<AnyEvent> => {
    if (decided instanceof Refusal) throw decided;
    return decided;
  };
  const refused = () => {
    expect(decided).toBeInstanceOf(Refusal);
    return (decided as Refusal).breaches;
  };
  const come: Outcome<State> = {
    get events() {
      return accepted().events;
    },
    get state() {
      return accepted().events.reduce((s, event) => decider.evolve(s, asEvolved(decider, event)), state);
    },
    get breaches() {
      return decided instanceof Refusal ? decided.breaches : [];
    },
    get findings() {
      return accepted().findings;
    },
    then(...events) {
      const made = accepted().events.map(({ type, data }) => ({ type, data: plain(data) as JsonObject }));
      expect(made).toMatchObject(events.map(({ type, data = {} }) => ({ type, data: plain(data) })));
      expect(made).toHaveLength(events.length);
    },
    thenRefused(rule, facts = {}) {
      expect(refused()).toContainEqual(
        expect.objectContaining({ rule, facts: expect.objectContaining(facts) }),
      );
    },
    thenRefusedBy(...rules) {
      expect(refused().map((b) => b.rule)).toEqual(rules);
    },
    thenFinds(rule, facts = {}) {
      expect(accepted().findings).toContainEqual(
        expect.objectContaining({ rule, facts: expect.objectContaining(facts) }),
      );
    },
    thenFindsNothing() {
      expect(accepted().findings).toEqual([]);
    },
  };
  return [come, context, decided];
}

function decide<State>(
  decider: Decider<State>,
  state: State,
  entry: Entry,
  context: Context,
): Decision<AnyEvent> | Refusal {
  try {
    const decision = decider.decide(entry, state, context);
    for (const finding of decision.findings) expectSentence(finding);
    return decision;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    for (const breach of error.breaches) expectSentence(breach);
    return error;
  }
}

/** Whatever refuses or is found can be said to a citizen: the facts fill every place of a sentence. */
function expectSentence({ rule, facts }: Breach | Finding): void {
  if (rule in invariants) {
    const { zh } = invariants[rule as InvariantId];
    expect({ rule, facts: Object.keys(facts) }).toEqual({
      rule,
      facts: expect.arrayContaining(placesIn(zh)),
    });
  } else {
    const said = ruleSentence(rule);
    expect([rule, Object.keys(facts), said && foundBy(said, facts)]).toEqual([
      rule,
      expect.anything(),
      expect.objectContaining({ zh: expect.any(String) }),
    ]);
  }
}

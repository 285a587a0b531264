import { authorize } from '../authorization.js';
import { bidBox, type BidBox } from '../bid-box.js';
import { chineseCalendar } from '../chinese-calendar.js';
import { reveal } from '../closed.js';
import { shanghaiDay, type AnyEvent, type Context, type Decider, type Entry } from '../decider.js';
import type { Actor, EventType, JsonObject } from '../event-type.js';
import { plain, readFields } from '../fields.js';
import { project } from '../project/project.js';
import { initialProject, type ProjectState } from '../project/state.js';
import type { Finding } from '../rulebook/rule.js';
import { shippedRulebook } from '../rulebook/rulebook.js';
import type { Withholding } from '../values.js';
import { filled, type Step } from './step.js';
import { people, theLedger } from './worked-people.js';

/** An event as the ledger would store it, not sealed. */
export interface PlayedEvent {
  readonly step: Step;
  readonly revision: number;
  readonly id: string;
  readonly type: string;
  readonly data: JsonObject;
  readonly findings: readonly Finding[];
  readonly withhold: readonly Withholding[];
  readonly preparedBy: Actor;
  readonly confirmedBy: Actor | null;
  readonly recordedAt: string;
}

export interface Played {
  readonly project: { readonly state: ProjectState; readonly events: readonly PlayedEvent[] };
  readonly bidbox: { readonly state: BidBox; readonly events: readonly PlayedEvent[] };
  /** All events in the order of their recording. */
  readonly events: readonly PlayedEvent[];
  /** Receipt ids by the key of the step that received the bid. */
  readonly receipts: Readonly<Record<string, string>>;
}

/** An id that says where it comes from: stream, step and index of the event in its step. */
export const placeId = (on: Step['on'], revision: number, index: number): string =>
  `00000000-0000-5000-${on === 'project' ? '8' : '9'}000-${String(revision * 100 + index).padStart(12, '0')}`;

/** Plays steps through `authorize`, `decide` and `evolve`, as the ledger carries them out. Throws `Refusal`, `BadInput`. */
export function play(steps: readonly Step[], eventId = placeId): Played {
  let played: Played = {
    project: { state: initialProject, events: [] },
    bidbox: { state: bidBox.initialState, events: [] },
    events: [],
    receipts: {},
  };
  for (const step of steps) played = carryOut(step, played, eventId);
  return played;
}

function carryOut(step: Step, played: Played, eventId: typeof placeId): Played {
  const decider: Decider<any> = step.on === 'project' ? project : bidBox;
  const { state, events } = played[step.on];
  const body = filled(step.body, played.receipts, plain(reveal(played.bidbox.state.receipts)));
  const command = readFields(decider.commands[step.name]!, body) as Entry;
  const preparedBy = step.prepares ? people[step.prepares] : theLedger;
  const confirmedBy = step.confirms && people[step.confirms];
  if (step.prepares) authorize('prepare', command, played.project.state, preparedBy);
  if (confirmedBy) authorize('confirm', command, played.project.state, confirmedBy);

  const context: Context = {
    instant: step.recordedAt,
    today: shanghaiDay(step.recordedAt),
    actor: preparedBy,
    rulebook: shippedRulebook,
    calendar: chineseCalendar,
    target: null,
    eventId: (index) => eventId(step.on, events.length, index),
    tender: step.on === 'bidbox' ? (played.project.state.lots[String(body.lot)]?.tender ?? null) : null,
  };
  const decision = decider.decide(command, state, context);
  const made = decision.events.map((event, index): PlayedEvent => ({
    ...{ step, revision: events.length + index, id: context.eventId(index), type: event.type },
    ...{ data: plain(event.data) as JsonObject, findings: decision.findings, withhold: command.withhold },
    ...{ preparedBy, confirmedBy, recordedAt: step.recordedAt },
  }));
  const after = {
    state: made.reduce((s, event) => decider.evolve(s, asEvolved(decider, event)), state),
    events: [...events, ...made],
  };
  const receipts = made
    .filter((event) => event.type === 'BidReceived')
    .map((event) => [step.key, event.id] as const);
  return {
    ...played,
    [step.on]: after,
    events: [...played.events, ...made],
    receipts: { ...played.receipts, ...Object.fromEntries(receipts) },
  };
}

/** The event as `evolve` gets it: plain JSON without what is personal, as after an erasure. */
export function asEvolved(decider: Decider<any>, { type, data, overrides }: AnyEvent): AnyEvent {
  const { closed } = decider.events[type] as EventType;
  const kept = Object.entries(plain(data) as JsonObject).filter(
    ([field]) => closed[field]?.kind !== 'personal',
  );
  return { type, data: Object.fromEntries(kept), ...(overrides && { overrides }) };
}

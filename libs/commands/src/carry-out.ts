import { eventId, inOrder, keyRing, memoryKeyStore, sealAll, type Draft } from '@sunlit/envelope';
import { OutcomeUnknown, WrongExpectedRevision, type NewEvent } from '@sunlit/event-store';
import {
  bidBox,
  chineseCalendar,
  deciders,
  categoryOf,
  eventTypes,
  shanghaiDay,
  type Actor,
  type AnyEvent,
  type Cause,
  type Entry,
  type EventType,
  type Finding,
  type JsonObject,
  type Rulebook,
  type Target,
  type TenderFacts,
} from '@sunlit/ledger';
import { setTimeout as wait } from 'node:timers/promises';
import type { Desk } from './desk.js';
import { evolved, type Foldable, type Folded, type Streams } from './streams.js';
import { aboutRevision } from './targets.js';

/** One command with the salts that its fields got when it was prepared. */
export interface Given {
  readonly command: Entry;
  readonly salts?: Readonly<Record<string, string>>;
}

/** Everything that a decision rests on beside the stream itself. */
export interface Situation {
  readonly commandId: string;
  /** Instant of the decision; each event's `recordedAt` is this or 1 ms after the event before, whichever is later. */
  readonly instant: string;
  readonly preparedBy: Actor;
  readonly confirmedBy: Actor | null;
  readonly rulebook: Rulebook;
  readonly tender?: TenderFacts | null;
  /** Earlier events that commands are about, by revision. */
  readonly targets?: ReadonlyMap<number, Target>;
  readonly causation?: readonly Cause[];
  readonly request?: string | null;
}

interface Made {
  readonly event: AnyEvent;
  readonly given: Given;
  readonly findings: readonly Finding[];
}

export interface Decided<State> {
  readonly made: readonly Made[];
  readonly findings: readonly Finding[];
  readonly state: State;
}

export interface Answer {
  readonly revision: number;
  readonly position: string;
  readonly events: readonly { readonly id: string; readonly type: string }[];
  /** True when this very command had been carried out before: the stored events, whatever happened since. */
  readonly replayed: boolean;
}

/**
 * Decides commands one after another on a folded stream without storing anything. Pure but for the ids.
 * Throws `Refusal` with every breach of the first command that is refused.
 */
export function decideAll<State>(
  folded: Folded<State>,
  commands: readonly Given[],
  situation: Situation,
): Decided<State> {
  const { decide, evolve } = deciders[categoryOf(folded.stream)]!;
  const { commandId, preparedBy, rulebook, tender = null, targets } = situation;
  const instant = judgedAt(folded, situation);
  const made: Made[] = [];
  let state: unknown = folded.state;
  for (const given of commands) {
    const offset = made.length;
    const { events, findings } = decide(given.command, state, {
      instant,
      today: shanghaiDay(instant),
      actor: preparedBy,
      rulebook,
      calendar: chineseCalendar,
      eventId: (index) => eventId(folded.stream, commandId, offset + index),
      tender,
      target: targets?.get(aboutRevision(given.command)!) ?? null,
    });
    events.forEach((event, i) => made.push({ event, given, findings: i === 0 ? findings : [] }));
    state = events.reduce(
      (s, { type, data, overrides }) =>
        evolve(s, { type, data: evolved(type, data), ...(overrides && { overrides }) }),
      state,
    );
  }
  return { made, findings: made.flatMap((m) => m.findings), state: state as State };
}

/**
 * The instant that judges: that of the recording, so that an entry dated back in a sample ledger is not judged as if what
 * is recorded already lay in its future. A bid's own arrival alone decides, whichever bid was stored first.
 */
const judgedAt = ({ stream, last }: Folded<unknown>, { instant }: Situation): string =>
  categoryOf(stream) === bidBox.category ? instant : strictlyAfter(last?.recordedAt ?? null, instant);

/**
 * Reads, decides, closes and appends at exactly the folded revision. Throws `Refusal`, and `WrongExpectedRevision`
 * when the stream has moved: then nothing was stored by this command.
 */
export async function carryOut(
  desk: Desk,
  streams: Streams,
  folded: Folded<unknown>,
  commands: readonly Given[],
  situation: Situation,
  decided?: Decided<unknown>,
): Promise<Answer> {
  const stored = folded.commands.get(situation.commandId);
  if (stored) return storedAnswer(desk, folded.stream, situation.commandId, stored.first, stored.last);
  return carryOutTogether(desk, streams, folded, [{ commands, situation, ...(decided && { decided }) }]);
}

/** What one person gives at one instant. */
export interface Part {
  readonly commands: readonly Given[];
  readonly situation: Situation;
  /** What `decideAll` made of these commands in this very situation on the stream as it is, where that is known. */
  readonly decided?: Decided<unknown>;
}

/** As `carryOut` of what follows each other on a stream, in one append: all or nothing. Nothing of it is stored yet. */
export async function carryOutTogether(
  desk: Desk,
  streams: Streams,
  folded: Folded<unknown>,
  parts: readonly Part[],
): Promise<Answer> {
  const drafted: Draft[] = [];
  let at = folded;
  for (const { commands, situation, decided } of parts) {
    const { made, state } = decided ?? decideAll(at, commands, situation);
    drafted.push(...drafts(at, made, situation));
    const { revision, id, type, meta } = drafted.at(-1)!;
    at = { ...at, state, revision, last: { revision, id, type, ...meta } };
  }
  const sealed = await sealAll(drafted, desk.ring);
  const answer = await append(desk, folded, sealed, parts[0]!.situation.commandId);
  if (!answer.replayed) streams.appended(folded, drafted.map(asStored));
  return answer;
}

/** An event as reading it back would give it, with the fields in the order of the stored bytes: closed ones last. */
function asStored({ revision, id, type, eventType, data, meta, withhold }: Draft): Foldable {
  const { version, closed } = eventType;
  const fields = Object.entries(inOrder(data) as JsonObject);
  const isClosed = (field: string) =>
    Object.hasOwn(closed, field) || withhold.some((withheld) => withheld.field === field);
  const ordered = [...fields.filter(([f]) => !isClosed(f)), ...fields.filter(([f]) => isClosed(f))];
  return { ...{ revision, id, type, version, meta }, data: Object.fromEntries(ordered) };
}

/** An entry whose own words are of fewer bytes is far from every limit of an event, with all that comes to them. */
const surelySmall = 16_000;

/**
 * Whether the entry would be small enough to store, found out before anything is: throws `EventTooLarge`. Sealed under
 * keys of no use, so that no key is kept for what is thrown away.
 */
export async function judgeSize(
  desk: Desk,
  folded: Folded<unknown>,
  { made }: Decided<unknown>,
  situation: () => Situation,
): Promise<void> {
  const words = made.map(({ event, findings, given: { command } }) => [
    ...[event, findings, command.lateReason, command.withhold],
  ]);
  if (Buffer.byteLength(JSON.stringify(words)) > surelySmall)
    await sealAll(drafts(folded, made, situation()), keyRing(memoryKeyStore(), Buffer.alloc(32)));
}

function drafts(
  { stream, revision, last: latest }: Folded<unknown>,
  made: readonly Made[],
  s: Situation,
): Draft[] {
  let last = latest?.recordedAt ?? null;
  return made.map(
    ({ event: { type, data, overrides = [], opened = [] }, given: { command, salts = {} }, findings }, i) => {
      last = strictlyAfter(last, s.instant);
      return {
        stream,
        revision: revision + 1 + i,
        id: eventId(stream, s.commandId, i),
        type,
        eventType: asOpened(eventTypes[type]!, opened),
        data,
        meta: {
          commandId: s.commandId,
          preparedBy: s.preparedBy,
          confirmedBy: s.confirmedBy,
          recordedAt: last,
          rulebookVersion: s.rulebook.version,
          findings,
          overrides,
          lateReason: command.lateReason ?? null,
          causation: s.causation ?? [],
          request: s.request ?? null,
        },
        withhold: command.withhold ?? [],
        salts,
      };
    },
  );
}

/** The type without the seals of fields whose opening stands before the event. */
const asOpened = (type: EventType, opened: readonly string[]): EventType =>
  opened.length === 0
    ? type
    : {
        ...type,
        closed: Object.fromEntries(Object.entries(type.closed).filter(([f]) => !opened.includes(f))),
      };

/** `max(instant, last + 1 ms)`: recorded instants increase strictly within a stream. */
export function strictlyAfter(last: string | null, instant: string): string {
  return last === null || instant > last ? instant : new Date(Date.parse(last) + 1).toISOString();
}

/** How often an append whose outcome is unknown is repeated: same ids, same bytes, same expected revision. */
const repeats = [50, 200, 1_000, 3_000];

async function append(
  desk: Desk,
  { stream, revision }: Folded<unknown>,
  events: readonly NewEvent[],
  commandId: string,
): Promise<Answer> {
  const expected = revision === -1 ? 'no-stream' : revision;
  for (let attempt = 0; ; attempt++) {
    try {
      const appended = await desk.store.append(stream, expected, events);
      if (appended.replayed)
        return storedAnswer(desk, stream, commandId, revision + 1, revision + events.length);
      return {
        revision: appended.revision,
        position: appended.position,
        events: events.map(({ id, type }) => ({ id, type })),
        replayed: false,
      };
    } catch (error) {
      if (error instanceof OutcomeUnknown && attempt < repeats.length) await wait(repeats[attempt]!);
      else if (
        error instanceof WrongExpectedRevision &&
        attempt > 0 &&
        (await isStored(desk, stream, revision, events))
      )
        return storedAnswer(desk, stream, commandId, revision + 1, revision + events.length);
      else throw error;
    }
  }
}

/** After an unknown outcome a conflict may be with ourselves. */
async function isStored(
  desk: Desk,
  stream: string,
  revision: number,
  [first]: readonly NewEvent[],
): Promise<boolean> {
  const [found] = await desk.store.read(stream, revision + 1);
  return found?.id === first!.id;
}

async function storedAnswer(
  desk: Desk,
  stream: string,
  commandId: string,
  first: number,
  last: number,
): Promise<Answer> {
  const events = (await desk.store.read(stream, first)).filter((event) => event.revision <= last);
  if (events[0]?.id !== eventId(stream, commandId, 0))
    throw new Error(`${stream}: revision ${first} is not of command ${commandId}`);
  const { revision, position } = events.at(-1)!;
  return { revision, position, events: events.map(({ id, type }) => ({ id, type })), replayed: true };
}

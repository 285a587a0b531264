import type { Found } from './judge.js';

/** An event as a follower or a reader was shown it. */
export interface Seen {
  readonly position: string;
  readonly stream: string;
  readonly revision: number;
  readonly id: string;
}

/** One thing that happened, noted in the one process where all of it happens: earlier in the list is earlier in time. */
export type Moment =
  /** A command is about to be sent. Repetitions and twins under the same key are noted again. */
  | { readonly kind: 'asked'; readonly key: string; readonly fact: string }
  /** `position` is of the last of `events`; of a preparation, which tells no events, of its own stream's. */
  | {
      readonly kind: 'answered';
      readonly key: string;
      readonly fact: string;
      readonly position: string | null;
      readonly events: readonly string[];
    }
  /** A whole stream, read after the answer to `key`, by whoever got it. */
  | { readonly kind: 'read'; readonly key: string; readonly stream: string; readonly events: readonly Seen[] }
  /** Whether what `key` recorded was in the read models, once they had come to the position of its answer. */
  | { readonly kind: 'shown'; readonly key: string; readonly there: boolean }
  /** A page of a follower that began at the start of the store. */
  | { readonly kind: 'page'; readonly follower: string; readonly events: readonly Seen[] };

/** What a history shows that cannot be; each list is empty when all is well. */
export interface Violations {
  /** A position that two events bear, or an event that bears two. */
  readonly positions: readonly string[];
  /** Followers and readers whose view is not the beginning of the one order. */
  readonly prefixes: readonly string[];
  /** Answers whose events a later read, or page, did not show. */
  readonly ownWrites: readonly string[];
  /** Commands answered before another was asked, and stored after it. */
  readonly overtaken: readonly string[];
  /** Answered and not stored, or stored elsewhere than answered. */
  readonly lost: readonly string[];
  /** Facts stored twice, and keys answered in two ways. */
  readonly doubled: readonly string[];
}

/** Judges a history by the store as it is at the end, in the order of positions. Pure. */
export function judgeHistory(history: readonly Moment[], stored: readonly Found[]): Violations {
  const order = stored.map(({ id }) => id);
  const at = new Map(stored.map((event) => [event.id, event]));
  return {
    positions: positionsTwice(history, stored),
    prefixes: [...followersAstray(history, order), ...readersAstray(history, stored)],
    ownWrites: unseenWrites(history),
    overtaken: overtaken(history, stored),
    lost: lost(history, at, new Set(stored.map(({ fact }) => fact))),
    doubled: doubled(history, stored),
  };
}

function positionsTwice(history: readonly Moment[], stored: readonly Found[]): string[] {
  const shown = history.flatMap((moment) =>
    moment.kind === 'page' || moment.kind === 'read' ? moment.events : [],
  );
  const byPosition = new Map<string, string>();
  const byId = new Map<string, string>();
  return [...stored, ...shown].flatMap(({ position, id }) => {
    const place = String(position);
    const same = (byPosition.get(place) ?? id) === id && (byId.get(id) ?? place) === place;
    byPosition.set(place, id);
    byId.set(id, place);
    return same ? [] : [`${id} at ${place}`];
  });
}

function followersAstray(history: readonly Moment[], order: readonly string[]): string[] {
  const come = new Map<string, number>();
  return history.flatMap((moment) => {
    if (moment.kind !== 'page') return [];
    const from = come.get(moment.follower) ?? 0;
    come.set(moment.follower, from + moment.events.length);
    const astray = moment.events.findIndex(({ id }, i) => id !== order[from + i]);
    return astray < 0 ? [] : [`${moment.follower}: ${moment.events[astray]!.id} as number ${from + astray}`];
  });
}

function readersAstray(history: readonly Moment[], stored: readonly Found[]): string[] {
  const streams = new Map<string, string[]>();
  for (const { stream, id } of stored) streams.set(stream, [...(streams.get(stream) ?? []), id]);
  return history.flatMap((moment) => {
    if (moment.kind !== 'read') return [];
    const whole = streams.get(moment.stream) ?? [];
    const astray = moment.events.findIndex(({ id, revision }, i) => id !== whole[i] || revision !== i);
    return astray < 0 ? [] : [`${moment.stream}: ${moment.events[astray]!.id} as revision ${astray}`];
  });
}

function unseenWrites(history: readonly Moment[]): string[] {
  const answers = new Map<string, readonly string[]>();
  return history.flatMap((moment) => {
    if (moment.kind === 'answered') answers.set(moment.key, moment.events);
    if (moment.kind === 'shown' && !moment.there) return [`${moment.key}: not in the read models`];
    if (moment.kind !== 'read') return [];
    const shown = new Set(moment.events.map(({ id }) => id));
    return (answers.get(moment.key) ?? []).filter((id) => !shown.has(id));
  });
}

/** What is answered has its place: whatever is asked only then must come after it. */
function overtaken(history: readonly Moment[], stored: readonly Found[]): string[] {
  const placed = new Map<string, number>();
  for (const { fact, position } of stored) if (fact !== null && !placed.has(fact)) placed.set(fact, position);
  const since = new Map<string, number>();
  let answered = 0;
  for (const moment of history) {
    if (moment.kind === 'asked' && !since.has(moment.fact)) since.set(moment.fact, answered);
    if (moment.kind === 'answered' && moment.position !== null)
      answered = Math.max(answered, Number(moment.position));
  }
  return [...since].flatMap(([fact, before]) => {
    const place = placed.get(fact);
    return place !== undefined && place <= before ? [`${fact} at ${place}, asked after ${before}`] : [];
  });
}

function lost(
  history: readonly Moment[],
  at: ReadonlyMap<string, Found>,
  facts: ReadonlySet<string | null>,
): string[] {
  return history.flatMap((moment) => {
    if (moment.kind !== 'answered') return [];
    const { fact, events, position } = moment;
    if (!facts.has(fact)) return [fact];
    const last = events.at(-1);
    const elsewhere = last !== undefined && position !== null && at.get(last)?.position !== Number(position);
    return [...events.filter((id) => !at.has(id)), ...(elsewhere ? [`${last} not at ${position}`] : [])];
  });
}

function doubled(history: readonly Moment[], stored: readonly Found[]): string[] {
  const facts = new Set<string>();
  const twice = stored.flatMap(({ fact }) => {
    if (fact === null || facts.size !== facts.add(fact).size) return [];
    return [fact];
  });
  const answers = new Map<string, string>();
  const contradicted = history.flatMap((moment) => {
    if (moment.kind !== 'answered') return [];
    const answer = moment.events.join();
    const before = answers.get(moment.key) ?? answer;
    answers.set(moment.key, answer);
    return before === answer ? [] : [`${moment.key}: answered in two ways`];
  });
  return [...twice, ...contradicted];
}

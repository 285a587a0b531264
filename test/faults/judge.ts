import type { Note } from './book.js';

/** An event as it is found in the store, read without the service. */
export interface Found {
  readonly position: number;
  readonly stream: string;
  readonly revision: number;
  readonly id: string;
  /** What it records, as the load process names it; null for what it did not ask for. */
  readonly fact: string | null;
}

/** What is wrong between the book and the store; all empty when nothing is. */
export interface Verdict {
  /** Acknowledged facts, and ids of events told, that are not stored. */
  readonly lost: readonly string[];
  /** Facts stored more than once. */
  readonly doubled: readonly string[];
  /** Keys that were answered twice, and not the same. */
  readonly contradicted: readonly string[];
  /** Facts stored that nobody sent. */
  readonly invented: readonly string[];
  /** Facts sent and never acknowledged, although each was repeated until it was. */
  readonly unsettled: readonly string[];
  /** Places where positions or revisions do not count 1, 2, 3 and 0, 1, 2. */
  readonly gaps: readonly string[];
}

/** Compares what was noted outside with what is stored. Pure; `stored` is in the order of positions. */
export function judge(notes: readonly Note[], stored: readonly Found[]): Verdict {
  const ids = new Set(stored.map(({ id }) => id));
  const acknowledged = notes.filter(({ what }) => what === 'acknowledged');
  const answers = new Map<string, string>();
  const contradicted = new Set<string>();
  for (const { key, events } of acknowledged) {
    const answer = JSON.stringify(events);
    if ((answers.get(key) ?? answer) !== answer) contradicted.add(key);
    answers.set(key, answer);
  }
  const facts = stored.flatMap(({ fact }) => fact ?? []);
  const there = new Set(facts);
  const sent = new Set(notes.map(({ fact }) => fact));
  const settled = new Set(acknowledged.map(({ fact }) => fact));
  return {
    lost: [
      ...[...settled].filter((fact) => !there.has(fact)),
      ...acknowledged.flatMap(({ events = [] }) => events).filter((id) => !ids.has(id)),
    ],
    doubled: repeated(facts),
    contradicted: [...contradicted],
    invented: facts.filter((fact) => !sent.has(fact)),
    unsettled: [...sent].filter((fact) => !settled.has(fact)),
    gaps: gapsOf(stored),
  };
}

function repeated(texts: readonly string[]): string[] {
  const seen = new Set<string>();
  return texts.filter((text) => seen.size === seen.add(text).size);
}

function gapsOf(stored: readonly Found[]): string[] {
  const next = new Map<string, number>();
  return stored.flatMap(({ position, stream, revision }, i) => {
    const expected = next.get(stream) ?? 0;
    next.set(stream, revision + 1);
    return position === i + 1 && revision === expected ? [] : [`${stream} ${revision} at ${position}`];
  });
}

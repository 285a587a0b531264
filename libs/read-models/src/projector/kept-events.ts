import { openAll, type KeyRing, type Opened } from '@sunlit/envelope';
import type { EventStore, StoredEvent } from '@sunlit/event-store';
import { isAmendment } from '@sunlit/ledger';
import { upsert, type Sql, send } from '../table.js';
import { aboutOf, mayBeShownAgain, type Kept, type KeptEvents } from './kept.js';
import { keptTable, type KeptRow } from './kept.table.js';
import { awaited, sealedFields } from './openings.js';

/** The kept events while a page of events is applied. */
export interface KeptPage extends KeptEvents {
  save(): Promise<void>;
}

/**
 * The earlier events of which those of a page might change what may be seen, fetched and opened with one query each.
 * One that is spoken of for the first time comes from the store.
 */
export async function keptEvents(
  { db, ring, store }: { db: Sql; ring: KeyRing; store: Pick<EventStore, 'read'> },
  stored: readonly StoredEvent[],
  opened: readonly Opened[],
): Promise<KeptPage> {
  const all = keptInMemory();
  const bodies = new Map(stored.map(({ id, body }) => [id, body]));
  const inDatabase = new Set<number>();
  const changed = new Map<number, Kept>();

  const about = opened.filter(({ type }) => isAmendment(type));
  const inPage = new Set(opened.map(({ stream, revision }) => `${stream} ${revision}`));
  for (const { kept, body } of await load(db, ring, opened, about)) {
    inDatabase.add(kept.entry);
    bodies.set(kept.event.id, body);
    all.put(kept);
  }
  const missing = about.filter(
    (event) => !inPage.has(`${event.stream} ${aboutOf(event)}`) && !all.at(event.stream, aboutOf(event)),
  );
  for (const { kept, body } of await fetched(db, ring, store, missing)) {
    bodies.set(kept.event.id, body);
    all.put(kept);
  }

  return {
    ...all,
    put(kept) {
      all.put(kept);
      changed.set(kept.entry, kept);
    },
    async save() {
      const rows = [...changed.values()];
      const again = rows.filter(mayBeShownAgain);
      await upsert(
        db,
        keptTable,
        again.map((kept) => rowOf(kept, bodies.get(kept.event.id)!)),
      );
      const over = rows.filter((kept) => !mayBeShownAgain(kept) && inDatabase.has(kept.entry));
      if (over.length > 0)
        await send(db, 'DELETE FROM kept_event WHERE entry = ANY($1)', [over.map(({ entry }) => entry)]);
    },
  };
}

/** Kept events by stream and revision. */
export function keptInMemory(): KeptEvents {
  type ByRevision = Map<number, Kept>;
  const [all, waiting] = [new Map<string, ByRevision>(), new Map<string, ByRevision>()];
  const within = (streams: typeof all, stream: string): ByRevision => {
    const found = streams.get(stream) ?? new Map<number, Kept>();
    if (found.size === 0) streams.set(stream, found);
    return found;
  };
  return {
    of: (stream) => [...(waiting.get(stream)?.values() ?? [])],
    at: (stream, revision) => all.get(stream)?.get(revision),
    put(kept) {
      const { stream, revision } = kept.event;
      within(all, stream).set(revision, kept);
      if (mayBeShownAgain(kept)) within(waiting, stream).set(revision, kept);
      else waiting.get(stream)?.delete(revision);
    },
  };
}

interface Found {
  readonly kept: Kept;
  readonly body: Uint8Array;
}

/** All that is kept of the streams of which the page may open, withhold, release or correct something. */
async function load(
  db: Sql,
  ring: KeyRing,
  page: readonly Opened[],
  about: readonly Opened[],
): Promise<Found[]> {
  const streams = (events: readonly Opened[]) => [...new Set(events.map(({ stream }) => stream))];
  const { rows } = await db.query(
    `SELECT stream, revision, entry, id, type, body, fields, said FROM kept_event
      WHERE stream IN (SELECT stream FROM kept_event WHERE stream = ANY($1) AND awaits && $2) OR stream = ANY($3)
      ORDER BY entry`,
    [streams(page), [...new Set(page.map(({ type }) => type))], streams(about)],
  );
  const events = await openAll(rows, ring);
  return rows.map(({ entry, body, fields, said }, i) => ({
    kept: { event: events[i]!, entry: Number(entry), sealed: fields, said },
    body,
  }));
}

/** Earlier events that are not kept: none of their fields waits for an opening any more. */
async function fetched(
  db: Sql,
  ring: KeyRing,
  store: Pick<EventStore, 'read'>,
  amendments: readonly Opened[],
): Promise<Found[]> {
  const wanted = new Map<string, Set<number>>();
  for (const event of amendments)
    wanted.set(event.stream, (wanted.get(event.stream) ?? new Set<number>()).add(aboutOf(event)));
  const found: StoredEvent[] = [];
  for (const [stream, revisions] of wanted)
    for (const event of await store.read(stream, Math.min(...revisions)))
      if (revisions.has(event.revision)) found.push(event);
  if (found.length === 0) return [];
  const entries = await entriesOf(db, found);
  const events = await openAll(found, ring);
  return found.map((stored, i) => {
    const event = events[i]!;
    const sealed = sealedFields(event).map((field) => ({ ...field, opened: true }));
    return { kept: { event, entry: entries.get(stored.id)!, sealed, said: [] }, body: stored.body };
  });
}

async function entriesOf(db: Sql, events: readonly StoredEvent[]): Promise<Map<string, number>> {
  const { rows } = await db.query('SELECT id, entry FROM event WHERE id = ANY($1)', [
    events.map(({ id }) => id),
  ]);
  return new Map(rows.map(({ id, entry }) => [id, Number(entry)]));
}

const rowOf = ({ event, entry, sealed, said }: Kept, body: Uint8Array): KeptRow => ({
  ...{ stream: event.stream, revision: event.revision, entry, id: event.id, type: event.type },
  ...{ body: `\\x${Buffer.from(body).toString('hex')}`, fields: sealed, said, awaits: awaited(sealed) },
});

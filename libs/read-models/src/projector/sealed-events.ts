import { openAll, type KeyRing, type Opened } from '@sunlit/envelope';
import { upsert, type Sql } from '../table.js';
import { awaited, openedBy, openFields, sealedFields } from './openings.js';
import { sealedTable, type SealedField, type SealedRow } from './sealed.table.js';

/** The events with sealed fields that wait, while a page of events is applied. */
export interface SealedEvents {
  /** The earlier events of which `later` opens a field, in their order, with all their fields that are open by now. */
  openedBy(
    later: Opened,
  ): { readonly event: Opened; readonly entry: number; readonly fields: ReadonlySet<string> }[];
  /** Keeps `event`, stored as `body`, when it has sealed fields. */
  keep(event: Opened, entry: number, body: Uint8Array): void;
  save(): Promise<void>;
}

interface Waiting {
  readonly event: Opened;
  readonly entry: number;
  readonly body: Uint8Array;
  readonly fields: readonly SealedField[];
}

/** The waiting events of which the events of `page` might open something, fetched and opened with one query each. */
export async function sealedEvents(db: Sql, ring: KeyRing, page: readonly Opened[]): Promise<SealedEvents> {
  const streams = new Map<string, Map<number, Waiting>>();
  const changed = new Set<Waiting>();

  const put = (waiting: Waiting, before?: Waiting) => {
    const { stream, revision } = waiting.event;
    streams.set(stream, (streams.get(stream) ?? new Map<number, Waiting>()).set(revision, waiting));
    if (before) changed.delete(before);
    changed.add(waiting);
  };

  for (const waiting of await load(db, ring, page)) put(waiting);
  changed.clear();

  return {
    openedBy(later) {
      const waiting = [...(streams.get(later.stream)?.values() ?? [])];
      return waiting.flatMap((before) => {
        const fields = openedBy(before.fields, later);
        if (fields === before.fields) return [];
        put({ ...before, fields }, before);
        return [{ event: before.event, entry: before.entry, fields: openFields(fields) }];
      });
    },
    keep(event, entry, body) {
      const fields = sealedFields(event.closed);
      if (fields.length > 0) put({ event, entry, body, fields });
    },
    async save() {
      const [closed, open] = [[] as Waiting[], [] as Waiting[]];
      for (const waiting of changed) (awaited(waiting.fields).length > 0 ? closed : open).push(waiting);
      await upsert(db, sealedTable, closed.map(rowOf));
      if (open.length > 0)
        await db.query('DELETE FROM sealed_event WHERE entry = ANY($1)', [open.map(({ entry }) => entry)]);
    },
  };
}

async function load(db: Sql, ring: KeyRing, page: readonly Opened[]): Promise<Waiting[]> {
  const { rows } = await db.query(
    `SELECT stream, revision, entry, id, type, body, fields FROM sealed_event
      WHERE stream = ANY($1) AND awaits && $2 ORDER BY entry`,
    [[...new Set(page.map(({ stream }) => stream))], [...new Set(page.map(({ type }) => type))]],
  );
  const events = await openAll(rows, ring);
  return rows.map(({ entry, body, fields }, i) => ({
    event: events[i]!,
    entry: Number(entry),
    body,
    fields,
  }));
}

const rowOf = ({ event, entry, body, fields }: Waiting): SealedRow => ({
  ...{ stream: event.stream, revision: event.revision, entry, id: event.id, type: event.type },
  ...{ body: `\\x${Buffer.from(body).toString('hex')}`, fields, awaits: awaited(fields) },
});

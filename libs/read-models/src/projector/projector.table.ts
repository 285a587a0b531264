import type { Bookmark } from '@sunlit/event-store';
import { column, key, optional, table, type Sql } from '../table.js';

/** How far the projector has come, in the one row; written in the transaction of the rows it belongs to. */
export interface ProjectorRow {
  readonly onlyRow: true;
  /** Of the read models: another one means that they are built anew. */
  readonly version: string;
  readonly position: string | null;
  readonly eventId: string | null;
  /** How many events of any kind it has handled. */
  readonly events: string;
}

const { flag, text, uuid, bigint } = column;

export const projectorTable = table<ProjectorRow>('projector', {
  onlyRow: key(flag),
  ...{ version: text, position: optional(text), eventId: optional(uuid), events: bigint },
});

/** The last event handled and how many there were; null before the first. */
export interface Progress {
  readonly bookmark: Bookmark | null;
  readonly events: number;
}

export async function progress(db: Sql): Promise<Progress> {
  const { rows } = await db.query('SELECT position, event_id, events FROM projector');
  const { position, event_id: id, events } = rows[0];
  return { bookmark: position === null ? null : { position, id }, events: Number(events) };
}

/** Moves on from `before` to `after`. Throws when another projector has moved on from there already. */
export async function moveOn(db: Sql, before: Progress, after: Progress): Promise<void> {
  const { rowCount } = await db.query(
    `UPDATE projector SET position = $1, event_id = $2, events = $3 WHERE event_id IS NOT DISTINCT FROM $4 AND events = $5`,
    [after.bookmark?.position, after.bookmark?.id, after.events, before.bookmark?.id ?? null, before.events],
  );
  if (rowCount !== 1) throw new Error('the read models are not where this projector left them');
  await db.query("SELECT pg_notify('sunlit_projected', '')");
}

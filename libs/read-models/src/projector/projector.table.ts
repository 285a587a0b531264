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

/** `of`: the table where the connection's own search path does not lead to it. */
export async function progress(db: Sql, of = 'projector'): Promise<Progress> {
  const { rows } = await db.query(`SELECT position, event_id AS id, events FROM ${of}`);
  const { position, id, events } = rows[0];
  return { bookmark: position === null ? null : { position, id }, events: Number(events) };
}

/** Of the read models that stand; nothing handled before they were ever built. */
export const standingProgress = (db: Sql): Promise<Progress> =>
  progress(db, 'desk.projector').catch((error: { code?: string }) => {
    if (error.code === noSuchTable) return { bookmark: null, events: 0 };
    throw error;
  });

/** SQLSTATE, before the read models were ever built. */
export const noSuchTable = '42P01';

/** Moves on from `before` to `after`. Throws when another projector has moved on from there already. */
export async function moveOn(db: Sql, before: Progress, after: Progress): Promise<void> {
  const { rowCount } = await db.query(
    `UPDATE projector SET position = $1, event_id = $2, events = $3 WHERE event_id IS NOT DISTINCT FROM $4 AND events = $5`,
    [after.bookmark?.position, after.bookmark?.id, after.events, before.bookmark?.id ?? null, before.events],
  );
  if (rowCount !== 1) throw new Error('the read models are not where this projector left them');
  await db.query("SELECT pg_notify('sunlit_projected', '')");
}

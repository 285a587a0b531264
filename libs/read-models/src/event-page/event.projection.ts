import { insert, snake, type Sql, send } from '../table.js';
import type { Delivery, Visible } from '../visible.js';
import { eventTable, type EventRow } from './event.table.js';
import { gist } from './gist.js';

/** The trail: a row for each new event, and the row of an earlier one again when more or less of it may be seen. */
export async function projectTrail(db: Sql, deliveries: readonly Delivery[]): Promise<void> {
  const rows = new Map(deliveries.map(({ event }) => [event.entry, rowOf(event)]));
  const fresh = new Set(deliveries.filter(({ again }) => !again).map(({ event }) => event.entry));
  const [made, revealed] = [true, false].map((is) =>
    [...rows.values()].filter(({ entry }) => fresh.has(entry) === is),
  );
  await insert(db, eventTable, made!);
  await reveal(db, revealed!);
}

export function rowOf(event: Visible): EventRow {
  const { entry, stream, revision, id, type, version, recordedAt, project, read } = event;
  const { data, meta, closed, amendments, salts, digests } = event;
  return {
    ...{ entry, stream, revision, id, type, version, recordedAt, project, gist: gist(type, read) },
    ...{
      findings: meta.findings.length,
      late: meta.lateReason !== null,
      body: { data, meta, closed, amendments, salts, digests },
    },
  };
}

const revealing = (['gist', 'body'] as const satisfies (keyof EventRow)[]).map(snake);

async function reveal(db: Sql, rows: readonly EventRow[]): Promise<void> {
  if (rows.length === 0) return;
  await send(
    db,
    `UPDATE event SET ${revealing.map((name) => `${name} = r.${name}`).join(', ')}
       FROM json_populate_recordset(NULL::event, $1::json) r WHERE event.entry = r.entry`,
    [JSON.stringify(rows)],
  );
}

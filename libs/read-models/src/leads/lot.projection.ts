import { fen, type LotPlanned } from '@sunlit/ledger';
import { send, type Sql } from '../table.js';
import type { Delivery } from '../visible.js';

/**
 * The planned lots after a page of events. Owner, category and site are the project's, whose row is written already: two
 * statements for a page, however many lots it has.
 */
export async function projectPlannedLots(db: Sql, deliveries: readonly Delivery[]): Promise<void> {
  const planned = deliveries.filter(({ event, again }) => event.type === 'LotPlanned' && !again);
  if (planned.length > 0)
    await send(
      db,
      `INSERT INTO planned_lot (project, lot, revision, entry, kind, method, estimate, planned_on, owner, category, site)
       SELECT l.project, l.lot, l.revision, l.entry, l.kind, l.method, l.estimate, l."plannedOn", p.owner->>'uscc', p.category, ${site}
         FROM json_to_recordset($1::json) AS l (project uuid, lot text, revision integer, entry bigint, kind text, method text,
              estimate bigint, "plannedOn" text)
         JOIN project p USING (project)`,
      [JSON.stringify(planned.map(({ event }) => rowOf(event)))],
    );
  const renamed = deliveries.filter(({ event, again }) => again || renaming.includes(event.type));
  if (renamed.length > 0)
    await send(
      db,
      `UPDATE planned_lot l SET site = ${site} FROM project p
        WHERE p.project = l.project AND l.project = ANY($1) AND l.site IS DISTINCT FROM ${site}`,
      [[...new Set(renamed.map(({ event }) => event.project))]],
    );
}

const site = `p.document->'registered'->>'site'`;
/** What may change the site that the project's page shows. */
const renaming = ['EntryCorrected', 'FieldWithheld', 'FieldReleased'];

function rowOf({ project, revision, entry, read }: Delivery['event']) {
  const { lot, kind, method, estimate, plannedOn } = read as unknown as LotPlanned;
  return { project, lot, revision, entry, kind, method, estimate: String(fen(estimate)), plannedOn };
}

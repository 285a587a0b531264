import { insert, type Sql, send } from '../table.js';
import type { Visible } from '../visible.js';
import { documentRows, paymentWords } from './project.rows.js';
import { documentTable } from './project.table.js';

/**
 * Changes the rows of earlier events in their places, to what may be seen of them now. `events`: each once, as it was
 * told last.
 */
export async function tellAgain(db: Sql, events: readonly Visible[]): Promise<void> {
  await payments(db, events);
  await reductions(db, events);
  await findings(db, events);
  await documents(db, events);
}

const placeOf = ({ project, revision }: Visible) => ({ project, revision });

async function payments(db: Sql, events: readonly Visible[]): Promise<void> {
  const rows = events.flatMap((event) => {
    const words = paymentWords(event);
    return words ? [{ ...placeOf(event), ...words }] : [];
  });
  if (rows.length === 0) return;
  await send(
    db,
    `UPDATE payment SET payee = r.payee, note = r.note, closed = r.closed, corrected = r.corrected
       FROM json_populate_recordset(NULL::payment, $1::json) r
      WHERE payment.project = r.project AND payment.revision = r.revision`,
    [JSON.stringify(rows)],
  );
}

/** Certificates have no words in their rows, reductions their reason. */
async function reductions(db: Sql, events: readonly Visible[]): Promise<void> {
  const rows = events
    .filter(({ type }) => type === 'ProgressCertified' || type === 'CertificateReduced')
    .map((event) => {
      const reason = event.type === 'CertificateReduced' ? (event.read['reason'] ?? null) : null;
      return { ...placeOf(event), reason, closed: event.closed };
    });
  if (rows.length === 0) return;
  await send(
    db,
    `UPDATE certificate SET reason = r.reason, closed = r.closed
       FROM json_populate_recordset(NULL::certificate, $1::json) r
      WHERE certificate.project = r.project AND certificate.revision = r.revision`,
    [JSON.stringify(rows)],
  );
}

/** Findings stay where they are; one that quotes what is withheld quotes it no more. */
async function findings(db: Sql, events: readonly Visible[]): Promise<void> {
  const rows = events.flatMap((event) =>
    event.meta.findings.map((finding, i) => ({ ...placeOf(event), i, finding })),
  );
  if (rows.length === 0) return;
  await send(
    db,
    `UPDATE finding SET finding = r.finding
       FROM json_to_recordset($1::json) AS r (project uuid, revision integer, i integer, finding json)
       JOIN LATERAL (SELECT n FROM finding f WHERE f.project = r.project AND f.revision = r.revision
                      ORDER BY n OFFSET r.i LIMIT 1) nth ON true
      WHERE finding.project = r.project AND finding.n = nth.n`,
    [JSON.stringify(rows)],
  );
}

async function documents(db: Sql, events: readonly Visible[]): Promise<void> {
  if (events.length === 0) return;
  await send(
    db,
    `DELETE FROM document USING json_to_recordset($1::json) AS r (project uuid, revision integer)
      WHERE document.project = r.project AND document.revision = r.revision`,
    [JSON.stringify(events.map(placeOf))],
  );
  await insert(db, documentTable, events.flatMap(documentRows));
}

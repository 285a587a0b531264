import { rowOf } from '../event-page/event.projection.js';
import type { ObligationRow } from '../obligations/obligation.table.js';
import {
  applied,
  newProject,
  toldAgain,
  type ProjectModel,
  type ProjectRows,
} from '../project-page/project.projection.js';
import { documentRows, paymentWords } from '../project-page/project.rows.js';
import { keptInMemory } from '../projector/kept-events.js';
import { deliver } from '../projector/kept.js';
import type { TrailRow } from '../views.js';
import type { Visible } from '../visible.js';
import { born, stillWithheld, type PublishedEvent } from './born.js';
import { dueDates } from './due.js';

/** A project at a moment of the past, with every row that the projector had written for it by then. */
export interface Folded {
  readonly model: ProjectModel;
  readonly rows: ProjectRows;
  readonly obligations: readonly ObligationRow[];
  /** Oldest first; without the project's name. */
  readonly trail: readonly TrailRow[];
}

/**
 * Folds the entries of one project, in order and page by page, with the very functions of the projector. What a seal that
 * opened later had closed is closed again, and what was corrected or released later is as it was.
 */
export function folding(project: string) {
  const kept = keptInMemory();
  const closedNow = new Map<number, PublishedEvent['closed']>();
  let model: ProjectModel = newProject(project);
  const rows: ProjectRows = { payments: [], certificates: [], findings: [], documents: [] };
  const due = dueDates();
  const trail: TrailRow[] = [];

  return {
    next(page: readonly PublishedEvent[]): void {
      for (const published of page) {
        if (Object.keys(published.closed).length > 0) closedNow.set(published.revision, published.closed);
        for (const { event, before } of deliver(born(published), published.entry, kept)) {
          const seen = stillWithheld(event, closedNow.get(event.revision));
          if (before) again(seen, stillWithheld(before, closedNow.get(event.revision)));
          else first(seen);
        }
      }
    },
    folded: (): Folded => ({ model, rows, obligations: due.rows(), trail }),
  };

  function first(event: Visible): void {
    model = applied(model, event, rows);
    due.next({ event, state: model.state });
    trail.push(trailRowOf(event));
  }

  function again(event: Visible, before: Visible): void {
    model = toldAgain(model, event, before);
    retold(rows, event);
    trail[event.revision] = { ...trail[event.revision]!, gist: rowOf(event).gist };
  }
}

function trailRowOf(event: Visible): TrailRow {
  const { entry, project, stream, revision, id, type, recordedAt, gist, findings, late } = rowOf(event);
  return { entry, project, projectName: null, stream, revision, id, type, recordedAt, gist, findings, late };
}

/** Changes the rows of an earlier event in their places, as `tellAgain` does in the database. */
function retold(rows: ProjectRows, event: Visible): void {
  const { revision, type, read, closed, meta } = event;
  const words = paymentWords(event);
  if (words) replace(rows.payments, revision, (row) => ({ ...row, ...words }));
  const reason = type === 'CertificateReduced' ? ((read['reason'] ?? null) as string | null) : null;
  replace(rows.certificates, revision, (row) => ({ ...row, reason, closed }));
  replace(rows.findings, revision, (row, i) => ({ ...row, finding: meta.findings[i]! }));
  const at = placeOf(rows.documents, revision);
  rows.documents.splice(at, placeOf(rows.documents, revision + 1) - at, ...documentRows(event));
}

type Rows<Row> = Row[];

/** Changes each row of one revision. Rows are in the order of their revisions. */
function replace<Row extends { readonly revision: number }>(
  rows: Rows<Row>,
  revision: number,
  change: (row: Row, i: number) => Row,
): void {
  const from = placeOf(rows, revision);
  for (let at = from; rows[at]?.revision === revision; at++) rows[at] = change(rows[at]!, at - from);
}

/** The place of the first row of a revision or of a later one, by halving. */
function placeOf(rows: readonly { readonly revision: number }[], revision: number): number {
  let [low, high] = [0, rows.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (rows[middle]!.revision >= revision) high = middle;
    else low = middle + 1;
  }
  return low;
}

import { openAll, type KeyRing, type Opened } from '@sunlit/envelope';
import type { EventStore, StoredEvent } from '@sunlit/event-store';
import { isLogged } from '@sunlit/ledger';
import { projectDenials } from '../denials/denial.projection.js';
import { projectTrail } from '../event-page/event.projection.js';
import { ledgerRow, projectLedger } from '../home/ledger.projection.js';
import { projectPlannedLots } from '../leads/lot.projection.js';
import { projectHistory } from '../history/history.projection.js';
import { projectListed } from '../listed/listed.projection.js';
import { projectObligations } from '../obligations/obligation.projection.js';
import { projectOrganisations } from '../organisations/organisation.projection.js';
import { projectProjects, type Told } from '../project-page/project.projection.js';
import { projectRules } from '../rules/rule.projection.js';
import { projectSubmissions } from '../submissions/submission.projection.js';
import { sendingAhead, type Sql } from '../table.js';
import type { Delivery } from '../visible.js';
import { keptEvents } from './kept-events.js';
import { deliver, type KeptEvents } from './kept.js';
import { moveOn, type Progress } from './projector.table.js';

/** A page of events as stored, verified and opened. */
export interface OpenedPage {
  readonly stored: readonly StoredEvent[];
  readonly opened: readonly Opened[];
}

/** Throws `CorruptEvent` and what else `openAll` throws. */
export const openPage = async (stored: readonly StoredEvent[], ring: KeyRing): Promise<OpenedPage> => ({
  stored,
  opened: await openAll(stored, ring),
});

export interface Applying {
  readonly db: Sql;
  readonly ring: KeyRing;
  /** Where an earlier event comes from that a later one withholds a field of, releases one or corrects. */
  readonly store: Pick<EventStore, 'read'>;
}

/**
 * Applies a page of events, and notes how far it came, in one transaction: all of it or nothing. The rows depend on the
 * events alone, not on how they fall into pages.
 */
export async function applyPage(
  { db, ring, store }: Applying,
  { stored, opened }: OpenedPage,
  at: Progress,
): Promise<Progress> {
  const last = stored.at(-1)!;
  const next = { bookmark: { position: last.position, id: last.id }, events: at.events + stored.length };
  await transaction(db, async () => {
    const kept = await keptEvents({ db, ring, store }, stored, opened);
    const ledger = await ledgerRow(db);
    const deliveries = numbered(opened, Number(ledger.entries), kept);
    await kept.save();
    await projectTrail(db, deliveries);
    const told: Told[] = [];
    const projects = await projectProjects(db, deliveries, (each) => told.push(each));
    await projectHistory(db, told);
    await projectListed(db, deliveries, projects.after);
    await projectObligations(db, told);
    await projectPlannedLots(db, deliveries);
    await projectLedger(db, ledger, deliveries, projects.totals);
    await projectOrganisations(db, deliveries, projects);
    await projectRules(db, deliveries);
    await projectSubmissions(db, opened);
    await projectDenials(db, opened);
    await moveOn(db, at, next);
  });
  return next;
}

/** Gives entry numbers to logged events, and follows each by the earlier ones of which it changes what may be seen. */
function numbered(opened: readonly Opened[], entries: number, kept: KeptEvents): Delivery[] {
  const logged = opened.filter(({ stream }) => isLogged(stream));
  return logged.flatMap((event, i) => deliver(event, entries + i, kept));
}

async function transaction(db: Sql, work: () => Promise<void>): Promise<void> {
  await db.query('BEGIN');
  try {
    await sendingAhead(db, work);
    await db.query('COMMIT');
  } catch (error) {
    await db.query('ROLLBACK').catch(() => {}); // A lost connection has rolled back by itself.
    throw error;
  }
}

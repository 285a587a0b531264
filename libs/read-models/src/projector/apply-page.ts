import { openAll, type KeyRing, type Opened } from '@sunlit/envelope';
import type { StoredEvent } from '@sunlit/event-store';
import { isLogged } from '@sunlit/ledger';
import { projectTrail } from '../event-page/event.projection.js';
import { ledgerRow, projectLedger } from '../home/ledger.projection.js';
import { projectProjects } from '../project-page/project.projection.js';
import { projectSubmissions } from '../submissions/submission.projection.js';
import type { Sql } from '../table.js';
import { visible, type Delivery } from '../visible.js';
import { moveOn, type Progress } from './projector.table.js';
import { sealedEvents, type SealedEvents } from './sealed-events.js';

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

/**
 * Applies a page of events, and notes how far it came, in one transaction: all of it or nothing. The rows depend on the
 * events alone, not on how they fall into pages.
 */
export async function applyPage(
  db: Sql,
  ring: KeyRing,
  { stored, opened }: OpenedPage,
  at: Progress,
): Promise<Progress> {
  const last = stored.at(-1)!;
  const next = { bookmark: { position: last.position, id: last.id }, events: at.events + stored.length };
  await transaction(db, async () => {
    const sealed = await sealedEvents(db, ring, opened);
    const ledger = await ledgerRow(db);
    const deliveries = deliver(stored, opened, Number(ledger.entries), sealed);
    await sealed.save();
    await projectTrail(db, deliveries);
    const change = await projectProjects(db, deliveries);
    await projectLedger(db, ledger, deliveries, change);
    await projectSubmissions(db, opened);
    await moveOn(db, at, next);
  });
  return next;
}

/** Gives entry numbers to logged events, and follows each by the earlier ones of which it opens a field. */
function deliver(
  stored: readonly StoredEvent[],
  opened: readonly Opened[],
  entries: number,
  sealed: SealedEvents,
): Delivery[] {
  const deliveries: Delivery[] = [];
  opened.forEach((event, i) => {
    if (!isLogged(event.stream)) return;
    const entry = entries++;
    deliveries.push({ event: visible(event, entry), again: false });
    for (const earlier of sealed.openedBy(event))
      deliveries.push({ event: visible(earlier.event, earlier.entry, earlier.fields), again: true });
    sealed.keep(event, entry, stored[i]!.body);
  });
  return deliveries;
}

async function transaction(db: Sql, work: () => Promise<void>): Promise<void> {
  await db.query('BEGIN');
  try {
    await work();
    await db.query('COMMIT');
  } catch (error) {
    await db.query('ROLLBACK').catch(() => {}); // A lost connection has rolled back by itself.
    throw error;
  }
}

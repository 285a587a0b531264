import {
  OutcomeUnknown,
  StoreUnavailable,
  WrongExpectedRevision,
  type Appended,
  type EventStore,
} from '@sunlit/event-store';
import { appends } from '@sunlit/web';
import { randomUUID } from 'node:crypto';

/** The store, its appends counted by their outcome. */
export const measured = (store: EventStore): EventStore => ({
  ...store,
  async append(...given): Promise<Appended> {
    try {
      const appended = await store.append(...given);
      appends.inc({ outcome: appended.replayed ? 'replayed' : 'stored' });
      return appended;
    } catch (error) {
      appends.inc({ outcome: outcomeOf(error) });
      throw error;
    }
  },
});

const outcomeOf = (error: unknown): string =>
  error instanceof WrongExpectedRevision
    ? 'conflict'
    : error instanceof OutcomeUnknown
      ? 'unknown'
      : error instanceof StoreUnavailable
        ? 'unavailable'
        : 'failed';

/**
 * Goes the whole way of an append without storing anything: at a revision that a stream which nobody writes cannot have.
 * PostgreSQL takes the lock of a writer for it, EventStoreDB asks its leader. Rejects when the store does not take events.
 */
export async function proveWritable(store: EventStore): Promise<void> {
  const probe = { id: randomUUID(), type: 'Probe', body: Buffer.from('{}') };
  await store.append('readiness-probe', 0, [probe]).catch((error: unknown) => {
    if (!(error instanceof WrongExpectedRevision)) throw error;
  });
}

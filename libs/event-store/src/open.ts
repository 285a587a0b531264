import { eventStoreDb } from './eventstoredb.event-store.js';
import type { EventStore } from './port.js';
import { postgresEventStore } from './postgres.event-store.js';

/** Which store, as the settings name it. */
export interface StoreChoice {
  readonly eventStore: 'postgres' | 'eventstoredb';
  /** Of EventStoreDB. */
  readonly eventStoreUrl: string | null;
  /** Of the names of streams in EventStoreDB. */
  readonly eventStorePrefix: string;
}

/** That part of the settings. */
export const storeChoice = ({ eventStore, eventStoreUrl, eventStorePrefix }: StoreChoice): StoreChoice => ({
  ...{ eventStore, eventStoreUrl, eventStorePrefix },
});

interface Opening {
  /** PostgreSQL, for that store. */
  readonly databaseUrl: string;
  readonly applicationName: string;
  readonly log?: (message: string) => void;
  /** Hears how many appends share each transaction, where the store gathers them. */
  readonly onBatch?: (appends: number) => void;
}

/** The event store of the settings, open. Throws `StoreUnavailable` with one sentence. */
export const openEventStore = (
  { eventStore, eventStoreUrl, eventStorePrefix }: StoreChoice,
  { databaseUrl, applicationName, log = () => {}, onBatch = () => {} }: Opening,
): Promise<EventStore> =>
  eventStore === 'eventstoredb'
    ? eventStoreDb({ url: eventStoreUrl ?? '', prefix: eventStorePrefix, log })
    : postgresEventStore({ connection: databaseUrl, applicationName, log, onBatch });

export * from './port.js';
export { eventStoreDb, type EventStoreDbOptions } from './eventstoredb.event-store.js';
export { openEventStore, storeChoice, type StoreChoice } from './open.js';
export { memoryEventStore } from './memory.event-store.js';
export { postgresEventStore, type PostgresEventStoreOptions } from './postgres.event-store.js';

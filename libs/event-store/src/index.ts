export * from './port.js';
export { memoryEventStore } from './memory.event-store.js';
export { postgresEventStore, type PostgresEventStoreOptions } from './postgres.event-store.js';

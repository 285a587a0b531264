import { freshDatabase } from '../../../test/postgres.js';
import { eventStoreLaws } from './laws.js';
import type { EventStore } from './port.js';
import { postgresEventStore } from './postgres.event-store.js';

eventStoreLaws('postgres', async () => {
  const database = await freshDatabase();
  const stores: EventStore[] = [];
  const open = async (): Promise<EventStore> => {
    const store = await postgresEventStore({ connection: database.urls.writer, applicationName: 'laws' });
    stores.push(store);
    return store;
  };
  return {
    store: await open(),
    second: open,
    async close() {
      await Promise.all(stores.map((store) => store.close()));
      await database.drop();
    },
  };
});

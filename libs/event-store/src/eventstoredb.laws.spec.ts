import { randomUUID } from 'node:crypto';
import { eventStoreDb } from './eventstoredb.event-store.js';
import { eventStoreLaws } from './laws.js';
import { nodesOf } from './laws.tools.js';
import type { EventStore } from './port.js';
import { wireServer } from './testing/eventstoredb.server.js';

/** Opens stores on a server; a prefix gives each law an empty one. */
function fixtureOn(url: string, whenClosed: () => Promise<void>) {
  const prefix = `law-${randomUUID()}-`;
  const stores: EventStore[] = [];
  const second = async (): Promise<EventStore> => {
    const store = await eventStoreDb({ url, prefix });
    stores.push(store);
    return store;
  };
  const close = async () => {
    await Promise.all(stores.map((store) => store.close()));
    await whenClosed();
  };
  return { second, close, idsOfOneStream: true };
}

eventStoreLaws('eventstoredb over the wire of its client, a server in this process', async () => {
  const server = await wireServer();
  const fixture = fixtureOn(server.url, () => server.close());
  return { ...fixture, store: await fixture.second() };
});

const url = process.env['EVENTSTORE_URL'];
if (url)
  eventStoreLaws(`eventstoredb at ${nodesOf(url).join()}`, async () => {
    const fixture = fixtureOn(url, async () => {});
    return { ...fixture, store: await fixture.second() };
  });
else
  process.stderr.write(
    'EVENTSTORE_URL is not set: the laws run on no real EventStoreDB, only over the wire.\n',
  );

import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { freshDatabase, type FreshDatabase } from '../../../test/postgres.js';
import { dawdle, naiveReading } from './laws.naive.js';
import { collect, events } from './laws.tools.js';
import type { EventStore, StoredEvent } from './port.js';
import { postgresEventStore } from './postgres.event-store.js';

const writers = 16;
const rounds = 30;

let database: FreshDatabase;
const clients: pg.Client[] = [];
const stores: EventStore[] = [];

beforeEach(async () => {
  database = await freshDatabase();
});
afterEach(async () => {
  await Promise.all(stores.splice(0).map((store) => store.close()));
  await Promise.all(clients.splice(0).map((client) => client.end()));
  await database.drop();
});

async function client(url: string): Promise<pg.Client> {
  const opened = new pg.Client(url);
  clients.push(opened);
  await opened.connect();
  return opened;
}

describe('under writers that delay and roll back', () => {
  it('a follower sees every committed event once, in order, without a gap', async () => {
    const access = { connection: database.urls.writer, applicationName: 'order' };
    const store = await postgresEventStore(access);
    stores.push(store);
    const other = await postgresEventStore(access);
    stores.push(other);
    const abort = new AbortController();
    const live = collect(store, null, abort.signal, () => false);
    const committed: string[] = [];

    const raw = async (writer: number): Promise<void> => {
      const session = await client(database.urls.writer);
      const call = `
        SELECT store.append(ARRAY[$1], ARRAY[1], ARRAY[$2::bigint], ARRAY[2], $3::uuid[], '{A,B}', '{x,y}')`;
      for (let round = 0, revision = -1; round < rounds; round++) {
        const ids = [randomUUID(), randomUUID()];
        if (!(await dawdle(session, call, [`raw-${writer}`, revision, ids]))) continue;
        committed.push(...ids);
        revision += 2;
      }
    };
    const appending = async (writer: number): Promise<void> => {
      for (let round = 0; round < rounds; round++) {
        const batch = events(1 + (round % 3));
        const expected = round === 0 ? 'no-stream' : (await store.read(`app-${writer}`)).length - 1;
        await (writer % 2 ? store : other).append(`app-${writer}`, expected, batch);
        committed.push(...batch.map(({ id }) => id));
      }
    };
    await Promise.all(
      Array.from({ length: writers }, (_, writer) => (writer % 2 ? raw(writer) : appending(writer))),
    );
    const last = await store.last();
    const late = collect(other, null, abort.signal, (seen) => seen.at(-1)?.id === last?.id);
    expect(idsOf(await late).toSorted()).toEqual(committed.toSorted());
    expect((await late).map(({ position }) => Number(position))).toEqual(committed.map((_, i) => i + 1));

    await store.close();
    expect(await live).toEqual(await late);
  }, 60_000);

  it('a serial number and a naive reader lose events: the control that must fail', async () => {
    const open = () => client(database.urls.owner);
    const { committed, seen, overtaken } = await naiveReading(open, { writers, rounds });
    const lost = committed.filter((id) => !seen.includes(id));
    expect(lost).toContain(overtaken);
    process.stderr.write(`naive reader: lost ${lost.length} of ${committed.length} events\n`);
  }, 60_000);
});

function idsOf(all: readonly StoredEvent[]): string[] {
  return all.map(({ id }) => id);
}

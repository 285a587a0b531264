import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { adminUrl, freshDatabase, type FreshDatabase } from '../../../test/postgres.js';
import { holdHead } from './laws.head.js';
import { tcpProxy, type Proxy } from './laws.proxy.js';
import { collect, event, events, followed, rejected, until } from './laws.tools.js';
import { OutcomeUnknown, StoreRewound, StoreUnavailable, type EventStore } from './port.js';
import { postgresEventStore, type PostgresEventStoreOptions } from './postgres.event-store.js';

let database: FreshDatabase;
let owner: pg.Client;
let proxy: Proxy;
const stores: EventStore[] = [];

beforeEach(async () => {
  database = await freshDatabase();
  owner = new pg.Client(database.urls.owner);
  await owner.connect();
  const { hostname, port } = new URL(database.urls.owner);
  proxy = await tcpProxy({ host: hostname, port: Number(port) });
});
afterEach(async () => {
  await Promise.all(stores.splice(0).map((store) => store.close()));
  await proxy.close();
  await owner.end();
  await database.drop();
});

async function open(options: Partial<PostgresEventStoreOptions> = {}): Promise<EventStore> {
  const connection = database.urls.writer;
  const store = await postgresEventStore({ connection, applicationName: 'faults', ...options });
  stores.push(store);
  return store;
}

function throughProxy(): string {
  const url = new URL(database.urls.writer);
  url.port = String(proxy.port);
  return url.href;
}

/** Ends the server's side of this database's sessions that run, or last ran, such a statement. */
async function terminate(statement: string): Promise<number> {
  const { rowCount } = await owner.query(
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
      WHERE datname = current_database() AND pid <> pg_backend_pid() AND query LIKE $1`,
    [statement],
  );
  return rowCount ?? 0;
}

describe('a follower', () => {
  it('goes on where it was when its session is killed, again and again', async () => {
    const log: string[] = [];
    const store = await open({ log: (message) => log.push(message) });
    const given = events(40);
    let seen = 0;
    const following = collect(store, null, new AbortController().signal, (all) => (seen = all.length) === 40);
    for (const [i, one] of given.entries()) {
      await store.append('a', i === 0 ? 'no-stream' : i - 1, [one]);
      if (i % 10 !== 9) continue;
      await until(() => seen > i);
      if (i < 39) expect(await terminate('%bytes_before%')).toBe(1);
    }
    expect((await following).map(({ id }) => id)).toEqual(given.map(({ id }) => id));
    expect(log.length).toBeGreaterThanOrEqual(3);
  });

  it('waits for a server that is away, and stops at once when told to meanwhile', async () => {
    const store = await open({ connection: throughProxy() });
    await (await open()).append('a', 'no-stream', events(1));
    let seen = 0;
    const abort = new AbortController();
    const following = collect(store, null, abort.signal, (all) => (seen = all.length) === 9);
    await until(() => seen === 1);
    proxy.mode = 'refuse';
    proxy.cut();
    await (await open()).append('a', 0, events(1));
    proxy.mode = 'pass';
    await until(() => seen === 2);
    proxy.mode = 'refuse';
    proxy.cut();
    abort.abort();
    expect(await following).toHaveLength(2);
  });

  it('finds by itself what no notification announced', async () => {
    const store = await open({ pollMs: 10 });
    let caughtUp = false;
    const abort = new AbortController();
    const following = (async () => {
      for await (const page of store.follow(null, abort.signal, () => (caughtUp = true))) return page;
      return [];
    })();
    await until(() => caughtUp);
    await owner.query(`
      INSERT INTO store.event (position, revision, id, stream, type, body)
        VALUES (1, 0, gen_random_uuid(), 'quiet', 'A', '')`);
    expect(await following).toMatchObject([{ stream: 'quiet' }]);
  });

  it('ends with StoreRewound when an older store comes back under it', async () => {
    const store = await open();
    await store.append('a', 'no-stream', events(3));
    let seen = 0;
    const following = rejected(
      collect(store, null, new AbortController().signal, (all) => (seen = all.length) === 9),
    );
    await until(() => seen === 3);
    await owner.query('ALTER TABLE store.event DISABLE TRIGGER refuse_change');
    await owner.query('DELETE FROM store.event WHERE position = 3');
    await terminate('%bytes_before%');
    expect(await following).toBeInstanceOf(StoreRewound);
  });

  it('gets pages of many bytes in smaller pieces', async () => {
    const store = await open();
    for (let i = 0; i < 30; i++)
      await store.append(`s-${i}`, 'no-stream', events(3, Buffer.alloc(256 * 1024)));
    const abort = new AbortController();
    const pages: number[] = [];
    for await (const page of store.follow(null, abort.signal, () => abort.abort())) pages.push(page.length);
    expect(pages).toEqual([64, 26]);
  });
});

describe('an append', () => {
  it('whose session is killed has an unknown outcome, and its repetition is stored once', async () => {
    const store = await open();
    const batch = events(2);
    const head = await holdHead(database.urls.owner);
    const answer = rejected(store.append('a', 'no-stream', batch));
    await until(head.waiting);
    expect(await terminate('%store.append%')).toBe(1);
    expect(await answer).toBeInstanceOf(OutcomeUnknown);
    await head.release();
    expect(await store.append('a', 'no-stream', batch)).toMatchObject({ revision: 1 });
    expect(await store.read('a')).toHaveLength(2);
  });

  it('whose answer got lost after the commit has an unknown outcome; its repetition answers what is stored', async () => {
    const store = await open({ connection: throughProxy() });
    const witness = await open();
    const batch = events(2);
    proxy.mode = 'mute';
    const answer = rejected(store.append('a', 'no-stream', batch));
    await until(async () => (await witness.read('a')).length === 2);
    proxy.mode = 'pass';
    proxy.cut();
    expect(await answer).toBeInstanceOf(OutcomeUnknown);
    expect(await store.append('a', 'no-stream', batch)).toMatchObject({ revision: 1, replayed: true });
    expect(await store.read('a')).toHaveLength(2);
  });

  it('that got no answer in time has an unknown outcome, and is not stored any more when it arrives late', async () => {
    const store = await open({ connection: throughProxy(), appendTimeoutMs: 50 });
    proxy.stall();
    expect(await rejected(store.append('a', 'no-stream', events(1)))).toBeInstanceOf(OutcomeUnknown);
    await proxy.release();
    expect(await store.read('a')).toEqual([]);
  });

  it('that was never sent, or could not be, is certainly not stored', async () => {
    const store = await open({ connection: throughProxy() });
    proxy.mode = 'refuse';
    proxy.cut();
    const batch = events(1);
    await rejected(store.append('a', 'no-stream', batch));
    expect(await rejected(store.append('a', 'no-stream', batch))).toBeInstanceOf(StoreUnavailable);
    proxy.mode = 'pass';
    expect(await store.append('a', 'no-stream', batch)).toMatchObject({ revision: 0, replayed: false });
  });

  it('for which the disk has no room is certainly not stored, and goes through when there is room again', async () => {
    const store = await open();
    await owner.query(`
      CREATE FUNCTION store.full() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN RAISE 'no space left on device' USING ERRCODE = '53100'; END $$;
      CREATE TRIGGER "full" BEFORE INSERT ON store.event EXECUTE FUNCTION store.full()`);
    const batch = events(1);
    expect(await rejected(store.append('a', 'no-stream', batch))).toMatchObject({
      name: 'StoreUnavailable',
      message: 'event store: no space left on device',
    });
    await owner.query('DROP TRIGGER "full" ON store.event');
    expect(await store.append('a', 'no-stream', batch)).toMatchObject({ revision: 0, replayed: false });
  });

  it('is turned away at once where 64 MiB wait already, and goes through when they are stored', async () => {
    const store = await open();
    const head = await holdHead(database.urls.owner);
    const large = () => events(4, Buffer.alloc(220_000, '{}'));
    const waiting = Array.from({ length: 76 }, (_, i) => store.append(`w-${i}`, 'no-stream', large()));
    const batch = large();
    expect(await rejected(store.append('a', 'no-stream', batch))).toMatchObject({
      name: 'StoreUnavailable',
      message: 'a: too much waits to be stored',
    });
    await head.release();
    await Promise.all(waiting);
    expect(await store.append('a', 'no-stream', batch)).toMatchObject({ revision: 3, replayed: false });
  });

  it('that the server finds a fault in spoils no other append of its batch', async () => {
    const store = await open();
    await owner.query("ALTER TABLE store.event ADD CHECK (type <> 'Poison')");
    const poison = { ...event(), type: 'Poison' };
    const head = await holdHead(database.urls.owner);
    const first = store.append('first', 'no-stream', events(1));
    await until(head.waiting);
    const batch = Array.from({ length: 9 }, (_, i) =>
      store.append(`s-${i}`, 'no-stream', i === 4 ? [poison] : events(1)),
    );
    await head.release();
    await first;
    const results = await Promise.allSettled(batch);
    expect(results.map(({ status }) => status === 'fulfilled')).toEqual(results.map((_, i) => i !== 4));
    expect(await followed(store)).toHaveLength(9);
  });

  it('that waits when the store is closed is still answered', async () => {
    const store = await open();
    const answers = Array.from({ length: 20 }, (_, i) => store.append(`s-${i}`, 'no-stream', events(1)));
    await store.close();
    expect(await Promise.all(answers)).toHaveLength(20);
  });
});

describe('the store refuses', () => {
  it('to open where acknowledged events could be lost, and says which setting does it', async () => {
    const connection = `${database.urls.writer}?options=-c%20synchronous_commit%3Doff`;
    expect(await rejected(open({ connection }))).toMatchObject({
      name: 'StoreUnavailable',
      message: expect.stringContaining('PostgreSQL runs with synchronous_commit = off'),
    });
    await owner.query(`
      DO $$ BEGIN
        EXECUTE format('ALTER ROLE sunlit_writer IN DATABASE %I SET synchronous_commit = off', current_database());
      END $$`);
    expect(await rejected(open())).toBeInstanceOf(StoreUnavailable);
  });

  it('an append in a transaction that would lose acknowledged events', async () => {
    await owner.query('BEGIN');
    await owner.query('SET LOCAL synchronous_commit = off');
    const call = `SELECT store.append('{a}', '{1}', '{-1}', '{1}', ARRAY[gen_random_uuid()], '{A}', '{x}')`;
    expect(await rejected(owner.query(call))).toMatchObject({ code: 'SL001' });
    await owner.query('ROLLBACK');
  });

  it('to open without a server, and where the schema is missing', async () => {
    proxy.mode = 'refuse';
    expect(await rejected(open({ connection: throughProxy() }))).toBeInstanceOf(StoreUnavailable);
    expect(await rejected(open({ connection: adminUrl() }))).toMatchObject({
      name: 'StoreUnavailable',
      message: expect.stringContaining('run the migrations first'),
    });
  });

  it('everybody who would change or remove an event, also its owner', async () => {
    const store = await open();
    await store.append('a', 'no-stream', events(1));
    const changes = [
      "UPDATE store.event SET type = 'Other'",
      'UPDATE store.event SET position = position WHERE false',
      'DELETE FROM store.event',
      'TRUNCATE store.event',
      'DELETE FROM store.head',
      "INSERT INTO store.event SELECT * FROM store.event ON CONFLICT (id) DO UPDATE SET type = 'Other'",
    ];
    for (const change of changes)
      expect(await rejected(owner.query(change))).toMatchObject({ code: 'SL002' });
    await owner.query('SET session_replication_role = replica');
    for (const change of changes)
      expect(await rejected(owner.query(change))).toMatchObject({ code: 'SL002' });
  });

  it('arguments that would leave a hole, whoever calls the function', async () => {
    const call = (sizes: string, ids: number): Promise<unknown> =>
      owner.query(
        `SELECT store.append('{a,b}', '{1,2}', '{-1,-1}', $1, (SELECT array_agg(gen_random_uuid())
           FROM generate_series(1, $2)), array_fill('A'::text, ARRAY[$2]), array_fill('x'::bytea, ARRAY[$2]))`,
        [sizes, ids],
      );
    for (const [sizes, ids] of [
      ['{1,1}', 3],
      ['{2,0}', 2],
      ['{3,-1}', 2],
      ['{1,NULL}', 1],
      ['{1}', 1],
    ] as const)
      expect(await rejected(call(sizes, ids))).toMatchObject({ code: '22023' });
    await call('{1,2}', 3);
    expect(await followed(await open())).toHaveLength(3);
  });

  it('a call after its deadline', async () => {
    const call = (deadline: string): Promise<unknown> =>
      owner.query(
        `SELECT store.append('{a}', '{1}', '{-1}', '{1}', ARRAY[gen_random_uuid()], '{A}', '{x}', ${deadline})`,
      );
    expect(await rejected(call("now() - interval '1 second'"))).toMatchObject({ code: 'SL003' });
    await call("now() + interval '1 hour'");
    expect(await followed(await open())).toHaveLength(1);
  });

  it('to let the projector append', async () => {
    const store = await open({ connection: database.urls.projector });
    expect(await rejected(store.append('a', 'no-stream', events(1)))).toBeInstanceOf(StoreUnavailable);
    expect(await store.read('a')).toEqual([]);
  });
});

import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { eventStoreDb, type EventStoreDbOptions } from './eventstoredb.event-store.js';
import { events, followed, rejected, until } from './laws.tools.js';
import { OutcomeUnknown, StoreUnavailable, type EventStore, type StoredEvent } from './port.js';
import { wireServer, type Fault, type WireServer } from './testing/eventstoredb.server.js';

/** The traps of the protocol and its client (README.md), each with the wire that has it. */
let server: WireServer;
let store: EventStore;
const opened: EventStore[] = [];
const heard: string[] = [];

async function open(options: Partial<EventStoreDbOptions> = {}): Promise<EventStore> {
  const made = await eventStoreDb({
    ...{ url: server.url, longestPauseMs: 20, log: (message) => void heard.push(message) },
    ...options,
  });
  opened.push(made);
  return made;
}

beforeEach(async () => {
  server = await wireServer();
  store = await open();
  heard.length = 0;
});
afterEach(async () => {
  await Promise.all(opened.splice(0).map((one) => one.close()));
  await server.close();
});

/** The faults, one for each append that comes; then all goes well. */
const faults = (...told: Fault[]) => (server.fault = () => told.shift());
const unavailable = 14;
const cancelled = 1;
const unknown = 2;

describe('An append', () => {
  it('whose answer is lost after it was stored is repeated and stored once', async () => {
    faults({ when: 'after', code: unavailable });
    const batch = events(3);
    expect(await store.append('a', 'no-stream', batch)).toMatchObject({ revision: 2, replayed: false });
    expect((await store.read('a')).map(({ id }) => id)).toEqual(batch.map(({ id }) => id));
  });

  it.each([
    ['the server is away', { when: 'before', code: unavailable }],
    ['the server cancels', { when: 'before', code: cancelled }],
    ['the node asked is not the leader', { when: 'before', code: unknown, exception: 'not-leader' }],
    ['there is an election', { when: 'before', code: 4 }],
  ] as const)('is repeated when %s', async (_, fault) => {
    faults(fault, fault);
    expect(await store.append('a', 'no-stream', events(1))).toMatchObject({ revision: 0, replayed: false });
    expect(await store.read('a')).toHaveLength(1);
    expect(heard.length).toBeGreaterThan(0);
  });

  it('that is never answered is unknown when its time is over, and may then be repeated', async () => {
    const hasty = await open({ appendTimeoutMs: 200 });
    faults({ when: 'after', hang: true });
    const batch = events(2);
    expect(await rejected(hasty.append('a', 'no-stream', batch))).toBeInstanceOf(OutcomeUnknown);
    expect(await store.append('a', 'no-stream', batch)).toMatchObject({ revision: 1, replayed: true });
    expect(await store.read('a')).toHaveLength(2);
  });

  it('that a node leaves unanswered is made through a new client, and followers go with it', async () => {
    const patient = await open({ attemptTimeoutMs: 100, appendTimeoutMs: 60_000 });
    const abort = new AbortController();
    const seen: string[] = [];
    const following = (async () => {
      for await (const page of patient.follow(null, abort.signal)) seen.push(...page.map(({ id }) => id));
    })();
    await until(() => server.subscriptions === 1);
    faults({ when: 'before', hang: true });
    const batch = events(2);
    expect(await patient.append('a', 'no-stream', batch)).toMatchObject({ revision: 1, replayed: false });
    await until(() => seen.length >= 2);
    abort.abort();
    await following;
    expect(seen).toEqual(batch.map(({ id }) => id));
    expect(await store.read('a')).toHaveLength(2);
    expect(heard.filter((message) => message.includes('another connection'))).toHaveLength(1);
  });

  it('that was sent and refused for good says that it is unknown; one that was not sent, that it is not stored', async () => {
    faults({ when: 'before', code: 7, exception: 'access-denied' });
    expect(await rejected(store.append('a', 'no-stream', events(1)))).toMatchObject({
      name: 'OutcomeUnknown',
      message: expect.stringContaining('does not let us in'),
    });
    await server.close();
    const hasty = store.append('b', 'no-stream', events(1));
    await store.close();
    expect(await rejected(hasty)).toBeInstanceOf(StoreUnavailable);
  });

  it('of ids that are there at another place is never stored again, though the server would take it', async () => {
    const batch = events(2);
    await store.append('a', 'no-stream', batch);
    const asked = server.asked;
    for (const other of [store, await open()])
      expect(await rejected(other.append('a', 1, batch))).toMatchObject({
        name: 'WrongExpectedRevision',
        actual: 1,
      });
    expect(server.asked).toBe(asked);
    expect(await store.read('a')).toHaveLength(2);
  });

  it('tells whose it was when two processes make the same one at once', async () => {
    const other = await open();
    const batch = events(2);
    const answers = await Promise.all([store, other].map((one) => one.append('a', 'no-stream', batch)));
    expect(answers.map(({ replayed }) => replayed).sort()).toEqual([false, true]);
    expect(new Set(answers.map(({ position }) => position)).size).toBe(1);
    expect(await store.read('a')).toHaveLength(2);
  });
});

describe('Reading', () => {
  it('gives a stream of 5,000 events in order', async () => {
    for (let at = 0; at < 5_000; at += 1_000)
      await store.append('a', at === 0 ? 'no-stream' : at - 1, events(1_000, Buffer.from('x')));
    expect((await store.read('a')).map(({ revision }) => revision)).toEqual(
      Array.from({ length: 5_000 }, (_, i) => i),
    );
    expect(await (await open()).read('a', 4_998)).toHaveLength(2);
  }, 60_000);

  it('passes over what the server writes for itself', async () => {
    server.writeSystemEvent();
    expect(await store.last()).toBeNull();
    const { position } = await store.append('a', 'no-stream', events(1));
    for (let i = 0; i < 250; i++) server.writeSystemEvent();
    expect(await store.last()).toMatchObject({ position });
    expect(await followed(store)).toHaveLength(1);
  });

  it('keeps ledgers that share a server apart', async () => {
    const other = await eventStoreDb({ url: server.url, prefix: 'other-' });
    opened.push(other);
    await store.append('a', 'no-stream', events(2));
    await other.append('a', 'no-stream', events(1));
    expect([await other.read('a'), await followed(other)].map((list) => list.length)).toEqual([1, 1]);
    expect((await other.last())!.id).toBe((await other.read('a'))[0]!.id);
  });
});

/** What a follower sees while batches are written and `trouble` comes after each. */
async function followedThrough(
  follower: EventStore,
  trouble: () => void,
): Promise<{ written: string[]; seen: string[] }> {
  const abort = new AbortController();
  const seen: StoredEvent[] = [];
  const following = (async () => {
    for await (const page of follower.follow(null, abort.signal)) seen.push(...page);
  })();
  const written: string[] = [];
  await until(() => server.subscriptions > 0);
  for (let round = 0; round < 6; round++) {
    if (round % 2 === 1) trouble(); // What is written then is not told to this subscription.
    const batch = events(10);
    await store.append(`s${round}`, 'no-stream', batch);
    written.push(...batch.map(({ id }) => id));
    if (round % 4 === 0) await until(() => seen.length === written.length);
    if (round % 2 === 0) trouble();
  }
  await until(() => seen.length >= written.length);
  abort.abort();
  await following;
  return { written, seen: seen.map(({ id }) => id) };
}

it('The last event is looked for no further back than it was looked for before, whatever other ledgers write', async () => {
  const other = await open({ prefix: 'other-' });
  const { position } = await other.append('a', 'no-stream', events(7));
  for (let at = 0; at < 3_000; at += 1_000)
    await store.append('b', at === 0 ? 'no-stream' : at - 1, events(1_000, Buffer.from('x')));
  const readsOf = async (one: EventStore, last: string | null) => {
    const before = server.reads;
    expect((await one.last())?.position ?? null).toBe(last);
    return server.reads - before;
  };
  expect(await readsOf(other, position)).toBe(3);
  expect(await readsOf(other, position)).toBe(1);
  const empty = await open({ prefix: 'empty-' });
  expect(await readsOf(empty, null)).toBe(1);
  await store.append('c', 'no-stream', events(1));
  expect(await readsOf(other, position)).toBe(1);
  const later = await other.append('a', 6, events(1));
  expect(await readsOf(other, later.position)).toBe(1);
  expect(await readsOf(empty, null)).toBe(1);
}, 30_000);

describe('Following: none skipped, none twice, none out of order, when a subscription', () => {
  it.each([
    ['is dropped', () => server.dropSubscriptions(), 'subscribes again'],
    ['is dropped for being slow', () => server.dropSubscriptions(true), 'read too slowly'],
    ['ends without an error', () => server.endSubscriptions(), 'ended the subscription'],
    ['is kept and told nothing more', () => server.forgetSubscriptions(), 'stays behind the log'],
  ] as const)('%s', async (_, trouble, sentence) => {
    const { written, seen } = await followedThrough(await open({ silenceMs: 30 }), trouble);
    expect(seen).toEqual(written);
    expect(heard.filter((message) => message.includes(sentence)).length).toBeGreaterThan(0);
  });

  it('is silent because there is nothing to tell: it is kept', async () => {
    await store.append('a', 'no-stream', events(2));
    const abort = new AbortController();
    const seen: StoredEvent[] = [];
    const quiet = await open({ silenceMs: 1 });
    const following = (async () => {
      for await (const page of quiet.follow(null, abort.signal)) seen.push(...page);
    })();
    await until(() => seen.length === 2);
    const asked = server.reads;
    await until(() => server.reads > asked + 5);
    abort.abort();
    await following;
    expect(heard).toEqual([]);
  });
});

describe('A server that cannot be used is named in one sentence that says what to do', () => {
  it.each([
    ['no server there', 'esdb://127.0.0.1:1?tls=false', 'cannot be reached'],
    ['no address at all', 'esdb://', 'EVENTSTORE_URL cannot be used'],
  ])('%s', async (_, url, sentence) => {
    const error = await rejected(eventStoreDb({ url, readTimeoutMs: 300, longestPauseMs: 20 }));
    expect(error).toBeInstanceOf(StoreUnavailable);
    expect((error as Error).message).toContain(sentence);
  });

  it('one that speaks no TLS though the address asks for it', async () => {
    const url = server.url.replace('tls=false', 'tls=true');
    const error = await rejected(eventStoreDb({ url, readTimeoutMs: 300, longestPauseMs: 20 }));
    expect(error).toBeInstanceOf(StoreUnavailable);
    expect((error as Error).message).toMatch(/TLS|cannot be reached/);
  });
});

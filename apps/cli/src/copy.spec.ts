import { describe, expect, it } from '@jest/globals';
import { memoryEventStore, type EventStore, type StoredEvent } from '@sunlit/event-store';
import { randomUUID } from 'node:crypto';
import { allEvents } from '../../../libs/read-models/src/testing/ledger.js';
import { copy, verify } from './copy.js';

const event = (body = 'x') => ({ id: randomUUID(), type: 'PaymentRecorded', body: Buffer.from(body) });

/** Two streams that take turns, one of them in one append of many. */
async function filled(): Promise<EventStore> {
  const store = memoryEventStore();
  await store.append('a', 'no-stream', [event(), event()]);
  await store.append('b', 'no-stream', [event()]);
  await store.append('a', 1, [event()]);
  await store.append(
    'b',
    0,
    Array.from({ length: 450 }, () => event('many')),
  );
  return store;
}

const plain = (events: readonly StoredEvent[]) =>
  events.map(({ stream, revision, id, type, body }) => [
    stream,
    revision,
    id,
    type,
    Buffer.from(body).toString(),
  ]);

describe('Copying a ledger into another event store', () => {
  it('keeps order, streams, revisions, ids and bytes, and the comparison says so', async () => {
    const [source, target] = [await filled(), memoryEventStore()];
    expect(await copy(source, target)).toEqual({ events: 454, before: 0 });
    expect(plain(await allEvents(target))).toEqual(plain(await allEvents(source)));
    expect(await verify(source, target, 454)).toMatchObject({ events: 454 });
  });

  it('goes on where it was cut short, also in the middle of a stream', async () => {
    const [source, target] = [await filled(), memoryEventStore()];
    const some = (await allEvents(source)).slice(0, 100);
    for (const { stream, revision, ...one } of some)
      await target.append(stream, revision === 0 ? 'no-stream' : revision - 1, [one]);
    expect(await copy(source, target)).toEqual({ events: 454, before: 100 });
    expect(plain(await allEvents(target))).toEqual(plain(await allEvents(source)));
  });

  it('of all that is there copies nothing twice', async () => {
    const [source, target] = [await filled(), memoryEventStore()];
    await copy(source, target);
    expect(await copy(source, target)).toEqual({ events: 454, before: 454 });
    expect(await allEvents(target)).toHaveLength(454);
  });

  it('refuses a target that holds another ledger', async () => {
    const [source, target] = [await filled(), await filled()];
    await expect(copy(source, target)).rejects.toThrow('the target holds another ledger');
    expect(await allEvents(target)).toHaveLength(454);
  });

  it('finds a byte that differs, an event that is missing and one too many', async () => {
    const source = await filled();
    const twin = async (change: (events: StoredEvent[]) => StoredEvent[]) => {
      const target = memoryEventStore();
      for (const { stream, revision, ...one } of change(await allEvents(source)))
        await target.append(stream, revision === 0 ? 'no-stream' : revision - 1, [one]);
      return verify(source, target, 454);
    };
    await expect(
      twin((events) => events.with(7, { ...events[7]!, body: Buffer.from('maNy') })),
    ).rejects.toThrow('event 7 (b 4)');
    await expect(twin((events) => events.slice(0, -1))).rejects.toThrow('event 453');
    const further = { ...event(), stream: 'c', revision: 0, position: '' };
    await expect(twin((events) => [...events, further])).rejects.toThrow('more events than the source');
  });
});

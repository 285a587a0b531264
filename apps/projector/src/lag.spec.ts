import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { memoryEventStore, type EventStore, type StoredEvent } from '@sunlit/event-store';
import { randomUUID } from 'node:crypto';
import type { Pool } from 'pg';
import { watchLag, type Lag, type LagWatch } from './lag.js';

let store: EventStore;
let watch: LagWatch;
/** Where the read models are; an error of the database in its place. */
let at: Pick<StoredEvent, 'position' | 'id'> | null | { readonly code: string };
let following: boolean;
/** What was said in `health.projector`. */
let told: unknown[][];

const pool = {
  async query(text: string, values: unknown[] = []) {
    if (text.startsWith('UPDATE')) {
      told.push(values);
      return { rows: [] };
    }
    if (at && 'code' in at) throw Object.assign(new Error('no such table'), at);
    return { rows: [{ position: at?.position ?? null, id: at?.id ?? null, events: at?.position ?? '0' }] };
  },
} as unknown as Pool;

const fill = (count: number) =>
  store.append(
    `stream-${randomUUID()}`,
    'no-stream',
    Array.from({ length: count }, () => ({ id: randomUUID(), type: 'X', body: Buffer.from('{}') })),
  );
async function until(so: (lag: Lag | null) => boolean): Promise<Lag | null> {
  while (!so(watch.now())) await new Promise((resolve) => setImmediate(resolve));
  return watch.now();
}

beforeEach(() => {
  [store, at, following, told] = [memoryEventStore(), null, true, []];
  watch = watchLag({ store, pool, following: () => following, atMost: 50, everyMs: 1 });
});
afterEach(async () => {
  await watch.close();
  await store.close();
});

describe('How far the projector is behind', () => {
  it('is nothing while nothing is stored, and once all that is stored has been applied', async () => {
    expect(await until((lag) => lag !== null)).toEqual({ events: 0, ms: 0, applied: 0 });
    await fill(7);
    await until((lag) => lag?.events === 7);
    at = (await store.last())!;
    expect(await until((lag) => lag?.events === 0)).toEqual({ events: 0, ms: 0, applied: 7 });
  });

  it('is counted in events to its bound, and in time since the oldest that waits, not the newest', async () => {
    await fill(20);
    const first = (await until((lag) => lag?.events === 20))!;
    await fill(40);
    const later = (await until((lag) => lag?.events === 50))!;
    expect(later.ms).toBeGreaterThan(first.ms);
    at = { ...(await store.last())!, position: '20' };
    const less = (await until((lag) => lag?.events === 40))!;
    expect(less.applied).toBe(20);
  });

  it('is everything before the read models were ever built, and not known while the database is away', async () => {
    await fill(3);
    at = { code: '42P01' };
    await until((lag) => lag?.events === 3);
    at = { code: 'ECONNREFUSED' };
    expect(await until((lag) => lag === null)).toBeNull();
  });

  it('is said in the database by who keeps the read models, and by no one who stands by', async () => {
    await fill(2);
    await until((lag) => lag?.events === 2);
    await until(() => told.some(([events]) => events === 2));
    following = false;
    await until(() => true);
    await watch.close();
    const before = told.length;
    watch = watchLag({ store, pool, following: () => following, atMost: 50, everyMs: 1 });
    await until((lag) => lag?.events === 2);
    expect(told.length).toBe(before);
  });
});

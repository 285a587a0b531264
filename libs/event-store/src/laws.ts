import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { modelLaw } from './laws.model.js';
import { collect, event, events, followed, rejected } from './laws.tools.js';
import {
  AppendTooLarge,
  StoreRewound,
  StoreUnavailable,
  WrongExpectedRevision,
  maxAppendBytes,
  maxEventBytes,
} from './port.js';
import type { EventStore, StoredEvent } from './port.js';

/** An empty store for one law. `second` opens another one on the same server, where there is a server. */
export interface Fixture {
  readonly store: EventStore;
  close(): Promise<void>;
  second?(): Promise<EventStore>;
  /** Where ids are known within their stream only: ids are made of the stream's name, so that none comes in two. */
  readonly idsOfOneStream?: boolean;
}

/** What every adapter keeps to, whatever it is made of. Run by a spec for each adapter. */
export function eventStoreLaws(name: string, make: () => Promise<Fixture>): void {
  describe(`the laws of an event store, kept by ${name}`, () => {
    let fixture: Fixture;
    let store: EventStore;

    beforeEach(async () => {
      fixture = await make();
      store = fixture.store;
    });
    afterEach(() => fixture.close());

    describe('an append', () => {
      it('starts a stream only where there is none', async () => {
        await store.append('a', 'no-stream', events(1));
        expect(await rejected(store.append('a', 'no-stream', events(1)))).toMatchObject({
          name: 'WrongExpectedRevision',
          stream: 'a',
          expected: 'no-stream',
          actual: 0,
        });
      });

      it('goes on at exactly the last revision: neither an earlier nor a later one, nor in an unknown stream', async () => {
        await store.append('a', 'no-stream', events(3));
        expect(await rejected(store.append('a', 1, events(1)))).toMatchObject({ expected: 1, actual: 2 });
        expect(await rejected(store.append('a', 3, events(1)))).toMatchObject({ expected: 3, actual: 2 });
        expect(await rejected(store.append('b', 0, events(1)))).toBeInstanceOf(WrongExpectedRevision);
        expect(await rejected(store.append('b', 0, events(1)))).toMatchObject({ actual: 'no-stream' });
        expect(await store.append('a', 2, events(2))).toMatchObject({ revision: 4, replayed: false });
      });

      it('stores all its events or none', async () => {
        const first = events(3);
        await store.append('a', 'no-stream', first);
        await rejected(store.append('a', 0, events(5)));
        expect((await store.read('a')).map(({ id, revision }) => [revision, id])).toEqual(
          first.map(({ id }, revision) => [revision, id]),
        );
      });

      it('answers revision and position of its last event', async () => {
        const { revision, position } = await store.append('a', 'no-stream', events(3));
        const stored = await store.read('a');
        expect({ revision, position }).toEqual({ revision: 2, position: stored[2]!.position });
        expect(await store.last()).toEqual({ position, id: stored[2]!.id });
      });

      it('may be as large as the limits and no larger', async () => {
        const full = [maxEventBytes, maxEventBytes, maxEventBytes, maxAppendBytes - 3 * maxEventBytes];
        const ofSizes = (sizes: number[]) => sizes.map((size) => event(Buffer.alloc(size, 7)));
        await store.append('a', 'no-stream', ofSizes(full));
        expect((await store.read('a')).map(({ body }) => body.byteLength)).toEqual(full);
        const tooLarge = [ofSizes([maxEventBytes + 1]), ofSizes([...full, 1])];
        for (const refused of tooLarge)
          expect(await rejected(store.append('a', 3, refused))).toBeInstanceOf(AppendTooLarge);
        expect(await store.read('a')).toHaveLength(4);
      });

      it('without events is refused', async () => {
        expect(await rejected(store.append('a', 'no-stream', []))).toBeInstanceOf(AppendTooLarge);
      });

      it('that only a programming error makes is refused before it can harm others', async () => {
        const twin = event();
        const malformed: Array<[string, number, unknown[]]> = [
          ['', 0, events(1)],
          ['a\0', 0, events(1)],
          ['a\ud800', 0, events(1)],
          ['a'.repeat(201), 0, events(1)],
          ['a', -1, events(1)],
          ['a', 0.5, events(1)],
          ['a', 0, [{ ...event(), id: 'x' }]],
          ['a', 0, [{ ...event(), id: '5F0E4B57-9C53-4D1F-8A5E-8B26C2A4B1DE' }]],
          ['a', 0, [{ ...event(), type: '' }]],
          ['a', 0, [twin, twin]],
        ];
        for (const [stream, expected, bad] of malformed)
          expect(await rejected(store.append(stream, expected, bad as never))).toBeInstanceOf(TypeError);
        expect(await store.last()).toBeNull();
      });
    });

    describe('reading', () => {
      it('an unknown stream finds nothing', async () => {
        expect(await store.read('a')).toEqual([]);
        expect(await store.last()).toBeNull();
      });

      it('gives names and bytes back verbatim, also bytes that are no text', async () => {
        const every = Uint8Array.from({ length: 256 }, (_, byte) => byte);
        const bodies = [
          every,
          Buffer.from([0xff, 0xfe, 0xc3, 0x28, 0]),
          new Uint8Array(0),
          Buffer.from('{"a": 1 }'),
        ];
        const given = bodies.map((body) => ({ ...event(body), type: '开标了 "é' }));
        await store.append('工程 \\ {"1,2"}', 'no-stream', given);
        const stored = await store.read('工程 \\ {"1,2"}');
        expect(stored.map(({ id, type, stream }) => ({ id, type, stream }))).toEqual(
          given.map(({ id, type }) => ({ id, type, stream: '工程 \\ {"1,2"}' })),
        );
        expect(stored.map(({ body }) => Buffer.from(body))).toEqual(bodies.map((body) => Buffer.from(body)));
      });

      it('starts at the revision asked for, inclusive', async () => {
        await store.append('a', 'no-stream', events(5));
        expect((await store.read('a', 3)).map(({ revision }) => revision)).toEqual([3, 4]);
        expect(await store.read('a', 5)).toEqual([]);
      });

      it('of many streams at once gives each its own, and what was appended before it was asked', async () => {
        const names = Array.from({ length: 70 }, (_, i) => `many-${i}`);
        const answers = names.map(async (name, i) => {
          const before = await store.read(name);
          await store.append(name, 'no-stream', events(1 + (i % 3)));
          return [before.length, await store.read(name), await store.read(name, 1)] as const;
        });
        for (const [i, [before, whole, rest]] of (await Promise.all(answers)).entries()) {
          const revisions = Array.from({ length: 1 + (i % 3) }, (_, revision) => revision);
          expect(before).toBe(0);
          expect(whole.map(({ stream, revision }) => [stream, revision])).toEqual(
            revisions.map((revision) => [names[i], revision]),
          );
          expect(rest).toEqual(whole.slice(1));
        }
      }, 60_000);

      it('is not disturbed by a caller who goes on using its own bytes', async () => {
        const body = Buffer.from('before');
        await store.append('a', 'no-stream', [event(body)]);
        body.fill('x');
        const [stored] = await store.read('a');
        stored!.body.fill(0);
        expect(Buffer.from((await store.read('a'))[0]!.body).toString()).toBe('before');
      });
    });

    describe('repeating an append', () => {
      it('answers the first result and stores nothing', async () => {
        const batch = events(2);
        const first = await store.append('a', 'no-stream', batch);
        expect(await store.append('a', 'no-stream', batch)).toEqual({ ...first, replayed: true });
        expect(await store.read('a')).toHaveLength(2);
      });

      it('answers the first result also after later appends to the same and to other streams', async () => {
        await store.append('a', 'no-stream', events(1));
        const batch = events(3);
        const first = await store.append('a', 0, batch);
        await store.append('a', 3, events(2));
        await store.append('b', 'no-stream', events(2));
        expect(await store.append('a', 0, batch)).toEqual({ ...first, replayed: true });
        expect(await store.read('a')).toHaveLength(6);
      });

      it('answers every caller the same when all of them come at once', async () => {
        const batch = events(2);
        const answers = await Promise.all(
          Array.from({ length: 8 }, () => store.append('a', 'no-stream', batch)),
        );
        expect(new Set(answers.map(({ revision, position }) => `${revision} ${position}`)).size).toBe(1);
        expect(answers.filter(({ replayed }) => !replayed)).toHaveLength(1);
        expect(await store.read('a')).toHaveLength(2);
      });

      it('that was a conflict is a conflict again, and may then be made at the right revision', async () => {
        await store.append('a', 'no-stream', events(2));
        const batch = events(1);
        expect(await rejected(store.append('a', 0, batch))).toBeInstanceOf(WrongExpectedRevision);
        expect(await rejected(store.append('a', 0, batch))).toBeInstanceOf(WrongExpectedRevision);
        expect(await store.append('a', 1, batch)).toMatchObject({ revision: 2, replayed: false });
        expect(await store.append('a', 1, batch)).toMatchObject({ revision: 2, replayed: true });
      });

      it('with another expected revision is a conflict, also with the one that would fit now', async () => {
        const batch = events(2);
        await store.append('a', 'no-stream', batch);
        for (const expected of [0, 1, 2])
          expect(await rejected(store.append('a', expected, batch))).toBeInstanceOf(WrongExpectedRevision);
        expect(await store.read('a')).toHaveLength(2);
      });

      it('in another stream is a conflict, unless the store knows ids within their stream only', async () => {
        if (fixture.idsOfOneStream) return;
        const batch = events(1);
        await store.append('a', 'no-stream', batch);
        expect(await rejected(store.append('b', 'no-stream', batch))).toBeInstanceOf(WrongExpectedRevision);
        expect(await store.read('b')).toEqual([]);
      });

      it('with some ids known and some new is a conflict, in any arrangement', async () => {
        const [one, two] = events(2);
        await store.append('a', 'no-stream', [one!, two!]);
        const mixtures = [
          [one!, two!, event()],
          [one!, event()],
          [event(), two!],
          [two!, one!],
        ];
        for (const mixture of mixtures)
          for (const expected of ['no-stream', 1] as const)
            expect(await rejected(store.append('a', expected, mixture))).toBeInstanceOf(
              WrongExpectedRevision,
            );
        expect(await store.read('a')).toHaveLength(2);
      });
    });

    describe('many writers', () => {
      it('race for each revision of a stream, and exactly one wins it', async () => {
        const stores = [store, (await fixture.second?.()) ?? store];
        const wins: number[] = [];
        const length = 20;
        const race = async (writer: number): Promise<void> => {
          const mine = stores[writer % 2]!;
          for (let revision = (await mine.read('a')).length; revision < length;) {
            try {
              wins.push(
                (await mine.append('a', revision === 0 ? 'no-stream' : revision - 1, events(1))).revision,
              );
              revision += 1;
            } catch (error) {
              if (!(error instanceof WrongExpectedRevision)) throw error;
              revision = error.actual === 'no-stream' ? 0 : error.actual + 1;
            }
          }
        };
        await Promise.all(Array.from({ length: 16 }, (_, writer) => race(writer)));
        const revisions = Array.from({ length }, (_, revision) => revision);
        expect(wins.toSorted((a, b) => a - b)).toEqual(revisions);
        expect((await store.read('a')).map(({ revision }) => revision)).toEqual(revisions);
      });

      it('of different streams do not disturb each other, and one refusal among them spoils no other', async () => {
        const names = Array.from({ length: 100 }, (_, i) => `stream-${i}`);
        const answers = await Promise.allSettled(
          names.map((stream, i) => store.append(stream, i % 10 === 3 ? 5 : 'no-stream', events(2))),
        );
        expect(answers.map(({ status }) => status)).toEqual(
          names.map((_, i) => (i % 10 === 3 ? 'rejected' : 'fulfilled')),
        );
        expect(await followed(store)).toHaveLength(180);
      });

      it('may queue appends to one stream without waiting: they are taken in the order they came', async () => {
        const batches = Array.from({ length: 10 }, () => events(2));
        const answers = await Promise.all(
          batches.map((batch, i) => store.append('a', i === 0 ? 'no-stream' : 2 * i - 1, batch)),
        );
        expect(answers.map(({ revision }) => revision)).toEqual(batches.map((_, i) => 2 * i + 1));
        expect((await store.read('a')).map(({ id }) => id)).toEqual(batches.flat().map(({ id }) => id));
      });
    });

    describe('following', () => {
      const write = async (streams: number, each: number): Promise<void> => {
        for (let revision = 0; revision < each; revision++)
          await Promise.all(
            Array.from({ length: streams }, (_, i) =>
              store.append(`stream-${i}`, revision === 0 ? 'no-stream' : revision - 1, events(1)),
            ),
          );
      };

      it('sees the events of all streams, positions strictly increasing, in the same order for every follower', async () => {
        await write(20, 5);
        const [one, other] = await Promise.all([followed(store), followed(store)]);
        expect(one).toHaveLength(100);
        expect(other).toEqual(one);
        expect(one.slice(1).every(({ position }, i) => store.compare(one[i]!.position, position) < 0)).toBe(
          true,
        );
        expect(store.compare(one[7]!.position, one[7]!.position)).toBe(0);
        expect(store.compare(one[10]!.position, one[9]!.position)).toBeGreaterThan(0);
      });

      it('keeps the order of each stream and shows what reading shows', async () => {
        await write(5, 4);
        const all = await followed(store);
        for (let i = 0; i < 5; i++)
          expect(all.filter(({ stream }) => stream === `stream-${i}`)).toEqual(
            await store.read(`stream-${i}`),
          );
      });

      it('goes on after a bookmark, exclusive', async () => {
        await write(4, 5);
        const all = await followed(store);
        expect(await followed(store, all[12])).toEqual(all.slice(13));
        expect(await followed(store, all.at(-1))).toEqual([]);
      });

      it('knows how many events are ahead of a bookmark, counted to a bound', async () => {
        expect(await store.behind(null, 100)).toBe(0);
        await write(4, 5);
        const all = await followed(store);
        expect(await store.behind(null, 100)).toBe(20);
        expect(await store.behind(all[12]!, 100)).toBe(7);
        expect(await store.behind(all.at(-1)!, 100)).toBe(0);
        expect(await store.behind(all[2]!, 5)).toBe(5);
      });

      it('comes in non-empty pages of at most 2,000 events', async () => {
        for (let i = 0; i < 9; i++)
          await store.append(`stream-${i}`, 'no-stream', events(500, Buffer.from('x')));
        const abort = new AbortController();
        const pages: number[] = [];
        for await (const page of store.follow(null, abort.signal, () => abort.abort()))
          pages.push(page.length);
        expect(pages.reduce((a, b) => a + b, 0)).toBe(4_500);
        expect(Math.max(...pages)).toBeLessThanOrEqual(2_000);
        expect(Math.min(...pages)).toBeGreaterThan(0);
      }, 30_000);

      it('sees what is appended meanwhile, once and in order, from this and from another store on the server', async () => {
        const other = (await fixture.second?.()) ?? store;
        const abort = new AbortController();
        const seen = collect(store, null, abort.signal, (all) => all.length === 200);
        await Promise.all(
          [store, other].flatMap((writer, w) =>
            Array.from({ length: 10 }, async (_, i) => {
              for (let revision = 0; revision < 10; revision++)
                await writer.append(`${w}-${i}`, revision === 0 ? 'no-stream' : revision - 1, events(1));
            }),
          ),
        );
        expect((await seen).map(({ id }) => id)).toEqual((await followed(store)).map(({ id }) => id));
      });

      it('tells each time it has seen all there is', async () => {
        await store.append('a', 'no-stream', events(3));
        const abort = new AbortController();
        const told: number[] = [];
        let seen = 0;
        const caughtUp = (): void => {
          told.push(seen);
          if (seen === 5) abort.abort();
          else void store.append('a', 2, events(2));
        };
        for await (const page of store.follow(null, abort.signal, caughtUp)) seen += page.length;
        expect(told).toEqual([3, 5]);
      });

      it('ends without an error when told to stop: before it began, while it waits, and in the midst of a page', async () => {
        await write(3, 1);
        expect(await collect(store, null, AbortSignal.abort(), () => false)).toEqual([]);

        const waiting = new AbortController();
        for await (const page of store.follow(null, waiting.signal, () =>
          setImmediate(() => waiting.abort()),
        ))
          expect(page.length).toBeGreaterThan(0);

        const busy = new AbortController();
        const seen: StoredEvent[] = [];
        for await (const page of store.follow(null, busy.signal)) {
          seen.push(...page);
          busy.abort();
        }
        expect(seen.length).toBeGreaterThan(0);
      });

      it('ends with StoreRewound when the store does not hold the bookmarked event at its position', async () => {
        await write(2, 2);
        const all = await followed(store);
        const bookmarks = [
          { position: all[2]!.position, id: randomUUID() },
          { position: all[1]!.position, id: all[2]!.id },
          { position: `${all.at(-1)!.position}99`, id: all[2]!.id },
          { position: 'elsewhere', id: all[2]!.id },
        ];
        for (const bookmark of bookmarks)
          expect(await rejected(followed(store, bookmark))).toBeInstanceOf(StoreRewound);
      });
    });

    it(
      'answers like a trivial model, whatever is asked of it',
      () => modelLaw(name, store, fixture.idsOfOneStream),
      60_000,
    );

    it('ends its followers when it is closed, and then refuses', async () => {
      await store.append('a', 'no-stream', events(1));
      let pages = 0;
      for await (const page of store.follow(null, new AbortController().signal, () => void store.close()))
        pages += page.length;
      expect(pages).toBe(1);
      expect(await rejected(store.append('a', 0, events(1)))).toBeInstanceOf(StoreUnavailable);
      expect(await rejected(store.read('a'))).toBeInstanceOf(StoreUnavailable);
    });
  });
}

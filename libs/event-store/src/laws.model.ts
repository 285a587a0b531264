import { expect } from '@jest/globals';
import fc from 'fast-check';
import { randomInt } from 'node:crypto';
import { event, followed } from './laws.tools.js';
import { WrongExpectedRevision, type EventStore, type ExpectedRevision, type NewEvent } from './port.js';

/** One random wish; numbers are bent to what exists when it is carried out. */
type Wish =
  | { kind: 'append'; stream: number; off: number; count: number }
  | { kind: 'repeat'; past: number; off: number; elsewhere: boolean; more: boolean }
  | { kind: 'read'; stream: number; from: number };

const stream = fc.nat({ max: 2 });
const off = fc.oneof(
  { weight: 6, arbitrary: fc.constant(0) },
  { weight: 1, arbitrary: fc.integer({ min: -2, max: 2 }) },
);
const wish: fc.Arbitrary<Wish> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant('append' as const),
      stream,
      off,
      count: fc.integer({ min: 1, max: 4 }),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('repeat' as const),
      past: fc.nat(),
      off,
      elsewhere: fc.boolean(),
      more: fc.boolean(),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('read' as const), stream, from: fc.nat({ max: 10 }) }),
  },
);

interface Asked {
  readonly stream: string;
  readonly expected: ExpectedRevision;
  readonly events: readonly NewEvent[];
}

/** The store as three lines of arithmetic: lists of ids, and which append each of them came with. */
class Model {
  readonly streams = new Map<string, string[]>();
  readonly order: string[] = [];
  readonly asked: Asked[] = [];

  /** `idsOfOneStream`: an id is known within its stream only. */
  constructor(private readonly idsOfOneStream: boolean) {}

  ids(stream: string): string[] {
    return this.streams.get(stream) ?? [];
  }

  /** The revision of the last event after the append, or undefined for a refusal. */
  append({ stream, expected, events }: Asked): { revision: number; replayed: boolean } | undefined {
    const ids = events.map(({ id }) => id);
    const first = expected === 'no-stream' ? 0 : expected + 1;
    const revision = first + ids.length - 1;
    const before = this.ids(stream);
    if (ids.every((id, i) => before[first + i] === id)) return { revision, replayed: true };
    const known = this.idsOfOneStream ? before : this.order;
    if (ids.some((id) => known.includes(id)) || before.length !== first) return undefined;
    this.streams.set(stream, [...before, ...ids]);
    this.order.push(...ids);
    return { revision, replayed: false };
  }
}

/** Prints its seed; `SUNLIT_SEED` repeats a run. Each example uses streams of its own on the same store. */
export async function modelLaw(name: string, store: EventStore, idsOfOneStream = false): Promise<void> {
  const seed = Number(process.env['SUNLIT_SEED'] ?? randomInt(2 ** 31));
  process.stderr.write(`${name}: model, seed ${seed}\n`);
  let example = 0;
  const property = fc.asyncProperty(fc.array(wish, { minLength: 30, maxLength: 80 }), async (wishes) => {
    const from = await store.last();
    const streamOf = (
      (run) => (n: number) =>
        `${run}-${n}`
    )(example++);
    const model = new Model(idsOfOneStream);
    for (const one of wishes) await carryOut(one, model, store, streamOf);
    expect((await followed(store, from)).map(({ id }) => id)).toEqual(model.order);
  });
  await fc.assert(property, { seed, numRuns: 30 });
}

async function carryOut(
  wish: Wish,
  model: Model,
  store: EventStore,
  streamOf: (n: number) => string,
): Promise<void> {
  if (wish.kind === 'read') {
    const name = streamOf(wish.stream);
    const stored = await store.read(name, wish.from);
    expect(stored.map(({ id, revision }) => [revision, id])).toEqual(
      model
        .ids(name)
        .map((id, revision) => [revision, id])
        .slice(wish.from),
    );
    return;
  }
  const asked = wish.kind === 'append' ? fresh(wish, model, streamOf) : repeated(wish, model, streamOf);
  const foreseen = model.append(asked);
  model.asked.push(asked);
  const answer = await store.append(asked.stream, asked.expected, asked.events).catch((error: unknown) => {
    if (error instanceof WrongExpectedRevision) return error;
    throw error;
  });
  if (foreseen) expect(answer).toMatchObject(foreseen);
  else
    expect(answer).toMatchObject({
      name: 'WrongExpectedRevision',
      expected: asked.expected,
      actual: expectation(model.ids(asked.stream).length),
    });
}

function fresh(wish: Wish & { kind: 'append' }, model: Model, streamOf: (n: number) => string): Asked {
  const stream = streamOf(wish.stream);
  const events = Array.from({ length: wish.count }, () => event());
  return { stream, expected: expectation(model.ids(stream).length + wish.off), events };
}

/** An earlier append once more: the same, or at another revision or stream, or with an event added. */
function repeated(wish: Wish & { kind: 'repeat' }, model: Model, streamOf: (n: number) => string): Asked {
  const past = model.asked[wish.past % Math.max(1, model.asked.length)];
  if (!past) return fresh({ kind: 'append', stream: 0, off: 0, count: 1 }, model, streamOf);
  const length = past.expected === 'no-stream' ? 0 : past.expected + 1;
  return {
    stream: wish.elsewhere && wish.past % 3 === 0 ? streamOf(0) : past.stream,
    expected: expectation(length + wish.off),
    events: wish.more && wish.past % 3 === 1 ? [...past.events, event()] : past.events,
  };
}

const expectation = (length: number): ExpectedRevision => (length <= 0 ? 'no-stream' : length - 1);

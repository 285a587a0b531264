import { describe, expect, it } from '@jest/globals';
import type { EventType, JsonObject } from './event-type.js';
import { categoryOf, deciders, eventTypes, isLogged, upcast } from './stored-events.js';
import { playWorkedExample } from './testing/worked-example.js';

describe('Stored events', () => {
  it('each belong to one category of streams', () => {
    const names = Object.values(deciders).flatMap((d) => Object.keys(d.events));
    expect(names.sort()).toEqual(Object.keys(eventTypes).sort());
    expect(new Set(names).size).toBe(names.length);
  });

  it('declare an upcaster for every version before the present one', () => {
    for (const [type, { version, upcast }] of Object.entries(eventTypes))
      expect([type, Object.keys(upcast).map(Number)]).toEqual([
        type,
        [...Array(version - 1)].map((_, i) => i + 1),
      ]);
  });

  it('seal a field until an event of the same category', () => {
    for (const { events } of Object.values(deciders))
      for (const [type, { closed }] of Object.entries(events))
        for (const audience of Object.values(closed))
          if (audience.kind === 'sealed')
            expect([type, Object.keys(events)]).toEqual([type, expect.arrayContaining([audience.until])]);
  });

  it('that open a sealed field have the fields that say which', () => {
    const { events } = playWorkedExample();
    for (const { type, data } of events)
      for (const audience of Object.values(eventTypes[type]!.closed))
        if (audience.kind === 'sealed') {
          const opening = events.find(
            (e) => e.type === audience.until && audience.of.every((field) => e.data[field] === data[field]),
          );
          expect([type, opening?.type]).toEqual([type, audience.until]);
        }
  });

  it('name their stream’s category first', () => {
    expect([categoryOf('project-0f-1'), categoryOf('ledger')]).toEqual(['project', 'ledger']);
  });

  it('stand in the transparency log, but for submissions and bid boxes', () =>
    expect(['ledger', 'project-1', 'submission-1', 'bidbox-1', 'nonsense-1'].map(isLogged)).toEqual([
      true,
      true,
      false,
      false,
      false,
    ]));
});

describe('An event of an older version', () => {
  const amountDueThrice: EventType = {
    version: 3,
    closed: {},
    clerical: [],
    upcast: {
      1: ({ cents, ...rest }) => ({
        ...rest,
        amount: `${String(cents).slice(0, -2)}.${String(cents).slice(-2)}`,
      }),
      2: (data) => ({ ...data, payer: null }),
    },
  };
  const read = (version: number, data: JsonObject) =>
    upcast('AmountDue', version, data, { AmountDue: amountDueThrice });

  it('is read through every version after it', () => {
    expect(read(1, { cents: 1234, note: 'n' })).toEqual({ amount: '12.34', note: 'n', payer: null });
    expect(read(2, { amount: '12.34' })).toEqual({ amount: '12.34', payer: null });
  });

  it('of the present version is read as it is', () => {
    const data = { amount: '12.34', payer: '甲' };
    expect(read(3, data)).toBe(data);
  });

  it('is not changed by being read', () => {
    const data = Object.freeze({ cents: 1234 });
    read(1, data);
    expect(data).toEqual({ cents: 1234 });
  });

  it('newer than this program is refused, and so is an unknown type', () => {
    expect(() => read(4, {})).toThrow('newer than this program');
    expect(() => upcast('Unheard', 1, {})).toThrow('unknown event type Unheard');
  });
});

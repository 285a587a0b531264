import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import canonicalize from 'canonicalize';
import { canonical, inOrder } from './canonical.js';
import { anyJson } from './testing/samples.js';

describe('canonical JSON', () => {
  it('is the same text for the same value, however it was written', () => {
    fc.assert(
      fc.property(anyJson, (value) => {
        const text = canonical(value);
        expect(canonical(JSON.parse(text))).toBe(text);
        expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  it('is what the reference writer writes, sorted before or not', () => {
    fc.assert(
      fc.property(anyJson, (value) => {
        expect(canonical(value)).toBe(reference(value));
        expect(canonical(JSON.parse(canonical(value)))).toBe(reference(value));
      }),
    );
    expect(canonical({ 9: 1, 10: 2 })).toBe('{"10":2,"9":1}');
  });

  it('is the same text for what was put in order before, and that is written natively', () => {
    fc.assert(
      fc.property(anyJson, (value) => {
        const before = JSON.stringify(value);
        expect(canonical(inOrder(value))).toBe(reference(value));
        expect(JSON.stringify(value)).toBe(before);
      }),
    );
    expect(JSON.stringify(inOrder({ b: [{ d: 1, c: null }], a: '' }))).toBe(
      '{"a":"","b":[{"c":null,"d":1}]}',
    );
    const odd = JSON.parse('{"z":{"10":1,"9":2},"b":{"y":1,"__proto__":{"b":1,"a":2},"a":3}}') as object;
    expect(canonical(inOrder(odd))).toBe(reference(odd));
  });

  it('orders keys by UTF-16 code units', () => {
    expect(canonical({ '\u{1f600}': 1, '\ufb33': 2, '\r': 3 })).toBe('{"\\r":3,"\u{1f600}":1,"\ufb33":2}');
  });

  it('keeps a key named __proto__', () => {
    expect(canonical(JSON.parse('{"b":1,"__proto__":{"a":1}}'))).toBe('{"__proto__":{"a":1},"b":1}');
  });

  it.each([
    ['undefined', undefined],
    ['a field that is undefined', { a: undefined }],
    ['a hole in an array', [, 1]], // eslint-disable-line no-sparse-arrays
    ['a fraction', 1.5],
    ['negative zero', -0],
    ['an unsafe integer', 2 ** 53],
    ['not a number', Number.NaN],
    ['a lone surrogate', 'a\ud800'],
    ['a key with a lone surrogate', { '\udc00': 1 }],
    ['a bigint', 1n],
    ['a function', { a: () => 1 }],
    ['a date', new Date(0)],
    ['bytes', new Uint8Array(1)],
    ['a map', new Map()],
    ['a value that writes itself', { toJSON: () => 1 }],
  ])('refuses %s', (_, value) => {
    expect(() => canonical(value)).toThrow(TypeError);
  });
});

const reference = canonicalize as unknown as (value: unknown) => string;

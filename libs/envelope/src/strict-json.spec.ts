import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { canonical } from './canonical.js';
import { BadJson, readStrictJson } from './strict-json.js';

function problems(input: string | Uint8Array, options?: { maxDepth: number }) {
  try {
    readStrictJson(input, options);
    return [];
  } catch (error) {
    if (error instanceof BadJson) return error.problems.map(({ path, rule }) => `${rule} ${path}`);
    throw error;
  }
}

describe('JSON at the door', () => {
  it('has one reading', () => {
    expect(readStrictJson('{ "a": [1, -2, "元\\n", null, true, {"b": "\\u20ac"}] }')).toEqual({
      a: [1, -2, '元\n', null, true, { b: '€' }],
    });
    expect(readStrictJson(Buffer.from('"€"'))).toBe('€');
  });

  it('is normalised to NFC in its texts', () => {
    expect(readStrictJson('{"a":["e\\u0301"]}')).toEqual({ a: ['é'] });
  });

  it.each([
    ['a duplicate key', '{"a":1,"a":2}', ['duplicate-key ']],
    ['a duplicate key with the same value', '{"x":{"a":"1","a":"1"}}', ['duplicate-key /x']],
    ['a duplicate key spelt with an escape', '[{"a":1,"\\u0061":1}]', ['duplicate-key /0']],
    ['__proto__', '{"__proto__":{}}', ['forbidden-key ']],
    ['a key that is not NFC', '{"e\\u0301":1}', ['key-not-nfc ']],
    ['a fraction', '{"a":[0,1.0]}', ['not-a-safe-integer /a/1']],
    ['an exponent', '1e3', ['not-a-safe-integer ']],
    ['negative zero', '[-0]', ['not-a-safe-integer /0']],
    ['2^53', '9007199254740992', ['not-a-safe-integer ']],
    ['a lone surrogate', '"a\\ud800"', ['lone-surrogate ']],
    [
      'a key with a lone surrogate',
      '{"a":{"\\udc00":"\\u0000"}}',
      ['lone-surrogate /a', 'control-character /a/\ufffd'],
    ],
    ['NUL', '["a\\u0000"]', ['control-character /0']],
    ['a carriage return', '["a\\r\\n"]', ['control-character /0']],
    ['a C1 control character', '["\\u0085"]', ['control-character /0']],
    ['a bidirectional override', '["\\u202e"]', ['bidirectional-override /0']],
    ['a bidirectional isolate', '["\\u2066"]', ['bidirectional-override /0']],
    ['what is not JSON', '{"a":1,}', ['not-json ']],
    ['a byte order mark', Buffer.from('\ufeff1'), ['not-json ']],
    ['invalid UTF-8', Buffer.from([0x22, 0xc3, 0x22]), ['not-utf8 ']],
    ['a path with special characters', '{"a/b~c":1.5}', ['not-a-safe-integer /a~1b~0c']],
  ])('refuses %s', (_, input, expected) => {
    expect(problems(input)).toEqual(expected);
  });

  it('lists every problem, each at its place', () => {
    expect(problems('{"a":1.5,"b":{"c":["\\u0000"],"c":[]},"d":-0}')).toEqual([
      'not-a-safe-integer /a',
      'control-character /b/c/0',
      'duplicate-key /b',
      'not-a-safe-integer /d',
    ]);
  });

  it('refuses nesting that is too deep, however deep', () => {
    const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth);
    expect(problems(nested(3), { maxDepth: 3 })).toEqual([]);
    expect(problems(nested(4), { maxDepth: 3 })).toEqual(['too-deep /0/0/0']);
    expect(problems(nested(200_000))).toHaveLength(1);
  });

  it('allows marks that give direction and texts of many megabytes', () => {
    const text = `\u200e\u200f${'长'.repeat(4_000_000)}\\\\\\"`;
    expect((readStrictJson(`"${text}"`) as string).length).toBe(4_000_004);
  });

  it('lets through whatever the ledger itself writes', () => {
    const clean = fc.string({ unit: fc.constantFrom('a', '"', '\\', '\n', '元', '😀', '€', '/') });
    const value = fc.letrec((tie) => ({
      value: fc.oneof(
        { maxDepth: 3 },
        clean,
        fc.maxSafeInteger(),
        fc.array(tie('value')),
        fc.dictionary(clean, tie('value')),
      ),
    })).value;
    fc.assert(
      fc.property(value, (written) => {
        expect(canonical(readStrictJson(canonical(written)))).toBe(canonical(written));
      }),
    );
  });
});

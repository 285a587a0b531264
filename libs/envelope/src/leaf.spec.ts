import { describe, expect, it } from '@jest/globals';
import { leaf, leafOf, LeafTooLarge } from './leaf.js';
import { CorruptEvent } from './body.js';
import { seal } from './seal.js';
import { freshRing, payment } from './testing/samples.js';

describe('the leaf', () => {
  const origin = 'ledger.example/linhai';

  it('names every field by its digest and shows none', async () => {
    const sealed = await seal(payment(), freshRing());
    const text = leaf({ ...sealed, origin });
    const facts = JSON.parse(text);
    expect(facts.digests).toEqual(sealed.digests);
    expect(Object.keys(facts)).toEqual([
      'alg',
      'digests',
      'id',
      'origin',
      'recordedAt',
      'revision',
      'stream',
      'type',
      'v',
      'version',
    ]);
    expect(text).not.toContain('1400000.00');
  });

  it('is made of a body that is whole, or not at all', async () => {
    const sealed = await seal(payment(), freshRing());
    const body = sealed.body.subarray(0, -1);
    expect(() => leaf({ ...sealed, body, origin })).toThrow(CorruptEvent);
  });

  it('is at most 65,535 bytes', async () => {
    const { stream, revision, id, type } = payment();
    const facts = { origin, stream, revision, id, version: 1, recordedAt: '', digests: {} };
    const room = 65_535 - leafOf({ ...facts, type: '' }).length;
    expect(leafOf({ ...facts, type: type.padEnd(room, 'x') })).toHaveLength(65_535);
    expect(() => leafOf({ ...facts, type: type.padEnd(room + 1, 'x') })).toThrow(LeafTooLarge);
  });
});

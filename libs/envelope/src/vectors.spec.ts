import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { canonical } from './canonical.js';
import { closeField, openField } from './closed-box.js';
import { disclosures } from './open.js';
import { uuid5 } from './identity.js';
import { leaf, leafHash } from './leaf.js';
import { digest, disclosure } from './salts.js';

type Vectors = typeof import('./testing/vectors.json', { with: { type: 'json' } });

const vectors: Vectors = JSON.parse(readFileSync(new URL('./testing/vectors.json', import.meta.url), 'utf8'));

// Checked by two programs in two languages: these bytes are what every verifier computes.
describe('the published vectors come out byte for byte', () => {
  it.each(vectors.uuid5)('id of $parts', ({ parts, name, id }) => {
    expect(canonical(parts)).toBe(name);
    expect(uuid5(...parts)).toBe(id);
  });

  it.each(vectors.canonical)('canonical $text', ({ value, text }) => {
    expect(canonical(value)).toBe(text);
  });

  it.each(vectors.disclosures)('disclosure of $field', (vector) => {
    const { salt, field, value } = vector;
    expect(disclosure(salt, field, value)).toBe(vector.disclosure);
    expect(digest(salt, field, value)).toBe(vector.digest);
  });

  describe('a closed field', () => {
    const { stream, id, field, salt, value, keyHex, nonce, aad, box, digest: expected } = vectors.closed;
    const place = [stream, id, field] as const;
    const key = { id: `stream:${stream}`, secret: Buffer.from(keyHex, 'hex') };

    it('is bound to its place', () => expect(canonical(place)).toBe(aad));
    it('closes to the box', () => {
      const closed = closeField({ key, place, field, salt, value }, Buffer.from(nonce, 'base64url'));
      expect(closed).toEqual({ key: key.id, nonce, box });
    });
    it('opens from the box', () => {
      expect(openField({ key: key.id, nonce, box }, key.secret, place, field)).toEqual({ salt, value });
    });
    it('has the digest', () => expect(digest(salt, field, value)).toBe(expected));
  });

  describe('an event', () => {
    const { origin, stream, revision, id, type, version, data, meta, salts, digests } = vectors.event;
    const { nonce, box } = vectors.closed;
    const closed = { payeeAccount: { key: 'subject:1', nonce, box } };
    const body = Buffer.from(canonical({ format: 1, version, data, meta, closed, salts, digests }));

    const fields = [
      ...Object.entries(data),
      ...Object.entries(meta).map(([name, value]) => [`meta.${name}`, value] as const),
    ];
    it.each(fields)('commits to %s', (field, value) => {
      const [salt, expected] = [new Map(Object.entries(salts)), new Map(Object.entries(digests))].map((by) =>
        by.get(field),
      );
      expect(digest(salt ?? '', field, value)).toBe(expected);
    });
    it('is what its body says', () => {
      const shown = disclosures({ stream, revision, id, type, body });
      expect(shown).toEqual({ version, data, meta, salts, digests, closedFields: ['payeeAccount'] });
    });
    it('has the leaf and its hash', () => {
      const text = leaf({ origin, stream, revision, id, type, body });
      expect(text).toBe(vectors.leaf.text);
      expect(leafHash(text).toString('hex')).toBe(vectors.leaf.leafHashHex);
    });
  });
});

import { describe, expect, it } from '@jest/globals';
import { createHmac, randomBytes } from 'node:crypto';
import { keyRing, WrongMasterKey } from './key-ring.js';
import { memoryKeyStore } from './key-store.js';
import { masterKey } from './testing/samples.js';

const account = '["payeeAccount","6222"]';

describe('the key ring', () => {
  it('makes one key for each stream, the same in every process', async () => {
    const store = memoryKeyStore();
    const [one, two] = [keyRing(store, masterKey), keyRing(store, masterKey)];
    const keys = await Promise.all([one.forStream('project-1'), two.forStream('project-1')]);
    expect(keys[0]).toEqual(keys[1]);
    expect(keys[0].id).toBe('stream:project-1');
    expect((await one.forStream('project-2')).secret).not.toEqual(keys[0].secret);
  });

  it('makes one key for each person, the same in every process', async () => {
    const store = memoryKeyStore();
    const rings = [1, 2, 3].map(() => keyRing(store, masterKey));
    const keys = await Promise.all(rings.map((ring) => ring.forSubject(account)));
    expect(new Set(keys.map(({ id }) => id)).size).toBe(1);
    expect(await rings[0]?.subjectKeyId(account)).toBe(keys[0]?.id);
  });

  it('gives a person who comes twice in one batch one key, and nobody a key each time', async () => {
    const ring = keyRing(memoryKeyStore(), masterKey);
    const keys = await ring.forSubjects([account, null, account, null]);
    expect(keys[0]).toEqual(keys[2]);
    expect(new Set(keys.map(({ id }) => id)).size).toBe(3);
  });

  it('keeps no key and no person in the clear', async () => {
    const store = memoryKeyStore();
    const kept: unknown[] = [];
    const ring = keyRing(
      { ...store, keepSubjects: (keys) => (kept.push(...keys), store.keepSubjects(keys)) },
      masterKey,
    );
    const { secret } = await ring.forSubject(account);
    const text = JSON.stringify(kept);
    expect(text).not.toContain('6222');
    expect((kept as { wrapped: Buffer }[]).some(({ wrapped }) => wrapped.includes(secret))).toBe(false);
  });

  it('finds no key for a person who never had one', async () => {
    expect(await keyRing(memoryKeyStore(), masterKey).subjectKeyId(account)).toBeNull();
  });

  describe('erasure', () => {
    it('is for ever; the same person later gets another key', async () => {
      const ring = keyRing(memoryKeyStore(), masterKey);
      const before = await ring.forSubject(account);
      await ring.erase(before.id);
      expect(await ring.find([before.id])).toEqual(new Map([[before.id, 'erased']]));
      expect(await ring.subjectKeyId(account)).toBeNull();
      expect((await ring.forSubject(account)).id).not.toBe(before.id);
    });

    it('done by another process is noticed within a minute', async () => {
      const store = memoryKeyStore();
      let now = 1;
      const [mine, other] = [keyRing(store, masterKey, { clock: () => now }), keyRing(store, masterKey)];
      const { id, secret } = await mine.forSubject(account);
      await other.erase(id);
      expect((await mine.find([id])).get(id)).toEqual(secret);
      now += 60_001;
      expect((await mine.find([id])).get(id)).toBe('erased');
    });

    it('by another process never lets anything new be closed under the erased key', async () => {
      const store = memoryKeyStore();
      const [mine, other] = [keyRing(store, masterKey), keyRing(store, masterKey)];
      const before = await mine.forSubject(account);
      await other.erase(before.id);
      expect((await mine.forSubject(account)).id).not.toBe(before.id);
    });

    it('may be done twice, and to a key that a restored table never had', async () => {
      const ring = keyRing(memoryKeyStore(), masterKey);
      await ring.erase('subject:gone');
      await ring.erase('subject:gone');
      expect((await ring.find(['subject:gone'])).get('subject:gone')).toBe('erased');
    });

    it('never takes the key of a stream', async () => {
      const ring = keyRing(memoryKeyStore(), masterKey);
      const { id } = await ring.forStream('project-1');
      await expect(ring.erase(id)).rejects.toThrow(TypeError);
    });
  });

  describe('another master key', () => {
    it('opens nothing and says so', async () => {
      const store = memoryKeyStore();
      const { id } = await keyRing(store, masterKey).forStream('project-1');
      const wrong = keyRing(store, randomBytes(32));
      await expect(wrong.find([id])).rejects.toThrow(WrongMasterKey);
      await expect(wrong.prove()).rejects.toThrow(WrongMasterKey);
    });

    it('makes no key in a table that has one', async () => {
      const store = memoryKeyStore();
      await keyRing(store, masterKey).forStream('project-1');
      const wrong = keyRing(store, randomBytes(32));
      await expect(wrong.forStream('project-2')).rejects.toThrow(WrongMasterKey);
      await expect(wrong.forSubject(account)).rejects.toThrow(WrongMasterKey);
      expect(await store.find(['stream:project-2'])).toEqual([]);
    });
  });

  it('takes a key from its own row only', async () => {
    const store = memoryKeyStore();
    const one = await keyRing(store, masterKey).forStream('project-1');
    const [row] = await store.find([one.id]);
    await store.keep([{ id: 'stream:project-2', wrapped: row?.wrapped ?? Buffer.alloc(0) }]);
    await expect(keyRing(store, masterKey).forStream('project-2')).rejects.toThrow(WrongMasterKey);
  });

  it('proves the right master key, and on an empty table any', async () => {
    const store = memoryKeyStore();
    await keyRing(store, randomBytes(32)).prove();
    await keyRing(store, masterKey).forStream('project-1');
    await keyRing(store, masterKey).prove();
  });

  it('signs a request with HMAC-SHA-256 under the key of its stream', async () => {
    const ring = keyRing(memoryKeyStore(), masterKey);
    const { secret } = await ring.forStream('case-1');
    expect(await ring.hmac('case-1', '{"a":1}')).toBe(
      createHmac('sha256', secret).update('{"a":1}').digest('base64url'),
    );
  });
});

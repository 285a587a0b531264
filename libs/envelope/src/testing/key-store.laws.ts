import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { KeyStore } from '../key-store.js';

/** What every key store does. `open` gives one on an empty store; `second` another process on the same one. */
export function keyStoreLaws(
  name: string,
  open: () => Promise<{ store: KeyStore; second: KeyStore; close(): Promise<void> }>,
): void {
  describe(`laws of a key store: ${name}`, () => {
    let store: KeyStore;
    let second: KeyStore;
    let close: () => Promise<void>;
    beforeEach(async () => ({ store, second, close } = await open()));
    afterEach(() => close());

    const bytes = (fill: number) => Buffer.alloc(61, fill);
    const byId = (a: { id: string }, b: { id: string }) => a.id.localeCompare(b.id);

    it('finds what was kept, byte for byte, and leaves out what was not', async () => {
      await store.keep([
        { id: 'a', wrapped: bytes(0) },
        { id: 'b', wrapped: bytes(255) },
      ]);
      const found = await second.find(['a', 'b', 'c']);
      expect([...found].sort(byId)).toEqual([
        { id: 'a', wrapped: bytes(0) },
        { id: 'b', wrapped: bytes(255) },
      ]);
      expect(await store.find([])).toEqual([]);
    });

    it('keeps the first of two keys and answers it to both', async () => {
      await store.keep([{ id: 'a', wrapped: bytes(1) }]);
      const kept = await second.keep([
        { id: 'a', wrapped: bytes(2) },
        { id: 'b', wrapped: bytes(2) },
      ]);
      expect([...kept].sort(byId)).toEqual([
        { id: 'a', wrapped: bytes(1) },
        { id: 'b', wrapped: bytes(2) },
      ]);
    });

    it('gives two processes that race the same key', async () => {
      const kept = await Promise.all(
        Array.from({ length: 20 }, (_, fill) =>
          (fill % 2 ? store : second).keep([{ id: 'a', wrapped: bytes(fill) }]),
        ),
      );
      expect(new Set(kept.map(([key]) => key?.wrapped?.toString('hex'))).size).toBe(1);
    });

    it('gives a subject the first key kept for it, and drops the rival', async () => {
      await store.keepSubjects([{ subject: 's', id: 'subject:1', wrapped: bytes(1) }]);
      await second.keepSubjects([
        { subject: 's', id: 'subject:2', wrapped: bytes(2) },
        { subject: 't', id: 'subject:3', wrapped: bytes(3) },
      ]);
      expect(await store.findSubjects(['s'])).toEqual([{ subject: 's', id: 'subject:1', wrapped: bytes(1) }]);
      expect(await store.findSubjects(['t', 'u'])).toEqual([
        { subject: 't', id: 'subject:3', wrapped: bytes(3) },
      ]);
      expect(await store.find(['subject:2'])).toEqual([]);
    });

    it('lets processes with the same subjects in any order race to the same keys', async () => {
      const subjects = ['p', 'q', 'r', 's', 't', 'u'];
      await Promise.all(
        Array.from({ length: 20 }, (_, fill) => {
          const keys = subjects.map((subject) => ({
            subject,
            id: `subject:${subject}${fill}`,
            wrapped: bytes(fill),
          }));
          return fill % 2 ? store.keepSubjects(keys) : second.keepSubjects(keys.reverse());
        }),
      );
      expect(await store.findSubjects(subjects)).toHaveLength(subjects.length);
      const tried = subjects.flatMap((subject) =>
        Array.from({ length: 20 }, (_, fill) => `subject:${subject}${fill}`),
      );
      expect(await store.find(tried)).toHaveLength(subjects.length);
    });

    it('erases key and subject, remembers the id, and frees the subject for another key', async () => {
      await store.keepSubjects([{ subject: 's', id: 'subject:1', wrapped: bytes(1) }]);
      await second.erase('subject:1');
      expect(await store.find(['subject:1'])).toEqual([{ id: 'subject:1', wrapped: null }]);
      expect(await store.findSubjects(['s'])).toEqual([]);
      await store.keepSubjects([{ subject: 's', id: 'subject:2', wrapped: bytes(2) }]);
      expect(await store.findSubjects(['s'])).toHaveLength(1);
    });

    it('erases twice as once, and also what it never saw', async () => {
      await store.erase('subject:1');
      await second.erase('subject:1');
      expect(await store.find(['subject:1'])).toEqual([{ id: 'subject:1', wrapped: null }]);
    });

    it('lets an erasure win over a restored key', async () => {
      await store.erase('subject:1');
      await store.keep([{ id: 'subject:1', wrapped: bytes(1) }]);
      expect(await store.find(['subject:1'])).toEqual([{ id: 'subject:1', wrapped: null }]);
    });
  });
}

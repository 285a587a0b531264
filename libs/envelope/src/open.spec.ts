import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { JsonObject } from '@sunlit/ledger';
import type { Stored } from './body.js';
import { CorruptEvent } from './body.js';
import { canonical } from './canonical.js';
import { KeyMissing } from './closing-keys.js';
import { keyRing, type KeyRing } from './key-ring.js';
import { memoryKeyStore } from './key-store.js';
import { leaf } from './leaf.js';
import { disclosureOf, disclosures, openAll, type Opened } from './open.js';
import { disclosure } from './salts.js';
import { seal, sealAll } from './seal.js';
import {
  anyDraft,
  bodyOf,
  eventType,
  freshRing,
  masterKey,
  payment,
  paymentData,
  stream,
} from './testing/samples.js';

describe('opening', () => {
  it('gives back what was sealed, whatever it was', async () => {
    const ring = freshRing();
    await fc.assert(
      fc.asyncProperty(anyDraft, async (draft) => {
        const opened = await open(await seal(draft, ring), ring);
        expect(canonical(opened.data)).toBe(canonical(draft.data));
        expect(opened.meta).toEqual({ ...draft.meta, audience: opened.closed });
        expect(opened.unreadable).toEqual([]);
        expect(Object.keys(opened.closed).sort()).toEqual(
          [...Object.keys(draft.eventType.closed), ...draft.withhold.map(({ field }) => field)].sort(),
        );
      }),
    );
  });

  it('asks once for the keys of a whole page', async () => {
    const store = memoryKeyStore();
    const drafts = ['1', '2', '3'].map((account, revision) =>
      payment({ revision, stream: `project-${account}`, data: { ...paymentData, payeeAccount: account } }),
    );
    const page = await sealAll(drafts, keyRing(store, masterKey));
    let questions = 0;
    const counting = { ...store, find: (ids: readonly string[]) => (questions++, store.find(ids)) };
    const opened = await openAll(page, keyRing(counting, masterKey));
    expect(opened.map(({ data }) => data['payeeAccount'])).toEqual(['1', '2', '3']);
    expect(questions).toBe(1);
  });

  it('asks for no key when nothing is closed', async () => {
    const sealed = await seal(payment({ eventType: eventType() }), freshRing());
    await expect(openAll([sealed], noRing)).resolves.toHaveLength(1);
  });

  describe('finds every change', () => {
    it('of a single bit of a body; of its version by the leaf, which alone commits to it', async () => {
      const ring = freshRing();
      const sealed = await seal(payment({ withhold: [{ field: 'note', ...grounds }] }), ring);
      const origin = 'ledger.example/linhai';
      const bits = fc.tuple(fc.nat(sealed.body.length - 1), fc.integer({ min: 0, max: 7 }));
      const versionBit: [number, number] = [Buffer.from(sealed.body).lastIndexOf('1'), 1];
      await fc.assert(
        fc.asyncProperty(bits, async ([at, bit]) => {
          const body = Uint8Array.from(sealed.body);
          body[at] = (body[at] ?? 0) ^ (1 << bit);
          try {
            await open({ ...sealed, body }, ring);
          } catch (fault) {
            // A changed name of a key is a key that nobody has.
            return fault instanceof CorruptEvent || fault instanceof KeyMissing;
          }
          return leaf({ ...sealed, body, origin }) !== leaf({ ...sealed, origin });
        }),
        { numRuns: 500, examples: [[versionBit]] },
      );
    });

    it('of its stream, revision and field: named, without a value', async () => {
      const ring = freshRing();
      const sealed = await seal(payment(), ring);
      const changed = {
        ...sealed,
        body: rewritten(sealed, (body) => ({ ...body, data: { ...body['data'], amount: '9.00' } })),
      };
      await expect(open(changed, ring)).rejects.toMatchObject({
        name: 'CorruptEvent',
        field: 'amount',
        message: `${stream} revision 41, field amount: does not match its digest`,
      });
    });

    it('of a box moved to another event or field', async () => {
      const ring = freshRing();
      const [one, two] = await sealAll([payment(), payment({ revision: 42 })], ring);
      const other = bodyOf(present(two)).closed;
      await expect(
        open(
          { ...present(one), body: rewritten(present(one), (body) => ({ ...body, closed: present(other) })) },
          ring,
        ),
      ).rejects.toThrow(/does not open with its key/);
      await expect(
        open(
          {
            ...present(one),
            body: rewritten(present(one), (body) => ({
              ...body,
              closed: { ...body['closed'], committee: present(body['closed']?.['receipt']) },
            })),
          },
          ring,
        ),
      ).rejects.toThrow(/field committee: does not open with its key/);
    });

    it.each<[string, (body: Body) => object]>([
      ['a field left out', (body) => ({ ...body, data: without(body['data'], 'amount') })],
      [
        'a field with its salt left out',
        (body) => ({
          ...body,
          data: without(body['data'], 'amount'),
          salts: without(body['salts'], 'amount'),
        }),
      ],
      ['a field added', (body) => ({ ...body, data: { ...body['data'], extra: 1 } })],
      ['a closed field left out', (body) => ({ ...body, closed: without(body['closed'], 'receipt') })],
      ['a closed field shown as well', (body) => ({ ...body, data: { ...body['data'], receipt: 'r-7' } })],
      [
        'a box that is not one',
        (body) => ({ ...body, closed: { ...body['closed'], receipt: { key: 'k', nonce: '', box: '' } } }),
      ],
      ['an audience for nothing', (body) => ({ ...body, meta: { ...body['meta'], audience: {} } })],
      ['a digest more', (body) => ({ ...body, digests: { ...body['digests'], extra: 'x' } })],
      ['another format', (body) => ({ ...body, format: 2 })],
      ['a part more', (body) => ({ ...body, extra: {} })],
      ['no object at all', () => []],
    ])('of layout: %s', async (_, change) => {
      const ring = freshRing();
      const sealed = await seal(payment(), ring);
      await expect(open({ ...sealed, body: rewritten(sealed, change) }, ring)).rejects.toThrow(CorruptEvent);
    });

    it.each([
      ['a blank', (text: string) => `${text} `],
      ['a byte order mark', (text: string) => `\ufeff${text}`],
      ['a number written otherwise', (text: string) => text.replace('"format":1', '"format":1.0')],
      ['a key twice', (text: string) => text.replace('"format":1', '"format":1,"format":1')],
      ['nesting without end', () => '['.repeat(100_000) + ']'.repeat(100_000)],
    ])('of form: %s', async (_, change) => {
      const sealed = await seal(payment(), freshRing());
      const body = Buffer.from(change(Buffer.from(sealed.body).toString('utf8')));
      expect(() => disclosures({ ...sealed, body })).toThrow(CorruptEvent);
    });

    it('of a key of another stream under a box', async () => {
      const ring = freshRing();
      const sealed = await seal(payment(), ring);
      const body = rewritten(sealed, (whole) => ({
        ...whole,
        closed: {
          ...whole['closed'],
          receipt: { ...(whole['closed']?.['receipt'] as object), key: 'stream:project-2' },
        },
      }));
      await expect(open({ ...sealed, body }, ring)).rejects.toThrow(/key of another stream/);
    });
  });

  describe('after erasure', () => {
    it('the field is unreadable and nothing else changes: no digest, no leaf', async () => {
      const ring = freshRing();
      const sealed = await seal(payment(), ring);
      const before = await open(sealed, ring);
      const leafBefore = leaf({ ...sealed, origin: 'ledger.example/linhai' });
      await ring.erase(before.keys['payeeAccount'] ?? '');

      const after = await open(sealed, ring);
      expect(after.unreadable).toEqual(['payeeAccount']);
      expect(after.data).toEqual(without(before.data, 'payeeAccount'));
      expect(after.digests).toEqual(before.digests);
      expect(leaf({ ...sealed, origin: 'ledger.example/linhai' })).toBe(leafBefore);
    });

    it('a key that is gone without having been erased stops everything, unless it is only to be reported', async () => {
      const sealed = await seal(payment(), freshRing());
      const emptied = freshRing();
      await expect(open(sealed, emptied)).rejects.toThrow(KeyMissing);
      const [opened] = await openAll([sealed], emptied, { lostKeys: 'report' });
      expect(opened?.unreadable).toEqual(['committee', 'payeeAccount', 'receipt']);
    });
  });

  it('shows the public side without any key', async () => {
    const sealed = await seal(payment(), freshRing());
    const { data, meta, salts, digests } = bodyOf(sealed);
    expect(disclosures(sealed)).toEqual({
      version: 1,
      data,
      meta,
      salts,
      digests,
      closedFields: ['committee', 'payeeAccount', 'receipt'],
    });
  });

  it('discloses a sealed field with the salt from its box', async () => {
    const ring = freshRing();
    const opened = await open(await seal(payment(), ring), ring);
    expect(disclosureOf(opened, 'committee')).toBe(
      disclosure(opened.salts['committee'] ?? '', 'committee', paymentData.committee),
    );
    expect(disclosureOf(opened, 'meta.rulebookVersion')).toBe(
      disclosure(opened.salts['meta.rulebookVersion'] ?? '', 'meta.rulebookVersion', 7),
    );
    expect(disclosureOf(opened, 'nothing')).toBeNull();
  });
});

type Body = ReturnType<typeof bodyOf>;

const grounds = { article: 'a', reason: 'r', approver: 'p', reviewDate: '2027-01-01' };
const noRing = undefined as unknown as KeyRing;

async function open(stored: Stored, ring: KeyRing): Promise<Opened> {
  const [opened] = await openAll([stored], ring);
  return present(opened);
}

const rewritten = (stored: Stored, change: (body: Body) => object) =>
  Buffer.from(canonical(change(bodyOf(stored))));

const without = (record: JsonObject | undefined, field: string): JsonObject =>
  Object.fromEntries(Object.entries(record ?? {}).filter(([name]) => name !== field));

function present<T>(value?: T): T {
  if (value === undefined) throw new Error('expected a value');
  return value;
}

import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { canonical } from './canonical.js';
import type { ClosedBox } from './closed-box.js';
import { eventId } from './identity.js';
import { digest } from './salts.js';
import { BadDraft, EventTooLarge, seal, sealAll } from './seal.js';
import {
  bodyOf,
  eventType,
  freshRing,
  meta,
  payment,
  paymentData,
  stream,
  withheld,
} from './testing/samples.js';
import { BadWithholding } from './withholding.js';

describe('sealing', () => {
  it('keeps the body as the canonical JSON of format 1', async () => {
    const { body } = await seal(payment(), freshRing());
    const text = Buffer.from(body).toString('utf8');
    expect(text).toBe(canonical(JSON.parse(text)));
    expect(bodyOf({ body })).toMatchObject({ format: 1, version: 1 });
    expect(Object.keys(bodyOf({ body }))).toEqual([
      'closed',
      'data',
      'digests',
      'format',
      'meta',
      'salts',
      'version',
    ]);
  });

  it('commits to every field of data and meta, with a salt for each public one', async () => {
    const sealed = await seal(payment(), freshRing());
    const { data, salts, digests, ...body } = bodyOf(sealed);
    const committed = { ...data, ...prefixed(body['meta'] ?? {}) };
    expect(Object.keys(salts ?? {}).sort()).toEqual(Object.keys(committed).sort());
    expect(Object.keys(digests ?? {}).sort()).toEqual(
      [...Object.keys(committed), 'committee', 'payeeAccount', 'receipt'].sort(),
    );
    for (const [field, value] of Object.entries(committed))
      expect(digests?.[field]).toBe(digest(String(salts?.[field]), field, value));
    expect(sealed.digests).toEqual(digests);
  });

  it('lets no closed value, salt or length out of its box', async () => {
    const { body } = await seal(payment(), freshRing());
    const { data, salts, closed } = bodyOf({ body });
    const text = Buffer.from(body).toString('utf8');
    for (const field of ['payeeAccount', 'committee', 'receipt']) {
      expect(data).not.toHaveProperty(field);
      expect(salts).not.toHaveProperty(field);
      expect(closed).toHaveProperty(field);
    }
    for (const secret of ['6222', '甲', 'r-7']) expect(text).not.toContain(secret);
  });

  it('makes a box a multiple of 512 bytes and a tag, as long as its padded content and no longer', async () => {
    const ring = freshRing();
    await fc.assert(
      fc.asyncProperty(fc.string({ maxLength: 1200, unit: 'grapheme' }), async (receipt) => {
        const { closed } = bodyOf(await seal(payment({ data: { ...paymentData, receipt } }), ring));
        const { box } = (closed as unknown as Boxes)['receipt'] as ClosedBox;
        const content = Buffer.byteLength(canonical(['x'.repeat(22), 'receipt', receipt]));
        expect(Buffer.from(box, 'base64url').length).toBe(Math.ceil(content / 512) * 512 + 16);
      }),
      { numRuns: 60 },
    );
  });

  it('says in meta.audience why each closed field is closed', async () => {
    const sealed = await seal(payment(), freshRing());
    expect(bodyOf(sealed)['meta']?.['audience']).toEqual({
      payeeAccount: { kind: 'personal' },
      committee: { kind: 'sealed', until: 'TenderAwarded', of: { tender: 't-1' } },
      receipt: { kind: 'internal' },
    });
  });

  it('closes an empty personal field too, under the key of nobody', async () => {
    const ring = freshRing();
    const draft = payment({ data: { ...paymentData, payeeAccount: null } });
    const [first, second] = [bodyOf(await seal(draft, ring)), bodyOf(await seal(draft, ring))];
    expect(keyOf(first, 'payeeAccount')).toMatch(/^subject:/);
    expect(keyOf(second, 'payeeAccount')).not.toBe(keyOf(first, 'payeeAccount'));
  });

  it('puts one person under one key, whatever the event, and all else under the key of the stream', async () => {
    const ring = freshRing();
    const other = payment({ stream: 'project-2', revision: 0 });
    const bodies = (await sealAll([payment(), other], ring)).map(bodyOf);
    expect(new Set(bodies.map((body) => keyOf(body, 'payeeAccount'))).size).toBe(1);
    expect(bodies.map((body) => keyOf(body, 'committee'))).toEqual([`stream:${stream}`, 'stream:project-2']);
  });

  describe('withholding at birth', () => {
    const withholding = (...fields: string[]) =>
      seal(payment({ withhold: fields.map((field) => ({ field, ...withheld })) }), freshRing());

    it('closes a public field with article, reason, approver and date of review', async () => {
      const body = bodyOf(await withholding('note'));
      expect(body['data']).not.toHaveProperty('note');
      expect(keyOf(body, 'note')).toBe(`stream:${stream}`);
      expect(body['meta']?.['audience']).toMatchObject({ note: { kind: 'withheld', ...withheld } });
    });

    it('outweighs what the type declares, and a person stays erasable', async () => {
      const body = bodyOf(await withholding('committee', 'payeeAccount'));
      expect(body['meta']?.['audience']).toMatchObject({
        committee: { kind: 'withheld' },
        payeeAccount: { kind: 'withheld' },
      });
      expect(keyOf(body, 'payeeAccount')).toMatch(/^subject:/);
    });

    it.each([
      ['an unknown field', ['nothing']],
      ['a field twice', ['note', 'note']],
      ['a field of meta', ['meta.findings']],
      ['what every object inherits', ['constructor']],
      ['the field that says when a sealed one opens', ['tender']],
    ])('refuses %s', async (_, fields) => {
      await expect(withholding(...fields)).rejects.toThrow(BadWithholding);
    });

    it.each(['article', 'reason', 'approver', 'reviewDate'])('refuses it without %s', async (name) => {
      const withhold = [{ field: 'note', ...withheld, [name]: ' ' }];
      await expect(seal(payment({ withhold }), freshRing())).rejects.toThrow(BadWithholding);
    });

    it('may take the opening field along with all that it opens', async () => {
      const body = bodyOf(await withholding('tender', 'committee'));
      expect(Buffer.from(JSON.stringify(body)).toString()).not.toContain('t-1');
    });
  });

  describe('salts made at preparation', () => {
    const salts = { amount: 'OXO3IPXNqiuEjMJvOv1Xyw', receipt: 'Y2nZpH7-a0e4nn2gPn9C3g' };

    it('are taken over by the fields of the same name, closed ones too', async () => {
      const sealed = await seal(payment({ salts }), freshRing());
      expect(bodyOf(sealed)['salts']?.['amount']).toBe(salts.amount);
      expect(sealed.digests['receipt']).toBe(digest(salts.receipt, 'receipt', paymentData.receipt));
    });

    it('serve one event only, so that a public field gives no salt of a closed one away', async () => {
      const open = payment({ salts, revision: 42, eventType: eventType() });
      const [first, second] = await sealAll([open, payment({ salts, revision: 43 })], freshRing());
      expect(first?.digests['receipt']).toBe(digest(salts.receipt, 'receipt', paymentData.receipt));
      expect(second?.digests['receipt']).not.toBe(first?.digests['receipt']);
    });

    it('must be salts', async () => {
      await expect(seal(payment({ salts: { amount: '1' } }), freshRing())).rejects.toThrow(BadDraft);
    });
  });

  it.each([
    ['a field that is undefined', { ...paymentData, note: undefined }],
    ['a closed field that is missing', { amount: '1.00', tender: 't-1' }],
    ['a field that looks like one of meta', { ...paymentData, 'meta.note': 1 }],
  ])('refuses %s', async (_, data) => {
    await expect(seal(payment({ data }), freshRing())).rejects.toThrow(BadDraft);
  });

  it('refuses meta with an undefined field', async () => {
    const incomplete = { ...meta, lateReason: undefined as unknown as null };
    await expect(seal(payment({ meta: incomplete }), freshRing())).rejects.toThrow(BadDraft);
  });

  describe('size', () => {
    const ofSize = (bytes: number, revision = 0) =>
      payment({
        revision,
        id: eventId(stream, 'c', revision),
        data: { note: 'x'.repeat(bytes) },
        eventType: eventType(),
      });

    it('a body of 256 KiB is sealed, one byte more is refused', async () => {
      const ring = freshRing();
      const overhead = (await seal(ofSize(0), ring)).body.length;
      const most = 256 * 1024 - overhead;
      expect((await seal(ofSize(most), ring)).body.length).toBe(256 * 1024);
      await expect(seal(ofSize(most + 1), ring)).rejects.toThrow(EventTooLarge);
    });

    it('an append over 900 KiB is refused', async () => {
      const drafts = [0, 1, 2, 3].map((revision) => ofSize(230_000, revision));
      await expect(sealAll(drafts.slice(0, 3), freshRing())).resolves.toHaveLength(3);
      await expect(sealAll(drafts, freshRing())).rejects.toThrow(EventTooLarge);
    });

    it('a leaf over 65,535 bytes is refused, whatever the name of the log', async () => {
      const fields = Array.from({ length: 1300 }, (_, index) => [`f${index}`, null]);
      const draft = payment({ data: Object.fromEntries(fields), eventType: eventType() });
      await expect(seal(draft, freshRing())).rejects.toThrow(/leaf of \d+ bytes/);
    });
  });
});

const prefixed = (record: object) =>
  Object.fromEntries(Object.entries(record).map(([name, value]) => [`meta.${name}`, value]));

const keyOf = (body: ReturnType<typeof bodyOf>, field: string) =>
  (body['closed'] as unknown as Boxes)[field]?.key;

type Boxes = Record<string, ClosedBox | undefined>;

import fc from 'fast-check';
import type { Audience, EventType, Json, JsonObject, Meta } from '@sunlit/ledger';
import { eventId } from '../identity.js';
import { type KeyRing, keyRing } from '../key-ring.js';
import { memoryKeyStore } from '../key-store.js';
import type { Draft, SealedEvent } from '../seal.js';

export const masterKey = Buffer.alloc(32, 7);
export const freshRing = (): KeyRing => keyRing(memoryKeyStore(), masterKey);

export const stream = 'project-fb4a0072-be88-5310-9aff-03caca9f39ff';
const command = 'da86bc01-0b0a-54fd-9641-487f91cc7589';

export const eventType = (closed: Record<string, Audience> = {}, version = 1): EventType => ({
  version,
  closed,
  clerical: [],
  upcast: {},
});

export const meta: Omit<Meta, 'audience'> = {
  commandId: command,
  preparedBy: { person: 'person-1', role: 'finance-officer', organisation: null, department: null },
  confirmedBy: { person: 'person-2', role: 'approver', organisation: null, department: null },
  recordedAt: '2026-04-01T02:03:04.005Z',
  rulebookVersion: 7,
  findings: [],
  overrides: [],
  lateReason: null,
  causation: [],
  request: null,
};

/** A payment whose account is personal and whose committee is sealed until the award of tender t-1. */
export const payment = (changes: Partial<Draft> = {}): Draft => {
  const revision = changes.revision ?? 41;
  return {
    stream,
    revision,
    id: eventId(changes.stream ?? stream, command, revision),
    type: 'PaymentRecorded',
    eventType: eventType({
      payeeAccount: { kind: 'personal' },
      committee: { kind: 'sealed', until: 'TenderAwarded', of: ['tender'] },
      receipt: { kind: 'internal' },
    }),
    data: paymentData,
    meta,
    withhold: [],
    ...changes,
  };
};

export const paymentData = {
  amount: '1400000.00',
  tender: 't-1',
  note: '第一期进度款',
  reason: null,
  payeeAccount: '6222 0000 1111 2222 333',
  committee: ['甲', '乙', '丙'],
  receipt: 'r-7',
};

export const withheld = {
  article: '条例第14条',
  reason: '涉及国家秘密',
  approver: 'person-9',
  reviewDate: '2027-04-01',
};

/** The body as an object, to look into it and to tamper with it. */
export const bodyOf = ({ body }: Pick<SealedEvent, 'body'>) =>
  JSON.parse(Buffer.from(body).toString('utf8')) as Record<string, JsonObject>;

/** Any JSON value that the ledger may store. */
export const anyJson: fc.Arbitrary<Json> = fc.letrec<{ json: Json }>((tie) => ({
  json: fc.oneof(
    { maxDepth: 3 },
    fc.constant(null),
    fc.boolean(),
    fc.maxSafeInteger(),
    fc.string({ unit: 'binary' }),
    fc.array(tie('json'), { maxLength: 4 }),
    fc.dictionary(fc.string({ unit: 'binary', maxLength: 8 }), tie('json'), { maxKeys: 4 }),
  ),
})).json;

const anyName = fc.oneof(
  fc.stringMatching(/^[a-z][A-Za-z0-9]{0,8}$/),
  fc.constantFrom('constructor', 'toString', 'valueOf', 'hasOwnProperty'),
);
const anyAudience: fc.Arbitrary<Audience | 'withheld' | 'public'> = fc.oneof(
  fc.constant('public' as const),
  fc.constant('withheld' as const),
  fc.constant({ kind: 'personal' } as const),
  fc.constant({ kind: 'internal' } as const),
  fc.constant({ kind: 'sealed', until: 'TenderAwarded', of: ['subject'] } as const),
);

/** A draft with any fields and values, closed in any way. */
export const anyDraft: fc.Arbitrary<Draft> = fc
  .dictionary(anyName, fc.tuple(anyJson, anyAudience), { maxKeys: 6 })
  .map((fields) => {
    const data: Record<string, Json> = { subject: 't-1' };
    const closed: Record<string, Audience> = {};
    const withhold: Draft['withhold'][number][] = [];
    for (const [field, [value, audience]] of Object.entries(fields)) {
      if (field === 'subject') continue;
      data[field] = value;
      if (audience === 'withheld') withhold.push({ field, ...withheld });
      else if (audience !== 'public') closed[field] = audience;
    }
    return payment({ data, eventType: eventType(closed), withhold });
  });

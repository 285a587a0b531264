import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes, randomUUID } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import type { KeptKey, KeyStore, SubjectKey, WrappedKey } from './key-store.js';

/** An AES-256 key, unwrapped. `id` is `stream:<stream>` or `subject:<uuid>`. */
export interface Key {
  readonly id: string;
  readonly secret: Buffer;
}

export interface KeyRing {
  /** The stream's key, made and durable on first use. */
  forStream(stream: string): Promise<Key>;
  /** The keys of these streams, in their order: one query for those not remembered. */
  forStreams(streams: readonly string[]): Promise<Key[]>;
  /** The subject's key: the same for the same identity until it is erased, then another. `null` is nobody known. */
  forSubject(identity: string | null): Promise<Key>;
  forSubjects(identities: readonly (string | null)[]): Promise<Key[]>;
  /** The id of the subject's key, or null when there is none: what to erase. */
  subjectKeyId(identity: string): Promise<string | null>;
  /** One query for a whole page. An id that is not in the answer was never kept, or its key table is lost. */
  find(ids: readonly string[]): Promise<Map<string, Buffer | 'erased'>>;
  /** For ever. Only subjects are erased: a stream's key also opens what must be opened later. */
  erase(id: string): Promise<void>;
  /** base64url HMAC-SHA-256 under the stream's key: `meta.request` of an entry made alone. */
  hmac(stream: string, text: string): Promise<string>;
  /** Throws `WrongMasterKey` when keys were kept under another master key: for the start of a program. */
  prove(): Promise<void>;
}

export class WrongMasterKey extends Error {
  override readonly name = 'WrongMasterKey';
  constructor(id: string) {
    super(
      `The master key does not open the key "${id}": it is another master key, or the key table is damaged.`,
    );
  }
}

interface Memory {
  /** Unwrapped keys remembered at most. */
  readonly remembered?: number;
  /** How long, in milliseconds. */
  readonly forgetAfter?: number;
  readonly clock?: () => number;
}

/**
 * Keys, wrapped by `masterKey` (32 bytes) in `store`. Unwrapped keys are remembered for a minute at most, because
 * another process may erase one: after that minute no process opens an erased field. Which key a subject has is
 * asked every time, so that nothing new is closed under an erased key.
 */
export function keyRing(
  store: KeyStore,
  masterKey: Uint8Array,
  { remembered = 10_000, forgetAfter = 60_000, clock = () => performance.now() }: Memory = {},
): KeyRing {
  const wrappingKey = derived(masterKey, 'sunlit ledger key wrapping 1');
  const indexKey = derived(masterKey, 'sunlit ledger subject index 1');
  const secrets = new LRUCache<string, Buffer>({
    max: remembered,
    ttl: forgetAfter,
    // Our own clock is asked each time, so that a spec can turn it.
    ttlResolution: 0,
    perf: { now: clock },
  });
  let proven = false;

  function unwrapped({ id, wrapped }: WrappedKey): Key {
    const secret = secrets.get(id) ?? unwrap(wrappingKey, id, wrapped);
    secrets.set(id, secret);
    return { id, secret };
  }

  const newKey = (id: string): WrappedKey => ({ id, wrapped: wrap(wrappingKey, id, randomBytes(keyBytes)) });

  // Before the first key of a process is made, so that two master keys never serve one table.
  async function establish(): Promise<void> {
    if (proven) return;
    const [kept] = await store.keep([newKey(proofId)]);
    if (kept?.wrapped) unwrap(wrappingKey, proofId, kept.wrapped);
    proven = true;
  }

  async function find(ids: readonly string[]): Promise<Map<string, Buffer | 'erased'>> {
    const found = new Map<string, Buffer | 'erased'>();
    const unknown = new Set<string>();
    for (const id of ids) {
      const secret = secrets.get(id);
      if (secret) found.set(id, secret);
      else unknown.add(id);
    }
    if (unknown.size === 0) return found;
    for (const kept of await store.find([...unknown]))
      found.set(kept.id, isWhole(kept) ? unwrapped(kept).secret : 'erased');
    return found;
  }

  async function forStreams(streams: readonly string[]): Promise<Key[]> {
    const ids = streams.map(streamKeyId);
    const found = await find(ids);
    const missing = [...new Set(ids)].filter((id) => !found.has(id));
    if (missing.length > 0) {
      await establish();
      for (const kept of await store.keep(missing.map(newKey)))
        if (isWhole(kept)) found.set(kept.id, unwrapped(kept).secret);
    }
    return ids.map((id) => {
      const secret = found.get(id);
      if (!(secret instanceof Uint8Array)) throw new Error(`the key "${id}" is erased`);
      return { id, secret };
    });
  }

  const subjectOf = (identity: string): string =>
    createHmac('sha256', indexKey).update(identity).digest('base64url');

  async function forSubjects(identities: readonly (string | null)[]): Promise<Key[]> {
    if (identities.length === 0) return [];
    await establish();
    const subjects = identities.map((identity) => (identity === null ? null : subjectOf(identity)));
    const known = await subjectKeys([...new Set(subjects.filter((subject) => subject !== null))]);
    const nobody = subjects.filter((subject) => subject === null).map(newSubjectKey);
    const nobodyKeys = nobody.length === 0 ? [] : (await store.keep(nobody)).filter(isWhole);
    return subjects.map((subject) => {
      const key = subject === null ? nobodyKeys.pop() : known.get(subject);
      if (!key) throw new Error('a subject key was not kept');
      return unwrapped(key);
    });
  }

  /** Asks again, because a subject may be erased between keeping its key and reading it back. */
  async function subjectKeys(subjects: readonly string[], attempts = 5): Promise<Map<string, SubjectKey>> {
    const known = new Map<string, SubjectKey>();
    for (let attempt = 0; attempt < attempts && known.size < subjects.length; attempt++) {
      const missing = subjects.filter((subject) => !known.has(subject));
      if (attempt > 0) await store.keepSubjects(missing.map((subject) => ({ subject, ...newSubjectKey() })));
      for (const key of await store.findSubjects(missing)) known.set(key.subject, key);
    }
    return known;
  }

  const newSubjectKey = () => newKey(`${subjectPrefix}${randomUUID()}`);

  return {
    forStream: async (stream) => only(await forStreams([stream])),
    forStreams,
    forSubject: async (identity) => only(await forSubjects([identity])),
    forSubjects,
    subjectKeyId: async (identity) => (await store.findSubjects([subjectOf(identity)]))[0]?.id ?? null,
    find,
    async erase(id) {
      if (!isSubjectKeyId(id)) throw new TypeError(`only a subject's key can be erased, not "${id}"`);
      await store.erase(id);
      secrets.delete(id);
    },
    async hmac(stream, text) {
      const { secret } = only(await forStreams([stream]));
      return createHmac('sha256', secret).update(text).digest('base64url');
    },
    async prove() {
      const [kept] = await store.find([proofId]);
      if (kept?.wrapped) unwrap(wrappingKey, proofId, kept.wrapped);
    },
  };
}

const subjectPrefix = 'subject:';
export const streamKeyId = (stream: string): string => `stream:${stream}`;
export const isSubjectKeyId = (id: string): boolean => id.startsWith(subjectPrefix);

/** A key that opens nothing: whoever can unwrap it has the right master key. */
const proofId = 'master:proof';
const keyBytes = 32;
const nonceBytes = 12;
const tagBytes = 16;
/** First byte of a wrapped key; then nonce, key, tag. */
const wrapping = 1;

const derived = (masterKey: Uint8Array, purpose: string): Buffer =>
  Buffer.from(hkdfSync('sha256', masterKey, Buffer.alloc(0), purpose, keyBytes));

// The id is bound in, so that rows cannot be swapped.
function wrap(wrappingKey: Buffer, id: string, secret: Buffer): Buffer {
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv('aes-256-gcm', wrappingKey, nonce).setAAD(Buffer.from(id));
  return Buffer.concat([
    Buffer.of(wrapping),
    nonce,
    cipher.update(secret),
    cipher.final(),
    cipher.getAuthTag(),
  ]);
}

function unwrap(wrappingKey: Buffer, id: string, wrapped: Buffer): Buffer {
  if (wrapped.length !== 1 + nonceBytes + keyBytes + tagBytes || wrapped[0] !== wrapping)
    throw new WrongMasterKey(id);
  const nonce = wrapped.subarray(1, 1 + nonceBytes);
  const decipher = createDecipheriv('aes-256-gcm', wrappingKey, nonce, { authTagLength: tagBytes })
    .setAAD(Buffer.from(id))
    .setAuthTag(wrapped.subarray(-tagBytes));
  try {
    return Buffer.concat([decipher.update(wrapped.subarray(1 + nonceBytes, -tagBytes)), decipher.final()]);
  } catch {
    throw new WrongMasterKey(id);
  }
}

const isWhole = (key: KeptKey): key is WrappedKey => key.wrapped !== null;

function only<T>(list: readonly T[]): T {
  if (list.length !== 1) throw new Error(`expected one, found ${list.length}`);
  return list[0] as T;
}

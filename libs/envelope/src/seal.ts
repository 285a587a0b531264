import type { EventType, Json, JsonObject, Meta, Withholding } from '@sunlit/ledger';
import {
  type Body,
  committedFields,
  isFieldName,
  maxAppendBytes,
  maxBodyBytes,
  maxLeafBytes,
  own,
} from './body.js';
import { canonical, inOrder } from './canonical.js';
import { closeField, type ClosedBox } from './closed-box.js';
import { closingKeys } from './closing-keys.js';
import type { Key, KeyRing } from './key-ring.js';
import { leafOf, LeafTooLarge, maxOriginBytes } from './leaf.js';
import { digest, isSalt, newSalt } from './salts.js';
import { audienceOf } from './withholding.js';

/** An event as decided, about to be sealed at `revision` of its stream. */
export interface Draft {
  readonly stream: string;
  readonly revision: number;
  readonly id: string;
  readonly type: string;
  readonly eventType: EventType;
  /** Plain values, closed ones too. Every field of the version is there, `null` when empty. */
  readonly data: object;
  readonly meta: Omit<Meta, 'audience'>;
  readonly withhold: readonly Withholding[];
  /** Salts made when the command was prepared, taken over by the fields of the same name. */
  readonly salts?: Readonly<Record<string, string>>;
}

/** Good as the event store's `NewEvent`; the rest saves reading the body again. */
export interface SealedEvent {
  readonly stream: string;
  readonly revision: number;
  readonly id: string;
  readonly type: string;
  readonly version: number;
  readonly recordedAt: string;
  readonly body: Uint8Array;
  readonly digests: Readonly<Record<string, string>>;
}

/** Refused before anything is stored: a leaf over 65,535 bytes, a body over 256 KiB, an append over 900 KiB. */
export class EventTooLarge extends Error {
  override readonly name = 'EventTooLarge';
}

/** A mistake of the caller, not of a person: a field without a value, a closed field that is not there. */
export class BadDraft extends Error {
  override readonly name = 'BadDraft';
}

/** `sealAll` of one. */
export async function seal(draft: Draft, ring: KeyRing): Promise<SealedEvent> {
  const [sealed] = await sealAll([draft], ring);
  return sealed as SealedEvent;
}

/**
 * Seals the events of an append: commits to every field, closes those that are not public, and answers the bytes to
 * store. Keys are durable when it answers. Throws `BadDraft`, `BadWithholding`, `EventTooLarge`.
 */
export async function sealAll(drafts: readonly Draft[], ring: KeyRing): Promise<SealedEvent[]> {
  const planned = drafts.map((draft) => {
    requireFields(draft);
    return { draft, audience: audienceOf(draft) };
  });
  const keys = await closingKeys(
    planned.flatMap(({ draft, audience }) =>
      Object.keys(audience).map((field) => ({
        stream: draft.stream,
        field,
        value: valueOf(draft, field),
        personal: own(draft.eventType.closed, field)?.kind === 'personal',
      })),
    ),
    ring,
  );
  const given = saltsOnce();
  const sealed = planned.map(({ draft, audience }) => sealOne(draft, audience, keys, given));
  requireSmallAppends(sealed);
  return sealed;
}

type Audiences = Meta['audience'];

function sealOne(
  draft: Draft,
  audience: Audiences,
  keys: Iterator<Key>,
  saltFor: ReturnType<typeof saltsOnce>,
): SealedEvent {
  const { stream, revision, id, type } = draft;
  const { version } = draft.eventType;
  // In canonical order from the start: the body is then written natively.
  const meta = inOrder({ ...draft.meta, audience });
  const data: Record<string, Json> = {};
  const closed: Record<string, ClosedBox> = {};
  const salts: Record<string, string> = {};
  const digests: Record<string, string> = {};

  for (const field of Object.keys(audience)) {
    const [salt, value] = [saltFor(draft, field), valueOf(draft, field)];
    closed[field] = closeField({ key: next(keys), place: [stream, id, field], field, salt, value });
    digests[field] = digest(salt, field, value);
  }
  for (const field of Object.keys(draft.data).sort())
    if (!Object.hasOwn(audience, field)) data[field] = inOrder(valueOf(draft, field));
  for (const [field, value] of committedFields(data, meta)) {
    const salt = saltFor(draft, field);
    salts[field] = salt;
    digests[field] = digest(salt, field, value);
  }

  const body = Buffer.from(
    canonical({
      ...{ closed: inOrder(closed), data, digests: inOrder(digests), format: 1 },
      ...{ meta, salts: inOrder(salts), version },
    } satisfies Body),
  );
  const event = {
    stream,
    revision,
    id,
    type,
    version,
    recordedAt: meta.recordedAt,
    body: new Uint8Array(body),
    digests,
  };
  requireSmall(event);
  return event;
}

function requireFields({ type, eventType, data, meta }: Draft): void {
  for (const [field, value] of committedFields(data, meta))
    if (value === undefined) throw new BadDraft(`${type}: ${field} is undefined; null says that it is empty`);
  for (const field of Object.keys(data))
    if (!isFieldName(field)) throw new BadDraft(`${type}: "${field}" cannot be the name of a field`);
  for (const field of Object.keys(eventType.closed))
    if (!Object.hasOwn(data, field)) throw new BadDraft(`${type}: the closed field ${field} is missing`);
}

/**
 * A salt given for a field is taken once. Two events of one command may have a field of the same name, one public
 * and one sealed: with one salt for both, the public one would let anybody guess the sealed one.
 */
function saltsOnce() {
  const taken = new Set<string>();
  return ({ type, salts = {} }: Draft, field: string): string => {
    const given = own(salts, field);
    if (given === undefined || taken.has(given)) return newSalt();
    if (!isSalt(given))
      throw new BadDraft(`${type}: the salt given for ${field} is not 128 bits in base64url`);
    taken.add(given);
    return given;
  };
}

function requireSmall(event: SealedEvent): void {
  const { stream, revision, type, body } = event;
  if (body.length > maxBodyBytes)
    throw new EventTooLarge(`${type}: a body of ${body.length} bytes, at most ${maxBodyBytes}`);
  // A leaf says less than its body: but for its place and the log's name, only digests that stand there too.
  if (body.length < maxLeafBytes - 2_048) return;
  try {
    // The log's name is not known here; the longest one stands for it.
    leafOf({ ...event, stream, revision, origin: 'o'.repeat(maxOriginBytes) });
  } catch (error) {
    if (error instanceof LeafTooLarge) throw new EventTooLarge(`${type}: ${error.message}`);
    throw error;
  }
}

function requireSmallAppends(events: readonly SealedEvent[]): void {
  const bytes = new Map<string, number>();
  for (const { stream, body } of events) bytes.set(stream, (bytes.get(stream) ?? 0) + body.length);
  for (const [stream, total] of bytes)
    if (total > maxAppendBytes)
      throw new EventTooLarge(`${stream}: an append of ${total} bytes, at most ${maxAppendBytes}`);
}

const valueOf = ({ data }: Draft, field: string): Json => (data as JsonObject)[field] as Json;

function next<T>(items: Iterator<T>): T {
  const { value, done } = items.next();
  if (done) throw new Error('a closed field without a key');
  return value as T;
}

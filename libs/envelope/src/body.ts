import { isUtf8 } from 'node:buffer';
import type { Json, JsonObject, Meta } from '@sunlit/ledger';
import { isCanonical } from './canonical.js';
import { type ClosedBox, isClosedBox } from './closed-box.js';
import { digestOfSorted } from './salts.js';

/** One event as the store keeps it. */
export interface Stored {
  readonly stream: string;
  readonly revision: number;
  readonly id: string;
  readonly type: string;
  readonly body: Uint8Array;
}

/** The layout of a body (events.md, "The stored event"). `format` fixes algorithms and layout. */
export interface Body {
  readonly format: 1;
  readonly version: number;
  readonly data: JsonObject;
  readonly meta: Meta;
  readonly closed: Readonly<Record<string, ClosedBox>>;
  readonly salts: Readonly<Record<string, string>>;
  readonly digests: Readonly<Record<string, string>>;
}

/** A stored event that is not what was sealed. Names the field when there is one, never a value. */
export class CorruptEvent extends Error {
  override readonly name = 'CorruptEvent';
  readonly stream: string;
  readonly revision: number;

  constructor(
    { stream, revision }: Pick<Stored, 'stream' | 'revision'>,
    readonly field: string | null,
    readonly fault: string,
  ) {
    super(`${stream} revision ${revision}${field === null ? '' : `, field ${field}`}: ${fault}`);
    this.stream = stream;
    this.revision = revision;
  }
}

export const maxBodyBytes = 256 * 1024;
export const maxAppendBytes = 900 * 1024;
/** Tiles of the transparency log prefix an entry with its length in 16 bits. */
export const maxLeafBytes = 65_535;

const fieldName = /^[A-Za-z][A-Za-z0-9]*$/;
/** A top-level key that can be committed to, closed and withheld; a dot would look like a field of meta. */
export const isFieldName = (name: string): boolean => fieldName.test(name);

export const metaField = (name: string): string => `meta.${name}`;

/** A field's value; names such as `constructor` must not find what every object inherits. */
export const own = <T>(record: Readonly<Record<string, T>>, name: string): T | undefined =>
  Object.hasOwn(record, name) ? record[name] : undefined;

/**
 * The body with its public side proven: the bytes are the canonical form of what they say, every field of data and
 * meta has a salt and the right digest, every closed field has a box, a digest and an audience, and there is nothing
 * else. Throws `CorruptEvent`.
 */
export function readBody(stored: Stored): Body {
  const body = parse(stored);
  const { data, meta, closed, salts, digests } = body;
  const committed = [...committedFields(data, meta)];
  for (const [field, value] of committed) {
    const salt = own(salts, field);
    if (salt === undefined) throw new CorruptEvent(stored, field, 'has no salt');
    if (own(digests, field) !== digestOfSorted(salt, field, value))
      throw new CorruptEvent(stored, field, 'does not match its digest');
  }
  const boxes = Object.keys(closed);
  for (const field of boxes) {
    if (!isFieldName(field) || Object.hasOwn(data, field))
      throw new CorruptEvent(stored, field, 'is closed and public at once');
    if (!isClosedBox(closed[field])) throw new CorruptEvent(stored, field, 'is not a closed box');
    if (!Object.hasOwn(digests, field)) throw new CorruptEvent(stored, field, 'has no digest');
    if (!Object.hasOwn(meta.audience, field)) throw new CorruptEvent(stored, field, 'has no audience');
  }
  const counts = [Object.keys(salts).length, Object.keys(digests).length, Object.keys(meta.audience).length];
  if (String(counts) !== String([committed.length, committed.length + boxes.length, boxes.length]))
    throw new CorruptEvent(stored, null, 'has a salt, a digest or an audience for a field that is not there');
  return body;
}

/** Every field that is public, under the name it is committed by. */
export function* committedFields(data: object, meta: object): Generator<[field: string, value: unknown]> {
  yield* Object.entries(data);
  for (const [name, value] of Object.entries(meta)) yield [metaField(name), value];
}

function parse(stored: Stored): Body {
  const bytes = Buffer.from(stored.body.buffer, stored.body.byteOffset, stored.body.byteLength);
  const text = bytes.toString('utf8');
  let value: Json | undefined;
  try {
    // What is not UTF-8 reads as U+FFFD, and would compare equal to a text that holds it.
    if (isUtf8(bytes)) value = JSON.parse(text) as Json;
  } catch {}
  if (value === undefined || !isCanonical(value, text))
    throw new CorruptEvent(stored, null, 'the body is not canonical JSON');
  if (!isBody(value)) throw new CorruptEvent(stored, null, 'the body does not have the layout of format 1');
  return value as unknown as Body;
}

const parts = ['closed', 'data', 'digests', 'format', 'meta', 'salts', 'version'];

function isBody(value: Json): boolean {
  if (!isObject(value)) return false;
  const { format, version, data, meta, closed, salts, digests } = value;
  return (
    String(Object.keys(value)) === String(parts) &&
    format === 1 &&
    typeof version === 'number' &&
    version >= 1 &&
    isObject(data) &&
    Object.keys(data).every(isFieldName) &&
    isObject(meta) &&
    typeof meta.recordedAt === 'string' &&
    isObject(meta.audience) &&
    [closed, salts, digests].every(isObject)
  );
}

const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

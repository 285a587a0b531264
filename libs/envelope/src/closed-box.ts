import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { Json } from '@sunlit/ledger';
import { canonical } from './canonical.js';
import type { Key } from './key-ring.js';
import { isSalt } from './salts.js';

/** A closed field as stored: AES-256-GCM, all in base64url; `box` is ciphertext and tag. */
export interface ClosedBox {
  readonly key: string;
  readonly nonce: string;
  readonly box: string;
}

const algorithm = 'aes-256-gcm';
const nonceBytes = 12;
const tagBytes = 16;
/** The length of a box tells only how many blocks its content takes. */
const blockBytes = 512;

export interface FieldToClose {
  readonly key: Key;
  /** What the box is bound to: canonical `[stream, id, field]`. */
  readonly place: readonly [stream: string, id: string, field: string];
  readonly field: string;
  readonly salt: string;
  readonly value: unknown;
}

/** The nonce is random; vectors give their own. */
export function closeField(
  { key, place, field, salt, value }: FieldToClose,
  nonce: Uint8Array = randomBytes(nonceBytes),
): ClosedBox {
  const cipher = createCipheriv(algorithm, key.secret, nonce, { authTagLength: tagBytes });
  cipher.setAAD(Buffer.from(canonical(place)));
  const box = Buffer.concat([
    cipher.update(padded(canonical([salt, field, value]))),
    cipher.final(),
    cipher.getAuthTag(),
  ]);
  return { key: key.id, nonce: Buffer.from(nonce).toString('base64url'), box: box.toString('base64url') };
}

/** Salt and value from a box. Throws when box, nonce, place or field is not what was closed, to the last bit. */
export function openField(
  closed: ClosedBox,
  secret: Uint8Array,
  place: FieldToClose['place'],
  field: string,
): { salt: string; value: Json } {
  const box = fromBase64url(closed.box);
  const decipher = createDecipheriv(algorithm, secret, fromBase64url(closed.nonce), {
    authTagLength: tagBytes,
  });
  decipher.setAAD(Buffer.from(canonical(place)));
  decipher.setAuthTag(box.subarray(-tagBytes));
  const content = Buffer.concat([decipher.update(box.subarray(0, -tagBytes)), decipher.final()]);
  const [salt, name, value] = JSON.parse(content.toString('utf8')) as [string, string, Json];
  if (!isSalt(salt) || name !== field || !padded(canonical([salt, name, value])).equals(content))
    throw new Error('the box does not hold this field');
  return { salt, value };
}

/** Whether this is the layout of a box, as far as can be told without its key. */
export function isClosedBox(value: unknown): value is ClosedBox {
  if (value === null || typeof value !== 'object') return false;
  const { key, nonce, box, ...rest } = value as Record<string, unknown>;
  if (typeof key !== 'string' || typeof nonce !== 'string' || typeof box !== 'string') return false;
  const length = bytesIn(box) - tagBytes;
  return (
    Object.keys(rest).length === 0 && bytesIn(nonce) === nonceBytes && length > 0 && length % blockBytes === 0
  );
}

function padded(text: string): Buffer {
  const content = Buffer.from(text);
  const bytes = Buffer.alloc(Math.ceil(content.length / blockBytes) * blockBytes, ' ');
  content.copy(bytes);
  return bytes;
}

// Node forgives stray characters and spare bits: two texts for the same bytes would be two bodies for one event.
function fromBase64url(text: string): Buffer {
  const bytes = Buffer.from(text, 'base64url');
  if (bytes.toString('base64url') !== text) throw new Error('not base64url');
  return bytes;
}

const bytesIn = (text: string): number => Math.floor((text.length * 3) / 4);

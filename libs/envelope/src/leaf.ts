import { createHash } from 'node:crypto';
import { maxLeafBytes, readBody, type Stored } from './body.js';
import { canonical } from './canonical.js';

/** What the transparency log commits to: every field by its digest, none in the clear. */
export interface LeafFacts extends Omit<Stored, 'body'> {
  /** Name of the log, at most 255 bytes. */
  readonly origin: string;
  readonly version: number;
  readonly recordedAt: string;
  readonly digests: Readonly<Record<string, string>>;
}

export const maxOriginBytes = 255;

export class LeafTooLarge extends Error {
  override readonly name = 'LeafTooLarge';
}

/** The leaf's canonical text. Throws `LeafTooLarge` over 65,535 bytes, which sealing refuses beforehand. */
export function leafOf(facts: LeafFacts): string {
  const { origin, stream, revision, id, type, version, recordedAt, digests } = facts;
  if (Buffer.byteLength(origin) > maxOriginBytes)
    throw new LeafTooLarge(`the origin is longer than ${maxOriginBytes} bytes`);
  // Written in canonical order, which spares the sorting.
  const text = canonical({
    alg: 'sha256',
    digests,
    id,
    origin,
    recordedAt,
    revision,
    stream,
    type,
    v: 1,
    version,
  });
  const bytes = Buffer.byteLength(text);
  if (bytes > maxLeafBytes)
    throw new LeafTooLarge(
      `${stream} revision ${revision}: a leaf of ${bytes} bytes, at most ${maxLeafBytes}`,
    );
  return text;
}

/** The leaf of a stored event, after proving its body. Throws `CorruptEvent`. */
export function leaf({ origin, ...stored }: Stored & { readonly origin: string }): string {
  const { version, meta, digests } = readBody(stored);
  return leafOf({ ...stored, origin, version, recordedAt: meta.recordedAt, digests });
}

/** RFC 6962: SHA-256(0x00 ‖ leaf). */
export const leafHash = (text: string): Buffer =>
  createHash('sha256').update(Buffer.of(0)).update(text).digest();

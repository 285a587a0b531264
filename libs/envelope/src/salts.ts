import { hash, randomBytes } from 'node:crypto';
import { canonical } from './canonical.js';

const saltBytes = 16;
const poolBytes = saltBytes * 4096;

// Asking the system for each salt is five times slower than cutting them out of a pool.
let pool = Buffer.alloc(0);
let used = 0;

/** 128 random bits in base64url: 22 characters. */
export function newSalt(): string {
  if (used === pool.length) {
    pool = randomBytes(poolBytes);
    used = 0;
  }
  const start = used;
  used += saltBytes;
  return pool.toString('base64url', start, used);
}

const saltText = /^[A-Za-z0-9_-]{21}[AQgw]$/;
export const isSalt = (text: unknown): text is string => typeof text === 'string' && saltText.test(text);

/** What is shown to prove a field: base64url of canonical `[salt, field, value]`. */
export const disclosure = (salt: string, field: string, value: unknown): string =>
  Buffer.from(canonical([salt, field, value])).toString('base64url');

/** A field's commitment: base64url SHA-256 of its disclosure. */
export const digest = (salt: string, field: string, value: unknown): string =>
  hash('sha256', disclosure(salt, field, value), 'base64url');

/** `digest` of a value whose keys are known to be sorted at every depth: what came out of a canonical body. */
export const digestOfSorted = (salt: string, field: string, value: unknown): string =>
  hash('sha256', Buffer.from(JSON.stringify([salt, field, value])).toString('base64url'), 'base64url');

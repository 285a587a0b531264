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

const base64url = (text: string): string => Buffer.from(text).toString('base64url');
const commitment = (disclosed: string): string => hash('sha256', disclosed, 'base64url');

/** What is shown to prove a field: base64url of canonical `[salt, field, value]`. */
export const disclosure = (salt: string, field: string, value: unknown): string =>
  base64url(canonical([salt, field, value]));

/** A field's commitment: base64url SHA-256 of its disclosure. */
export const digest = (salt: string, field: string, value: unknown): string =>
  commitment(disclosure(salt, field, value));

/** `digest` of a value whose keys are known to be sorted at every depth: what came out of a canonical body. */
export const digestOfSorted = (salt: string, field: string, value: unknown): string =>
  commitment(base64url(JSON.stringify([salt, field, value])));

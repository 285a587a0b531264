import { parse, v5 } from 'uuid';
import { canonical } from './canonical.js';

const namespace = parse('c2a4b1de-6f0e-4b57-9c53-0d1f7a5e8b26');

/** UUIDv5 whose name is the canonical JSON array of the parts, strings trimmed (events.md, "Identity"). */
export const uuid5 = (...parts: readonly (string | number)[]): string =>
  // As bytes: from a string the library makes them one by one.
  v5(Buffer.from(canonical(parts.map((part) => (typeof part === 'string' ? part.trim() : part)))), namespace);

/** The same works cannot be registered twice: owner's USCC and the owner's own project number. */
export const projectId = (ownerUscc: string, number: string): string => uuid5(ownerUscc, number);

/** Each notice of a lot opens a round: 1, 2, ... */
export const tenderId = (project: string, lot: string, round: number): string => uuid5(project, lot, round);

/** Also the id of a submission. `key` is the request's `Idempotency-Key`. */
export const commandId = (person: string, key: string): string => uuid5(person, key);

/** `index` counts the events of one command on its stream: 0, 1, 2, ... */
export const eventId = (stream: string, command: string, index: number): string =>
  uuid5(stream, command, index);

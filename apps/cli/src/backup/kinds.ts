import type { StoredEvent } from '@sunlit/event-store';
import { createHash } from 'node:crypto';
import { digestOf } from '../copy.js';
import type { Kind } from './records.js';

type Line = Readonly<Record<string, unknown>>;

const text = (line: Line, field: string): string => {
  const value = line[field];
  if (typeof value !== 'string') throw new TypeError(field);
  return value;
};
const whole = (line: Line, field: string): number => {
  const value = line[field];
  if (!Number.isSafeInteger(value)) throw new TypeError(field);
  return value as number;
};
const sha256 = (record: object): string => createHash('sha256').update(JSON.stringify(record)).digest('hex');

/** An event without its position, which is the store's own. */
export type KeptEvent = Omit<StoredEvent, 'position'>;

/** Bodies are JSON: as text they can be read with `zcat`; what is no text is kept in base64. */
export const events: Kind<KeptEvent> = {
  name: 'event',
  toLine({ stream, revision, id, type, body }) {
    const readable = Buffer.from(body).toString('utf8');
    const same = Buffer.from(readable, 'utf8').equals(body);
    const kept = same ? { body: readable } : { base64: Buffer.from(body).toString('base64') };
    return { stream, revision, id, type, ...kept };
  },
  fromLine: (line) => ({
    stream: text(line, 'stream'),
    revision: whole(line, 'revision'),
    id: text(line, 'id'),
    type: text(line, 'type'),
    body:
      'base64' in line
        ? Buffer.from(text(line, 'base64'), 'base64')
        : Buffer.from(text(line, 'body'), 'utf8'),
  }),
  digestOf,
  nameOf: ({ stream, revision, type }) => `${type}, ${stream} ${revision}`,
};

/** A document that was uploaded; its bytes lie in a file that its hash names. */
export interface KeptDocument {
  readonly sha256: string;
  readonly mediaType: string;
  /** Bytes. */
  readonly size: number;
  /** UTC instant. */
  readonly uploadedAt: string;
}

export const documents: Kind<KeptDocument> = {
  name: 'document',
  toLine: (document) => document,
  fromLine(line) {
    const hash = text(line, 'sha256');
    // It becomes the name of a file.
    if (!/^[0-9a-f]{64}$/.test(hash)) throw new TypeError('sha256');
    return {
      sha256: hash,
      mediaType: text(line, 'mediaType'),
      size: whole(line, 'size'),
      uploadedAt: text(line, 'uploadedAt'),
    };
  },
  digestOf: sha256,
  nameOf: ({ sha256: hash }) => hash,
};

/** A row of the tables in schema `keys`; keys stay wrapped by the master key, which is never in a backup. */
export type KeptRow =
  | { readonly table: 'key'; readonly id: string; readonly wrapped: string; readonly at: string }
  | { readonly table: 'subject'; readonly subject: string; readonly key: string }
  | { readonly table: 'erased'; readonly id: string; readonly at: string };

export const keys: Kind<KeptRow> = {
  name: 'key',
  toLine: (row) => row,
  fromLine(line) {
    const table = text(line, 'table');
    if (table === 'key')
      return { table, id: text(line, 'id'), wrapped: text(line, 'wrapped'), at: text(line, 'at') };
    if (table === 'subject') return { table, subject: text(line, 'subject'), key: text(line, 'key') };
    if (table === 'erased') return { table, id: text(line, 'id'), at: text(line, 'at') };
    throw new TypeError('table');
  },
  digestOf: sha256,
  nameOf: (row) => (row.table === 'subject' ? `subject of ${row.key}` : `${row.table} ${row.id}`),
};

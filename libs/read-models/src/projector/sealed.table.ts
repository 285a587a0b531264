import { column, key, table } from '../table.js';

/**
 * An event with sealed fields that wait for their opening, as stored: its bytes, closed boxes and all. Nothing is kept
 * in the clear; a field is decrypted when it opens.
 */
export interface SealedRow {
  readonly stream: string;
  readonly revision: number;
  readonly entry: number;
  readonly id: string;
  readonly type: string;
  /** PostgreSQL's hex form. */
  readonly body: string;
  readonly fields: readonly SealedField[];
  /** The types of event that may open a field still closed. */
  readonly awaits: readonly string[];
}

export interface SealedField {
  readonly field: string;
  readonly until: string;
  readonly of: Readonly<Record<string, string | number | null>>;
  readonly opened: boolean;
}

const { text, integer, bigint, uuid, bytes, json, texts } = column;

export const sealedTable = table<SealedRow>('sealed_event', {
  ...{
    stream: key(text),
    revision: key(integer),
    entry: bigint,
    id: uuid,
    type: text,
    body: bytes,
    fields: json,
    awaits: texts,
  },
});

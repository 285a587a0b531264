import { column, key, table } from '../table.js';
import type { Said } from './kept.js';

/**
 * An earlier event that may have to be shown again, as stored: its bytes, closed boxes and all. One with sealed fields
 * that wait for their opening, one about which a later entry said something, or a correction. Nothing is kept in the
 * clear beside what was public once; a closed field is decrypted when it is shown.
 */
export interface KeptRow {
  readonly stream: string;
  readonly revision: number;
  readonly entry: number;
  readonly id: string;
  readonly type: string;
  /** PostgreSQL's hex form. */
  readonly body: string;
  readonly fields: readonly SealedField[];
  readonly said: readonly Said[];
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

export const keptTable = table<KeptRow>('kept_event', {
  ...{
    stream: key(text),
    revision: key(integer),
    entry: bigint,
    id: uuid,
    type: text,
    body: bytes,
    fields: json,
    said: json,
    awaits: texts,
  },
});

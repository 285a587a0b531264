import type { AudienceNote, JsonObject, Meta } from '@sunlit/ledger';
import type { Amendment } from '../views.js';
import { column, key, optional, table } from '../table.js';

/** One entry of the public trail. */
export interface EventRow {
  readonly entry: number;
  readonly stream: string;
  readonly revision: number;
  readonly id: string;
  readonly type: string;
  readonly version: number;
  readonly recordedAt: string;
  readonly project: string | null;
  readonly gist: Readonly<Record<string, string>>;
  readonly findings: number;
  readonly late: boolean;
  readonly body: EventBody;
}

/** What of the stored body everybody may see, and what proves it. */
export interface EventBody {
  readonly data: JsonObject;
  readonly meta: Meta;
  readonly closed: Readonly<Record<string, AudienceNote>>;
  readonly amendments: readonly Amendment[];
  readonly salts: Readonly<Record<string, string>>;
  readonly digests: Readonly<Record<string, string>>;
}

const { bigint, text, integer, uuid, json, flag } = column;

const columns = table<EventRow>(
  'event',
  {
    entry: key(bigint),
    ...{ stream: text, revision: integer, id: uuid, type: text, version: integer, recordedAt: text },
    project: optional(uuid),
    ...{ gist: json, findings: integer, late: flag, body: json },
  },
  { columns: ['id'], unique: true },
  { columns: ['stream', 'revision'], unique: true },
  { columns: ['recordedAt'] },
);

/** Bodies are digests and salts, which do not compress: they stay in one piece in their row as far as it holds them. */
export const eventTable = {
  ...columns,
  storage: 'ALTER COLUMN body SET STORAGE EXTERNAL, SET (toast_tuple_target = 8160)',
};

import type { Opened } from '@sunlit/envelope';
import { categoryOf, upcast, type AudienceNote, type JsonObject, type Meta } from '@sunlit/ledger';

/**
 * What everybody may see of a logged event: its public fields and the sealed ones that have opened. Nothing else of an
 * event reaches the published read models.
 */
export interface Visible {
  readonly stream: string;
  readonly revision: number;
  readonly id: string;
  readonly type: string;
  /** The version stored. */
  readonly version: number;
  /** Its place in the public order: 0, 1, 2, ... */
  readonly entry: number;
  readonly recordedAt: string;
  /** The project of a project stream. */
  readonly project: string | null;
  /** As stored. */
  readonly data: JsonObject;
  /** As the present version of the type reads it. */
  readonly read: JsonObject;
  readonly meta: Meta;
  /** Fields still closed, and why. */
  readonly closed: Readonly<Record<string, AudienceNote>>;
  /** Of what is shown. */
  readonly salts: Readonly<Record<string, string>>;
  /** Of every field. */
  readonly digests: Readonly<Record<string, string>>;
}

/** An event for the published read models: when it is new, and again when a sealed field of it has opened. */
export interface Delivery {
  readonly event: Visible;
  readonly again: boolean;
}

/** The visible side of `event`, of whose sealed fields those in `opened` have opened. Pure. */
export function visible(event: Opened, entry: number, opened: ReadonlySet<string> = new Set()): Visible {
  const { stream, revision, id, type, version, meta, digests } = event;
  const closed = Object.entries(event.closed).filter(
    ([field, { kind }]) => !(kind === 'sealed' && opened.has(field)),
  );
  const hidden = new Set(closed.map(([field]) => field));
  const data = without(event.data, hidden);
  return {
    ...{ stream, revision, id, type, version, entry, recordedAt: meta.recordedAt },
    project: categoryOf(stream) === 'project' ? stream.slice('project-'.length) : null,
    ...{ data, read: upcast(type, version, data), meta },
    ...{ closed: Object.fromEntries(closed), salts: without(event.salts, hidden), digests },
  };
}

function without<T>(
  record: Readonly<Record<string, T>>,
  names: ReadonlySet<string>,
): Readonly<Record<string, T>> {
  if (names.size === 0) return record;
  const kept: Record<string, T> = {};
  for (const name in record) if (!names.has(name)) kept[name] = record[name]!;
  return kept;
}

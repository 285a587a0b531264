import type { Opened } from '@sunlit/envelope';
import {
  categoryOf,
  upcast,
  type AudienceNote,
  type Finding,
  type Json,
  type JsonObject,
  type Meta,
} from '@sunlit/ledger';
import type { Amendment } from './views.js';

/**
 * What everybody may see of a logged event: its public fields, the sealed ones that have opened and the withheld ones
 * that were released, without those withheld later. Nothing else of an event reaches the published read models.
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
  /** As the present version of the type reads it, with corrected texts in their places. */
  readonly read: JsonObject;
  readonly meta: Meta;
  /** Fields closed by now, and why. */
  readonly closed: Readonly<Record<string, AudienceNote>>;
  /** What later entries said about it. */
  readonly amendments: readonly Amendment[];
  /** Of what is shown. */
  readonly salts: Readonly<Record<string, string>>;
  /** Of every field. */
  readonly digests: Readonly<Record<string, string>>;
}

/**
 * An event for the published read models: when it is new, and again whenever more or less of it may be seen or a text of
 * it was corrected. `before`: as it was delivered last; null when it is new.
 */
export interface Delivery {
  readonly event: Visible;
  readonly again: boolean;
  readonly before: Visible | null;
}

/** The visible side of `event`, of which the fields in `closed` are closed by now. Pure. */
export function visible(
  event: Opened,
  entry: number,
  closed: Readonly<Record<string, AudienceNote>> = event.closed,
  amendments: readonly Amendment[] = [],
): Visible {
  const { stream, revision, id, type, version, digests } = event;
  const hidden = new Set(Object.keys(closed));
  const data = without(event.data, hidden);
  const { meta, salts } = unquoted(event, closed);
  return {
    ...{ stream, revision, id, type, version, entry, recordedAt: meta.recordedAt },
    project: categoryOf(stream) === 'project' ? stream.slice('project-'.length) : null,
    ...{ data, read: { ...upcast(type, version, data), ...corrections(amendments) }, meta },
    ...{ closed, amendments, salts: without(salts, hidden), digests },
  };
}

/** The corrected texts that may be seen, by field: of several the last. */
export const corrections = (amendments: readonly Amendment[]): Record<string, string> =>
  Object.fromEntries(amendments.flatMap(({ field, text }) => (text === undefined ? [] : [[field, text]])));

/** Findings cite no value that was withheld after they were made; without the salt nobody can try which one it was. */
function unquoted(
  { data, meta, salts }: Opened,
  closed: Readonly<Record<string, AudienceNote>>,
): Pick<Visible, 'meta' | 'salts'> {
  const withheld = Object.keys(closed).filter((field) => closed[field]!.kind === 'withheld');
  const texts = new Set(withheld.flatMap((field) => textsIn(data[field] ?? null)));
  const quotes = (fact: Json) => textsIn(fact).some((text) => texts.has(text));
  if (texts.size === 0 || !meta.findings.some(({ facts }) => quotes(facts))) return { meta, salts };
  const findings = meta.findings.map((finding): Finding => {
    const kept = Object.entries(finding.facts).filter(([, fact]) => !quotes(fact));
    return { ...finding, facts: Object.fromEntries(kept) };
  });
  return { meta: { ...meta, findings }, salts: without(salts, new Set(['meta.findings'])) };
}

function textsIn(value: Json): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
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

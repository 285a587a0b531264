import type { Opened } from '@sunlit/envelope';
import type { AudienceNote, JsonObject, Meta } from '@sunlit/ledger';
import type { Visible } from '../visible.js';

/** An entry of `published.event` as everybody may see it now, without what only proves it. */
export interface PublishedEvent {
  readonly stream: string;
  readonly revision: number;
  readonly entry: number;
  readonly id: string;
  readonly type: string;
  readonly version: number;
  readonly data: JsonObject;
  readonly meta: Meta;
  /** Fields closed by now, and why. */
  readonly closed: Readonly<Record<string, AudienceNote>>;
}

/** For a statement: the columns of a `PublishedEvent`, of the events called `e`. */
export const publishedColumns = `e.stream, e.revision, e.entry::int, e.id, e.type, e.version,
  e.body->'data' AS data, e.body->'meta' AS meta, e.body->'closed' AS closed`;

/**
 * The event as it was when it was recorded: what its audience closed then was closed, even where the value is to be seen
 * by now. What is closed to this day has no value here. Pure.
 */
export const born = ({ stream, revision, id, type, version, data, meta }: PublishedEvent): Opened => ({
  ...{ stream, revision, id, type, version, data, meta, closed: meta.audience },
  ...{ unreadable: [], keys: {}, salts: {}, digests: {} },
});

/**
 * An event as it was to be seen at a moment of the past, but for what has been withheld since: that has no value here and
 * is named with its present note. Pure.
 */
export function stillWithheld(seen: Visible, now: PublishedEvent['closed'] | undefined): Visible {
  const since = Object.entries(now ?? {}).filter(
    ([field, { kind }]) => kind === 'withheld' && !(field in seen.closed),
  );
  return since.length === 0 ? seen : { ...seen, closed: { ...seen.closed, ...Object.fromEntries(since) } };
}

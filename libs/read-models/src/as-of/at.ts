/** A moment of the ledger: the end of a day `YYYY-MM-DD` in Asia/Shanghai, or just after an entry. */
export type At = { readonly asof: string } | { readonly entry: number };

/**
 * That a view shows the past, and until when. Null on a view of now.
 */
export interface Past {
  /** The day asked for; null where an entry was. */
  readonly asof: string | null;
  /** The last entry that counts; on a list -1 where there was none yet. */
  readonly entry: number;
  /** When that was recorded. */
  readonly recordedAt: string;
  /** The same page as of now. */
  readonly now: string;
  /** The same page before and after the nearest changes; left out or null where there are none. */
  readonly before?: string | null;
  readonly after?: string | null;
}

/** The first instant that no longer belongs to a day in Asia/Shanghai, UTC. Recorded instants sort as text. */
export const endOfDay = (day: string): string => `${day}T16:00:00.000Z`;

/** The moment that a view of the past shows. */
export const atOfPast = (past: Pick<Past, 'asof' | 'entry'> | null): At | null =>
  past === null ? null : past.asof === null ? { entry: past.entry } : { asof: past.asof };

import type { Current } from './layout.js';

/** `paused`: nobody keeps the read models current; `behind`: somebody does and has not caught up. */
export type Lag = 'paused' | 'behind';

/** All that a page depends on beside its address, who reads it, and the program. */
export interface Standing extends Current {
  readonly lag: Lag | null;
  /** The server's day in Asia/Shanghai, `YYYY-MM-DD`: what is due follows from it. */
  readonly today: string;
  /** Which read models are shown: rebuilt ones may show the same entries otherwise. */
  readonly edition?: string;
}

/** How the app's pages stand; answered from memory where it can be. */
export interface Freshness {
  standing(): Promise<Standing>;
  /** Changes whenever the program or a setting may give another page for the same data. */
  readonly build: string;
}

/** Injection token of the app's `Freshness`. Without one, pages get the ETag of their bytes. */
export const FRESHNESS = Symbol('freshness');

/** What tells two answers of one address apart. Data as JSON are the same to every reader; compressed, they are other bytes. */
export const entityTag = (
  { entry, today, lag, edition }: Standing,
  build: string,
  as: readonly ['json'] | readonly ['html', lang: string, size: string],
  gzip = false,
): string =>
  `"${[entry, today.replaceAll('-', ''), ...as, ...(gzip ? ['gzip'] : []), ...(lag ? [lag] : []), ...(edition ? [edition] : []), build].join('-')}"`;

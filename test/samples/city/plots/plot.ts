import type { Facts, Works } from '../works.js';

/** A project's story: who it is, what is to be seen of it, and how it went. */
export interface Plot {
  readonly facts: Facts;
  /** What the page of this project shows, for the sample's README. */
  readonly shows: string;
  play(w: Works): void;
}

import type { Closed, DataOf, sections } from '@sunlit/ledger';

type Merged<U> = (U extends unknown ? (u: U) => void : never) extends (all: infer All) => void ? All : never;
type Types = Merged<(typeof sections)[keyof typeof sections]['events']>;

/** Every event of the project stream with its data. */
export type ProjectEvents = { readonly [T in keyof Types & string]: DataOf<Types[T]> };
export type ProjectEventType = keyof ProjectEvents;

/** Data as the public reads it: a closed field is absent until it opens. A withheld one is absent too, and is named in `closed`. */
export type Shown<D> = {
  readonly [F in keyof D as D[F] extends Closed<unknown> ? never : F]: D[F];
} & {
  readonly [F in keyof D as D[F] extends Closed<unknown> ? F : never]?: D[F] extends Closed<infer T>
    ? T
    : never;
};

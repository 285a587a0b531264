import type { JsonObject } from './event-type.js';

/**
 * Values that not everybody may see. At run time a closed value is the plain value; the brand exists for the
 * compiler only, so that closed data inside a public field does not compile. `reveal` is the one way out and
 * stands where the ledger opens something on purpose.
 */
declare const closedKind: unique symbol;

export type ClosedKind = 'sealed' | 'internal' | 'personal';
export type Closed<T, K extends ClosedKind = ClosedKind> = { readonly [closedKind]: readonly [K, T] };
/** Opens with a named later event of the same tender or contract; see `sealed`. */
export type Sealed<T> = Closed<T, 'sealed'>;
/** For the officers of the case, never for the public. */
export type Internal<T> = Closed<T, 'internal'>;
/** About a person: erasable, never public, never in a decider's state. */
export type Personal<T> = Closed<T, 'personal'>;

export const asSealed = <T>(value: T): Sealed<T> => value as unknown as Sealed<T>;
export const asInternal = <T>(value: T): Internal<T> => value as unknown as Internal<T>;
export const reveal = <T>(closed: Closed<T>): T => closed as unknown as T;

type IsClosed<V> = [V] extends [never] ? false : V extends { readonly [closedKind]: unknown } ? true : false;
type Holds<V> =
  // Free-form JSON holds no brands and would recurse for ever.
  [JsonObject] extends [V]
    ? false
    : true extends IsClosed<V>
      ? true
      : V extends readonly (infer Item)[]
        ? Holds<Item>
        : V extends object
          ? true extends { [K in keyof V]: Holds<V[K]> }[keyof V]
            ? true
            : false
          : false;

/** The names of a type's fields that are closed, of one kind or of any. */
export type ClosedKeys<D, K extends ClosedKind = ClosedKind> = {
  [F in keyof D]: D[F] extends Closed<unknown, K> ? F : never;
}[keyof D];

/** `D` itself, or `never` for a field that hides closed data inside a public value. */
export type OnlyDeclaredClosed<D> = {
  [F in keyof D]: true extends IsClosed<D[F]> ? D[F] : true extends Holds<D[F]> ? never : D[F];
};

import type { Closed, ClosedKeys, OnlyDeclaredClosed } from './closed.js';
import type { Finding } from './rulebook/rule.js';
import type { Organisation } from './values.js';

/**
 * Who may see a closed field (design: "Who may see a field"). Fields that are not closed are public.
 * A sealed field opens with the first later event of the same stream whose type is `until` and whose data equals
 * this event's in every field named by `of`.
 */
export type Audience =
  | { readonly kind: 'sealed'; readonly until: string; readonly of: readonly string[] }
  | { readonly kind: 'internal' }
  | { readonly kind: 'personal' };

/** As stored in `meta.audience`, one for each closed field: why it is closed and what opens it. */
export type AudienceNote =
  | {
      readonly kind: 'sealed';
      readonly until: string;
      readonly of: Readonly<Record<string, string | number | null>>;
    }
  | { readonly kind: 'internal' }
  | { readonly kind: 'personal' }
  | {
      readonly kind: 'withheld';
      readonly article: string;
      readonly reason: string;
      /** Opaque person id of who approved it. */
      readonly approver: string;
      /** `YYYY-MM-DD`, Asia/Shanghai: when it is looked at again. */
      readonly reviewDate: string;
    };

type KindOf<V> = V extends Closed<unknown, infer K> ? K : never;

/** An audience for each closed field, and for no other. */
export type ClosedFields<D> = { readonly [F in ClosedKeys<D>]: Extract<Audience, { kind: KindOf<D[F]> }> };

type PublicFields<D> = { readonly [F in Exclude<keyof D, ClosedKeys<D>>]?: never };

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
export type JsonObject = { readonly [key: string]: Json };

export interface EventType<D = object> {
  readonly version: number;
  readonly closed: Readonly<Record<string, Audience>>;
  /** Fields that `CorrectEntry` may mend: a misspelt name, never an amount, an outcome or a date. */
  readonly clerical: readonly string[];
  /** No field of it can be withheld, at birth or later: it is said for the public's sake. */
  readonly wholly?: boolean;
  /** `upcast[n]` turns data of version n into version n + 1; one for each version before `version`. */
  readonly upcast: Readonly<Record<number, (data: JsonObject) => JsonObject>>;
  /** Compile time only: the shape of the data. */
  readonly data?: D;
}

export const sealed = <U extends string>(until: U, ...of: string[]) =>
  ({ kind: 'sealed', until, of }) as const;
export const internal = { kind: 'internal' } as const;
export const personal = { kind: 'personal' } as const;

/**
 * Declares a type of event with its data, its version and who may see which field.
 * Every field is always there, `null` when empty. A closed field without an audience, an audience for a
 * public field and closed data inside a public field do not compile.
 */
export const event =
  <D extends OnlyDeclaredClosed<D>>() =>
  (declared: {
    version: number;
    closed: ClosedFields<D> & PublicFields<D>;
    wholly?: boolean;
    clerical?: readonly Exclude<keyof D & string, ClosedKeys<D>>[];
    upcast?: EventType['upcast'];
  }): EventType<D> => ({ clerical: [], upcast: {}, ...declared });

export type EventTypes = Readonly<Record<string, EventType>>;
export type DataOf<T> = T extends EventType<infer D> ? D : never;

/** What `decide` makes: the union over the types of one stream. */
export type EventOf<Types> = {
  [T in keyof Types & string]: {
    readonly type: T;
    readonly data: DataOf<Types[T]>;
    readonly opened?: readonly string[];
  };
}[keyof Types & string];

/** What `evolve` reads: personal fields left out, so that erasure changes no state. */
export type Evolved<D> = Omit<D, ClosedKeys<D, 'personal'>>;

/** Who made an entry. The ledger itself acts without a person. Never a name, never a phone. */
export interface Actor {
  readonly person: string | null;
  readonly role: string;
  readonly organisation: Organisation | null;
  readonly department: string | null;
}

/** An event of another stream that was read to decide this one. */
export interface Cause {
  readonly stream: string;
  readonly revision: number;
  readonly id: string;
}

/** Everything about an event that is not its business data. Public, as a whole; every field always there. */
export interface Meta {
  readonly commandId: string;
  readonly preparedBy: Actor;
  /** Null for the few entries that one person, or the ledger's clock, makes alone. */
  readonly confirmedBy: Actor | null;
  /** Instant, UTC with milliseconds and `Z`, strictly increasing within a stream. */
  readonly recordedAt: string;
  readonly rulebookVersion: number;
  readonly findings: readonly Finding[];
  /** Ids of the `RuleOverridden` events used up. */
  readonly overrides: readonly string[];
  readonly audience: Readonly<Record<string, AudienceNote>>;
  readonly lateReason: string | null;
  readonly causation: readonly Cause[];
  /** HMAC of the request of an entry made alone, under the stream's key; null otherwise. */
  readonly request: string | null;
}

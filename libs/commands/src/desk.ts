import type { KeyRing } from '@sunlit/envelope';
import type { EventStore } from '@sunlit/event-store';
import type { Document } from '@sunlit/ledger';

/** Uploaded documents, by hash. */
export interface DocumentShelf {
  /** Those of the hashes that were uploaded, with media type and size in bytes. */
  find(sha256: readonly string[]): Promise<ReadonlyMap<string, Pick<Document, 'mediaType' | 'size'>>>;
}

/** What carrying out commands needs, one for each process. */
export interface Desk {
  readonly store: EventStore;
  readonly ring: KeyRing;
  readonly documents: DocumentShelf;
  /** The server's clock: UTC instant with milliseconds. */
  readonly now: () => string;
}

/** Nothing of that name. */
export class NotFound extends Error {
  override readonly name = 'NotFound';
  constructor(
    readonly kind: 'project' | 'submission' | 'lot' | 'command' | 'rule',
    readonly id: string,
  ) {
    super(`no ${kind} ${id}`);
  }
}

/** The same `Idempotency-Key` came with another body. */
export class KeyReused extends Error {
  override readonly name = 'KeyReused';
  constructor() {
    super('this Idempotency-Key was used for another request');
  }
}

/** The stream is not at the revision that the caller has seen; `now` is where it stands. */
export class Moved extends Error {
  override readonly name = 'Moved';
  constructor(
    readonly expected: number,
    readonly now: number,
    readonly shown: object,
  ) {
    super(`expected revision ${expected}, now ${now}`);
  }
}

/** Somebody else's step came first. */
export class Overtaken extends Error {
  override readonly name = 'Overtaken';
  constructor(
    readonly submission: string,
    readonly stage: string,
  ) {
    super(`submission ${submission} is ${stage}`);
  }
}

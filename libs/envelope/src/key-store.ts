/** A key as kept: encrypted under the master key. `wrapped` is null when the key was erased for ever. */
export interface KeptKey {
  readonly id: string;
  readonly wrapped: Buffer | null;
}

export interface WrappedKey extends KeptKey {
  readonly wrapped: Buffer;
}

/** `subject` is a keyed hash of a person's value, never the value. */
export interface SubjectKey extends WrappedKey {
  readonly subject: string;
}

/** Where wrapped keys live. Whoever keeps a key first wins, so that two processes come to the same one. */
export interface KeyStore {
  /** What is known of these ids, in any order; an id that was never kept is left out. */
  find(ids: readonly string[]): Promise<KeptKey[]>;
  /** Keeps those that are new and answers what is kept now under each id. */
  keep(keys: readonly WrappedKey[]): Promise<KeptKey[]>;
  /** The keys of these subjects; a subject without one is left out. */
  findSubjects(subjects: readonly string[]): Promise<SubjectKey[]>;
  /** Keeps a key for each subject that has none; the key of a subject that has one is not kept. */
  keepSubjects(keys: readonly SubjectKey[]): Promise<void>;
  /** Removes key and subject and remembers the id, also of a key it never saw (replay after a restore). */
  erase(id: string): Promise<void>;
}

/** For specs and for a ledger that lives in memory. */
export function memoryKeyStore(): KeyStore {
  const keys = new Map<string, Buffer>();
  const subjects = new Map<string, string>();
  const erased = new Set<string>();

  function kept(id: string): KeptKey[] {
    if (erased.has(id)) return [{ id, wrapped: null }];
    const wrapped = keys.get(id);
    return wrapped ? [{ id, wrapped }] : [];
  }

  return {
    find: async (ids) => ids.flatMap(kept),
    keep: async (candidates) => {
      for (const { id, wrapped } of candidates) if (!keys.has(id)) keys.set(id, wrapped);
      return candidates.flatMap(({ id }) => kept(id));
    },
    findSubjects: async (wanted) =>
      wanted.flatMap((subject) => {
        const id = subjects.get(subject);
        const wrapped = id && keys.get(id);
        return id && wrapped ? [{ subject, id, wrapped }] : [];
      }),
    keepSubjects: async (candidates) => {
      for (const { subject, id, wrapped } of candidates) {
        if (subjects.has(subject)) continue;
        subjects.set(subject, id);
        keys.set(id, wrapped);
      }
    },
    erase: async (id) => {
      erased.add(id);
      keys.delete(id);
      for (const [subject, key] of subjects) if (key === id) subjects.delete(subject);
    },
  };
}

import type { KeptKey, KeyStore, SubjectKey } from './key-store.js';

/** The part of a `pg` pool that is used here. */
export interface Queries {
  query(text: string, values: unknown[]): Promise<{ rows: unknown[] }>;
}

/**
 * Keys in the tables `keys.key`, `keys.subject` and `keys.erased` (migration `keys`). Needs select, insert and
 * delete; for opening alone select is enough. Every call is one statement, but for `keep` that finds a rival's key.
 */
export function postgresKeyStore(pool: Queries): KeyStore {
  async function find(ids: readonly string[]): Promise<KeptKey[]> {
    const { rows } = await pool.query(
      // A restored key table may still hold what was erased since: the erasure wins.
      `select id, wrapped from keys.key
        where id = any($1) and not exists (select from keys.erased where erased.id = key.id)
       union all
       select id, null from keys.erased where id = any($1)`,
      [ids],
    );
    return rows as KeptKey[];
  }

  return {
    find,

    async keep(candidates) {
      const { rows } = await pool.query(
        `insert into keys.key (id, wrapped)
         select id, wrapped from unnest($1::text[], $2::bytea[]) as candidate (id, wrapped) order by id
         on conflict (id) do nothing
         returning id, wrapped`,
        [candidates.map(({ id }) => id), candidates.map(({ wrapped }) => wrapped)],
      );
      const mine = rows as KeptKey[];
      const kept = new Set(mine.map(({ id }) => id));
      const rivals = candidates.map(({ id }) => id).filter((id) => !kept.has(id));
      return rivals.length === 0 ? mine : [...mine, ...(await find(rivals))];
    },

    async findSubjects(subjects) {
      const { rows } = await pool.query(
        `select subject.subject, key.id, key.wrapped
           from keys.subject join keys.key on key.id = subject.key
          where subject.subject = any($1)`,
        [subjects],
      );
      return rows as SubjectKey[];
    },

    async keepSubjects(candidates) {
      // Ordered, so that two processes with the same subjects wait for each other instead of deadlocking. The
      // foreign key is checked at the end of the statement, when the winners' keys are there.
      await pool.query(
        `with candidate as materialized (
           select * from unnest($1::text[], $2::text[], $3::bytea[]) as candidate (subject, id, wrapped)
         ), won as (
           insert into keys.subject (subject, key)
           select subject, id from candidate order by subject
           on conflict (subject) do nothing
           returning key
         )
         insert into keys.key (id, wrapped)
         select id, wrapped from candidate where id in (select key from won)`,
        [
          candidates.map(({ subject }) => subject),
          candidates.map(({ id }) => id),
          candidates.map(({ wrapped }) => wrapped),
        ],
      );
    },

    async erase(id) {
      await pool.query(
        `with remembered as (insert into keys.erased (id) values ($1) on conflict (id) do nothing)
         delete from keys.key where id = $1`,
        [id],
      );
    },
  };
}

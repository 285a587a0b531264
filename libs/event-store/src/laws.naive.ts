import { randomUUID } from 'node:crypto';
import pg from 'pg';

/**
 * A transaction that dawdles before and after its insert, and sometimes thinks better of it. True when committed.
 */
export async function dawdle(session: pg.Client, text: string, values: unknown[]): Promise<boolean> {
  const commits = Math.random() < 0.7;
  const sleep = (): Promise<unknown> => session.query('SELECT pg_sleep($1)', [Math.random() * 0.004]);
  await session.query('BEGIN');
  await sleep();
  await session.query(text, values);
  await sleep();
  await session.query(commits ? 'COMMIT' : 'ROLLBACK');
  return commits;
}

/** What was committed and what the reader of a serial number saw of it. */
export interface NaiveReading {
  readonly committed: readonly string[];
  readonly seen: readonly string[];
  /** Committed for certain after a later number had been read: one overlap beside the random ones. */
  readonly overtaken: string;
}

/**
 * The control that must fail: numbers of a `bigserial` are given out before their transactions commit, so that a reader
 * who asks for "after the last one" passes some by. In the table `public.naive` of the owner's database.
 */
export async function naiveReading(
  open: () => Promise<pg.Client>,
  { writers, rounds }: { writers: number; rounds: number },
): Promise<NaiveReading> {
  const owner = await open();
  await owner.query('CREATE TABLE public.naive (id bigserial PRIMARY KEY, event uuid NOT NULL)');
  const insert = 'INSERT INTO public.naive (event) VALUES ($1)';
  const committed: string[] = [];
  const seen: string[] = [];
  let last = '0';
  const read = async (): Promise<void> => {
    const { rows } = await owner.query('SELECT id, event FROM public.naive WHERE id > $1 ORDER BY id', [
      last,
    ]);
    seen.push(...rows.map(({ event }) => event));
    last = rows.at(-1)?.id ?? last;
  };

  let writing = true;
  const reader = (async () => {
    while (writing) await read();
  })();
  await Promise.all(
    Array.from({ length: writers }, async () => {
      const session = await open();
      for (let round = 0; round < rounds; round++) {
        const id = randomUUID();
        if (await dawdle(session, insert, [id])) committed.push(id);
      }
    }),
  );
  writing = false;
  await reader;

  const slow = await open();
  const overtaken = randomUUID();
  await slow.query('BEGIN');
  await slow.query(insert, [overtaken]);
  await owner.query(insert, [randomUUID()]);
  await read();
  await slow.query('COMMIT');
  await read();
  committed.push(overtaken);
  return { committed, seen, overtaken };
}

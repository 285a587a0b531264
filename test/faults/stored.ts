import { pool } from '@sunlit/postgres';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { Readable } from 'node:stream';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { readBook, type Book } from './book.js';
import { judge, type Found } from './judge.js';
import { marks } from './load.js';
import { none, type Check } from './outcome.js';

export interface Row {
  readonly position: string;
  readonly stream: string;
  readonly revision: number;
  readonly id: string;
  readonly type: string;
  readonly body: Buffer;
}

/** Every event as it lies in PostgreSQL, in order, read as the owner: nothing of the product's store stands between. */
export async function rowsStored(ownerUrl: string): Promise<Row[]> {
  const owner = pool(ownerUrl, 'faults judge', 1);
  try {
    const { rows } = await owner.query<Row>(
      'SELECT position, stream, revision, id, type, body FROM store.event ORDER BY position',
    );
    return rows;
  } finally {
    await owner.end();
  }
}

export const foundIn = (rows: readonly Row[]): Found[] =>
  rows.map(({ position, stream, revision, id, type, body }) => ({
    ...{ position: Number(position), stream, revision: Number(revision), id },
    fact: factOf(type, JSON.parse(body.toString()).data),
  }));

/** Named as `load.ts` names what it asks for; what else a part stores is none of the load's facts. */
function factOf(type: string, data: any): string | null {
  if (type === 'ProjectRegistered') return ours('RegisterProject', data.number);
  if (type === 'DepartmentConsulted') return ours('RecordConsultation', data.department);
  if (type !== 'SubmissionPrepared') return null;
  const [{ name, data: given }] = data.commands;
  const fact = ours(name, given.number ?? given.department);
  return fact && `prepare ${fact}`;
}

const ours = (name: string, subject: string | undefined): string | null =>
  subject?.startsWith(marks[name] ?? '\n') ? `${name} ${subject}` : null;

/** Has each event's digests and leaf computed anew by `test/independent`, which shares no code with the product. */
export async function brokenDigests(rows: readonly Row[], origin: string): Promise<string[]> {
  const script = fileURLToPath(new URL('../independent/check-digests.mjs', import.meta.url));
  const checker = spawn(process.execPath, [script], { stdio: ['pipe', 'pipe', 'inherit'] });
  const ended = once(checker, 'exit');
  Readable.from(
    rows.map(
      ({ stream, revision, id, type, body }) =>
        `${JSON.stringify({ stream, revision: Number(revision), id, type, origin, body: body.toString('base64'), keys: {} })}\n`,
    ),
  ).pipe(checker.stdin);
  const broken: string[] = [];
  let answers = 0;
  for await (const line of createInterface({ input: checker.stdout })) {
    answers += 1;
    const { id, error } = JSON.parse(line);
    if (error) broken.push(`${id}: ${error}`);
  }
  await ended;
  return answers === rows.length ? broken : [...broken, `${answers} events checked of ${rows.length}`];
}

/** The checks that every part with a load ends with. */
export const nothingLostOrDoubled = async (
  book: Book,
  ownerUrl: string,
  wrong: readonly string[],
): Promise<Check[]> => heldAgainst(book, await rowsStored(ownerUrl), wrong);

/** The same, of all events as any store keeps them; their positions count 1, 2, 3. */
export async function heldAgainst(
  book: Book,
  rows: readonly Row[],
  wrong: readonly string[],
): Promise<Check[]> {
  book.close();
  const verdict = judge(readBook(book.file), foundIn(rows));
  return [
    none('acknowledged and lost', verdict.lost),
    none('recorded twice', verdict.doubled),
    none('one key, two answers', verdict.contradicted),
    none('recorded though nobody asked', verdict.invented),
    none('unknown for good: repeated and never answered', verdict.unsettled),
    none('gaps in positions or revisions', verdict.gaps),
    none(`digests that differ, of ${rows.length} events`, await brokenDigests(rows, originOf(rows))),
    none('answers that were neither yes nor "again"', wrong),
  ];
}

/** What the first event says the ledger is: part of every leaf. */
export const originOf = ([first]: readonly Row[]): string =>
  first ? String(JSON.parse(first.body.toString()).data.origin) : '';

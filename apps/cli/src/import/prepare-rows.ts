import { decideAll, rulesInForce, Overtaken, type Office } from '@sunlit/commands';
import { canonical, commandId, uuid5 } from '@sunlit/envelope';
import { eventTypes, readFields, Refusal, type Actor, type ProjectState } from '@sunlit/ledger';
import type { Row } from './rows.js';

/** Rows of one sheet and one project, prepared as one submission. */
export type Batch = readonly Row[];

const mostCommands = 200;
/** A submission's body holds all its commands and stays under 256 KiB, as do 200 events under 900 KiB. */
const mostBytes = 180_000;

/** Batches in the order of the sheet, each within what a submission may hold. */
export function batchesOf(rows: readonly Row[]): Batch[] {
  const batches = new Map<string, { rows: Row[]; bytes: number }[]>();
  for (const row of rows) {
    const name = `${row.file} ${row.project}`;
    const known = batches.get(name) ?? [];
    const [last, bytes] = [known.at(-1), bytesOf(row)];
    if (last && last.rows.length < mostCommands && last.bytes + bytes <= mostBytes) {
      last.rows.push(row);
      last.bytes += bytes;
    } else known.push({ rows: [row], bytes });
    batches.set(name, known);
  }
  return [...batches.values()].flatMap((of) => of.map((batch) => batch.rows));
}

/** As stored: the body, a salt for each field, and a box of at least 512 bytes for each closed one. */
function bytesOf({ body, type }: Row): number {
  const closed = Object.keys(eventTypes[type.makes]!.closed).length;
  return Buffer.byteLength(JSON.stringify(body)) + 50 * Object.keys(body).length + 1_000 * closed;
}

export interface Prepared {
  readonly submission: string;
  readonly replayed: boolean;
}

/**
 * Prepares a batch for a second person. Repeated, it answers the same submission; one that was returned or withdrawn
 * stays so (`Overtaken`). Throws as `Submissions.prepare`.
 */
export async function prepareBatch(
  { submissions, desk }: Office,
  batch: Batch,
  actor: Actor,
): Promise<Prepared> {
  const [{ project }] = batch as readonly [Row];
  const commands = batch.map(({ type, body }) => ({ name: type.name, body }));
  const key = keyOfBatch(batch);
  const { submission, state, replayed } = await submissions.prepare({
    project,
    commands,
    actor,
    key,
    instant: desk.now(),
  });
  if (state === 'returned' || state === 'withdrawn') throw new Overtaken(submission, state);
  return { submission, replayed };
}

const keyOfBatch = (batch: Batch): string =>
  uuid5('import', batch[0]!.file, batch[0]!.project, canonical(batch.map(({ cells }) => cells)));

/** The row that made the ledger refuse the batch: the first without which it would have been taken. */
export async function refusedRow({ desk, streams }: Office, batch: Batch, actor: Actor): Promise<Row> {
  const works = await streams.load<ProjectState>(`project-${batch[0]!.project}`);
  const situation = {
    commandId: commandId(actor.person!, keyOfBatch(batch)),
    instant: desk.now(),
    preparedBy: actor,
    confirmedBy: null,
    rulebook: await rulesInForce(streams),
  };
  const commands = batch.map(({ type, body }) => ({ command: readFields(type, body) }));
  const refuses = (count: number): boolean => {
    try {
      decideAll(works, commands.slice(0, count), situation);
      return false;
    } catch (error) {
      if (error instanceof Refusal) return true;
      throw error;
    }
  };
  // What is refused with n rows is refused with more.
  let [taken, refused] = [0, batch.length];
  while (refused - taken > 1) {
    const half = Math.floor((taken + refused) / 2);
    if (refuses(half)) refused = half;
    else taken = half;
  }
  return refuses(refused) ? batch[refused - 1]! : batch[0]!;
}

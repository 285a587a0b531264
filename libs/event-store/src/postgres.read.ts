import type pg from 'pg';
import type { StoredEvent } from './port.js';
import { eventColumns } from './postgres.wire.js';

/** A read between the call and its answer. */
interface Waiting {
  readonly stream: string;
  readonly from: number;
  resolve(events: StoredEvent[]): void;
  reject(reason: unknown): void;
}

type Rows = <Row extends pg.QueryResultRow>(query: pg.QueryConfig) => Promise<Row[]>;

/** Streams of one question: a long one among them keeps the others waiting. */
const mostTogether = 64;

const one = `SELECT ${eventColumns} FROM store.event WHERE stream = $1 AND revision >= $2 ORDER BY revision`;
/** Each stream by the index, whatever the statistics of a young table say. */
const many = `
  SELECT asked.n::int, found.* FROM unnest($1::text[], $2::int[]) WITH ORDINALITY AS asked(stream, first, n)
    CROSS JOIN LATERAL (
      SELECT ${eventColumns} FROM store.event e
        WHERE e.stream = asked.stream AND e.revision >= asked.first ORDER BY e.revision
    ) AS found
  ORDER BY asked.n, found.revision`;

/**
 * Reads of streams, gathered as group commit gathers appends: what is asked for in one turn, and while so many questions
 * are on their way, goes in one. Each answer is of a snapshot taken after its call, so it has what was appended before.
 */
export function gatherReads(
  rows: Rows,
  questions: number,
): (stream: string, from: number) => Promise<StoredEvent[]> {
  const queue: Waiting[] = [];
  let onTheirWay = 0;
  let told = false;

  const send = (): void => {
    told = false;
    while (queue.length > 0 && onTheirWay < questions) {
      onTheirWay += 1;
      const batch = queue.splice(0, mostTogether);
      void ask(batch).finally(() => {
        onTheirWay -= 1;
        send();
      });
    }
  };

  const ask = async (batch: readonly Waiting[]): Promise<void> => {
    const [first] = batch as [Waiting];
    try {
      if (batch.length === 1) {
        first.resolve(
          await rows<StoredEvent>({ name: 'stream', text: one, values: [first.stream, first.from] }),
        );
        return;
      }
      const values = [batch.map(({ stream }) => stream), batch.map(({ from }) => from)];
      const answers = batch.map((): StoredEvent[] => []);
      for (const { n, ...event } of await rows<StoredEvent & { n: number }>({
        name: 'streams',
        text: many,
        values,
      }))
        answers[n - 1]!.push(event);
      batch.forEach(({ resolve }, i) => resolve(answers[i]!));
    } catch (reason) {
      for (const { reject } of batch) reject(reason);
    }
  };

  return (stream, from) =>
    new Promise((resolve, reject) => {
      queue.push({ stream, from, resolve, reject });
      if (!told) queueMicrotask(send);
      told = true;
    });
}

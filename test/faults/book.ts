import { closeSync, mkdirSync, openSync, readFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';

/**
 * What the load process noted of a command, outside the service: that it is about to be sent, that its answer never came,
 * that it was answered. `fact` names what it would record, so that two recordings of one fact are seen whatever
 * their keys and ids.
 */
export interface Note {
  readonly what: 'sent' | 'unknown' | 'acknowledged';
  readonly key: string;
  readonly fact: string;
  /** Of an acknowledged one. */
  readonly events?: readonly string[];
  readonly position?: string | null;
  /** The service said that it had stored it before. */
  readonly replayed?: boolean;
}

/** Notes in a file, each on its way to the disk before the next step is taken. */
export interface Book {
  readonly file: string;
  readonly acknowledged: number;
  readonly unknown: number;
  note(note: Note): void;
  close(): void;
}

export function openBook(part: string): Book {
  const folder = join('test-results', 'faults');
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `${part}.book.jsonl`);
  const open = openSync(file, 'w');
  const counts = { sent: 0, unknown: 0, acknowledged: 0 };
  return {
    file,
    get acknowledged() {
      return counts.acknowledged;
    },
    get unknown() {
      return counts.unknown;
    },
    note(note) {
      writeSync(open, `${JSON.stringify(note)}\n`);
      counts[note.what] += 1;
    },
    close: () => closeSync(open),
  };
}

export const readBook = (file: string): Note[] =>
  readFileSync(file, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Note);

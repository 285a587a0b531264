import { createHash, type Hash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { pipeline, Readable } from 'node:stream';
import { pipeline as piped } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import { Failure } from '../failure.js';

/** How records of one kind are written as lines of JSON. */
export interface Kind<T> {
  /** For messages: `events`. */
  readonly name: string;
  toLine(record: T): object;
  /** Throws for what is no such record. */
  fromLine(line: Readonly<Record<string, unknown>>): T;
  /** sha256 of the record, hex. */
  digestOf(record: T): string;
  /** What a person finds it by. */
  nameOf(record: T): string;
}

/** Of a whole file: how many records, and sha256 over the digests of all, in their order. */
export interface Sum {
  readonly count: number;
  readonly digest: string;
}

/**
 * Writes records as gzipped lines of JSON, each with the sum of all digests up to it (`sum`): so whatever is changed later
 * is found at its record. On disk when this answers.
 */
export async function writeRecords<T>(
  file: string,
  kind: Kind<T>,
  records: AsyncIterable<T>,
  onRecord: (count: number) => void = () => {},
): Promise<Sum> {
  const whole = createHash('sha256');
  let count = 0;
  async function* lines(): AsyncGenerator<string> {
    for await (const record of records) {
      const line = { ...kind.toLine(record), sum: next(whole, kind.digestOf(record)) };
      onRecord((count += 1));
      yield `${JSON.stringify(line)}\n`;
    }
  }
  await piped(
    Readable.from(lines()),
    createGzip(),
    createWriteStream(file, { flags: 'wx', mode: 0o600, flush: true }),
  );
  return { count, digest: whole.digest('hex') };
}

/**
 * Reads records back. Throws `Failure` at the first one that is not as it was written, where the file ends before its time,
 * and when all of it is not what `sum` says.
 */
export async function* readRecords<T>(file: string, kind: Kind<T>, sum: Sum): AsyncGenerator<T> {
  const whole = createHash('sha256');
  let [count, last] = [0, null as string | null];
  const damaged = (why: string) =>
    new Failure(
      `The backup is not as it was made: ${kind.name} ${count}${last === null ? '' : ` (after ${last})`}: ${why}. Nothing of it is restored.`,
    );
  try {
    for await (const line of linesOf(file)) {
      let record: T;
      let given: unknown;
      try {
        const { sum: written, ...rest } = JSON.parse(line) as Record<string, unknown>;
        given = written;
        record = kind.fromLine(rest);
      } catch {
        throw damaged('not a record');
      }
      if (next(whole, kind.digestOf(record)) !== given) {
        last = null;
        throw damaged(`${kind.nameOf(record)} was changed, or one before it is missing`);
      }
      count += 1;
      last = kind.nameOf(record);
      yield record;
    }
  } catch (error) {
    if (error instanceof Failure) throw error;
    const { code = '' } = error as NodeJS.ErrnoException;
    // zlib's own: a bit that flipped, or an end that is missing.
    if (!/^(Z_|ENOENT|ERR_STREAM_PREMATURE)/.test(code)) throw error;
    throw damaged(code === 'ENOENT' ? `there is no ${file}` : 'the file is damaged or cut short');
  }
  if (count !== sum.count) throw damaged(`${sum.count} were written, ${count} are there`);
  if (whole.digest('hex') !== sum.digest) throw damaged('the manifest is of another backup');
}

function next(whole: Hash, digest: string): string {
  whole.update(digest);
  return whole.copy().digest('hex');
}

async function* linesOf(file: string): AsyncGenerator<string> {
  // With a callback, an error of the file reaches who reads.
  const bytes = pipeline(createReadStream(file), createGunzip(), () => {}) as AsyncIterable<Buffer>;
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of bytes) {
    let from = 0;
    const all = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    for (let end = all.indexOf(10, from); end >= 0; end = all.indexOf(10, from)) {
      yield all.toString('utf8', from, end);
      from = end + 1;
    }
    rest = all.subarray(from);
  }
  if (rest.length > 0) yield rest.toString('utf8');
}

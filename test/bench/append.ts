import { getPostgreSQLEventStore } from '@event-driven-io/emmett-postgresql';
import { postgresEventStore } from '@sunlit/event-store';
import { pg, type RoleUrls } from '@sunlit/postgres';
import { randomBytes, randomUUID } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { from as copyFrom } from 'pg-copy-streams';
import { openBench } from './ground.js';
import { spread, type Line, type Measured } from './measure.js';
import { addCpu, cpuShares, postmasterOf, withCpu, type Cpu } from './processes.js';
import { singles } from './singles.js';

export interface AppendOptions {
  readonly urls?: RoleUrls;
  readonly rounds?: number;
  readonly seconds?: number;
  readonly pgbench?: boolean;
}

/** Bytes of a body: the average of what commands store (`npm run bench command`). */
export const bodyBytes = 2_600;
const rowsOfCopy = 10_000;

/**
 * Durable appends of one event each to streams of their own, so many of them waiting at a time, beside what others reach in
 * the same server with rows of the same bytes and indexes: single inserts of 32 clients, one COPY, and the appends of
 * emmett.
 */
export async function append({
  rounds = Number(process.env['ROUNDS'] ?? 5),
  seconds = 3,
  urls,
  ...given
}: AppendOptions = {}): Promise<Measured> {
  const ground = await openBench(urls && { urls });
  const owner = new pg.Client(ground.urls.owner);
  await owner.connect();
  const store = await postgresEventStore({ connection: ground.urls.writer, applicationName: 'bench' });
  const emmett = getPostgreSQLEventStore(ground.urls.owner);
  const single = await singles(ground.urls.owner, bodyBytes, given);
  try {
    const body = randomBytes(bodyBytes);
    const appends = (waiting: number) => () =>
      together(waiting, seconds, () =>
        store.append(`project-${randomUUID()}`, 'no-stream', [
          { id: randomUUID(), type: 'ProjectRegistered', body },
        ]),
      );
    const data = { body: body.toString('base64').slice(0, bodyBytes) };
    const emmetts = () =>
      together(32, seconds, () =>
        emmett.appendToStream(`project-${randomUUID()}`, [{ type: 'ProjectRegistered', data }]),
      );
    const works = {
      pgbench: () => single.run(seconds),
      'group commit, 256 waiting': appends(256),
      COPY: () => copied(owner, body),
      'group commit, 32 waiting': appends(32),
      emmett: emmetts,
      'group commit, 1 waiting': appends(1),
    };
    const rates = new Map<string, number[]>(Object.keys(works).map((name) => [name, []]));
    const cpus: Cpu[] = [];
    const database = await postmasterOf(ground.urls.owner);
    for (let round = -1; round < rounds; round++)
      for (const [name, work] of Object.entries(works)) {
        const own = process.cpuUsage();
        const { result, cpu } = await withCpu({ database: [database] }, work);
        if (round < 0) continue;
        rates.get(name)!.push(result);
        const { user, system } = process.cpuUsage(own);
        const adapter = (user + system) / 1e6;
        if (name === 'group commit, 256 waiting') cpus.push({ ...cpu, used: { adapter, ...cpu.used } });
      }
    const of = (name: string) => spread(rates.get(name)!);
    const line = (what: string, against: string, note: string, ratio?: number): Line => ({
      ...{ what, unit: '/s', times: of(what), baseline: of(against), note },
      ...(ratio && { aim: { ratio } }),
    });
    const [most, some, one] = [
      'group commit, 256 waiting',
      'group commit, 32 waiting',
      'group commit, 1 waiting',
    ];
    return {
      about: [
        `events of ${bodyBytes} bytes, one to an append, each to a stream of its own; ${rounds} rounds of ${seconds} s taking turns`,
        `single rows by ${single.by}; COPY of ${rowsOfCopy} rows in one transaction, binary; emmett-postgresql 0.42, 32 waiting`,
        `256 waiting: ${cpuShares(addCpu(cpus), availableParallelism())}`,
      ],
      lines: [
        line(most!, 'pgbench', 'against single rows', 1.3),
        line(most!, 'COPY', 'against COPY', 0.35),
        line(most!, 'emmett', 'against emmett', 3),
        line(some!, 'pgbench', 'against single rows'),
        line(one!, 'pgbench', `against single rows of 32 clients`),
      ],
    };
  } finally {
    await emmett.close();
    await store.close();
    await single.close();
    await owner.end();
    await ground.close();
  }
}

/** Does `work` again and again, so many at a time; answers how many a second. */
export async function together(
  waiting: number,
  seconds: number,
  work: () => Promise<unknown>,
): Promise<number> {
  const from = performance.now();
  const until = from + seconds * 1_000;
  let done = 0;
  const one = async () => {
    while (performance.now() < until) {
      await work();
      done += 1;
    }
  };
  await Promise.all(Array.from({ length: waiting }, one));
  return done / ((performance.now() - from) / 1_000);
}

/** Rows a second of one COPY into a table of the same indexes; the rows are made before the clock starts. */
async function copied(owner: pg.Client, body: Uint8Array): Promise<number> {
  const { rows } = await owner.query(`SELECT coalesce(max(position), 0)::float8 AS last FROM bench.single`);
  // Far beyond what the sequence of the single rows will reach.
  const first = Math.max(1e12, Number(rows[0].last));
  const chunks = [signature, ...Array.from({ length: rowsOfCopy }, (_, i) => row(first + i + 1, body)), end];
  const into = owner.query(
    copyFrom('COPY bench.single (position, revision, id, stream, type, body) FROM STDIN (FORMAT binary)'),
  );
  const from = performance.now();
  await pipeline(Readable.from([Buffer.concat(chunks)]), into);
  return rowsOfCopy / ((performance.now() - from) / 1_000);
}

/** PostgreSQL's binary COPY: a signature, flags and extension of nothing; rows; -1. */
const signature = Buffer.concat([Buffer.from('PGCOPY\n\xff\r\n\0', 'latin1'), Buffer.alloc(8)]);
const end = Buffer.from([0xff, 0xff]);

function row(position: number, body: Uint8Array): Buffer {
  const [place, revision] = [Buffer.alloc(8), Buffer.alloc(4)];
  place.writeBigInt64BE(BigInt(position));
  const id = Buffer.from(randomUUID().replaceAll('-', ''), 'hex');
  const fields = [
    place,
    revision,
    id,
    Buffer.from(`project-${randomUUID()}`),
    Buffer.from('ProjectRegistered'),
    body,
  ];
  const parts = fields.flatMap((field) => {
    const length = Buffer.alloc(4);
    length.writeInt32BE(field.byteLength);
    return [length, field];
  });
  return Buffer.concat([Buffer.from([0, fields.length]), ...parts]);
}

import { pg } from '@sunlit/postgres';
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** Inserts of one row each into a table such as the events', from 32 clients: what another program would write. */
export interface Singles {
  /** By what, in words. */
  readonly by: string;
  /** Rows a second, for so long. */
  run(seconds: number): Promise<number>;
  close(): Promise<void>;
}

const clients = 32;

const table = `
  CREATE SCHEMA IF NOT EXISTS bench;
  DROP TABLE IF EXISTS bench.single;
  CREATE TABLE bench.single (LIKE store.event INCLUDING ALL) WITH (toast_tuple_target = 8160);
  CREATE SEQUENCE bench.single_position OWNED BY bench.single.position;
  ALTER TABLE bench.single ALTER position SET DEFAULT nextval('bench.single_position');
`;
const insert = (body: string) => `
  INSERT INTO bench.single (revision, id, stream, type, body)
    VALUES (0, gen_random_uuid(), 'project-' || gen_random_uuid(), 'ProjectRegistered', ${body})`;

/** pgbench where it is on the PATH, else the same statement from `pg`; `PGBENCH=false` takes the second anyway. */
export async function singles(
  ownerUrl: string,
  bodyBytes: number,
  { pgbench = process.env['PGBENCH'] !== 'false' } = {},
): Promise<Singles> {
  const owner = new pg.Client(ownerUrl);
  await owner.connect();
  await owner.query(table);
  const body = 'x'.repeat(Math.max(1, Math.round(bodyBytes)));
  const inserted =
    pgbench && (await isThere()) ? await byPgbench(ownerUrl, body) : await byLoop(ownerUrl, body);
  return {
    ...inserted,
    async close() {
      await inserted.close();
      await owner.query('DROP SCHEMA bench CASCADE');
      await owner.end();
    },
  };
}

const run = promisify(execFile);
const isThere = () =>
  run('pgbench', ['--version']).then(
    () => true,
    () => false,
  );

async function byPgbench(url: string, body: string): Promise<Singles> {
  const folder = await mkdtemp(join(tmpdir(), 'sunlit-pgbench-'));
  const script = join(folder, 'insert.sql');
  await writeFile(script, `${insert(':body').trim().replaceAll('\n', ' ')};\n`);
  const { username, password, hostname, port, pathname } = new URL(url);
  const { stdout } = await run('pgbench', ['--version']);
  return {
    by: `${stdout.trim()}, ${clients} clients, prepared`,
    async run(seconds) {
      const asked = ['-n', '-M', 'prepared', '-c', `${clients}`, '-j', '2', '-T', `${Math.ceil(seconds)}`];
      const args = [...asked, '-f', script, '-D', `body=${body}`];
      const env = { PGHOST: hostname, PGPORT: port, PGUSER: username, PGDATABASE: pathname.slice(1) };
      const { stdout } = await run('pgbench', args, {
        env: { ...process.env, ...env, PGPASSWORD: decodeURIComponent(password) },
      });
      return Number(/^tps = ([\d.]+)/m.exec(stdout)![1]);
    },
    close: () => rm(folder, { recursive: true }),
  };
}

async function byLoop(url: string, text: string): Promise<Singles> {
  const body = Buffer.from(text);
  const sessions = await Promise.all(
    Array.from({ length: clients }, async () => {
      const client = new pg.Client(url);
      await client.connect();
      return client;
    }),
  );
  return {
    by: `a loop of pg, ${clients} clients, prepared`,
    async run(seconds) {
      const from = performance.now();
      const until = from + seconds * 1_000;
      let rows = 0;
      await Promise.all(
        sessions.map(async (client) => {
          while (performance.now() < until) {
            await client.query({ name: 'single', text: insert('$1'), values: [body] });
            rows += 1;
          }
        }),
      );
      return rows / ((performance.now() - from) / 1_000);
    },
    async close() {
      await Promise.all(sessions.map((client) => client.end()));
    },
  };
}

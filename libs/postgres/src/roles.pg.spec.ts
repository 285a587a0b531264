import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { adminUrl, freshDatabase, type FreshDatabase } from '../../../test/postgres.js';
import { createDatabase, dropDatabase, prepareDatabase, type RoleUrls } from './roles.js';
import { pg } from './types.js';

const denied = '42501';
const readOnly = '25006';
const hash = 'a'.repeat(64);

let database: FreshDatabase;
const clients = new Map<keyof RoleUrls, pg.Client>();

beforeAll(async () => {
  database = await freshDatabase();
  for (const role of ['owner', 'writer', 'projector', 'public'] as const) {
    const client = new pg.Client({ connectionString: database.urls[role] });
    await client.connect();
    clients.set(role, client);
  }
  // As the projector does with its read models.
  await as(
    'projector',
    'CREATE SCHEMA published; GRANT USAGE ON SCHEMA published TO sunlit_public, sunlit_writer',
  );
  await as(
    'projector',
    'CREATE TABLE published.page (id text PRIMARY KEY); GRANT SELECT ON published.page TO sunlit_public, sunlit_writer',
  );
});

afterAll(async () => {
  for (const client of clients.values()) await client.end();
  await database?.drop();
});

/** The SQLSTATE of the refusal, or 'done'. */
async function as(role: keyof RoleUrls, sql: string): Promise<string> {
  return clients
    .get(role)!
    .query(sql)
    .then(
      () => 'done',
      (error) => error.code,
    );
}

describe('the public role', () => {
  it.each(['store.event', 'store.head', 'keys.key', 'keys.subject', 'keys.erased', 'office.document'])(
    'cannot read %s',
    async (table) => {
      expect(await as('public', `SELECT * FROM ${table}`)).toBe(denied);
    },
  );

  it('reads what is published', async () => {
    expect(await as('public', 'SELECT * FROM published.page')).toBe('done');
  });

  it('gets a document by the one function, while a published entry names it', async () => {
    const asked = () =>
      clients
        .get('public')!
        .query('SELECT title, piece FROM office.public_document($1, 1, 2)', ['b'.repeat(64)])
        .then(({ rows }) => rows);
    await as(
      'writer',
      `INSERT INTO office.document (sha256, media_type, size, content) VALUES ('${'b'.repeat(64)}', 'text/plain', 4, 'abcd')`,
    );
    await as('projector', 'CREATE TABLE published.document (sha256 text, title text, entry bigint)');
    expect(await asked()).toEqual([]);
    await as('projector', `INSERT INTO published.document VALUES ('${'b'.repeat(64)}', '报告', 1)`);
    expect(await asked()).toEqual([{ title: '报告', piece: Buffer.from('bc') }]);
    expect(await as('public', 'SELECT sha256 FROM office.document')).toBe(denied);
    expect(await as('projector', `SELECT * FROM office.public_document('', 0, 0)`)).toBe(denied);
  });

  it('hears what the projector says of itself and says nothing in its place', async () => {
    expect(await as('public', 'SELECT * FROM health.projector')).toBe('done');
    await as('public', 'SET default_transaction_read_only = off');
    expect(await as('public', 'UPDATE health.projector SET heard_at = now()')).toBe(denied);
    await as('public', 'SET default_transaction_read_only = on');
    expect(await as('projector', 'UPDATE health.projector SET heard_at = now()')).toBe('done');
    expect(await as('projector', 'DELETE FROM health.projector')).toBe(denied);
  });

  it('cannot write, even after asking for a writing transaction', async () => {
    const insert = `INSERT INTO published.page VALUES ('x')`;
    expect(await as('public', insert)).toBe(readOnly);
    await as('public', 'SET default_transaction_read_only = off');
    expect(await as('public', insert)).toBe(denied);
    expect(await as('public', 'CREATE TABLE public.mine ()')).toBe(denied);
    expect(await as('public', 'CREATE TEMP TABLE mine ()')).toBe(denied);
  });

  it('may not run a statement for ever', async () => {
    const { rows } = await clients.get('public')!.query('SHOW statement_timeout');
    expect(rows).toEqual([{ statement_timeout: '5s' }]);
  });
});

describe('the writer', () => {
  it.each([
    `INSERT INTO store.event (position, revision, id, stream, type, body)
       VALUES (1, 0, gen_random_uuid(), 's', 't', '')`,
    `UPDATE store.event SET type = 'Other'`,
    'DELETE FROM store.event',
    'TRUNCATE store.event',
    'UPDATE store.head SET position = 0',
    'ALTER TABLE store.event DISABLE TRIGGER ALL',
    'DROP TABLE store.event',
  ])('cannot touch events but by appending: %s', async (sql) => {
    expect(await as('writer', sql)).toBe(denied);
  });

  it('reads events', async () => {
    expect(await as('writer', 'SELECT * FROM store.event')).toBe('done');
  });

  it('makes and deletes keys but changes none, and never forgets an erasure', async () => {
    expect(await as('writer', `INSERT INTO keys.key (id, wrapped) VALUES ('k', '\\x01')`)).toBe('done');
    expect(await as('writer', `INSERT INTO keys.subject VALUES ('s', 'k')`)).toBe('done');
    expect(await as('writer', `UPDATE keys.key SET wrapped = '\\x02'`)).toBe(denied);
    expect(await as('writer', `INSERT INTO keys.erased (id) VALUES ('k')`)).toBe('done');
    expect(await as('writer', `DELETE FROM keys.key WHERE id = 'k'`)).toBe('done');
    const { rows } = await clients.get('owner')!.query('SELECT * FROM keys.subject');
    expect(rows).toEqual([]);
    expect(await as('writer', 'DELETE FROM keys.erased')).toBe(denied);
  });

  it('uploads documents under their hash and replaces none', async () => {
    const upload = (name: string) =>
      `INSERT INTO office.document (sha256, media_type, size, content) VALUES ('${name}', 'text/plain', 1, 'x')`;
    expect(await as('writer', upload(hash))).toBe('done');
    expect(await as('writer', upload('no hash'))).toBe('23514');
    expect(await as('writer', `UPDATE office.document SET content = 'y'`)).toBe(denied);
    expect(await as('writer', 'DELETE FROM office.document')).toBe(denied);
  });

  it('reads read models and writes none', async () => {
    expect(await as('writer', 'SELECT * FROM published.page')).toBe('done');
    expect(await as('writer', `INSERT INTO published.page VALUES ('x')`)).toBe(denied);
  });
});

describe('the projector', () => {
  it('owns its read models, to fill, empty and swap them', async () => {
    expect(await as('projector', `INSERT INTO published.page VALUES ('x')`)).toBe('done');
    expect(await as('projector', 'TRUNCATE published.page')).toBe('done');
    expect(await as('projector', 'ALTER SCHEMA published RENAME TO published_before')).toBe('done');
    expect(await as('projector', 'ALTER SCHEMA published_before RENAME TO published')).toBe('done');
  });

  it('reads events and keys', async () => {
    expect(await as('projector', 'SELECT * FROM store.event')).toBe('done');
    expect(await as('projector', 'SELECT * FROM keys.key')).toBe('done');
  });

  it.each([
    `INSERT INTO store.event (position, revision, id, stream, type, body)
       VALUES (1, 0, gen_random_uuid(), 's', 't', '')`,
    `SELECT store.append('{}', '{}', '{}', '{}', '{}', '{}', '{}')`,
    `INSERT INTO keys.key (id, wrapped) VALUES ('k', '')`,
    'DELETE FROM keys.key',
    'TRUNCATE office.document',
    'DELETE FROM office.document',
  ])('can neither append nor touch what no rebuild brings back: %s', async (sql) => {
    expect(await as('projector', sql)).toBe(denied);
  });
});

describe('a database of the ledger', () => {
  it('lets no other login in', async () => {
    await as('owner', `CREATE ROLE sunlit_spec_stranger LOGIN PASSWORD 'x'`);
    const url = new URL(database.urls.owner);
    url.username = 'sunlit_spec_stranger';
    url.password = 'x';
    const stranger = new pg.Client({ connectionString: url.href });
    await expect(stranger.connect()).rejects.toMatchObject({ code: denied });
    await as('owner', 'DROP ROLE sunlit_spec_stranger');
  });

  it('gives dates as they are written', async () => {
    const { rows } = await clients
      .get('owner')!
      .query(`SELECT date '2024-02-29' AS day, 12.50::numeric AS money`);
    expect(rows).toEqual([{ day: '2024-02-29', money: '12.50' }]);
  });
});

it('may be prepared by many processes at once', async () => {
  const name = 'spec_prepared_at_once';
  const url = await createDatabase(adminUrl(), name);
  const passwords = { writer: 'test-writer', projector: 'test-projector', public: 'test-public' };
  const all = await Promise.all(Array.from({ length: 8 }, () => prepareDatabase(url, passwords)));
  expect(new Set(all.map(({ public: reader }) => reader)).size).toBe(1);
  const reader = new pg.Client({ connectionString: all[0]!.public });
  await reader.connect();
  await reader.end();
  await dropDatabase(adminUrl(), name);
});

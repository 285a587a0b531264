import { createHash } from 'node:crypto';
import { eventTypes } from '@sunlit/ledger';
import { DataSource } from 'typeorm';
import { setTimeout as pause } from 'node:timers/promises';
import { denialTable } from '../denials/denial.table.js';
import { eventTable } from '../event-page/event.table.js';
import { ledgerTable } from '../home/ledger.table.js';
import { plannedLotTable } from '../leads/lot.table.js';
import { historyTable } from '../history/history.table.js';
import { listedTable, listedWordsTable } from '../listed/listed.table.js';
import { obligationTable } from '../obligations/obligation.table.js';
import {
  organisationNameTable,
  organisationTable,
  participationTable,
  signerTable,
} from '../organisations/organisation.table.js';
import {
  certificateTable,
  documentTable,
  findingTable,
  paymentTable,
  projectTable,
} from '../project-page/project.table.js';
import { ruleTable } from '../rules/rule.table.js';
import { submissionTable } from '../submissions/submission.table.js';
import { entityOf, insert, snake, SnakeCase, type Sql, type Table } from '../table.js';
import { keptTable } from './kept.table.js';
import { projectorTable } from './projector.table.js';

/** Raise it when the same events give other rows in the same tables. */
const projections = 2;

/** `published`: what anybody may read. `desk`: for staff, and what the projector itself needs. */
const schemas = {
  published: {
    tables: [
      ledgerTable,
      eventTable,
      projectTable,
      paymentTable,
      certificateTable,
      findingTable,
      documentTable,
      ruleTable,
      obligationTable,
      historyTable,
      listedTable,
      listedWordsTable,
      plannedLotTable,
      participationTable,
      organisationTable,
      organisationNameTable,
      signerTable,
    ],
    readers: ['sunlit_public', 'sunlit_writer'],
    /** Read by `office.public_document`, with the rights of who owns the office: a document is public while it is named. */
    forOffice: documentTable.name,
  },
  desk: { tables: [submissionTable, denialTable, keptTable, projectorTable], readers: ['sunlit_writer'] },
} as const satisfies Record<
  string,
  { tables: readonly Table[]; readers: readonly string[]; forOffice?: string }
>;
const names = Object.keys(schemas) as (keyof typeof schemas)[];

/** What the rows follow from beside the events: tables, projections, and the versions of events that are read. */
export const version: string = createHash('sha256')
  .update(
    JSON.stringify([
      projections,
      schemas,
      Object.entries(eventTypes)
        .map(([type, { version }]) => `${type}.${version}`)
        .sort(),
    ]),
  )
  .digest('hex')
  .slice(0, 16);

/** The version of the read models that are there; null where there are none. */
export async function standingVersion(db: Sql): Promise<string | null> {
  const { rows } = await db.query(`SELECT to_regclass('desk.projector') IS NOT NULL AS stands`);
  if (!rows[0].stands) return null;
  return (await db.query('SELECT version FROM desk.projector')).rows[0]?.version ?? null;
}

/** How many events the standing read models have handled; null where there are none. */
export async function standingEvents(db: Sql): Promise<number | null> {
  if ((await standingVersion(db)) === null) return null;
  return Number((await db.query('SELECT events FROM desk.projector')).rows[0].events);
}

/** Where unqualified names of tables lead, on this connection. */
export const use = (db: Sql, which: 'standing' | 'next'): Promise<unknown> =>
  db.query(`SET search_path = ${names.map((name) => (which === 'next' ? next(name) : name)).join(', ')}`);

const next = (schema: string) => `${schema}_next`;
const old = (schema: string) => `${schema}_old`;

/** Empty tables beside the standing ones, in place of any left by a build that was cut short. */
export async function createNext(db: Sql, databaseUrl: string): Promise<void> {
  await dropOld(db);
  for (const name of names) {
    const { tables, readers } = schemas[name];
    await db.query(`DROP SCHEMA IF EXISTS ${next(name)} CASCADE; CREATE SCHEMA ${next(name)}`);
    await createTables(databaseUrl, next(name), tables);
    for (const table of tables as readonly Table[]) {
      const { storage, gin = [], seed = [] } = table;
      const placed = { ...table, name: `${next(name)}.${table.name}` };
      if (storage) await db.query(`ALTER TABLE ${placed.name} ${storage}`);
      for (const column of gin) await db.query(`CREATE INDEX ON ${placed.name} USING gin (${snake(column)})`);
      await insert(db, placed, seed);
    }
    // Nobody reads them yet: that needs the schema's leave as well, which the swap gives.
    await db.query(`GRANT SELECT ON ALL TABLES IN SCHEMA ${next(name)} TO ${readers.join(', ')}`);
  }
  const { forOffice } = schemas.published;
  await db.query(`GRANT SELECT ON ${next('published')}.${forOffice} TO ${await officeOwner(db)}`);
  await db.query(`INSERT INTO desk_next.projector (only_row, version, events) VALUES (true, $1, 0)`, [
    version,
  ]);
}

async function createTables(databaseUrl: string, schema: string, tables: readonly Table[]): Promise<void> {
  const source = new DataSource({
    type: 'postgres',
    url: databaseUrl,
    schema,
    entities: tables.map(entityOf),
    namingStrategy: new SnakeCase(),
    applicationName: 'sunlit projector tables',
    poolSize: 1,
    installExtensions: false,
  });
  await source.initialize();
  try {
    await source.synchronize();
  } finally {
    await source.destroy();
  }
}

async function officeOwner(db: Sql): Promise<string> {
  const { rows } = await db.query(
    `SELECT quote_ident(pg_get_userbyid(nspowner)) AS owner FROM pg_namespace WHERE nspname = 'office'`,
  );
  return rows[0].owner;
}

/** Statistics for the tables just filled, before anybody reads them. */
export async function analyzeNext(db: Sql): Promise<void> {
  const tables = names.flatMap((schema) =>
    schemas[schema].tables.map(({ name }) => `${next(schema)}.${name}`),
  );
  await db.query(`ANALYZE ${tables.join(', ')}`);
}

/**
 * Puts what was built beside into the place of what stands, in one transaction. Only names change: no reader waits, and
 * one in the middle of a statement ends it on the old rows, which go when the last such reader has.
 */
export async function swap(db: Sql): Promise<void> {
  await db.query('BEGIN');
  for (const name of names) {
    const { rowCount } = await db.query('SELECT FROM pg_namespace WHERE nspname = $1', [name]);
    if (rowCount !== 0) await db.query(`ALTER SCHEMA ${name} RENAME TO ${old(name)}`);
    await db.query(`ALTER SCHEMA ${next(name)} RENAME TO ${name}`);
    await db.query(`GRANT USAGE ON SCHEMA ${name} TO ${schemas[name].readers.join(', ')}`);
  }
  await db.query(`GRANT USAGE ON SCHEMA published TO ${await officeOwner(db)}`);
  await db.query("SELECT pg_notify('sunlit_projected', '')");
  await db.query('COMMIT');
  await dropOld(db);
}

/** Gives way to the last readers, sooner than PostgreSQL would see a deadlock and end one of them. */
async function dropOld(db: Sql): Promise<void> {
  for (;;) {
    try {
      await db.query(`BEGIN; SET LOCAL lock_timeout = '300ms'`);
      for (const name of names) await db.query(`DROP SCHEMA IF EXISTS ${old(name)} CASCADE`);
      await db.query('COMMIT');
      return;
    } catch (error) {
      await db.query('ROLLBACK');
      if ((error as { code?: string }).code !== '55P03') throw error;
      await pause(Math.random() * 200);
    }
  }
}

import { DefaultNamingStrategy, EntitySchema } from 'typeorm';
import type { EntitySchemaColumnOptions } from 'typeorm';

/** The part of a `pg` client that projections use. */
export interface Sql {
  query(text: string, values?: unknown[]): Promise<{ rows: any[]; rowCount: number | null }>;
}

type Columns<Row> = { readonly [C in keyof Row & string]: EntitySchemaColumnOptions };

/** A read model's table; its DDL is made from this by TypeORM. Columns are named in snake_case. */
export interface Table<Row = any> {
  readonly name: string;
  readonly columns: Columns<Row>;
  readonly indices: readonly {
    readonly columns: readonly (keyof Row & string)[];
    readonly unique?: boolean;
  }[];
  /** What TypeORM has no words for: the rest of `ALTER TABLE <name> ...`. */
  readonly storage?: string;
  /** Columns of lists, each with an index by what is in them. */
  readonly gin?: readonly (keyof Row & string)[];
  /** Rows that are there before the first event; others mean that the read models are built anew. */
  readonly seed?: readonly Row[];
}

/** Declares a table beside the interface of its rows. */
export const table = <Row>(
  name: string,
  columns: Columns<Row>,
  ...indices: Table<Row>['indices']
): Table<Row> => ({
  name,
  columns,
  indices,
});

/** The kinds of columns there are. Instants and days are the events' own text, which sorts. */
export const column = {
  text: { type: 'text' },
  uuid: { type: 'uuid' },
  /** Entry numbers and whole fen; a string in JavaScript. */
  bigint: { type: 'bigint' },
  integer: { type: 'integer' },
  flag: { type: 'boolean' },
  /** Kept as written, so that two builds compare text for text. */
  json: { type: 'json' },
  bytes: { type: 'bytea' },
  texts: { type: 'text', array: true },
} as const satisfies Record<string, EntitySchemaColumnOptions>;

export const key = <C extends EntitySchemaColumnOptions>(of: C) => ({ ...of, primary: true });
export const optional = <C extends EntitySchemaColumnOptions>(of: C) => ({ ...of, nullable: true });

export const snake = (property: string): string =>
  property.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

export class SnakeCase extends DefaultNamingStrategy {
  override columnName(property: string, custom: string): string {
    return custom || snake(property);
  }
}

export const entityOf = ({ name, columns, indices }: Table): EntitySchema =>
  new EntitySchema({
    name,
    columns: { ...columns },
    indices: indices.map((i) => ({ ...i, columns: [...i.columns] })),
  });

/** Inserts rows in one statement. A row that is already there is an error: nothing is projected twice. */
export const insert = <Row extends object>(db: Sql, into: Table<Row>, rows: readonly Row[]): Promise<void> =>
  write(db, into, rows, '');

/** Inserts rows, or replaces those with the same key, in one statement. */
export function upsert<Row extends object>(db: Sql, into: Table<Row>, rows: readonly Row[]): Promise<void> {
  const keys = names(into, ({ primary }) => primary === true);
  const set = names(into, ({ primary }) => !primary).map((name) => `${name} = excluded.${name}`);
  return write(db, into, rows, `ON CONFLICT (${keys.join(', ')}) DO UPDATE SET ${set.join(', ')}`);
}

/** Statements on their way, by the connection whose page sends ahead. */
const onTheirWay = new WeakMap<Sql, Promise<unknown>[]>();

/** A statement whose answer nobody needs. Within `sendingAhead` it is only sent: what is asked after it sees its rows. */
export async function send(db: Sql, text: string, values: unknown[]): Promise<void> {
  const sent = onTheirWay.get(db);
  const done = db.query(text, values);
  if (!sent) return void (await done);
  done.catch(() => {}); // Heard at the end of the page.
  sent.push(done);
}

/**
 * Does `work` while the database still writes what it has sent: half the work of a page is the database's. Answers when all
 * of it is written; throws the first error, which the later ones only follow from.
 */
export async function sendingAhead<T>(db: Sql, work: () => Promise<T>): Promise<T> {
  const sent: Promise<unknown>[] = [];
  onTheirWay.set(db, sent);
  const [worked] = await Promise.allSettled([work()]);
  onTheirWay.delete(db);
  const written = await Promise.allSettled(sent);
  const failed = [...written, worked].find(({ status }) => status === 'rejected');
  if (failed?.status === 'rejected') throw failed.reason;
  return (worked as PromiseFulfilledResult<T>).value;
}

// One JSON parameter for all rows: the driver would write arrays element by element, in JavaScript.
async function write(
  db: Sql,
  { name, columns }: Table,
  rows: readonly object[],
  onConflict: string,
): Promise<void> {
  if (rows.length === 0) return;
  const listed = names({ columns } as Table, () => true).join(', ');
  const read = Object.entries(columns).map(
    ([property, options]) => `"${property}" ${typeOf(options as EntitySchemaColumnOptions)}`,
  );
  await send(
    db,
    `INSERT INTO ${name} (${listed}) SELECT * FROM json_to_recordset($1::json) AS r (${read.join(', ')}) ${onConflict}`,
    [JSON.stringify(rows)],
  );
}

const typeOf = ({ type, array }: EntitySchemaColumnOptions): string => `${String(type)}${array ? '[]' : ''}`;

const names = ({ columns }: Table, wanted: (options: EntitySchemaColumnOptions) => boolean): string[] =>
  Object.entries(columns)
    .filter(([, options]) => wanted(options as EntitySchemaColumnOptions))
    .map(([property]) => snake(property));

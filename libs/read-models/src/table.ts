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
  await db.query(
    `INSERT INTO ${name} (${listed}) SELECT * FROM json_to_recordset($1::json) AS r (${read.join(', ')}) ${onConflict}`,
    [JSON.stringify(rows)],
  );
}

const typeOf = ({ type, array }: EntitySchemaColumnOptions): string => `${String(type)}${array ? '[]' : ''}`;

const names = ({ columns }: Table, wanted: (options: EntitySchemaColumnOptions) => boolean): string[] =>
  Object.entries(columns)
    .filter(([, options]) => wanted(options as EntitySchemaColumnOptions))
    .map(([property]) => snake(property));

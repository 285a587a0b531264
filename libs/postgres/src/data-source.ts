import { DataSource, type EntitySchema, type MixedList } from 'typeorm';
import { LastingPool } from './client.js';
import { pg } from './types.js';

const connectTimeoutMs = 10_000;

export interface DataSourceOptions {
  readonly entities?: MixedList<Function | string | EntitySchema>;
  readonly migrations?: MixedList<Function | string>;
  readonly poolSize?: number;
  /** Shown in pg_stat_activity. */
  readonly applicationName: string;
}

/** A TypeORM data source on `url`, not yet initialized. Never synchronizes: tables are made by migrations. */
export function dataSource(url: string, options: DataSourceOptions): DataSource {
  return new DataSource({
    type: 'postgres',
    driver: Object.create(pg, { Pool: { value: LastingPool } }),
    url,
    entities: options.entities ?? [],
    migrations: options.migrations ?? [],
    migrationsTableName: 'sunlit_migrations',
    poolSize: options.poolSize ?? 10,
    applicationName: options.applicationName,
    connectTimeoutMS: connectTimeoutMs,
    installExtensions: false,
    synchronize: false,
    logging: false,
    // A connection lost while idle is replaced at the next query: nothing to tell anyone.
    poolErrorHandler: () => {},
  });
}

/** A plain pool for SQL that TypeORM has no words for: functions, COPY, LISTEN. The caller ends it. */
export function pool(url: string, applicationName: string, max = 10): pg.Pool {
  return new LastingPool({
    connectionString: url,
    application_name: applicationName,
    max,
    connectionTimeoutMillis: connectTimeoutMs,
    keepAlive: true,
  });
}

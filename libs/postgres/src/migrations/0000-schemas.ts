import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Three schemas, each with what its tables grant from the moment they are made, so that no later migration can forget.
 * The schemas of the read models are the projector's own: it makes, rebuilds and swaps them (libs/read-models).
 * Functions grant nothing by themselves. Whoever may do more or less on one table says so where it is made.
 */
export class Schemas0000 implements MigrationInterface {
  readonly name = 'Schemas1700000000000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER DEFAULT PRIVILEGES REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC;

      CREATE SCHEMA store;
      COMMENT ON SCHEMA store IS 'The events. Nobody writes here but the function that appends';
      GRANT USAGE ON SCHEMA store TO sunlit_writer, sunlit_projector;
      ALTER DEFAULT PRIVILEGES IN SCHEMA store GRANT SELECT ON TABLES TO sunlit_writer, sunlit_projector;

      CREATE SCHEMA keys;
      COMMENT ON SCHEMA keys IS 'Wrapped keys of closed fields. Backed up apart from everything else';
      GRANT USAGE ON SCHEMA keys TO sunlit_writer, sunlit_projector;
      ALTER DEFAULT PRIVILEGES IN SCHEMA keys GRANT SELECT, INSERT, DELETE ON TABLES TO sunlit_writer;
      ALTER DEFAULT PRIVILEGES IN SCHEMA keys GRANT SELECT ON TABLES TO sunlit_projector;

      CREATE SCHEMA office;
      COMMENT ON SCHEMA office IS 'What staff upload';
      GRANT USAGE ON SCHEMA office TO sunlit_writer;
      ALTER DEFAULT PRIVILEGES IN SCHEMA office GRANT SELECT, INSERT ON TABLES TO sunlit_writer;
    `);
  }

  async down(): Promise<void> {
    throw new Error('The schemas hold the ledger: restore a backup instead of going back.');
  }
}

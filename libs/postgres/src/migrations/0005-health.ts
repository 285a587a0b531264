import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Schema `health`: what the programs say of themselves for each other. Nothing of the ledger is here, no rebuild brings it
 * back, and none has to.
 */
export class Health0005 implements MigrationInterface {
  readonly name = 'Health1700000005000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE SCHEMA health;
      COMMENT ON SCHEMA health IS 'What the programs say of themselves for each other; nothing of the ledger';
      GRANT USAGE ON SCHEMA health TO sunlit_projector, sunlit_writer, sunlit_public;

      CREATE TABLE health.projector (
        only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
        heard_at timestamptz,
        caught_up boolean NOT NULL DEFAULT true
      ) WITH (fillfactor = 10);
      COMMENT ON COLUMN health.projector.heard_at IS 'When it last said that it follows; null: never yet';
      COMMENT ON COLUMN health.projector.caught_up IS 'Whether it had applied by then all that was stored when it spoke before';
      INSERT INTO health.projector DEFAULT VALUES;
      GRANT SELECT ON health.projector TO sunlit_writer, sunlit_public;
      GRANT SELECT, UPDATE ON health.projector TO sunlit_projector;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP SCHEMA health CASCADE');
  }
}

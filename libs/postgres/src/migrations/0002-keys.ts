import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Keys of streams and data subjects, each wrapped by the master key. Deleting one erases what it closed, for ever. */
export class Keys0002 implements MigrationInterface {
  readonly name = 'Keys1700000002000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE keys.key (
        id text PRIMARY KEY,
        wrapped bytea NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now()
      );
      CREATE TABLE keys.subject (
        subject text PRIMARY KEY,
        key text NOT NULL REFERENCES keys.key ON DELETE CASCADE
      );
      CREATE INDEX ON keys.subject (key);
      COMMENT ON COLUMN keys.subject.subject IS 'HMAC of the subject''s identity: who it is cannot be read here';
      CREATE TABLE keys.erased (
        id text PRIMARY KEY,
        erased_at timestamptz NOT NULL DEFAULT now()
      );
      COMMENT ON TABLE keys.erased IS 'Keys that must not come back with a restored backup';
      REVOKE DELETE ON keys.erased FROM sunlit_writer;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE keys.erased, keys.subject, keys.key');
  }
}

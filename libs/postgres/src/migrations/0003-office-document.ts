import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Uploaded documents, named by their hash. Not a read model: a rebuild of the projections must not empty it. */
export class OfficeDocument0003 implements MigrationInterface {
  readonly name = 'OfficeDocument1700000003000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE office.document (
        sha256 text PRIMARY KEY CHECK (sha256 ~ '^[0-9a-f]{64}$'),
        media_type text NOT NULL,
        size bigint NOT NULL,
        content bytea NOT NULL,
        uploaded_at timestamptz NOT NULL DEFAULT now()
      );
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE office.document');
  }
}

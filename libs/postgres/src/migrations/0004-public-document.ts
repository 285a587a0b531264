import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The one way of the public to what staff upload: a piece of a document that the published read models name, at the
 * moment of asking. A document that is withheld, still sealed or was never recorded has no row here.
 *
 * It runs with its owner's rights, so that the public role needs none on the table; the projector lets that owner read
 * `published.document`, which is made and swapped by the projector (libs/read-models, schemas.ts). plpgsql looks the name
 * up when it is called: a swap between two calls does no harm.
 */
export class PublicDocument0004 implements MigrationInterface {
  readonly name = 'PublicDocument1700000004000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE office.document ALTER COLUMN content SET STORAGE EXTERNAL;

      CREATE FUNCTION office.public_document(wanted text, from_byte integer, bytes integer)
        RETURNS TABLE (title text, media_type text, size bigint, piece bytea)
        LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
      BEGIN
        RETURN QUERY
          SELECT named.title, d.media_type, d.size, substring(d.content FROM from_byte + 1 FOR bytes)
            FROM (SELECT p.title FROM published.document p WHERE p.sha256 = wanted ORDER BY p.entry DESC LIMIT 1) named
            JOIN office.document d ON d.sha256 = wanted;
      END $$;
      COMMENT ON FUNCTION office.public_document IS 'A piece of a document that a published entry names';

      GRANT USAGE ON SCHEMA office TO sunlit_public;
      GRANT EXECUTE ON FUNCTION office.public_document TO sunlit_public;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP FUNCTION office.public_document; REVOKE USAGE ON SCHEMA office FROM sunlit_public');
  }
}

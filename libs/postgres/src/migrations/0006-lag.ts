import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How far the projector is behind, as it measures itself: what readiness is judged by. */
export class Lag0006 implements MigrationInterface {
  readonly name = 'Lag1700000006000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE health.projector
        ADD COLUMN measured_at timestamptz,
        ADD COLUMN behind_events bigint NOT NULL DEFAULT 0,
        ADD COLUMN behind_ms bigint NOT NULL DEFAULT 0;
      COMMENT ON COLUMN health.projector.measured_at IS 'When it last measured its lag; null: never yet';
      COMMENT ON COLUMN health.projector.behind_events IS 'Events stored by then and not applied, counted to a bound';
      COMMENT ON COLUMN health.projector.behind_ms IS 'How long the oldest of these had been known';
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(
      'ALTER TABLE health.projector DROP COLUMN measured_at, DROP COLUMN behind_events, DROP COLUMN behind_ms',
    );
  }
}

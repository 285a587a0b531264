import pg from 'pg';

/**
 * Holds the head row of the owner's database as another writer would, until `release`; `waiting` tells whether an append has
 * come to wait for it.
 */
export async function holdHead(
  ownerUrl: string,
): Promise<{ waiting(): Promise<boolean>; release(): Promise<void> }> {
  const holder = new pg.Client(ownerUrl);
  await holder.connect();
  await holder.query('BEGIN; SELECT FROM store.head FOR UPDATE');
  return {
    async waiting() {
      await holder.query('SELECT pg_stat_clear_snapshot()'); // Kept for the whole transaction otherwise.
      const { rowCount } = await holder.query(
        `SELECT FROM pg_stat_activity
          WHERE datname = current_database() AND wait_event_type = 'Lock' AND query LIKE $1`,
        ['%store.append%'], // Not in the text: whoever ends the sessions of appends must not end this one.
      );
      return (rowCount ?? 0) > 0;
    },
    release: () => holder.end(),
  };
}

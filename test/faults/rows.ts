import { keyRing, loadMasterKey, postgresKeyStore } from '@sunlit/envelope';
import { postgresEventStore, type EventStore } from '@sunlit/event-store';
import { pool, type RoleUrls } from '@sunlit/postgres';
import { rebuild } from '@sunlit/read-models';
import { join } from 'node:path';
import type { Pool } from 'pg';
import { until } from '../../libs/event-store/src/laws.tools.js';
import { rowsOfEverything } from '../stories/rows.js';
import { check, none, type Check } from './outcome.js';

/** Where the service of `service.ts` keeps its master key. */
export const masterKeyIn = (folder: string): string => join(folder, 'app', 'master.key');

/** Waits until the projector has handled all that is stored. */
export async function caughtUp(owner: Pool): Promise<void> {
  await until(async () => {
    const { rows } = await owner.query(
      `SELECT (SELECT max(position) FROM store.event)::text IS NOT DISTINCT FROM
         (SELECT position FROM desk.projector) AS there`,
    );
    return rows[0].there;
  });
}

/** Notes, in the database itself, which session wrote which page of the read models: owner's work, gone with a rebuild. */
export async function watchPages(owner: Pool): Promise<void> {
  await owner.query(`
    CREATE TABLE public.page (n bigserial, session text, before bigint, after bigint);
    CREATE FUNCTION public.note_page() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
      BEGIN
        INSERT INTO public.page (session, before, after)
          SELECT pid || ' ' || backend_start, OLD.events, NEW.events
            FROM pg_stat_activity WHERE pid = pg_backend_pid();
        RETURN NEW;
      END $$;
    CREATE TRIGGER note_page AFTER UPDATE ON desk.projector FOR EACH ROW EXECUTE FUNCTION public.note_page()`);
}

/** Of the pages noted: each begins where the one before ended, and who was succeeded never writes again. */
export async function onePen(owner: Pool): Promise<{ sessions: number; pages: number; checks: Check[] }> {
  const { rows } = await owner.query<{ session: string; before: string; after: string }>(
    'SELECT session, before, after FROM public.page ORDER BY n',
  );
  const broken = rows.filter(({ before }, i) => i > 0 && before !== rows[i - 1]!.after);
  const turns = rows.map(({ session }) => session).filter((session, i, all) => session !== all[i - 1]);
  const sessions = new Set(turns).size;
  return {
    ...{ sessions, pages: rows.length },
    checks: [
      none('pages that do not begin where the one before ended', broken),
      check(
        'no two projectors wrote by turns',
        turns.length === sessions,
        `${sessions} sessions, one after another`,
      ),
    ],
  };
}

/** Builds the read models anew and compares every row of every table, as text, with those that stood. */
export async function equalToRebuild(
  owner: Pool,
  urls: RoleUrls,
  folder: string,
  openStore = (): Promise<EventStore> =>
    postgresEventStore({ connection: urls.projector, applicationName: 'faults rebuild' }),
): Promise<Check[]> {
  const stood = await rowsOfEverything(owner);
  const keys = pool(urls.projector, 'faults rebuild', 2);
  const store = await openStore();
  try {
    const ring = keyRing(postgresKeyStore(keys), await loadMasterKey(masterKeyIn(folder)));
    const quiet = { info() {}, warn() {}, error() {} };
    await rebuild({ store, ring, databaseUrl: urls.projector, log: quiet });
  } finally {
    await Promise.all([store.close(), keys.end()]);
  }
  const built = await rowsOfEverything(owner);
  const tables = [...new Set([...Object.keys(stood), ...Object.keys(built)])];
  const rows = Object.values(built).reduce((sum, { length }) => sum + length, 0);
  const differ = tables.filter((table) => stood[table]?.join('\n') !== built[table]?.join('\n'));
  return [none(`tables that differ from a rebuild, of ${tables.length} with ${rows} rows`, differ)];
}

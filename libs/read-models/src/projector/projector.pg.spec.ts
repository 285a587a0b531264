import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { memoryEventStore, type EventStore, type StoredEvent } from '@sunlit/event-store';
import pg from 'pg';
import { homeQuery } from '../home/home.query.js';
import { projectQuery } from '../project-page/project.query.js';
import { prepared } from '../testing/submissions.js';
import { openLedger, specLedger, storeWorkedExample, type SpecLedger } from '../testing/ledger.js';
import { readModels, silent, type ReadModels } from '../testing/projected.js';
import { rebuild } from './run-projector.js';

let models: ReadModels;
let ledger: SpecLedger;
beforeEach(async () => {
  models = await readModels();
  ledger = specLedger();
});
afterEach(() => models.close());

describe('The projector', () => {
  it('makes the read models of an empty store: nobody asks for tables that are not there', async () => {
    await models.start(ledger).entered('following');
    const home = await homeQuery(models.public).view();
    expect(home).toMatchObject({
      ledger: null,
      current: { entry: -1, recordedAt: null },
      totals: { projects: 0 },
      projects: [],
      overdue: { total: 0, first: [] },
    });
  });

  it('gives entry numbers 0, 1, 2, ... to logged events, in the order of the store; none to others', async () => {
    await openLedger(ledger);
    await storeWorkedExample(ledger);
    models.start(ledger);
    await models.caughtUp(ledger);
    const rows = await models.query(
      'SELECT entry::int, stream, revision FROM published.event ORDER BY entry',
    );
    expect(rows.map(({ entry }) => entry)).toEqual(rows.map((_, i) => i));
    expect(rows[0]).toMatchObject({ stream: 'ledger' });
    expect(rows.slice(1).map(({ revision }) => revision)).toEqual(rows.slice(1).map((_, i) => i));
    expect(rows.some(({ stream }) => stream.startsWith('bidbox-'))).toBe(false);
  });

  it('projects nothing twice and leaves nothing out when its connection is cut again and again', async () => {
    const projector = models.start(ledger);
    await projector.entered('following');
    const projects: string[] = [];
    for (let round = 0; round < 4; round++) {
      await openOnce(ledger, round);
      projects.push(await storeWorkedExample(ledger, { until: 'advance', number: `ZW-${round}` }));
      await models.query(
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'sunlit projector' AND datname = current_database()`,
      );
    }
    await models.caughtUp(ledger);
    const live = await models.dump();
    await rebuild({ ...ledger, databaseUrl: models.urls.projector, log: silent });
    expect(await models.dump()).toEqual(live);
    expect(live['published.project']).toHaveLength(projects.length);
  });

  it('leaves nothing of a page that fails in the middle, and says so', async () => {
    await openLedger(ledger);
    const projector = models.start(ledger);
    await models.caughtUp(ledger);
    const before = await models.dump();
    await models.query('ALTER TABLE desk.submission ADD CONSTRAINT broken CHECK (false)');
    await storeWorkedExample(ledger, { until: 'registered' });
    await submit(ledger);
    await expect(projector.done).rejects.toThrow(/broken/);
    const [{ entries }] = await models.query('SELECT entries::int FROM published.ledger');
    const [{ events }] = await models.query('SELECT count(*)::int AS events FROM published.event');
    expect(events).toBe(entries);
    expect(before['desk.submission']).toEqual([]);
  });

  it('is one of several: the second stands by and takes over when the first is gone', async () => {
    await openLedger(ledger);
    const first = models.start(ledger);
    await first.entered('following');
    const second = models.start(ledger);
    await second.entered('standing-by');
    await storeWorkedExample(ledger, { until: 'registered' });
    await models.caughtUp(ledger);
    expect(second.states).toEqual(['standing-by']);
    await first.stop();
    await second.entered('following');
    await storeWorkedExample(ledger, { until: 'registered', number: 'ZW-2' });
    await models.caughtUp(ledger);
    expect(first.states).toEqual(['standing-by', 'building', 'following', 'stopped']);
    expect(await models.query('SELECT entries::int FROM published.ledger')).toEqual([{ entries: 3 }]);
  });

  it('stops with an alarm when the store is an older one than the read models have seen', async () => {
    await openLedger(ledger);
    await storeWorkedExample(ledger, { until: 'researched' });
    const first = models.start(ledger);
    await models.caughtUp(ledger);
    await first.stop();
    const restored = specLedger(memoryEventStore(), ledger.ring);
    await openLedger(restored);
    const messages: string[] = [];
    const log = { ...silent, error: (message: string) => void messages.push(message) };
    const second = models.start(restored, { log });
    await expect(second.done).rejects.toMatchObject({ name: 'StoreRewound' });
    expect(second.states.at(-1)).toBe('stopped');
    expect(messages.join()).toMatch(/ALARM.*run `sunlit rebuild`/);
    await rebuild({ ...restored, databaseUrl: models.urls.projector, log: silent });
    expect(await models.query('SELECT entries::int FROM published.ledger')).toEqual([{ entries: 1 }]);
  });

  it('stops with an alarm at an event that is not what was sealed, and shows nothing of its page', async () => {
    await openLedger(ledger);
    await storeWorkedExample(ledger, { until: 'researched' });
    const forged = forging(ledger.store, 3);
    const projector = models.start({ ...ledger, store: forged });
    await expect(projector.done).rejects.toMatchObject({ name: 'CorruptEvent' });
    expect(projector.states.at(-1)).toBe('stopped');
  });

  it('builds anew by itself when it finds read models of another version', async () => {
    await openLedger(ledger);
    const first = models.start(ledger);
    await models.caughtUp(ledger);
    await first.stop();
    await models.query(`UPDATE desk.projector SET version = 'older'`);
    await models.query('ALTER TABLE published.event DROP COLUMN gist');
    const second = models.start(ledger);
    await second.entered('following');
    expect(second.states).toEqual(['standing-by', 'building', 'following']);
    expect((await homeQuery(models.public).view()).lately[0]!.gist).toEqual({ name: '临江市阳光账本' });
  });
});

describe('A rebuild', () => {
  it('gives the same rows, to the byte, as following one event at a time', async () => {
    models.start({ ...ledger, store: singly(ledger.store) });
    await openLedger(ledger);
    await storeWorkedExample(ledger);
    await storeWorkedExample(ledger, { until: 'evaluated', number: 'ZW-2' });
    await models.caughtUp(ledger);
    const live = await models.dump();
    const progress: unknown[] = [];
    const events = await rebuild({
      ...ledger,
      databaseUrl: models.urls.projector,
      log: silent,
      onProgress: (p) => progress.push(p),
    });
    expect(await models.dump()).toEqual(live);
    expect(progress.at(-1)).toEqual({ events, of: events });
  });

  it('takes the lock from a running projector, which goes on afterwards', async () => {
    await openLedger(ledger);
    const running = models.start(ledger);
    await models.caughtUp(ledger);
    await rebuild({ ...ledger, databaseUrl: models.urls.projector, log: silent });
    await storeWorkedExample(ledger, { until: 'registered' });
    await models.caughtUp(ledger);
    expect(running.states).toEqual(['standing-by', 'building', 'following', 'standing-by', 'following']);
    expect(await models.query('SELECT entries::int FROM published.ledger')).toEqual([{ entries: 2 }]);
  });

  it('never shows a reader a half-built model', async () => {
    await openLedger(ledger);
    const project = await storeWorkedExample(ledger);
    models.start(ledger);
    await models.caughtUp(ledger);
    const shown = async () => JSON.stringify(await projectQuery(models.public).view(project));
    const whole = await shown();
    const seen = new Set<string>();
    let building = true;
    const read = async () => {
      while (building) seen.add(await shown());
    };
    const readers = [read(), read()];
    for (let i = 0; i < 3; i++) await rebuild({ ...ledger, databaseUrl: models.urls.projector, log: silent });
    building = false;
    await Promise.all(readers);
    expect([...seen]).toEqual([whole]);
  });

  it('is refused while another is running', async () => {
    const other = new pg.Client({ connectionString: models.urls.projector });
    await other.connect();
    await other.query('SELECT pg_advisory_lock(1398099532, 2)');
    await expect(
      rebuild({ ...ledger, databaseUrl: models.urls.projector, log: silent }),
    ).rejects.toMatchObject({ name: 'RebuildRunning' });
    await other.end();
  });
});

describe('Who may read what', () => {
  it('shows the public nothing of the desk; nobody but the projector writes', async () => {
    await models.start(ledger).entered('following');
    for (const table of ['desk.submission', 'desk.kept_event', 'desk.projector'])
      await expect(models.public.query(`SELECT * FROM ${table}`)).rejects.toThrow(/permission denied/);
    await expect(models.public.query(`DELETE FROM published.event`)).rejects.toThrow(
      /permission denied|read-only/,
    );
    await expect(models.staff.query(`DELETE FROM published.event`)).rejects.toThrow(/permission denied/);
    await expect(models.staff.query(`UPDATE desk.submission SET state = 'waiting'`)).rejects.toThrow(
      /permission denied/,
    );
  });

  it('shows nobody what is being built', async () => {
    await openLedger(ledger);
    const allowed: unknown[] = [];
    const store: EventStore = {
      ...ledger.store,
      async *follow(...args) {
        const roles = `unnest(ARRAY['sunlit_public', 'sunlit_writer']) role, unnest(ARRAY['published_next', 'desk_next']) schema`;
        allowed.push(
          ...(await models.query(
            `SELECT has_schema_privilege(role, schema, 'USAGE') AS enters FROM ${roles}`,
          )),
        );
        yield* ledger.store.follow(...args);
      },
    };
    await rebuild({ ...ledger, store, databaseUrl: models.urls.projector, log: silent });
    expect(allowed).toEqual(Array(4).fill({ enters: false }));
  });
});

const submit = (to: SpecLedger) => to.append('submission-00000000-0000-5000-8000-0000000000aa', prepared);

const openOnce = async (to: SpecLedger, round: number) => (round === 0 ? openLedger(to) : null);

/** The same events, one in each page. */
function singly(store: EventStore): EventStore {
  return {
    ...store,
    async *follow(...args) {
      for await (const page of store.follow(...args)) for (const event of page) yield [event];
    },
  };
}

/** Changes one byte of the data of the event at `index` of each page. */
function forging(store: EventStore, index: number): EventStore {
  const forge = (event: StoredEvent): StoredEvent => {
    const text = Buffer.from(event.body).toString().replace('"recordedAt":"2', '"recordedAt":"3');
    return { ...event, body: new Uint8Array(Buffer.from(text)) };
  };
  return {
    ...store,
    async *follow(...args) {
      for await (const page of store.follow(...args))
        yield page.map((event, i) => (i === index ? forge(event) : event));
    },
  };
}

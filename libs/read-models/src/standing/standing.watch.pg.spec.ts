import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { setTimeout as pause } from 'node:timers/promises';
import { openLedger, specLedger, storeWorkedExample, type SpecLedger } from '../testing/ledger.js';
import { counting, readModels, type ReadModels } from '../testing/projected.js';
import { watchStanding, type Standing, type StandingWatch } from './standing.watch.js';

let models: ReadModels;
let ledger: SpecLedger;
let watch: StandingWatch | undefined;
let ended = false;

beforeEach(async () => {
  models = await readModels();
  ledger = specLedger();
  ended = false;
});
afterEach(async () => {
  ended = true;
  await watch?.close();
  await models.close();
});

const watching = (options: { silenceMs?: number; pollMs?: number } = {}) => {
  const asked = counting(models.public);
  watch = watchStanding({ databaseUrl: models.urls.public, ds: asked.ds, pollMs: 50, ...options });
  return asked;
};

/** Asks until it is so. */
async function until(so: (standing: Standing) => boolean): Promise<Standing> {
  while (!ended) {
    const standing = await watch!.now().catch(() => null);
    if (standing && so(standing)) return standing;
    await pause(10);
  }
  throw new Error('it was never so');
}

/** Asks until an answer comes from memory. */
async function heard(asked: { readonly statements: number }): Promise<Standing> {
  while (!ended) {
    const before = asked.statements;
    const standing = await watch!.now();
    if (asked.statements === before) return standing;
    await pause(10);
  }
  throw new Error('it was never known');
}

describe('How far the read models have come', () => {
  it('is known without a question, and a new entry is known when it is shown', async () => {
    const projector = models.start(ledger);
    await projector.entered('following');
    const asked = watching();
    expect((await heard(asked)).entry).toBe(-1);
    await openLedger(ledger);
    const opened = await until(({ entry }) => entry === 0);
    expect([opened.recordedAt !== null, opened.lag]).toEqual([true, null]);
    const before = asked.statements;
    for (let i = 0; i < 100; i++) await watch!.now();
    expect(asked.statements).toBe(before);
  });

  it('is asked for where the connection that listens is cut, and known again when it is back', async () => {
    const projector = models.start(ledger);
    await projector.entered('following');
    await openLedger(ledger);
    await models.caughtUp(ledger);
    const asked = watching({ pollMs: 3_600_000 });
    await heard(asked);
    await cut();
    await until(() => asked.statements > 1);
    expect((await heard(asked)).entry).toBe(0);
  });

  it('says so while nobody keeps them current', async () => {
    const projector = models.start(ledger, { beatMs: 20 });
    await openLedger(ledger);
    await models.caughtUp(ledger);
    watching({ silenceMs: 400 });
    expect((await until(({ lag }) => lag === null)).entry).toBe(0);
    await projector.stop();
    expect((await until(({ lag }) => lag === 'paused')).entry).toBe(0);
    models.start(ledger, { beatMs: 20 });
    expect((await until(({ lag }) => lag === null)).entry).toBe(0);
  });

  it('says so while the projector follows and does not catch up', async () => {
    let release = () => {};
    const released = new Promise<void>((resolve) => (release = resolve));
    const { store } = ledger;
    const slow: SpecLedger = {
      ...ledger,
      store: {
        ...store,
        last: () => store.last(),
        compare: (a, b) => store.compare(a, b),
        read: (...args) => store.read(...args),
        async *follow(from, signal) {
          const aborted = new Promise((resolve) => signal.addEventListener('abort', resolve));
          for await (const page of store.follow(from, signal)) {
            await Promise.race([released, aborted]);
            yield page;
          }
        },
      },
    };
    const projector = models.start(slow, { beatMs: 20 });
    await projector.entered('following');
    watching();
    await openLedger(ledger);
    await storeWorkedExample(ledger, { until: 'registered' });
    expect((await until(({ lag }) => lag === 'behind')).entry).toBe(-1);
    release();
    const caughtUp = await until(({ lag }) => lag === null);
    expect(caughtUp.entry).toBeGreaterThan(0);
  });

  it('is not known before there are read models, and is found when they are built', async () => {
    watching();
    await expect(watch!.now()).rejects.toThrow();
    await openLedger(ledger);
    models.start(ledger);
    expect((await until(({ entry }) => entry === 0)).lag).toBeNull();
  });
});

/** As an administrator cuts it. */
async function cut(): Promise<void> {
  const { default: pg } = await import('pg');
  const owner = new pg.Client({ connectionString: models.urls.owner });
  await owner.connect();
  await owner.query(
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
      WHERE application_name = 'sunlit public watch' AND datname = current_database()`,
  );
  await owner.end();
}

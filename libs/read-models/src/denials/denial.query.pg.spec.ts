import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DenyAttempt } from '@sunlit/ledger';
import { rebuild } from '../projector/run-projector.js';
import { specLedger, type SpecLedger } from '../testing/ledger.js';
import { counting, readModels, silent, type ReadModels } from '../testing/projected.js';
import { denialsQuery } from './denial.query.js';

let models: ReadModels;
let ledger: SpecLedger;
beforeAll(async () => {
  models = await readModels();
  ledger = specLedger();
  for (const [day, attempts] of [
    ['2026-01-05', 40],
    ['2026-01-06', 20],
  ] as const)
    for (let n = 0; n < attempts; n++)
      await ledger.append(`access-${day}`, {
        type: 'AttemptDenied',
        data: { ...DenyAttempt.example, project: n === 0 ? 'rulebook' : DenyAttempt.example.project },
        meta: { confirmedBy: null, recordedAt: `${day}T02:00:00.${String(n).padStart(3, '0')}Z` },
      });
  models.start(ledger);
  await models.caughtUp(ledger);
});
afterAll(() => models.close());

describe('The list of denied attempts', () => {
  it('shows the newest first, fifty a page, in one statement each', async () => {
    const counted = counting(models.staff);
    const [first, second] = [await denialsQuery(counted.ds), await denialsQuery(counted.ds, 2)];
    expect(counted.statements).toBe(2);
    expect(first).toMatchObject({ page: 1, more: true, denials: { length: 50 } });
    expect(first.denials[0]).toMatchObject({
      day: '2026-01-06',
      revision: 19,
      rule: 'not-entitled',
      person: 'p-1',
    });
    expect(second).toMatchObject({ page: 2, more: false, denials: { length: 10 } });
    expect(second.denials.at(-1)).toMatchObject({ day: '2026-01-05', revision: 0, project: 'rulebook' });
  });

  it('is nothing that the public could read, and no entry of the ledger', async () => {
    await expect(denialsQuery(models.public)).rejects.toThrow(/permission denied/);
    expect(await models.query('SELECT count(*)::int AS entries FROM published.event')).toEqual([
      { entries: 0 },
    ]);
  });

  it('is the same after a rebuild', async () => {
    const live = await models.dump();
    await rebuild({ ...ledger, databaseUrl: models.urls.projector, log: silent });
    expect((await models.dump())['desk.denial']).toEqual(live['desk.denial']);
  });
});

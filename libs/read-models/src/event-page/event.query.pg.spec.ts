import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { digest } from '@sunlit/envelope';
import { openLedger, specLedger, storeWorkedExample } from '../testing/ledger.js';
import { counting, readModels, type ReadModels } from '../testing/projected.js';
import type { EventView } from '../views.js';
import { eventQuery } from './event.query.js';

let models: ReadModels;
let [project, waiting] = ['', ''];
beforeAll(async () => {
  models = await readModels();
  const ledger = specLedger();
  await openLedger(ledger);
  project = await storeWorkedExample(ledger);
  waiting = await storeWorkedExample(ledger, { number: 'waiting', until: 'evaluated' });
  models.start(ledger);
  await models.caughtUp(ledger);
});
afterAll(() => models.close());

async function eventOf(of: string, type: string): Promise<EventView> {
  const [{ revision }] = await models.query(
    'SELECT revision FROM published.event WHERE project = $1 AND type = $2 LIMIT 1',
    [of, type],
  );
  return (await eventQuery(models.public).view(of, revision))!;
}

describe('The page of an event', () => {
  it('is read in one statement', async () => {
    const counted = counting(models.public);
    await eventQuery(counted.ds).view(project, 0);
    expect(counted.statements).toBe(1);
  });

  it('shows what proves every field shown', async () => {
    const event = await eventOf(project, 'PaymentRecorded');
    const shown = [
      ...Object.entries(event.data),
      ...Object.entries(event.meta).map(([name, value]) => [`meta.${name}`, value] as const),
    ];
    for (const [field, value] of shown)
      expect(digest(event.salts[field]!, field, value)).toBe(event.digests[field]);
    expect(Object.keys(event.digests).filter((field) => !(field in event.salts))).toEqual(['payeeAccount']);
    expect(event).toMatchObject({
      version: 1,
      readVersion: 1,
      read: event.data,
      preparedBy: { role: 'finance-officer' },
    });
  });

  it('shows a sealed field once it has opened, as proof and all, and the reason it was closed for always', async () => {
    const sealed = await eventOf(waiting, 'BidsEvaluated');
    expect(Object.keys(sealed.closed).sort()).toEqual(['committee', 'ranking', 'rejections']);
    const { data, salts, digests, closed, meta } = await eventOf(project, 'BidsEvaluated');
    expect(closed).toEqual({});
    for (const field of ['committee', 'ranking', 'rejections'])
      expect(digest(salts[field]!, field, data[field])).toBe(digests[field]);
    expect(Object.keys(meta['audience'] as object).sort()).toEqual(['committee', 'ranking', 'rejections']);
  });

  it('leads to the entries beside it', async () => {
    const [{ last }] = await models.query(
      'SELECT max(revision) AS last FROM published.event WHERE project = $1',
      [project],
    );
    const query = eventQuery(models.public);
    expect(await query.view(project, 0)).toMatchObject({
      previous: null,
      next: 1,
      projectName: '滨江路改造工程',
    });
    expect(await query.view(project, last)).toMatchObject({ previous: last - 1, next: null });
  });

  it('is not there for an unknown revision, nor for what is no revision at all', async () => {
    for (const revision of [9_999, -1, 1.5, 2 ** 31, Number.NaN])
      expect(await eventQuery(models.public).view(project, revision)).toBeNull();
    expect(await eventQuery(models.public).view('x', 0)).toBeNull();
  });
});

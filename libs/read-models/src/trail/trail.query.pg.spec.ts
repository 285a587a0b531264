import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { RecordPayment } from '@sunlit/ledger';
import { pastQuery } from '../as-of/past.query.js';
import { eventQuery } from '../event-page/event.query.js';
import { openLedger, specLedger, storeWorkedExample } from '../testing/ledger.js';
import { counting, readModels, type ReadModels } from '../testing/projected.js';
import { trailQuery } from './trail.query.js';

let models: ReadModels;
let project: string;
let total: number;

beforeAll(async () => {
  models = await readModels();
  const ledger = specLedger();
  models.start(ledger);
  await openLedger(ledger);
  project = await storeWorkedExample(ledger, { until: 'certificate-4' });
  const small = (voucher: number) => ({
    type: 'PaymentRecorded',
    data: { ...RecordPayment.example, certificate: 'JL-04', amount: '0.01', voucher: `V-${voucher}` },
  });
  for (let i = 0; i < 1000; i += 100)
    await ledger.append(`project-${project}`, ...Array.from({ length: 100 }, (_, j) => small(i + j)));
  await models.caughtUp(ledger);
  total = (await trailQuery(models.public).view(project, { page: 1, order: 'newest' }))!.paging.total;
});
afterAll(() => models.close());

describe('The whole trail of a project', () => {
  it.each(['newest', 'oldest'] as const)(
    'comes a hundred to a page, the %s first, none twice',
    async (order) => {
      const counted = counting(models.public);
      const query = trailQuery(counted.ds);
      const seen: number[] = [];
      const pages = Math.ceil(total / 100);
      for (let page = 1; page <= pages + 1; page++) {
        const { entries, paging } = (await query.view(project, { page, order }))!;
        expect(paging).toEqual({ page, pages, total });
        seen.push(...entries.map(({ revision }) => revision));
      }
      const all = Array.from({ length: total }, (_, revision) => revision);
      expect(seen).toEqual(order === 'oldest' ? all : all.toReversed());
      expect(counted.statements).toBe(pages + 1);
    },
  );

  it('is sent as lines, each what the entry’s own page has', async () => {
    const pieces: string[] = [];
    for await (const piece of (await trailQuery(models.public).lines(project))!) pieces.push(piece);
    expect(pieces.length).toBe(Math.ceil(total / 500));
    const lines = pieces
      .join('')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(lines.map(({ revision }) => revision)).toEqual(Array.from({ length: total }, (_, r) => r));
    for (const revision of [0, 14, total - 1]) {
      const page = (await eventQuery(models.public).view(project, revision))!;
      const { entry, stream, id, type, version, recordedAt, data, meta, closed, amendments, salts, digests } =
        page;
      expect(lines[revision]).toEqual({
        ...{ entry, project, stream, revision, id, type, version, recordedAt },
        ...{ data, meta, closed, amendments, salts, digests },
      });
    }
  });

  it('of a moment ends with the last entry recorded by then', async () => {
    const { entry } = (await eventQuery(models.public).view(project, 14))!;
    const found = await pastQuery(models.public).lines(project, { entry });
    if (found?.kind !== 'then') throw new Error('the lines are not there');
    let text = '';
    for await (const piece of found.view) text += piece;
    const entries = text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line).entry);
    expect([entries.length, entries.at(-1)]).toEqual([15, entry]);
  });

  it('of no project is nothing', async () => {
    const query = trailQuery(models.public);
    for (const id of ['x', project.replace(/^./, 'f')]) {
      expect(await query.view(id, { page: 1, order: 'newest' })).toBeNull();
      expect(await query.lines(id)).toBeNull();
    }
  });
});

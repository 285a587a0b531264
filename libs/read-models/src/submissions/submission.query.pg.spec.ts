import { afterAll, beforeAll, expect, it, describe } from '@jest/globals';
import { specLedger } from '../testing/ledger.js';
import { prepared } from '../testing/submissions.js';
import { readModels, type ReadModels } from '../testing/projected.js';
import { submissionsQuery } from './submission.query.js';

let models: ReadModels;
const id = (n: number) => `00000000-0000-5000-8000-${String(n).padStart(12, '0')}`;
beforeAll(async () => {
  models = await readModels();
  const ledger = specLedger();
  for (let n = 0; n < 60; n++) await ledger.append(`submission-${id(n)}`, prepared);
  for (const n of [7, 8])
    await ledger.append(`submission-${id(n)}`, {
      type: 'SubmissionConfirmed',
      data: { projectRevision: 4, rulebookVersion: 1, attempt: 1 },
    });
  await ledger.append(`submission-${id(8)}`, {
    type: 'SubmissionCarriedOut',
    data: { projectRevision: 6, events: [] },
  });
  models.start(ledger);
  await models.caughtUp(ledger);
});
afterAll(() => models.close());

describe('The list of submissions', () => {
  it('shows those that wait, latest first, page by page', async () => {
    const query = submissionsQuery(models.staff);
    const [first, second] = [
      await query.list({ state: 'waiting' }),
      await query.list({ state: 'waiting', page: 2 }),
    ];
    expect(first.submissions).toHaveLength(50);
    expect(first).toMatchObject({
      page: 1,
      more: true,
      submissions: {
        0: { submission: id(59), state: 'waiting', commands: ['CertifyProgress', 'RecordPayment'] },
      },
    });
    expect(second).toMatchObject({ page: 2, more: false, submissions: { length: 8 } });
  });

  it('shows an organisation its own', async () => {
    const query = submissionsQuery(models.staff);
    expect(
      (await query.list({ state: 'carried-out', organisation: '11331082MB0X12345C' })).submissions,
    ).toHaveLength(1);
    expect(
      (await query.list({ state: 'carried-out', organisation: '91330000MA27AAAA0E' })).submissions,
    ).toEqual([]);
  });

  it('knows what was confirmed and not carried out', async () => {
    expect(await submissionsQuery(models.staff).unfinished()).toEqual([id(7)]);
  });
});

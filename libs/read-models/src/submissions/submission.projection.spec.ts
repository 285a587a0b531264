import { describe, expect, it } from '@jest/globals';
import { openAll } from '@sunlit/envelope';
import { allEvents, specLedger, type Told } from '../testing/ledger.js';
import { prepared } from '../testing/submissions.js';
import { submissionAfter } from './submission.projection.js';
import type { SubmissionRow } from './submission.table.js';

const id = '00000000-0000-5000-8000-0000000000aa';
const confirmer = { person: 'p-2', role: 'approver', organisation: null, department: null };
const confirmed = (attempt: number): Told => ({
  type: 'SubmissionConfirmed',
  data: { projectRevision: 8, rulebookVersion: 1, attempt },
  meta: { preparedBy: confirmer, confirmedBy: null },
});
const overtaken: Told = { type: 'SubmissionOvertaken', data: { projectRevision: 9, attempt: 1 } };
const carriedOut: Told = { type: 'SubmissionCarriedOut', data: { projectRevision: 10, events: [] } };

async function after(...events: Told[]): Promise<SubmissionRow> {
  const ledger = specLedger();
  await ledger.append(`submission-${id}`, ...events);
  const opened = await openAll(await allEvents(ledger.store), ledger.ring);
  return opened.reduce<SubmissionRow | undefined>(submissionAfter, undefined)!;
}

describe('The list of submissions', () => {
  it('shows who prepared what, and no field of a command', async () => {
    const row = await after(prepared);
    expect(row).toMatchObject({
      submission: id,
      state: 'waiting',
      preparedBy: 'p-1',
      preparedRole: 'finance-officer',
      organisationName: '市政中心',
    });
    expect(row.commands).toEqual(['CertifyProgress', 'RecordPayment']);
    expect(JSON.stringify(row)).not.toMatch(/HT-001|payeeAccount|1\.00/);
  });

  it('shows who confirmed it and what came of it', async () => {
    expect(await after(prepared, confirmed(1))).toMatchObject({
      state: 'confirmed',
      confirmedBy: 'p-2',
      confirmedRole: 'approver',
      attempts: 1,
    });
    expect(await after(prepared, confirmed(1), carriedOut)).toMatchObject({
      state: 'carried-out',
      projectRevision: 10,
      confirmedBy: 'p-2',
    });
  });

  it('shows one that was overtaken as waiting for a new confirmation', async () => {
    expect(await after(prepared, confirmed(1), overtaken)).toMatchObject({
      state: 'waiting',
      confirmedBy: null,
      confirmedAt: null,
      attempts: 1,
    });
    expect(await after(prepared, confirmed(1), overtaken, confirmed(2))).toMatchObject({
      state: 'confirmed',
      attempts: 2,
    });
  });

  it('shows why one was returned or withdrawn', async () => {
    expect(await after(prepared, { type: 'SubmissionReturned', data: { reason: '附件不全' } })).toMatchObject(
      { state: 'returned', reason: '附件不全' },
    );
    expect(await after(prepared, { type: 'SubmissionWithdrawn', data: { reason: null } })).toMatchObject({
      state: 'withdrawn',
      reason: null,
    });
  });

  it('refuses a stream that does not begin with a preparation', async () => {
    await expect(after(confirmed(1))).rejects.toThrow(/begins with/);
  });
});

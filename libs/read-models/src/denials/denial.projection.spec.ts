import { describe, expect, it } from '@jest/globals';
import { openAll } from '@sunlit/envelope';
import { DenyAttempt } from '@sunlit/ledger';
import { allEvents, specLedger } from '../testing/ledger.js';
import { denialRow } from './denial.projection.js';

describe('A denied attempt', () => {
  it('says who asked for what, when, and what forbids it', async () => {
    const ledger = specLedger();
    const actor = {
      ...{ person: 'p-notary', role: 'observer', department: null },
      organisation: { uscc: null, name: '临江市公证处' },
    };
    await ledger.append('access-2026-01-05', {
      type: 'AttemptDenied',
      data: DenyAttempt.example,
      meta: { preparedBy: actor, confirmedBy: null, recordedAt: '2026-01-05T01:02:03.004Z' },
    });
    const [event] = await openAll(await allEvents(ledger.store), ledger.ring);
    expect(denialRow(event!)).toEqual({
      ...{ day: '2026-01-05', revision: 0, at: '2026-01-05T01:02:03.004Z' },
      ...{ person: 'p-notary', role: 'observer', department: null },
      ...{ organisationUscc: null, organisationName: '临江市公证处' },
      ...{ command: 'RecordPayment', part: 'prepare', project: DenyAttempt.example.project },
      ...{ rule: 'not-entitled', facts: [{ name: 'role', value: 'observer' }] },
    });
  });
});

import { describe, expect, it } from '@jest/globals';
import { disclosures } from '@sunlit/envelope';
import { RaiseObjection, type JsonObject } from '@sunlit/ledger';
import { people, workedExample } from '../../ledger/src/testing/worked-example.js';
import type { Submission } from './index.js';
import { give, memoryOffice, playSteps, projectStream } from './testing/office.js';

const upTo = (key: string) => workedExample.slice(0, workedExample.findIndex((s) => s.key === key) + 1);

async function objected(after: string, changes: JsonObject, instant: string) {
  const { office, store } = await memoryOffice();
  const { project } = await playSteps(office, upTo(after));
  const body = { ...RaiseObjection.example, ...changes } as JsonObject;
  const given = await give(office, 'RaiseObjection', body, { actor: people.tender, project, instant });
  const { submission, projectRevision } = given as Submission;
  const { revision } = await office.submissions.confirm({
    ...{ submission, projectRevision, actor: people.approver, instant },
  });
  const [stored] = await store.read(projectStream(project), revision);
  return disclosures(stored!);
}

describe('A field sealed until an event of the same tender', () => {
  it('is sealed before that event', async () => {
    const { data, closedFields } = await objected(
      'notice',
      { raisedOn: '2023-03-06' },
      '2023-03-06T03:00:00.000Z',
    );
    expect([closedFields, data['objector']]).toEqual([['objector'], undefined]);
  });

  it('is public from the first after it: nobody waits for what has happened', async () => {
    const late = { about: 'evaluation-result', raisedOn: '2023-03-22' };
    const { data, closedFields, meta } = await objected('publicized', late, '2023-03-22T03:00:00.000Z');
    expect([closedFields, meta.audience]).toEqual([[], {}]);
    expect(data['objector']).toEqual(RaiseObjection.example.objector);
  });
});

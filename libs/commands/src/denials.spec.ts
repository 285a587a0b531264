import { describe, expect, it } from '@jest/globals';
import {
  Forbidden,
  RecordObserverReply,
  RecordPayment,
  type AccessState,
  type AttemptDenied,
} from '@sunlit/ledger';
import { people, workedExample } from '../../ledger/src/testing/worked-example.js';
import { give, memoryOffice, playSteps } from './testing/office.js';

const upTo = (key: string) => workedExample.slice(0, workedExample.findIndex((s) => s.key === key) + 1);
const at = '2023-06-15T03:00:00.000Z';

describe('What is forbidden', () => {
  it('is recorded with who asked, for what, and why: then it is refused', async () => {
    const { office } = await memoryOffice();
    const { project } = await playSteps(office, upTo('works-contract'));
    const asked = give(office, 'RecordPayment', RecordPayment.example, {
      actor: people.tender,
      project,
      instant: at,
    });
    await expect(asked).rejects.toBeInstanceOf(Forbidden);
    const [denied] = await office.streams.events('access-2023-06-15', 0, 0);
    expect(denied!.data as unknown as AttemptDenied).toEqual({
      ...{ command: 'RecordPayment', part: 'prepare', project, rule: 'not-entitled' },
      facts: [
        { name: 'role', value: 'tender-officer' },
        { name: 'command', value: 'RecordPayment' },
      ],
    });
    expect(denied!.meta.preparedBy).toEqual(people.tender);
  });

  it('is recorded for a confirmation and for an observer who was not invited too', async () => {
    const { office } = await memoryOffice();
    const { project } = await playSteps(office, upTo('notice'));
    const prepared = await give(
      office,
      'RecordConsultation',
      { department: '市财政局', opinion: '同意', consultedOn: '2023-03-01', documents: [] },
      {
        ...{ actor: people.finance, project, instant: '2023-03-01T03:00:00.000Z' },
      },
    );
    const { submission, projectRevision } = prepared as { submission: string; projectRevision: number };
    const confirming = {
      submission,
      projectRevision,
      actor: people.tender,
      instant: '2023-03-01T04:00:00.000Z',
    };
    await expect(office.submissions.confirm(confirming)).rejects.toBeInstanceOf(Forbidden);
    const reply = give(office, 'RecordObserverReply', RecordObserverReply.example, {
      ...{ actor: people.notary, project, instant: '2023-03-01T05:00:00.000Z' },
    });
    await expect(reply).rejects.toBeInstanceOf(Forbidden);
    const events = await office.streams.events('access-2023-03-01', 0, 9);
    expect(events.map(({ data }) => [data['part'], data['rule']])).toEqual([
      ['confirm', 'not-entitled'],
      ['alone', 'not-invited'],
    ]);
    expect((await office.streams.load<AccessState>('access-2023-03-01')).state.denied).toBe(2);
  });

  it('is recorded for whoever would confirm an own entry: the attempt that auditors most want to see', async () => {
    const { office } = await memoryOffice();
    const { project } = await playSteps(office, upTo('notice'));
    const instant = '2023-03-01T03:00:00.000Z';
    const body = { department: '市财政局', opinion: '同意', consultedOn: '2023-03-01', documents: [] };
    const prepared = await give(office, 'RecordConsultation', body, {
      actor: people.finance,
      project,
      instant,
    });
    const { submission, projectRevision } = prepared as { submission: string; projectRevision: number };
    const another = { ...people.approver, person: people.finance.person };
    const confirming = office.submissions.confirm({ submission, projectRevision, actor: another, instant });
    await expect(confirming).rejects.toMatchObject({ breaches: [{ rule: 'confirmed-by-its-preparer' }] });
    const [denied] = await office.streams.events('access-2023-03-01', 0, 0);
    expect(denied!.data).toMatchObject({ part: 'confirm', rule: 'confirmed-by-its-preparer' });
  });
});

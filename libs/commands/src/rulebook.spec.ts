import { describe, expect, it } from '@jest/globals';
import { AdoptRule, RepealRule, type JsonObject, type RulebookState } from '@sunlit/ledger';
import { people, workedExample } from '../../ledger/src/testing/worked-example.js';
import { rulesInForce, type Office, type Submission } from './index.js';
import { give, memoryOffice, playSteps, projectStream } from './testing/office.js';

const upTo = (key: string) => workedExample.slice(0, workedExample.findIndex((s) => s.key === key) + 1);

async function two(
  office: Office,
  name: string,
  body: JsonObject,
  instant: string,
  confirms = people.secondApprover,
) {
  const given = (await give(office, name, body, {
    actor: people.approver,
    project: null,
    instant,
  })) as Submission;
  const { submission, projectRevision } = given;
  return office.submissions.confirm({ submission, projectRevision, actor: confirms, instant });
}
const tighter = {
  ...AdoptRule.example,
  rule: 'T5',
  value: '30',
  unit: 'calendar-days',
  action: 'block',
  effectiveFrom: '2023-02-26',
};

describe('The rulebook changes', () => {
  it('by two approvers, and binds the projects from its day on', async () => {
    const { office } = await memoryOffice();
    const { project } = await playSteps(office, upTo('supervision-lot'));
    await two(office, 'AdoptRule', tighter, '2023-02-25T03:00:00.000Z');
    const book = await rulesInForce(office.streams);
    expect([
      book.version,
      book.inForce('T5', '2023-02-26')?.value,
      book.inForce('T5', '2023-02-25')?.value,
    ]).toEqual([2, 30, 20]);
    const notice = workedExample.find((s) => s.key === 'notice')!;
    const asked = give(office, 'PublishTenderNotice', notice.body, {
      actor: people.tender,
      project,
      instant: notice.recordedAt,
    });
    await expect(asked).rejects.toMatchObject({ breaches: [{ rule: 'T5', version: 2, value: 30 }] });
  });

  it('never by one person alone', async () => {
    const { office } = await memoryOffice();
    const alone = two(office, 'AdoptRule', tighter, '2023-02-25T03:00:00.000Z', people.approver);
    await expect(alone).rejects.toMatchObject({ breaches: [{ rule: 'confirmed-by-its-preparer' }] });
    expect((await office.streams.load<RulebookState>('rulebook')).state.changes).toEqual([]);
  });

  it('and every entry after it names its version', async () => {
    const { office } = await memoryOffice();
    const { project } = await playSteps(office, upTo('finance-consulted'));
    await two(
      office,
      'AdoptRule',
      { ...AdoptRule.example, effectiveFrom: '2023-02-01' },
      '2023-01-30T03:00:00.000Z',
    );
    await two(
      office,
      'RepealRule',
      { ...RepealRule.example, lastDay: '2023-03-01' },
      '2023-01-31T03:00:00.000Z',
    );
    const given = (await give(
      office,
      'RecordResearch',
      { subject: '调查', summary: '摘要', conductedBy: '设计院', completedOn: '2023-01-31', documents: [] },
      {
        ...{ actor: people.finance, project, instant: '2023-02-01T03:00:00.000Z' },
      },
    )) as Submission;
    const { submission, projectRevision } = given;
    const { revision } = await office.submissions.confirm({
      submission,
      projectRevision,
      actor: people.approver,
      instant: '2023-02-01T04:00:00.000Z',
    });
    const [event] = await office.streams.events(projectStream(project), revision, revision);
    expect(event!.meta.rulebookVersion).toBe(3);
  });

  it('only on its own: a submission of a project cannot carry it', async () => {
    const { office } = await memoryOffice();
    const { project } = await playSteps(office, upTo('finance-consulted'));
    const mixed = office.submissions.prepare({
      project,
      commands: [{ name: 'AdoptRule', body: AdoptRule.example }],
      actor: people.approver,
      key: '6f0e4b57-9c53-4d1f-8a5e-8b26c2a4b1de',
      instant: '2023-02-25T03:00:00.000Z',
    });
    await expect(mixed).rejects.toMatchObject({ kind: 'command' });
  });
});

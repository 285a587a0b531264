import { describe, expect, it } from '@jest/globals';
import { AttestOpening, RecordObserverReply, type JsonObject, type ProjectState } from '@sunlit/ledger';
import { people, workedExample } from '../../ledger/src/testing/worked-example.js';
import { KeyReused, type Answer } from './index.js';
import { give, memoryOffice, playSteps, projectStream } from './testing/office.js';

const upTo = (key: string) => workedExample.slice(0, workedExample.findIndex((s) => s.key === key) + 1);
const key = '6f0e4b57-9c53-4d1f-8a5e-8b26c2a4b1de';

describe('An observer speaks alone, by the observer’s own login', () => {
  it('answers the invitation and attests the opening, and nobody confirms it', async () => {
    const { office } = await memoryOffice();
    const { project } = await playSteps(office, upTo('bids-opened'));
    const asking = { actor: people.notary, project, instant: '2023-03-20T08:00:00.000Z', key };
    const answer = (await give(
      office,
      'AttestOpening',
      AttestOpening.example as JsonObject,
      asking,
    )) as Answer;
    const [event] = await office.streams.events(projectStream(project), answer.revision, answer.revision);
    expect(event).toMatchObject({
      type: 'OpeningAttested',
      data: { round: 1, observer: { name: '临江市公证处' }, capacity: 'notary' },
      meta: { preparedBy: people.notary, confirmedBy: null },
    });
    expect(event!.meta.request).not.toBeNull();
  });

  it('twice under one key is once, whatever was recorded in between', async () => {
    const { office } = await memoryOffice();
    const { project } = await playSteps(office, upTo('notary-invited'));
    const asking = { actor: people.notary, project, instant: '2023-03-11T03:00:00.000Z', key };
    const body = RecordObserverReply.example as JsonObject;
    const first = (await give(office, 'RecordObserverReply', body, asking)) as Answer;
    const clarified = {
      lot: 'SG-1',
      clarification: 'CQ-1',
      subject: '图纸',
      content: '补充图纸。',
      affectsBids: false,
      clarifiedOn: '2023-03-12',
    };
    const { submission, projectRevision } = (await give(office, 'ClarifyTender', clarified, {
      ...{ actor: people.tender, project, instant: '2023-03-12T03:00:00.000Z' },
    })) as { submission: string; projectRevision: number };
    await office.submissions.confirm({
      submission,
      projectRevision,
      actor: people.approver,
      instant: '2023-03-12T04:00:00.000Z',
    });
    const again = (await give(office, 'RecordObserverReply', body, {
      ...asking,
      instant: '2023-03-13T03:00:00.000Z',
    })) as Answer;
    expect(again).toMatchObject({ replayed: true, events: first.events, revision: first.revision });
    const other = give(office, 'RecordObserverReply', { ...body, comes: false, reason: '另有公务' }, asking);
    await expect(other).rejects.toBeInstanceOf(KeyReused);
  });
});

describe('A bid repeated after the second notice', () => {
  it('answers the receipt of its own round and bids no second time', async () => {
    const { office } = await memoryOffice();
    const steps = upTo('notice');
    const { project } = await playSteps(office, steps);
    const bid = {
      lot: 'SG-1',
      bidder: { uscc: null, name: '甲公司' },
      sealIntact: true,
      fileSha256: 'a'.repeat(64),
    };
    const asking = { actor: people.tender, project, instant: '2023-03-01T03:00:00.000Z', key };
    const first = (await give(office, 'ReceiveBid', bid, asking)) as Answer;
    const two = async (name: string, body: JsonObject, instant: string) => {
      const given = await give(office, name, body, { actor: people.tender, project, instant });
      const { submission, projectRevision } = given as { submission: string; projectRevision: number };
      await office.submissions.confirm({ submission, projectRevision, actor: people.approver, instant });
    };
    await two(
      'FailTender',
      { lot: 'SG-1', ground: 'too-few-bidders', reason: '不足三家。', failedOn: '2023-03-20' },
      '2023-03-20T08:00:00.000Z',
    );
    const notice = steps.find((s) => s.key === 'notice')!.body;
    const second = {
      ...notice,
      publishedOn: '2023-03-21',
      documentsFrom: '2023-03-21',
      documentsUntil: '2023-03-28',
      bidDeadline: '2023-04-20T01:30:00.000Z',
    };
    await two('PublishTenderNotice', second, '2023-03-21T03:00:00.000Z');
    const again = (await give(office, 'ReceiveBid', bid, {
      ...asking,
      instant: '2023-03-22T03:00:00.000Z',
    })) as Answer;
    expect(again).toMatchObject({ replayed: true, events: first.events });
    const { state } = await office.streams.load<ProjectState>(projectStream(project));
    expect(state.lots['SG-1']).toMatchObject({ failedRounds: 1, tender: { round: 2, stage: 'noticed' } });
  });

  it('and one for a tender that has failed is refused', async () => {
    const { office } = await memoryOffice();
    const { project } = await playSteps(office, upTo('notice'));
    const given = await give(
      office,
      'FailTender',
      { lot: 'SG-1', ground: 'terminated', reason: '规划调整。', failedOn: '2023-03-02' },
      {
        ...{ actor: people.tender, project, instant: '2023-03-02T03:00:00.000Z' },
      },
    );
    const { submission, projectRevision } = given as { submission: string; projectRevision: number };
    await office.submissions.confirm({
      submission,
      projectRevision,
      actor: people.approver,
      instant: '2023-03-02T04:00:00.000Z',
    });
    const bid = {
      lot: 'SG-1',
      bidder: { uscc: null, name: '甲公司' },
      sealIntact: true,
      fileSha256: 'a'.repeat(64),
    };
    await expect(
      give(office, 'ReceiveBid', bid, { actor: people.tender, project, instant: '2023-03-03T03:00:00.000Z' }),
    ).rejects.toMatchObject({
      breaches: [{ rule: 'tender-not-announced' }],
    });
  });
});

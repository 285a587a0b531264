import { describe, expect, it } from '@jest/globals';
import { openAll } from '@sunlit/envelope';
import { Refusal, type ProjectState, type SubmissionState } from '@sunlit/ledger';
import { randomUUID } from 'node:crypto';
import { people, stepOf, workedExample } from '../../ledger/src/testing/worked-example.js';
import { Office, Overtaken, rulesInForce } from './index.js';
import { memoryOffice, playSteps } from './testing/office.js';

const upTo = (key: string) => workedExample.slice(0, workedExample.indexOf(stepOf(key)) + 1);
const instant = '2024-01-05T02:00:00.000Z';
const confirmedAt = '2024-01-05T03:00:00.000Z';
const consultation = { department: '市财政局', opinion: '同意。', consultedOn: '2024-01-04', documents: [] };

async function underWay(until = 'registered') {
  const made = await memoryOffice();
  return { ...made, ...(await playSteps(made.office, upTo(until))) };
}

/** A consultation by both persons; `more` changes the preparation. */
async function through(office: Office, project: string, more: object = {}, actor = people.approver) {
  const preparation = {
    ...{ project, commands: [{ name: 'RecordConsultation', body: consultation }] },
    ...{ actor: people.finance, key: randomUUID(), instant },
    ...more,
  };
  const rulebook = await rulesInForce(office.streams);
  const done = await office.submissions.carryThrough(preparation, { actor, instant: confirmedAt }, rulebook);
  await done?.note();
  return { done, preparation };
}

describe('Both persons one after the other', () => {
  it('store what preparing and confirming store, in the same order', async () => {
    const { office, project, store, ring } = await underWay();
    const { done } = await through(office, project);
    const step = { project, commands: [{ name: 'RecordConsultation', body: consultation }] };
    const prepared = await office.submissions.prepare({
      ...{ ...step, actor: people.finance, key: randomUUID() },
      instant: '2024-01-05T04:00:00.000Z',
    });
    const { submission, projectRevision } = prepared;
    await office.submissions.confirm({
      ...{ submission, projectRevision, actor: people.approver },
      instant: '2024-01-05T05:00:00.000Z',
    });
    const [one, other] = (await openAll(await store.read(`project-${project}`), ring)).slice(-2);
    expect(done!.answer).toMatchObject({ revision: one!.revision, replayed: false });
    expect(one!.meta).toMatchObject({
      recordedAt: confirmedAt,
      preparedBy: people.finance,
      confirmedBy: people.approver,
    });
    const stored = async (event: typeof one) => {
      const events = await openAll(await store.read(event!.meta.causation[0]!.stream), ring);
      return events.map(({ type, data, meta }) => [
        ...[type, Object.keys(data), meta.preparedBy, meta.confirmedBy, meta.rulebookVersion],
      ]);
    };
    expect(await stored(one)).toEqual(await stored(other));
    expect(Object.keys(one!.data)).toEqual(Object.keys(other!.data));
    expect(one!.meta.causation[0]!.revision).toBe(other!.meta.causation[0]!.revision);
  });

  it('are two: nobody confirms alone, and the attempt is recorded', async () => {
    const { office, project, store } = await underWay();
    const same = { ...people.approver, person: people.finance.person };
    const before = await store.last();
    await expect(through(office, project, {}, same)).rejects.toThrow(Refusal);
    expect(await store.read(`project-${project}`)).toHaveLength(1);
    expect(await store.read('access-2024-01-05')).toHaveLength(1);
    expect(await store.last()).not.toEqual(before);
  });

  it('store nothing of what the rules refuse', async () => {
    const { office, project, store } = await underWay();
    const before = await store.last();
    const body = { ...consultation, consultedOn: '2024-01-06' };
    await expect(
      through(office, project, { commands: [{ name: 'RecordConsultation', body }] }),
    ).rejects.toThrow(Refusal);
    expect(await store.last()).toEqual(before);
  });

  it('leave what is begun already to be gone through step by step', async () => {
    const { office, project, store } = await underWay();
    const { preparation } = await through(office, project);
    expect((await through(office, project, { key: preparation.key })).done).toBeNull();
    expect(await store.read(`project-${project}`)).toHaveLength(2);
  });

  it('leave a box that falls due between the two to be closed first', async () => {
    const { office, project, store } = await underWay('notice');
    const { state } = await office.streams.load<ProjectState>(`project-${project}`);
    const before = await store.last();
    const { bidDeadline } = state.lots['SG-1']!.tender!;
    const body = { ...consultation, consultedOn: '2023-03-01' };
    const rulebook = await rulesInForce(office.streams);
    const preparation = {
      ...{ project, commands: [{ name: 'RecordConsultation', body }], actor: people.finance },
      ...{ key: randomUUID(), instant: '2023-03-10T02:00:00.000Z' },
    };
    const late = new Date(Date.parse(bidDeadline) + 3_600_000).toISOString();
    const confirmation = { actor: people.approver, instant: late };
    expect(await office.submissions.carryThrough(preparation, confirmation, rulebook)).toBeNull();
    expect(await store.last()).toEqual(before);
  });

  it('come to nothing where the project has moved: it waits for a new confirmation', async () => {
    const { office, desk, project, store } = await underWay();
    const other = await Office.open(desk, null);
    await through(other, project);
    const key = randomUUID();
    await expect(through(office, project, { key })).rejects.toThrow(Overtaken);
    expect(await store.read(`project-${project}`)).toHaveLength(2);
    const step = { project, commands: [{ name: 'RecordConsultation', body: consultation }] };
    const again = await office.submissions.prepare({ ...step, actor: people.finance, key, instant });
    expect(again).toMatchObject({ state: 'waiting', replayed: true, projectRevision: 1 });
    const { submission, projectRevision } = again;
    const confirmed = { submission, projectRevision, actor: people.approver, instant: confirmedAt };
    expect(await office.submissions.confirm(confirmed)).toMatchObject({ revision: 2 });
    const { state } = await office.streams.load<SubmissionState>(`submission-${submission}`);
    expect(state).toMatchObject({ stage: 'carried-out', attempts: 2 });
  });
});

describe('What this process has appended', () => {
  it('is folded as if it were read back', async () => {
    const { office, desk, project } = await underWay('progress-1');
    const fresh = await Office.open(desk, null);
    for (const stream of [`project-${project}`, 'ledger'])
      expect(office.streams.seen(stream)).toEqual(await fresh.streams.load(stream));
  });
});

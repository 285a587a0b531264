import { describe, expect, it } from '@jest/globals';
import { EventTooLarge, openAll, subjectIdentity } from '@sunlit/envelope';
import { memoryEventStore, type EventStore } from '@sunlit/event-store';
import { figures, reconciliation, Refusal, type JsonObject, type ProjectState } from '@sunlit/ledger';
import { randomUUID } from 'node:crypto';
import { people, stepOf, workedExample } from '../../ledger/src/testing/worked-example.js';
import { KeyReused, Moved, NotFound, Overtaken, type Office, type Submission } from './index.js';
import { give, memoryOffice, playSteps } from './testing/office.js';

const upTo = (key: string) => workedExample.slice(0, workedExample.indexOf(stepOf(key)) + 1);
const instant = '2024-01-05T02:00:00.000Z';

async function underWay(until = 'registered') {
  const made = await memoryOffice();
  return { ...made, ...(await playSteps(made.office, upTo(until))) };
}

const consultation = { department: '市财政局', opinion: '同意。', consultedOn: '2024-01-04', documents: [] };

async function prepared(office: Office, project: string, key = randomUUID(), body: object = consultation) {
  return (await give(office, 'RecordConsultation', body as never, {
    actor: people.finance,
    project,
    key,
    instant,
  })) as Submission & { replayed: boolean };
}

describe('The worked example through two persons', () => {
  it('comes out to the fen, and its bid box closes by itself', async () => {
    const { office, project } = await underWay('closed');
    const { state } = await office.streams.load<ProjectState>(`project-${project}`);
    expect(figures(state)).toMatchObject({
      budget: '12000000.00',
      paid: '10400000.00',
      expenses: '560000.00',
      audited: '10960000.00',
    });
    expect(reconciliation(state)).toMatchObject({ total: '10960000.00', difference: '0.00' });
  });

  it('names both persons, the submission and the rulebook in every event', async () => {
    const { store, ring, project } = await underWay('budget-approved');
    for (const { meta } of await openAll(await store.read(`project-${project}`), ring)) {
      expect(meta.preparedBy.person).not.toBe(meta.confirmedBy?.person);
      expect(meta.confirmedBy?.role).toBe('approver');
      expect(meta.causation[0]!.stream).toMatch(/^submission-/);
      expect(meta.rulebookVersion).toBe(1);
    }
  });
});

describe('Preparing', () => {
  it('stores nothing on the project', async () => {
    const { office, store, project } = await underWay();
    const { state, projectRevision, before, after } = await prepared(office, project);
    expect({ state, projectRevision }).toEqual({ state: 'waiting', projectRevision: 0 });
    expect(after).toEqual(before);
    expect(await store.read(`project-${project}`)).toHaveLength(1);
  });

  it('answers the same submission for the same key and refuses the key for another body', async () => {
    const { office, project } = await underWay();
    const key = randomUUID();
    const first = await prepared(office, project, key);
    const again = await prepared(office, project, key);
    expect(again).toMatchObject({ submission: first.submission, replayed: true });
    await expect(prepared(office, project, key, { ...consultation, opinion: '不同意。' })).rejects.toThrow(
      KeyReused,
    );
  });

  it('answers the same submission to two requests at once', async () => {
    const { office, project } = await underWay();
    const key = randomUUID();
    const all = await Promise.all(Array.from({ length: 8 }, () => prepared(office, project, key)));
    expect(new Set(all.map((s) => s.submission)).size).toBe(1);
    expect(all.filter((s) => !s.replayed)).toHaveLength(1);
  });

  it('knows no project that was not registered', async () => {
    const { office } = await memoryOffice();
    await expect(prepared(office, randomUUID())).rejects.toThrow(NotFound);
  });

  it('takes several commands of one project as one entry, all or nothing', async () => {
    const { office, project, store } = await underWay();
    const commands = [1, 2, 3].map((n) => ({
      name: 'RecordConsultation',
      body: { ...consultation, opinion: `第${n}次` },
    }));
    const request = { project, commands, actor: people.finance, key: randomUUID(), instant };
    const { submission, projectRevision } = await office.submissions.prepare(request);
    await office.submissions.confirm({ submission, actor: people.approver, instant, projectRevision });
    expect(await store.read(`project-${project}`)).toHaveLength(4);
    const broken = [
      ...commands,
      {
        name: 'ApproveBudget',
        body: { kind: 'budget', approvingBody: '局', documentNumber: 'A1', approvedOn: '2024-01-04' },
      },
    ];
    await expect(
      office.submissions.prepare({ ...request, key: randomUUID(), commands: broken }),
    ).rejects.toThrow(Refusal);
  });

  it('refuses at its preparation what could never be stored, the reasons of what is withheld counted', async () => {
    const { office, project, store } = await underWay();
    const withhold = [
      { field: 'department', article: '政府信息公开条例第十五条', reviewDate: '2025-01-01' },
    ].map((one) => ({ ...one, reason: '密'.repeat(4_000), approver: 'p-9' }));
    const commands = Array.from({ length: 64 }, () => ({
      name: 'RecordConsultation',
      body: { ...consultation, withhold },
    }));
    const request = { project, commands, actor: people.finance, key: randomUUID(), instant };
    await expect(office.submissions.prepare(request)).rejects.toThrow(EventTooLarge);
    const half = { ...request, key: randomUUID(), commands: commands.slice(0, 32) };
    const { submission, projectRevision } = await office.submissions.prepare(half);
    await office.submissions.confirm({ submission, actor: people.approver, instant, projectRevision });
    expect(await store.read(`project-${project}`)).toHaveLength(1 + 32);
  });

  it('takes two hundred payments, in as many events as they need, and records them in one append', async () => {
    const real = memoryEventStore();
    const appends: string[][] = [];
    const store: EventStore = {
      ...real,
      append: (stream, expected, events) => {
        appends.push(events.map(({ type }) => type));
        return real.append(stream, expected, events);
      },
    };
    const { office } = await memoryOffice({ store });
    const { project } = await playSteps(office, upTo('certificate-1'));
    const { body, recordedAt } = stepOf('progress-1');
    const commands = Array.from({ length: 200 }, (_, n) => ({
      name: 'RecordPayment',
      body: {
        ...{ ...body, amount: '7000.00', advanceRecovered: '1000.00' },
        ...{ voucher: `ZF-2023-0612-${n}`, payeeAccount: `6222 0000 1111 2222 ${1000 + n}` },
      },
    }));
    appends.length = 0;
    const request = { project, commands, actor: people.finance, key: randomUUID(), instant: recordedAt };
    const waiting = await office.submissions.prepare(request);
    expect(appends).toEqual([['SubmissionPrepared', 'SubmissionContinued']]);
    expect(waiting.commands.map(({ data }) => data.voucher)).toEqual(commands.map((c) => c.body.voucher));
    expect(await office.submissions.prepare(request)).toMatchObject({
      submission: waiting.submission,
      replayed: true,
    });

    appends.length = 0;
    const answer = await office.submissions.confirm({
      ...waiting,
      actor: people.approver,
      instant: recordedAt,
    });
    expect(answer.events).toHaveLength(200);
    expect(appends).toEqual([
      ['SubmissionConfirmed'],
      Array(200).fill('PaymentRecorded'),
      ['SubmissionCarriedOut'],
    ]);
    const { state } = await office.streams.load<ProjectState>(`project-${project}`);
    expect(figures(state).paid).toBe('2400000.00');
  });

  it('keeps a closed field out of the submission and out of the event', async () => {
    const { store } = await underWay('advance');
    const bytes = await everything(store);
    expect(bytes).toContain('PaymentRecorded');
    expect(bytes).not.toContain(String(stepOf('advance').body.payeeAccount));
  });
});

async function everything(store: EventStore): Promise<string> {
  const stop = new AbortController();
  let bytes = '';
  for await (const page of store.follow(null, stop.signal, () => stop.abort()))
    bytes += page.map((e) => `${e.stream} ${e.type} ${Buffer.from(e.body).toString()}`).join('\n');
  return bytes;
}

describe('Confirming', () => {
  const confirm = (
    office: Office,
    { submission, projectRevision }: Submission,
    actor = people.approver as typeof people.finance | typeof people.approver,
  ) => office.submissions.confirm({ submission, projectRevision, actor, instant });

  it('is refused to the person who prepared, whatever the role', async () => {
    const { office, project } = await underWay();
    const waiting = await prepared(office, project);
    const promoted = { ...people.approver, person: people.finance.person };
    await expect(confirm(office, waiting, promoted as never)).rejects.toThrow('confirmed-by-its-preparer');
  });

  it('is refused to a role that does not confirm this command', async () => {
    const { office, project } = await underWay();
    const waiting = await prepared(office, project);
    await expect(
      confirm(office, waiting, { ...people.finance, person: 'p-another' } as never),
    ).rejects.toThrow('not-entitled');
  });

  it('is refused to an approver of another organisation', async () => {
    const { office, project } = await underWay();
    const waiting = await prepared(office, project);
    const stranger = { ...people.approver, organisation: { uscc: '91330000MA27AAAA0E', name: '别的单位' } };
    await expect(confirm(office, waiting, stranger as never)).rejects.toThrow('not-own-project');
  });

  it('records once, however often it is repeated', async () => {
    const { office, project, store } = await underWay();
    const waiting = await prepared(office, project);
    const first = await confirm(office, waiting);
    await confirm(office, await prepared(office, project));
    const again = await confirm(office, waiting);
    expect(again).toMatchObject({ revision: first.revision, events: first.events, replayed: true });
    expect(await store.read(`project-${project}`)).toHaveLength(3);
  });

  it('is told where the project stands now when it has moved, and stores nothing', async () => {
    const { office, project, store } = await underWay();
    const [one, two] = [await prepared(office, project), await prepared(office, project)];
    await confirm(office, one);
    await expect(confirm(office, two)).rejects.toThrow(Moved);
    expect(await store.read(`project-${project}`)).toHaveLength(2);
    await confirm(office, { ...two, projectRevision: 1 });
    expect(await store.read(`project-${project}`)).toHaveLength(3);
  });

  it('is refused once a payee in it was erased: it is withdrawn, and others are confirmed as ever', async () => {
    const { office, project, ring, store } = await underWay('certificate-1');
    const { body, recordedAt } = stepOf('progress-1');
    const pay = async (payeeAccount: string, voucher: string) =>
      (await give(
        office,
        'RecordPayment',
        { ...body, ...{ amount: '7000.00', advanceRecovered: '1000.00', payeeAccount, voucher } },
        { actor: people.finance, project, instant: recordedAt },
      )) as Submission;
    const [erased, other] = [
      await pay('6222 0000 1111 2222 901', 'ZF-A'),
      await pay('6222 0000 1111 2222 902', 'ZF-B'),
    ];
    await ring.erase((await ring.subjectKeyId(subjectIdentity('payeeAccount', '6222 0000 1111 2222 901')))!);

    const events = await store.read(`project-${project}`);
    const step = { actor: people.approver, instant: recordedAt };
    await expect(office.submissions.confirm({ ...erased, ...step })).rejects.toThrow('personal-data-erased');
    expect(await store.read(`project-${project}`)).toEqual(events);
    expect(await office.submissions.get(erased.submission)).toMatchObject({ state: 'waiting' });
    const { submission } = erased;
    const withdrawn = await office.submissions.withdraw({
      submission,
      actor: people.finance,
      instant: recordedAt,
      reason: null,
    });
    expect(withdrawn.state).toBe('withdrawn');
    expect(await office.submissions.confirm({ ...other, ...step })).toMatchObject({
      events: [{ type: 'PaymentRecorded' }],
    });
  });

  it('decides again: two payments that fit singly and not together', async () => {
    const { office, project } = await underWay('certificate-1');
    const pay = async (voucher: string) =>
      (await give(office, 'RecordPayment', { ...(stepOf('progress-1').body as object), voucher } as never, {
        actor: people.finance,
        project,
        instant: stepOf('progress-1').recordedAt,
      })) as Submission;
    const [one, two] = [await pay('ZF-A'), await pay('ZF-B')];
    const at = stepOf('progress-1').recordedAt;
    const { revision } = await office.submissions.confirm({ ...one, actor: people.approver, instant: at });
    const late = office.submissions.confirm({
      ...two,
      actor: people.approver,
      instant: at,
      projectRevision: revision,
    });
    await expect(late).rejects.toThrow('progress-over-ceiling');
  });

  it('races with returning and withdrawing: exactly one of them happens', async () => {
    for (let round = 0; round < 10; round++) {
      const { office, project, store } = await underWay();
      const waiting = await prepared(office, project);
      const { submission } = waiting;
      const ends = await Promise.allSettled([
        confirm(office, waiting),
        office.submissions.return({ submission, actor: people.approver, instant, reason: '凭证不清' }),
        office.submissions.withdraw({ submission, actor: people.finance, instant, reason: null }),
      ]);
      expect(ends.filter((end) => end.status === 'fulfilled')).toHaveLength(1);
      for (const end of ends) if (end.status === 'rejected') expect(end.reason).toBeInstanceOf(Overtaken);
      const events = await store.read(`project-${project}`);
      expect(events).toHaveLength(ends[0]!.status === 'fulfilled' ? 2 : 1);
    }
  });
});

describe('An entry dated back in a sample ledger', () => {
  it('is judged at the instant of its recording: what is recorded already never lies in its future', async () => {
    const { office, store, ring, project } = await underWay('progress-1');
    const body = { ...stepOf('certificate-2').body, certificate: 'JL-09', value: '100.00' } as JsonObject;
    const certified = { ...body, periodUntil: '2023-06-11', certifiedOn: '2023-06-12' };
    // The day before its own fact, and before the last event of the works.
    const early = '2023-06-11T02:00:00.000Z';
    const { submission, projectRevision } = (await give(office, 'CertifyProgress', certified, {
      ...{ actor: people.engineer, project, key: randomUUID(), instant: early },
    })) as Submission;
    await office.submissions.confirm({ submission, projectRevision, actor: people.approver, instant: early });
    const events = await openAll(await store.read(`project-${project}`), ring);
    const [before, after] = events.slice(-2);
    expect(before!.meta.recordedAt.slice(0, 10)).toBe('2023-06-12');
    expect(after!.meta.recordedAt > before!.meta.recordedAt).toBe(true);
  });
});

describe('Returning and withdrawing', () => {
  it('ends the submission, and a repeat answers the same', async () => {
    const { office, project } = await underWay();
    const { submission } = await prepared(office, project);
    const step = { submission, actor: people.approver, instant, reason: '凭证不清' };
    expect(await office.submissions.return(step)).toMatchObject({ state: 'returned' });
    expect(await office.submissions.return(step)).toMatchObject({ state: 'returned' });
    await expect(
      office.submissions.confirm({ submission, actor: people.approver, instant, projectRevision: 0 }),
    ).rejects.toThrow(Overtaken);
  });

  it('lets only the preparer withdraw', async () => {
    const { office, project } = await underWay();
    const { submission } = await prepared(office, project);
    const step = { submission, actor: people.approver, instant, reason: null };
    await expect(office.submissions.withdraw(step)).rejects.toThrow('submission-not-the-preparers');
  });
});

describe('A crash between the steps', () => {
  /** Fails the n-th append from now on, before or after it is stored. */
  function failing(store: EventStore) {
    let left = Infinity;
    let stored = false;
    const broken: EventStore = {
      ...store,
      async append(stream, expected, events) {
        if (left-- > 0) return store.append(stream, expected, events);
        if (stored) await store.append(stream, expected, events);
        throw new Error('crash');
      },
    };
    return { broken, failAt: (appends: number, after: boolean) => ([left, stored] = [appends, after]) };
  }

  it.each([
    ['before the confirmation', 0, false, 0],
    ['after the confirmation', 0, true, 1],
    ['before the entry', 1, false, 1],
    ['after the entry', 1, true, 1],
    ['before the last step', 2, false, 1],
    ['after the last step', 2, true, 1],
  ])('%s leaves nothing half done', async (_, appends, after, recorded) => {
    const real = memoryEventStore();
    const { broken, failAt } = failing(real);
    const { office } = await memoryOffice({ store: broken });
    const { project } = await playSteps(office, upTo('registered'));
    const waiting = await prepared(office, project);
    failAt(appends, after);
    await expect(office.submissions.confirm({ ...waiting, actor: people.approver, instant })).rejects.toThrow(
      'crash',
    );
    failAt(Infinity, false);

    const { state } = await office.submissions.get(waiting.submission);
    if (state === 'confirmed')
      await Promise.all([1, 2, 3].map(() => office.submissions.finish(waiting.submission)));
    expect(await real.read(`project-${project}`)).toHaveLength(1 + recorded);
    expect((await office.submissions.get(waiting.submission)).state).toBe(
      recorded ? 'carried-out' : 'waiting',
    );
  });

  it('and a project that moved on meanwhile send the entry back to a new confirmation', async () => {
    const real = memoryEventStore();
    const { broken, failAt } = failing(real);
    const { office } = await memoryOffice({ store: broken });
    const { project } = await playSteps(office, upTo('registered'));
    const [waiting, other] = [await prepared(office, project), await prepared(office, project)];
    failAt(0, true);
    await expect(office.submissions.confirm({ ...waiting, actor: people.approver, instant })).rejects.toThrow(
      'crash',
    );
    failAt(Infinity, false);
    await office.submissions.confirm({ ...other, actor: people.approver, instant });
    await expect(office.submissions.finish(waiting.submission)).rejects.toThrow(Overtaken);
    const { state, projectRevision } = await office.submissions.get(waiting.submission);
    expect({ state, projectRevision }).toEqual({ state: 'waiting', projectRevision: 1 });
    await office.submissions.confirm({ ...waiting, projectRevision: 1, actor: people.approver, instant });
    expect(await real.read(`project-${project}`)).toHaveLength(3);
  });
});

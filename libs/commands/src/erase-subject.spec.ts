import { describe, expect, it } from '@jest/globals';
import { leaf, openAll, subjectIdentity } from '@sunlit/envelope';
import type { ProjectState } from '@sunlit/ledger';
import { stepOf, workedExample } from '../../ledger/src/testing/worked-example.js';
import { eraseSubject } from './index.js';
import { memoryOffice, playSteps } from './testing/office.js';

const account = String(stepOf('advance').body.payeeAccount);

async function paid() {
  const made = await memoryOffice();
  const steps = workedExample.slice(0, workedExample.indexOf(stepOf('advance')) + 1);
  const told = await playSteps(made.office, steps);
  const key = await made.ring.subjectKeyId(subjectIdentity('payeeAccount', account));
  return { ...made, ...told, key: key! };
}

describe('Erasing a data subject', () => {
  it('makes what was closed under its key unreadable, and changes neither digest, nor leaf, nor state', async () => {
    const { office, desk, store, ring, project, key } = await paid();
    const stream = `project-${project}`;
    const origin = office.ledger.origin;
    const before = await store.read(stream);
    const { state } = await office.streams.load<ProjectState>(stream);
    expect((await openAll(before, ring)).at(-1)!.data.payeeAccount).toBe(account);

    await eraseSubject(desk, office.streams, key);
    const [last] = (await openAll(await store.read(stream), ring)).slice(-1);
    expect(last).toMatchObject({ type: 'PaymentRecorded', unreadable: ['payeeAccount'] });
    const after = await store.read(stream);
    expect(after.map((event) => leaf({ ...event, origin }))).toEqual(
      before.map((event) => leaf({ ...event, origin })),
    );
    expect((await office.streams.load<ProjectState>(stream)).state).toEqual(state);
  });

  it('is recorded once, by the key alone, however often it is repeated', async () => {
    const { office, desk, store, ring, key } = await paid();
    await Promise.all([1, 2, 3].map(() => eraseSubject(desk, office.streams, key)));
    const erased = (await openAll(await store.read('ledger'), ring)).filter(
      (e) => e.type === 'DataSubjectErased',
    );
    expect(erased.map(({ data }) => data)).toEqual([{ key }]);
  });

  it('gives the same account a new key when it comes again', async () => {
    const { office, desk, ring, key } = await paid();
    await eraseSubject(desk, office.streams, key);
    const again = await ring.forSubject(subjectIdentity('payeeAccount', account));
    expect(again.id).not.toBe(key);
  });
});

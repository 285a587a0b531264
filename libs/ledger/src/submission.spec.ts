import { describe, expect, it } from '@jest/globals';
import {
  CarryOutSubmission,
  ConfirmSubmission,
  OvertakeSubmission,
  PrepareSubmission,
  ReturnSubmission,
  submission,
  WithdrawSubmission,
  type WaitingCommand,
} from './submission.js';
import { given, givenProject } from './testing/given.js';
import { figures } from './project/figures.js';

const entry = (name: string): WaitingCommand => ({ name, data: {}, closed: {}, salts: {} });
const before = figures(givenProject('certificate-1').state);
const prepared = new PrepareSubmission({
  ...{ project: 'p', projectRevision: 26, findings: [] },
  ...{ commands: [entry('A')], more: [[entry('B'), entry('C')]] },
  ...{ before, after: figures(givenProject('progress-1').state) },
});
const returned = new ReturnSubmission({ reason: '凭证号有误' });
const withdrawn = new WithdrawSubmission({ reason: null });
const confirmed = new ConfirmSubmission({ projectRevision: 26, rulebookVersion: 1, attempt: 1 });
const carriedOut = new CarryOutSubmission({ projectRevision: 27, events: [] });
const overtaken = new OvertakeSubmission({ projectRevision: 28, attempt: 1 });

const waiting = given(submission).after(prepared);

describe('A submission', () => {
  it('waits, with the figures before and after', () =>
    given(submission)
      .when(prepared)
      .then(
        {
          type: 'SubmissionPrepared',
          data: { before: { paid: '1000000.00' }, after: { paid: '2400000.00' } },
        },
        { type: 'SubmissionContinued', data: { commands: [{ name: 'B' }, { name: 'C' }] } },
      ));

  it('is one event where its commands fit into one', () =>
    given(submission)
      .when(new PrepareSubmission({ ...prepared.fields, more: [] }))
      .then({ type: 'SubmissionPrepared', data: { commands: [{ name: 'A' }] } }));

  it('keeps the order of its commands, over as many events as they take', () =>
    expect(waiting.state.prepared?.commands.map((c) => c.name)).toEqual(['A', 'B', 'C']));

  it.each([
    ['returned with a reason', returned, 'SubmissionReturned'],
    ['withdrawn', withdrawn, 'SubmissionWithdrawn'],
    ['confirmed', confirmed, 'SubmissionConfirmed'],
  ])('that waits may be %s', (_, step, type) => waiting.when(step).then({ type }));

  it('that is confirmed is carried out, or overtaken', () => {
    waiting.after(confirmed).when(carriedOut).then({ type: 'SubmissionCarriedOut' });
    waiting.after(confirmed).when(overtaken).then({ type: 'SubmissionOvertaken' });
  });

  it('that was overtaken waits for a new confirmation, and counts the attempts', () => {
    const again = waiting.after(confirmed, overtaken);
    expect(again.state).toMatchObject({ stage: 'waiting', attempts: 1, confirmed: null });
    again.when(confirmed).then({ type: 'SubmissionConfirmed' });
  });

  it.each([
    ['before it is prepared', given(submission), [returned, withdrawn, confirmed, carriedOut, overtaken]],
    ['while it waits', waiting, [prepared, carriedOut, overtaken]],
    [
      'once it is returned',
      waiting.after(returned),
      [prepared, returned, withdrawn, confirmed, carriedOut, overtaken],
    ],
    [
      'once it is withdrawn',
      waiting.after(withdrawn),
      [prepared, returned, withdrawn, confirmed, carriedOut, overtaken],
    ],
    ['once it is confirmed', waiting.after(confirmed), [prepared, returned, withdrawn, confirmed]],
    [
      'once it is carried out',
      waiting.after(confirmed, carriedOut),
      [prepared, returned, withdrawn, confirmed, carriedOut, overtaken],
    ],
  ])('refuses every other step %s', (_, so, steps) => {
    for (const step of steps)
      so.when(step).thenRefused('submission-not-waiting', { state: so.state.stage ?? 'unknown' });
  });
});

import { describe, expect, it } from '@jest/globals';
import { authorize } from '../authorization.js';
import { BadInput } from '../fields.js';
import { atStep, command, given, givenProject } from '../testing/given.js';
import { failedOnce } from '../testing/rounds.js';
import { notaryOffice, people } from '../testing/worked-people.js';
import { AttestOpening, InviteObserver, RecordObserverReply } from './observer.js';
import { project } from './project.js';
import { PublishTenderNotice } from './tender.js';

const byNotary = (instant: string) => ({ instant, actor: people.notary });
const early = byNotary('2023-03-13T02:00:00.000Z');
const late = byNotary('2023-03-20T06:00:00.000Z');

describe('Observers (InviteObserver)', () => {
  it('are invited to a round', () =>
    atStep('notary-invited')
      .with()
      .then({ type: 'ObserverInvited', data: { capacity: 'notary', round: 1 } }));

  it('are not invited twice', () =>
    givenProject('notary-invited')
      .when(command(InviteObserver))
      .thenRefused('observer-already-invited', { observer: '临江市公证处' }));

  it('are not invited before there is a notice, nor after the opening', () => {
    givenProject('works-lot').when(command(InviteObserver)).thenRefusedBy('tender-not-announced');
    givenProject('bids-opened')
      .when(command(InviteObserver))
      .thenRefused('tender-not-open', { stage: 'opened' });
  });

  it('are invited again to a second round', () =>
    failedOnce()
      .after(
        command(PublishTenderNotice, {
          ...{ publishedOn: '2023-03-24', documentsFrom: '2023-03-24', documentsUntil: '2023-03-31' },
          bidDeadline: '2023-04-17T01:30:00.000Z',
        }),
      )
      .when(command(InviteObserver, { invitedOn: '2023-03-25' }))
      .then({ type: 'ObserverInvited', data: { round: 2 } }));
});

describe('An observer replies (RecordObserverReply)', () => {
  const replies = (changes: object = {}) => command(RecordObserverReply, changes);

  it('in the name of the office that was invited', () =>
    givenProject('notary-invited')
      .when(replies(), early)
      .then({
        type: 'ObserverReplied',
        data: { comes: true, round: 1, observer: notaryOffice, capacity: 'notary' },
      }));

  it('and says why when it does not come', () => {
    const declined = { comes: false, reason: '同日另有公证事项。' };
    givenProject('notary-invited').when(replies(declined), early).then({ type: 'ObserverReplied' });
    givenProject('notary-invited')
      .when(replies({ comes: false }), early)
      .thenRefused('refusal-without-reason', { lot: 'SG-1' });
  });

  it('again, if things have changed', () =>
    givenProject('notary-invited')
      .after([replies(), early])
      .when(replies({ comes: false, reason: '因故不能到场。' }), early)
      .then({ type: 'ObserverReplied', data: { comes: false } }));

  it('only if it was invited', () =>
    givenProject('procuratorate-invited')
      .when(replies(), early)
      .thenRefused('observer-not-invited', { observer: notaryOffice.name, lot: 'SG-1' }));

  it('before the opening, not after', () =>
    givenProject('bids-opened').when(replies(), late).thenRefused('tender-not-open', { stage: 'opened' }));

  it('by its own login alone: who was not invited may not even try', () => {
    const asks = (until: string) => () =>
      authorize('prepare', replies(), givenProject(until).state, people.notary);
    expect(asks('notary-invited')).not.toThrow();
    expect(asks('procuratorate-invited')).toThrow('not-invited');
  });

  it('never for somebody without an office', () =>
    givenProject('notary-invited')
      .when(replies(), { ...early, actor: { ...people.notary, organisation: null } })
      .thenRefused('observer-not-invited', { observer: '' }));
});

describe('What the observer saw (AttestOpening)', () => {
  const attests = (changes: object = {}) => command(AttestOpening, changes);

  it('is said after the opening, in the name of the office that was invited', () =>
    givenProject('bids-opened')
      .when(attests(), late)
      .then({ type: 'OpeningAttested', data: { round: 1, observer: notaryOffice, present: true } }));

  it('is said of an opening that took place', () => {
    givenProject('box-closed').when(attests(), late).thenRefused('tender-not-open', { stage: 'box-closed' });
    const { state } = failedOnce();
    const tender = { ...state.lots['SG-1']!.tender!, observers: invited() };
    const initialState = { ...state, lots: { 'SG-1': { ...state.lots['SG-1']!, tender } } };
    given({ ...project, initialState })
      .when(attests(), late)
      .thenRefused('bids-not-opened', { lot: 'SG-1', round: 1 });
  });

  it('is said once by each', () =>
    givenProject('bids-opened')
      .after([attests(), late])
      .when(attests(), late)
      .thenRefused('opening-already-attested', { observer: notaryOffice.name }));

  it('is said by nobody who was not invited', () =>
    givenProject('bids-opened')
      .when(attests(), { ...late, actor: { ...people.notary, organisation: { uscc: null, name: '某处' } } })
      .thenRefused('observer-not-invited'));

  it('may be said as late as after the award, and never gates it', () => {
    givenProject('awarded')
      .when(attests(), byNotary('2023-03-28T02:00:00.000Z'))
      .then({ type: 'OpeningAttested' });
    atStep('awarded').with().then({ type: 'TenderAwarded' });
  });

  it('has a statement', () => expect(() => attests({ statement: '' })).toThrow(BadInput));
});

const invited = () => givenProject('notary-invited').state.lots['SG-1']!.tender!.observers;

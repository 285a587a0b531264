import { describe, expect, it } from '@jest/globals';
import { fieldsOf } from '../fields.js';
import { atStep, command, given, givenProject } from '../testing/given.js';
import { failedTwice } from '../testing/rounds.js';
import { nanshan, paper } from '../testing/worked-people.js';
import { SignContract } from './contract.js';
import { AwardTender } from './lot.js';
import { AnswerObjection, RaiseObjection } from './objection.js';
import { project } from './project.js';
import { ClarifyTender, FailTender } from './tender.js';

const raises = (changes: object = {}) => command(RaiseObjection, changes);
const answers = (answeredOn: string, changes: object = {}) =>
  command(AnswerObjection, { answeredOn, ...changes });
const toTheResult = (raisedOn: string) => raises({ about: 'evaluation-result', raisedOn });

describe('An objection is raised (RaiseObjection)', () => {
  it('about the tender documents, and is to be answered within three days', () =>
    givenProject('notice')
      .when(raises())
      .then({
        type: 'ObjectionRaised',
        data: {
          ...{ round: 1, about: 'tender-documents' },
          answerDue: { rule: 'T13a', version: 1, on: '2023-03-09', provisional: false },
        },
      }));

  it('by somebody who stays sealed until the opening: it may be a bidder', () =>
    expect(project.events.ObjectionRaised?.closed).toEqual({
      objector: { kind: 'sealed', until: 'BidsOpened', of: ['lot', 'round'] },
    }));

  it('about the opening only after it, about the result only while there are candidates', () => {
    const about = (matter: string, step: string) =>
      givenProject(step).when(raises({ about: matter, raisedOn: '2023-03-20' }));
    about('opening', 'box-closed').thenRefused('tender-not-open', { stage: 'box-closed' });
    about('evaluation-result', 'evaluated').thenRefused('tender-not-open', { stage: 'evaluated' });
    about('tender-documents', 'bids-opened').thenRefused('tender-not-open', { stage: 'opened' });
  });

  it('under a number of its own in the round', () =>
    givenProject('notice')
      .after(raises())
      .when(raises())
      .thenRefused('objection-number-taken', { objection: 'YY-01' }));

  it('dated before the notice, as a finding (L3)', () =>
    givenProject('notice')
      .when(raises({ raisedOn: '2023-02-25' }), { instant: '2023-03-06T04:00:00.000Z' })
      .thenFinds('L3', { fact: 'raisedOn', basis: 'publishedOn' }));

  it('never about a lot that is not tendered', () =>
    givenProject('works-lot').when(raises()).thenRefusedBy('tender-not-announced'));
});

describe('The period of an objection (T13b)', () => {
  it('to the documents ends ten days before the deadline', () => {
    const on = (raisedOn: string) =>
      givenProject('box-closed').when(raises({ raisedOn }), { instant: '2023-03-20T02:00:00.000Z' });
    on('2023-03-10').then({ type: 'ObjectionRaised' });
    on('2023-03-11').thenRefused('T13b', { about: 'tender-documents', lastDay: '2023-03-10' });
  });

  it('to the documents moves with the deadline', () =>
    givenProject('notary-invited')
      .after(command(ClarifyTender, { newDeadline: '2023-03-31T01:30:00.000Z', clarifiedOn: '2023-03-10' }))
      .when(raises({ raisedOn: '2023-03-21' }))
      .then({ type: 'ObjectionRaised' }));

  it('to the opening is the day of the opening', () => {
    const on = (raisedOn: string) =>
      givenProject('bids-opened').when(raises({ about: 'opening', raisedOn }), {
        instant: '2023-03-21T02:00:00.000Z',
      });
    on('2023-03-20').then({ type: 'ObjectionRaised' });
    on('2023-03-21').thenRefused('T13b', { about: 'opening', lastDay: '2023-03-20' });
  });

  it('to the result is the publicity of the candidates', () => {
    const on = (raisedOn: string) =>
      givenProject('publicized').when(toTheResult(raisedOn), { instant: '2023-03-27T02:00:00.000Z' });
    for (const day of ['2023-03-21', '2023-03-24']) on(day).then({ type: 'ObjectionRaised' });
    for (const day of ['2023-03-20', '2023-03-25'])
      on(day).thenRefused('T13b', { about: 'evaluation-result', lastDay: '2023-03-24' });
  });
});

describe('An objection is answered (AnswerObjection)', () => {
  const raised = () => givenProject('notice').after(raises());

  it('with an outcome', () =>
    raised()
      .when(answers('2023-03-08'))
      .then({ type: 'ObjectionAnswered', data: { round: 1, outcome: 'partly-upheld' } }));

  it('within three days, else it is a finding (T13a)', () => {
    raised().when(answers('2023-03-09')).thenFindsNothing();
    raised()
      .when(answers('2023-03-10'))
      .thenFinds('T13a', { objection: 'YY-01', raisedOn: '2023-03-06', due: '2023-03-09' });
  });

  it('on the Monday where the third day is a weekend (T13a)', () => {
    const onThursday = () => givenProject('notice').after(raises({ raisedOn: '2023-03-09' }));
    onThursday().when(answers('2023-03-13')).thenFindsNothing();
    onThursday().when(answers('2023-03-14')).thenFinds('T13a', { due: '2023-03-13' });
  });

  it('only if it was raised in this round, and once', () => {
    raised()
      .when(answers('2023-03-08', { objection: 'YY-09' }))
      .thenRefused('objection-unknown', { objection: 'YY-09' });
    raised()
      .after(answers('2023-03-08'))
      .when(answers('2023-03-08'))
      .thenRefused('objection-already-answered');
  });

  it('dated before it was raised, as a finding (L3)', () =>
    raised()
      .when(answers('2023-03-05'), { instant: '2023-03-08T04:00:00.000Z' })
      .thenFinds('L3', { fact: 'answeredOn', basis: 'raisedOn' }));

  it('is not asked for any more once the tender has failed', () =>
    raised()
      .after(command(FailTender, { ground: 'terminated', failedOn: '2023-03-07' }))
      .when(answers('2023-03-08'))
      .thenRefused('tender-not-open', { stage: 'failed' }));
});

describe('While an objection is open the tender stands still (T13)', () => {
  const noon = (day: string) => ({ instant: `${day}T04:00:00.000Z` });
  /** The step once with the objection open and once after its answer. */
  const suspended = (key: string, objection: ReturnType<typeof raises>, day: string) => {
    const raised = atStep(key).after([objection, noon(day)]);
    const [event] = atStep(key).with().events;
    const type = Object.values(project.commands).find(({ makes }) => makes === event!.type)!;
    const own = Object.entries(event!.data).filter(([field]) => fieldsOf(type).has(field));
    const step = command(type, Object.fromEntries(own));
    raised.when(step).thenRefused('T13', { lot: 'SG-1', objections: ['YY-01'] });
    raised
      .after([answers(day), noon(day)])
      .when(step)
      .then({ type: event!.type });
  };

  it('and opens no bid', () => suspended('bids-opened', raises(), '2023-03-20'));

  it('and evaluates none', () =>
    suspended('evaluated', raises({ about: 'opening', raisedOn: '2023-03-20' }), '2023-03-20'));

  it('and publicizes no candidate', () =>
    suspended('publicized', raises({ about: 'opening', raisedOn: '2023-03-20' }), '2023-03-21'));

  it('and awards to nobody', () => suspended('awarded', toTheResult('2023-03-24'), '2023-03-27'));

  it('and signs no contract, though the award was made before it was recorded', () =>
    suspended('works-contract', toTheResult('2023-03-24'), '2023-04-03'));

  it('however early the day that is typed: nothing overrides it', () =>
    expect(
      atStep('awarded')
        .after([toTheResult('2023-03-24'), noon('2023-03-27')])
        .when(command(AwardTender, { awardedOn: '2011-01-01', lateReason: '补录' }), noon('2023-03-27'))
        .breaches.filter(({ rule }) => rule === 'T13'),
    ).toMatchObject([{ rule: 'T13', overridable: false }]));

  it('but may be clarified, which is how it is answered', () =>
    givenProject('notice').after(raises()).when(command(ClarifyTender)).then({ type: 'TenderClarified' }));

  it('and may fail', () =>
    givenProject('notice')
      .after(raises())
      .when(command(FailTender, { ground: 'terminated', failedOn: '2023-03-07' }))
      .then({ type: 'TenderFailed' }));

  it('until every one of them is answered', () => {
    const two = atStep('awarded').after(
      [toTheResult('2023-03-24'), noon('2023-03-27')],
      [raises({ objection: 'YY-02', about: 'opening', raisedOn: '2023-03-20' }), noon('2023-03-27')],
      [answers('2023-03-27'), noon('2023-03-27')],
    );
    two.when(command(AwardTender, { awardedOn: '2023-03-27' })).thenRefused('T13', { objections: ['YY-02'] });
  });

  it('but not because of an objection of a round that failed', () => {
    const open = (state: ReturnType<typeof failedTwice>['state']) => {
      const { tender, ...lot } = state.lots['SG-1']!;
      const objections = [{ objection: 'YY-01', raisedOn: '2023-03-28', answerBy: null, answered: false }];
      return { ...state, lots: { ...state.lots, 'SG-1': { ...lot, tender: { ...tender!, objections } } } };
    };
    const approved = { approval: '临发改招〔2023〕12号', documents: [paper('直接发包批复')] };
    const initialState = open(failedTwice().state);
    given({ ...project, initialState })
      .after(command(AwardTender, { winner: nanshan, awardedOn: '2023-04-20', ...approved }))
      .when(command(SignContract, { contractor: nanshan, signedOn: '2023-04-25' }))
      .then({ type: 'ContractSigned' });
  });
});

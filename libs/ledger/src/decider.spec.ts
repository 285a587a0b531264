import { describe, expect, it } from '@jest/globals';
import { bidBox, ReceiveBid } from './bid-box.js';
import { reveal } from './closed.js';
import { daysBetween, decider, Entry, plusDays, section, shanghaiDay } from './decider.js';
import { event } from './event-type.js';
import { Name } from './fields.js';
import { RecordConsultation } from './project/budget.js';
import { figures } from './project/figures.js';
import { RecordPayment } from './project/payment.js';
import { PlanLot } from './project/lot.js';
import { deciders } from './stored-events.js';
import { PrepareSubmission, submission } from './submission.js';
import { atStep, command, given, givenProject } from './testing/given.js';
import { donghu, jiangdong, paper, people } from './testing/worked-people.js';

const consulted = (changes: object, instant = '2023-02-01T04:00:00.000Z') =>
  givenProject('registered').when(command(RecordConsultation, changes), { instant });

describe('A fact', () => {
  it('in the future is refused: tomorrow is too early, today is not', () => {
    consulted({ consultedOn: '2023-02-02' }).thenRefused('fact-in-the-future', {
      field: 'consultedOn',
      date: '2023-02-02',
      today: '2023-02-01',
    });
    consulted({ consultedOn: '2023-02-01' }).then({ type: 'DepartmentConsulted' });
  });

  it('is today when Shanghai says so', () =>
    consulted({ consultedOn: '2023-02-02' }, '2023-02-01T16:00:00.000Z').then({
      type: 'DepartmentConsulted',
    }));

  it('with an instant is judged to the millisecond', () => {
    const opened = (openedAt: string) => atStep('bids-opened').with({ openedAt });
    opened('2023-03-20T03:30:00.000Z').then({ type: 'BidsOpened' });
    opened('2023-03-20T03:30:00.001Z').thenRefused('fact-in-the-future', { field: 'openedAt' });
  });
});

describe('A late entry', () => {
  const onDay20 = { consultedOn: '2023-01-12' };
  const onDay21 = { consultedOn: '2023-01-11' };

  it('within twenty days is not late (L1, L2)', () => consulted(onDay20).thenFindsNothing());

  it('after twenty days needs its reason (L1)', () =>
    consulted(onDay21).thenRefused('L1', { field: 'consultedOn', days: 21 }));

  it('with its reason is taken, and shown as late (L2)', () =>
    consulted({ ...onDay21, lateReason: '来函延误。' }).thenFinds('L2', { days: 21 }));

  it('is in time for the public within twenty working days, else it is a finding (D1)', () => {
    const on = (consultedOn: string) =>
      consulted({ consultedOn, lateReason: '来函延误。' }, '2023-02-20T04:00:00.000Z').findings.map(
        ({ rule }) => rule,
      );
    // Twenty worked days before 2023-02-20, over Spring Festival and its two make-up days.
    expect([on('2023-01-18'), on('2023-01-17')]).toEqual([['L2'], ['L2', 'D1']]);
    consulted({ consultedOn: '2023-01-17', lateReason: '来函延误。' }, '2023-02-20T04:00:00.000Z').thenFinds(
      'D1',
      { field: 'consultedOn', workingDays: 21 },
    );
  });

  it('keeps the reason out of the event’s own fields', () =>
    expect(Object.keys(consulted({ ...onDay21, lateReason: '来函延误。' }).events[0]!.data)).not.toContain(
      'lateReason',
    ));
});

describe('Withholding by law', () => {
  const grounds = {
    article: '条例第十四条',
    reason: '涉及国家秘密',
    approver: 'p-secrecy',
    reviewDate: '2033-01-01',
  };
  const withholding = (field: string, changes: object = {}) =>
    consulted({ consultedOn: '2023-02-01', withhold: [{ field, ...grounds, ...changes }] });
  const paying = (field: string) => atStep('advance').with({ withhold: [{ field, ...grounds }] });
  const spending = (field: string) => atStep('land-paid').with({ withhold: [{ field, ...grounds }] });

  it('closes words, names and documents (D2)', () => {
    withholding('opinion').then({ type: 'DepartmentConsulted' });
    withholding('documents').then({ type: 'DepartmentConsulted' });
    spending('payee').then({ type: 'ExpenseRecorded' });
  });

  it('closes of all bodies only who is paid an expense: a household paid for its land', () => {
    spending('payee').then({ type: 'ExpenseRecorded' });
    for (const [step, field] of [
      ['advance', 'payee'],
      ['awarded', 'winner'],
      ['works-contract', 'contractor'],
      ['works-contract', 'engineer'],
      ['notary-invited', 'observer'],
      ['settlement-reviewed', 'reviewer'],
      ['audited', 'auditor'],
      ['registered', 'owner'],
    ] as const)
      atStep(step)
        .with({ withhold: [{ field, ...grounds }] })
        .thenRefused('field-cannot-be-withheld', { field });
  });

  it('never closes an amount, a date, a number or an outcome, which totals would betray (D2)', () => {
    for (const field of ['amount', 'advanceRecovered', 'valueDate', 'voucher', 'kind', 'contract'])
      paying(field).thenRefused('field-cannot-be-withheld', { field });
    atStep('budget-proposed')
      .with({ withhold: [{ field: 'lines', ...grounds }] })
      .thenRefused('field-cannot-be-withheld');
  });

  it('names a field of the entry, each once', () => {
    withholding('colour').thenRefused('withheld-field-unknown', { field: 'colour' });
    withholding('withhold').thenRefused('withheld-field-unknown');
    withholding('constructor').thenRefused('withheld-field-unknown');
    const twice = [
      { field: 'opinion', ...grounds },
      { field: 'opinion', ...grounds },
    ];
    consulted({ consultedOn: '2023-02-01', withhold: twice }).thenRefused('withheld-field-unknown');
  });

  it('is not needed for what is personal anyway', () =>
    paying('payeeAccount').thenRefused('personal-field-is-closed-already'));

  it('is looked at again on a day in the future (D2)', () =>
    withholding('opinion', { reviewDate: '2023-02-01' }).thenRefused('withholding-without-review', {
      reviewDate: '2023-02-01',
    }));

  it('is never approved by whoever prepares the entry', () =>
    withholding('opinion', { approver: people.finance.person }).thenRefused(
      'withholding-approved-by-its-preparer',
    ));

  it('reads a list that was left out, or is null, as empty', () =>
    consulted({ consultedOn: '2023-02-01', withhold: null }).thenFindsNothing());
});

describe('The check digit of a credit code', () => {
  const misspelt = { uscc: '91330000MA27AAAA0F', name: '江东建设有限公司' };
  const grounds = {
    article: '条例第十五条',
    reason: '被征收人',
    approver: 'p-legal',
    reviewDate: '2033-01-01',
  };

  it('that matches is no finding, nor is a body without a code (L4)', () => {
    atStep('land-paid').with({ payee: jiangdong }).thenFindsNothing();
    atStep('land-paid')
      .with({ payee: { uscc: null, name: '东湖街道办事处' } })
      .thenFindsNothing();
  });

  it('that does not match is a finding, never a refusal: lawful early codes fail it (L4)', () =>
    atStep('land-paid')
      .with({ payee: misspelt })
      .thenFinds('L4', { uscc: misspelt.uscc, organisation: misspelt.name }));

  it('is looked at inside lists too', () => {
    const { bids } = atStep('bids-opened').with().events[0]!.data as { bids: object[] };
    const attended = [{ ...donghu, uscc: '91330000MA27CCCC0A' }];
    atStep('bids-opened').with({ bids, attended }).thenFinds('L4', { uscc: '91330000MA27CCCC0A' });
  });

  it('is passed over in sealed and internal fields, which a finding would tell', () => {
    const received = command(ReceiveBid, { bidder: misspelt });
    const tender = { round: 1, bidDeadline: '2023-03-20T01:30:00.000Z' };
    const [receipt] = reveal(
      given(bidBox).after([received, { instant: '2023-03-15T02:00:00.000Z', tender }]).state.receipts,
    );
    given(bidBox).when(received, { instant: '2023-03-15T02:00:00.000Z', tender }).thenFindsNothing();
    atStep('box-closed')
      .with({ receipts: [receipt] })
      .thenFindsNothing();
  });

  it('is passed over where the body is withheld', () =>
    atStep('land-paid')
      .with({ payee: misspelt, withhold: [{ field: 'payee', ...grounds }] })
      .thenFindsNothing());

  it('is found once, with the entry, not again with the submission that carries it', () => {
    const found = {
      rule: 'L4',
      version: 1,
      value: true,
      unit: 'required',
      facts: { uscc: misspelt.uscc, organisation: misspelt.name },
    } as const;
    const nothing = figures(givenProject('registered').state);
    const data = { payee: misspelt };
    const fields = {
      ...{ project: 'p', projectRevision: 0, before: nothing, after: nothing, more: [], findings: [found] },
      commands: [{ name: 'RecordExpense', data, closed: {}, salts: {} }],
    };
    given(submission).when(new PrepareSubmission(fields)).thenFindsNothing();
  });
});

describe('Refusals and findings', () => {
  it('carry rule, version, value, unit and basis', () =>
    expect(consulted({ consultedOn: '2023-01-01' }).breaches).toEqual([
      {
        ...{ rule: 'L1', version: 1, value: 20, unit: 'calendar-days', overridable: true },
        facts: { field: 'consultedOn', date: '2023-01-01', days: 31 },
        legalBasis: {
          document: '本账本登记规则',
          article: null,
          layer: 'unit',
          certainty: 'to-be-confirmed',
        },
      },
    ]));

  it('of time and of the matter come together', () =>
    givenProject('works-lot')
      .when(command(PlanLot, { plannedOn: '2023-01-01', method: 'direct', documents: [paper('说明')] }), {
        instant: '2023-02-24T04:00:00.000Z',
      })
      .thenRefusedBy('L1', 'lot-number-taken', 'lot-ground-missing', 'T1', 'T2'));

  it('never come with a changed state', () => {
    const before = givenProject('certificate-1');
    before.when(command(RecordPayment, { amount: '9999999.00' })).thenRefused('progress-over-ceiling');
    expect(before.state).toEqual(givenProject('certificate-1').state);
  });
});

class WriteNote extends Entry {
  @Name() text!: string;
  static readonly rights = { prepares: [], confirms: [], over: 'own' } as const;
  static readonly makes = 'NoteWritten';
  static readonly example = { text: '一' };
}
const NoteWritten = event<{ text: string }>()({ version: 1, closed: {} });
const written = { type: 'NoteWritten', data: { text: '一' } } as const;
const notes = decider('note', '', [
  section<string>()({
    events: { NoteWritten },
    commands: { WriteNote },
    decide: { WriteNote: () => [written, written] },
    evolve: { NoteWritten: (state, { text }) => state + text },
  }),
]);

describe('Deciding', () => {
  it('twice on the same state decides the same', () => {
    const decided = () => atStep('settlement-reviewed').with().events;
    expect(decided()).toEqual(decided());
  });

  it('does not know events of another stream', () =>
    expect(() => notes.evolve('', { type: 'Unheard', data: {} })).toThrow('no note event is called Unheard'));
});

describe('A section', () => {
  it('may make several events of one command', () => {
    const twice = given(notes).when(command(WriteNote));
    twice.then(written, written);
    expect(twice.state).toBe('一一');
  });

  it('that forgets to decide a command does not compile', () => {
    section<string>()({
      events: { NoteWritten },
      commands: { WriteNote },
      // @ts-expect-error WriteNote is not decided
      decide: {},
      evolve: { NoteWritten: (state) => state },
    });
  });

  it('that forgets to evolve an event does not compile', () => {
    section<string>()({
      events: { NoteWritten },
      commands: { WriteNote },
      decide: { WriteNote: () => written },
      // @ts-expect-error NoteWritten changes nothing
      evolve: {},
    });
  });

  it('that makes an event it does not declare does not compile', () => {
    section<string>()({
      events: { NoteWritten },
      commands: { WriteNote },
      // @ts-expect-error NoteRead is not an event of this section
      decide: { WriteNote: () => ({ type: 'NoteRead', data: { text: '一' } }) },
      evolve: { NoteWritten: (state) => state },
    });
  });
});

describe('Days', () => {
  it('are Shanghai’s: a day starts at 16:00 UTC', () => {
    expect(shanghaiDay('2023-12-31T15:59:59.999Z')).toBe('2023-12-31');
    expect(shanghaiDay('2023-12-31T16:00:00.000Z')).toBe('2024-01-01');
  });

  it('are counted without the first (Civil Code art. 201), over leap days too', () => {
    expect(daysBetween('2024-02-28', '2024-03-01')).toBe(2);
    expect(daysBetween('2023-02-28', '2023-03-01')).toBe(1);
    expect(plusDays('2024-02-09', 20)).toBe('2024-02-29');
    expect(daysBetween('2024-03-01', '2024-03-01')).toBe(0);
  });
});

describe('Every command', () => {
  const all = Object.values(deciders).flatMap((d) =>
    Object.values(d.commands).map((type) => [type.name, type, d] as const),
  );
  const given = all.filter(([, { example }]) => Object.keys(example).length > 0);

  it.each(all)('%s makes an event of its own stream', (_, { makes }, { events }) =>
    expect(Object.keys(events)).toContain(makes),
  );
  it.each(given)('%s has an example that is a valid body', (_, type) =>
    expect(() => command(type)).not.toThrow(),
  );
});

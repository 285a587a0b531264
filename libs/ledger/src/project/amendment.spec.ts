import { describe, expect, it } from '@jest/globals';
import type { Target } from '../decider.js';
import type { AudienceNote, JsonObject } from '../event-type.js';
import { plain } from '../fields.js';
import { command, given, givenProject } from '../testing/given.js';
import { people } from '../testing/worked-people.js';
import { playWorkedExample } from '../testing/worked-example.js';
import { CorrectEntry, ReleaseField, WithholdField } from './amendment.js';
import { project as projectDecider } from './project.js';
import { TakeOverProject } from './takeover.js';

const { events } = playWorkedExample();
/** The first entry of that type of the worked example, as it is read for a command about it. */
const entry = (type: string, changes: Partial<Target> = {}): Target => {
  const { revision, id, data, preparedBy, withhold } = events.find((e) => e.type === type)!;
  const notes = withhold.map(({ field, ...why }) => [field, { kind: 'withheld', ...why } as AudienceNote]);
  const closed = Object.fromEntries(notes) as Record<string, AudienceNote>;
  const visible = Object.entries(data).filter(([field]) => !(field in closed));
  return { ...{ revision, id, type, data: Object.fromEntries(visible), closed, preparedBy }, ...changes };
};
const registered = entry('ProjectRegistered');
const about = (target: Target | null, day = '2023-03-01') => ({
  target,
  instant: `${day}T04:00:00.000Z`,
});
const project = givenProject('notice');

describe('A correction (CorrectEntry)', () => {
  const corrects = (changes: object = {}) => command(CorrectEntry, changes);

  it('mends a misspelt name, says what stood there, and changes the registration', () => {
    const corrected = project.when(corrects(), about(registered));
    corrected.then({
      type: 'EntryCorrected',
      data: {
        ...{ entry: registered.id, type: 'ProjectRegistered', field: 'site' },
        ...{ before: '滨江路（解放桥至东湖路）', after: '滨江路（解放桥至东湖西路）' },
      },
    });
    expect(corrected.state.registered).toMatchObject({ site: '滨江路（解放桥至东湖西路）' });
  });

  it('never touches an amount, a date, a number, a party or an outcome: entries say what happened (E2)', () => {
    project.when(corrects({ field: 'name', after: '滨江路工程' }), about(registered)).then({
      type: 'EntryCorrected',
    });
    for (const field of ['estimate', 'number', 'owner', 'category', 'region', 'colour', 'constructor'])
      project
        .when(corrects({ field, after: '1.00' }), about(registered))
        .thenRefused('field-not-clerical', { event: 'ProjectRegistered', field });
  });

  it('is of an entry that the project has', () =>
    project.when(corrects({ revision: 999 }), about(null)).thenRefusedBy('entry-unknown'));

  it('changes something', () =>
    project
      .when(corrects({ after: '滨江路（解放桥至东湖路）' }), about(registered))
      .thenRefused('correction-changes-nothing', { field: 'site' }));

  it('may be corrected in turn, and then starts from the corrected text', () => {
    const once = project.after([corrects(), about(registered)]);
    once
      .when(corrects({ after: '滨江路（解放桥至南湖路）' }), about(registered))
      .then({ type: 'EntryCorrected', data: { before: '滨江路（解放桥至东湖西路）' } });
    once.when(corrects(), about(registered)).thenRefusedBy('correction-changes-nothing');
  });

  it('is what the field takes: a name has one line', () =>
    project
      .when(corrects({ after: '一\n二' }), about(registered))
      .thenRefused('correction-not-valid', { field: 'site' }));

  it('fills a note that was left empty', () => {
    const payment = entry('PaymentRecorded');
    const empty = { ...payment, data: { ...payment.data, note: null } as JsonObject };
    givenProject('advance')
      .when(
        corrects({ revision: payment.revision, field: 'note', after: '工程预付款' }),
        about(empty, '2023-05-01'),
      )
      .then({ type: 'EntryCorrected', data: { before: null } });
  });

  it('of another entry leaves the registration as it is', () => {
    const consulted = entry('DepartmentConsulted');
    const mended = corrects({ revision: consulted.revision, field: 'department', after: '市住建局' });
    expect(project.when(mended, about(consulted)).state.registered).toEqual(project.state.registered);
  });

  it('of works that were taken over changes what they are called', () => {
    const taken = given(projectDecider).after(command(TakeOverProject));
    const target = { ...registered, type: 'ProjectTakenOver', data: TakeOverProject.example as JsonObject };
    expect(taken.when(corrects({ after: '解放桥（东幅）' }), about(target)).state.registered).toMatchObject({
      ...{ site: '解放桥（东幅）', name: '解放桥维修加固工程' },
    });
  });

  it('is remembered through a withholding and its release', () => {
    const field = { revision: 0, field: 'site' };
    const through = project.after(
      [corrects(), about(registered)],
      [command(WithholdField, field), about(registered)],
      [command(ReleaseField, field), about(registered)],
    );
    through
      .when(corrects({ after: '滨江路' }), about(registered))
      .then({ type: 'EntryCorrected', data: { before: '滨江路（解放桥至东湖西路）' } });
  });

  it('of a withheld text stays withheld itself, and does not say what stood there', () => {
    const grounds = {
      article: '条例第十四条',
      reason: '涉密',
      approver: 'p-legal',
      reviewDate: '2033-01-01',
    };
    const consulted = entry('DepartmentConsulted', {
      closed: { department: { kind: 'withheld', ...grounds } },
    });
    const mends = (withhold: object[]) =>
      project.when(
        corrects({ revision: consulted.revision, field: 'department', after: '市人防办', withhold }),
        about(consulted),
      );
    mends([]).thenRefused('correction-shows-withheld', { field: 'department' });
    mends([{ field: 'after', ...grounds }]).then({ type: 'EntryCorrected', data: { before: null } });
  });

  it('is possible after the closing too: a promised review lies years ahead', () =>
    givenProject('closed')
      .when(corrects(), about(registered, '2025-04-01'))
      .then({ type: 'EntryCorrected' }));
});

const consulted = entry('DepartmentConsulted');
const withholds = (changes: object = {}) =>
  command(WithholdField, { revision: consulted.revision, ...changes });
const releases = (changes: object = {}) =>
  command(ReleaseField, { revision: consulted.revision, ...changes });

describe('A field is withheld after its entry (WithholdField)', () => {
  const withholding = (changes: object = {}, target: Target | null = consulted) =>
    project.when(withholds(changes), about(target));

  it('by article, with reason, approver and the day of its review (D2)', () =>
    withholding().then({
      type: 'FieldWithheld',
      data: {
        ...{ entry: consulted.id, type: 'DepartmentConsulted', field: 'opinion' },
        ...{ article: '政府信息公开条例 第十六条', approver: 'p-legal', reviewDate: '2028-01-10' },
      },
    }));

  it('never an amount, a date, a number or an outcome, which totals would betray (D2)', () => {
    const payment = entry('PaymentRecorded');
    for (const field of ['amount', 'valueDate', 'voucher', 'kind', 'payee'])
      givenProject('advance')
        .when(withholds({ revision: payment.revision, field }), about(payment, '2023-05-01'))
        .thenRefused('field-cannot-be-withheld', { field });
  });

  it('only a field that the entry has', () => {
    for (const field of ['colour', 'constructor', 'withhold', 'lateReason'])
      withholding({ field }).thenRefused('withheld-field-unknown', { event: 'DepartmentConsulted', field });
  });

  it('never what is said for the public’s sake: why a rule was set aside (D2)', () => {
    const target = { ...entry('DepartmentConsulted'), type: 'RuleOverridden', data: {} };
    project
      .when(command(WithholdField, { revision: 1, field: 'reason' }), about(target))
      .thenRefused('field-cannot-be-withheld', { field: 'reason' });
  });

  it('never with its own article or reason withheld (D2)', () => {
    const [secret] = playWorkedExample().events.flatMap(({ withhold }) => withhold);
    project
      .when(
        command(WithholdField, { revision: 1, withhold: [{ ...secret, field: 'reason' }] }),
        about(entry('DepartmentConsulted')),
      )
      .thenRefused('field-cannot-be-withheld', { field: 'reason' });
  });

  it('only of an entry that the project has', () =>
    withholding({ revision: 999 }, null).thenRefusedBy('entry-unknown'));

  it('to be looked at again on a day in the future (D2)', () => {
    withholding({ reviewDate: '2023-03-02' }).then({ type: 'FieldWithheld' });
    withholding({ reviewDate: '2023-03-01' }).thenRefused('withholding-without-review');
  });

  it('never approved by whoever prepares the entry (D2)', () =>
    withholding({ approver: people.finance.person }).thenRefused('withholding-approved-by-its-preparer'));

  it('not what is withheld or sealed already', () => {
    project
      .after([withholds(), about(consulted)])
      .when(withholds(), about(consulted))
      .thenRefused('field-already-closed', { field: 'opinion' });
    const evaluated = entry('BidsEvaluated', {
      closed: { rejections: { kind: 'sealed', until: 'CandidatesPublicized', of: {} } },
    });
    givenProject('evaluated')
      .when(withholds({ revision: evaluated.revision, field: 'rejections' }), about(evaluated, '2023-03-20'))
      .thenRefused('field-already-closed');
  });

  it('and what was corrected is withheld in its correction too, before and after', () => {
    const corrected = project.when(command(CorrectEntry), about(registered));
    const correction: Target = {
      ...{ revision: 11, id: 'c', type: 'EntryCorrected', closed: {}, preparedBy: people.finance },
      data: plain(corrected.events[0]!.data) as JsonObject,
    };
    const later = project.after([command(CorrectEntry), about(registered)]);
    for (const field of ['after', 'before'])
      later.when(withholds({ revision: 11, field }), about(correction)).then({ type: 'FieldWithheld' });
    for (const field of ['field', 'entry'])
      expect(later.when(withholds({ revision: 11, field }), about(correction)).breaches).toHaveLength(1);
  });
});

describe('A withheld field is released (ReleaseField)', () => {
  it('and may be seen again', () => {
    const withheld = project.after([withholds(), about(consulted)]);
    withheld.when(releases(), about(consulted)).then({
      type: 'FieldReleased',
      data: { entry: consulted.id, type: 'DepartmentConsulted', field: 'opinion' },
    });
    withheld
      .after([releases(), about(consulted)])
      .when(releases(), about(consulted))
      .thenRefused('field-not-withheld', { field: 'opinion' });
  });

  it('that was withheld with its entry', () => {
    const defence = events.filter((e) => e.type === 'DepartmentConsulted')[1]!;
    const closed = Object.fromEntries(
      defence.withhold.map(({ field, ...why }) => [field, { kind: 'withheld', ...why } as AudienceNote]),
    );
    const target = { ...consulted, revision: defence.revision, id: defence.id, closed };
    project
      .when(releases({ revision: defence.revision }), about(target))
      .then({ type: 'FieldReleased', data: { entry: defence.id } });
  });

  it('never what is sealed: that opens by itself', () => {
    const closed = entry('BidBoxClosed', {
      closed: { receipts: { kind: 'sealed', until: 'BidsOpened', of: {} } },
    });
    givenProject('box-closed')
      .when(releases({ revision: closed.revision, field: 'receipts' }), about(closed, '2023-03-20'))
      .thenRefused('field-not-withheld');
  });

  it('and may be withheld once more', () =>
    project
      .after([withholds(), about(consulted)], [releases(), about(consulted)])
      .when(withholds(), about(consulted))
      .then({ type: 'FieldWithheld' }));

  it('of an entry that the project has', () =>
    project.when(releases({ revision: 999 }), about(null)).thenRefusedBy('entry-unknown'));
});

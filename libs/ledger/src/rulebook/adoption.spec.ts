import { describe, expect, it } from '@jest/globals';
import { atStep, command, given } from '../testing/given.js';
import { people } from '../testing/worked-people.js';
import { AdoptRule, RepealRule, rulebookAt, rulebookDecider, type RulebookState } from './adoption.js';
import { rows } from './rows.js';
import { shippedRulebook } from './rulebook.js';

const on = (day: string) => ({ instant: `${day}T04:00:00.000Z`, actor: people.approver });
const adopts = (changes: object = {}) => command(AdoptRule, changes);
const repeals = (changes: object = {}) => command(RepealRule, changes);
const rulebook = given(rulebookDecider);
const adopting = (changes: object = {}, day = '2023-12-20') => rulebook.when(adopts(changes), on(day));
const value = ({ book }: RulebookState, rule: string, day: string) => book.inForce(rule, day)?.value;
const adopted = rulebook.after([adopts(), on('2023-12-20')]);

describe('A rule is adopted (AdoptRule)', () => {
  it('with another value from a day on; the event says the value before', () => {
    adopting().then({
      type: 'RuleAdopted',
      data: { rule: 'P10', version: 2, value: 10, before: 20, unit: 'working-days', layer: 'city' },
    });
    expect(['2023-12-31', '2024-01-01'].map((day) => value(adopted.state, 'P10', day))).toEqual([20, 10]);
  });

  it('and makes the next version of the whole rulebook; every earlier one can be read again', () => {
    expect([adopted.state.book.version, rulebookAt(adopted.state, 2)]).toEqual([
      2,
      { ...adopted.state.book, inForce: expect.any(Function), binding: expect.any(Function) },
    ]);
    expect(rulebookAt(adopted.state, 1).rows).toEqual(shippedRulebook.rows);
  });

  it('by two approvers', () =>
    expect(AdoptRule.rights).toMatchObject({ prepares: ['approver'], confirms: ['approver'] }));

  it('never retroactively: today at the earliest', () => {
    adopting({ effectiveFrom: '2023-12-20' }).then({ type: 'RuleAdopted' });
    adopting({ effectiveFrom: '2023-12-19' }).thenRefused('rule-retroactive', {
      ...{ rule: 'P10', effectiveFrom: '2023-12-19', today: '2023-12-20' },
    });
  });

  it('only after the versions that are to come already', () => {
    adopted
      .when(adopts({ value: '8', effectiveFrom: '2024-01-01' }), on('2023-12-21'))
      .thenRefused('rule-version-pending', { effectiveFrom: '2024-01-01' });
    adopted
      .when(adopts({ value: '8', effectiveFrom: '2024-01-02' }), on('2023-12-21'))
      .then({ type: 'RuleAdopted', data: { version: 3, before: 10 } });
  });

  it('with a value of the kind that the rule has, in its unit', () => {
    for (const unfit of ['十', '"10"', '10.5', '-1', 'true', '{"least":1}', '[10]', 'null'])
      adopting({ value: unfit }).thenRefused('rule-value-unfit', { value: unfit, unit: 'working-days' });
    adopting({ unit: 'calendar-days' }).thenRefused('rule-value-unfit');
    const line = { rule: 'T2', unit: 'fen', action: 'block' };
    adopting({ ...line, value: '"400000.00"' }).then({ type: 'RuleAdopted' });
    adopting({ ...line, value: '400000' }).thenRefusedBy('rule-value-unfit');
    const rates = { rule: 'P4', unit: 'basis-points' };
    adopting({ ...rates, value: '{"least":1500,"most":2500}' }).then({ type: 'RuleAdopted' });
    for (const unfit of [
      ...['{"least":1500}', '{"least":1500,"most":2500,"more":1}', '[1500,2500]'],
      ...['{"least":"1500","most":2500}', '{"least":1500,"more":2500}'],
    ])
      adopting({ ...rates, value: unfit }).thenRefusedBy('rule-value-unfit');
  });

  it('of a list with a list of words, of which a unit may drop none', () => {
    const list = (value: string, layer: string) => adopting({ rule: 'T17', unit: 'list', value, layer });
    for (const unfit of ['[]', '[1]', '"notary"', '{"0":"notary"}', '["notary",1]'])
      list(unfit, 'city').thenRefusedBy('rule-value-unfit');
    list('["notary"]', 'city').then({ type: 'RuleAdopted' });
    list('["notary"]', 'unit').thenRefusedBy('rule-loosened-locally');
    list('["notary","procuratorate","discipline-inspection","other"]', 'unit').then({
      type: 'RuleAdopted',
    });
  });

  it('that stays as overridable as it is: only what refuses, and no bound of the ledger', () => {
    const row = (changes: object) => {
      const { book } = adopting(changes).state;
      return book.rows.at(-1)!.overridable;
    };
    expect([
      row({}),
      row({ rule: 'C1', action: 'block' }),
      row({ rule: 'T5', unit: 'calendar-days', value: '25', action: 'block' }),
      row({ rule: 'T8', unit: 'count', value: '4', action: 'block' }),
    ]).toEqual([false, false, true, false]);
  });

  it('locally only to tighten the law: the other way is refused', () => {
    adopting({ value: '20' }).then({ type: 'RuleAdopted' });
    adopting({ value: '21' }).thenRefused('rule-loosened-locally', {
      ...{ rule: 'P10', layer: 'city', before: 20, value: 21 },
    });
    const deadline = { rule: 'T5', unit: 'calendar-days', action: 'block' };
    adopting({ ...deadline, value: '25' }).then({ type: 'RuleAdopted' });
    adopting({ ...deadline, value: '19' }).thenRefused('rule-loosened-locally');
    const advance = { rule: 'P4', unit: 'basis-points' };
    for (const narrower of ['{"least":1000,"most":2999}', '{"least":1001,"most":3000}'])
      adopting({ ...advance, value: narrower }).then({ type: 'RuleAdopted' });
    adopting({ ...advance, value: '{"least":999,"most":3000}' }).thenRefused('rule-loosened-locally');
    adopting({ ...advance, value: '{"least":1000,"most":3001}' }).thenRefused('rule-loosened-locally');
    const lines = { rule: 'T1', unit: 'fen', action: 'block' };
    adopting({
      ...{ ...lines, value: '{"works":"3000000.00","goods":"2000000.00","services":"1000000.00"}' },
    }).then({ type: 'RuleAdopted' });
    adopting({
      ...{ ...lines, value: '{"works":"3000000.00","goods":"2000000.01","services":"1000000.00"}' },
    }).thenRefused('rule-loosened-locally');
  });

  it('locally never as a warning where the law refuses', () =>
    adopting({ rule: 'T5', unit: 'calendar-days', value: '30', action: 'warn' }).thenRefused(
      'rule-loosened-locally',
    ));

  it('by a unit within what its city has adopted', () => {
    const unit = (days: string) =>
      adopted.when(adopts({ value: days, layer: 'unit', effectiveFrom: '2024-02-01' }), on('2024-01-10'));
    unit('5').then({ type: 'RuleAdopted', data: { version: 3 } });
    unit('15').thenRefused('rule-loosened-locally', { layer: 'unit', before: 10 });
  });

  it('never with a value where the law leaves none to choose', () =>
    adopting({ rule: 'B5', unit: 'required', value: 'true', action: 'block' }).thenRefused(
      'rule-loosened-locally',
    ));

  it('of the city’s own as the city likes: its line of 500,000.00 may rise', () =>
    adopting({ rule: 'T2', unit: 'fen', value: '"600000.00"', action: 'block' }).then({
      type: 'RuleAdopted',
      data: { before: '500000.00' },
    }));

  it('never so that one of the ledger’s own bounds only warns', () => {
    for (const { id, value, unit } of rows.filter((r) => r.action === 'block' && !r.overridable))
      adopting({ rule: id, unit, value: JSON.stringify(value), layer: 'national' }).thenRefused(
        'rule-restates-invariant',
        { rule: id },
      );
  });

  it('never so that a clock or a comparison across projects refuses an entry: what is late is recorded all the same', () => {
    for (const { id, value, unit } of rows.filter((r) => r.judged !== 'command'))
      adopting({
        rule: id,
        unit,
        value: JSON.stringify(value),
        layer: 'national',
        action: 'block',
      }).thenRefused('rule-never-refuses', { rule: id });
  });

  it('never so that one of the ledger’s own bounds is loosened, by whatever layer: three bidders stay three', () => {
    const bidders = { rule: 'T8', unit: 'count', action: 'block', layer: 'national' };
    rulebook
      .when(adopts({ ...bidders, value: '1' }), on('2023-12-20'))
      .thenRefused('rule-restates-invariant');
    rulebook.when(adopts({ ...bidders, value: '4' }), on('2023-12-20')).then({ type: 'RuleAdopted' });
  });

  it('never with a period that nobody can count', () =>
    rulebook
      .when(adopts({ value: String(Number.MAX_SAFE_INTEGER) }), on('2023-12-20'))
      .thenRefused('rule-value-unfit'));

  it('with a row of its own, which is listed as not evaluated', () => {
    const own = adopting({ rule: 'C1', titleZh: '每月公开进度照片', titleEn: 'Photographs every month' });
    own.then({ type: 'RuleAdopted', data: { rule: 'C1', version: 1, before: null } });
    expect(own.state.book.inForce('C1', '2024-01-01')).toMatchObject({ fact: null, value: 10 });
  });

  it('and binds what happens from that day on, not before', () => {
    const { book } = rulebook.after([
      adopts({
        rule: 'T7',
        unit: 'basis-points',
        value: '150',
        action: 'block',
        effectiveFrom: '2023-02-26',
      }),
      on('2023-02-20'),
    ]).state;
    const notice = (publishedOn: string) =>
      atStep('notice').with({ bidBond: '160000.00', publishedOn }, { rulebook: book });
    notice('2023-02-26').thenRefused('T7', { most: '157500.00' });
    notice('2023-02-25').then({ type: 'TenderNoticePublished' });
    expect(notice('2023-02-26').breaches).toMatchObject([
      { rule: 'T7', version: 2, value: 150, legalBasis: { layer: 'city' }, overridable: true },
    ]);
  });

  it('by the law more loosely than the city has it: the city’s own goes on, and the law’s comes up when that is repealed', () => {
    const law = {
      layer: 'national',
      document: '中华人民共和国政府信息公开条例',
      effectiveFrom: '2024-06-01',
    };
    const loosened = adopted.after([adopts({ ...law, value: '15' }), on('2024-05-20')]);
    const { book } = loosened.state;
    expect(['2024-05-31', '2024-06-01'].map((day) => book.inForce('P10', day))).toMatchObject([
      { version: 2, value: 10, basis: { layer: 'city' } },
      { version: 4, value: 10, basis: { layer: 'city', document: '临江市政府投资工程资金公开办法' } },
    ]);
    const repealed = loosened.when(repeals(), on('2025-10-01'));
    repealed.then({ type: 'RuleRepealed', data: { version: 4 } });
    expect(repealed.state.book.inForce('P10', '2026-01-01')).toMatchObject({
      ...{ version: 5, value: 15, basis: { layer: 'national' } },
    });
    loosened
      .when(adopts({ value: '16', effectiveFrom: '2024-08-01' }), on('2024-07-01'))
      .thenRefused('rule-loosened-locally', { before: 15 });
  });

  it('by the law more strictly than the city has it: then the law binds', () => {
    const law = { layer: 'national', value: '5', effectiveFrom: '2024-06-01' };
    const { book } = adopted.after([adopts(law), on('2024-05-20')]).state;
    expect(book.inForce('P10', '2024-06-01')).toMatchObject({ version: 3, value: 5 });
  });

  it('may refuse what the law only warns of, and be taken back later', () => {
    const rate = { rule: 'P3', unit: 'basis-points', value: '8000' };
    const refusing = rulebook.after([adopts({ ...rate, action: 'block' }), on('2023-12-20')]);
    const signed = (signedOn: string) =>
      atStep('works-contract').with(
        { progressRate: 7999, signedOn, lateReason: '补录' },
        { instant: '2024-01-05T04:00:00.000Z', rulebook: refusing.state.book },
      );
    signed('2024-01-01').thenRefused('P3', { progressRate: 7999 });
    signed('2023-12-31').thenFinds('P3');
    refusing
      .when(adopts({ ...rate, action: 'warn', effectiveFrom: '2024-06-01' }), on('2024-05-01'))
      .then({ type: 'RuleAdopted' });
    refusing.when(repeals({ rule: 'P3' }), on('2024-05-01')).then({ type: 'RuleRepealed' });
  });
});

describe('A rule is repealed (RepealRule)', () => {
  it('and what a city had tightened falls back to the law’s own version', () => {
    const repealed = adopted.when(repeals(), on('2025-10-01'));
    repealed.then({ type: 'RuleRepealed', data: { rule: 'P10', version: 2, lastDay: '2025-12-31' } });
    const { book } = repealed.state;
    expect(['2025-12-31', '2026-01-01'].map((day) => book.inForce('P10', day))).toMatchObject([
      { version: 2, value: 10, basis: { layer: 'city' } },
      { version: 3, value: 20, basis: { layer: 'national' } },
    ]);
  });

  it('never retroactively: today at the earliest', () => {
    adopted.when(repeals({ lastDay: '2025-10-01' }), on('2025-10-01')).then({ type: 'RuleRepealed' });
    adopted
      .when(repeals({ lastDay: '2025-09-30' }), on('2025-10-01'))
      .thenRefused('rule-retroactive', { effectiveFrom: '2025-09-30' });
  });

  it('as late as the first day on which it binds', () =>
    adopted
      .when(repeals({ lastDay: '2024-01-01' }), on('2023-12-21'))
      .then({ type: 'RuleRepealed', data: { version: 2 } }));

  it('never by a city where it is the law', () =>
    rulebook
      .when(repeals(), on('2025-10-01'))
      .thenRefused('rule-loosened-locally', { rule: 'P10', layer: 'city', value: null }));

  it('by the law itself, and then binds no more', () => {
    const { book } = rulebook.after([repeals({ layer: 'national' }), on('2025-10-01')]).state;
    expect(['2025-12-31', '2026-01-01'].map((day) => book.inForce('P10', day)?.value)).toEqual([
      20,
      undefined,
    ]);
  });

  it('never where it is one of the ledger’s own bounds', () => {
    for (const { id } of rows.filter((r) => r.action === 'block' && !r.overridable))
      rulebook
        .when(repeals({ rule: id, layer: 'national' }), on('2025-10-01'))
        .thenRefused('rule-restates-invariant', { rule: id });
  });

  it('only while it is in force', () => {
    rulebook.when(repeals({ rule: 'T99' }), on('2025-10-01')).thenRefusedBy('rule-not-in-force');
    rulebook
      .after([repeals({ layer: 'national' }), on('2025-10-01')])
      .when(repeals({ layer: 'national', lastDay: '2026-01-01' }), on('2025-10-02'))
      .thenRefused('rule-not-in-force', { rule: 'P10' });
  });

  it('never twice by a city: what it falls back to is the law’s', () => {
    const repealed = adopted.after([repeals(), on('2025-10-01')]);
    repealed
      .when(repeals(), on('2025-10-02'))
      .thenRefused('rule-version-pending', { effectiveFrom: '2026-01-01' });
    repealed
      .when(repeals({ lastDay: '2026-02-01' }), on('2026-01-10'))
      .thenRefusedBy('rule-loosened-locally');
  });

  it('and a row of the city’s own is gone', () => {
    const own = { titleZh: '每月公开进度照片', titleEn: 'Photographs every month', action: 'block' };
    const { book } = rulebook.after(
      [adopts({ rule: 'C1', ...own }), on('2023-12-20')],
      [repeals({ rule: 'C1' }), on('2025-10-01')],
    ).state;
    expect([book.inForce('C1', '2025-12-31')?.value, book.inForce('C1', '2026-01-01')]).toEqual([
      10,
      undefined,
    ]);
  });
});

describe('The rulebook', () => {
  it('counts its versions by its changes', () => {
    const { state } = adopted.after([repeals(), on('2025-10-01')]);
    expect(
      [1, 2, 3].map((version) => value({ ...state, book: rulebookAt(state, version) }, 'P10', '2026-01-01')),
    ).toEqual([20, 10, 20]);
    expect([state.book.version, state.changes.map((c) => c.type)]).toEqual([
      3,
      ['RuleAdopted', 'RuleRepealed'],
    ]);
  });
});

import { describe, expect, it } from '@jest/globals';
import {
  BadInput,
  Code,
  Count,
  Day,
  fieldsOf,
  Flag,
  Instant,
  ListOf,
  Money,
  MoneyDelta,
  Name,
  NationalCode,
  OneOf,
  Optional,
  Part,
  plain,
  PositiveMoney,
  Rate,
  readFields,
  Region,
  schemaOf,
  Text,
  Uscc,
  withholdable,
  type FieldProblem,
} from './fields.js';
import { RecordConsultation } from './project/budget.js';
import { RecordExpense, RecordPayment } from './project/payment.js';
import { RegisterProject } from './project/registration.js';
import { RecordEvaluation } from './project/evaluation.js';
import { checkDigitHolds } from './values.js';

class Sample {
  @Code() code!: string;
  @Name() name!: string;
  @Text() text!: string;
  @Money() money!: string;
  @PositiveMoney() positive!: string;
  @MoneyDelta() delta!: string;
  @Rate() rate!: number;
  @Count() count!: number;
  @Flag() flag!: boolean;
  @OneOf(['red', 'green']) colour!: string;
  @Day() day!: string;
  @Instant() instant!: string;
  @Uscc() uscc!: string;
  @NationalCode() nationalCode!: string;
  @Region() region!: string;
}
const sample = {
  ...{
    code: 'HT-001',
    name: '道路',
    text: '一\n二',
    money: '0.00',
    positive: '0.01',
    delta: '-0.01',
    rate: 300,
    count: 0,
    flag: false,
  },
  ...{ colour: 'red', day: '2024-02-29', instant: '2023-03-20T01:30:00.000Z', uscc: '91440101MA5CJQ4N59' },
  ...{ nationalCode: '2023-331082-48-01-102938', region: '331082' },
};

const problems = (type: new () => object, json: unknown): readonly FieldProblem[] => {
  try {
    readFields(type, json);
    return [];
  } catch (error) {
    expect(error).toBeInstanceOf(BadInput);
    return (error as BadInput).problems;
  }
};
const wrong = (changes: object) => problems(Sample, { ...sample, ...changes }).map((p) => [p.field, p.rule]);

describe('A field', () => {
  it('takes what it should', () => expect(wrong({})).toEqual([]));

  it.each<[keyof typeof sample, string, unknown[]]>([
    [
      'money',
      'money',
      [
        '1',
        '1.0',
        '1.000',
        '-1.00',
        '01.00',
        '1000000000000.00',
        '１.００',
        '1,000.00',
        '1e3',
        ' 1.00',
        1,
        null,
      ],
    ],
    ['positive', 'positive-money', ['0.00', '-0.01', '0.1']],
    ['delta', 'money-delta', ['0.00', '-0.00', '+1.00', '--1.00', '-01.00']],
    ['rate', 'rate', [-1, 10_001, 0.5, '300', null, NaN]],
    ['count', 'count', [-1, 1.5, 2 ** 53, '1']],
    ['flag', 'flag', ['true', 0, null]],
    ['colour', 'one-of', ['blue', 'Red', '', null, ['red']]],
    [
      'day',
      'day',
      [
        '2023-02-29',
        '2026-02-29',
        '2024-02-30',
        '2024-13-01',
        '2024-00-10',
        '2024-2-9',
        '２０２４-02-09',
        '2024-02-29T00:00:00Z',
        '',
        20240229,
      ],
    ],
    [
      'instant',
      'instant',
      [
        '2023-03-20T01:30:00Z',
        '2023-03-20T01:30:00.000+08:00',
        '2023-02-29T01:30:00.000Z',
        '2023-03-20T24:00:00.000Z',
        '2023-03-20T23:59:60.000Z',
        '2023-03-20',
      ],
    ],
    [
      'uscc',
      'uscc',
      [
        '91440101MA5CJQ4N5',
        '91440101MA5CJQ4N599',
        '91440101MA5CJQ4N5I',
        '91440101ma5cjq4n59',
        '９1440101MA5CJQ4N59',
      ],
    ],
    [
      'nationalCode',
      'national-code',
      ['2023331082480110293800', '2023-331082-48-01-10293', '2023-331082-48-01-102938 '],
    ],
    ['region', 'region', ['031082', '33108', '3310820']],
    [
      'code',
      'code',
      [
        '',
        ' HT-001',
        'HT 001',
        '-001',
        'HT-００1',
        'ＨＴ-001',
        'a'.repeat(65),
        'HT\n',
        '<b>',
        7,
        'А-1',
        'SG-А',
        '①',
        'HT-①',
        'HT-Ⅰ',
      ],
    ],
    ['name', 'name', ['', ' ', '道路 ', '一\n二', '字'.repeat(201), 1]],
    ['text', 'text', ['', '\n', '字'.repeat(4001), {}]],
  ])('%s refuses what fails the check "%s"', (field, rule, values) => {
    for (const value of values) expect([value, wrong({ [field]: value })]).toEqual([value, [[field, rule]]]);
  });

  it.each([
    ['HTML, which is text like any other', { name: '<script>alert(1)</script>', text: '<b>&amp;</b>' }],
    ['emoji, each one character of the limit', { name: '🏗️', text: '🚧'.repeat(4000) }],
    ['two hundred Chinese characters', { name: '字'.repeat(200) }],
    ['the office’s own ways of numbering', { code: '临发改变〔2023〕7号' }],
    ['quotes and backslashes', { name: `"';--\\` }],
    ['the largest and smallest amounts', { money: '999999999999.99', delta: '-999999999999.99' }],
  ])('takes %s', (_, changes) => expect(wrong(changes)).toEqual([]));

  it('keeps an early credit code whose check digit fails: it was lawfully given', () =>
    expect(wrong({ uscc: '91350100M0001TGQXM' })).toEqual([]));
});

describe('The check digit of a credit code', () => {
  it('is what GB 32100 computes from the seventeen symbols before it', () => {
    for (const uscc of ['91350100M000100Y43', '91440101MA5CJQ4N59'])
      expect([uscc, checkDigitHolds(uscc)]).toEqual([uscc, true]);
    const others = [...'0123456789ABCDEFGHJKLMNPQRTUWXY'].map((symbol) => `91350100M000100Y4${symbol}`);
    expect(others.filter(checkDigitHolds)).toEqual(['91350100M000100Y43']);
  });

  it('tells two neighbouring symbols that changed places', () =>
    expect(checkDigitHolds('91350100M001000Y43')).toBe(false));

  it('fails an early code, which stays lawful', () =>
    expect(checkDigitHolds('91350100M0001TGQXM')).toBe(false));
});

describe('Bad input', () => {
  it('is told with every problem at once, each with its limits', () => {
    expect(wrong({ money: 'x', day: 'x', code: undefined, more: 1 })).toEqual([
      ['more', 'unknown-field'],
      ['code', 'missing'],
      ['money', 'money'],
      ['day', 'day'],
    ]);
    expect(problems(Sample, { ...sample, rate: 10_001 })).toEqual([
      { field: 'rate', rule: 'rate', limits: { type: 'integer', minimum: 0, maximum: 10_000 } },
    ]);
  });

  it('is told for every field of an empty body', () =>
    expect(problems(Sample, {}).map((p) => [p.field, p.rule])).toEqual(
      Object.keys(sample).map((field) => [field, 'missing']),
    ));

  it.each([[null], ['text'], [[]], [1], [undefined]])('that is %j is no object', (json) =>
    expect(problems(Sample, json)).toEqual([{ field: '', rule: 'object', limits: {} }]),
  );

  it('names a place inside lists and parts', () => {
    const body = {
      ...RecordEvaluation.example,
      committee: [{ name: '甲', expert: 'yes' }, { name: '乙' }, { name: '丙', expert: true, phone: '1' }],
      ranking: [{ rank: 1, bidder: { uscc: 'x', name: '' }, price: '1', score: null }],
    };
    expect(problems(RecordEvaluation, body).map((p) => [p.field, p.rule])).toEqual([
      ['committee.1.expert', 'missing'],
      ['committee.2.phone', 'unknown-field'],
      ['committee.0.expert', 'flag'],
      ['ranking.0.price', 'positive-money'],
      ['ranking.0.bidder.uscc', 'uscc'],
      ['ranking.0.bidder.name', 'name'],
    ]);
  });

  it('knows a list that is too short, too long or not a list', () => {
    const lists = [[], [{}], 'x', {}, null, [null], ['x'], [[]]];
    for (const committee of lists)
      expect(problems(RecordEvaluation, { ...RecordEvaluation.example, committee })).not.toEqual([]);
    const withhold = Array(201).fill(null);
    expect(problems(RecordConsultation, { ...RecordConsultation.example, withhold })).toContainEqual(
      expect.objectContaining({ field: 'withhold', rule: 'list' }),
    );
  });

  it('is not fooled by names that every object has', () => {
    const body = JSON.parse(`{"__proto__": {"rate": 1}, "constructor": 1, "toString": 1}`) as object;
    expect(problems(Sample, { ...sample, ...body, ...{} }).map((p) => p.field)).toEqual(
      expect.arrayContaining(['constructor', 'toString']),
    );
    expect(problems(Sample, body).map((p) => p.field)).toContain('__proto__');
  });
});

describe('Reading', () => {
  it('leaves every declared field there: null, or an empty list, when it is empty', () => {
    const { documents: _, nationalCode: __, ...short } = RegisterProject.example;
    const read = readFields(RegisterProject, short);
    expect(read).toMatchObject({ documents: [], nationalCode: null, withhold: [], lateReason: null });
    expect(Object.keys(read).sort()).toEqual([...fieldsOf(RegisterProject).keys()].sort());
  });

  it('takes null for an optional list as the empty list', () =>
    expect(
      readFields(RegisterProject, { ...RegisterProject.example, documents: null, withhold: null }),
    ).toMatchObject({ documents: [], withhold: [] }));

  it('makes instances, which go back to plain JSON as they came', () => {
    const read = readFields(RecordPayment, RecordPayment.example);
    expect(read).toBeInstanceOf(RecordPayment);
    expect(plain(read)).toEqual({ ...RecordPayment.example, withhold: [], lateReason: null });
  });
});

describe('The schema of a command', () => {
  const schema = schemaOf(RegisterProject) as {
    required: string[];
    properties: Record<string, object>;
    additionalProperties: boolean;
  };

  it('requires what is not optional and allows nothing else', () => {
    expect(schema.additionalProperties).toBe(false);
    expect(schema.required).not.toContain('nationalCode');
    expect(schema.required).toContain('estimate');
    expect(Object.keys(schema.properties)).toEqual([...fieldsOf(RegisterProject).keys()]);
  });

  it('says of each field what the validator checks, null where it is optional', () => {
    expect(schema.properties.nationalCode).toMatchObject({ anyOf: [{ type: 'string' }, { type: 'null' }] });
    expect(schema.properties.documents).toMatchObject({
      type: 'array',
      minItems: 0,
      maxItems: 200,
      items: { type: 'object' },
    });
  });

  class Outer {
    @Optional() @Part(() => Sample) part!: Sample | null;
    @ListOf(() => Sample, { min: 1, max: 2 }) list!: Sample[];
  }
  it('nests as the command does', () =>
    expect(schemaOf(Outer)).toMatchObject({
      properties: {
        part: { anyOf: [{ required: Object.keys(sample) }, { type: 'null' }] },
        list: { minItems: 1, maxItems: 2 },
      },
    }));
});

describe('What may be withheld', () => {
  const may = (type: new () => object) =>
    [...fieldsOf(type)].filter(([, field]) => withholdable(field)).map(([name]) => name);

  it('is words, names and documents, never money, dates, numbers or outcomes', () => {
    expect(may(RegisterProject)).toEqual([
      'name',
      'site',
      'fundSource',
      'responsibleDepartment',
      'responsiblePerson',
      'documents',
      'withhold',
      'lateReason',
    ]);
    expect([may(RecordExpense).includes('payee'), may(RecordPayment).includes('payee')]).toEqual([
      true,
      false,
    ]);
    expect(may(RecordEvaluation)).toEqual([
      'committee',
      'evaluationMethod',
      'rejections',
      'documents',
      'withhold',
      'lateReason',
    ]);
  });
});

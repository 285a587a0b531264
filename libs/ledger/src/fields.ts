import { ValidateBy, validateSync, type ValidationError } from 'class-validator';
import type { Json, JsonObject } from './event-type.js';
import { isYuan, isYuanDelta } from './money.js';

/**
 * The fields of commands: one decorator each, from which come validation (class-validator), the OpenAPI schema
 * and the reading of plain JSON into instances. Every declared field is there after `readCommand`, null when empty.
 */
type Constructor<T = object> = new () => T;

interface Field {
  schema: JsonObject;
  optional: boolean;
  item: Constructor | null;
  list: boolean;
  /** The date of the fact that the command records: never in the future, late after the rulebook's days. */
  fact: boolean;
  /** A body that the law may keep from the public: a household that is paid for its land. */
  mayBeWithheld: boolean;
}

const declared = new WeakMap<object, Map<string, Field>>();

function fieldOf(prototype: object, name: string): Field {
  let own = declared.get(prototype);
  if (!own) declared.set(prototype, (own = new Map()));
  let field = own.get(name);
  if (!field)
    own.set(
      name,
      (field = { schema: {}, optional: false, item: null, list: false, fact: false, mayBeWithheld: false }),
    );
  return field;
}

const collected = new WeakMap<Constructor, ReadonlyMap<string, Field>>();

/** All fields of a class, inherited ones last. */
export function fieldsOf(type: Constructor): ReadonlyMap<string, Field> {
  const known = collected.get(type);
  if (known) return known;
  const fields = new Map<string, Field>();
  for (let p: object = type.prototype; p !== Object.prototype; p = Object.getPrototypeOf(p))
    for (const [name, field] of declared.get(p) ?? []) if (!fields.has(name)) fields.set(name, field);
  collected.set(type, fields);
  return fields;
}

/**
 * Whether a field may be withheld by law: words, names and documents may; amounts, rates, dates, numbers and outcomes
 * may not, since anyone could work them out again from the totals beside them and the promise would be empty.
 */
export const withholdable = ({ schema, item, list, mayBeWithheld }: Field): boolean =>
  item
    ? (list || mayBeWithheld) && [...fieldsOf(item).values()].every((f) => f.item || !isSum(f))
    : ['name', 'text'].includes(String(schema['x-rule']));

const isSum = ({ schema }: Field): boolean => /money|rate/.test(String(schema['x-rule']));

/** A field of one kind: `rule` names the check in the answer to bad input. */
function field(rule: string, schema: JsonObject, valid: (value: unknown) => boolean): PropertyDecorator {
  return (prototype, key) => {
    const name = String(key);
    Object.assign(fieldOf(prototype, name), { schema: { ...schema, 'x-rule': rule } });
    ValidateBy({
      name: rule,
      validator: {
        validate: (value) => (value === null && fieldOf(prototype, name).optional) || valid(value),
        defaultMessage: () => rule,
      },
    })(prototype, name);
  };
}

const isText = (value: unknown, most: number, lines: boolean): value is string =>
  typeof value === 'string' &&
  value.length > 0 &&
  [...value].length <= most &&
  value.trim() === value &&
  (lines || !value.includes('\n'));

const pattern = (rule: string, source: string, more: JsonObject = {}) =>
  field(
    rule,
    { type: 'string', pattern: source, ...more },
    (v) => typeof v === 'string' && new RegExp(source, 'u').test(v),
  );

export const Optional = (): PropertyDecorator => (prototype, key) => {
  fieldOf(prototype, String(key)).optional = true;
};

/** A body that may be withheld: others, such as a winner or a contractor, may not. */
export const MayBeWithheld = (): PropertyDecorator => (prototype, key) => {
  fieldOf(prototype, String(key)).mayBeWithheld = true;
};

/** Marks the date of the fact that a command records. */
export const Fact = (): PropertyDecorator => (prototype, key) => {
  fieldOf(prototype, String(key)).fact = true;
};

/**
 * A number or code given by the office: 1 to 64 letters (Chinese too), digits and `-_./()（）〔〕[]第号`. No full-width
 * letters or digits and no look-alikes: `HT-００1` would be another contract that looks the same.
 */
export const Code = () =>
  field(
    'code',
    { type: 'string', pattern: code.source },
    (v) => typeof v === 'string' && code.test(v) && isPlainForm(v),
  );

const code = /^[\p{Script=Han}A-Za-z0-9][\p{Script=Han}A-Za-z0-9\-_./()（）〔〕[\]]{0,63}$/u;
/** No radical or compatibility form that looks like a character and is another. */
const isPlainForm = (text: string) =>
  [...text].every((c) => '（）〔〕'.includes(c) || c.normalize('NFKC') === c);
/** One line of at most 200 characters. */
export const Name = () =>
  field('name', { type: 'string', minLength: 1, maxLength: 200 }, (v) => isText(v, 200, false));
export const Title = Name;
/** Text of at most 4,000 characters, new lines allowed. */
export const Text = () =>
  field('text', { type: 'string', minLength: 1, maxLength: 4000 }, (v) => isText(v, 4000, true));
/** Yuan with exactly two decimals. */
export const Money = () =>
  field('money', { type: 'string', pattern: '^(0|[1-9]\\d{0,11})\\.\\d{2}$' }, isYuan);
export const PositiveMoney = () =>
  field(
    'positive-money',
    { type: 'string', pattern: '^(?!0\\.00$)(0|[1-9]\\d{0,11})\\.\\d{2}$' },
    (v) => isYuan(v) && v !== '0.00',
  );
export const MoneyDelta = () =>
  field(
    'money-delta',
    { type: 'string', pattern: '^(?!-?0\\.00$)-?(0|[1-9]\\d{0,11})\\.\\d{2}$' },
    (v) => isYuanDelta(v) && v !== '0.00',
  );
/** Integer basis points, 0 to 10,000. */
export const Rate = () =>
  field(
    'rate',
    { type: 'integer', minimum: 0, maximum: 10_000 },
    (v) => Number.isInteger(v) && Number(v) >= 0 && Number(v) <= 10_000,
  );
export const Count = () =>
  field(
    'count',
    { type: 'integer', minimum: 0, maximum: Number.MAX_SAFE_INTEGER },
    (v) => Number.isSafeInteger(v) && Number(v) >= 0,
  );
/** A number of days that can be counted: at most ten years. */
export const Days = () =>
  field(
    'days',
    { type: 'integer', minimum: 0, maximum: 3_660 },
    (v) => Number.isSafeInteger(v) && Number(v) >= 0 && Number(v) <= 3_660,
  );
/** A stream's revision as a caller has seen it; -1 before its first event. */
export const Revision = () =>
  field('revision', { type: 'integer', minimum: -1 }, (v) => Number.isSafeInteger(v) && Number(v) >= -1);
/** A JSON object read elsewhere. */
export const Anything = () =>
  field('object', { type: 'object' }, (v) => typeof v === 'object' && v !== null && !Array.isArray(v));
export const Flag = () => field('flag', { type: 'boolean' }, (v) => typeof v === 'boolean');
export const OneOf = (values: readonly string[]) =>
  field('one-of', { type: 'string', enum: [...values] }, (v) => values.includes(v as string));

export const isDay = (v: unknown): v is string => {
  if (typeof v !== 'string' || !/^(19|20|21)\d{2}-\d{2}-\d{2}$/.test(v)) return false;
  const date = new Date(`${v}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(v);
};
export const isInstant = (v: unknown): v is string =>
  typeof v === 'string' &&
  /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/.test(v) &&
  isDay(v.slice(0, 10)) &&
  !Number.isNaN(Date.parse(v)) &&
  new Date(v).toISOString() === v;

/** A date `YYYY-MM-DD` in Asia/Shanghai that exists. */
export const Day = () => field('day', { type: 'string', format: 'date' }, isDay);
/** An instant, UTC with milliseconds and `Z`. */
export const Instant = () => field('instant', { type: 'string', format: 'date-time' }, isInstant);

/** Unified social credit code: 18 of the 31 symbols of GB 32100. The check digit only warns: lawful early codes fail it. */
export const Uscc = () => pattern('uscc', '^[0-9A-HJ-NPQRTUWXY]{18}$');
/** GB/T 40058: `2026-440106-48-01-123456`. The check digit is not verified. */
export const NationalCode = () => pattern('national-code', '^\\d{4}-\\d{6}-\\d{2}-\\d{2}-\\d{6}$');
/** GB/T 2260: six digits. */
export const Region = () => pattern('region', '^[1-9]\\d{5}$');
export const Document = () => pattern('sha256', '^[0-9a-f]{64}$');
export const MediaType = () => pattern('media-type', '^[a-z]+/[a-z0-9.+-]{1,100}$');
export const Uuid = () =>
  pattern('uuid', '^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$');

/** Another class with fields of its own. */
export const Part =
  (item: () => Constructor): PropertyDecorator =>
  (prototype, key) => {
    const name = String(key);
    Object.defineProperty(fieldOf(prototype, name), 'item', {
      get: item,
      enumerable: true,
      configurable: true,
    });
    ValidateBy({
      name: 'object',
      validator: {
        validate: (v) => (v === null && fieldOf(prototype, name).optional) || v instanceof item(),
        defaultMessage: () => 'object',
      },
    })(prototype, name);
  };

/** A list of a class with fields of its own, or of codes. */
export const ListOf =
  (item: () => Constructor, limits: { min?: number; max?: number } = {}): PropertyDecorator =>
  (prototype, key) => {
    const name = String(key);
    const { min = 0, max = 200 } = limits;
    const own = fieldOf(prototype, name);
    own.list = true;
    own.schema = { minItems: min, maxItems: max };
    Object.defineProperty(own, 'item', { get: item, enumerable: true, configurable: true });
    ValidateBy({
      name: 'list',
      constraints: [min, max],
      validator: {
        validate: (v) =>
          (v === null && own.optional) ||
          (Array.isArray(v) && v.length >= min && v.length <= max && v.every((i) => i instanceof item())),
        defaultMessage: () => 'list',
      },
    })(prototype, name);
  };

/** One thing wrong with the input: where (dotted path), which check, and the check's own limits. */
export interface FieldProblem {
  readonly field: string;
  readonly rule: string;
  readonly limits: JsonObject;
}

export class BadInput extends Error {
  override readonly name = 'BadInput';
  constructor(readonly problems: readonly FieldProblem[]) {
    super(`bad input: ${problems.map((p) => `${p.field} (${p.rule})`).join(', ')}`);
  }
}

/** Reads plain JSON into an instance of `type`, or throws `BadInput` with every problem at once. */
export function readFields<T extends object>(type: Constructor<T>, json: unknown): T {
  const problems: FieldProblem[] = [];
  const instance = build(type, json, '', problems) as T;
  const told = new Set(problems.map(({ field }) => field));
  problems.push(...check(instance, '').filter(({ field }) => !told.has(field)));
  if (problems.length > 0) throw new BadInput(problems.slice(0, mostProblems));
  return instance;
}

const mostUnknown = 20;
/** In one answer: a reader needs to see what is wrong, not ten thousand times. */
const mostProblems = 200;

const isPlain = (json: unknown): json is object =>
  typeof json === 'object' && json !== null && Object.getPrototypeOf(json) === Object.prototype;

function build(type: Constructor, json: unknown, path: string, problems: FieldProblem[]): unknown {
  if (!isPlain(json)) {
    if (path === '') problems.push({ field: '', rule: 'object', limits: {} });
    return json;
  }
  const source = json as Record<string, unknown>;
  const fields = fieldsOf(type);
  const unknown = Object.keys(source).filter((key) => !fields.has(key));
  // Enough to see what is wrong; the known fields are told once.
  unknown.slice(0, mostUnknown).forEach((key, i) =>
    problems.push({
      field: path + key,
      rule: 'unknown-field',
      limits: i === 0 ? { known: [...fields.keys()] } : {},
    }),
  );
  const instance = new type() as Record<string, unknown>;
  for (const [name, { item, list, optional, schema }] of fields) {
    const value = Object.hasOwn(source, name) ? source[name] : undefined;
    const at = path + name;
    if (list && optional && (value ?? null) === null) instance[name] = [];
    else if (value === undefined) instance[name] = null;
    // A list that is too long is told so, not read.
    else if (item && list && Array.isArray(value) && value.length <= Number(schema['maxItems']))
      instance[name] = value.map((v, i) => build(item, v, `${at}.${i}.`, problems));
    else if (item && !list && value !== null) instance[name] = build(item, value, `${at}.`, problems);
    else instance[name] = value;
    if (value === undefined && !optional) problems.push({ field: at, rule: 'missing', limits: {} });
  }
  return instance;
}

function check(instance: object, path: string): FieldProblem[] {
  if (typeof instance !== 'object' || instance === null) return [];
  const problems: FieldProblem[] = [];
  const fields = fieldsOf(instance.constructor as Constructor);
  const errors: ValidationError[] = validateSync(instance, {
    stopAtFirstError: true,
    forbidUnknownValues: false,
  });
  for (const { property, constraints } of errors)
    for (const rule of Object.keys(constraints ?? {})) {
      const { 'x-rule': _, ...limits } = fields.get(property)?.schema ?? {};
      problems.push({ field: path + property, rule, limits });
    }
  for (const [name, { item, list }] of fields) {
    if (!item) continue;
    const value = (instance as Record<string, unknown>)[name];
    if (list && Array.isArray(value))
      value.forEach((v, i) => problems.push(...check(v, `${path}${name}.${i}.`)));
    else if (!list && value) problems.push(...check(value, `${path}${name}.`));
  }
  return problems;
}

/** An instance back as plain JSON, keys in the order of the class. */
export function plain(value: unknown): Json {
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, plain(v)]));
  return value as Json;
}

/** The JSON Schema (2020-12, as OpenAPI 3.1 has it) of a class. */
export function schemaOf(type: Constructor): JsonObject {
  const properties: Record<string, JsonObject> = {};
  const required: string[] = [];
  for (const [name, { schema, optional, item, list }] of fieldsOf(type)) {
    const inner: JsonObject = item
      ? list
        ? { type: 'array', ...schema, items: schemaOf(item) }
        : schemaOf(item)
      : schema;
    properties[name] = optional && !list ? { anyOf: [inner, { type: 'null' }] } : inner;
    if (!optional) required.push(name);
  }
  return { type: 'object', additionalProperties: false, required, properties };
}

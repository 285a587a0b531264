import {
  decider,
  Entry,
  fieldsFrom,
  section,
  plusDays,
  type FieldsOf,
  type Judge,
  type Rights,
} from '../decider.js';
import { event, type Json } from '../event-type.js';
import { Code, Day, ListOf, Name, OneOf, Optional, Text } from '../fields.js';
import { fen, isYuan } from '../money.js';
import { Document } from '../values.js';
import { certainties, layers, periodFits, units, type Layer, type Rule, type Unit } from './rule.js';
import { rulebook, shippedRulebook, type Rulebook } from './rulebook.js';

/** The stream `rulebook`: every change of a rule, by two approvers, never retroactive. */
export interface RulebookState {
  readonly changes: readonly RuleChange[];
  /** As it stands after them. */
  readonly book: Rulebook;
}

type RuleChange =
  ({ readonly type: 'RuleAdopted' } & RuleAdopted) | ({ readonly type: 'RuleRepealed' } & RuleRepealed);

const rights: Rights = { prepares: ['approver'], confirms: ['approver'], over: 'everywhere' };

/** Gives a rule another value from a day on, or the rulebook a row of its own, which then is listed as not evaluated. */
export class AdoptRule extends Entry {
  @Code() rule!: string;
  @Name() titleZh!: string;
  @Name() titleEn!: string;
  /** As JSON: `30`, `"400000.00"`, `{"least":1000,"most":2500}`; of the kind that the row has. */
  @Text() value!: string;
  @OneOf(units) unit!: Unit;
  /** The law, regulation or policy that says so. */
  @Name() document!: string;
  @Optional() @Name() article!: string | null;
  @OneOf(layers) layer!: Layer;
  @OneOf(certainties) certainty!: (typeof certainties)[number];
  @OneOf(['block', 'warn']) action!: 'block' | 'warn';
  /** The first day on which it binds; not before the day of its recording. */
  @Day() effectiveFrom!: string;
  @Text() reason!: string;
  @Optional() @ListOf(() => Document) documents!: Document[];

  static readonly rights = rights;
  static readonly makes = 'RuleAdopted';
  static readonly example = {
    rule: 'P10',
    titleZh: '付款十个工作日内公开',
    titleEn: 'Payment published within ten working days',
    value: '10',
    unit: 'working-days',
    document: '临江市政府投资工程资金公开办法',
    article: '第八条',
    layer: 'city',
    certainty: 'verified',
    action: 'warn',
    effectiveFrom: '2024-01-01',
    reason: '付款公开提速。',
    documents: [],
  };
}

/** Ends a rule; one that a city had tightened falls back to the law's own version. */
export class RepealRule extends Entry {
  @Code() rule!: string;
  /** The last day on which it binds; not before the day of its recording. */
  @Day() lastDay!: string;
  @Name() document!: string;
  @OneOf(layers) layer!: Layer;
  @Text() reason!: string;
  @Optional() @ListOf(() => Document) documents!: Document[];

  static readonly rights = rights;
  static readonly makes = 'RuleRepealed';
  static readonly example = {
    rule: 'P10',
    lastDay: '2025-12-31',
    document: '临江市人民政府关于废止部分文件的决定',
    layer: 'city',
    reason: '与上位规定合并。',
    documents: [],
  };
}

/** `version`: of the row; `before`: the value that it replaces, null for a new row. */
export type RuleAdopted = Omit<FieldsOf<AdoptRule>, 'value'> & {
  value: Json;
  before: Json;
  version: number;
};
export type RuleRepealed = FieldsOf<RepealRule> & { version: number };

export const adoption = section<RulebookState>()({
  events: {
    RuleAdopted: event<RuleAdopted>()({
      version: 1,
      closed: {},
      wholly: true,
      clerical: ['titleZh', 'titleEn'],
    }),
    RuleRepealed: event<RuleRepealed>()({ version: 1, closed: {}, wholly: true }),
  },
  commands: { AdoptRule, RepealRule },
  decide: {
    AdoptRule(command, { book }, judge) {
      const { rule, effectiveFrom, unit, action, layer } = command;
      const { today } = judge.context;
      judge.must(effectiveFrom >= today, 'rule-retroactive', { rule, effectiveFrom, today });
      const versions = book.rows.filter((r) => r.id === rule);
      const last = versions.at(-1);
      const pending = versions.find((r) => r.effectiveFrom >= effectiveFrom);
      judge.must(pending === undefined, 'rule-version-pending', {
        rule,
        effectiveFrom: pending?.effectiveFrom ?? '',
      });
      const value = read(command.value);
      const fits =
        value !== undefined && (last === undefined || (sameKind(value, last.value) && unit === last.unit));
      const countable = numbersIn(value).every((n) => periodFits(n, unit));
      judge.stopUnless(fits && countable, 'rule-value-unfit', {
        rule,
        value: command.value,
        unit: last?.unit ?? unit,
      });
      if (last) {
        judge.must(action === 'block' || !restatesInvariant(rule), 'rule-restates-invariant', { rule });
        // What comes late comes all the same: refused for it, it could never be recorded.
        judge.must(action === 'warn' || last.judged === 'command', 'rule-never-refuses', { rule });
        judgeLayer(versions, { rule, value: value!, action, layer }, judge);
        // What restates an invariant is tightened by anybody and loosened by nobody.
        const shipped = shippedRulebook.rows.find((r) => r.id === rule);
        const bound = !restatesInvariant(rule) || atLeastAsStrict(value!, shipped!);
        judge.must(bound, 'rule-restates-invariant', { rule });
      }
      const version = (last?.version ?? 0) + 1;
      return {
        type: 'RuleAdopted',
        data: { ...fieldsFrom(command), value: value!, before: last?.value ?? null, version },
      };
    },
    RepealRule(command, { book }, judge) {
      const { rule, lastDay, layer } = command;
      const { today } = judge.context;
      judge.must(lastDay >= today, 'rule-retroactive', { rule, effectiveFrom: lastDay, today });
      const row = judge.present(book.inForce(rule, lastDay), 'rule-not-in-force', { rule });
      const pending = book.rows.find((r) => r.id === rule && r.effectiveFrom > lastDay);
      judge.must(pending === undefined, 'rule-version-pending', {
        rule,
        effectiveFrom: pending?.effectiveFrom ?? '',
      });
      judge.must(!restatesInvariant(rule), 'rule-restates-invariant', { rule });
      judge.must(!above(row.basis.layer, layer), 'rule-loosened-locally', {
        rule,
        layer,
        before: row.value,
        value: null,
      });
      return { type: 'RuleRepealed', data: { ...fieldsFrom(command), version: row.version } };
    },
  },
  evolve: {
    RuleAdopted: (state, data) => changed(state, { type: 'RuleAdopted', ...data }),
    RuleRepealed: (state, data) => changed(state, { type: 'RuleRepealed', ...data }),
  },
});

export const rulebookDecider = decider<RulebookState>('rulebook', { changes: [], book: shippedRulebook }, [
  adoption,
]);

/** The rulebook as it stood at a version: 1 is what the product ships with, each change makes another. */
export const rulebookAt = ({ changes }: RulebookState, version: number): Rulebook =>
  changes.slice(0, version - 1).reduce(after, shippedRulebook);

const changed = ({ changes, book }: RulebookState, change: RuleChange): RulebookState => ({
  changes: [...changes, change],
  book: after(book, change),
});

function after(book: Rulebook, change: RuleChange): Rulebook {
  const { rule } = change;
  const versions = book.rows.filter((r) => r.id === rule);
  const last = versions.at(-1);
  const ended = (on: string) =>
    book.rows.map((r) =>
      r.id === rule && (r.effectiveTo === null || r.effectiveTo > on) ? { ...r, effectiveTo: on } : r,
    );
  if (change.type === 'RuleAdopted') {
    const [next, before] = [adopted(change, last), plusDays(change.effectiveFrom, -1)];
    const rows = ended(before);
    if (!last || !standsOn(last, next)) return rulebook(book.version + 1, [...rows, next]);
    // The law's new version binds nowhere while the stricter one below it stands, and comes up when that is repealed.
    const again = {
      ...last,
      version: next.version + 1,
      effectiveFrom: change.effectiveFrom,
      effectiveTo: null,
    };
    return rulebook(book.version + 1, [...rows, { ...next, effectiveTo: before }, again]);
  }
  const rows = ended(change.lastDay).map((r) =>
    r.id === rule && r.version === last?.version ? { ...r, repealed: true } : r,
  );
  const fallback = last && versions.findLast((r) => above(r.basis.layer, last.basis.layer) && !r.repealed);
  const again = fallback && {
    ...fallback,
    version: last.version + 1,
    effectiveFrom: plusDays(change.lastDay, 1),
    effectiveTo: null,
  };
  return rulebook(book.version + 1, again ? [...rows, again] : rows);
}

/** Whether a city's or a unit's version goes on when what stands above it changes: as long as it is no looser than that. */
const standsOn = (last: Rule, next: Rule): boolean =>
  above(next.basis.layer, last.basis.layer) &&
  last.effectiveTo === null &&
  !(next.action === 'block' && last.action === 'warn') &&
  atLeastAsStrict(last.value, next);

function adopted(change: RuleAdopted, last: Rule | undefined): Rule {
  const { rule, titleZh, titleEn, document, article, layer, certainty, value, unit, action } = change;
  const title = { zh: titleZh, en: titleEn };
  // A row that no decider reads is listed as not evaluated.
  const unread = { appliesTo: title, anchor: 'recording', judged: 'command', fact: null } as const;
  return {
    ...(last ?? { ...unread, overridable: false, stricter: 'none' }),
    ...{ id: rule, version: change.version, title, value, unit, action },
    // Its own document says all of it.
    ...{ basis: { document, article, layer, certainty }, attributed: [] },
    // One that refuses what the law only warns of binds no earlier day, as an invariant would.
    overridable: action === 'block' && last !== undefined && !restatesInvariant(rule),
    effectiveFrom: change.effectiveFrom,
    effectiveTo: null,
  };
}

/** As this product ships it: no adoption since can have made an invariant of a row, or undone one. */
const restatesInvariant = (rule: string): boolean =>
  shippedRulebook.rows.some((r) => r.id === rule && r.action === 'block' && !r.overridable);

const above = (a: Layer, b: Layer): boolean => layers.indexOf(a) < layers.indexOf(b);

/** A city or a unit may tighten what stands above it, never loosen it. */
function judgeLayer(
  versions: readonly Rule[],
  { rule, value, action, layer }: { rule: string; value: Json; action: string; layer: Layer },
  judge: Judge,
): void {
  const higher = versions.findLast((r) => above(r.basis.layer, layer));
  if (!higher) return;
  const loosened = higher.action === 'block' && action === 'warn';
  judge.must(!loosened && atLeastAsStrict(value, higher), 'rule-loosened-locally', {
    rule,
    layer,
    before: higher.value,
    value,
  });
}

function atLeastAsStrict(value: Json, { value: law, stricter }: Rule): boolean {
  if (JSON.stringify(value) === JSON.stringify(law)) return true;
  if (stricter === 'none') return false;
  if (Array.isArray(law)) return Array.isArray(value) && law.every((v) => value.includes(v));
  if (typeof law === 'object' && law !== null)
    return Object.entries(law).every(([name, bound]) => {
      const way = stricter === 'narrower' ? (name === 'least' ? 'larger' : 'smaller') : stricter;
      return within((value as Record<string, Json>)[name]!, bound, way);
    });
  return within(value, law, stricter);
}

function within(value: Json, bound: Json, way: Rule['stricter']): boolean {
  if (typeof value === 'boolean') return value === bound;
  const [a, b] = [amount(value), amount(bound)];
  return way === 'larger' ? a >= b : a <= b;
}
const amount = (value: Json): bigint => (isYuan(value) ? fen(value) : BigInt(value as number));

const numbersIn = (value: Json | undefined): number[] =>
  typeof value === 'number'
    ? [value]
    : typeof value === 'object' && value !== null
      ? Object.values(value).flatMap((v) => numbersIn(v as Json))
      : [];

function read(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}

/** The same shape, down to whole numbers and yuan strings. */
function sameKind(a: Json, b: Json): boolean {
  if (Array.isArray(b)) return Array.isArray(a) && a.length > 0 && a.every((v) => typeof v === 'string');
  if (typeof b === 'object' && b !== null) {
    if (typeof a !== 'object' || a === null || Array.isArray(a)) return false;
    const names = Object.keys(b);
    const kinds = a as Readonly<Record<string, Json>>;
    return (
      Object.keys(a).length === names.length &&
      names.every((name) => Object.hasOwn(a, name) && sameKind(kinds[name]!, (b as typeof kinds)[name]!))
    );
  }
  if (typeof b === 'number') return Number.isSafeInteger(a) && (a as number) >= 0;
  return isYuan(b) ? isYuan(a) : typeof a === typeof b;
}

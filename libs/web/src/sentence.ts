import {
  foundBy,
  invariants,
  isDay,
  isInstant,
  isYuanDelta,
  ruleSentence,
  shippedRulebook,
  type Attribution,
  type Breach,
  type Facts,
  type Finding,
  type Invariant,
  type Json,
  type JsonObject,
  type Layer,
  type LegalBasis,
  type Rule,
  type Unit,
} from '@sunlit/ledger';
import { en } from './messages/en.js';
import { fieldWord, word } from './messages/vocabulary.js';
import { zh, type Messages } from './messages/zh.js';
import { percent, thousands } from './money.js';
import { shanghaiTime } from './time.js';

export type Lang = 'zh' | 'en';
export const catalogues: Readonly<Record<Lang, Messages>> = { zh, en };
export const langOf = ({ lang }: Messages): Lang => (lang === 'en' ? 'en' : 'zh');

/** The row of the shipped rulebook that a verdict names, at its version; undefined for an invariant or an unknown row. */
export const ruleRow = (id: string, version: number | null): Rule | undefined =>
  shippedRulebook.rows.find((r) => r.id === id && (version === null || r.version === version));

/** What a rule is about, in a few words. */
export const ruleTitle = (rule: string, lang: Lang): string => ruleRow(rule, null)?.title[lang] ?? rule;

/** The value by which a verdict was given, with its unit, and whose rule it is as far as that is known. */
export interface Stated {
  readonly value: Json;
  readonly unit: Unit | null;
  readonly layer?: Layer | undefined;
  /** What of it is not that layer's word. */
  readonly attributed?: readonly Attribution[] | undefined;
}

/** What a refusal or a finding states; undefined where it names a rule of the ledger's own. */
export const statedBy = (verdict: Breach | Finding): Stated | undefined => {
  const { rule, version, value, unit } = verdict;
  if (unit === null) return undefined;
  const row = ruleRow(rule, version);
  const { basis, attributed } =
    'legalBasis' in verdict ? { basis: verdict.legalBasis, attributed: verdict.attributed } : (row ?? {});
  return { value, unit, layer: basis?.layer, attributed };
};

/**
 * What a citizen reads of a finding or a breach: whose rule it is, what it asks, by the value at that verdict (the shipped
 * one where none is given), and what was found. An invariant says both at once. It states what was compared and leaves the
 * conclusion to the reader. A row that was adopted later has its name and its facts.
 */
export function sentence(rule: string, facts: Facts, lang: Lang, stated?: Stated): string {
  const t = catalogues[lang];
  const invariant = invariantOf(rule);
  if (invariant) return filled(invariant[lang], facts, t);
  const { override, provisional, ...compared } = facts;
  const said = ruleSentence(rule);
  const found = said && foundBy(said, compared)?.[lang];
  return [
    said ? ruleAsks(rule, lang, stated) : undefined,
    found === undefined
      ? listed(said ? null : ruleTitle(rule, lang), compared, t)
      : filled(found, compared, t),
    provisional === true ? t.verdict.provisional : undefined,
    override === undefined ? undefined : t.verdict.overridden,
  ]
    .filter((part) => part)
    .join(t.frame.between);
}

/** What a row of the rulebook asks, by a value of it; its name where it was adopted later. Local policy says so first. */
export function ruleAsks(rule: string, lang: Lang, stated?: Stated): string {
  const t = catalogues[lang];
  const said = ruleSentence(rule);
  const row = ruleRow(rule, null);
  if (!said || !row) return ruleTitle(rule, lang) + t.frame.stop;
  const { value, unit, layer, attributed } = stated ?? { ...row, layer: row.basis.layer };
  const parts = partsOf(value) ?? { value };
  const asks = replaced(said.asks[lang], (name) => partText(name, parts[name] ?? null, unit, t));
  return layer === undefined ? asks : capital(whose(layer, attributed ?? [], lang)) + t.frame.colon + asks;
}

/** `国家规定（其中金额线为本市规定）`: whose rule it is, and what of it is another's. */
function whose(layer: Layer, attributed: readonly Attribution[], lang: Lang): string {
  const t = catalogues[lang];
  const parts = attributed.map(({ part, basis }) => t.verdict.partly(part[lang], t.layers[basis.layer]));
  return t.layers[layer] + (parts.length > 0 ? t.frame.bracketed(parts.join(t.frame.semicolon)) : '');
}

/** What to do next: for the officer whose entry is refused, or for the reader of a lead. */
export const nextStep = (rule: string, lang: Lang): string =>
  (invariantOf(rule) ?? ruleSentence(rule))?.next[lang] ?? catalogues[lang].verdict.seeRulebook;

/**
 * `本市规定：《...》第一条（条文待确认）`: whose rule it is comes first, and how sure the citation is; then the parts that
 * are not its word, each with its own.
 */
export function basisText(basis: LegalBasis, lang: Lang, attributed: readonly Attribution[] = []): string {
  const t = catalogues[lang];
  const text = ({ document, article, layer, certainty }: LegalBasis) => {
    const cited = t.finding.legalBasis(document, article ?? '');
    return `${capital(t.layers[layer])}${t.frame.colon}${cited}${t.frame.bracketed(t.certainties[certainty])}`;
  };
  const parts = attributed.map((of) => t.finding.ofWhich(of.part[lang]) + t.frame.colon + text(of.basis));
  return [text(basis), ...parts].join(t.frame.semicolon);
}

const capital = (text: string): string => text[0]!.toUpperCase() + text.slice(1);

const invariantOf = (rule: string): Invariant | undefined =>
  Object.hasOwn(invariants, rule) ? invariants[rule as keyof typeof invariants] : undefined;

const replaced = (said: string, of: (name: string) => string): string =>
  said.replace(/\{(\w+)\}/g, (_, name: string) => of(name));

const filled = (said: string, facts: Facts, t: Messages): string =>
  replaced(said, (name) => factText(name, facts[name] ?? null, t));

/** Facts that fill no sentence, each by its name. */
function listed(title: string | null, facts: Facts, t: Messages): string {
  const text = factList(facts, t)
    .map((fact) => fact.join(' '))
    .join(t.frame.semicolon);
  const said = [title, text].filter((part) => part).join(t.frame.colon);
  return said && said + t.frame.stop;
}

/** The facts of a verdict as label and text, amounts with their unit. */
export function factList(facts: Facts, t: Messages): readonly (readonly [string, string])[] {
  return Object.entries(facts).map(([name, value]) => {
    const text = factText(name, value, t);
    return [factWord(name, t), isYuanDelta(value) ? `${text} ${t.frame.yuan}` : text];
  });
}

export const factWord = (name: string, t: Messages): string => word({ ...t.fields, ...t.facts }, name);

/** One fact as a reader sees it: codes as words, instants in Asia/Shanghai, amounts with separators. */
export function factText(name: string, value: Json, t: Messages): string {
  if (value === null || value === '') return t.frame.none;
  if (Array.isArray(value)) return value.map((v) => factText(name, v, t)).join(t.frame.list) || t.frame.none;
  if (typeof value === 'boolean') return value ? t.frame.yes : t.frame.no;
  if (typeof value === 'number') return numberText(name, value, t);
  if (typeof value === 'object') return ruleValue(value, null, t);
  const text = name === 'differences' ? value.replace(/^total(?=:)/, t.fields.total) : value;
  if (isYuanDelta(text)) return thousands(text);
  if (isInstant(text)) return shanghaiTime(text);
  if (isDay(text)) return text;
  return word(codes(name, t), text);
}

function numberText(name: string, value: number, t: Messages): string {
  if (name === 'days') return t.frame.days(String(value));
  return /[rR]ate$|^over$|^cumulative$/.test(name) ? percent(value) : String(value);
}

/** The words that a fact of this name may hold. */
function codes(name: string, t: Messages): Readonly<Record<string, string>> {
  switch (name) {
    case 'field':
    case 'fact':
    case 'basis':
    case 'against':
      return t.fields;
    case 'contract':
      // An audit's expenses stand where a contract's number would.
      return { expenses: t.fields.expenses };
    case 'kind':
      return {
        ...{ ...t.voucherKinds, ...t.contractKinds, ...t.lotKinds },
        ...{ ...t.budgetKinds, ...t.paymentKinds, ...t.auditKinds },
      };
    case 'lotKind':
      return t.lotKinds;
    case 'ground':
      return { ...t.cancellationGrounds, ...t.failureGrounds, ...t.terminationGrounds };
    case 'about':
      return t.objectionMatters;
    case 'subjectKind':
      return t.overrideSubjects;
    case 'layer':
      return t.layers;
    case 'unit':
      return t.units;
    case 'stage':
      return { ...t.tenderStages, ...t.contractStages };
    case 'state':
      return t.submissionStages;
    case 'method':
      return t.lotMethods;
    case 'category':
      return t.costCategories;
    case 'role':
      return t.roles;
    case 'command':
      return t.commands;
    case 'event':
      return t.events;
    case 'observersNotInvited':
      return t.observerCapacities;
  }
  return {};
}

/** The value of a rule with its unit: `20 日`, `500,000.00 元`, `10%`, a list of names, or parts each with its name. */
export function ruleValue(value: Json, unit: Unit | null, t: Messages): string {
  if (value === null) return t.frame.none;
  if (Array.isArray(value)) return value.map((v) => word(t.observerCapacities, String(v))).join(t.frame.list);
  const parts = partsOf(value);
  if (parts)
    return Object.entries(parts)
      .map(([name, v]) => `${word(t.ruleParts, name)} ${partText(name, v, unit, t)}`)
      .join(t.frame.semicolon);
  switch (unit) {
    case 'fen':
      return `${thousands(String(value))} ${t.units.fen}`;
    case 'basis-points':
      return percent(Number(value));
    case 'calendar-days':
    case 'working-days':
    case 'months':
      return lengthText(Number(value), t.units[unit], t);
    case 'required':
      return value ? t.frame.must : t.frame.mustNot;
    case 'count':
    case 'list':
    case null:
      return isYuanDelta(value) ? `${thousands(value)} ${t.units.fen}` : String(value);
  }
}

const partsOf = (value: Json): JsonObject | null =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : null;

/** One part of a value; the rows across projects mix days and amounts. */
const partText = (name: string, value: Json, unit: Unit | null, t: Messages): string =>
  name === 'windowDays' && value !== null
    ? lengthText(Number(value), t.units['calendar-days'], t)
    : ruleValue(value, unit, t);

const lengthText = (length: number, unit: string, t: Messages): string =>
  `${length} ${length === 1 && t.lang === 'en' ? unit.replace(/s$/, '') : unit}`;

export { fieldWord };

import {
  invariants,
  isDay,
  isInstant,
  isYuanDelta,
  shippedRulebook,
  type Facts,
  type Json,
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

/** The row of the shipped rulebook that a verdict names, at its version; undefined for an invariant or an unknown row. */
export const ruleRow = (id: string, version: number | null): Rule | undefined =>
  shippedRulebook.rows.find((r) => r.id === id && (version === null || r.version === version));

/** What a rule is about, in a few words. */
export const ruleTitle = (rule: string, lang: Lang): string => ruleRow(rule, null)?.title[lang] ?? rule;

/**
 * One sentence for a finding or a breach: an invariant's own, with the facts put in; for a row of the rulebook its
 * title followed by the facts. It states what was compared and leaves the conclusion to the reader.
 */
export function sentence(rule: string, facts: Facts, lang: Lang): string {
  const t = catalogues[lang];
  if (Object.hasOwn(invariants, rule)) {
    const said = invariants[rule as keyof typeof invariants];
    return said[lang].replace(/\{(\w+)\}/g, (_, name: string) => factText(name, facts[name] ?? null, t));
  }
  const listed = factList(facts, t).map(([name, text]) => `${name} ${text}`);
  const { colon, semicolon, stop } = t.frame;
  return ruleTitle(rule, lang) + (listed.length > 0 ? colon + listed.join(semicolon) : '') + stop;
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
  if (typeof value === 'object') return JSON.stringify(value);
  const text = String(value);
  if (isYuanDelta(text)) return thousands(text);
  if (isInstant(text)) return shanghaiTime(text);
  if (isDay(text)) return text;
  return word(codes(name, t), text);
}

function numberText(name: string, value: number, t: Messages): string {
  if (name === 'days') return t.frame.days(String(value));
  // An invariant writes `{rate}‱` itself.
  return /Rate$|^over$|^cumulative$/.test(name) ? percent(value) : String(value);
}

/** The words that a fact of this name may hold. */
function codes(name: string, t: Messages): Readonly<Record<string, string>> {
  switch (name) {
    case 'field':
    case 'fact':
    case 'basis':
      return t.fields;
    case 'kind':
      return { ...t.contractKinds, ...t.lotKinds, ...t.budgetKinds, ...t.paymentKinds, ...t.auditKinds };
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

/** The value of a rule with its unit: `20 日`, `500,000.00 元`, `10%`, a list of names. */
export function ruleValue(value: Json, unit: Unit | null, t: Messages): string {
  if (value === null) return t.frame.none;
  if (Array.isArray(value)) return value.map((v) => word(t.observerCapacities, String(v))).join(t.frame.list);
  if (typeof value === 'object')
    return Object.entries(value)
      .map(([name, v]) => `${word({ ...t.facts, ...t.lotKinds }, name)} ${ruleValue(v, unit, t)}`)
      .join(t.frame.semicolon);
  switch (unit) {
    case 'fen':
      return `${thousands(String(value))} ${t.units.fen}`;
    case 'basis-points':
      return percent(Number(value));
    case 'calendar-days':
    case 'working-days':
      return `${String(value)} ${t.units[unit]}`;
    case 'required':
      return value ? t.frame.must : t.frame.mustNot;
    case 'count':
    case 'list':
    case null:
      return String(value);
  }
}

export { fieldWord };

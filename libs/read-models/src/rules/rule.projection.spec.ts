import { describe, expect, it } from '@jest/globals';
import { AdoptRule, RepealRule, shippedRulebook, type JsonObject } from '@sunlit/ledger';
import { ruleRows, type RulebookEntry } from './rule.projection.js';

const entry = (revision: number, type: string, data: JsonObject): RulebookEntry => ({
  ...{
    type,
    revision,
    entry: 40 + revision,
    recordedAt: `2023-12-0${revision + 1}T02:00:00.000Z`,
    version: 1,
  },
  data,
});
const adopted = (revision: number, version: number, changed: JsonObject = {}) =>
  entry(revision, 'RuleAdopted', {
    ...{ ...AdoptRule.example, value: 10, before: 20, withhold: [], version, ...changed },
  });
const repealed = (revision: number, version: number) =>
  entry(revision, 'RuleRepealed', { ...RepealRule.example, version });
const of = (id: string, entries: readonly RulebookEntry[]) =>
  ruleRows(entries).filter((row) => row.id === id);

describe('The table of rules', () => {
  it('holds the shipped rows before the first change', () => {
    const rows = ruleRows([]);
    expect(rows.map(({ rule }) => rule)).toEqual(shippedRulebook.rows);
    expect(rows.every(({ adopted, ended }) => adopted === null && ended === null)).toBe(true);
  });

  it('has a new version from the entry that adopts it, and ends the one before the day before', () => {
    const [law, local] = of('P10', [adopted(0, 2)]);
    expect(law).toMatchObject({
      version: 1,
      rule: { value: 20, effectiveTo: '2023-12-31', basis: { layer: 'national' } },
      ended: { type: 'RuleAdopted', revision: 0, entry: 40 },
    });
    expect(local).toMatchObject({
      version: 2,
      place: law!.place,
      rule: { value: 10, effectiveFrom: '2024-01-01', effectiveTo: null, basis: { layer: 'city' } },
      adopted: { type: 'RuleAdopted', revision: 0 },
      ended: null,
    });
  });

  it('falls back to the law when what a city tightened is repealed', () => {
    const [, local, again] = of('P10', [adopted(0, 2), repealed(1, 2)]);
    expect(local).toMatchObject({
      rule: { effectiveTo: '2025-12-31' },
      ended: { type: 'RuleRepealed', revision: 1 },
    });
    expect(again).toMatchObject({
      version: 3,
      rule: { value: 20, effectiveFrom: '2026-01-01', basis: { layer: 'national' } },
      adopted: { type: 'RuleRepealed', revision: 1 },
    });
  });

  it('puts a rule of the city’s own after all others, not evaluated', () => {
    const [own] = of('本市-01', [adopted(0, 1, { rule: '本市-01', before: null, titleZh: '付款附照片' })]);
    expect(own).toMatchObject({
      place: new Set(shippedRulebook.rows.map(({ id }) => id)).size,
      rule: { title: { zh: '付款附照片' }, fact: null, basis: { layer: 'city' } },
    });
  });

  it('has no hole where a text of the change is withheld', () => {
    const { titleZh: _, document: __, ...shown } = adopted(0, 2).data;
    expect(of('P10', [{ ...adopted(0, 2), data: shown }])[1]!.rule).toMatchObject({
      title: { zh: 'P10', en: AdoptRule.example.titleEn },
      basis: { document: '', layer: 'city' },
    });
  });
});

import { describe, expect, it } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { rows } from './rows.js';
import type { Facts, Rule } from './rule.js';
import { foundBy, placesIn, ruleSentence, ruleSentences, type Said } from './sentences.js';

const source = join(import.meta.dirname, '..');
const programs = readdirSync(source, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts') && !name.includes('.spec.') && !name.startsWith('testing'))
  .filter((name) => !name.startsWith('rulebook'))
  .map((name) => readFileSync(join(source, name), 'utf8'))
  .join('\n');
const judged = new Set(
  [...programs.matchAll(/(?:judge|this)\.(?:rule|timely|lasts)(?:<[^(]*>)?\(\s*'([A-Z]\d+[a-z]?)'/g)].map(
    ([, id]) => id!,
  ),
);

/** What a row's value lends its sentence: itself, or its parts. */
const placesOf = ({ value }: Rule): readonly string[] =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.keys(value) : ['value'];

const all = rows.map((row) => [row.id, row, ruleSentences[row.id]] as const);
const sameplaces = ({ zh, en }: Said) =>
  expect([...new Set(placesIn(zh))].sort()).toEqual([...new Set(placesIn(en))].sort());

describe('The sentence of a rule', () => {
  it.each(all)('%s is Chinese and English, to its last word', (_, __, { asks, found, next }) => {
    for (const { zh, en } of [asks, ...found, next]) {
      expect(zh).toMatch(/\p{Script=Han}.*。$/u);
      expect(en).toMatch(/^[\p{Lu}{"].*[.?]$/u);
      // 万元 is what the English reader would see typed, too.
      expect(en.replaceAll('万元', '').replace(/ for 元/, '')).not.toMatch(/\p{Script=Han}/u);
    }
  });

  it.each(all)('%s says what the rule asks, by the value in force and nothing else', (_, row, { asks }) => {
    sameplaces(asks);
    const places = placesIn(asks.zh);
    expect(places.filter((name) => !placesOf(row).includes(name))).toEqual([]);
    // Whatever can be adopted is said: a sentence that spelt the number out would soon be wrong.
    if (row.stricter !== 'none') expect(places.sort()).toEqual([...placesOf(row)].sort());
  });

  it.each(all)('%s says what was found in both languages with the same facts', (_, __, { found, next }) => {
    found.forEach(sameplaces);
    for (const { zh } of found) expect(placesIn(zh).length).toBeGreaterThan(0);
    expect([...placesIn(next.zh), ...placesIn(next.en)]).toEqual([]);
    expect(next.en).toMatch(/\.$/);
  });

  it('says what was found wherever a decider gives the verdict', () => {
    for (const [id, , { found }] of all) expect([id, found.length > 0]).toEqual([id, judged.has(id)]);
  });

  it('accuses nobody: it says what was compared', () => {
    const said = all.flatMap(([id, , { asks, found, next }]) =>
      [asks, ...found, next].map(({ zh, en }) => [id, zh + en] as const),
    );
    const accusing = said.filter(([, text]) =>
      /违法|违规|违反|舞弊|串通|规避|guilty|fraud|illegal|violat|evad/i.test(text),
    );
    expect(accusing).toEqual([]);
  });

  it('calls no local policy law', () => {
    for (const [id, { basis }, { asks, next }] of all)
      if (basis.layer !== 'national')
        expect([
          id,
          /法律|法定|依法必须|by law|statutory/i.test(Object.values({ ...asks, ...next }).join()),
        ]).toEqual([id, false]);
  });
});

describe('The sentence of suspected splitting', () => {
  it('calls its line local, though the ban on splitting is national', () => {
    expect(ruleSentences.T3.asks.zh).toContain('本市公开招标线 {line}');
    expect(ruleSentences.T3.asks.en).toContain('local open-tender line of {line}');
  });
});

describe('What was found', () => {
  const said = (id: string, facts: Facts) => foundBy(ruleSentence(id)!, facts)?.zh;

  it('is said in the words that the facts fill: a rule judged at two steps has two', () => {
    expect(said('T2', { lot: 'SG-1', investment: '500000.00', method: 'direct' })).toContain('{method}');
    expect(said('T2', { lot: 'SG-1', investment: '500000.00', observersNotInvited: ['notary'] })).toContain(
      '{observersNotInvited}',
    );
    expect(said('T12', { publicUntil: '2023-03-24', awardedOn: '2023-03-24' })).toContain('{awardedOn}');
  });

  it('is not said where a fact is missing', () => expect(said('T7', { bidBond: '1.00' })).toBeUndefined());

  it('has no words for a row that was adopted later, nor for a name that every object inherits', () => {
    expect([ruleSentence('C1'), ruleSentence('constructor')]).toEqual([undefined, undefined]);
  });
});

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { isDay } from '../fields.js';
import { isYuan } from '../money.js';
import { invariants } from './invariants.js';
import type { Rule } from './rule.js';
import { rulebook, shippedRulebook } from './rulebook.js';

const { rows } = shippedRulebook;
const source = join(import.meta.dirname, '..');
const programs = readdirSync(source, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts') && !name.includes('.spec.') && !name.includes('testing'))
  .map((name) => readFileSync(join(source, name), 'utf8'))
  .join('\n');

describe('Every row of the rulebook', () => {
  it.each(rows.map((row) => [row.id, row] as const))('%s is complete', (_, row) => {
    expect(row).toMatchObject({
      title: { zh: expect.stringMatching(/\p{Script=Han}/u), en: expect.stringMatching(/[a-z]/) },
    });
    expect(row.appliesTo).not.toBe('');
    expect(row.basis.document).not.toBe('');
    expect([isDay(row.effectiveFrom), row.effectiveTo === null || isDay(row.effectiveTo)]).toEqual([
      true,
      true,
    ]);
    expect(row.version).toBeGreaterThanOrEqual(1);
    expect(row.fact).not.toBe('');
  });

  it.each(rows.map((row) => [row.id, row] as const))('%s has a value of its unit', (_, { unit, value }) => {
    const values =
      typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.values(value) : [value];
    for (const each of values) {
      if (unit === 'fen') expect(isYuan(each)).toBe(true);
      if (['basis-points', 'calendar-days', 'working-days', 'months', 'count'].includes(unit))
        expect(Number.isSafeInteger(each)).toBe(true);
      if (unit === 'required') expect(typeof each).toBe('boolean');
      if (unit === 'list')
        expect(Array.isArray(each) || isYuan(each) || Number.isSafeInteger(each)).toBe(true);
    }
  });

  it('cites an article, or says that its citation is not verified', () => {
    for (const { id, basis } of rows)
      expect([id, basis.article !== null || basis.certainty !== 'verified']).toEqual([id, true]);
  });

  it('blocks if it can be overridden at all', () => {
    for (const { id, action, overridable } of rows)
      expect([id, overridable && action === 'warn']).toEqual([id, false]);
  });

  it('that restates an invariant is never overridable', () => {
    const restating = new Set(Object.values(invariants).flatMap((i) => ('row' in i ? [i.row] : [])));
    for (const id of [...restating, 'T8', 'P1', 'P2', 'P8', 'B1', 'B2', 'B4', 'T14a'])
      expect([id, row(id)?.overridable]).toEqual([id, false]);
  });

  it('stands once for each id and version, without overlapping dates', () => {
    for (const a of rows)
      for (const b of rows)
        if (a !== b && a.id === b.id)
          expect([
            a.id,
            a.effectiveFrom > (b.effectiveTo ?? '9999-12-31') ||
              b.effectiveFrom > (a.effectiveTo ?? '9999-12-31'),
          ]).toEqual([a.id, true]);
  });
});

const row = (id: string): Rule | undefined => rows.find((r) => r.id === id);

describe('Local policy', () => {
  it('is never labelled national law: the 500,000.00 line is the city’s own', () => {
    for (const id of ['B2', 'T2', 'T17', 'P2', 'F3'])
      expect([id, row(id)?.basis.layer]).toEqual([id, 'city']);
    expect(row('T2')).toMatchObject({ value: '500000.00', basis: { certainty: 'to-be-confirmed' } });
    expect(row('T1')).toMatchObject({ value: { works: '4000000.00' }, basis: { layer: 'national' } });
  });

  it('and unit policy cite no national law or regulation', () => {
    for (const { id, basis } of rows)
      if (basis.layer !== 'national')
        expect([id, /中华人民共和国|条例|财建|建质/.test(basis.document)]).toEqual([id, false]);
  });
});

describe('The deciders', () => {
  const judged = [
    ...programs.matchAll(/judge\.(?:rule|value|due|timely|lasts)(?:<[^(]*>)?\(\s*'([A-Z]\d+[a-z]?)'/g),
  ].map(([, id]) => id!);

  it('judge only rows that the rulebook has', () => {
    expect(judged.length).toBeGreaterThan(20);
    for (const id of judged) expect([id, row(id) !== undefined]).toEqual([id, true]);
  });

  it('name only rows that the rulebook has as the rows that restate an invariant', () => {
    for (const [id, invariant] of Object.entries(invariants))
      if ('row' in invariant) expect([id, row(invariant.row) !== undefined]).toEqual([id, true]);
  });
});

describe('A row in force', () => {
  const versions = rulebook(2, [
    { ...row('T5')!, version: 1, value: 20, effectiveFrom: '2000-01-01', effectiveTo: '2023-12-31' },
    { ...row('T5')!, version: 2, value: 25, effectiveFrom: '2024-01-01', effectiveTo: null },
  ]);

  it('is chosen by the anchor date, both ends inclusive', () => {
    const on = (date: string) => versions.inForce('T5', date)?.value;
    expect([
      on('1999-12-31'),
      on('2000-01-01'),
      on('2023-12-31'),
      on('2024-01-01'),
      on('2099-01-01'),
    ]).toEqual([undefined, 20, 20, 25, 25]);
  });

  it('is none where the rulebook has none', () =>
    expect(versions.inForce('T99', '2024-01-01')).toBeUndefined());

  it('binds a date before its first version where nothing overrides it', () => {
    for (const [id, before] of [
      ['B1', '1999-12-31'],
      ['T14a', '1999-06-01'],
      ['P8', '2019-06-30'],
      ['B5', '2019-06-30'],
      ['T8', '2012-01-31'],
    ] as const) {
      expect([id, shippedRulebook.inForce(id, before)]).toEqual([id, undefined]);
      expect([id, shippedRulebook.binding(id, before)]).toEqual([id, row(id)]);
    }
  });

  it('binds no such date where it can be overridden, or only warns', () => {
    for (const [id, before] of [
      ['T1', '2018-05-31'],
      ['T4', '2012-01-31'],
      ['P5', '2017-06-30'],
      ['P3', '2022-07-31'],
      ['T14', '1999-12-31'],
    ] as const)
      expect([id, shippedRulebook.binding(id, before)]).toEqual([id, undefined]);
  });

  it('binds by the first of its versions what came before them all, else by the one in force', () => {
    const later = { ...row('T14a')!, version: 2, effectiveFrom: '2024-01-01', effectiveTo: '2024-12-31' };
    const first = { ...row('T14a')!, version: 1, effectiveFrom: '2000-01-01', effectiveTo: '2023-12-31' };
    const { binding } = rulebook(2, [later, first]);
    const on = (date: string) => binding('T14a', date)?.version;
    expect([on('1999-12-31'), on('2000-01-01'), on('2024-01-01'), on('2025-01-01')]).toEqual([
      1,
      1,
      2,
      undefined,
    ]);
  });

  it('judges what happened on its own date: a contract signed before 2022-08-01 has no 80 % line', () => {
    expect(shippedRulebook.inForce('P3', '2022-07-31')).toBeUndefined();
    expect(shippedRulebook.inForce('P3', '2022-08-01')?.value).toBe(8000);
  });
});

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { eventTypes } from '../stored-events.js';
import { playWorkedExample } from '../testing/worked-example.js';
import { rows } from './rows.js';
import { rulebookDecider } from './adoption.js';
import { ruleSentence } from './sentences.js';

const unread = rows.filter(({ fact }) => fact === null);
const source = join(import.meta.dirname, '../../..');
/** Whatever could judge: this library, and the read models of clocks and of leads. */
const programs = ['ledger/src', 'read-models/src/obligations', 'read-models/src/leads']
  .flatMap((folder) =>
    readdirSync(join(source, folder), { recursive: true, encoding: 'utf8' }).map((name) =>
      join(source, folder, name),
    ),
  )
  .filter((name) => name.endsWith('.ts') && !/\.spec\.ts$|testing|rulebook\/(rows|sentences)\.ts$/.test(name))
  .map((name) => readFileSync(name, 'utf8'))
  .join('\n');
const played = playWorkedExample().project.events;

describe.each(unread.map((row) => [row.id, row] as const))(
  'A row whose fact no event holds (%s)',
  (id, row) => {
    it('is listed as not evaluated, and names the fact that is missing', () => {
      expect(rulebookDecider.initialState.book.rows).toContain(row);
      expect(row.missing?.zh).toMatch(/\p{Script=Han}.*。$/u);
      expect(row.missing?.en).toMatch(/^\p{Lu}.*\.$/u);
      expect(ruleSentence(id)!.found).toEqual([]);
    });

    it('is never judged: neither passed nor broken, by no command, clock or comparison', () => {
      expect(programs.includes(`'${id}'`)).toBe(false);
      expect(played.flatMap(({ findings }) => findings.filter(({ rule }) => rule === id))).toEqual([]);
      expect(JSON.stringify(played.map(({ data }) => data)).includes(`"rule":"${id}"`)).toBe(false);
    });
  },
);

describe('A row that is evaluated', () => {
  it('names facts that events hold, and nothing missing', () => {
    for (const row of rows)
      if (row.fact !== null) expect([row.id, 'missing' in row]).toEqual([row.id, false]);
    const named = rows.flatMap(({ fact }) => (fact ?? '').match(/\b[A-Z][a-z]+(?:[A-Z][a-z]+)+/g) ?? []);
    expect([...new Set(named)].filter((type) => !Object.hasOwn(eventTypes, type))).toEqual([]);
  });
});

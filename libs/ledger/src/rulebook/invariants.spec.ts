import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { invariants, type Invariant, type InvariantId } from './invariants.js';
import { placesIn } from './sentences.js';

const all = Object.entries(invariants) as [InvariantId, Invariant][];
const source = join(import.meta.dirname, '..');
const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter((name) =>
  name.endsWith('.ts'),
);
const textOf = (wanted: (name: string) => boolean) =>
  files
    .filter(wanted)
    .map((name) => readFileSync(join(source, name), 'utf8'))
    .join('\n');
const specs = textOf((name) => name.endsWith('.spec.ts') && !name.endsWith('invariants.spec.ts'));
const programs = textOf(
  (name) => !name.endsWith('.spec.ts') && !name.endsWith('invariants.ts') && !name.startsWith('testing'),
);

describe('An invariant', () => {
  it.each(all)('%s is said in Chinese and English with the same facts', (_, { zh, en }) => {
    expect(zh).toMatch(/\p{Script=Han}.*。$/u);
    expect(en).toMatch(/^[\p{Lu}{"].*\.$/u);
    expect(en).not.toMatch(/\p{Script=Han}/u);
    expect([...new Set(placesIn(zh))].sort()).toEqual([...new Set(placesIn(en))].sort());
  });

  it.each(all)('%s says what to do next', (_, { next }) => {
    expect(next.zh).toMatch(/\p{Script=Han}.*。$/u);
    expect(next.en).toMatch(/^\p{Lu}.*\.$/u);
    expect([...placesIn(next.zh), ...placesIn(next.en)]).toEqual([]);
  });

  // `given` itself checks of every refusal that its facts fill the places of its sentence.
  it('that this library judges has a spec that provokes it', () => {
    const judged = all.map(([id]) => id).filter((id) => programs.includes(`'${id}'`));
    expect(judged.filter((id) => !specs.includes(`'${id}'`))).toEqual([]);
  });
});

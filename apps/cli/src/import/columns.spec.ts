import { describe, expect, it } from '@jest/globals';
import { columnsOf, sheetClasses } from './columns.js';

describe('The columns of a sheet', () => {
  for (const [sheet, type] of sheetClasses) {
    const columns = columnsOf(type, true);
    it(`${sheet}: no two have the same title, and every one has a Chinese title`, () => {
      const names = columns.flatMap(({ title, path }) => (title === path ? [title] : [title, path]));
      expect(names.filter((name, i) => names.indexOf(name) !== i)).toEqual([]);
      expect(columns.map(({ title }) => title).filter((title) => !/\p{Script=Han}/u.test(title))).toEqual([]);
    });
    it(`${sheet}: every choice has a word of its own`, () => {
      const lists = [...columns, ...columns.flatMap((c) => c.parts ?? [])].flatMap(({ choices }) =>
        choices ? [choices] : [],
      );
      for (const choices of lists) {
        const words = Object.values(choices);
        expect(words.filter((word, i) => words.indexOf(word) !== i || /^[a-z-]+$/.test(word))).toEqual([]);
      }
    });
  }
});

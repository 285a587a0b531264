import { describe, expect, it } from '@jest/globals';
import { gramsOf, searchable, wordsAsked } from './words.js';

describe('Words that a project is found by', () => {
  it('are the same in any width, case and spacing', () => {
    expect(searchable(' ＧＣ－２０２４　Ａ ')).toBe('gc-2024 a');
  });

  it('give every two letters that stand together, none across lines', () => {
    expect(gramsOf('公路大\n路大修')).toEqual(['公路', '大修', '路大']);
    expect(gramsOf('𠮷野家')).toEqual(['野家', '𠮷野']);
    expect(gramsOf('路')).toEqual([]);
  });

  it('are asked for one by one, each once', () => {
    expect(wordsAsked('  公路　GC-01 公路 ')).toEqual(['公路', 'gc-01']);
    expect(wordsAsked(' ')).toEqual([]);
  });
});

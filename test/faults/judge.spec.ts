import { describe, expect, it } from '@jest/globals';
import type { Note } from './book.js';
import { judge, type Found } from './judge.js';

const sent = (fact: string, key = `key of ${fact}`): Note => ({ what: 'sent', key, fact });
const answered = (fact: string, ...events: string[]): Note => ({
  ...{ what: 'acknowledged', key: `key of ${fact}`, fact, events },
});
const stored = (...facts: (string | null)[]): Found[] =>
  facts.map((fact, i) => ({ position: i + 1, stream: 's', revision: i, id: `event ${i}`, fact }));

const nothing = { lost: [], doubled: [], contradicted: [], invented: [], unsettled: [], gaps: [] };
const asked = [sent('a'), answered('a', 'event 0'), sent('b'), answered('b', 'event 1')];

describe('The judge of the fault runs', () => {
  it('finds nothing where each command was stored once and answered so', () => {
    expect(judge(asked, stored('a', 'b', null))).toEqual(nothing);
  });

  it('finds an acknowledged fact that is not stored, and an event told that is not', () => {
    expect(judge(asked, stored('a')).lost).toEqual(['b', 'event 1']);
  });

  it('finds a fact that is stored twice, under whatever id', () => {
    expect(judge(asked, stored('a', 'b', 'a')).doubled).toEqual(['a']);
  });

  it('finds a key that was answered twice and differently', () => {
    const twice = [...asked, answered('a', 'event 1')];
    expect(judge(twice, stored('a', 'b')).contradicted).toEqual(['key of a']);
    expect(judge([...asked, answered('a', 'event 0')], stored('a', 'b')).contradicted).toEqual([]);
  });

  it('finds what is stored and was never sent', () => {
    expect(judge(asked, stored('a', 'b', 'c')).invented).toEqual(['c']);
  });

  it('finds what was sent and never answered', () => {
    expect(judge([...asked, sent('c')], stored('a', 'b', 'c')).unsettled).toEqual(['c']);
  });

  it('finds a gap in the positions and one in the revisions of a stream', () => {
    const [first, second] = stored('a', 'b');
    expect(judge(asked, [first!, { ...second!, position: 3 }]).gaps).toEqual(['s 1 at 3']);
    expect(judge(asked, [first!, { ...second!, revision: 2 }]).gaps).toEqual(['s 2 at 2']);
  });
});

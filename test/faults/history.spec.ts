import { describe, expect, it } from '@jest/globals';
import { how } from './outcome.js';
import { planOf } from './concurrent.js';
import { judgeHistory, type Moment, type Seen } from './history.js';
import type { Found } from './judge.js';

/** Two projects, one entry each, the second asked when the first was answered; one more without a fact between them. */
const stored: readonly Found[] = [
  { position: 1, stream: 'a', revision: 0, id: 'a0', fact: 'A' },
  { position: 2, stream: 'a', revision: 1, id: 'a1', fact: null },
  { position: 3, stream: 'b', revision: 0, id: 'b0', fact: 'B' },
];
const seen: readonly Seen[] = stored.map(({ position, stream, revision, id }) => ({
  ...{ position: String(position), stream, revision, id },
}));
const asked = (fact: string): Moment => ({ kind: 'asked', key: `key ${fact}`, fact });
const answered = (fact: string, id: string, position: string): Moment => ({
  ...{ kind: 'answered', key: `key ${fact}`, fact, position, events: [id] },
});
const page = (follower: string, ...events: readonly Seen[]): Moment => ({ kind: 'page', follower, events });
const read = (fact: string, stream: string, ...events: readonly Seen[]): Moment => ({
  ...{ kind: 'read', key: `key ${fact}`, stream, events },
});
const [a0, a1, b0] = seen as [Seen, Seen, Seen];

const sound: readonly Moment[] = [
  asked('A'),
  page('early', a0),
  answered('A', 'a0', '1'),
  read('A', 'a', a0),
  asked('B'),
  answered('B', 'b0', '3'),
  { kind: 'shown', key: 'key B', there: true },
  page('early', a1, b0),
  page('late', a0, a1),
];
const wrong = (history: readonly Moment[], at = stored) =>
  Object.entries(judgeHistory(history, at)).flatMap(([what, found]) => (found.length > 0 ? [what] : []));

describe('The judge of histories', () => {
  it('finds nothing in a history as it should be', () => {
    expect(wrong(sound)).toEqual([]);
    expect(wrong([...sound, answered('A', 'a0', '1')])).toEqual([]);
  });

  it.each<[string, string[], readonly Moment[]]>([
    ['two events at one position', ['positions'], [...sound, page('other', { ...a0, position: '2' })]],
    ['a follower that skips one', ['prefixes'], [...sound, page('other', a0, b0)]],
    ['a follower that sees one twice', ['prefixes'], [...sound, page('other', a0, a0)]],
    ['a follower that goes back', ['prefixes'], [...sound, page('late', a1)]],
    ['two followers with two orders', ['prefixes'], [...sound, page('other', a1, a0)]],
    ['a read with a hole', ['prefixes', 'ownWrites'], [...sound, read('A', 'a', a1)]],
    ['a read without what its reader had written', ['ownWrites'], [...sound, read('B', 'b')]],
    [
      'read models that came to the position and do not show it',
      ['ownWrites'],
      [...sound, { kind: 'shown', key: 'key A', there: false }],
    ],
    ['an answer that is not stored', ['lost'], [...sound, asked('C'), answered('C', 'c0', '9')]],
    ['an answer with another position', ['lost'], [...sound, answered('A', 'a0', '2')]],
    ['one key answered in two ways', ['doubled'], [...sound, answered('A', 'a1', '2')]],
    [
      'what was asked later and stands before what had been answered',
      ['overtaken'],
      [asked('B'), answered('B', 'b0', '3'), asked('A'), answered('A', 'a0', '1')],
    ],
  ])('refuses %s', (_, found, history) => expect(wrong(history)).toEqual(found));

  it('refuses a fact that is stored twice', () => {
    const again: Found = { position: 4, stream: 'c', revision: 0, id: 'c0', fact: 'A' };
    expect(wrong(sound, [...stored, again])).toEqual(['doubled']);
  });
});

describe('A plan', () => {
  it('is the same for the same seed, and another for another', () => {
    const plan = (seed: number) => planOf(how(seed, 200, false));
    expect(plan(7)).toEqual(plan(7));
    expect(plan(8)).not.toEqual(plan(7));
  });
});

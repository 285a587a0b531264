import { describe, expect, it } from '@jest/globals';
import { passes } from './passing.js';

const failure = (code: string, message = '') => Object.assign(new Error(message), { code });
const named = (name: string) => Object.assign(new Error(), { name });

describe('The projector tries again', () => {
  it.each([
    ['a server that is away', failure('ECONNREFUSED')],
    ['one that is starting', failure('57P03')],
    ['one that an operator stopped', failure('57P01')],
    ['one that has no connection left', failure('53300')],
    ['a full disk', failure('53100')],
    ['a primary that became a standby', failure('25006')],
    ['a deadlock', failure('40P01')],
    ['a pool that got no connection in time', failure('', 'timeout exceeded when trying to connect')],
    ['an event store that cannot be reached', named('StoreUnavailable')],
  ])('after %s', (_, error) => expect(passes(error)).toBe(true));
});

describe('The projector stops', () => {
  it.each([
    ['at a store older than its rows', named('StoreRewound')],
    ['at an event that is not what was sealed', named('CorruptEvent')],
    ['at a key that is lost', named('KeyMissing')],
    ['at a row that is there already', failure('23505')],
    ['at a table that is not there', failure('42P01')],
    ['at a right that it lacks', failure('42501')],
    ['at a fault of its own', new TypeError('undefined')],
  ])('%s', (_, error) => expect(passes(error)).toBe(false));
});

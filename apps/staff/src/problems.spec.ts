import { describe, expect, it } from '@jest/globals';
import { StoreUnavailable } from '@sunlit/event-store';
import { problemOf } from '@sunlit/web';
import { QueryFailedError } from 'typeorm';
import { staffProblems } from './problems.js';

const failure = (code: string, message = '') => Object.assign(new Error(message), { code });
const statusOf = (error: unknown) => problemOf(error, staffProblems).status;

describe('What passes by itself is answered 503', () => {
  it.each([
    ['a disk that is full, under a document', failure('53100', 'could not extend file')],
    ['a database without a connection left, for a key', failure('53300')],
    ['a database that recovers, for a list', new QueryFailedError('SELECT', [], failure('57P03'))],
    ['a connection that broke', new Error('Connection terminated unexpectedly')],
    ['a pool that waited too long', new Error('timeout exceeded when trying to connect')],
    ['an event store that is away', new StoreUnavailable('event store: away')],
  ])('%s', (_, error) => expect(statusOf(error)).toBe(503));
});

describe('What would fail again is a failure of ours', () => {
  it.each([
    ['a table that is not there', failure('42P01')],
    ['a fault of the program', new TypeError('undefined')],
  ])('%s', (_, error) => expect(statusOf(error)).toBe(500));
});

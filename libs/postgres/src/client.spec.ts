import { describe, expect, it } from '@jest/globals';
import { clientOf } from './client.js';

describe('A client that loses its server between two statements', () => {
  it('does not end the process', () => {
    const client = clientOf({ connectionString: 'postgres://nobody@127.0.0.1:1/none' });
    expect(client.emit('error', new Error('terminating connection'))).toBe(true);
  });
});

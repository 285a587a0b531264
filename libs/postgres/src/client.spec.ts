import { describe, expect, it } from '@jest/globals';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { clientOf, LastingPool } from './client.js';
import { dataSource } from './data-source.js';

describe('A client that loses its server between two statements', () => {
  it('does not end the process', () => {
    const client = clientOf({ connectionString: 'postgres://nobody@127.0.0.1:1/none' });
    expect(client.emit('error', new Error('terminating connection'))).toBe(true);
  });
});

/** A server that answers a connection and ends in the same breath: ready for queries, then terminated by its postmaster. */
async function endingServer() {
  const message = (type: string, body: Buffer) => {
    const length = Buffer.alloc(4);
    length.writeInt32BE(body.length + 4);
    return Buffer.concat([Buffer.from(type), length, body]);
  };
  const fatal = Buffer.from('SFATAL\0C57P01\0Mterminating connection due to unexpected postmaster exit\0\0');
  const answer = [message('R', Buffer.alloc(4)), message('Z', Buffer.from('I')), message('E', fatal)];
  const server = createServer((socket) => {
    socket.on('error', () => {});
    socket.once('data', () => socket.end(Buffer.concat(answer)));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return { url: `postgres://someone@127.0.0.1:${port}/none`, close: () => server.close() };
}

describe('A pool whose server ends with the answer to a connection', () => {
  it('does not end the process, our own or the one of TypeORM', async () => {
    const server = await endingServer();
    const pool = new LastingPool({ connectionString: server.url });
    const client = await pool.connect();
    await expect(client.query('SELECT 1')).rejects.toThrow();
    client.release(true);
    await pool.end();
    await expect(dataSource(server.url, { applicationName: 'spec' }).initialize()).rejects.toThrow();
    server.close();
  });
});

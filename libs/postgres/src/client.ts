import { pg } from './types.js';

/**
 * A client of the driver, not connected. One that loses its server between two statements says so at the next; without a
 * listener it would end the whole process with a stack trace instead.
 */
export function clientOf(config: pg.ClientConfig): pg.Client {
  const client = new pg.Client(config);
  client.on('error', () => {});
  return client;
}

/**
 * The driver's pool, whose clients never end the process: the driver listens to a client that is idle or at a query; a server
 * that ends in the very answer to a connection, or to the query before, is heard by nobody else.
 */
export class LastingPool extends pg.Pool {
  constructor(config?: pg.PoolConfig) {
    super(config);
    this.on('error', () => {}); // A connection lost while idle is replaced at the next query.
    this.on('connect', (client) => client.on('error', () => {}));
  }
}

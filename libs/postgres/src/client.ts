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

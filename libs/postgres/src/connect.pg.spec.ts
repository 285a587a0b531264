import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { adminUrl, freshDatabase, type FreshDatabase } from '../../../test/postgres.js';
import { checkReachable } from './connect.js';
import { freePort } from './embedded/postmaster.js';

let database: FreshDatabase;
beforeAll(async () => void (database = await freshDatabase()));
afterAll(() => database.drop());

const secret = 'not-the-pass%40word';

function changed(change: (url: URL) => void): string {
  const url = new URL(adminUrl());
  change(url);
  return url.href;
}

/** The sentence, seen to be one line and to keep the password to itself. */
async function sentence(url: string): Promise<string> {
  const { message } = await checkReachable(url).then(
    () => new Error('reachable'),
    (error: Error) => error,
  );
  for (const word of [secret, decodeURIComponent(secret), new URL(adminUrl()).password]) {
    expect(message).not.toContain(word);
  }
  expect(message).not.toContain('\n');
  return message;
}

it('says nothing when all is well', async () => {
  await checkReachable(adminUrl());
  await checkReachable(database.urls.public, 'app');
});

it('names the place where nothing answers', async () => {
  const port = await freePort(0);
  const url = changed((url) => void ([url.port, url.password] = [String(port), secret]));
  expect(await sentence(url)).toBe(`Nothing answers at 127.0.0.1:${port}: is PostgreSQL running there?`);
});

it('names the host that is not known', async () => {
  const url = changed((url) => void (url.hostname = 'no-such-host.invalid'));
  expect(await sentence(url)).toMatch(/^The host of no-such-host\.invalid:\d+ is not known\.$/);
});

it('names the user whose password is wrong', async () => {
  const url = changed((url) => void (url.password = secret));
  expect(await sentence(url)).toMatch(/does not accept this password for the user "\w+"\.$/);
});

it('asks for the password that is missing', async () => {
  const url = changed((url) => void (url.password = ''));
  expect(await sentence(url)).toMatch(/asks for a password and the address has none/);
});

it('names the database that is missing', async () => {
  const url = changed((url) => void (url.pathname = '/no_such_ledger'));
  expect(await sentence(url)).toMatch(/^There is no database "no_such_ledger" at /);
});

it('names the role that may not create roles', async () => {
  expect(await sentence(database.urls.writer)).toMatch(
    /^The role "sunlit_writer" at \S+ may not create roles: /,
  );
});

it('shows the form an address must have, and not the address', async () => {
  const form = 'The database address is not of the form postgres://user:password@host:port/database.';
  expect(await sentence(`mysql://root:${secret}@localhost/x`)).toBe(form);
  expect(await sentence(`${secret} is no address`)).toBe(form);
});

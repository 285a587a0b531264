import { postgresEventStore } from '@sunlit/event-store';
import { pg, pool } from '@sunlit/postgres';
import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { createProjectorApp } from '../../apps/projector/src/projector.app.js';
import { naiveReading } from '../../libs/event-store/src/laws.naive.js';
import { rejected, until } from '../../libs/event-store/src/laws.tools.js';
import { freshDatabase, type FreshDatabase } from '../postgres.js';
import { openBook, readBook } from './book.js';
import { openGround, temporaryFolder, type Ground } from './ground.js';
import { judge } from './judge.js';
import { work, working, type Load } from './load.js';
import { check, type Check, type How, type Outcome } from './outcome.js';
import { masterKeyIn } from './rows.js';
import { serviceHere } from './service.js';
import { brokenDigests, foundIn, originOf, rowsStored } from './stored.js';
import { wireTo } from './wire.js';

/**
 * Damage that must be caught, by the same checkers that find nothing elsewhere: a checker that cannot fail proves
 * nothing. Each check here holds only when the damage was found.
 */
export async function controls({ times, short, say }: How): Promise<Outcome> {
  const checks: Check[] = [];
  const ground = await openGround();
  checks.push(...(await asynchronous(ground, times)));
  await ground.close();
  say('synchronous_commit = off: done');
  for (const control of [serial, keysChanged, rowEdited]) {
    const database = await freshDatabase();
    checks.push(...(await control(database, short)));
    await database.drop();
    say(`${control.name}: done`);
  }
  return {
    about: [`each check holds only when the damage was caught; ${times} kills of PostgreSQL`],
    checks,
  };
}

/** The store refuses the setting; with the refusal passed by, a kill loses what was acknowledged. */
async function asynchronous(ground: Ground, kills: number): Promise<Check[]> {
  const connection = `${ground.urls.writer}?options=-c%20synchronous_commit%3Doff`;
  const refusal = await rejected(postgresEventStore({ connection, applicationName: 'control' }));
  const said = (refusal as Error).message;
  const [off, on] = [await lostInKills(ground, 'off', kills), await lostInKills(ground, 'on', kills)];
  return [
    check(
      'synchronous_commit = off is refused at the start',
      said.includes('synchronous_commit = off'),
      said.slice(0, 90),
    ),
    check(
      'with the refusal passed by, acknowledged events are lost',
      off.lost > 0,
      `${off.lost} of ${off.acknowledged}`,
    ),
    check(
      'the same with synchronous_commit = on loses nothing',
      on.lost === 0,
      `${on.lost} of ${on.acknowledged}`,
    ),
  ];
}

/** Rows straight into the table of events, each noted when its COMMIT was answered, while PostgreSQL is killed. */
async function lostInKills({ urls, kill, start }: Ground, setting: 'on' | 'off', kills: number) {
  const book = openBook(`control-${setting}`);
  for (let i = 0; i < kills; i++) {
    const client = new pg.Client({ connectionString: urls.owner });
    client.on('error', () => {});
    await client.connect();
    await client.query(`SET synchronous_commit = ${setting}`);
    const { rows } = await client.query('SELECT coalesce(max(position), 0)::int AS last FROM store.event');
    let position: number = rows[0].last;
    const target = book.acknowledged + 500;
    const writing = (async () => {
      for (;;) {
        const id = randomUUID();
        book.note({ what: 'sent', key: id, fact: id });
        const insert = `INSERT INTO store.event (position, revision, id, stream, type, body) VALUES ($1, 0, $2, $3, 'Control', '')`;
        await client.query(insert, [(position += 1), id, `control-${id}`]);
        book.note({ what: 'acknowledged', key: id, fact: id, events: [id] });
      }
    })();
    writing.catch(() => {}); // Ends with the server.
    await until(() => book.acknowledged >= target);
    await kill();
    await writing.catch(() => {});
    await start();
  }
  book.close();
  const owner = pool(urls.owner, 'control', 1);
  const { rows } = await owner.query(
    'SELECT position::int, stream, revision::int, id, id::text AS fact FROM store.event',
  );
  await owner.end();
  const { lost } = judge(readBook(book.file), rows);
  return { lost: new Set(lost).size, acknowledged: book.acknowledged };
}

/** A serial number instead of the head row: a follower that asks for "after the last one" passes events by. */
async function serial({ urls }: FreshDatabase, short: boolean): Promise<Check[]> {
  const clients: pg.Client[] = [];
  const open = async () => {
    const client = new pg.Client({ connectionString: urls.owner });
    clients.push(client);
    await client.connect();
    return client;
  };
  const { committed, seen } = await naiveReading(open, { writers: short ? 4 : 16, rounds: short ? 5 : 30 });
  await Promise.all(clients.map((client) => client.end()));
  const lost = committed.filter((id) => !seen.includes(id));
  return [
    check(
      'the order of a bigserial loses events to its follower',
      lost.length > 0,
      `${lost.length} of ${committed.length}`,
    ),
  ];
}

/** Answers of the service get lost; who repeats with new keys records twice, who keeps them does not. */
async function keysChanged({ urls }: FreshDatabase): Promise<Check[]> {
  const changed = await doubledBy('control-new-keys', urls, randomUUID);
  const kept = await doubledBy('control-same-keys', urls, null);
  return [
    check('repeated with new keys, entries are recorded twice', changed > 0, changed),
    check('the same, repeated with their keys, are not', kept === 0, kept),
  ];
}

async function doubledBy(
  name: string,
  urls: FreshDatabase['urls'],
  another: (() => string) | null,
): Promise<number> {
  const folder = await temporaryFolder();
  const service = await serviceHere(folder, urls.writer);
  const { proxy, url } = await wireTo(service.url);
  const book = openBook(name);
  const load: Load = { book, url: () => url.replace(/\/$/, ''), ...(another && { keyAgain: another }) };
  // With new keys a second registration is refused by the rules: that ends the work, and is no finding here.
  let over = false;
  const done = work(load, () => false, 6)
    .catch(() => {})
    .finally(() => (over = true));
  for (let round = 0; round < 3; round++) {
    const target = book.acknowledged + 2;
    await until(() => over || book.acknowledged >= target);
    const before = proxy.lost;
    proxy.mode = 'mute';
    await until(() => over || proxy.lost > before);
    proxy.mode = 'pass';
    proxy.cut();
  }
  await done;
  await service.close();
  await proxy.close();
  await rm(folder, { recursive: true, force: true });
  book.close();
  const notes = readBook(book.file);
  const asked = new Set(notes.map(({ fact }) => fact));
  const { doubled } = judge(notes, foundIn(await rowsStored(urls.owner)));
  return doubled.filter((fact) => asked.has(fact)).length;
}

/** One text of one event changed in its row, with the trigger off: every reader of digests notices. */
async function rowEdited({ urls }: FreshDatabase): Promise<Check[]> {
  const folder = await temporaryFolder();
  const service = await serviceHere(folder, urls.writer);
  const book = openBook('control-edited');
  const wrong = await working({ book, url: () => service.url }, 1, () => book.acknowledged >= 6);
  if (wrong.length > 0) throw new Error(wrong[0]);
  book.close();
  const before = await rowsStored(urls.owner);
  const sound = await brokenDigests(before, originOf(before));
  const owner = pool(urls.owner, 'control', 1);
  await owner.query(`
    ALTER TABLE store.event DISABLE TRIGGER refuse_change;
    UPDATE store.event SET body = convert_to(replace(convert_from(body, 'UTF8'), '"estimate":"12', '"estimate":"92'), 'UTF8')
      WHERE type = 'ProjectRegistered';
    ALTER TABLE store.event ENABLE TRIGGER refuse_change`);
  await owner.end();
  const after = await rowsStored(urls.owner);
  const broken = await brokenDigests(after, originOf(after));
  const alarms: string[] = [];
  const projector = await createProjectorApp({
    ...{ databaseUrl: urls.projector, masterKeyFile: masterKeyIn(folder) },
    ...{ eventStore: 'postgres', eventStoreUrl: null, eventStorePrefix: '' },
    log: { info() {}, warn() {}, error: (message) => void alarms.push(message) },
  });
  const stopped = (await rejected(projector.done)) as Error;
  await projector.close();
  await service.close();
  await rm(folder, { recursive: true, force: true });
  return [
    check('before the edit the independent checker finds nothing', sound.length === 0, sound.length),
    check(
      'after it, it finds the row',
      broken.length === 1 && /digest differs/.test(broken[0]!),
      broken[0]?.slice(37),
    ),
    check(
      'the projector stops with an alarm',
      stopped.name === 'CorruptEvent' && alarms.some((a) => a.includes('ALARM')),
      stopped.name,
    ),
  ];
}

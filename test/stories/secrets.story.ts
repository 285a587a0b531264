import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { pool } from '@sunlit/postgres';
import { allEvents } from '../../libs/read-models/src/testing/ledger.js';
import { people, stepOf, workedExample, type Step } from '../../libs/ledger/src/testing/worked-example.js';
import { addressOf, post, startLedger, tell, uploadPapers, type Ledger, type Told } from './ledger.js';

/**
 * What nobody may see before its time, or ever: looked for in every page, every JSON, every table of the public role,
 * every log line, and the bytes of the event store.
 */
let ledger: Ledger;
let told: Told;

const between = (after: string | null, until: string): readonly Step[] => {
  const from = after === null ? 0 : workedExample.indexOf(stepOf(after)) + 1;
  return workedExample.slice(from, workedExample.indexOf(stepOf(until)) + 1);
};

beforeAll(async () => {
  ledger = await startLedger();
  await uploadPapers(ledger);
}, 120_000);
afterAll(() => ledger?.close());

async function bytesOfTheStore(): Promise<string> {
  const events = await allEvents(ledger.room.store);
  return events
    .map(({ stream, type, body }) => `${stream} ${type} ${Buffer.from(body).toString()}`)
    .join('\n');
}

async function everythingPublic(): Promise<string> {
  const reader = pool(ledger.database.urls.public, 'story');
  try {
    const { rows: tables } = await reader.query<{ name: string }>(
      `SELECT format('%I.%I', table_schema, table_name) AS name FROM information_schema.tables
        WHERE table_schema NOT IN ('pg_catalog', 'information_schema') AND has_table_privilege(format('%I.%I', table_schema, table_name), 'SELECT')`,
    );
    expect(tables.length).toBeGreaterThan(3);
    const rows = await Promise.all(
      tables.map(({ name }) => reader.query(`SELECT t::text AS row FROM ${name} t`)),
    );
    return rows.flatMap((r) => r.rows.map((x: { row: string }) => x.row)).join('\n');
  } finally {
    await reader.end();
  }
}

async function everyPage(): Promise<string> {
  const home = await ledger.pages.get('/');
  const page = await ledger.pages.get(`/projects/${told.project}.json`);
  const paths = ['/', '/index.json', `/projects/${told.project}`, `/projects/${told.project}.json`];
  for (let revision = 0; revision <= page.body.revision; revision++)
    paths.push(
      `/projects/${told.project}/events/${revision}`,
      `/projects/${told.project}/events/${revision}.json`,
    );
  const answers = await Promise.all(paths.map((path) => ledger.pages.get(path)));
  return [home, ...answers].map((a) => a.text).join('\n');
}

/** Names of the places where any of the secrets stands. */
async function placesOf(secrets: readonly string[]): Promise<string[]> {
  await ledger.caughtUp();
  const places = {
    store: await bytesOfTheStore(),
    public: await everythingPublic(),
    pages: await everyPage(),
    log: ledger.log.lines.join('\n'),
  };
  return Object.entries(places).flatMap(([place, text]) =>
    secrets.filter((secret) => text.includes(secret)).map((secret) => `${secret} in ${place}`),
  );
}

const bidders = [
  '江东建设有限公司',
  '东湖市政工程有限公司',
  '北河建设集团有限公司',
  '南山路桥有限公司',
  '91330000MA27AAAA0E',
  '91330000MA27CCCC0R',
];

describe('Before the opening', () => {
  beforeAll(async () => {
    told = await tell(ledger, between(null, 'nanshan-bid'));
  }, 120_000);

  it('no bidder stands anywhere', async () => expect(await placesOf(bidders)).toEqual([]));

  it('two more bids change nothing that the public sees, but the number of the box’s appends', async () => {
    const before = await everyPage();
    const body = (name: string) => ({
      lot: 'SG-1',
      bidder: { uscc: null, name },
      sealIntact: true,
      fileSha256: 'b'.repeat(64),
    });
    const at = '2023-03-20T01:29:59.999Z';
    const extra = await Promise.all(
      ['多一家公司', '又一家公司'].map((name) =>
        post(ledger, addressOf(told.project, 'ReceiveBid'), body(name), { actor: people.tender, at }),
      ),
    );
    for (const { body: answer } of extra) expect([answer.revision, answer.position]).toEqual([null, null]);
    await ledger.caughtUp();
    expect(await everyPage()).toBe(before);
    expect(await placesOf(['多一家公司', '又一家公司'])).toEqual([]);
    for (const { status, body } of extra) expect([status, body]).toEqual([201, expect.anything()]);
    for (const { body: answer } of extra)
      await post(
        ledger,
        addressOf(told.project, 'WithdrawBid'),
        { lot: 'SG-1', receipt: answer.events[0].id },
        { actor: people.tender, at },
      );
  });

  it('and none after the box is closed, until it is opened', async () => {
    await ledger.office.closeDueBoxes(told.project, '2023-03-20T01:32:00.000Z');
    expect(await placesOf(bidders)).toEqual([]);
  });
});

describe('Until the award', () => {
  const names = () => {
    const { committee, rejections } = stepOf('evaluated').body as {
      committee: { name: string }[];
      rejections: { reason: string }[];
    };
    return { committee: committee.map((m) => m.name), reasons: rejections.map((r) => r.reason) };
  };

  it('the committee is sealed, and ranking and rejections until the candidates are publicized', async () => {
    told = await tell(ledger, between('box-closed', 'evaluated'), told);
    expect(await placesOf([...names().committee, ...names().reasons])).toEqual([]);
  });

  it('then each opens by itself', async () => {
    told = await tell(ledger, between('evaluated', 'publicized'), told);
    expect(await placesOf(names().committee)).toEqual([]);
    const ranked = await ledger.pages.get(`/projects/${told.project}.json`);
    expect(ranked.body.lots[0].tenders[0].evaluation.ranking).not.toBeNull();
    told = await tell(ledger, between('publicized', 'awarded'), told);
    await ledger.caughtUp();
    const pages = await everyPage();
    for (const name of names().committee) expect(pages.includes(name)).toBe(true);
  });
});

describe('Never', () => {
  it('a payee’s account, what is withheld, a token, or a key that closes them', async () => {
    told = await tell(ledger, between('awarded', 'progress-1'), told);
    const account = String(stepOf('progress-1').body.payeeAccount);
    const opinion = String(stepOf('defence-consulted').body.opinion);
    expect(account.length).toBeGreaterThan(8);
    expect(await placesOf([account, opinion, 'token-of-'])).toEqual([]);
    expect((await everyPage()).includes('第十四条')).toBe(true);
  });

  it('not even while it waits for its second person, nor when it is refused', async () => {
    const secret = '6217 0000 9999 8888 777';
    const body = { ...(stepOf('progress-2').body as object), payeeAccount: secret, voucher: 'ZF-SECRET' };
    await post(ledger, addressOf(told.project, 'RecordPayment'), body, {
      actor: people.finance,
      at: stepOf('progress-2').recordedAt,
      key: randomUUID(),
    });
    await post(
      ledger,
      addressOf(told.project, 'RecordPayment'),
      { ...body, amount: 'x' },
      { actor: people.finance, at: stepOf('progress-2').recordedAt },
    );
    expect(await placesOf([secret])).toEqual([]);
  });
});

import { allEvents } from '../../libs/read-models/src/testing/ledger.js';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { leaf, leafHash, openAll } from '@sunlit/envelope';
import { isLogged } from '@sunlit/ledger';
import { rebuild } from '@sunlit/read-models';
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { stepOf, workedExample } from '../../libs/ledger/src/testing/worked-example.js';
import { startLedger, tell, uploadPapers, type Ledger } from './ledger.js';
import { rowsOfEverything } from './rows.js';

let ledger: Ledger;
let project: string;

beforeAll(async () => {
  ledger = await startLedger();
  await uploadPapers(ledger);
  ({ project } = await tell(ledger, workedExample));
  await ledger.caughtUp();
}, 120_000);
afterAll(() => ledger?.close());

/** What a reader sees: the text of a page without its marks, thousands separators left out. */
const text = (html: string) =>
  html
    .replace(/<[^>]*>/g, ' ')
    .replace(/(\d),(?=\d{3})/g, '$1')
    .replace(/\s+/g, ' ');

describe('The worked example, told over HTTP by two persons an entry', () => {
  it.each([
    ['the budget', '12000000.00'],
    ['the works contract', '10000000.00'],
    ['the change', '300000.00'],
    ['the advance', '1000000.00'],
    ['the first certificate', '2000000.00'],
    ['the first progress payment', '1400000.00'],
    ['what it recovered', '200000.00'],
    ['paid after it', '2400000.00'],
    ['the certified value', '10300000.00'],
    ['the reviewed amount', '10120000.00'],
    ['the reduction', '180000.00'],
    ['the settlement payment', '1576400.00'],
    ['the retention', '303600.00'],
    ['the supervision contract', '280000.00'],
    ['the expenses', '560000.00'],
    ['the final account', '10960000.00'],
    ['the surplus', '1040000.00'],
  ])('its page shows %s', async (_, amount) => {
    const { status, text: html } = await ledger.pages.get(`/projects/${project}`);
    expect(status).toBe(200);
    expect(text(html).includes(amount)).toBe(true);
  });

  it('its page shows the rate of reduction, 1.75 %', async () => {
    expect(text((await ledger.pages.get(`/projects/${project}`)).text)).toMatch(/1\.75\s?%/);
  });

  it('its page shows what the auditors found', async () => {
    expect((await ledger.pages.get(`/projects/${project}`)).text.includes('土方量重复计算')).toBe(true);
  });

  it('its JSON holds the same figures and balances to the fen', async () => {
    const { body } = await ledger.pages.get(`/projects/${project}.json`);
    expect(body.figures).toMatchObject({
      budget: '12000000.00',
      certified: '10580000.00',
      paid: '10400000.00',
      expenses: '560000.00',
      audited: '10960000.00',
    });
    expect(body.reconciliation).toMatchObject({
      total: '10960000.00',
      audited: '10960000.00',
      difference: '0.00',
    });
    expect(body.stage).toBe('closed');
    expect(body.payments.at(-1).balance).toBe('10960000.00');
  });

  it('shows what opened and keeps what does not', async () => {
    const { text: html } = await ledger.pages.get(`/projects/${project}`);
    const { committee } = stepOf('evaluated').body as { committee: { name: string }[] };
    expect(html.includes(committee[0]!.name)).toBe(true);
    expect(html.includes(String(stepOf('defence-consulted').body.opinion))).toBe(false);
    expect(html.includes('第十四条')).toBe(true);
  });

  it('gives every event a permanent page, and its JSON', async () => {
    const { body } = await ledger.pages.get(`/projects/${project}.json`);
    for (const revision of [0, 17, body.revision]) {
      const page = await ledger.pages.get(`/projects/${project}/events/${revision}`);
      expect(page.status).toBe(200);
      const json = await ledger.pages.get(`/projects/${project}/events/${revision}.json`);
      expect(json.body).toMatchObject({ revision, project });
    }
    expect((await ledger.pages.get(`/projects/${project}/events/${body.revision + 1}`)).status).toBe(404);
  });
});

describe('The read models', () => {
  it('are the same, row for row, when they are built anew', async () => {
    const { urls } = ledger.database;
    const live = await rowsOfEverything(ledger.owner);
    expect(Object.keys(live).length).toBeGreaterThan(5);
    const quiet = { info() {}, warn() {}, error() {} };
    await rebuild({
      store: ledger.room.store,
      ring: ledger.room.ring,
      databaseUrl: urls.projector,
      log: quiet,
    });
    expect(await rowsOfEverything(ledger.owner)).toEqual(live);
  });

  it('come back by themselves when somebody drops them all', async () => {
    const live = await rowsOfEverything(ledger.owner);
    await ledger.stopProjector();
    await ledger.owner.query('DROP SCHEMA published CASCADE; DROP SCHEMA desk CASCADE');
    ledger.startProjector();
    await ledger.caughtUp();
    expect(await rowsOfEverything(ledger.owner)).toEqual(live);
  });
});

describe('The stored bytes', () => {
  it('give the same digests and leaves to a program that shares no code with us', async () => {
    const stored = await allEvents(ledger.room.store);
    const opened = await openAll(stored, ledger.room.ring);
    const keys = await ledger.room.ring.find([
      ...new Set(opened.flatMap((event) => Object.values(event.keys))),
    ]);
    const known = Object.fromEntries(
      [...keys].map(([id, secret]) => [id, (secret as Buffer).toString('hex')]),
    );
    const { origin } = ledger.office.ledger;
    const input = stored
      .map((event) =>
        JSON.stringify({ ...event, origin, body: Buffer.from(event.body).toString('base64'), keys: known }),
      )
      .join('\n');
    const script = fileURLToPath(new URL('../independent/check-digests.mjs', import.meta.url));
    const lines = execFileSync(process.execPath, [script], { input, encoding: 'utf8', maxBuffer: 1 << 28 })
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(lines).toHaveLength(stored.length);
    expect(lines.some((line) => line.boxesOpened > 0)).toBe(true);
    stored.forEach((event, i) => {
      if (isLogged(event.stream))
        expect(lines[i].leafHash).toBe(leafHash(leaf({ ...event, origin })).toString('hex'));
    });
  });
});

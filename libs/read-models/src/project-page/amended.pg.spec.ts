import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { EventStore } from '@sunlit/event-store';
import { eventQuery } from '../event-page/event.query.js';
import { homeQuery } from '../home/home.query.js';
import { rebuild } from '../projector/run-projector.js';
import { correcting, golden, grounds, releasing, withholding } from '../testing/golden.js';
import { openLedger, specLedger, storeWorkedExample, type SpecLedger, type Told } from '../testing/ledger.js';
import { readModels, silent, type ReadModels } from '../testing/projected.js';
import { projectQuery, type ProjectPage } from './project.query.js';

let models: ReadModels;
let ledger: SpecLedger;
let project: string;
beforeEach(async () => {
  models = await readModels();
  ledger = specLedger();
  await openLedger(ledger);
  project = await storeWorkedExample(ledger, { until: 'progress-1' });
});
afterEach(() => models.close());

const secret = '不宜公开之事';
const paper = {
  sha256: 'aa'.repeat(32),
  ...{ title: `${secret}的附件`, mediaType: 'application/pdf', size: 9 },
};
const land = { contract: null, category: 'land', voucher: 'V-land', payee: { uscc: null, name: secret } };
const finding = {
  ...{ rule: 'L4', version: 1, value: null, unit: 'required' as const },
  facts: { uscc: '91330000MA27AAAA0E', organisation: secret },
};
/** An expense in whose every word there is something to hide. */
const expense = golden(
  'ExpenseRecorded',
  { ...land, description: `${secret}（征地）`, documents: [paper, paper] },
  { meta: { findings: [finding] } },
);

const append = (...events: Told[]) => ledger.append(`project-${project}`, ...events);
const view = async (): Promise<ProjectPage> => (await projectQuery(models.public).view(project))!;
const last = async (): Promise<number> => (await view()).revision;

/** Follows the ledger one event at a time. */
const follow = () => models.start({ ...ledger, store: singly(ledger.store) });

/** Where in `published` the text still is. */
async function publishedWith(text: string): Promise<string[]> {
  const dump = Object.entries(await models.dump()).filter(([table]) => table.startsWith('published.'));
  return dump.flatMap(([table, rows]) => rows.filter((row) => row.includes(text)).map(() => table));
}

/** The rows that a rebuild in large pages gives are those that are there. */
async function expectRebuildEqual(): Promise<void> {
  const live = await models.dump();
  await rebuild({ ...ledger, databaseUrl: models.urls.projector, log: silent });
  const built = await models.dump();
  for (const table of Object.keys(live)) expect([table, built[table]]).toEqual([table, live[table]]);
}

describe('A field withheld later', () => {
  it('is nowhere in what everybody may read, however the events fall into pages', async () => {
    follow();
    await append(expense);
    await models.caughtUp(ledger);
    const revision = await last();
    expect(await publishedWith(secret)).not.toEqual([]);
    const { paging } = await view();
    const fields = ['payee', 'description', 'documents'];
    await append(...fields.map((field) => withholding('ExpenseRecorded', revision, field)));
    await models.caughtUp(ledger);
    expect(await publishedWith(secret)).toEqual([]);
    const page = await view();
    const row = page.payments.at(-1)!;
    expect(row).toMatchObject({ payee: null, note: null, amount: '440000.00' });
    for (const field of fields) expect(row.closed[field]).toEqual({ kind: 'withheld', ...grounds });
    expect(page.paging.documents.total).toBe(paging.documents.total - 2);
    expect(page.documents.some(({ sha256 }) => sha256 === paper.sha256)).toBe(false);
    const event = (await eventQuery(models.public).view(project, revision))!;
    expect(event.closed['description']).toEqual({ kind: 'withheld', ...grounds });
    expect(event.amendments.map(({ field }) => field)).toEqual(fields);
    expect(event.digests).toHaveProperty('description');
    await expectRebuildEqual();
  });

  it('comes back when it is released: every row is as it was', async () => {
    follow();
    await append(expense);
    await models.caughtUp(ledger);
    const revision = await last();
    const before = await view();
    await append(
      withholding('ExpenseRecorded', revision, 'description'),
      withholding('ExpenseRecorded', revision, 'documents'),
      withholding('ExpenseRecorded', revision, 'payee'),
    );
    await models.caughtUp(ledger);
    await append(
      releasing('ExpenseRecorded', revision, 'documents'),
      releasing('ExpenseRecorded', revision, 'payee'),
      releasing('ExpenseRecorded', revision, 'description'),
    );
    await models.caughtUp(ledger);
    const { payments, documents, findings, paging } = await view();
    expect({ payments, documents, findings }).toEqual({
      ...{ payments: before.payments, documents: before.documents, findings: before.findings },
    });
    expect(paging.documents).toEqual(before.paging.documents);
    await expectRebuildEqual();
  });

  it('also one withheld from the start, whose documents then take their place', async () => {
    follow();
    const fields = ['description', 'documents'];
    await append(
      { ...expense, withhold: fields.map((field) => ({ field, ...grounds })) },
      golden('ExpenseRecorded'),
    );
    await models.caughtUp(ledger);
    const revision = (await last()) - 1;
    expect((await view()).payments.at(-2)).toMatchObject({ note: null });
    await append(...fields.map((field) => releasing('ExpenseRecorded', revision, field)));
    await models.caughtUp(ledger);
    const page = await view();
    expect(page.payments.at(-2)).toMatchObject({ note: `${secret}（征地）` });
    const from = page.documents.filter((document) => document.revision >= revision);
    expect(from.map((document) => document.revision)).toEqual([revision, revision, revision + 1]);
    await expectRebuildEqual();
  });

  it('of the registration goes from lists too', async () => {
    follow();
    await append(withholding('ProjectRegistered', 0, 'name'), withholding('ProjectRegistered', 0, 'site'));
    await models.caughtUp(ledger);
    expect(await publishedWith('滨江路（解放桥至东湖路）')).toEqual([]);
    const [row] = (await homeQuery(models.public).view()).projects;
    expect(row).toMatchObject({ name: 'ZW-2026-017', number: 'ZW-2026-017' });
    expect((await view()).registered.closed['name']).toEqual({ kind: 'withheld', ...grounds });
    await expectRebuildEqual();
  });
});

describe('A text corrected', () => {
  it('is shown in every place with its entry, and the old one on the pages of the two entries', async () => {
    follow();
    const texts = { before: '滨江路改造工程', after: '滨江大道改造工程' };
    await append(correcting('ProjectRegistered', 0, 'name', texts));
    await append(golden('ExpenseRecorded', { ...land, description: '征地补尝（甲地块）' }));
    await models.caughtUp(ledger);
    const revision = await last();
    const mended = { before: '征地补尝（甲地块）', after: '征地补偿（甲地块）' };
    await append(correcting('ExpenseRecorded', revision, 'description', mended));
    await models.caughtUp(ledger);
    const page = await view();
    expect(page.registered).toMatchObject({
      name: '滨江大道改造工程',
      corrected: { name: { revision: revision - 1 } },
    });
    expect((await homeQuery(models.public).view()).projects[0]!.name).toBe('滨江大道改造工程');
    expect(page.payments.at(-1)).toMatchObject({
      note: '征地补偿（甲地块）',
      corrected: { description: { revision: revision + 1 } },
    });
    const event = (await eventQuery(models.public).view(project, revision))!;
    expect(event.data).toHaveProperty('description', '征地补尝（甲地块）');
    expect(event.read).toHaveProperty('description', '征地补偿（甲地块）');
    expect(event.amendments).toMatchObject([{ type: 'EntryCorrected', text: '征地补偿（甲地块）' }]);
    await expectRebuildEqual();
    await append(withholding('ExpenseRecorded', revision, 'description'));
    await models.caughtUp(ledger);
    for (const text of ['征地补尝（甲地块）', '征地补偿（甲地块）'])
      expect(await publishedWith(text)).toEqual([]);
    await expectRebuildEqual();
  });
});

describe('What comes back', () => {
  it('stands among the payments with its sign, beside what it takes back', async () => {
    follow();
    await models.caughtUp(ledger);
    const paid = (await view()).payments.at(-1)!;
    await append(
      golden('CertificateReduced', { contract: 'HT-001', certificate: 'JL-01', reduction: '200000.00' }),
      golden('OverpaymentRecovered', { contract: 'HT-001', amount: '160000.00', voucher: 'ZH-1' }),
      golden('PaymentReversed', {
        ...{ contract: 'HT-001', payment: paid.voucher, voucher: 'CX-1', kind: 'progress' },
        ...{ certificate: 'JL-01', amount: paid.amount, advanceRestored: paid.advanceRecovered },
      }),
    );
    await models.caughtUp(ledger);
    const { payments, certificates, contracts } = await view();
    expect(payments.slice(-2)).toMatchObject([
      { kind: 'recovery', amount: '-160000.00', payee: null, payer: { name: '江东建设有限公司' } },
      {
        ...{ kind: 'reversal', reverses: 'progress', amount: `-${paid.amount}`, payee: null, payer: null },
        restsOn: { kind: 'payment', name: paid.voucher, revision: paid.revision },
      },
    ]);
    expect(payments.at(-1)!.contractPaid).toBe('840000.00');
    expect(certificates.slice(-1)).toMatchObject([
      { kind: 'reduction', certificate: 'JL-01', value: '-200000.00', reason: expect.any(String) },
    ]);
    expect(contracts.find(({ contract }) => contract === 'HT-001')).toMatchObject({
      money: { reversals: paid.amount, recoveries: '160000.00', paid: '840000.00' },
      reductions: [{ reduction: '200000.00' }],
    });
    await expectRebuildEqual();
  });
});

/** The same events, one in each page. */
function singly(store: EventStore): EventStore {
  return {
    ...store,
    async *follow(...args) {
      for await (const page of store.follow(...args)) for (const event of page) yield [event];
    },
  };
}

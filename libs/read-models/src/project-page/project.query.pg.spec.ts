import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { RecordPayment, RegisterProject, yuan } from '@sunlit/ledger';
import type { DataSource } from 'typeorm';
import { openLedger, specLedger, storeWorkedExample } from '../testing/ledger.js';
import { counting, readModels, type ReadModels } from '../testing/projected.js';
import { dueBoxes, perPage, projectByCode, projectQuery, type ProjectPage } from './project.query.js';

let models: ReadModels;
let closed: ProjectPage;
const projects: Record<string, string> = {};
const view = async (number: string): Promise<ProjectPage> =>
  (await projectQuery(models.public).view(projects[number]!))!;

beforeAll(async () => {
  models = await readModels();
  const ledger = specLedger();
  await openLedger(ledger);
  const until = {
    whole: undefined,
    noticed: 'nanshan-bid',
    boxed: 'box-closed',
    opened: 'bids-opened',
    evaluated: 'evaluated',
    awarded: 'awarded',
  };
  for (const [number, step] of Object.entries(until))
    projects[number] = await storeWorkedExample(ledger, { number, until: step });
  projects['many'] = await storeWorkedExample(ledger, { number: 'many', until: 'certificate-4' });
  const small = (voucher: number) => ({
    type: 'PaymentRecorded',
    data: {
      ...RecordPayment.example,
      certificate: 'JL-04',
      amount: '0.01',
      advanceRecovered: '0.00',
      voucher: `V-${voucher}`,
    },
  });
  for (let i = 0; i < 250; i += 50)
    await ledger.append(`project-${projects['many']}`, ...Array.from({ length: 50 }, (_, j) => small(i + j)));
  models.start(ledger);
  await models.caughtUp(ledger);
  closed = await view('whole');
});
afterAll(() => models.close());

describe('The project page', () => {
  it('is read in one statement', async () => {
    const counted = counting(models.public);
    await projectQuery(counted.ds).view(projects['whole']!, { paymentsPage: 2, trailPage: 3 });
    expect(counted.statements).toBe(1);
  });

  it('balances the worked example to the fen', () => {
    expect(closed.stage).toBe('closed');
    expect(closed.figures).toEqual({
      ...{ budget: '12000000.00', contracted: '10580000.00', certified: '10580000.00', paid: '10400000.00' },
      ...{ expenses: '560000.00', audited: '10960000.00' },
    });
    expect(closed.reconciliation).toMatchObject({ total: '10960000.00', difference: '0.00' });
    expect(closed.finalAccount).toMatchObject({ total: '10960000.00', surplus: '1040000.00' });
    expect(closed.contracts[1]).toMatchObject({
      contract: 'HT-001',
      money: {
        currentPrice: '10300000.00',
        paid: '10120000.00',
        ceiling: '10120000.00',
        overpaid: '0.00',
        retentionHeld: '0.00',
      },
      changes: [{ change: 'BG-01', delta: '300000.00', cumulative: 300 }],
      review: { approved: '10120000.00', reduction: '180000.00', reductionRate: 175 },
    });
  });

  it('shows payments and expenses in the order recorded, with a running balance that ends at all that was paid', () => {
    let balance = 0n;
    for (const { amount, balance: shown } of closed.payments) {
      balance += BigInt(amount.replace('.', ''));
      expect(shown).toBe(yuan(balance));
    }
    expect(closed.payments.at(-1)!.balance).toBe('10960000.00');
    expect(closed.payments[0]).toMatchObject({
      contract: null,
      kind: 'expense',
      amount: '440000.00',
      note: '滨江路沿线征地补偿',
    });
  });

  it('says of each payment what it rests on, and where that stands', async () => {
    const entries = await models.query(
      'SELECT type, revision FROM published.event WHERE project = $1 ORDER BY revision',
      [projects['whole']],
    );
    const of = (kind: string) => closed.payments.find((payment) => payment.kind === kind)!.restsOn;
    const revisionOf = (type: string, nth = 0) =>
      entries.filter((entry) => entry.type === type)[nth]!.revision;
    expect(of('advance')).toEqual({
      kind: 'contract',
      name: 'HT-001',
      revision: revisionOf('ContractSigned', 1),
    });
    expect(of('progress')).toEqual({
      kind: 'certificate',
      name: 'JL-01',
      revision: closed.certificates[0]!.revision,
    });
    expect(of('settlement')).toEqual({
      kind: 'review',
      name: 'HT-001',
      revision: revisionOf('SettlementReviewed'),
    });
    expect(of('retention')).toEqual({
      kind: 'retention',
      name: 'HT-001',
      revision: revisionOf('RetentionReleased'),
    });
    expect(of('expense')).toMatchObject({
      kind: 'budget-line',
      name: 'land',
      revision: closed.budgets[1]!.approved!.revision,
    });
  });

  it('lists every document with the entry that names it', () => {
    expect(closed.documents[0]).toMatchObject({
      title: '项目建议书批复',
      mediaType: 'application/pdf',
      revision: 0,
      sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    expect(closed.paging.documents.total).toBe(closed.documents.length);
  });

  it('shows the newest entries first and says how many there are', () => {
    expect(closed.trailTotal).toBe(closed.revision + 1);
    expect(closed.trail.map(({ revision }) => revision)).toEqual(
      Array.from(closed.trail, (_, i) => closed.revision - i),
    );
    expect(closed.trail[0]).toMatchObject({
      type: 'ProjectClosed',
      projectName: '滨江路改造工程',
      project: projects['whole'],
    });
  });

  it('cuts long lists into pages, and leaves nothing out between them', async () => {
    const query = projectQuery(models.public);
    const first = (await query.view(projects['many']!))!;
    const second = (await query.view(projects['many']!, { paymentsPage: 2, trailPage: 2 }))!;
    const third = (await query.view(projects['many']!, { paymentsPage: 3 }))!;
    expect(first.payments).toHaveLength(perPage.payments);
    expect(first.paging.payments).toEqual({
      page: 1,
      pages: 2,
      total: first.payments.length + second.payments.length,
    });
    expect(second.payments.at(-1)).toMatchObject({ voucher: 'V-249', amount: '0.01' });
    expect(second.payments[0]!.entry).toBe(first.payments.at(-1)!.entry + 1);
    expect(third.payments).toEqual([]);
    expect(second.trail[0]!.revision).toBe(first.trail.at(-1)!.revision - 1);
    expect(first.figures).toEqual(second.figures);
  });

  it('is not there for an unknown project, nor for what is no id at all', async () => {
    const query = projectQuery(models.public);
    for (const id of ['00000000-0000-5000-8000-000000000000', 'x', "'; DROP TABLE published.event; --"])
      expect(await query.view(id)).toBeNull();
  });
});

describe('Before the opening', () => {
  it('nobody can read a bidder, or how many there are, from anything the projector keeps', async () => {
    for (const [table, rows] of Object.entries(await models.dump())) {
      const ofNoticed = rows.filter(
        (row) => row.includes(projects['noticed']!) || row.includes(projects['boxed']!),
      );
      for (const bidder of ['江东建设', '东湖市政', '北河建设', '南山路桥'])
        expect(`${table}: ${ofNoticed.join()}`).not.toContain(bidder);
    }
    const boxed = await view('boxed');
    expect(boxed.lots[0]!.tenders[0]).toMatchObject({
      stage: 'box-closed',
      opening: null,
      box: { receipts: null },
    });
  });

  it('an opened box shows every receipt; committee and ranking wait for their own events', async () => {
    const [opened, evaluated, awarded] = await Promise.all(['opened', 'evaluated', 'awarded'].map(view));
    const tender = (of: ProjectPage | undefined) => of!.lots[0]!.tenders[0]!;
    expect(tender(opened).box!.receipts).toHaveLength(5);
    expect(tender(evaluated).evaluation).toMatchObject({ committee: null, ranking: null });
    expect(tender(awarded).evaluation).toMatchObject({ committee: { length: 5 }, ranking: { length: 2 } });
  });
});

describe('A closed field', () => {
  it('is in no table: no payee account, no withheld opinion', async () => {
    const all = JSON.stringify(await models.dump());
    expect(all).not.toContain('6222 0000 1111 2222 333');
    expect(all).not.toContain('地下人防通道');
    expect(closed.payments[1]!.closed).toEqual({ payeeAccount: { kind: 'personal' } });
  });
});

describe('A project is found', () => {
  it('by its national code, and by its owner’s number where only one owner uses it', async () => {
    const ds: DataSource = models.public;
    expect(await projectByCode(ds, 'whole')).toBe(projects['whole']);
    expect(Object.values(projects)).toContain(await projectByCode(ds, RegisterProject.example.nationalCode));
    expect(await projectByCode(ds, 'ZW-none')).toBeNull();
  });

  it('by a bid box whose deadline has passed', async () => {
    expect(await dueBoxes(models.public, '2023-03-20T01:30:00.000Z')).toEqual([]);
    expect(await dueBoxes(models.public, '2023-03-20T01:30:00.001Z')).toEqual([projects['noticed']]);
  });
});

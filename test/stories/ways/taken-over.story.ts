import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ChangeContract, RecordExpense, RegisterProject, TakeOverProject } from '@sunlit/ledger';
import { beihe, donghu, owner } from '../../../libs/ledger/src/testing/worked-people.js';
import { audits, builds, closes, on, pays, releases, settles } from './steps.js';
import { closedAndBalanced, missing, moneyOf, worksBegin, type Works } from './works.js';

/** Works half built when the city started its ledger. */
let works: Works;
beforeAll(async () => void (works = await worksBegin()), 120_000);
afterAll(() => works?.close());

const contract = 'HT-21-09';
const [opening] = TakeOverProject.example.contracts;
const takesOver = (balances: object = {}, changes: object = {}) =>
  on(
    '2022-12-31',
    TakeOverProject,
    { ...{ number: 'ZW-2021-107' }, contracts: [{ ...opening, ...balances }], ...changes },
    { at: '2023-01-10T03:00:00.000Z' },
  );
const paying = (day: string, changes: object = {}) =>
  pays(day, { contract, kind: 'progress', certificate: 'JL-07', payee: beihe, ...changes });

describe('Works that are taken over half-way', () => {
  it('are not, unless their balances add up', async () => {
    const breach = await works.refused('taken-over-does-not-add-up', takesOver({ paid: '2600000.01' }));
    expect(breach.facts).toEqual({ contract, paid: '2600000.01', sum: '2600000.00' });
    await works.refused('taken-over-contradicts', takesOver({ recovered: '500000.01' }));
    await works.refused('taken-over-later', takesOver({ signedOn: '2023-01-01' }));
    await works.refused('taken-over-without-documents', takesOver({}, { documents: [] }));
    const { budget } = TakeOverProject.example;
    await works.refused(
      'budget-lines-do-not-sum',
      takesOver({}, { budget: { ...budget, total: '5800000.01' } }),
    );
    await works.tell(takesOver());
  });

  it('say that this ledger did not witness what was before, and show their balances', async () => {
    const [taken] = await works.entries();
    expect([taken!.type, taken!.data.asOf]).toEqual(['ProjectTakenOver', '2022-12-31']);
    const page = await works.page();
    expect(page.json.registered).toMatchObject({ number: 'ZW-2021-107', name: '解放桥维修加固工程', owner });
    expect(page.json.figures).toMatchObject({
      ...{ budget: '5800000.00', contracted: '5200000.00', certified: '3000000.00' },
      ...{ paid: '2600000.00', expenses: '80000.00', audited: null },
    });
    expect([page.json.stage, page.json.reconciliation.total]).toEqual(['under-way', '2680000.00']);
    expect(
      missing(
        page.text,
        '接管项目：截至 2022-12-31 的余额由建设单位提供，本账本未见证',
        '接管时费用支出 80000.00 元，已计入合计',
        '截至 2022-12-31 的接管余额（建设单位提供，本账本未见证）',
      ),
    ).toEqual([]);
  });

  it('are taken over once, and registered no more', async () => {
    await works.refused('project-already-registered', takesOver());
    const { status } = await works.ask(on('2023-01-11', RegisterProject, { number: 'ZW-2021-107', owner }));
    expect([404, 422]).toContain(status);
  });

  it('take in no money of before that day, which their balances hold already', async () => {
    await works.refused(
      'fact-before-takeover',
      paying('2022-12-31', { amount: '840000.00', advanceRecovered: '120000.00' }),
    );
    await works.refused(
      'fact-before-takeover',
      on('2022-12-30', ChangeContract, { contract, change: 'BG-09' }),
    );
    const { body, status } = await works.ask(
      paying('2022-12-28', { amount: '840000.00', advanceRecovered: '120000.00' }),
    );
    expect([status, body.breaches.map((b: { rule: string }) => b.rule)]).toEqual([
      422,
      expect.arrayContaining(['fact-before-takeover', 'certificate-unknown']),
    ]);
  });

  it('go on from their balances to the end', async () => {
    await works.tell(
      builds(
        ...([contract, beihe, 'JL-07'] as const),
        ['2023-01-01', '2023-03-31', '2023-04-06', '2023-04-14'],
        ['1200000.00', '840000.00', '120000.00'],
        'finance',
      ),
    );
    expect(moneyOf(await works.page(), contract)).toMatchObject({
      ...{ certified: '4200000.00', paid: '3440000.00', unrecovered: '80000.00', ceiling: '3440000.00' },
    });
    await works.refused('progress-over-ceiling', paying('2023-04-17', { amount: '0.01' }));
    await works.refused('payment-to-another', paying('2023-04-17', { amount: '0.01', payee: donghu }));
    await works.tell(
      builds(
        ...([contract, beihe, 'JL-08'] as const),
        ['2023-04-01', '2023-06-15', '2023-06-19', '2023-06-26'],
        ['1000000.00', '720000.00', '80000.00'],
        'finance',
      ),
      on('2023-06-28', RecordExpense, {
        ...{ category: 'owners-costs', description: '建设单位管理费', amount: '20000.00' },
        ...{ voucher: 'ZF-2023-06-28', payee: owner },
      }),
      settles(contract, ['2023-07-03', '2023-07-20', '2023-08-11'], {
        ...{ submitted: '5200000.00', approved: '5100000.00' },
      }),
      pays('2023-08-21', { contract, kind: 'settlement', amount: '787000.00', payee: beihe }),
      audits(
        ['2023-09-15', '2024-01-19'],
        { [contract]: '5100000.00' },
        {
          ...{ expenses: '100000.00', total: '5200000.00' },
        },
      ),
      releases(contract, beihe, ['2024-07-03', '2024-07-10'], '153000.00'),
      closes('2024-07-22'),
    );
    const page = await closedAndBalanced(works, '5200000.00', '600000.00');
    expect(page.json.payments.map((p: { balance: string }) => p.balance)).toEqual([
      '3520000.00',
      '4240000.00',
      '4260000.00',
      '5047000.00',
      '5200000.00',
    ]);
    expect(missing(page.text, '接管项目：截至 2022-12-31 的余额')).toEqual([]);
    expect(page.json.findings).toEqual([]);
  });
});

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { RecordPayment, RecordRecovery, ReduceCertificate } from '@sunlit/ledger';
import { donghu, jiangdong } from '../../../libs/ledger/src/testing/worked-people.js';
import { again, audits, closes, on, pays, releases, worked } from './steps.js';
import { closedAndBalanced, missing, moneyOf, worksBegin, type Works } from './works.js';

/** Paid on a certificate that turns out too high. */
let works: Works;
beforeAll(async () => void (works = await worksBegin()), 120_000);
afterAll(() => works?.close());

const contract = 'HT-001';
const recovers = (day: string, amount: string, changes: object = {}) =>
  on(day, RecordRecovery, { contract, amount, voucher: `ZH-${day}`, payer: jiangdong, ...changes });
const onePayment = on('2023-06-25', RecordPayment, {
  ...{ amount: '1.00', advanceRecovered: '0.13', voucher: 'ZF-2023-0625' },
});

describe('A certificate that is reduced after it was paid', () => {
  it('leaves the contract overpaid, for everybody to see', async () => {
    await works.tell(
      again('registered', { number: 'ZW-2023-103', name: '解放路排水改造工程' }),
      worked('finance-consulted', 'progress-1'),
    );
    await works.refused(
      'reduction-over-certificate',
      on('2023-06-20', ReduceCertificate, { reduction: '2000000.01' }),
    );
    await works.tell(on('2023-06-20', ReduceCertificate));
    const [reduced] = await works.entries('CertificateReduced');
    expect(reduced!.data).toMatchObject({
      ...{ certificate: 'JL-01', reduction: '200000.00' },
      ...{ cumulative: '1800000.00', overpaid: '160000.00' },
    });
    const page = await works.page();
    const words = ['多付，暂停付款', '已多付 160000.00 元', '追回前不再付款', '核减 土方量复测后核减。'];
    expect(missing(page.text, ...words)).toEqual([]);
    expect(moneyOf(page, contract)).toMatchObject({
      ...{ certified: '1800000.00', paid: '2400000.00', ceiling: '2240000.00', overpaid: '160000.00' },
    });
  });

  it('is paid nothing more, not even one yuan, until all of it is paid back', async () => {
    expect((await works.refused('contract-overpaid', onePayment)).facts).toEqual({
      ...{ contract, overpaid: '160000.00' },
    });
    await works.tell(recovers('2023-06-28', '100000.00'));
    expect((await works.refused('contract-overpaid', onePayment)).facts.overpaid).toBe('60000.00');
    expect(moneyOf(await works.page(), contract).overpaid).toBe('60000.00');
    await works.refused('recovery-over-overpaid', recovers('2023-07-05', '60000.01'));
    await works.refused('recovery-from-another', recovers('2023-07-05', '60000.00', { payer: donghu }));
    await works.refused(
      'voucher-already-recorded',
      recovers('2023-07-05', '60000.00', { voucher: 'ZH-2023-06-28' }),
    );
    await works.tell(recovers('2023-07-05', '60000.00'));
    expect((await works.entries('OverpaymentRecovered')).map(({ data }) => data.overpaid)).toEqual([
      '60000.00',
      '0.00',
    ]);
    expect(moneyOf(await works.page(), contract)).toMatchObject({
      ...{ paid: '2240000.00', ceiling: '2240000.00', overpaid: '0.00', unrecovered: '800000.00' },
    });
  });

  it('then goes on, is settled, audited and closed', async () => {
    await works.tell(
      worked('change', 'accepted'),
      worked('supervision-certificate-2', 'supervision-paid-2'),
      again('settlement-submitted', { submitted: '10100000.00' }),
      worked('supervision-settlement-submitted', 'supervision-settlement-submitted'),
      again('settlement-reviewed', { approved: '10000000.00' }),
      worked('supervision-settlement-reviewed', 'supervision-settlement-reviewed'),
      pays('2024-04-29', { contract, kind: 'settlement', amount: '1620000.00' }),
      audits(
        ['2024-05-06', '2024-08-16'],
        { [contract]: '10000000.00', 'HT-002': '280000.00' },
        {
          ...{ expenses: '560000.00', total: '10840000.00' },
        },
      ),
      releases(contract, jiangdong, ['2025-02-20', '2025-02-26'], '300000.00'),
      closes('2025-03-10'),
    );
    const page = await closedAndBalanced(works, '10840000.00', '1160000.00');
    expect(moneyOf(page, contract)).toMatchObject({ certified: '10100000.00', paid: '10000000.00' });
    const words = ['追回多付款（HT-001）', '−100000.00', '−60000.00', '−200000.00'];
    expect([missing(page.text, ...words), page.text.includes('多付，暂停付款')]).toEqual([[], false]);
    expect(page.json.findings).toEqual([]);
  });
});

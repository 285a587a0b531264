import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { RecordPayment, ReversePayment } from '@sunlit/ledger';
import { again, on, pays, worked } from './steps.js';
import { closedAndBalanced, missing, moneyOf, worksBegin, type Works } from './works.js';

/** The bank sends money back; it is paid again under another voucher. */
let works: Works;
beforeAll(async () => void (works = await worksBegin()), 120_000);
afterAll(() => works?.close());

const contract = 'HT-001';
const reverses = (day: string, payment: string, amount: string, voucher = `CX-${day}`) =>
  on(day, ReversePayment, { payment, amount, voucher });
const money = async () => moneyOf(await works.page(), contract);

describe('A payment that is reversed', () => {
  it('if an advance, comes back in part and is paid again', async () => {
    await works.tell(
      again('registered', { number: 'ZW-2023-104', name: '建设路照明改造工程' }),
      worked('finance-consulted', 'advance'),
    );
    await works.refused('reversal-over-unrecovered', reverses('2023-04-20', 'ZF-2023-0414', '1000000.01'));
    await works.refused('voucher-unknown', reverses('2023-04-20', 'ZF-2023-9999', '1.00'));
    await works.tell(reverses('2023-04-20', 'ZF-2023-0414', '400000.00'));
    expect(await money()).toMatchObject({ paid: '600000.00', unrecovered: '600000.00', overpaid: '0.00' });
    await works.tell(pays('2023-04-25', { kind: 'advance', amount: '400000.00' }));
    expect(await money()).toMatchObject({ paid: '1000000.00', unrecovered: '1000000.00' });
    await works.refused('advance-over-ceiling', pays('2023-04-26', { kind: 'advance', amount: '0.01' }));
  });

  it('if a progress payment, comes back whole and restores what it recovered of the advance', async () => {
    await works.tell(worked('certificate-1', 'progress-1'));
    expect(await money()).toMatchObject({ paid: '2400000.00', unrecovered: '800000.00' });
    await works.refused('reversal-in-part', reverses('2023-06-15', 'ZF-2023-0612', '1399999.99'));
    await works.tell(reverses('2023-06-15', 'ZF-2023-0612', '1400000.00'));
    const [advance, progress] = await works.entries('PaymentReversed');
    expect([advance!.data.kind, advance!.data.advanceRestored]).toEqual(['advance', '0.00']);
    expect(progress!.data).toMatchObject({
      ...{ contract, kind: 'progress', certificate: 'JL-01', advanceRestored: '200000.00' },
    });
    expect(await money()).toMatchObject({ paid: '1000000.00', unrecovered: '1000000.00', overpaid: '0.00' });
  });

  it('is not reversed twice, nor is a reversal', async () => {
    await works.refused('payment-already-reversed', reverses('2023-06-16', 'ZF-2023-0612', '1400000.00'));
    await works.refused('reversal-of-a-reversal', reverses('2023-06-16', 'CX-2023-06-15', '1400000.00'));
    await works.refused(
      'voucher-already-recorded',
      reverses('2023-06-16', 'ZF-2023-0301', '440000.00', 'CX-2023-06-15'),
    );
  });

  it('is paid again under another voucher only', async () => {
    const repaid = (voucher: string) => on('2023-06-19', RecordPayment, { voucher });
    await works.refused('voucher-already-recorded', repaid('ZF-2023-0612'));
    await works.tell(repaid('ZF-2023-0619'));
    expect(await money()).toMatchObject({ paid: '2400000.00', unrecovered: '800000.00' });
    await works.refused('reversal-over-unrecovered', reverses('2023-06-20', 'ZF-2023-04-25', '900000.00'));
  });

  it('stays in the list of payments, with what took it back, and the works are closed to the fen', async () => {
    await works.tell(worked('change', 'closed'));
    const page = await closedAndBalanced(works, '10960000.00', '1040000.00');
    expect(moneyOf(page, contract)).toMatchObject({ paid: '10120000.00', certified: '10300000.00' });
    const rows = page.json.payments.map((p: { voucher: string; balance: string }) => [p.voucher, p.balance]);
    expect(rows.slice(1, 7)).toEqual([
      ['ZF-2023-0414', '1440000.00'],
      ['CX-2023-04-20', '1040000.00'],
      ['ZF-2023-04-25', '1440000.00'],
      ['ZF-2023-0612', '2840000.00'],
      ['CX-2023-06-15', '1440000.00'],
      ['ZF-2023-0619', '2840000.00'],
    ]);
    const words = [
      '冲销预付款（HT-001）',
      '冲销进度款（HT-001）',
      '收款账号有误，银行退回。',
      '原付款 ZF-2023-0612',
    ];
    expect(missing(page.text, ...words, '−400000.00', '−1400000.00', '−200000.00')).toEqual([]);
  });
});

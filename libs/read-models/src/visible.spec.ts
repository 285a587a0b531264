import { describe, expect, it } from '@jest/globals';
import { openAll, type Opened } from '@sunlit/envelope';
import { RecordEvaluation, RecordPayment } from '@sunlit/ledger';
import { allEvents, specLedger, type Told } from './testing/ledger.js';
import { visible } from './visible.js';

const open = async (...events: Told[]): Promise<Opened[]> => {
  const ledger = specLedger();
  await ledger.append('project-1', ...events);
  return openAll(await allEvents(ledger.store), ledger.ring);
};
const evaluation: Told = { type: 'BidsEvaluated', data: { ...RecordEvaluation.example, round: 1 } };
const payment: Told = { type: 'PaymentRecorded', data: { ...RecordPayment.example } };
const grounds = {
  article: '条例第十五条',
  reason: '涉及商业秘密',
  approver: 'p-9',
  reviewDate: '2030-01-01',
};

describe('What everybody may see of an event', () => {
  it('is every public field, with the salt that proves it', async () => {
    const [event] = await open(payment);
    const { data, salts, meta } = visible(event!, 7);
    expect(data).toMatchObject({ amount: '1400000.00', voucher: RecordPayment.example.voucher });
    expect(Object.keys(salts).sort()).toEqual(
      [...Object.keys(data), ...Object.keys(meta).map((name) => `meta.${name}`)].sort(),
    );
  });

  it('is never a personal field, nor its salt, but that there is one and its digest', async () => {
    const [event] = await open(payment);
    const shown = visible(event!, 7);
    expect(shown.closed).toEqual({ payeeAccount: { kind: 'personal' } });
    expect(shown.digests).toHaveProperty('payeeAccount');
    expect(shown.salts).not.toHaveProperty('payeeAccount');
    expect(JSON.stringify(shown)).not.toContain('6222');
  });

  it('is a withheld field only by its article and reason', async () => {
    const [event] = await open({ ...payment, withhold: [{ field: 'note', ...grounds }] });
    const shown = visible(event!, 7);
    expect(shown.closed).toMatchObject({ note: { kind: 'withheld', article: '条例第十五条' } });
    expect(shown.data).not.toHaveProperty('note');
    expect(JSON.stringify(shown)).not.toContain('第一期进度款');
  });

  it('is a sealed field from its opening, and no other field that is still sealed', async () => {
    const [event] = await open(evaluation);
    expect(Object.keys(visible(event!, 7).closed).sort()).toEqual(['committee', 'ranking', 'rejections']);
    const { committee } = event!.closed;
    const shown = visible(event!, 7, { committee: committee! });
    expect(shown.data).toHaveProperty('ranking');
    expect(shown.salts).toHaveProperty('ranking');
    expect(Object.keys(shown.closed)).toEqual(['committee']);
    expect(JSON.stringify(shown)).not.toContain('专家甲');
  });

  it('says for always, in meta.audience, which fields were closed and why', async () => {
    const [event] = await open(evaluation);
    const { meta } = visible(event!, 7, {});
    expect(Object.keys(meta.audience).sort()).toEqual(['committee', 'ranking', 'rejections']);
  });

  it('is no finding that quotes what was withheld after it was made, nor the salt to try it with', async () => {
    const finding = {
      ...{ rule: 'L4', version: 1, value: null, unit: 'required' as const },
      facts: { uscc: '91330000MA27AAAA0E', organisation: '江东建设有限公司' },
    };
    const [event] = await open({ ...payment, meta: { findings: [finding] } });
    expect(visible(event!, 7).meta.findings).toEqual([finding]);
    const shown = visible(event!, 7, { ...event!.closed, payee: { kind: 'withheld', ...grounds } });
    expect(shown.meta.findings).toEqual([{ ...finding, facts: {} }]);
    expect(shown.salts).not.toHaveProperty('meta.findings');
    expect(JSON.stringify(shown)).not.toContain('江东建设');
  });
});

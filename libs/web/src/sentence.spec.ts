import { describe, expect, it } from '@jest/globals';
import { invariants, shippedRulebook } from '@sunlit/ledger';
import { zh } from './messages/zh.js';
import { ruleValue, sentence } from './sentence.js';

describe('A sentence about a rule', () => {
  it('puts the facts into an invariant, amounts with separators', () => {
    const facts = { paid: '2600000.01', ceiling: '2600000.00' };
    expect(sentence('paid-over-ceiling', facts, 'zh')).toBe(
      '累计已付 2,600,000.01 元超过可付上限 2,600,000.00 元。',
    );
    expect(sentence('paid-over-ceiling', facts, 'en')).toBe(
      'Payments of 2,600,000.01 would pass the ceiling of 2,600,000.00.',
    );
  });

  it('says codes and field names as words', () => {
    expect(sentence('tender-not-open', { lot: 'SG-1', round: 1, stage: 'noticed' }, 'zh')).toContain(
      '“招标公告中”',
    );
    expect(
      sentence('fact-in-the-future', { field: 'approvedOn', date: '2026-03-02', today: '2026-03-01' }, 'zh'),
    ).toContain('批准日期');
    expect(
      sentence(
        'payment-kind-out-of-season',
        { contract: 'HT-001', kind: 'settlement', stage: 'under-way' },
        'zh',
      ),
    ).toContain('结算款');
    expect(sentence('not-entitled', { role: 'observer', command: 'RecordPayment' }, 'zh')).toBe(
      '见证监督人员 无权办理“登记合同付款”。',
    );
  });

  it('shows instants in Beijing time', () => {
    const facts = { deadline: '2026-03-20T01:30:00.000Z', instant: '2026-03-20T16:00:00.000Z' };
    expect(sentence('deadline-passed', facts, 'zh')).toContain(
      '（2026-03-20 09:30）已过，现为 2026-03-21 00:00',
    );
  });

  it('names a row of the rulebook and lists what was compared, without a verdict', () => {
    expect(sentence('T2', { lot: 'SG-1', investment: '500000.00', method: 'direct' }, 'zh')).toBe(
      '本市公开招标线：标段编号 SG-1；项目投资额 500,000.00 元；采购方式 直接发包。',
    );
    expect(
      sentence('T17', { lot: 'SG-1', observersNotInvited: ['notary', 'procuratorate'] }, 'zh'),
    ).toContain('未邀请的单位 公证处、检察院');
  });

  it('never leaves a placeholder standing, whatever facts are missing', () => {
    for (const rule of [...Object.keys(invariants), ...shippedRulebook.rows.map((r) => r.id), 'no-such-rule'])
      for (const lang of ['zh', 'en'] as const)
        expect(sentence(rule, {}, lang)).not.toMatch(/[{}]|undefined/);
  });

  it('does not take facts for markup or placeholders', () => {
    expect(sentence('lot-unknown', { lot: '{stage}' }, 'zh')).toBe('没有编号为 {stage} 的标段。');
  });
});

describe('The value of a rule', () => {
  const value = (id: string) => {
    const row = shippedRulebook.inForce(id, '2026-06-01')!;
    return ruleValue(row.value, row.unit, zh);
  };

  it('carries its unit', () => {
    expect(value('T2')).toBe('500,000.00 元');
    expect(value('T5')).toBe('20 日');
    expect(value('P5')).toBe('3%');
    expect(value('P4')).toBe('至少 10%；最多 30%');
    expect(value('T1')).toContain('工程 4,000,000.00 元');
    expect(value('B5')).toBe('禁止');
    expect(value('B1')).toBe('必须');
    expect(value('T17')).toBe('纪检监察机关、检察院、公证处');
  });

  it('is Chinese for every row', () => {
    for (const { id, value: v, unit } of shippedRulebook.rows)
      expect([id, ruleValue(v, unit, zh)]).toEqual([id, expect.not.stringMatching(/[a-z]/)]);
  });
});

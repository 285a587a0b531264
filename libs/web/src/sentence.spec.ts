import { describe, expect, it } from '@jest/globals';
import { invariants, shippedRulebook } from '@sunlit/ledger';
import { zh } from './messages/zh.js';
import { basisText, nextStep, ruleAsks, ruleValue, sentence, statedBy } from './sentence.js';

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
      '见证监督人员无权办理“登记合同付款”。',
    );
  });

  it('shows instants in Beijing time', () => {
    const facts = { deadline: '2026-03-20T01:30:00.000Z', instant: '2026-03-20T16:00:00.000Z' };
    expect(sentence('deadline-passed', facts, 'zh')).toContain(
      '（2026-03-20 09:30）已过，现为 2026-03-21 00:00',
    );
  });

  it('of the rulebook says whose rule it is, what it asks and what was found', () => {
    const facts = { lot: 'SG-1', investment: '500000.00', method: 'direct' };
    expect(sentence('T2', facts, 'zh')).toBe(
      '本市规定：投资额达到 500,000.00 元（含）的项目，施工标段须公开招标，并邀请监督单位到场。' +
        '项目投资额 500,000.00 元，标段 SG-1 采用方式：直接发包。',
    );
    expect(sentence('T2', facts, 'en')).toBe(
      'City policy: Works of projects from 500,000.00 CNY on, inclusive, are tendered openly, with observers invited. ' +
        'Investment 500,000.00; lot SG-1 is procured by: direct award.',
    );
    expect(
      sentence('T17', { lot: 'SG-1', observersNotInvited: ['notary', 'procuratorate'] }, 'zh'),
    ).toContain('标段 SG-1 开标未邀请：公证处、检察院');
  });

  it('says first what of a national rule is the city’s or the province’s', () => {
    expect(ruleAsks('T3', 'zh')).toMatch(/^国家规定（其中金额线与合并期间为本市规定）：/);
    expect(ruleAsks('T3', 'en')).toMatch(/^National rule \(the line and the window: city policy\): /);
    expect(ruleAsks('T3b', 'zh')).toMatch(/^国家规定（其中公开招标数额标准为省级规定）：/);
    expect(ruleAsks('P8', 'zh')).toMatch(/^国家规定（其中对重大变更以外的变更的要求为本单位规定）：/);
    const { basis, attributed } = shippedRulebook.rows.find(({ id }) => id === 'T3b')!;
    expect(basisText(basis, 'zh', attributed)).toBe(
      '国家规定：中华人民共和国政府采购法实施条例第二十八条（条文已核实）；' +
        '其中公开招标数额标准：省级规定：本省集中采购目录及标准（条文待确认）',
    );
  });

  it('takes value and layer of the verdict, not of the shipped row', () => {
    const stated = { value: 10, unit: 'working-days', layer: 'city' } as const;
    const facts = { valueDate: '2024-01-02', due: '2024-01-16', recordedOn: '2024-01-20' };
    expect(sentence('P10', facts, 'zh', stated)).toBe(
      '本市规定：付款与费用支出须在 10 个工作日内公开，登记即为公开。' +
        '2024-01-02 支付，最迟应于 2024-01-16 公开，2024-01-20 登记公开。',
    );
    // A later version's layer stands with the rule: it must not read as the law that it tightens.
    const finding = { rule: 'P10', version: 2, value: 10, unit: 'working-days', facts } as const;
    expect(sentence('P10', facts, 'zh', statedBy(finding))).toMatch(/^付款与费用支出须在 10 个工作日内/);
  });

  it('fills the parts of a value that has several', () => {
    expect(ruleAsks('P4', 'zh')).toBe('国家规定：施工合同约定的预付款比例应为 10% 至 30%。');
    expect(ruleAsks('T3', 'zh')).toMatch(/365 日内.*500,000\.00 元/);
    expect(ruleAsks('P7', 'en')).toContain('1 month.');
  });

  it('says so where a due date is provisional, and where an override let it through', () => {
    const late = { awardedOn: '2030-01-01', signedOn: '2030-03-01', due: '2030-01-31', days: 59 };
    expect(sentence('T14', { ...late, provisional: true }, 'zh')).toMatch(/相隔 59 日。到期日是暂定的.*。$/);
    const overridden = { bidBond: '1.00', estimate: '1.00', most: '0.02', override: 'some-id' };
    expect(sentence('T7', overridden, 'zh')).toMatch(/已凭经批准的豁免办理。$/);
    expect(sentence('T7', overridden, 'zh')).not.toContain('some-id');
  });

  it('of a row that was adopted later has its name and its facts', () => {
    expect(sentence('C1', { lot: 'SG-1' }, 'zh')).toBe('C1：标段编号 SG-1。');
    expect(sentence('C1', {}, 'en')).toBe('C1.');
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

describe('Codes within a sentence', () => {
  it.each([
    [
      'failure-ground-out-of-season',
      { lot: 'A', stage: 'noticed', ground: 'no-candidate' },
      '无合格中标候选人',
    ],
    ['rule-loosened-locally', { rule: 'T5', layer: 'city', before: 20, value: 15 }, '本市规定只能收紧'],
    ['rule-value-unfit', { rule: 'T5', unit: 'calendar-days', value: '"x"' }, '单位 日'],
    ['reversal-in-part', { kind: 'expense', paid: '2.00', amount: '1.00' }, '“费用支出”须整笔冲销'],
    ['taken-over-contradicts', { contract: 'A', field: 'recovered', against: 'advances' }, '累计预付款'],
    ['advance-over-ceiling', { advances: '1.00', ceiling: '0.10', price: '1.00', rate: 1000 }, '的 10%）'],
    ['audited-over-reviewed', { contract: 'expenses', audited: '2.00', reviewed: '1.00' }, '“费用支出”审计'],
    ['reconciliation-does-not-balance', { differences: ['total: 0.01'] }, '合计: 0.01'],
    ['override-without-subject', { subjectKind: 'lot' }, '标段'],
  ])('of %s are words', (rule, facts, said) => expect(sentence(rule, facts, 'zh')).toContain(said));
});

describe('What to do next', () => {
  it('is said of every invariant and every row', () => {
    for (const rule of [...Object.keys(invariants), ...shippedRulebook.rows.map((r) => r.id)]) {
      expect([rule, nextStep(rule, 'zh')]).toEqual([rule, expect.stringMatching(/\p{Script=Han}.*。$/u)]);
      expect([rule, nextStep(rule, 'en')]).toEqual([rule, expect.stringMatching(/^\p{Lu}.*\.$/u)]);
    }
  });

  it('of a rule without words leads to the table of rules', () =>
    expect(nextStep('C1', 'zh')).toContain('/rules'));
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

import { describe, expect, it } from '@jest/globals';
import type { ReactElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { ClosedNote, Shown, ShownText } from './closed.js';
import { inReadingOrder } from '../field-kind.js';
import { Documents, sizeText } from './documents.js';
import { FieldValue } from './field-value.js';
import { Finding } from './finding.js';
import { MoneyLine } from './money-line.js';
import { Money } from './money.js';
import { Pagination } from './pagination.js';
import { Table } from './table.js';
import { Instant } from './when.js';

const html = (element: ReactElement): string => renderToStaticMarkup(element);
/** What is read: markup taken off. */
const text = (element: ReactElement): string => html(element).replace(/<[^>]*>/g, '');

describe('Money', () => {
  it('is shown whole, with the large form beside it', () => {
    expect(text(<Money amount="10000000.00" large />)).toBe('¥ 10,000,000.00（1,000 万元）');
    expect(html(<Money amount="10000000.00" />)).toContain('value="10000000.00"');
  });
});

describe('An instant', () => {
  it('is shown in Beijing time and kept as UTC for machines', () => {
    expect(html(<Instant instant="2026-03-20T16:30:00.000Z" zone />)).toBe(
      '<time dateTime="2026-03-20T16:30:00.000Z"><span class="sl-nowrap">2026-03-21 00:30</span>（北京时间）</time>',
    );
  });
});

describe('A closed field', () => {
  it('that is sealed says which event opens it', () => {
    expect(text(<ClosedNote note={{ kind: 'sealed', until: 'CandidatesPublicized', of: {} }} />)).toBe(
      '未到公开时间 将随“中标候选人公示”公开',
    );
  });

  it('that is withheld says article, reason and the day it is looked at again, and no person', () => {
    const note = {
      kind: 'withheld',
      article: '政府信息公开条例第十五条',
      reason: '涉及商业秘密',
      approver: 'person-9',
      reviewDate: '2027-01-01',
    } as const;
    const said = text(<ClosedNote note={note} />);
    expect(said).toContain('依法不公开');
    expect(said).toContain('政府信息公开条例第十五条。理由：涉及商业秘密。');
    expect(said).toContain('2027-01-01');
    expect(said).not.toContain('person-9');
  });

  it('that is personal says so', () => {
    expect(text(<ClosedNote note={{ kind: 'personal' }} />)).toBe('个人信息，不公开');
  });

  it('stands in the place of its value, and 无 in the place of nothing', () => {
    const row = {
      payee: undefined as string | undefined,
      note: null as string | null,
      name: '<b>x</b>',
      closed: { payee: { kind: 'personal' } as const },
    };
    expect(text(<ShownText of={row} field="payee" />)).toBe('个人信息，不公开');
    expect(text(<ShownText of={row} field="note" />)).toBe('无');
    expect(
      html(
        <Shown of={row} field="name">
          {(name) => name}
        </Shown>,
      ),
    ).toBe('&lt;b&gt;x&lt;/b&gt;');
  });
});

describe('A table', () => {
  const columns = [
    { head: '名称', cell: (row: { name: string }) => row.name },
    { head: '金额', numeric: true, cell: () => '1.00' },
  ];

  it('keeps its meaning and its labels when a phone takes it apart', () => {
    const made = html(
      <Table
        caption="一览"
        columns={columns}
        rows={[{ name: '甲' }]}
        rowKey={(row) => row.name}
        total={['合计', '1.00']}
      />,
    );
    expect(made.match(/role="row"/g)).toHaveLength(3);
    expect(made).toContain('<td role="cell" data-label="名称"');
    expect(made).toContain('scope="col"');
  });
});

describe('A finding', () => {
  const local = {
    rule: 'T2',
    version: 1,
    value: '500000.00',
    unit: 'fen',
    facts: { investment: '500000.00', method: 'direct' },
  } as const;

  it('shows what was compared, the value, the basis and its version, as a lead', () => {
    const said = text(<Finding finding={local} />);
    for (const part of ['线索，不是结论', '本市公开招标线', '500,000.00 元', '直接发包', '规则第 1 版'])
      expect(said).toContain(part);
  });

  it('calls local policy local', () => {
    const said = text(<Finding finding={local} />);
    expect(said).toContain('本市规定');
    expect(said).not.toContain('国家规定');
    expect(said).toContain('条文待确认');
  });

  it('judged by a version adopted later names that version’s own rule, whatever the product ships with', () => {
    const adopted = {
      title: { zh: '付款十个工作日内公开', en: 'Payment published within ten working days' },
      basis: { document: '临江市资金公开办法', article: '第八条', layer: 'city', certainty: 'verified' },
    } as const;
    const finding = { rule: 'P10', version: 2, value: 10, unit: 'working-days', facts: {} } as const;
    const said = text(<Finding finding={finding} judgedBy={adopted} />);
    for (const part of ['付款十个工作日内公开', '本市规定', '临江市资金公开办法第八条', '10 个工作日'])
      expect(said).toContain(part);
    expect(said).not.toContain('国家规定');
  });

  it('names national law as such', () => {
    const said = text(
      <Finding
        finding={{ rule: 'T14', version: 1, value: 30, unit: 'calendar-days', facts: { days: 41 } }}
      />,
    );
    expect(said).toContain('国家规定');
    expect(said).toContain('中华人民共和国招标投标法第四十六条');
    expect(said).toContain('41 日');
  });
});

describe('The money line', () => {
  it('keeps contracts and payments apart and gives every figure beside its bar', () => {
    const made = (
      <MoneyLine
        figures={{
          budget: '12000000.00',
          contracted: '10300000.00',
          certified: '2000000.00',
          paid: '2400000.00',
          expenses: '440000.00',
          audited: null,
        }}
      />
    );
    for (const part of [
      '批准预算',
      '合同价（含变更）',
      '累计计量',
      '合同已付',
      '费用支出',
      '85.83%',
      '尚未审计',
    ])
      expect(text(made)).toContain(part);
    expect(html(made)).toContain('width="858"');
  });

  it('draws nothing where there is nothing', () => {
    const made = html(
      <MoneyLine
        figures={{
          budget: null,
          contracted: '0.00',
          certified: '0.00',
          paid: '0.00',
          expenses: '0.00',
          audited: null,
        }}
      />,
    );
    expect(made).toContain('预算尚未批准');
    expect(made).not.toContain('NaN');
  });
});

describe('A field of an event', () => {
  const shown = (type: string, field: string, value: never) =>
    text(<FieldValue type={type} path={[field]} value={value} />);

  it('is read by its kind', () => {
    expect(shown('PaymentRecorded', 'amount', '1400000.00' as never)).toBe('¥ 1,400,000.00（140 万元）');
    expect(shown('PaymentRecorded', 'kind', 'progress' as never)).toBe('进度款');
    expect(shown('ContractSigned', 'kind', 'works' as never)).toBe('施工');
    expect(shown('LotPlanned', 'kind', 'works' as never)).toBe('工程');
    expect(shown('ContractSigned', 'advanceRate', 1250 as never)).toBe('12.5%');
    expect(shown('TenderNoticePublished', 'bidDeadline', '2026-03-20T01:30:00.000Z' as never)).toBe(
      '2026-03-20 09:30（北京时间）',
    );
    expect(shown('PaymentRecorded', 'certificate', null as never)).toBe('无');
  });

  it('is not taken for money where the office wrote a score', () => {
    const ranking = [{ rank: 1, bidder: { uscc: null, name: '甲' }, price: '1.00', score: '92.45' }];
    const said = shown('BidsEvaluated', 'ranking', ranking as never);
    expect(said).toContain('得分92.45');
    expect(said).toContain('¥ 1.00');
  });

  it('that the ledger derived is told by its form', () => {
    expect(shown('SettlementReviewed', 'reductionRate', 175 as never)).toBe('1.75%');
    expect(shown('SettlementReviewed', 'reduction', '180000.00' as never)).toContain('180,000.00');
  });
});

describe('Documents', () => {
  it('name type, size and the beginning of the hash', () => {
    const said = text(
      <Documents
        documents={[
          {
            sha256: 'e3b0c44298fc1c14'.padEnd(64, '0'),
            title: '批复',
            mediaType: 'application/pdf',
            size: 482_113,
          },
        ]}
      />,
    );
    expect(said).toBe('批复 PDF, 470.8 KB e3b0 c442 98fc 1c14…');
  });

  it.each([
    [0, '0 B'],
    [1023, '1023 B'],
    [1024, '1.0 KB'],
    [5_242_880, '5.0 MB'],
  ])('of %i bytes are %s', (bytes, said) => {
    expect(sizeText(bytes)).toBe(said);
  });
});

describe('Pagination', () => {
  it('leads both ways from the middle and nowhere beyond the ends', () => {
    const links = (page: number) =>
      [
        ...html(<Pagination page={page} pages={3} href={(n) => `/?page=${n}`} />).matchAll(/href="([^"]+)"/g),
      ].map((m) => m[1]);
    expect(links(1)).toEqual(['/?page=2']);
    expect(links(2)).toEqual(['/?page=1', '/?page=3']);
    expect(links(3)).toEqual(['/?page=2']);
  });

  it('is left out where all fits on one page', () => {
    expect(html(<Pagination page={1} pages={1} href={String} />)).toBe('');
  });
});

describe('The fields of an event', () => {
  it('are read in the order an officer fills them in, derived ones last', () => {
    const stored = ['contract', 'delta', 'priceAfter', 'reason', 'change'].sort();
    expect(inReadingOrder('ContractChanged', [], stored)).toEqual([
      'contract',
      'change',
      'reason',
      'delta',
      'priceAfter',
    ]);
    expect(inReadingOrder('BudgetProposed', ['lines'], ['amount', 'category', 'description'])).toEqual([
      'category',
      'description',
      'amount',
    ]);
  });
});

import { describe, expect, it } from '@jest/globals';
import type { CertificateRow, PaymentRow, ProjectPage as View } from '@sunlit/read-models';
import { catalogues, renderPage, type Lang } from '@sunlit/web';
import { gzipSync } from 'node:zlib';
import { ProjectPage } from '../project.page.js';
import { fullProject, projectId, smallProject } from '../testing/fixtures.js';
import { pageOf } from '../testing/money-fixtures.js';
import { troubledProject } from '../testing/troubled.js';
import type { ProjectPageView } from './page-view.js';

const html = (view: View | ProjectPageView, lang: Lang = 'zh'): string =>
  renderPage(ProjectPage, 'timeline' in view ? view : pageOf(view), {
    words: catalogues[lang],
    assets: { stylesheet: '/assets/sunlit.css', icon: '/assets/icon.svg' },
  });
const text = (view: View | ProjectPageView, lang: Lang = 'zh'): string =>
  html(view, lang)
    .replace(/^.*<main/s, '<main')
    .replace(/<\/(td|dd|dt|li|p|h\d)>/g, ' ')
    .replace(/<[^>]*>/g, '');
/** Of `parts` those that are not said, in this order. */
function missing(said: string, ...parts: string[]): string[] {
  let from = 0;
  return parts.filter((part) => {
    const found = said.indexOf(part, from);
    if (found >= 0) from = found + part.length;
    return found < 0;
  });
}
/** The part of the page with that address. */
const section = (page: string, id: string): string => page.slice(page.indexOf(` id="${id}"`));

describe('The project page, top to bottom', () => {
  it('has its parts in the order in which a citizen asks', () => {
    const ids = [...html(fullProject).matchAll(/<section[^>]* id="([^"]+)"/g)].map((found) => found[1]);
    expect(ids).toEqual([
      ...['money', 'over-time', 'checkpoints', 'budget', 'tender', 'payment', 'account'],
      ...['findings', 'on-entries', 'obligations', 'leads', 'payments', 'certificates'],
      ...['people', 'documents', 'trail', 'past', 'downloads', 'raise'],
    ]);
  });

  it('shows the money as a chart with every figure in its words, and as a table', () => {
    const page = html(fullProject);
    expect(page).toContain(
      `<img src="/projects/${projectId}/charts/money.svg?entry=41&amp;lang=zh&amp;v=1" width="960"`,
    );
    expect(page).toMatch(/<source media="\(max-width: 40em\)" srcSet="[^"]*narrow=1[^"]*" width="320"/);
    expect(page).toMatch(/alt="本项目资金：批准预算 12,000,000.00 元，[^"]*审计审定 10,960,000.00 元。"/);
    expect(section(page, 'over-time')).toContain('2026-06-13 11:04');
  });

  it('of the past shows the charts of then', () => {
    const past = {
      asof: null,
      entry: 21,
      recordedAt: '2026-06-13T03:04:05.678Z',
      now: `/projects/${projectId}`,
    };
    expect(html({ ...fullProject, past })).toContain('charts/money.svg?entry=21&amp;');
  });

  it('draws nothing over time where nothing is certified or paid yet', () => {
    expect(html(smallProject)).not.toContain('payments.svg?entry=41&amp;lang=zh&amp;narrow');
  });

  it('says under each checkpoint what is due and what is overdue', () => {
    const payment = section(html(fullProject), 'payment').slice(0, 3000);
    expect(payment).toMatch(/逾期 1 项.*支付计量款.*期限.*2026-11-09.*逾期 11 日/s);
  });

  it('leads to its data, to paper and to its drawings', () => {
    const page = section(html(fullProject), 'downloads');
    for (const path of ['.json', '/trail.jsonl', '/sheet', '/poster', '/charts/money.svg'])
      expect(page).toContain(`href="/projects/${projectId}${path}`);
  });

  it('says by the entries themselves where to ask and object', () => {
    const said = text(fullProject).slice(text(fullProject).lastIndexOf('提出疑问或异议'));
    expect(missing(said, '工程管理科', '周明远', '招标办', '异议渠道：招标人书面提出')).toEqual([]);
  });
});

describe('What the rules found', () => {
  it('is added up first, with what is overdue among it', () => {
    expect(
      missing(text(fullProject), '登记时提示 2 条，逾期未办 1 项，逾期办理 1 项，跨项目线索 1 条。'),
    ).toEqual([]);
    expect(missing(text(troubledProject), '规则豁免 2 项')).toEqual([]);
    expect(text(smallProject)).toContain('没有核查提示。');
  });

  it('names an overdue date even where no entry has a finding', () => {
    const quiet = {
      ...fullProject,
      findings: [],
      leads: [],
      paging: { ...fullProject.paging, findings: { page: 1, pages: 1, total: 0 } },
    };
    expect(missing(text(quiet), '逾期未办 1 项，逾期办理 1 项。由规则自动给出')).toEqual([]);
    expect(text(quiet)).not.toContain('没有核查提示');
  });
});

describe('Certificates against payments', () => {
  const certificate = fullProject.certificates[0]!;
  const running = {
    ...fullProject,
    contracts: [{ ...fullProject.contracts[0]!, review: null }],
  };

  it('shows of each what may be paid, what is paid in cash and of the advance, and that nothing is due', () => {
    const said = text(fullProject).slice(text(fullProject).indexOf('合同 HT-001 计量与付款'));
    expect(
      missing(
        said,
        '可付（80%）',
        'JL-01',
        '2,000,000.00',
        '1,600,000.00',
        '1,400,000.00',
        '扣回预付款 200,000.00',
        '已付清',
      ),
    ).toEqual([]);
  });

  it('shows what is still due, by when, and that it is overdue', () => {
    const late: CertificateRow = { ...certificate, certificate: 'JL-04', value: '100000.01', revision: 30 };
    const said = text({ ...running, certificates: [certificate, late] });
    // 80 % of 100,000.01, rounded down to the fen.
    expect(
      missing(
        said.slice(said.indexOf('JL-042026')),
        '80,000.00',
        '80,000.00',
        '期限 2026-11-09',
        '逾期 11 日',
      ),
    ).toEqual([]);
  });

  it('says that after the review the settlement takes the place of what was due', () => {
    const unpaid = { ...pageOf(fullProject), certificatesPaid: [] };
    expect(missing(text(unpaid), '合同 HT-001 计量与付款', '并入结算')).toEqual([]);
  });
});

describe('Works taken over', () => {
  it('begin payments and certificates with the balances of then, so that the sums add up', () => {
    const said = text(troubledProject);
    const payments = said.slice(said.indexOf('合同付款与费用支出一并列出'));
    expect(
      missing(
        payments,
        '2025-12-31',
        '接管余额（HT-001）',
        '2,600,000.00',
        '接管余额（费用支出）',
        '80,000.00',
        '2,680,000.00',
      ),
    ).toEqual([]);
    expect(
      missing(said.slice(said.indexOf('合同 HT-001 计量与付款')), '接管余额 2025-12-31', '3,000,000.00'),
    ).toEqual([]);
  });
});

describe('A terminated contract', () => {
  it('is why the contracts add up to more than the sum', () => {
    const view = { ...troubledProject, figures: { ...troubledProject.figures, contracted: '2800000.00' } };
    expect(text(view)).toContain('合同 HT-001 已解除，只按已计量或已付的金额占用预算');
    expect(text(view)).toContain('多 7,500,000.00 元');
    expect(text(fullProject)).not.toContain('占用预算');
  });
});

describe('A payment taken back', () => {
  it('names the voucher that it takes back', () => {
    expect(missing(text(troubledProject), '冲销进度款（HT-001）', '冲销凭证 ZF-2026-0612 的付款')).toEqual(
      [],
    );
  });
});

describe('Observers', () => {
  it('have invitation, reply, attendance, statement and signature', () => {
    const said = text(troubledProject);
    expect(
      missing(
        said.slice(said.indexOf('第 1 次招标')),
        '公证处',
        '2026-03-10',
        '到场',
        '到场见证',
        '封存过程符合规定。',
        '由本单位账号登记于 2026-05-13 10:00',
      ),
    ).toEqual([]);
    expect(
      missing(
        text(fullProject),
        '临江市公证处',
        '开标记录列为到场',
        '临江市人民检察院',
        '开标记录未列到场',
        '尚未签署',
      ),
    ).toEqual([]);
  });
});

describe('Nothing on the page', () => {
  it.each(['zh', 'en'] as const)('(%s) is blank: what is not there says why', (lang) => {
    for (const view of [fullProject, smallProject])
      expect(html(view, lang)).not.toMatch(/<(dd|p|li|h\d)[^>]*>\s*<\/\1>/);
  });

  it('is Chinese on an English page but what was recorded', () => {
    const frame = html(smallProject, 'en')
      .replace(/<(\w+)[^>]* lang="zh-CN"[^>]*>.*?<\/\1>/gs, '')
      .replace(/^.*<main/s, '<main')
      .replace(/<[^>]*>/g, ' ');
    const words = frame.match(/[\u4e00-\u9fff]+/g) ?? [];
    // The gist of the trail is what was recorded too.
    expect(words.filter((word) => !smallProject.registered.name!.includes(word))).toEqual([]);
  });
});

describe('A page with 200 payments', () => {
  it('stays under 100 KB on its way, in either language', () => {
    const payments: PaymentRow[] = Array.from({ length: 200 }, (_, i) => ({
      ...fullProject.payments[0]!,
      ...{
        revision: 100 + i,
        entry: 101 + i,
        voucher: `ZF-${i}`,
        amount: `${1000 + i * 7}.${10 + (i % 90)}`,
      },
      ...{ balance: `${2_400_000 + i * 1013}.00`, note: `第 ${i} 期进度款，附监理签认的计量清单` },
    }));
    const certificates: CertificateRow[] = payments.map(({ revision, entry }, i) => ({
      ...fullProject.certificates[0]!,
      ...{ revision: revision + 1000, entry: entry + 1000, certificate: `JL-${i}` },
    }));
    for (const lang of ['zh', 'en'] as const)
      expect(gzipSync(html({ ...fullProject, payments, certificates }, lang)).length).toBeLessThan(100_000);
  });
});

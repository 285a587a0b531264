import { afterEach, describe, expect, it } from '@jest/globals';
import { projectId } from '@sunlit/envelope';
import type { ProjectState } from '@sunlit/ledger';
import { folderOf, linjiang, openTown, removeFolders, sampleFiles } from './testing/office.js';
import type { RowError } from './report.js';

const owner = '11331082MB0X12345C';
const register = `登记时间,编制,复核,项目编号,项目名称,建设单位.统一社会信用代码,建设单位.名称,行政区划代码,工程类别,建设地点,资金来源,投资估算,责任科室,责任人
2025-03-03 10:00,finance-1,approver-1,ZW-1,北门桥维修,${owner},临江市市政工程建设中心,331082,桥梁,北门桥,市级财政资金,300000.00,工程管理科,周明远
`;
const consult = (...rows: string[]): string =>
  `登记时间,编制,复核,项目编号,部门,意见,征求日期\n${rows.join('\n')}\n`;
const agreed = '2025-03-05 10:00,finance-1,approver-1,ZW-1,市财政局,同意。,2025-03-04';

/** What the report says of the folder, shortly. */
async function refusalsOf(
  files: Record<string, string | Uint8Array>,
  officersTown = openTown(),
): Promise<RowError[]> {
  const town = await officersTown;
  const { refused } = await town.import(await folderOf(files), { dryRun: true });
  return [...refused];
}

afterEach(removeFolders);

describe('A sheet is read', () => {
  const load = async (sheet: string | Uint8Array) => {
    const town = await openTown();
    const report = await town.import(
      await folderOf({ 'register-project.csv': register, 'record-consultation.csv': sheet }),
    );
    const events = await town.office.streams.events(`project-${projectId(owner, 'ZW-1')}`, 1, 9);
    return { refused: report.refused, data: events.map(({ data }) => data) };
  };
  const expected = {
    refused: [],
    data: [expect.objectContaining({ department: '市财政局', opinion: '同意。' })],
  };

  it('in UTF-8', async () => expect(await load(consult(agreed))).toEqual(expected));
  it('in UTF-8 with a byte order mark', async () =>
    expect(await load(`\uFEFF${consult(agreed)}`)).toEqual(expected));
  it('with the line ends of Windows', async () =>
    expect(await load(consult(agreed).replaceAll('\n', '\r\n'))).toEqual(expected));
  it('in GBK, as Excel saves it in China', async () => {
    // prettier-ignore
    const gbk: Record<string, string> = {
      登: 'b5c7', 记: 'bcc7', 时: 'cab1', 间: 'bce4', 编: 'b1e0', 制: 'd6c6', 复: 'b8b4', 核: 'bacb', 项: 'cfee', 目: 'c4bf', 号: 'bac5',
      部: 'b2bf', 门: 'c3c5', 意: 'd2e2', 见: 'bcfb', 征: 'd5f7', 求: 'c7f3', 日: 'c8d5', 期: 'c6da', 市: 'cad0', 财: 'b2c6', 政: 'd5fe',
      局: 'bed6', 同: 'cdac', '。': 'a1a3',
    };
    const bytes = Buffer.concat(
      [...consult(agreed)].map((c) =>
        Buffer.from(gbk[c] ?? c.charCodeAt(0).toString(16).padStart(2, '0'), 'hex'),
      ),
    );
    expect(await load(bytes)).toEqual(expected);
  });
  it('with English names of columns, in any order', async () => {
    const sheet = `consultedOn,opinion,department,project,confirmedBy,preparedBy,recordedAt\n2025-03-04,同意。,市财政局,ZW-1,approver-1,finance-1,2025-03-05 10:00\n`;
    expect(await load(sheet)).toEqual(expected);
  });
  it('past empty rows that a spreadsheet leaves at its end', async () => {
    expect(await load(`${consult(agreed)},,,,,,\n\n`)).toEqual(expected);
  });
  it('with cells of several lines', async () => {
    const { data } = await load(consult(agreed.replace('同意。', '"一、同意。\r\n二、""注意""工期。"')));
    expect(data).toEqual([expect.objectContaining({ opinion: '一、同意。\n二、"注意"工期。' })]);
  });
});

describe('A sheet is refused before anything is stored', () => {
  const reasons = async (sheet: string | Uint8Array, file = 'record-consultation.csv') =>
    (await refusalsOf({ 'register-project.csv': register, [file]: sheet })).map(
      ({ line, column, reason }) => [line, column, reason],
    );

  it('when it is a workbook, or text that no spreadsheet saved as CSV', async () => {
    expect(await reasons(Buffer.from('504b0304', 'hex'))).toEqual([
      [null, null, expect.stringContaining('Excel 工作簿')],
    ]);
    expect(await reasons(Buffer.from('\uFEFFa', 'utf16le'))).toEqual([
      [null, null, expect.stringContaining('UTF-16')],
    ]);
    expect(await reasons(Buffer.from('ff80', 'hex'))).toEqual([[null, null, expect.stringContaining('GBK')]]);
  });
  it('when no command has its name', async () => {
    expect(await reasons('a\n', 'payments.csv')).toEqual([
      [null, null, expect.stringContaining('record-payment')],
    ]);
  });
  it('with every unknown, missing and double column', async () => {
    const sheet = consult(agreed).replace('意见', '意见书').replace('部门', '编制');
    expect(await reasons(sheet)).toEqual([
      [1, '编制', expect.stringContaining('两次')],
      [1, '意见书', expect.stringContaining('没有“意见书”这一列')],
      [1, '部门', expect.stringContaining('缺少')],
      [1, '意见', expect.stringContaining('缺少')],
    ]);
  });
  it('with quotes that do not match, naming the row where they begin', async () => {
    const sheet = consult(agreed, agreed.replace('同意。', '"同意。'), agreed);
    expect(await reasons(sheet)).toEqual([[3, null, expect.stringContaining('引号')]]);
  });
  it('with all problems of all rows at once, each with its physical line', async () => {
    const sheet = consult(
      agreed.replace('同意。', '"一、同意。\n二、注意工期。"').replace('2025-03-04', '2025/3/4'),
      agreed.replace('市财政局', ' 市财政局').replace('2025-03-04', '2025-02-30'),
      `${agreed},多一格`,
      agreed.replace('市财政局', ''),
    );
    expect(await reasons(sheet)).toEqual([
      [2, '征求日期', expect.stringContaining('格式 2026-03-20')],
      [4, '部门', expect.stringContaining('首尾不留空格')],
      [4, '征求日期', expect.stringContaining('真实存在的日期')],
      [5, null, '有 8 列，标题行有 7 列'],
      [6, '部门', '必填'],
    ]);
  });
  it('when the folder is missing, or holds no sheet', async () => {
    const town = await openTown();
    await expect(town.import('/nowhere/at/all')).rejects.toThrow('没有可导入的表');
    await expect(town.import(await folderOf({ 'README.md': 'nothing' }))).rejects.toThrow('没有可导入的表');
  });
  it('when one row stands in it twice', async () => {
    expect(await reasons(consult(agreed, agreed))).toEqual([
      [3, null, expect.stringContaining('与第 2 行完全相同')],
    ]);
  });
  it('with unknown officers, or one person for both parts', async () => {
    const sheet = consult(
      agreed.replace('finance-1', 'nobody'),
      agreed.replace('approver-1', 'finance-1'),
      agreed.replace('approver-1', ''),
    );
    expect(await reasons(sheet)).toEqual([
      [2, '编制', expect.stringContaining('nobody')],
      [3, '复核', '复核人不能是编制人本人'],
      [4, '复核', '必填'],
    ]);
  });
  it('with an entry recorded in the future, or prepared after it was confirmed', async () => {
    const sheet = `登记时间,编制时间,编制,复核,项目编号,部门,意见,征求日期
D+1 10:00,,finance-1,approver-1,ZW-1,市财政局,同意。,D-1
D-1 10:00,D-1 10:00,finance-1,approver-1,ZW-1,市财政局,同意。,D-1
`;
    expect(await reasons(sheet)).toEqual([
      [2, '登记时间', expect.stringContaining('将来')],
      [3, '编制时间', '须早于登记时间'],
    ]);
  });
  it('with characters that nobody can see', async () => {
    const sheet = consult(agreed.replace('同意。', '同\t意。'), agreed.replace('市财政局', '市\u202e财政局'));
    expect(await reasons(sheet)).toEqual([
      [2, '意见', expect.stringContaining('控制字符')],
      [3, '部门', expect.stringContaining('文字方向')],
    ]);
  });
});

describe('An amount', () => {
  const amount = async (text: string) => {
    const sheet = register.replace('300000.00', text.includes(',') ? `"${text}"` : text);
    return (await refusalsOf({ 'register-project.csv': sheet })).map(
      ({ line, column, value, reason }) => `${line} ${column} ${value}: ${reason}`,
    );
  };
  it('has exactly two decimals', async () => {
    expect(await amount('300000.000')).toEqual([
      expect.stringMatching(/^2 投资估算 300000\.000: .*恰好两位小数/),
    ]);
    expect(await amount('300000')).toEqual([expect.stringContaining('恰好两位小数')]);
    expect(await amount('300000.00')).toEqual([]);
  });
  it('has no separators of thousands', async () =>
    expect(await amount('300,000.00')).toEqual([expect.stringContaining('不要写千分位逗号')]));
  it('has no full-width digits', async () =>
    expect(await amount('３０００００.００')).toEqual([expect.stringContaining('含有全角字符')]));
});

describe('A list stands in one cell, one item on a line', () => {
  const lines = async (cell: string) => {
    const sheet = `登记时间,编制,复核,项目编号,概预算类别,费用明细,合计,编报日期\n2025-03-06 10:00,finance-1,approver-1,ZW-1,预算,"${cell}",300000.00,2025-03-06\n`;
    return (await refusalsOf({ 'register-project.csv': register, 'propose-budget.csv': sheet })).map(
      ({ field, reason }) => `${field} ${reason}`,
    );
  };
  it('with its parts in their order', async () =>
    expect(await lines('建安工程费|桥面铺装|290000.00\n预备费|预备费|10000.00')).toEqual([]));
  it('and every part of every item is checked', async () => {
    expect(await lines('建安费|桥面铺装|290000.00\n预备费|预备费|1万')).toEqual([
      expect.stringMatching(/^lines\.0\.category 第 1 行“费用类别”须为下列之一：建安工程费、/),
      expect.stringMatching(/^lines\.1\.amount 第 2 行“金额”须为/),
    ]);
  });
  it('and no part is forgotten', async () => {
    expect(await lines('建安工程费|290000.00')).toEqual([
      'lines 第 1 行应有 3 项，写作“费用类别|说明|金额”，现有 2 项',
    ]);
  });
});

describe('A project', () => {
  const other = '12331082MB0Y67890X';
  const sheets = (rows: string) => ({
    'register-project.csv': `${register}2025-03-03 10:00,finance-1,approver-1,ZW-1,南门桥维修,${other},临江市园林所,331082,桥梁,南门桥,市级财政资金,300000.00,工程管理科,周明远\n`,
    'record-consultation.csv': rows,
  });
  it('is told from another owner’s of the same number by its owner’s code', async () => {
    expect((await refusalsOf(sheets(consult(agreed)))).map(({ reason }) => reason)).toEqual([
      expect.stringContaining('“建设单位代码”'),
    ]);
    expect(
      await refusalsOf(sheets(consult(`${agreed},${owner}`).replace('征求日期', '征求日期,建设单位代码'))),
    ).toEqual([]);
  });
});

describe('A document', () => {
  const named = async (cell: string, documents: Record<string, string | Uint8Array>) => {
    const sheet = consult(`${agreed},${cell}`).replace('征求日期', '征求日期,附件');
    const files = Object.fromEntries(
      Object.entries(documents).map(([name, bytes]) => [`documents/${name}`, bytes]),
    );
    return (
      await refusalsOf({ 'register-project.csv': register, 'record-consultation.csv': sheet, ...files })
    ).map(({ reason }) => reason);
  };
  it('lies in the folder under its name', async () => {
    expect(await named('复函.pdf', { '复函.pdf': '%PDF-1.4\n' })).toEqual([]);
    expect(await named('市财政局复函|a.pdf', { 'a.pdf': '%PDF-1.4\n' })).toEqual([]);
    expect(await named('复函.pdf', {})).toEqual(['documents 文件夹中没有“复函.pdf”']);
    expect(await named('../officers.csv', {})).toEqual(['documents 文件夹中没有“../officers.csv”']);
  });
  it('is what its first bytes say', async () => {
    expect(await named('复函.pdf', { '复函.pdf': 'just words' })).toEqual([
      expect.stringContaining('类型无法识别'),
    ]);
  });
});

describe('In a sample ledger', () => {
  it('a dry run stores nothing', async () => {
    const town = await openTown();
    const report = await town.import(linjiang, { dryRun: true });
    expect(report).toMatchObject({ rows: 70, carriedOut: 0, refused: [] });
    expect(await town.events()).toBe(1);
  });

  it('a row that the ledger refuses is told with file and line, ends its project and not the others', async () => {
    const files = await sampleFiles();
    // One fen more than certificate 1 allows.
    files['record-payment.csv'] = String(files['record-payment.csv']).replace('1400000.00', '1400000.01');
    const line =
      String(files['record-payment.csv'])
        .split('\n')
        .findIndex((l) => l.includes('1400000.01')) + 1;
    const town = await openTown();
    const report = await town.import(await folderOf(files));
    expect(report.refused).toEqual([
      {
        file: 'record-payment.csv',
        line,
        column: null,
        field: null,
        reason: expect.stringMatching(/扣回|上限/),
      },
      {
        file: 'record-payment.csv',
        line,
        column: null,
        field: null,
        reason: expect.stringMatching(/扣回|上限/),
      },
    ]);
    expect(report.carriedOut + report.skipped + 1).toBe(report.rows);
    const tendering = await town.office.streams.load<ProjectState>(
      `project-${projectId(owner, 'ZW-LD-008')}`,
    );
    expect(tendering.state.lots['SG-1']?.tender?.stage).toBe('noticed');
  });

  it('a mended sheet goes on where the refused row stood', async () => {
    const broken = await folderOf({
      'register-project.csv': register,
      'record-consultation.csv': consult(agreed.replace('2025-03-04', '2025-03-06')),
    });
    const town = await openTown();
    expect((await town.import(broken)).refused).toHaveLength(1);
    const mended = await folderOf({
      'register-project.csv': register,
      'record-consultation.csv': consult(agreed),
    });
    expect(await town.import(mended)).toMatchObject({ carriedOut: 1, replayed: 1, refused: [] });
  });

  it('a row whose document was changed after it was recorded is refused', async () => {
    const sheet = consult(`${agreed},复函.pdf`).replace('征求日期', '征求日期,附件');
    const folder = (pdf: string) =>
      folderOf({
        'register-project.csv': register,
        'record-consultation.csv': sheet,
        'documents/复函.pdf': pdf,
      });
    const town = await openTown();
    await town.import(await folder('%PDF-1.4\nfirst'));
    const { refused, replayed } = await town.import(await folder('%PDF-1.4\nsecond'));
    expect([replayed, refused.map(({ reason }) => reason)]).toEqual([
      1,
      [expect.stringContaining('先前已导入')],
    ]);
  });

  it('a bidder named at the opening without a bid in the box is told', async () => {
    const files = await sampleFiles();
    files['open-bids.csv'] = String(files['open-bids.csv']).replace(
      '91330000MA27CCCC0R|东湖市政工程有限公司',
      '91330000MA27EEEE05|北河建设集团有限公司',
    );
    const { refused } = await (await openTown()).import(await folderOf(files));
    expect(refused.map(({ file, reason }) => [file, reason])).toEqual([
      ['open-bids.csv', '投标箱中没有“北河建设集团有限公司”的有效投标'],
    ]);
  });
});

describe('In a real ledger', () => {
  const bare = (sheet: string): string =>
    sheet
      .split('\n')
      .map((l) => l.split(',').slice(3).join(','))
      .join('\n');
  const real = () => openTown({ sample: false });
  const recent = (row: string) => row.replaceAll('2025-03-04', '2026-03-01');

  it('needs to know who prepares', async () => {
    const town = await real();
    await expect(town.import(linjiang)).rejects.toThrow('--as');
    await expect(town.import(linjiang, { as: 'nobody' })).rejects.toThrow('nobody');
  });

  it('only prepares: one submission for a sheet and project, the same when run twice', async () => {
    const town = await real();
    const folder = await folderOf({ 'register-project.csv': bare(register) });
    const report = await town.import(folder, { as: 'finance-1' });
    expect(report).toMatchObject({ rows: 1, prepared: 1, carriedOut: 0, refused: [] });
    const waiting = await town.office.submissions.get(report.submissions[0]!);
    expect([waiting.state, waiting.preparedBy.person, waiting.preparedAt]).toEqual([
      'waiting',
      'p-finance-1',
      '2026-03-02T02:00:00.000Z',
    ]);
    const again = await town.import(folder, { as: 'finance-1' });
    expect(again).toMatchObject({ prepared: 0, replayed: 1, submissions: report.submissions, refused: [] });
  });

  it('names the row of a sheet that the ledger refuses, and prepares nothing of it', async () => {
    const town = await real();
    const registered = await town.import(await folderOf({ 'register-project.csv': bare(register) }), {
      as: 'finance-1',
    });
    const confirmed = { actor: town.officers.get('approver-1')!, instant: '2026-03-02T03:00:00.000Z' };
    await town.office.submissions.confirm({
      submission: registered.submissions[0]!,
      projectRevision: -1,
      ...confirmed,
    });
    const rows = ['甲局', '乙局', '丙局', '丁局'].map((name, i) =>
      recent(agreed)
        .replace('市财政局', name)
        .replace('2026-03-01', i === 2 ? '2026-04-01' : '2026-03-01'),
    );
    const report = await town.import(await folderOf({ 'record-consultation.csv': bare(consult(...rows)) }), {
      as: 'finance-1',
    });
    expect(report).toMatchObject({
      rows: 4,
      prepared: 0,
      skipped: 3,
      refused: [{ file: 'record-consultation.csv', line: 4, reason: expect.stringContaining('未来') }],
    });
  });

  it('does not pass over a sheet whose submission was returned', async () => {
    const town = await real();
    const folder = await folderOf({ 'register-project.csv': bare(register) });
    const { submissions } = await town.import(folder, { as: 'finance-1' });
    const approver = town.officers.get('approver-1')!;
    await town.office.submissions.return({
      submission: submissions[0]!,
      actor: approver,
      instant: '2026-03-02T03:00:00.000Z',
      reason: '估算有误',
    });
    const again = await town.import(folder, { as: 'finance-1' });
    expect(again).toMatchObject({
      replayed: 0,
      refused: [{ line: 2, reason: expect.stringContaining('已退回') }],
    });
  });

  it('makes several submissions of a long sheet, in order, each small enough to be stored', async () => {
    const town = await real();
    const confirm = async (submission: string) => {
      const { projectRevision } = await town.office.submissions.get(submission);
      const actor = town.officers.get('approver-1')!;
      return town.office.submissions.confirm({
        submission,
        projectRevision,
        actor,
        instant: '2026-03-02T03:00:00.000Z',
      });
    };
    const registered = await town.import(await folderOf({ 'register-project.csv': bare(register) }), {
      as: 'finance-1',
    });
    await confirm(registered.submissions[0]!);
    const rows = Array.from({ length: 250 }, (_, i) =>
      recent(agreed).replace('同意。', i < 230 ? `第${i}次` : `第${i}次${'长'.repeat(3_900)}`),
    );
    const report = await town.import(await folderOf({ 'record-consultation.csv': bare(consult(...rows)) }), {
      as: 'finance-1',
    });
    expect(report).toMatchObject({ rows: 250, prepared: 250, refused: [] });
    const sizes = await Promise.all(
      report.submissions.map(async (id) => (await town.office.submissions.get(id)).commands.length),
    );
    expect([sizes[0], sizes.reduce((a, b) => a + b)]).toEqual([200, 250]);
    for (const submission of report.submissions) await confirm(submission);
    const { state } = await town.office.streams.load<ProjectState>(`project-${projectId(owner, 'ZW-1')}`);
    expect(state.consultations).toBe(250);
  });

  it('says that a project is not registered yet', async () => {
    const { refused } = await (
      await real()
    ).import(await folderOf({ 'record-consultation.csv': bare(consult(recent(agreed))) }), {
      as: 'finance-1',
    });
    expect(refused).toEqual([
      {
        file: 'record-consultation.csv',
        line: 2,
        column: null,
        field: null,
        reason: '项目尚未登记（或登记还在等待复核）',
      },
    ]);
  });

  it('refuses columns and dates of a sample, and bids', async () => {
    const town = await real();
    const folder = await folderOf({
      'register-project.csv': register,
      'record-consultation.csv': bare(consult(agreed.replace('2025-03-04', 'D-1'))),
      'receive-bid.csv': 'x\n',
    });
    const { refused } = await town.import(folder, { as: 'finance-1' });
    expect(refused.map(({ file, column, reason }) => [file, column, reason])).toEqual([
      ['receive-bid.csv', null, expect.stringContaining('当场签收')],
      ['record-consultation.csv', '征求日期', expect.stringContaining('相对日期')],
      ...['登记时间', '编制', '复核'].map((title) => [
        'register-project.csv',
        title,
        expect.stringContaining('只能用于示例账本'),
      ]),
    ]);
  });
});

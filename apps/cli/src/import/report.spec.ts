import { expect, it } from '@jest/globals';
import { reportLines } from './report.js';

const report = { rows: 9, carriedOut: 0, replayed: 0, prepared: 0, skipped: 0, submissions: [], refused: [] };

it('A report tells each refused cell with file, line, column and what it says', () => {
  const refused = [
    {
      file: 'record-payment.csv',
      line: 4,
      column: '金额',
      field: 'amount',
      reason: '须为金额',
      value: '1,0\n0',
    },
    { file: 'x.csv', line: null, column: null, field: null, reason: '没有这种表' },
  ];
  expect(reportLines({ ...report, refused })).toEqual([
    'record-payment.csv 第 4 行 “金额”：须为金额（填的是：1,0 ⏎ 0）',
    'x.csv：没有这种表',
    '共 9 行，2 处有误',
  ]);
});

it('A report counts rows and names the submissions that wait', () => {
  expect(reportLines({ ...report, prepared: 6, replayed: 3, submissions: ['s-1'] })).toEqual([
    '共 9 行，编制待复核 6 行，先前已导入 3 行',
    '申请 s-1',
  ]);
  expect(reportLines({ ...report, carriedOut: 5, skipped: 4 })).toEqual([
    '共 9 行，入账 5 行，因同一项目前面有误而未办 4 行',
  ]);
});

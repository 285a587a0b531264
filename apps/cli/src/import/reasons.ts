import { BadJson, type JsonRule } from '@sunlit/envelope';
import type { FieldProblem } from '@sunlit/ledger';
import { zh } from '@sunlit/web';
import type { Column, Field } from './columns.js';
import { isRelative } from './moments.js';

/** Something wrong with a field of a row: dotted path in the command, and why. */
export interface RowProblem {
  readonly field: string;
  readonly reason: string;
}

/** The column that holds a field: its own, the list it stands in, or the first of its parts. */
export const columnOf = (columns: readonly Column[], field: string): Column | undefined =>
  columns.find(({ path }) => path === field || field.startsWith(`${path}.`)) ??
  columns.find(({ path }) => path.startsWith(`${field}.`));

/** Why a cell is refused, for the person who filled it in. `text` is what the cell says. */
export function reasonOf(
  { field, rule, limits }: FieldProblem,
  column: Column | undefined,
  text: string,
  sample: boolean,
): string {
  const [item, ...inner] = field.slice((column?.path.length ?? 0) + 1).split('.');
  const part = column?.parts?.find(({ path }) => path === inner.join('.'));
  const where = column?.parts && item ? `第 ${Number(item) + 1} 行${part ? `“${part.title}”` : ''}` : '';
  return (
    where +
    requirement(rule, limits, part ?? column) +
    hint(rule, text, part?.field ?? column?.field ?? null, sample)
  );
}

function requirement(
  rule: string,
  limits: FieldProblem['limits'],
  place: Pick<Column, 'choices'> | undefined,
): string {
  if (rule === 'flag') return '须为“是”或“否”';
  if (rule === 'instant') return '须为北京时间，格式 2026-03-20 09:30';
  if (rule === 'one-of') return `须为下列之一：${Object.values(place?.choices ?? {}).join('、')}`;
  if (rule === 'list') return `须有 ${String(limits['minItems'])} 至 ${String(limits['maxItems'])} 行`;
  return (zh.problems.rules as Readonly<Record<string, string>>)[rule] ?? rule;
}

/** What people most often mean when a cell of this kind is refused. */
function hint(rule: string, text: string, field: Field | null, sample: boolean): string {
  if (rule === 'missing') return '';
  if (isRelative(text) && !sample) return '；相对日期（D-30）只能用于示例账本';
  if (/[\uff01-\uff5e\u3000]/.test(text) && !['name', 'text'].includes(String(field?.schema['x-rule'])))
    return '；含有全角字符，请改为半角';
  if (/money/.test(rule) && text.includes(',')) return '；不要写千分位逗号';
  return '';
}

const doorReasons: Partial<Record<JsonRule, string>> = {
  'control-character': '含有不可见的控制字符（例如制表符），请删去',
  'bidirectional-override': '含有改变文字方向的不可见字符，请删去',
  'lone-surrogate': '含有残缺的字符，请重新输入',
};

/** What the door of the ledger refuses, whatever the field (design: "Values"). */
export const doorProblems = ({ problems }: BadJson): RowProblem[] =>
  problems.map(({ path, rule }) => ({
    field: path.slice(1).replaceAll('/', '.'),
    reason: doorReasons[rule] ?? rule,
  }));

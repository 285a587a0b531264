import { describe, expect, it } from '@jest/globals';
import { plain, readFields, type Json, type JsonObject } from '@sunlit/ledger';
import { shanghaiTime } from '@sunlit/web';
import { bodyOf } from './body.js';
import { columnsOf, isDocuments, sheetClasses, type Column, type Part } from './columns.js';
import type { PaperFile } from './folder.js';

describe('The columns of a sheet', () => {
  for (const [sheet, type] of sheetClasses) {
    const columns = columnsOf(type, true);
    it(`${sheet}: no two have the same title, and every one has a Chinese title`, () => {
      const names = columns.flatMap(({ title, path }) => (title === path ? [title] : [title, path]));
      expect(names.filter((name, i) => names.indexOf(name) !== i)).toEqual([]);
      expect(columns.map(({ title }) => title).filter((title) => !/\p{Script=Han}/u.test(title))).toEqual([]);
    });
    it(`${sheet}: every choice has a word of its own`, () => {
      const lists = [...columns, ...columns.flatMap((c) => c.parts ?? [])].flatMap(({ choices }) =>
        choices ? [choices] : [],
      );
      for (const choices of lists) {
        const words = Object.values(choices);
        expect(words.filter((word, i) => words.indexOf(word) !== i || /^[a-z-]+$/.test(word))).toEqual([]);
      }
    });
  }
});

/** A value as an officer writes it into a cell. */
function written(value: Json | undefined, { field, choices }: Pick<Part, 'field' | 'choices'>): string {
  if (value === undefined || value === null) return '';
  if (typeof value === 'boolean') return value ? '是' : '否';
  if (field.schema['format'] === 'date-time') return shanghaiTime(value as string);
  return choices?.[String(value)] ?? String(value);
}

const at = (body: Json | undefined, path: string): Json | undefined =>
  path.split('.').reduce<Json | undefined>((v, name) => (v as JsonObject | null | undefined)?.[name], body);

function cellOf(column: Column, example: JsonObject): string {
  const value = at(example, column.path);
  if (isDocuments(column))
    return ((value ?? []) as { title: string }[]).map(({ title }) => `${title}|${title}.pdf`).join('\n');
  if (!column.parts) return written(value, { field: column.field!, choices: column.choices });
  const line = (item: Json) => column.parts!.map((part) => written(at(item, part.path), part)).join('|');
  return ((value ?? []) as Json[]).map(line).join('\n');
}

describe('A sheet', () => {
  // A receipt of the bid box is named by its bidder, whom only the box knows.
  const known = [...sheetClasses].filter(([, type]) =>
    columnsOf(type, true).every(({ receipts, path }) => !receipts && !path.startsWith('bidder.')),
  );
  it.each([...known, ...[...sheetClasses].filter(([sheet]) => sheet === 'receive-bid')])(
    '%s takes its command’s example as an officer would write it',
    (_, type) => {
      const columns = columnsOf(type, true).filter(({ field }) => field);
      const cells = Object.fromEntries(columns.map((column) => [column.path, cellOf(column, type.example)]));
      const documents = (type.example['documents'] ?? []) as unknown as PaperFile[];
      const papers = new Map(documents.map((d) => [`${d.title}.pdf`, d]));
      const legal = { person: 'p-legal', role: 'approver', organisation: null, department: null };
      const around = { officers: new Map([['p-legal', legal]]), papers, openedOn: '2026-01-01' };
      const { body, problems } = bodyOf(type, columns, cells, around);
      expect(problems).toEqual([]);
      expect(plain(readFields(type, body))).toEqual(plain(readFields(type, type.example)));
    },
  );
});

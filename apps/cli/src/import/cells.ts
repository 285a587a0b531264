import type { Actor, Document, Json, JsonObject } from '@sunlit/ledger';
import {
  isApprover,
  isDocuments,
  isWithholding,
  type Choices,
  type Column,
  type Field,
  type Part,
} from './columns.js';
import type { PaperFile } from './folder.js';
import { dayOf, instantOf } from './moments.js';

/** What cells may refer to. */
export interface Surroundings {
  readonly officers: ReadonlyMap<string, Actor>;
  readonly papers: ReadonlyMap<string, PaperFile>;
  /** Day from which relative dates count (`YYYY-MM-DD`, Asia/Shanghai); null in a real ledger, which knows none. */
  readonly openedOn: string | null;
}

/** A cell that cannot be read at all: a Chinese sentence. */
export class BadCell extends Error {
  override readonly name = 'BadCell';
}

/** Stands for a receipt of the bid box until the row's turn comes. */
export const unknownReceipt = '00000000-0000-5000-8000-000000000000';

/**
 * The JSON value that a cell stands for. A text that is not of the field's kind comes back as it is, for the
 * command's own check to refuse. Throws `BadCell`.
 */
export function valueOf(column: Column, text: string, around: Surroundings): Json {
  if (isDocuments(column)) return text.split('\n').map((line) => documentOf(line, around.papers));
  if (isApprover(column)) return personOf(text, around.officers);
  if (column.parts) return text.split('\n').map((line, i) => itemOf(column, line, i + 1, around));
  return scalarOf(column.field!, column.choices, text, around.openedOn);
}

function scalarOf({ schema }: Field, choices: Choices | null, text: string, openedOn: string | null): Json {
  const { type, format } = schema;
  if (type === 'integer') return /^(0|[1-9]\d*)$/.test(text) ? Number(text) : text;
  if (type === 'boolean') return flags.get(text) ?? text;
  if (format === 'date') return dayOf(text, openedOn);
  // One instant is never written in two ways: the command's own check would take UTC.
  if (format === 'date-time') return text.includes('T') ? `?${text}` : instantOf(text, openedOn);
  const chosen = Object.entries(choices ?? {}).find(([, word]) => word === text);
  return chosen ? chosen[0] : text;
}

const flags = new Map([
  ['是', true],
  ['否', false],
  ['true', true],
  ['false', false],
]);

/** `标题|文件名`, or the file's name alone. */
function documentOf(line: string, papers: ReadonlyMap<string, PaperFile>): JsonObject & Document {
  const parts = line.split('|');
  const name = parts.at(-1)!;
  const paper = papers.get(name.normalize('NFC'));
  if (parts.length > 2) throw new BadCell('每行一个附件，写作“文件名”或“标题|文件名”');
  if (!paper) throw new BadCell(`documents 文件夹中没有“${name}”`);
  if (!paper.mediaType)
    throw new BadCell(`“${name}”的类型无法识别：按文件开头的字节，既不是 PDF、图片，也不是 Office 文件`);
  return {
    sha256: paper.sha256,
    title: parts.length === 2 ? parts[0]! : paper.title,
    mediaType: paper.mediaType,
    size: paper.size,
  };
}

function itemOf(column: Column, line: string, at: number, { officers, openedOn }: Surroundings): JsonObject {
  const parts = column.parts!;
  const texts = line.split('|');
  if (texts.length !== parts.length)
    throw new BadCell(
      `第 ${at} 行应有 ${parts.length} 项，写作“${parts.map((p) => p.title).join('|')}”，现有 ${texts.length} 项`,
    );
  const item: Record<string, Json> = isWithholding(column) ? withheldBy(texts, parts, at, officers) : {};
  parts.forEach(({ path, field, choices }, i) => {
    if (texts[i] !== '' && !(path in item)) put(item, path, scalarOf(field, choices, texts[i]!, openedOn));
  });
  if (column.receipts) item['receipt'] = unknownReceipt;
  return item;
}

function withheldBy(
  texts: readonly string[],
  parts: readonly Part[],
  at: number,
  officers: ReadonlyMap<string, Actor>,
) {
  return {
    approver: personOf(texts[parts.findIndex((p) => p.path === 'approver')]!, officers, `第 ${at} 行的`),
  };
}

function personOf(login: string, officers: Surroundings['officers'], where = ''): string {
  const person = officers.get(login)?.person;
  if (!person) throw new BadCell(`${where}批准人“${login}”不是登录名`);
  return person;
}

/** Sets `owner.uscc` in a nested body. */
export function put(body: Record<string, Json>, path: string, value: Json): void {
  const [first, ...rest] = path.split('.') as [string, ...string[]];
  if (rest.length === 0) body[first] = value;
  else put((body[first] ??= {}) as Record<string, Json>, rest.join('.'), value);
}

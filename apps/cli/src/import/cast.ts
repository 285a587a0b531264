import { roles, type Role } from '@sunlit/ledger';
import { zh } from '@sunlit/web';
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import type { DemoOfficer } from '../../../staff/src/officers.js';
import { beside } from './columns.js';
import { decode } from './decode.js';
import { readHeader } from './header.js';
import { recordsOf } from './records.js';

const { login, role, uscc, name, department } = {
  login: beside('login', '登录名'),
  role: beside('role', '角色'),
  uscc: beside('uscc', '单位代码'),
  name: beside('organisation', '单位名称'),
  department: beside('department', '部门'),
};
const columns = [login, role, uscc, name, department];

/** A sheet of officers that cannot be used: file, line and a Chinese sentence. */
export class BadCast extends Error {
  override readonly name = 'BadCast';
}

/**
 * The officers of a sample folder (`officers.csv`): who there is, without tokens and without names of persons, which
 * the launcher makes at random. Throws `BadCast`, `NotText`.
 */
export async function readCast(file: string): Promise<DemoOfficer[]> {
  const { records, broken } = recordsOf(decode(await readFile(file)));
  const fail = (line: number, reason: string): never => {
    throw new BadCast(`${basename(file)} 第 ${line} 行：${reason}`);
  };
  if (broken) fail(broken.line, broken.reason);
  const [titles, ...rest] = records;
  const { headings, problems } = readHeader(titles?.cells ?? [], columns, []);
  if (problems[0]) fail(1, problems[0].reason);
  const seen = new Set<string>();
  return rest.map(({ line, cells }) => {
    const cell = (column: (typeof columns)[number]) =>
      cells[headings.findIndex((h) => h?.column === column)] ?? '';
    const found = roles.find((r) => r === cell(role) || zh.roles[r] === cell(role));
    if (!found)
      fail(line, `没有“${cell(role)}”这个角色，可用的有：${roles.map((r) => zh.roles[r]).join('、')}`);
    if (!cell(login) || seen.has(cell(login))) fail(line, `登录名“${cell(login)}”为空或已用过`);
    seen.add(cell(login));
    const organisation = { uscc: cell(uscc) || null, name: cell(name) };
    return { login: cell(login), role: found as Role, organisation, department: cell(department) };
  });
}

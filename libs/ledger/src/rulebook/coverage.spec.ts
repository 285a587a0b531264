import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, it } from '@jest/globals';

const root = join(import.meta.dirname, '../../../..');
const writer = 'libs/ledger/src/testing/write-rules-table.ts';

describe('The table of rules and commands and their specs', () => {
  let made: { text: string; missing: readonly string[] };
  beforeAll(async () => {
    const { stdout } = await promisify(execFile)(
      process.execPath,
      ['--import', './test/typescript.mjs', writer, '--print'],
      { cwd: root, maxBuffer: 2 ** 25 },
    );
    made = JSON.parse(stdout) as typeof made;
  }, 120_000);

  it('has, of every row that is judged and of every command, a spec that lets it pass and one that does not', () =>
    expect(made.missing).toEqual([]));

  it('is as RULES.md has it: `npm run rules` writes it anew', () => {
    const written = readFileSync(join(root, 'libs/ledger/RULES.md'), 'utf8').split('\n');
    const fresh = made.text.split('\n');
    const stale = fresh.filter((line) => !written.includes(line));
    const gone = written.filter((line) => !fresh.includes(line));
    expect({ stale, gone }).toEqual({ stale: [], gone: [] });
    expect(written.length).toBe(fresh.length);
  });
});

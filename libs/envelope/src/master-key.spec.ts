import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { chmod, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BadMasterKey, loadMasterKey } from './master-key.js';

describe('the master key', () => {
  let folder: string;
  let file: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'sunlit-master-key-'));
    file = join(folder, 'master.key');
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('is made once, for its owner only, and is the same ever after', async () => {
    const key = await loadMasterKey(file, { create: true });
    expect(key).toHaveLength(32);
    expect(await loadMasterKey(file, { create: true })).toEqual(key);
    expect(await readFile(file, 'utf8')).toBe(`${key.toString('base64url')}\n`);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect(await readdir(folder)).toEqual(['master.key']);
  });

  it('is one key when two programs start for the first time at once', async () => {
    const keys = await Promise.all(Array.from({ length: 8 }, () => loadMasterKey(file, { create: true })));
    expect(new Set(keys.map((key) => key.toString('hex'))).size).toBe(1);
  });

  it('is not made unless asked for', async () => {
    await expect(loadMasterKey(file)).rejects.toThrow(/There is no master key at .*restore it/);
    expect(await readdir(folder)).toEqual([]);
  });

  it('is refused when everybody may read it', async () => {
    await loadMasterKey(file, { create: true });
    await chmod(file, 0o644);
    await expect(loadMasterKey(file)).rejects.toThrow(/Everybody on this machine may read/);
  });

  it.each([
    ['empty', ''],
    ['too short', Buffer.alloc(31).toString('base64url')],
    ['too long', Buffer.alloc(33).toString('base64url')],
    ['not base64url', '!'.repeat(43)],
  ])('is refused when it is %s, never replaced', async (_, text) => {
    await writeFile(file, text, { mode: 0o600 });
    await expect(loadMasterKey(file, { create: true })).rejects.toThrow(BadMasterKey);
    expect(await readFile(file, 'utf8')).toBe(text);
  });

  it('says in one sentence why it cannot be made', async () => {
    await expect(loadMasterKey(join(folder, 'none', 'key'), { create: true })).rejects.toThrow(
      /cannot be made \(ENOENT\)/,
    );
  });
});

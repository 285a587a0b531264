import { describe, expect, it } from '@jest/globals';
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const root = fileURLToPath(new URL('../../../', import.meta.url));

/** What a process of the product loads of React, and what its environment says afterwards. */
async function loaded(nodeEnv?: string): Promise<{ files: string[]; env: string | null }> {
  const program = `
    import '@sunlit/web';
    import { createRequire } from 'node:module';
    // Others were only looked at for the names they export.
    const run = Object.values(createRequire('${root}').cache).filter(({ loaded }) => loaded);
    const files = run.map(({ filename }) => filename.match(/react[\\w.-]*\\.js$/)?.[0]);
    console.log(JSON.stringify({ files: files.filter(Boolean), env: process.env.NODE_ENV ?? null }));`;
  const { NODE_ENV: _, NODE_OPTIONS: __, ...env } = process.env;
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--import', './test/typescript.mjs', '--input-type=module', '--eval', program],
    { cwd: root, env: { ...env, ...(nodeEnv !== undefined && { NODE_ENV: nodeEnv }) } },
  );
  return JSON.parse(stdout) as { files: string[]; env: string | null };
}

describe('React', () => {
  it.each([undefined, 'development', 'production'])(
    'is its production build where pages are served, and NODE_ENV (%s) stays as it was',
    async (nodeEnv) => {
      const { files, env } = await loaded(nodeEnv);
      expect(files).toContain('react-jsx-runtime.production.js');
      expect(files.filter((file) => file.includes('development'))).toEqual([]);
      expect(env).toBe(nodeEnv ?? null);
    },
  );

  it('is its development build in a spec, which warns', async () => {
    const { files } = await loaded('test');
    expect(files).toContain('react-jsx-runtime.development.js');
  });
});

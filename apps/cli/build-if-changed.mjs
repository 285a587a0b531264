// `npm start` builds only what changed: a second start waits for no compiler.
import { execFileSync } from 'node:child_process';
import { readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const mark = 'dist/.built';
const sources = ['apps', 'libs', 'package-lock.json', 'nest-cli.json', 'tsconfig.json', '.swcrc'];

function newest(path) {
  const found = statSync(path);
  if (!found.isDirectory()) return found.mtimeMs;
  return Math.max(found.mtimeMs, ...readdirSync(path).map((name) => newest(join(path, name))));
}

const built = statSync(mark, { throwIfNoEntry: false })?.mtimeMs ?? 0;
if (Math.max(...sources.map(newest)) > built) {
  const started = new Date();
  console.log('正在构建 building …');
  try {
    execFileSync('npm', ['run', '--silent', 'build'], { stdio: 'pipe', shell: process.platform === 'win32' });
  } catch (error) {
    process.stderr.write(`${error.stdout ?? ''}${error.stderr ?? ''}`);
    process.exit(1);
  }
  writeFileSync(mark, `${started.toISOString()}\n`);
}

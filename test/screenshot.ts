import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { openBrowser } from './browser.js';

/** `npm run screenshot`: the picture in the README, of the sample city as the built product shows it. */
const picture = 'apps/public/screenshot.png';
const dataDir = await mkdtemp(join(tmpdir(), 'sunlit-screenshot-'));
const product = spawn(process.execPath, ['dist/apps/cli/src/main.js', 'start'], {
  env: { ...process.env, SUNLIT_DATA_DIR: dataDir, PUBLIC_PORT: '0', STAFF_PORT: '0' },
  stdio: ['ignore', 'pipe', 'inherit'],
});
let address = '';
for await (const line of createInterface(product.stdout)) {
  address ||= /public pages\s+(http:\S+?)\/?$/.exec(line)?.[1] ?? '';
  if (line.startsWith('Ctrl-C')) break;
}
const browser = await openBrowser();
try {
  const page = await browser.newPage({ viewport: { width: 1100, height: 1500 }, deviceScaleFactor: 0.8 });
  await page.goto(`${address}/p/ZW-2023-017`, { waitUntil: 'networkidle' });
  await page.screenshot({ path: picture });
  console.log(`${page.url()} -> ${picture}`);
} finally {
  await browser.close();
  product.kill('SIGINT');
  await once(product, 'exit');
  await rm(dataDir, { recursive: true, force: true });
}

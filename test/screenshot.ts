import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openBrowser } from './browser.js';
import { program } from './programs.js';

/** `npm run screenshot`: the picture in the README, of the sample city as the built product shows it. */
const picture = 'apps/public/screenshot.png';
const dataDir = await mkdtemp(join(tmpdir(), 'sunlit-screenshot-'));
const product = program('dist/apps/cli/src/main.js', { args: ['start'], env: { SUNLIT_DATA_DIR: dataDir } });
const [, address] = await product.heard(/public pages\s+(http:\S+?)\/?$/);
await product.heard(/^Ctrl-C/);
const browser = await openBrowser();
try {
  const page = await browser.newPage({ viewport: { width: 1100, height: 1500 }, deviceScaleFactor: 0.8 });
  await page.goto(`${address}/p/ZW-2023-017`, { waitUntil: 'networkidle' });
  await page.screenshot({ path: picture });
  console.log(`${page.url()} -> ${picture}`);
} finally {
  await browser.close();
  await product.end('SIGINT');
  await rm(dataDir, { recursive: true, force: true });
}

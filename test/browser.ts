import { AxeBuilder } from '@axe-core/playwright';
import packaged from '@sparticuz/chromium';
import { access, constants, mkdtemp, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { chromium, type Browser, type Page } from 'playwright-core';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** A Chromium on the PATH, if there is one. */
async function installed(): Promise<string | null> {
  for (const folder of (process.env['PATH'] ?? '').split(delimiter))
    for (const name of names) {
      const file = join(folder, name);
      const runs = await access(file, constants.X_OK).then(
        () => true,
        () => false,
      );
      if (runs) return file;
    }
  return null;
}

/** A headless browser with Chinese letters: the machine's own, else the one inside the npm package. The caller closes it. */
export async function openBrowser(): Promise<Browser> {
  const own = await installed();
  // Tests may run as root and in containers with a small /dev/shm.
  const flags = ['--no-sandbox', '--disable-dev-shm-usage'];
  if (own) return chromium.launch({ executablePath: own, headless: true, args: flags });
  // In one process, as the package would have it for cloud functions, closing one context ends the whole browser.
  const args = packaged.args.filter((flag) => !['--single-process', '--no-zygote'].includes(flag));
  const executablePath = await packaged.executablePath();
  const env = { ...process.env, FONTCONFIG_FILE: await chineseFonts() } as Record<string, string>;
  return chromium.launch({ executablePath, headless: true, args: [...args, ...flags], env });
}

/** The packaged browser brings no Chinese letters: these come from npm too. Answers a configuration of fontconfig. */
async function chineseFonts(): Promise<string> {
  const fonts = dirname(
    createRequire(import.meta.url).resolve('@expo-google-fonts/noto-sans-sc/package.json'),
  );
  const folder = await mkdtemp(join(tmpdir(), 'sunlit-fonts-'));
  const weights = ['400Regular', '700Bold'].map((weight) => `<dir>${join(fonts, weight)}</dir>`);
  const file = join(folder, 'fonts.conf');
  await writeFile(
    file,
    `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>${weights.join('')}<cachedir>${folder}</cachedir></fontconfig>`,
  );
  return file;
}

/** What is wrong with the page for people who cannot see or point, a line for each kind: empty when nothing is. */
export async function accessibilityProblems(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations.map(
    ({ id, help, nodes }) => `${id}: ${help} (${nodes.length}x, first ${nodes[0]?.target.join(' ')})`,
  );
}

/** Whether the page can be moved sideways, which no phone should need. */
export const scrollsSideways = (page: Page): Promise<boolean> =>
  page.evaluate('document.documentElement.scrollWidth > document.documentElement.clientWidth');

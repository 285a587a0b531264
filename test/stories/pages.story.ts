import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdir } from 'node:fs/promises';
import type { Browser, Page } from 'playwright-core';
import { stepOf, workedExample } from '../../libs/ledger/src/testing/worked-example.js';
import { accessibilityProblems, openBrowser, scrollsSideways } from '../browser.js';
import { startLedger, tell, uploadPapers, type Ledger } from './ledger.js';

/** A citizen with a real browser, on a phone and on a desk. Screenshots are left in `test-results/pages`. */
let ledger: Ledger;
let browser: Browser;
let project: string;
const shots = 'test-results/pages';

beforeAll(async () => {
  await mkdir(shots, { recursive: true });
  [ledger, browser] = await Promise.all([startLedger(), openBrowser()]);
  await uploadPapers(ledger);
  ({ project } = await tell(ledger, workedExample));
  await ledger.caughtUp();
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await ledger?.close();
}, 60_000);

const address = (path: string) => `http://127.0.0.1:${ledger.publicPort}${path}`;

async function open(width: number, path: string): Promise<Page> {
  const context = await browser.newContext({ viewport: { width, height: 900 } });
  const page = await context.newPage();
  const failed: string[] = [];
  page.on('pageerror', (error) => failed.push(error.message));
  await page.goto(address(path));
  expect(failed).toEqual([]);
  return page;
}

describe.each([320, 1280])('At %i pixels', (width) => {
  it.each([
    ['home', () => '/'],
    ['project', () => `/projects/${project}`],
    ['event', () => `/projects/${project}/events/30`],
    ['withheld', () => `/projects/${project}/events/2`],
    ['rules', () => '/rules'],
    ['rule', () => '/rules/P10'],
    ['not-found', () => '/projects/00000000-0000-5000-8000-000000000000'],
    ['past-the-end', () => '/?page=99'],
  ])(
    'the %s page is clean for everybody and never moves sideways',
    async (name, path) => {
      const page = await open(width, path());
      await page.screenshot({ path: `${shots}/${name}-${width}.png`, fullPage: true });
      expect(await accessibilityProblems(page)).toEqual([]);
      expect(await scrollsSideways(page)).toBe(false);
      await page.context().close();
    },
    60_000,
  );

  it('a citizen walks from the city to a project, to one payment, and back', async () => {
    const page = await open(width, '/');
    await page.getByRole('link', { name: '滨江路改造工程' }).first().click();
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toContain('滨江路改造工程');
    const voucher = String(stepOf('progress-1').body.voucher);
    expect(await page.getByText(voucher, { exact: true }).count()).toBeGreaterThan(0);
    await page
      .locator('tr', { hasText: voucher })
      .getByRole('link', { name: /号记录/ })
      .first()
      .click();
    expect(page.url()).toMatch(/\/projects\/[0-9a-f-]{36}\/events\/\d+$/);
    expect(await page.getByText('1,400,000.00').count()).toBeGreaterThan(0);
    await page.goBack();
    await page.goBack();
    expect(new URL(page.url()).pathname).toBe('/');
    await page.context().close();
  }, 60_000);
});

it('Every page says that its city is invented', async () => {
  for (const path of ['/', `/projects/${project}`, `/projects/${project}/events/0`])
    expect((await ledger.pages.get(path)).text.includes('示例数据')).toBe(true);
});

it('No page needs a script, and none may run', async () => {
  const { text, headers } = await ledger.pages.get(`/projects/${project}`);
  expect(/<script/i.test(text)).toBe(false);
  expect(headers['content-security-policy']).toContain("default-src 'none'");
  expect(headers['x-content-type-options']).toBe('nosniff');
});

it('A code leads to the permanent page', async () => {
  const answer = await ledger.pages.get(`/p/${String(stepOf('registered').body.nationalCode)}`);
  expect([answer.status >= 300 && answer.status < 400, answer.headers.location]).toEqual([
    true,
    `/projects/${project}`,
  ]);
});

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import { mkdir } from 'node:fs/promises';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { organisationId } from '@sunlit/read-models';
import { jiangdong, owner } from '../../libs/ledger/src/testing/worked-people.js';
import { stepOf, workedExample } from '../../libs/ledger/src/testing/worked-example.js';
import { accessibilityProblems, openBrowser, scrollsSideways } from '../browser.js';
import { generateLedger } from '../generated.js';
import { startLedger, tell, uploadPapers, type Ledger } from './ledger.js';

/** A citizen with a real browser, on a phone and on a desk. Screenshots are left in `test-results/pages`. */
let ledger: Ledger;
let browser: Browser;
let project: string;
const shots = 'test-results/pages';

beforeAll(async () => {
  await mkdir(shots, { recursive: true });
  [ledger, browser] = await Promise.all([startLedger(), openBrowser()]);
  await generateLedger({ ...ledger.room, projects: 60 });
  await uploadPapers(ledger);
  ({ project } = await tell(ledger, workedExample));
  await ledger.caughtUp();
}, 180_000);
afterAll(async () => {
  await browser?.close();
  await ledger?.close();
}, 60_000);

const address = (path: string) => `http://127.0.0.1:${ledger.publicPort}${path}`;
const failed: string[] = [];

async function reader(
  width: number,
  cookies: Readonly<Record<string, string>> = {},
): Promise<BrowserContext> {
  const context = await browser.newContext({ viewport: { width, height: 900 }, locale: 'zh-CN' });
  const url = address('/');
  await context.addCookies(Object.entries(cookies).map(([name, value]) => ({ name, value, url })));
  return context;
}

async function open(context: BrowserContext, path: string): Promise<Page> {
  const page = await context.newPage();
  page.on('pageerror', (error) => failed.push(error.message));
  page.on('console', (message) => message.type() === 'error' && failed.push(message.text()));
  await page.goto(address(path));
  return page;
}

const nowhere = '00000000-0000-5000-8000-000000000000';
/** Every kind of page, and those that people reach by mistake. */
const kinds: readonly (readonly [name: string, path: () => string])[] = [
  ['home', () => '/'],
  ['projects', () => '/projects'],
  ['search', () => `/projects?q=${encodeURIComponent('公路')}`],
  ['filtered', () => '/projects?stage=tendering&category=road&min=1000000&sort=budget'],
  ['nothing-found', () => `/projects?q=${encodeURIComponent('月球基地')}`],
  ['list-of-the-past', () => '/projects?asof=2023-06-30'],
  ['project', () => `/projects/${project}`],
  ['project-of-the-past', () => `/projects/${project}?asof=2023-09-30`],
  ['compare', () => `/projects/${project}/compare?from=2023-03-01&to=2023-12-31`],
  ['trail', () => `/projects/${project}/trail`],
  ['event', () => `/projects/${project}/events/30`],
  ['withheld', () => `/projects/${project}/events/2`],
  ['poster', () => `/projects/${project}/poster`],
  ['sheet', () => `/projects/${project}/sheet`],
  ['organisations', () => '/organisations'],
  ['owner', () => `/organisations/${organisationId(owner)}`],
  ['contractor', () => `/organisations/${organisationId(jiangdong)}`],
  ['findings', () => '/findings'],
  ['rules', () => '/rules'],
  ['rule', () => '/rules/P10'],
  ['not-found', () => `/projects/${nowhere}`],
  ['past-the-end', () => '/projects?page=99'],
  ['wrong-filter', () => '/projects?stage=nonsense&min=abc&colour=red'],
  ['wrong-day', () => `/projects/${project}?asof=2025-02-30`],
  ['future-day', () => `/projects/${project}?asof=2999-01-01`],
];

describe.each([
  ['zh', 320, {}],
  ['zh', 1280, {}],
  ['en', 320, { 'sunlit-lang': 'en' }],
  ['en', 1280, { 'sunlit-lang': 'en' }],
] as const)('In %s at %i pixels', (lang, width, cookies) => {
  it('every kind of page is clean for everybody, never moves sideways and asks for nothing that is not there', async () => {
    failed.length = 0;
    const context = await reader(width, cookies);
    const found: string[] = [];
    for (const [name, path] of kinds) {
      const page = await open(context, path());
      await page.screenshot({ path: `${shots}/${name}-${lang}-${width}.png`, fullPage: true });
      for (const problem of await accessibilityProblems(page)) found.push(`${name}: ${problem}`);
      if (await scrollsSideways(page)) found.push(`${name}: moves sideways`);
      if ((await page.getAttribute('html', 'lang')) !== (lang === 'zh' ? 'zh-CN' : 'en'))
        found.push(`${name}: not in ${lang}`);
      await page.close();
    }
    await context.close();
    expect(found).toEqual([]);
    // Answers of 400 and 404 are what those pages are about.
    expect(failed.filter((text) => !/status of 40[04]/.test(text))).toEqual([]);
  }, 300_000);
});

describe.each([320, 1280])('A citizen at %i pixels', (width) => {
  it('walks from the city by search to a project, to one payment, back in time, and prints', async () => {
    const context = await reader(width);
    const page = await open(context, '/');
    await page.getByRole('searchbox').or(page.locator('input[name=q]')).first().fill('滨江 改造');
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/projects\?q=/);
    await page.getByRole('link', { name: '滨江路改造工程' }).first().click();
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toContain('滨江路改造工程');

    const voucher = String(stepOf('progress-1').body.voucher);
    const row = page.locator('tr', { hasText: voucher });
    await row
      .getByRole('link', { name: /号记录/ })
      .first()
      .click();
    await page.waitForURL(/\/projects\/[0-9a-f-]{36}\/events\/\d+$/);
    expect(await page.getByText('1,400,000.00').count()).toBeGreaterThan(0);
    await page.goBack();

    await page.locator('input[name=asof]').first().fill('2023-06-30');
    await page
      .locator('form', { has: page.locator('input[name=asof]') })
      .first()
      .getByRole('button')
      .click();
    await page.waitForURL(/asof=2023-06-30/);
    expect(await page.getByText('2023-06-30').count()).toBeGreaterThan(0);
    expect(await page.locator('tr', { hasText: String(stepOf('progress-4').body.voucher) }).count()).toBe(0);
    expect(await page.locator('tr', { hasText: voucher }).count()).toBeGreaterThan(0);

    await page.goto(address(`/projects/${project}`));
    await page.locator(`a[href$="/sheet"]`).first().click();
    await page.waitForURL(/\/sheet$/);
    expect(await page.getByText('壹仟贰佰万元整').count()).toBeGreaterThan(0);
    await context.close();
  }, 120_000);

  it('turns the frame into English and the letters large, and stays on the page', async () => {
    const context = await reader(width);
    const page = await open(context, `/projects/${project}?trail=1`);
    const before = await page.evaluate<number>(
      'parseFloat(getComputedStyle(document.documentElement).fontSize)',
    );
    await page.getByRole('link', { name: 'English' }).click();
    expect([await page.getAttribute('html', 'lang'), new URL(page.url()).pathname]).toEqual([
      'en',
      `/projects/${project}`,
    ]);
    await page.getByRole('link', { name: /large/i }).click();
    const after = await page.evaluate<number>(
      'parseFloat(getComputedStyle(document.documentElement).fontSize)',
    );
    expect(after / before).toBeCloseTo(1.25, 2);
    expect(await scrollsSideways(page)).toBe(false);
    await context.close();
  }, 120_000);

  it('reaches the first project by the keyboard alone, and sees where the focus is', async () => {
    const context = await reader(width);
    const page = await open(context, '/projects');
    const reached: string[] = [];
    for (let presses = 0; presses < 120; presses++) {
      await page.keyboard.press('Tab');
      const focus = await page.evaluate<{ href: string; seen: boolean }>(
        // The look of a check box is its label's.
        `(() => { const e = document.activeElement;
          const shown = (of, part) => { const s = getComputedStyle(of, part);
            return s.outlineStyle !== 'none' || s.boxShadow !== 'none' || s.textDecorationLine !== 'none'; };
          const seen = shown(e) || (e.type === 'checkbox' && shown(e.nextElementSibling, '::before'));
          return { href: e.getAttribute('href') ?? e.outerHTML.slice(0, 80), seen }; })()`,
      );
      expect(focus).toEqual({ href: focus.href, seen: true });
      reached.push(focus.href);
      if (/^\/projects\/[0-9a-f-]{36}$/.test(focus.href)) break;
    }
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/projects\/[0-9a-f-]{36}$/);
    await context.close();
  }, 120_000);
});

it('Every page says that its city is invented', async () => {
  for (const path of [
    '/',
    '/projects',
    '/findings',
    '/organisations',
    `/projects/${project}`,
    `/projects/${project}/events/0`,
  ])
    expect((await ledger.pages.get(path)).text.includes('示例数据')).toBe(true);
});

it('No page needs a script, and none may run', async () => {
  for (const [, path] of kinds) {
    const { text, headers } = await ledger.pages.get(path()).set('accept', 'text/html');
    expect([path(), /<script/i.test(text), /\son\w+=/i.test(text), /\sstyle="/i.test(text)]).toEqual([
      path(),
      false,
      false,
      false,
    ]);
    expect(headers['content-security-policy']).toContain("default-src 'none'");
    expect(headers['x-content-type-options']).toBe('nosniff');
  }
});

it('A code leads to the permanent page', async () => {
  const answer = await ledger.pages.get(`/p/${String(stepOf('registered').body.nationalCode)}`);
  expect([answer.status >= 300 && answer.status < 400, answer.headers.location]).toEqual([
    true,
    `/projects/${project}`,
  ]);
});

describe('The same project, figure by figure', () => {
  const yuan = (text: string) => text.replaceAll(',', '');

  it('in HTML, JSON and CSV', async () => {
    const page = (await ledger.pages.get(`/projects/${project}`).set('accept', 'text/html')).text;
    const { body } = await ledger.pages.get(`/projects/${project}.json`);
    const csv = (await ledger.pages.get(`/projects.csv?q=${encodeURIComponent('滨江路改造')}`).buffer(true))
      .text;
    expect(csv.codePointAt(0)).toBe(0xfeff);
    const [cells, ...more] = parse(csv, { bom: true, columns: true }) as Record<string, string>[];
    expect(more).toEqual([]);
    const listed = (await ledger.pages.get(`/projects.json?q=${encodeURIComponent('滨江路改造')}`)).body
      .projects[0];
    const whole = (await ledger.pages.get(`/projects/all.json?q=${encodeURIComponent('滨江路改造')}`)).body
      .projects[0];
    const shown = new Set([...page.matchAll(/<data[^>]* value="([^"]+)"/g)].map(([, value]) => yuan(value!)));
    for (const [name, amount] of Object.entries(body.figures as Record<string, string | null>)) {
      if (amount === null) continue;
      expect([name, shown.has(amount)]).toEqual([name, true]);
      expect([
        name,
        Object.values(cells!)
          .map((cell) => yuan(cell))
          .includes(amount),
      ]).toEqual([name, true]);
      expect([name, listed.figures[name], whole.figures[name]]).toEqual([name, amount, amount]);
    }
    expect(Object.keys(body.figures).length).toBeGreaterThanOrEqual(6);
  });

  it('a page as of the past is what was recorded by then', async () => {
    const { body } = await ledger.pages.get(`/projects/${project}.json?asof=2023-06-30`);
    expect(body.figures).toMatchObject({ certified: '2000000.00', paid: '2400000.00', audited: null });
  });
});

it('Papers come as attachments by their hash, and what nobody published does not', async () => {
  const { body } = await ledger.pages.get(`/projects/${project}.json`);
  const [paper] = body.documents;
  const answer = await ledger.pages.get(`/documents/${paper.sha256}`).buffer(true);
  expect([answer.status, answer.headers['content-disposition']?.startsWith('attachment')]).toEqual([
    200,
    true,
  ]);
  expect((await ledger.pages.get(`/documents/${'0'.repeat(64)}`)).status).toBe(404);
});

it('Whoever has a page gets a 304 until something is recorded', async () => {
  const { headers } = await ledger.pages.get('/projects').set('accept', 'text/html');
  const again = () =>
    ledger.pages.get('/projects').set('accept', 'text/html').set('if-none-match', headers['etag']!);
  expect((await again()).status).toBe(304);
  await generateLedger({ ...ledger.room, projects: 1, seed: 99, from: 1_000_000 });
  await ledger.caughtUp();
  let answer = await again();
  while (answer.status === 304) answer = await again();
  expect(answer.headers['etag']).not.toBe(headers['etag']);
});

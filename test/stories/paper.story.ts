import 'reflect-metadata';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { ProjectPage } from '@sunlit/read-models';
import { loadAssets } from '@sunlit/web';
import { mkdir } from 'node:fs/promises';
import type { Browser, Page } from 'playwright-core';
import { publicPages } from '../../apps/public/src/public.app.js';
import { fixtureQueries } from '../../apps/public/src/testing/fixture-queries.js';
import { fullProject, projectId } from '../../apps/public/src/testing/fixtures.js';
import { openBrowser } from '../browser.js';

/** Posters and sheets as a printer gets them. What they look like is left in `test-results/paper`. */
const results = 'test-results/paper';
const name = (length: number) =>
  '临江市城东新区滨江路至东湖大道沿线雨污分流管网综合改造'.repeat(9).slice(0, length);

/** Two hundred payments, as an office records them. */
const paid: ProjectPage = {
  ...fullProject,
  payments: Array.from({ length: 200 }, (_, i) => {
    const row = fullProject.payments[i % fullProject.payments.length]!;
    return {
      ...{
        ...row,
        revision: 1000 + i,
        entry: 123_000 + i,
        voucher: `ZF-2026-${String(i + 1).padStart(4, '0')}`,
      },
      ...{ amount: '12345678.90', balance: '512345678.90' },
    };
  }),
  paging: { ...fullProject.paging, payments: { page: 1, pages: 1, total: 200 } },
};

/** Everything as long as the ledger takes it, and far more of it than a poster holds. */
const crowded: ProjectPage = {
  ...fullProject,
  registered: {
    ...fullProject.registered,
    name: name(200),
    owner: { uscc: '11331082MB0X123457', name: name(200) },
  },
  contracts: Array.from({ length: 12 }, (_, i) => ({
    ...fullProject.contracts[0]!,
    contract: `HT-${'0'.repeat(50)}${i}`,
    contractor: { uscc: null, name: name(200) },
    engineer: { uscc: null, name: name(190) },
  })),
  lots: Array.from({ length: 12 }, (_, i) => ({
    ...fullProject.lots[0]!,
    lot: `SG-${i}`,
    tenders: fullProject.lots[0]!.tenders.map((tender) => ({
      ...tender,
      notice: { ...tender.notice, contacts: name(200).repeat(20) },
      publicity: tender.publicity && { ...tender.publicity, objectionChannel: name(200).repeat(20) },
      observers: Array.from({ length: 20 }, (_, n) => ({
        ...tender.observers[0]!,
        observer: { uscc: null, name: `${n}${name(180)}` },
      })),
    })),
  })),
};

let app: NestFastifyApplication;
let browser: Browser;
let shown: ProjectPage;

beforeAll(async () => {
  await mkdir(results, { recursive: true });
  app = await publicPages(
    { ...fixtureQueries, project: async () => shown },
    {
      ...{ assets: loadAssets(), https: false, log: { error() {} } },
      paper: { publicUrl: 'https://ledger.example', objectionPhone: '0576-00000000' },
    },
  );
  await app.listen(0, '127.0.0.1');
  browser = await openBrowser();
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await app?.close();
}, 60_000);

async function open(kind: 'poster' | 'sheet', lang: string): Promise<Page> {
  const { port } = app.getHttpServer().address() as { port: number };
  const url = `http://127.0.0.1:${port}`;
  const context = await browser.newContext();
  await context.addCookies([{ name: 'sunlit-lang', value: lang, url }]);
  const page = await context.newPage();
  await page.goto(`${url}/projects/${projectId}/${kind}`);
  return page;
}

/** Prints as the page asks; answers the sides and their size in millimetres. */
async function printed(
  page: Page,
  file: string,
  side: { width: number; height: number },
): Promise<{ sides: number; sizes: string[] }> {
  const pdf = await page.pdf({ preferCSSPageSize: true, path: `${results}/${file}.pdf` });
  const boxes = [...pdf.toString('latin1').matchAll(/\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/g)];
  await page.setViewportSize(side);
  await page.emulateMedia({ media: 'print' });
  await page.screenshot({ path: `${results}/${file}.png`, fullPage: true });
  const millimetres = (points = '') => Math.round((Number(points) / 72) * 25.4);
  return {
    sides: boxes.length,
    sizes: [...new Set(boxes.map(([, w, h]) => `${millimetres(w)}x${millimetres(h)}`))],
  };
}

describe.each(['zh', 'en'])('On paper (%s)', (lang) => {
  it.each([
    ['a usual', () => fullProject],
    ['a crowded', () => crowded],
  ])(
    'the poster of %s project is one side of A3',
    async (kind, view) => {
      shown = view();
      const page = await open('poster', lang);
      const side = { width: 1017, height: 1481 };
      const paper = await printed(page, `poster-${kind.slice(2)}-${lang}`, side);
      expect(paper).toEqual({ sides: 1, sizes: ['297x420'] });
      await page.context().close();
    },
    60_000,
  );

  it('the sheet of a project with 200 payments is at most six of A4', async () => {
    shown = paid;
    const page = await open('sheet', lang);
    const { sides, sizes } = await printed(page, `sheet-${lang}`, { width: 718, height: 1036 });
    expect(sizes).toEqual(['210x297']);
    expect(sides).toBeLessThanOrEqual(6);
    await page.context().close();
  }, 60_000);
});

it('The QR code leads to the page of the project', async () => {
  shown = fullProject;
  const page = await open('poster', 'zh');
  const address = `https://ledger.example/projects/${projectId}`;
  expect(await page.getByRole('img', { name: address }).count()).toBe(1);
  expect(await page.getByText(address, { exact: true }).count()).toBe(1);
  await page.context().close();
}, 60_000);

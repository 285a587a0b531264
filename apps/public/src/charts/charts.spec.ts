import { describe, expect, it } from '@jest/globals';
import type { MoneyAt } from '@sunlit/read-models';
import { catalogues, languages } from '@sunlit/web';
import { fullProject, smallProject } from '../testing/fixtures.js';
import { fullMoney, smallMoney } from '../testing/money-fixtures.js';
import { drawn } from './drawing.js';
import { moneyAlt, moneyDrawing, shortAmount } from './money.drawing.js';
import { paymentsAlt, paymentsDrawing } from './payments.drawing.js';

const whose = '本项目资金';
const money = (figures = fullProject.figures, narrow = false, lang: 'zh' | 'en' = 'zh') =>
  drawn(moneyDrawing(figures, whose, narrow, catalogues[lang]));
const payments = (timeline = fullMoney.timeline, narrow = false, lang: 'zh' | 'en' = 'zh') =>
  drawn(paymentsDrawing(timeline, narrow, catalogues[lang]));

const every = languages.flatMap((lang) =>
  [false, true].flatMap((narrow) => [
    [`money, ${lang}, ${narrow ? 'narrow' : 'wide'}`, money(fullProject.figures, narrow, lang)] as const,
    [`payments, ${lang}, ${narrow ? 'narrow' : 'wide'}`, payments(fullMoney.timeline, narrow, lang)] as const,
  ]),
);

/** The text of each label. */
const labels = (svg: string) => [...svg.matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map((found) => found[1]!);

/** The elements that were opened and not closed in their order: none in well-formed XML. */
function unclosed(xml: string): string[] {
  const open: string[] = [];
  for (const [, end, name, rest] of xml.matchAll(/<(\/?)([a-zA-Z]+)([^>]*)>/g)) {
    if (end) {
      if (open.pop() !== name) return [`</${name}>`];
    } else if (!rest!.endsWith('/')) open.push(name!);
  }
  return open;
}

describe('Every chart', () => {
  it.each(every)(
    '(%s) is well-formed SVG with a title, no script, no address and nothing that moves',
    (_, svg) => {
      expect(unclosed(svg)).toEqual([]);
      expect(svg).toMatch(/^<svg role="img" [^>]*viewBox="0 0 (320|960) \d+"[^>]*><title>[^<]+<\/title>/);
      expect(svg.replace(/ xmlns(:xlink)?="[^"]*"/g, '')).not.toMatch(
        /<script|<foreignObject| on\w+=|href|https?:|<animate|<style/i,
      );
    },
  );

  it('is drawn by numbers only', () => {
    for (const [, svg] of every) expect(/NaN|undefined|Infinity/.test(svg)).toBe(false);
  });

  it('is small', () => {
    for (const [, svg] of every) expect(svg.length).toBeLessThan(15_000);
  });
});

describe('The money line', () => {
  it('shows each step with its name and its figure, in both languages', () => {
    expect(labels(money())).toEqual(
      expect.arrayContaining([
        ...['批准预算', '1,200 万元', '合同价（含变更）', '1,058 万元', '合同已付', '1,050 万元'],
        ...['费用支出', '56 万元', '审计审定', '1,096 万元'],
      ]),
    );
    expect(labels(money(fullProject.figures, false, 'en'))).toEqual(
      expect.arrayContaining(['Approved budget', '12 m CNY', 'Audited', '10.96 m CNY', '560,000 CNY']),
    );
  });

  it('puts name and figure over each bar on a phone', () => {
    expect(labels(money(fullProject.figures, true))).toEqual(
      expect.arrayContaining(['批准预算  1,200 万元', '审计审定  1,096 万元']),
    );
  });

  it('says what is not there yet in the place of a bar', () => {
    expect(labels(money(smallProject.figures))).toEqual(
      expect.arrayContaining(['预算尚未批准', '尚未审计', '0 元']),
    );
  });

  it('is told apart without colour: patterns, an outline around all', () => {
    const svg = money();
    expect(svg.match(/<pattern /g)).toHaveLength(5);
    expect(svg.match(/stroke="#0b0c0c" stroke-width="1.5"/g)!.length).toBeGreaterThanOrEqual(6);
  });

  it('gives every figure in its words to who cannot see it', () => {
    expect(moneyAlt(fullProject.figures, whose, catalogues.zh)).toBe(
      '本项目资金：批准预算 12,000,000.00 元，合同价（含变更） 10,580,000.00 元，累计计量 10,580,000.00 元，' +
        '合同已付 10,500,000.00 元，费用支出 560,000.00 元，审计审定 10,960,000.00 元。',
    );
  });

  it('says of a rounded amount that it is', () => {
    expect(shortAmount('123456789.00', catalogues.zh)).toBe('约 1.23 亿元');
    expect(shortAmount('123456789.00', catalogues.en)).toBe('about 123.46 m CNY');
    expect(shortAmount('9999.99', catalogues.zh)).toBe('9,999.99 元');
    expect(shortAmount('-10000.00', catalogues.zh)).toBe('−1 万元');
    expect(shortAmount('0.00', catalogues.en)).toBe('0 CNY');
  });
});

describe('What was certified and paid over time', () => {
  /** The corners of the line of that strength. */
  const corners = (svg: string, width: number): number[][] => {
    const path = new RegExp(`<path d="([^"]+)"[^>]*stroke-width="${width}"`).exec(svg)![1]!;
    return [...path.matchAll(/[ML](-?[\d.]+) (-?[\d.]+)/g)].map(([, x, y]) => [Number(x), Number(y)]);
  };

  it('goes in steps: up or along, never askew', () => {
    const line = corners(payments(), 5);
    expect(line.length).toBeGreaterThan(4);
    for (const [i, [x, y]] of line.slice(1).entries()) {
      const [px, py] = line[i]!;
      expect([x === px || y === py, x! >= px!]).toEqual([true, true]);
    }
  });

  it('names each line where it ends, with its figure', () => {
    expect(labels(payments())).toEqual(
      expect.arrayContaining([
        '批准预算 1,200 万元',
        '合同价 1,058 万元',
        '累计计量 1,058 万元',
        '合同已付 1,050 万元',
      ]),
    );
    expect(labels(payments(fullMoney.timeline, true, 'en'))).toEqual(
      expect.arrayContaining(['Budget 12 m CNY', 'Paid 10.5 m CNY']),
    );
    expect(paymentsAlt(fullMoney.timeline, catalogues.zh)).toContain(
      '2026-01-10 至 2026-11-13。图末：批准预算 12,000,000.00 元',
    );
  });

  it('counts months by the clock in Shanghai', () => {
    const at = (recordedAt: string, revision: number): MoneyAt => ({
      ...{ entry: revision, revision, recordedAt },
      figures: { ...smallProject.figures, contracted: '100.00', paid: `${revision}.00` },
    });
    const svg = payments([at('2026-01-31T15:59:00.000Z', 1), at('2026-02-28T16:00:00.000Z', 2)]);
    // By the clock in London the last is in February.
    expect(labels(svg).filter((label) => /^\d{4}-/.test(label))).toEqual(['2026-02', '2026-03']);
  });

  it('of a project just registered is empty, and no error', () => {
    expect(unclosed(payments(smallMoney.timeline))).toEqual([]);
  });
});

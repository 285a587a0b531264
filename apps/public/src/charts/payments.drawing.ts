import type { MoneyAt } from '@sunlit/read-models';
import { shanghaiTime, thousands, type Messages } from '@sunlit/web';
import { fontFamily, ink, quiet, type Drawing, type Option } from './drawing.js';
import { drawnLength, scaleOf, shortAmount } from './money.drawing.js';

/** Told apart without colour: by dashes and by strength. */
const lines = [
  { amount: 'budget', color: '#505a5f', width: 2, type: [2, 4] },
  { amount: 'contracted', color: '#0b0c0c', width: 2, type: [10, 5] },
  { amount: 'certified', color: '#1b7f9c', width: 3, type: 'solid' },
  { amount: 'paid', color: '#0b0c0c', width: 5, type: 'solid' },
] as const;

/** From when to when, and where each line ends, in one sentence. */
export function paymentsAlt(timeline: readonly MoneyAt[], t: Messages): string {
  const [first, last] = [timeline[0]!, timeline.at(-1)!];
  const ends = lines.flatMap(({ amount }) => {
    const end = last.figures[amount];
    return end === null ? [] : [`${t.charts.lines[amount]} ${thousands(end)} ${t.frame.yuan}`];
  });
  return t.charts.paymentsAlt(dayOf(first.recordedAt), dayOf(last.recordedAt), ends.join(t.frame.comma));
}

/** What was certified and what was paid on contracts as they were recorded, in steps, with budget and contract price. */
export function paymentsDrawing(timeline: readonly MoneyAt[], narrow: boolean, t: Messages): Drawing {
  const shown = lines.filter(({ amount }) => timeline.some(({ figures }) => figures[amount] !== null));
  const [from, until] = [clock(timeline[0]!.recordedAt), clock(timeline.at(-1)!.recordedAt)];
  // A little further, so that the last step is seen to last.
  const end = until + Math.max(day, (until - from) * 0.03);
  const ends = Object.fromEntries(
    shown.map(({ amount }) => [t.charts.lines[amount], endText(timeline, amount, t)] as const),
  );
  const most = Math.max(
    1,
    ...timeline.flatMap(({ figures }) => shown.map(({ amount }) => drawnLength(figures[amount] ?? '0.00'))),
  );
  const [size, unit] = scaleOf(BigInt(Math.round(most * 100)), t);
  const every = evenly(most / 4);
  const legendHeight = shown.length * 26;
  return {
    ...{
      title: paymentsAlt(timeline, t),
      width: narrow ? 320 : 960,
      height: narrow ? 330 + legendHeight : 420,
    },
    option: {
      aria: { enabled: true, decal: { show: true } },
      grid: narrow ? { ...room, right: 14, top: legendHeight + 34 } : { ...room, right: 230, top: 34 },
      ...(narrow && { legend: legend(ends) }),
      xAxis: {
        ...{ type: 'time', min: from, max: end },
        axisLine: { lineStyle: { color: ink } },
        axisTick: { show: true, customValues: ticks(from, until, narrow ? 2 : 5), lineStyle: { color: ink } },
        axisLabel: {
          ...{ customValues: ticks(from, until, narrow ? 2 : 5), hideOverlap: true, color: ink },
          ...{
            fontFamily,
            fontSize: 15,
            formatter: (value: number) => new Date(value).toISOString().slice(0, 7),
          },
        },
        splitLine: { show: false },
      },
      yAxis: {
        ...{ type: 'value', min: 0, max: Math.ceil(most / every) * every, interval: every },
        name: t.charts.unit(unit),
        ...{ nameLocation: 'end', nameGap: 12, nameTextStyle: { align: 'left', color: quiet, fontSize: 15 } },
        axisLabel: {
          ...{ color: ink, fontFamily, fontSize: 15 },
          formatter: (value: number) => (value / size).toLocaleString('en-US', { maximumFractionDigits: 2 }),
        },
        splitLine: { lineStyle: { color: '#dce3e6' } },
      },
      series: shown.map(({ amount, color, width, type }) => ({
        ...{ type: 'line', name: t.charts.lines[amount], step: 'end', symbol: 'none', color },
        lineStyle: { color, width, type: type === 'solid' ? 'solid' : [...type] },
        data: [
          ...timeline.map((at) => [clock(at.recordedAt), at] as const),
          [end, timeline.at(-1)!] as const,
        ].map(([at, { figures }]) => [at, figures[amount] === null ? '-' : drawnLength(figures[amount])]),
        ...(!narrow && {
          endLabel: {
            show: true,
            formatter: ends[t.charts.lines[amount]]!,
            color: ink,
            fontFamily,
            fontSize: 15,
            lineHeight: 22,
          },
          labelLayout: { moveOverlap: 'shiftY' },
        }),
      })),
    } satisfies Option,
  };
}

const day = 86_400_000;
const room = { left: 8, bottom: 6, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' } as const;

/** The next step from `least` on that people can count in: 1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10, 15, ... */
function evenly(least: number): number {
  const ten = 10 ** Math.floor(Math.log10(least));
  return [1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10].map((n) => n * ten).find((step) => step >= least) ?? least;
}

/** The clock on the wall in Shanghai as if it were UTC: axes are drawn in UTC. */
const clock = (instant: string): number => Date.parse(instant) + 8 * 3_600_000;

const dayOf = (instant: string): string => shanghaiTime(instant).slice(0, 10);

const endText = (
  timeline: readonly MoneyAt[],
  amount: (typeof lines)[number]['amount'],
  t: Messages,
): string => {
  const end = timeline.at(-1)!.figures[amount];
  return end === null ? t.charts.lines[amount] : `${t.charts.lines[amount]} ${shortAmount(end, t)}`;
};

/** At most `most + 1` first days of months, evenly between the ends; the ends themselves where all is within a month. */
function ticks(from: number, until: number, most: number): number[] {
  const month = (at: number) => {
    const date = new Date(at);
    return date.getUTCFullYear() * 12 + date.getUTCMonth();
  };
  const [first, last] = [month(from) + 1, month(until)];
  if (last < first) return [from];
  const every = Math.max(1, Math.ceil((last - first) / most));
  const count = Math.floor((last - first) / every) + 1;
  return Array.from({ length: count }, (_, i) => {
    const at = first + i * every;
    return Date.UTC(Math.floor(at / 12), at % 12, 1);
  });
}

/** On a phone the names stand above the drawing, each beside a piece of its line. */
const legend = (ends: Readonly<Record<string, string>>): Option['legend'] => ({
  ...{ orient: 'vertical', left: 0, top: 0, itemGap: 8, itemWidth: 44, itemHeight: 12, selectedMode: false },
  itemStyle: { opacity: 0 },
  textStyle: { color: ink, fontSize: 14, fontFamily },
  formatter: (name: string) => ends[name] ?? name,
});

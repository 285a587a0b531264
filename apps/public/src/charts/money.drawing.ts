import { fen, yuan, type Fen, type Figures } from '@sunlit/ledger';
import { moneySteps, thousands, type Messages } from '@sunlit/web';
import { fontFamily, ink, quiet, type Drawing } from './drawing.js';

/** The money line in one sentence: every step with its figure. `whose`: `figures` of the project or of the city. */
export const moneyAlt = (figures: Figures, whose: string, t: Messages): string =>
  whose +
  t.frame.colon +
  moneySteps(figures, t)
    .map(({ name, amount, or }) => `${name} ${amount === null ? or : inYuan(amount, t)}`)
    .join(t.frame.comma) +
  t.frame.stop;

const inYuan = (amount: string, t: Messages): string => `${thousands(amount)} ${t.frame.yuan}`;

/** An amount as a drawing says it, half up at two decimals: `1,058 万元`, `约 1.23 亿元`, `10.58 m CNY`. */
export function shortAmount(amount: string, t: Messages): string {
  const signed = fen(amount);
  const all = signed < 0n ? -signed : signed;
  const [size, unit] = scaleOf(all, t);
  const whole = BigInt(size) * 100n;
  const hundredths = (all * 200n + whole) / (2n * whole);
  const text = thousands(yuan(signed < 0n ? -hundredths : hundredths)).replace(/\.?0+$/, '');
  return `${hundredths * whole === all * 100n ? '' : t.frame.about}${text} ${unit}`;
}

/** The largest unit that an amount fills, with its size in yuan. */
export const scaleOf = (amount: Fen, { charts }: Messages): readonly [size: number, unit: string] =>
  charts.scales.find(([size]) => amount >= BigInt(size) * 100n) ?? charts.scales.at(-1)!;

/** Only for the length of a line on a drawing. */
export const drawnLength = (amount: string): number => Number(amount);

/** Told apart without colour: by outline, by pattern, and each bar by its name and figure. */
const fills = [
  { color: '#ffffff', symbol: 'rect', dashArrayX: [1, 0], dashArrayY: [2, 6], rotation: Math.PI / 4 },
  { color: '#c5d3d8', symbol: 'rect', dashArrayX: [1, 0], dashArrayY: [1, 7], rotation: -Math.PI / 4 },
  {
    color: '#7fb2c2',
    symbol: 'circle',
    dashArrayX: [
      [8, 8],
      [0, 8, 8, 0],
    ],
    dashArrayY: [6, 0],
    rotation: 0,
  },
  { color: '#1b7f9c', symbol: 'none', dashArrayX: [], dashArrayY: [], rotation: 0 },
  { color: '#f3f5f6', symbol: 'rect', dashArrayX: [1, 0], dashArrayY: [1, 4], rotation: 0 },
  { color: '#0f4c5c', symbol: 'none', dashArrayX: [], dashArrayY: [], rotation: 0 },
] as const;

/** Budget, contract, certified, paid, expenses and audited as bars over one scale, each with its name and figure. */
export function moneyDrawing(figures: Figures, whose: string, narrow: boolean, t: Messages): Drawing {
  const steps = moneySteps(figures, t);
  const width = narrow ? 320 : 960;
  const rowHeight = narrow ? 54 : 44;
  const said = ({ name, amount, or }: (typeof steps)[number]) => {
    const figure = amount === null ? or : shortAmount(amount, t);
    return narrow ? `${name}  ${figure}` : figure;
  };
  return {
    ...{ title: moneyAlt(figures, whose, t), width, height: steps.length * rowHeight + (narrow ? 12 : 8) },
    option: {
      aria: { enabled: true, decal: { show: true } },
      grid: narrow
        ? { left: 4, right: 8, top: 10, bottom: 0 }
        : { left: t.lang === 'en' ? 245 : 165, right: 170, top: 4, bottom: 4 },
      xAxis: { type: 'value', show: false, min: 0, max: scale(steps.map(({ amount }) => amount)) },
      yAxis: {
        ...{ type: 'category', inverse: true, data: steps.map(({ name }) => name) },
        axisTick: { show: false },
        axisLine: { show: !narrow, lineStyle: { color: ink } },
        axisLabel: { show: !narrow, color: ink, fontSize: 17, fontFamily, margin: 12 },
      },
      series: [
        {
          type: 'bar',
          barWidth: narrow ? 20 : 26,
          data: steps.map((step, i) => ({
            value: drawnLength(step.amount ?? '0.00'),
            itemStyle: itemStyle(i, step.amount),
            label: {
              ...{ show: true, formatter: said(step), fontFamily },
              ...(narrow ? { position: [0, -19] as [number, number] } : { position: 'right' as const }),
              ...{ fontSize: narrow ? 15 : 17, color: step.amount === null ? quiet : ink },
            },
          })),
        },
      ],
    },
  };
}

function itemStyle(i: number, amount: string | null) {
  const { color, symbol, dashArrayX, dashArrayY, rotation } = fills[i]!;
  const decal =
    symbol === 'none'
      ? { symbol: 'none' }
      : {
          ...{ symbol, rotation, color: 'rgba(11,12,12,0.55)', symbolSize: symbol === 'circle' ? 0.6 : 1 },
          ...{ dashArrayX: dashArrayX as unknown as number[], dashArrayY: dashArrayY as unknown as number[] },
        };
  const drawn = amount !== null && amount !== '0.00';
  return { color, borderColor: ink, borderWidth: drawn ? 1.5 : 0, decal };
}

/** The longest of them fills the drawing; where there is nothing at all the bars have no length. */
const scale = (amounts: readonly (string | null)[]): number =>
  Math.max(1, ...amounts.map((amount) => drawnLength(amount ?? '0.00')));

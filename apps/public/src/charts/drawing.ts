import { BarChart, LineChart, type BarSeriesOption, type LineSeriesOption } from 'echarts/charts';
import {
  AriaComponent,
  GridComponent,
  LegendComponent,
  type AriaComponentOption,
  type GridComponentOption,
  type LegendComponentOption,
} from 'echarts/components';
import { init, use, type ComposeOption } from 'echarts/core';
import { LabelLayout } from 'echarts/features';
import { SVGRenderer } from 'echarts/renderers';

use([AriaComponent, BarChart, GridComponent, LabelLayout, LegendComponent, LineChart, SVGRenderer]);

export type Option = ComposeOption<
  AriaComponentOption | BarSeriesOption | GridComponentOption | LegendComponentOption | LineSeriesOption
>;

/** A drawing before it is drawn: what it says in words, its size in pixels, and what ECharts makes of it. */
export interface Drawing {
  readonly title: string;
  readonly width: number;
  readonly height: number;
  readonly option: Option;
}

/** The site's own letters, without quotes, which would need escaping inside an attribute. */
export const fontFamily =
  'PingFang SC, HarmonyOS Sans SC, Microsoft YaHei, Noto Sans CJK SC, Noto Sans SC, sans-serif';
export const ink = '#0b0c0c';
export const quiet = '#505a5f';

/** The drawing as SVG text: still, without a script, its title said to who cannot see it. */
export function drawn({ title, width, height, option }: Drawing): string {
  const chart = init(null, null, { renderer: 'svg', ssr: true, width, height });
  try {
    chart.setOption({
      ...{ animation: false, useUTC: true, backgroundColor: '#fff' },
      textStyle: { fontFamily, color: ink },
      ...option,
    });
    return titled(chart.renderToSVGString(), title);
  } finally {
    chart.dispose();
  }
}

const titled = (svg: string, title: string): string =>
  svg
    .replace(/^<svg /, '<svg role="img" ')
    .replace('>', `><title>${escaped(title)}</title>`)
    // What the browser half of ECharts would read; and pointers have nothing to do here.
    .replace(/<style [\s\S]*<\/style>\s*/, '')
    .replace(/ (?:ecmeta_\w+|pointer-events|class)="[^"]*"/g, '');

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

import type { MoneyAt } from '@sunlit/read-models';
import type { Figures } from '@sunlit/ledger';
import { langOf, useWords, type Lang, type Messages } from '@sunlit/web';
import { moneyAlt, moneyDrawing } from './money.drawing.js';
import { paymentsAlt, paymentsDrawing } from './payments.drawing.js';

/** Raise it when the same figures are drawn in another way: it is a part of every address, whose answers are kept for ever. */
export const chartVersion = 1;

export const chartNames = ['money', 'payments'] as const;
export type ChartName = (typeof chartNames)[number];

interface Address {
  /** The entry of the ledger up to which it shows. */
  readonly entry: number;
  readonly lang: Lang;
  readonly narrow?: boolean;
}

/** Where a chart is found: everything that it depends on is in its address. */
export const chartHref = (path: string, { entry, lang, narrow = false }: Address): string =>
  `${path}.svg?entry=${entry}&lang=${lang}${narrow ? '&narrow=1' : ''}&v=${chartVersion}`;

/**
 * The money line of a project, or of the city where no `project` is given, as of an entry of the ledger. Drawn by an
 * address of its own; the figures are in its words too. Put the table with the numbers beside it.
 */
export function MoneyChart({
  figures,
  project,
  entry,
}: {
  figures: Figures;
  project?: string;
  entry: number;
}) {
  const t = useWords();
  const whose = project === undefined ? t.charts.ofCity : t.charts.ofProject;
  const sizeOf = (narrow: boolean) => moneyDrawing(figures, whose, narrow, t);
  const path = project === undefined ? '/charts/city' : `/projects/${project}/charts/money`;
  return <Picture path={path} entry={entry} alt={moneyAlt(figures, whose, t)} sizeOf={sizeOf} words={t} />;
}

/** What was certified and paid over time. `timeline` is never empty. */
export function PaymentsChart({
  timeline,
  project,
  entry,
}: {
  timeline: readonly MoneyAt[];
  project: string;
  entry: number;
}) {
  const t = useWords();
  const path = `/projects/${project}/charts/payments`;
  const sizeOf = (narrow: boolean) => paymentsDrawing(timeline, narrow, t);
  return <Picture path={path} entry={entry} alt={paymentsAlt(timeline, t)} sizeOf={sizeOf} words={t} />;
}

interface Size {
  readonly width: number;
  readonly height: number;
}

/** Wide, and narrow on a phone; with its size, so that nothing jumps when it comes. */
function Picture({
  path,
  entry,
  alt,
  sizeOf,
  words,
}: {
  path: string;
  entry: number;
  alt: string;
  sizeOf: (narrow: boolean) => Size;
  words: Messages;
}) {
  const lang = langOf(words);
  const [wide, narrow] = [sizeOf(false), sizeOf(true)];
  return (
    <picture className="sl-chart">
      <source
        media="(max-width: 40em)"
        srcSet={chartHref(path, { entry, lang, narrow: true })}
        width={narrow.width}
        height={narrow.height}
      />
      <img src={chartHref(path, { entry, lang })} width={wide.width} height={wide.height} alt={alt} />
    </picture>
  );
}

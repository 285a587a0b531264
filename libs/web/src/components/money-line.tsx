import { fen, type Figures } from '@sunlit/ledger';
import { useWords } from '../frame.js';
import type { Messages } from '../messages/zh.js';
import { largeForm, shareOf } from '../money.js';
import { MoneyOr } from './money.js';
import { Table } from './table.js';

interface Step {
  readonly name: string;
  readonly amount: string | null;
  readonly or: string;
}

/** The steps that money takes, with what to say where one is not there yet. */
export const moneySteps = (figures: Figures, { money }: Messages): readonly Step[] => [
  { name: money.budget, amount: figures.budget, or: money.noBudget },
  { name: money.contracted, amount: figures.contracted, or: '' },
  { name: money.certified, amount: figures.certified, or: '' },
  { name: money.paid, amount: figures.paid, or: '' },
  { name: money.expenses, amount: figures.expenses, or: '' },
  { name: money.audited, amount: figures.audited, or: money.notAudited },
];

/**
 * The money line as one chart and one table: what was budgeted, contracted, certified, paid and audited, each as a bar
 * over the same scale with its figure beside it. Contract and paid stay apart, never one "spent". `bars`: not where a chart
 * of its own stands above it.
 */
export function MoneyLine({ figures, bars = true }: { figures: Figures; bars?: boolean }) {
  const t = useWords();
  const { money } = t;
  const steps = moneySteps(figures, t);
  const longest = steps.reduce(
    (most, { amount }) => (fen(amount ?? '0.00') > fen(most) ? amount! : most),
    '0.00',
  );
  return (
    <Table
      caption={money.caption}
      rows={steps}
      rowKey={(step) => step.name}
      stays={!bars}
      columns={[
        {
          head: money.stage,
          cell: ({ name }) => <span className={bars ? 'sl-nowrap' : undefined}>{name}</span>,
        },
        ...(bars
          ? [
              {
                head: money.chart,
                cell: (step: Step) => <Bar part={step.amount ?? '0.00'} whole={longest} />,
              },
            ]
          : []),
        {
          head: money.amount,
          numeric: true,
          cell: ({ amount, or }) => (
            <>
              <MoneyOr amount={amount} or={or} bare />
              {amount && largeForm(amount, t) && (
                <span className="sl-money-large sl-under">{largeForm(amount, t)}</span>
              )}
            </>
          ),
        },
        {
          head: money.share,
          numeric: true,
          cell: ({ amount }) => (
            <span className="sl-nowrap">
              {(amount && figures.budget && shareOf(amount, figures.budget)) ?? '—'}
            </span>
          ),
        },
      ]}
    />
  );
}

/** A bar as long as its share of the longest, in thousandths. The figure stands beside it, so readers skip the drawing. */
function Bar({ part, whole }: { part: string; whole: string }) {
  const length = fen(whole) === 0n ? 0n : (fen(part) * 1000n) / fen(whole);
  return (
    <svg
      className="sl-bar"
      viewBox="0 0 1000 20"
      preserveAspectRatio="none"
      aria-hidden="true"
      focusable="false"
    >
      <rect className="sl-bar-scale" width="1000" height="20" />
      <rect className="sl-bar-part" width={String(length)} height="20" />
    </svg>
  );
}

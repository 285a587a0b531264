import { fen, yuan } from '@sunlit/ledger';
import { Instant, MoneyLine, MoneyOr, Table, thousands, useWords, type Column } from '@sunlit/web';
import type { MoneyAt } from '@sunlit/read-models';
import { MoneyChart, PaymentsChart } from '../charts/chart.js';
import { reaches, type ProjectPageView } from './page-view.js';
import { Fold, Part, Section } from './section.js';

/** The money line as chart and table, then how it came about over time. */
export function ProjectMoneyLine({ view }: { view: ProjectPageView }) {
  const t = useWords();
  const { project, figures, timeline } = view;
  const entry = reaches(view);
  return (
    <Section id="money" title={t.project.moneyLine}>
      <MoneyChart figures={figures} project={project} entry={entry} />
      <MoneyLine figures={figures} bars={false} />
      <NotTheSum view={view} />
      {timeline.some((at) => at.figures.certified !== '0.00' || at.figures.paid !== '0.00') && (
        <Part id="over-time" title={t.charts.overTime}>
          <p className="govuk-body">{t.charts.overTimeNote}</p>
          <PaymentsChart timeline={timeline} project={project} entry={entry} />
          <Fold summary={t.charts.overTimeNumbers}>
            <Numbers timeline={timeline} />
          </Fold>
        </Part>
      )}
    </Section>
  );
}

/** Of a terminated contract only what was certified, or paid, binds the budget: why the contracts add up to more. */
function NotTheSum({ view: { contracts, figures } }: { view: ProjectPageView }) {
  const t = useWords();
  const sum = contracts.reduce((all, { money }) => all + fen(money.currentPrice), 0n);
  const terminated = contracts.filter((contract) => contract.terminated);
  if (terminated.length === 0 || sum <= fen(figures.contracted)) return null;
  const names = terminated.map(({ contract }) => contract).join(t.frame.list);
  const more = yuan(sum - fen(figures.contracted));
  return <p className="govuk-body">{t.charts.notTheSum(names, thousands(more))}</p>;
}

function Numbers({ timeline }: { timeline: readonly MoneyAt[] }) {
  const t = useWords();
  const amount = (name: 'budget' | 'contracted' | 'certified' | 'paid'): Column<MoneyAt> => ({
    head: t.charts.lines[name],
    numeric: true,
    cell: ({ figures }) => <MoneyOr amount={figures[name]} or={t.frame.pending} bare />,
  });
  return (
    <Table
      caption={t.charts.overTime + t.frame.bracketed(t.frame.yuan)}
      rows={timeline}
      rowKey={(row) => row.revision}
      columns={[
        { head: t.event.recordedAt, cell: (row) => <Instant instant={row.recordedAt} /> },
        ...(['budget', 'contracted', 'certified', 'paid'] as const).map(amount),
      ]}
    />
  );
}

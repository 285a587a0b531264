import type { ProjectView } from '@sunlit/read-models';
import { Day, inYuan, Money, shareOf, SummaryList, Table, thousands, useWords, word } from '@sunlit/web';
import { Fold, Nothing } from './section.js';
import { EntryLink, ShownText } from './source.js';

/** Checkpoint one: departments consulted, research done, the budget by its lines and who approved it. */
export function Budgets({ view }: { view: ProjectView }) {
  const t = useWords();
  const { project, budgets, consultations, research } = view;
  return (
    <>
      {budgets.length === 0 && <Nothing>{t.project.noBudgets}</Nothing>}
      {budgets.map((budget) => (
        <Budget key={budget.revision} project={project} budget={budget} />
      ))}
      {consultations.length + research.length > 0 && (
        <Fold summary={t.charts.heard(consultations.length, research.length)}>
          <Consultations view={view} />
          <Research view={view} />
        </Fold>
      )}
    </>
  );
}

function Budget({ project, budget }: { project: string; budget: ProjectView['budgets'][number] }) {
  const t = useWords();
  const { approved, revised, lines, total } = budget;
  const plain = word(t.budgetKinds, budget.kind);
  const kind = revised ? t.project.revised(plain) : plain;
  return (
    <Fold summary={t.charts.linesOf(kind, thousands(total))}>
      <p className="govuk-body">
        {t.fields.total} <Money amount={total} large />
        {t.frame.stop}
        {approved ? (
          <>
            {t.fields.approvedOn} <Day day={approved.approvedOn} />
            {t.frame.comma}
            <ShownText of={approved} field="approvingBody" />
            {t.frame.comma}
            {approved.documentNumber}
            {t.frame.stop}
            <EntryLink project={project} source={approved} />
          </>
        ) : (
          <>
            {t.project.notApproved}
            {t.frame.stop}
            <EntryLink project={project} source={budget} />
          </>
        )}
      </p>
      {revised && (
        <SummaryList
          rows={[
            { key: t.fieldsOfOne['BudgetRevised.reason'], value: <ShownText of={revised} field="reason" /> },
            { key: t.project.totalBefore, value: <Money amount={revised.before.total} large /> },
            { key: t.fieldsOfOne['BudgetRevised.delta'], value: <Money amount={revised.delta} large /> },
          ]}
        />
      )}
      <Table
        caption={`${kind}${t.frame.colon}${t.fields.lines}`}
        rows={lines}
        rowKey={(line) => `${line.category} ${line.description}`}
        total={[t.project.total, '', <Money key="total" amount={total} bare />, '100%']}
        columns={[
          { head: t.fields.category, cell: (line) => word(t.costCategories, line.category) },
          { head: t.fields.description, cell: (line) => line.description },
          {
            head: inYuan(t.fields.amount, t),
            numeric: true,
            cell: (line) => <Money amount={line.amount} bare />,
          },
          { head: t.project.share, numeric: true, cell: (line) => shareOf(line.amount, total) ?? '—' },
        ]}
      />
    </Fold>
  );
}

function Consultations({ view: { project, consultations } }: { view: ProjectView }) {
  const t = useWords();
  if (consultations.length === 0) return null;
  return (
    <Table
      caption={t.project.consultations}
      rows={consultations}
      rowKey={(row) => row.revision}
      columns={[
        { head: t.fields.department, cell: (row) => <ShownText of={row} field="department" /> },
        { head: t.fields.opinion, cell: (row) => <ShownText of={row} field="opinion" /> },
        { head: t.fields.consultedOn, cell: (row) => <Day day={row.consultedOn} /> },
        { head: t.project.record, cell: (row) => <EntryLink project={project} source={row} /> },
      ]}
    />
  );
}

function Research({ view: { project, research } }: { view: ProjectView }) {
  const t = useWords();
  if (research.length === 0) return null;
  return (
    <Table
      caption={t.project.research}
      rows={research}
      rowKey={(row) => row.revision}
      columns={[
        {
          head: t.fieldsOfOne['ResearchRecorded.subject'],
          cell: (row) => <ShownText of={row} field="subject" />,
        },
        {
          head: t.fieldsOfOne['ResearchRecorded.summary'],
          cell: (row) => <ShownText of={row} field="summary" />,
        },
        { head: t.fields.conductedBy, cell: (row) => <ShownText of={row} field="conductedBy" /> },
        { head: t.fields.completedOn, cell: (row) => <Day day={row.completedOn} /> },
        { head: t.project.record, cell: (row) => <EntryLink project={project} source={row} /> },
      ]}
    />
  );
}

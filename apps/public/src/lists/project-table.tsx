import type { At, ProjectRow } from '@sunlit/read-models';
import { Day, Money, MoneyOr, shanghaiTime, Table, Tag, useRecordedLang, useWords, word } from '@sunlit/web';
import { atHref } from '../time/at.js';

/** Projects in a line each; contract and paid stand apart. `at`: the moment that their pages show too. */
export function ProjectTable({
  caption,
  rows,
  at = null,
}: {
  caption: string;
  rows: readonly ProjectRow[];
  at?: At | null;
}) {
  const t = useWords();
  const { lists, frame } = t;
  return (
    <div className="sl-projects">
      <Table
        caption={caption}
        rows={rows}
        rowKey={(row) => row.project}
        columns={[
          { head: lists.project, cell: (row) => <Name row={row} at={at} /> },
          {
            head: lists.stage,
            cell: (row) => (
              <span className="sl-wraps">
                <Tag colour={row.stage === 'closed' ? 'green' : 'blue'}>
                  {word(t.projectStages, row.stage)}
                </Tag>
              </span>
            ),
          },
          {
            head: lists.budget,
            numeric: true,
            cell: ({ figures: { budget }, estimate }) =>
              budget === null ? (
                <span className="sl-quiet">
                  <span className="sl-under">{lists.estimate}</span> <Money amount={estimate} bare />
                </span>
              ) : (
                <Money amount={budget} bare />
              ),
          },
          {
            head: lists.contracted,
            numeric: true,
            cell: (row) => <Money amount={row.figures.contracted} bare />,
          },
          { head: lists.paid, numeric: true, cell: (row) => <Money amount={row.figures.paid} bare /> },
          {
            head: lists.audited,
            numeric: true,
            cell: (row) => <MoneyOr amount={row.figures.audited} or={frame.pending} bare />,
          },
        ]}
      />
    </div>
  );
}

function Name({ row, at }: { row: ProjectRow; at: At | null }) {
  const t = useWords();
  const lang = useRecordedLang();
  const [before, after] = t.lists.registered('\n').split('\n');
  return (
    <span className="sl-project">
      <a className="govuk-link sl-link" href={atHref(`/projects/${row.project}`, at)} lang={lang}>
        {row.name}
      </a>
      <span className="sl-under sl-quiet">
        <span className="sl-code">{row.number}</span> <span lang={lang}>{row.owner.name}</span>
      </span>
      <span className="sl-under sl-quiet">
        {before}
        <Day day={shanghaiTime(row.registeredAt).slice(0, 10)} />
        {after}
      </span>
      {row.findings > 0 && <Tag colour="yellow">{t.frame.findings(row.findings)}</Tag>}
    </span>
  );
}

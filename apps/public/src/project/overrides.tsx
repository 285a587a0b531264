import type { OverrideView, ProjectView } from '@sunlit/read-models';
import { countedValue, Day, langOf, ruleRow, ruleTitle, Table, useWords, word } from '@sunlit/web';
import { Part } from './section.js';
import { EntryLink, eventHref, ShownText } from './source.js';

/** Rules set aside with an approval: for what, in place of what, until when, and which entry used it up. */
export function Overrides({ view: { project, overrides } }: { view: ProjectView }) {
  const t = useWords();
  if (overrides.length === 0) return null;
  return (
    <Part id="overrides" title={t.project.overrides}>
      <p className="govuk-body">{t.project.overridesNote}</p>
      <Table
        caption={t.project.overrides}
        rows={overrides}
        rowKey={(row) => row.revision}
        columns={[
          { head: t.project.overrideRule, cell: (row) => <Rule row={row} /> },
          {
            head: t.project.overrideSubject,
            cell: (row) => [word(t.overrideSubjects, row.subjectKind), row.subject].filter(Boolean).join(' '),
          },
          { head: t.project.overrideLimit, cell: (row) => <Limit row={row} /> },
          { head: t.project.overrideUntil, cell: (row) => <Day day={row.expiresOn} /> },
          {
            head: t.fieldsOfOne['RuleOverridden.reason'],
            cell: (row) => <ShownText of={row} field="reason" />,
          },
          { head: t.project.approval, cell: (row) => <Approval row={row} /> },
          { head: t.project.overrideUsed, cell: (row) => <Used project={project} row={row} /> },
          { head: t.project.record, cell: (row) => <EntryLink project={project} source={row} /> },
        ]}
      />
    </Part>
  );
}

function Rule({ row: { rule } }: { row: OverrideView }) {
  return (
    <a className="govuk-link sl-link sl-roomy" href={`/rules/${encodeURIComponent(rule)}`}>
      {rule} {ruleTitle(rule, langOf(useWords()))}
    </a>
  );
}

/** What holds in place of the rule's value, in its unit. */
function Limit({ row: { rule, version, limit } }: { row: OverrideView }) {
  const t = useWords();
  if (limit === null) return <>{t.project.wholeRule}</>;
  const unit = (ruleRow(rule, version) ?? ruleRow(rule, null))?.unit ?? null;
  return <>{countedValue(rule, unit === 'fen' ? limit : Number(limit), unit, t)}</>;
}

const Approval = ({ row }: { row: OverrideView }) => (
  <span>
    <ShownText of={row} field="approvedBy" /> {row.approvalNumber} <Day day={row.approvedOn} />
  </span>
);

function Used({ project, row: { usedBy } }: { project: string; row: OverrideView }) {
  const t = useWords();
  if (!usedBy) return <span className="sl-quiet">{t.project.unused}</span>;
  return (
    <a className="govuk-link sl-link" href={eventHref(project, usedBy.revision)}>
      {word(t.events, usedBy.type)}
      {t.frame.bracketed(t.frame.entry(usedBy.entry))}
    </a>
  );
}

import type { ProjectPage } from '@sunlit/read-models';
import { Finding, Pagination, useWords, word } from '@sunlit/web';
import { Leads } from '../rules/leads.js';
import { ObligationTable } from '../rules/obligations.js';
import { Overrides } from './overrides.js';
import { pageHref } from './paging.js';
import { Fold, Nothing, Part, Section } from './section.js';
import { EntryLink } from './source.js';

/**
 * Every verdict of the rules with what it compared: on entries, by the clock, across projects, and the rules that were set
 * aside. Leads, not conclusions.
 */
export function Findings({ view }: { view: ProjectPage }) {
  const t = useWords();
  return (
    <Section id="findings" title={t.project.findings}>
      <p className="govuk-body">{inShort(view, t)}</p>
      <OnEntries view={view} />
      <ByClock view={view} />
      {view.leads.length > 0 && (
        <Part id="leads" title={t.leads.title}>
          <p className="govuk-body">{t.leads.note}</p>
          <Leads leads={view.leads} />
        </Part>
      )}
      <Overrides view={view} />
    </Section>
  );
}

/** 登记时提示 2 条，逾期未办 1 项，跨项目线索 1 条，规则豁免 2 项。 */
function inShort(view: ProjectPage, t: ReturnType<typeof useWords>): string {
  const { charts, frame } = t;
  const overdue = view.obligations.filter(({ status }) => status === 'overdue').length;
  const late = view.obligations.filter(({ status }) => status === 'met-late').length;
  const parts = [
    ...some(view.paging.findings.total, charts.onEntries),
    ...some(overdue, charts.overdue),
    ...some(late, charts.metLate),
    ...some(view.leads.length, charts.leads),
    ...some(view.overrides.length, charts.overrides),
  ];
  if (parts.length === 0) return t.project.noFindings;
  return parts.join(frame.comma) + frame.stop + frame.between + t.project.findingsNote;
}

const some = (n: number, said: (n: number) => string): readonly string[] => (n === 0 ? [] : [said(n)]);

function OnEntries({ view }: { view: ProjectPage }) {
  const t = useWords();
  const { project, findings, paging } = view;
  if (paging.findings.total === 0) return null;
  return (
    <Part id="on-entries" title={t.charts.onEntriesTitle}>
      {findings.length === 0 && <Nothing>{t.project.pastEnd}</Nothing>}
      {findings.map((row, i) => (
        <div key={`${row.revision} ${i}`}>
          <Finding finding={row.finding} judgedBy={row.judgedBy} />
          <p className="govuk-body">
            {word(t.events, row.type)} <EntryLink project={project} source={row} />
          </p>
        </div>
      ))}
      <Pagination
        {...paging.findings}
        href={pageHref(view, 'findings', 'findings')}
        label={t.project.findings}
      />
    </Part>
  );
}

/** 办理时限: what is due by when, what is overdue, and what was met. */
function ByClock({ view }: { view: ProjectPage }) {
  const t = useWords();
  const { obligations, paging, today } = view;
  const kept = obligations.filter(({ status }) => status === 'met' || status === 'ended');
  const open = obligations.filter((each) => !kept.includes(each));
  return (
    <Part id="obligations" title={t.obligations.title}>
      {paging.obligations.total === 0 ? (
        <Nothing>{t.obligations.none}</Nothing>
      ) : (
        <p className="govuk-body">{t.obligations.note(today)}</p>
      )}
      {open.length > 0 && <ObligationTable caption={t.obligations.title} rows={open} />}
      {kept.length > 0 && (
        <Fold summary={t.charts.inTime(kept.length)}>
          <ObligationTable caption={t.charts.inTimeTitle} rows={kept} />
        </Fold>
      )}
      {obligations.length === 0 && paging.obligations.total > 0 && <Nothing>{t.project.pastEnd}</Nothing>}
      <Pagination
        {...paging.obligations}
        href={pageHref(view, 'obligations', 'obligations')}
        label={t.obligations.title}
      />
    </Part>
  );
}

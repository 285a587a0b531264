import type { ProjectPage } from '@sunlit/read-models';
import { Pagination, useWords } from '@sunlit/web';
import { pageHref } from '../project/paging.js';
import { Nothing, Section } from '../project/section.js';
import { Leads } from './leads.js';
import { ObligationTable } from './obligations.js';

/** 办理时限: what is due on the project by when, and what was met. */
export function ProjectObligations({ view }: { view: ProjectPage }) {
  const t = useWords();
  const { obligations, paging, today } = view;
  return (
    <Section id="obligations" title={t.obligations.title}>
      {paging.obligations.total === 0 && <Nothing>{t.obligations.none}</Nothing>}
      {paging.obligations.total > 0 && <p className="govuk-body">{t.obligations.note(today)}</p>}
      {obligations.length > 0 && <ObligationTable caption={t.obligations.title} rows={obligations} />}
      {obligations.length === 0 && paging.obligations.total > 0 && <Nothing>{t.project.pastEnd}</Nothing>}
      <Pagination
        {...paging.obligations}
        href={pageHref(view, 'obligations', 'obligations')}
        label={t.obligations.title}
      />
    </Section>
  );
}

/** 跨项目线索: lots of this project that a rule compares with those of others. Nothing is said where there is none. */
export function ProjectLeads({ view: { leads } }: { view: ProjectPage }) {
  const t = useWords();
  if (leads.length === 0) return null;
  return (
    <Section id="leads" title={t.leads.title}>
      <p className="govuk-body">{t.leads.note}</p>
      <Leads leads={leads} />
    </Section>
  );
}

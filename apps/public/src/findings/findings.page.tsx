import type { FindingsView } from '@sunlit/read-models';
import { Layout, Pagination, useRecordedLang, useWords } from '@sunlit/web';
import { Nothing, Section } from '../project/section.js';
import { Leads } from '../rules/leads.js';
import { ObligationTable } from '../rules/obligations.js';
import { findingsHref, verdictsHref } from './address.js';
import { ByRule } from './by-rule.js';
import { FindingsFilter } from './filter.js';
import { FoundTable } from './found.js';

/** What the rules found in all projects: by rule, then one by one. Leads, never accusations. */
export function FindingsPage(view: FindingsView) {
  const t = useWords();
  const { findings } = t.organisations;
  const { filter, page, rules, today } = view;
  const narrowed = [filter.rule, filter.stage, filter.owner, filter.contractor].some((each) => each !== null);
  return (
    <Layout
      title={findings.title}
      ledger={view.ledger}
      current={view.current}
      json={findingsHref(filter, page.page, '/findings.json')}
      trail={[{ text: t.frame.home, href: '/' }]}
    >
      <h1 className="govuk-heading-xl">{findings.title}</h1>
      <p className="sl-lead">{findings.lead}</p>
      <p className="govuk-body">{findings.how}</p>
      <FindingsFilter view={view} />
      <Section id="by-rule" title={findings.byRule}>
        {rules.length === 0 && <Nothing>{narrowed ? findings.noneWithin : findings.none}</Nothing>}
        {rules.length > 0 && (
          <>
            <p className="govuk-body">{findings.byRuleNote(today)}</p>
            <ByRule view={view} />
          </>
        )}
      </Section>
      <List view={view} />
    </Layout>
  );
}

function List({ view }: { view: FindingsView }) {
  const t = useWords();
  const { findings } = t.organisations;
  const lang = useRecordedLang();
  const { filter, page, contractor, verdicts } = view;
  const title = findings.kinds[filter.kind];
  return (
    <Section id="verdicts" title={filter.rule === null ? title : `${title}${t.frame.bracketed(filter.rule)}`}>
      <p className="govuk-body">
        {findings.count(page.total)}
        {t.frame.stop}
        {t.frame.between}
        {findings.kindNotes[filter.kind]}
        {contractor && (
          <span lang={lang}>
            {t.frame.between}
            {findings.contractorIs(contractor.name)}
            {t.frame.stop}
          </span>
        )}
      </p>
      {page.total === 0 && <Nothing>{findings.noneWithin}</Nothing>}
      {page.total > 0 && verdicts.rows.length === 0 && <Nothing>{findings.pastEnd}</Nothing>}
      {page.total > 0 && (
        <p className="govuk-body">
          <a className="govuk-link sl-link" href={findingsHref(filter, 1, '/findings.csv')} download>
            {findings.download}
          </a>
        </p>
      )}
      {verdicts.rows.length > 0 && <Verdicts view={view} />}
      <Pagination {...page} href={(number) => verdictsHref(filter, number)} label={title} />
    </Section>
  );
}

function Verdicts({ view: { verdicts } }: { view: FindingsView }) {
  const { findings } = useWords().organisations;
  switch (verdicts.kind) {
    case 'finding':
      return <FoundTable rows={verdicts.rows} />;
    case 'overdue':
      return <ObligationTable caption={findings.kinds.overdue} rows={verdicts.rows} named />;
    case 'lead':
      return <Leads leads={verdicts.rows} />;
  }
}

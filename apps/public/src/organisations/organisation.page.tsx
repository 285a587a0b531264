import type { OrganisationList, OrganisationView } from '@sunlit/read-models';
import {
  Layout,
  Money,
  organisationHref,
  Pagination,
  percent,
  SummaryList,
  useRecordedLang,
  useWords,
  type SummaryRow,
} from '@sunlit/web';
import type { ReactNode } from 'react';
import { Nothing, Section } from '../project/section.js';
import { partsIn } from './organisations.page.js';
import { listHref } from './paging.js';
import { Contracts, Others, Projects, Tenders } from './parts.js';
import { RulesOf } from './rules-of.js';
import { Signers } from './signers.js';

/** One body: what it is in the ledger, its projects, tenders and contracts, what the rules found there, who signed for it. */
export function OrganisationPage(view: OrganisationView) {
  const t = useWords();
  const { organisations: o } = t;
  const lang = useRecordedLang();
  const { projects, tenders, contracts, others } = view.paging;
  return (
    <Layout
      title={view.name}
      ledger={view.ledger}
      current={view.current}
      json={`${organisationHref(view.organisation)}.json`}
      trail={[
        { text: t.frame.home, href: '/' },
        { text: o.title, href: '/organisations' },
      ]}
    >
      <h1 className="govuk-heading-xl" lang={lang}>
        {view.name}
      </h1>
      <SummaryList rows={useFacts(view)} />
      <Part view={view} list="projects" title={o.projects} note={o.projectsNote} shown={projects.total > 0}>
        <Projects rows={view.projects} />
      </Part>
      <Part view={view} list="tenders" title={o.tenders} note={o.tendersNote} shown={tenders.total > 0}>
        <Tenders rows={view.tenders} />
      </Part>
      <Part
        view={view}
        list="contracts"
        title={o.contractsHeld}
        note={o.contractsNote}
        shown={contracts.total > 0}
      >
        <Contracts rows={view.contracts} />
      </Part>
      <Part view={view} list="others" title={o.others} note={o.othersNote} shown={others.total > 0}>
        <Others rows={view.others} />
      </Part>
      <RulesOf view={view} />
      <Part view={view} list="signers" title={o.signers} note={o.signersNote} shown>
        {view.paging.signers.total === 0 ? <Nothing>{o.noSigners}</Nothing> : <Signers rows={view.signers} />}
      </Part>
    </Layout>
  );
}

/** What it is and its sums; what it never was is left out. */
function useFacts({ uscc, earlierNames, parts, money, ...view }: OrganisationView): SummaryRow[] {
  const t = useWords();
  const { organisations: o } = t;
  const lang = useRecordedLang();
  const changes = (
    <>
      <Money amount={money.changes} large />
      {money.changeRate !== null && t.frame.bracketed(o.changesOf(percent(money.changeRate)))}
    </>
  );
  const rows: readonly (SummaryRow | false)[] = [
    { key: o.code, value: uscc === null ? o.noCode : <span className="sl-code">{uscc}</span> },
    earlierNames.length > 0 && {
      key: o.earlierNames,
      value: (
        <ul className="govuk-list sl-plain">
          {earlierNames.map(({ name, entry }) => (
            <li key={name} lang={lang}>
              {o.namedLast(name, entry)}
            </li>
          ))}
        </ul>
      ),
    },
    { key: o.is, value: partsIn({ parts, ...view }, t) },
    parts.owner > 0 && { key: o.ownContracted, value: <Money amount={money.ownContracted} large /> },
    parts.owner > 0 && { key: o.ownPaid, value: <Money amount={money.ownPaid} large /> },
    parts.tenderer > 0 && { key: o.tendersWon, value: o.wonOf(parts.won, parts.tenderer) },
    parts.contractor > 0 && { key: o.contracted, value: <Money amount={money.contracted} large /> },
    parts.contractor > 0 && { key: o.changes, value: changes },
    parts.contractor > 0 && { key: o.certified, value: <Money amount={money.certified} large /> },
    parts.contractor > 0 && { key: o.paid, value: <Money amount={money.paid} large /> },
  ];
  return rows.filter((row) => row !== false);
}

/** One list with its pages; nothing of it where the body has no such part. */
function Part({
  view,
  list,
  title,
  note,
  shown,
  children,
}: {
  view: OrganisationView;
  list: OrganisationList;
  title: string;
  note: string;
  shown: boolean;
  children: ReactNode;
}) {
  const { organisations: o } = useWords();
  if (!shown) return null;
  const { total } = view.paging[list];
  return (
    <Section id={list} title={title}>
      {total > 0 && <p className="govuk-body">{note}</p>}
      {view[list].length === 0 && total > 0 ? <Nothing>{o.pastEnd}</Nothing> : children}
      <Pagination {...view.paging[list]} href={listHref(view, list)} label={title} />
    </Section>
  );
}

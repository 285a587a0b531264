import { everyProject, type Facet, type HomeView } from '@sunlit/read-models';
import { Day, Layout, MoneyLine, Table, Tag, useRecordedLang, useWords } from '@sunlit/web';
import type { ReactNode } from 'react';
import { MoneyChart } from './charts/chart.js';
import { listHref } from './lists/address.js';
import { valueLabel } from './lists/labels.js';
import { ProjectTable } from './lists/project-table.js';
import { SearchBox } from './lists/search-box.js';
import { obligationColours, obligationSubject } from './rules/obligations.js';
import { Trail } from './trail.js';

/** The whole city: where its money is, what is late, what waits, what changed, and the ways to each project. */
export function HomePage(view: HomeView) {
  const t = useWords();
  const { home } = t.lists;
  return (
    <Layout title={t.home.title} ledger={view.ledger} current={view.current} json="/index.json">
      <h1 className="govuk-heading-xl">{t.home.title}</h1>
      <p className="sl-lead">{t.home.lead}</p>
      <form action="/projects" method="get" role="search" aria-label={t.lists.title}>
        <SearchBox q="" />
      </form>
      <Part id="money" title={home.money}>
        <p className="govuk-body">{t.lists.found(view.totals.projects)}</p>
        {view.totals.projects > 0 && <MoneyChart figures={view.totals.figures} entry={view.current.entry} />}
        <MoneyLine figures={view.totals.figures} bars={false} />
      </Part>
      {view.totals.projects > 0 && (
        <Part id="ways" title={home.entry}>
          <Ways view={view} />
        </Part>
      )}
      <Part id="overdue" title={home.overdue}>
        <Overdue view={view} />
      </Part>
      <Part id="waiting" title={home.waiting}>
        <Waiting waiting={view.waiting} />
      </Part>
      <Part id="projects" title={home.changed}>
        {view.projects.length > 0 ? (
          <>
            <ProjectTable caption={t.lists.caption} rows={view.projects} />
            <p className="govuk-body">
              <a className="govuk-link sl-link" href="/projects">
                {home.all}
              </a>
            </p>
          </>
        ) : (
          <p className="govuk-body">{t.home.none}</p>
        )}
      </Part>
      <Part id="lately" title={t.home.lately}>
        {view.lately.length > 0 ? (
          <Trail rows={view.lately} named />
        ) : (
          <p className="govuk-body">{t.frame.empty}</p>
        )}
      </Part>
    </Layout>
  );
}

const Part = ({ id, title, children }: { id: string; title: string; children: ReactNode }) => (
  <section className="sl-section" aria-labelledby={id}>
    <h2 className="govuk-heading-l" id={id}>
      {title}
    </h2>
    {children}
  </section>
);

const ownersShown = 8;

/** Into the list of projects by stage, district and owner, each with how many there are. */
function Ways({ view }: { view: HomeView }) {
  const t = useWords();
  const { home } = t.lists;
  const lang = useRecordedLang();
  const ways: readonly (readonly [Facet, string])[] = [
    ['stage', home.byStage],
    ['district', home.byDistrict],
    ['owner', home.byOwner],
  ];
  return (
    <div className="sl-ways">
      {ways.map(([facet, title]) => (
        <div key={facet}>
          <h3 className="govuk-heading-s" id={`by-${facet}`}>
            {title}
          </h3>
          <ul aria-labelledby={`by-${facet}`}>
            {view.facets[facet].slice(0, facet === 'owner' ? ownersShown : undefined).map((count) => (
              <li key={count.value}>
                <a
                  className="govuk-link"
                  href={listHref({ filter: { ...everyProject, [facet]: [count.value] } })}
                  lang={count.name === null ? undefined : lang}
                >
                  {valueLabel(facet, count, t)}
                </a>
                <span className="sl-quiet">{count.count}</span>
              </li>
            ))}
          </ul>
          {facet === 'owner' && view.owners > ownersShown && (
            <p className="govuk-body">
              <a className="govuk-link sl-link" href="/organisations?as=owner">
                {home.allOwners(view.owners)}
              </a>
            </p>
          )}
        </div>
      ))}
    </div>
  );
}

/** Due dates that have passed and are not met. */
function Overdue({ view: { overdue, today } }: { view: HomeView }) {
  const t = useWords();
  const { home } = t.lists;
  if (overdue.total === 0) return <p className="govuk-body">{home.noOverdue(today)}</p>;
  return (
    <>
      <p className="govuk-body">{home.overdueNote(overdue.total, today)}</p>
      <Table
        caption={home.overdueCaption}
        rows={overdue.first}
        rowKey={(row) => `${row.project} ${row.arose.revision}`}
        columns={[
          { head: home.project, cell: (row) => <Project id={row.project} name={row.projectName} /> },
          {
            head: t.obligations.what,
            cell: (row) => (
              <span className="sl-roomy">
                {t.obligations.kinds[row.kind]}
                <span className="sl-under sl-quiet">{obligationSubject(row, t)}</span>
              </span>
            ),
          },
          { head: t.obligations.due, cell: (row) => <Day day={row.dueOn} /> },
          {
            head: t.obligations.status,
            cell: ({ status, days }) => (
              <Tag colour={obligationColours[status]}>{t.obligations.statuses[status](days)}</Tag>
            ),
          },
        ]}
      />
      <p className="govuk-body">
        {overdue.total > overdue.first.length && home.moreOf(overdue.first.length, overdue.total)}{' '}
        <a className="govuk-link sl-link" href="/findings?kind=overdue">
          {home.overdueAll}
        </a>
      </p>
    </>
  );
}

/** Completed works that wait for their settlement, final accounts that wait for their audit. */
function Waiting({ waiting: { total, first } }: { waiting: HomeView['waiting'] }) {
  const t = useWords();
  const { home } = t.lists;
  if (total === 0) return <p className="govuk-body">{home.noWaiting}</p>;
  return (
    <>
      <p className="govuk-body">{home.waitingNote(total)}</p>
      <Table
        caption={home.waitingCaption}
        rows={first}
        rowKey={(row) => row.project}
        columns={[
          { head: home.project, cell: (row) => <Project id={row.project} name={row.name} /> },
          { head: home.waitsFor, cell: (row) => home.waits[row.waitsFor] },
          {
            head: home.since,
            cell: (row) => (
              <span>
                <Day day={row.since} /> {home.sinceWhat[row.waitsFor]}
              </span>
            ),
          },
          {
            head: home.days,
            cell: (row) => <span className="sl-nowrap">{t.frame.days(String(row.days))}</span>,
          },
        ]}
      />
      {total > first.length && <p className="govuk-body">{home.moreOf(first.length, total)}</p>}
    </>
  );
}

const Project = ({ id, name }: { id: string; name: string }) => (
  <a className="govuk-link sl-link" href={`/projects/${id}`} lang={useRecordedLang()}>
    {name}
  </a>
);

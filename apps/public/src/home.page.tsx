import type { HomeView } from '@sunlit/read-models';
import { Layout, Money, MoneyOr, Pagination, Table, Tag, useWords, word } from '@sunlit/web';
import { Trail } from './trail.js';

/** The whole city: totals, projects by their latest change, and what was recorded last. */
export function HomePage(view: HomeView) {
  const t = useWords();
  const json = view.page > 1 ? `/index.json?page=${view.page}` : '/index.json';
  return (
    <Layout title={t.home.title} ledger={view.ledger} current={view.current} json={json}>
      <h1 className="govuk-heading-xl">{t.home.title}</h1>
      <p className="sl-lead">{t.home.lead}</p>
      <Totals totals={view.totals} />
      <h2 className="govuk-heading-l" id="projects">
        {t.home.projects}
      </h2>
      <Projects view={view} />
      <Pagination
        page={view.page}
        pages={view.pages}
        href={(page) => `/?page=${page}#projects`}
        label={t.home.projects}
      />
      <h2 className="govuk-heading-l">{t.home.lately}</h2>
      {view.lately.length > 0 ? (
        <Trail rows={view.lately} named />
      ) : (
        <p className="govuk-body">{t.frame.empty}</p>
      )}
    </Layout>
  );
}

function Totals({ totals: { projects, figures } }: { totals: HomeView['totals'] }) {
  const t = useWords();
  const amounts = ['budget', 'contracted', 'certified', 'paid', 'expenses', 'audited'] as const;
  return (
    <section aria-labelledby="totals">
      <h2 className="govuk-heading-l" id="totals">
        {t.home.totals}
      </h2>
      <dl className="sl-totals">
        <div>
          <dt>{t.home.projectCount}</dt>
          <dd>{projects}</dd>
        </div>
        {amounts.map((name) => (
          <div key={name}>
            <dt>{t.money[name]}</dt>
            <dd>
              <MoneyOr amount={figures[name]} or={t.frame.none} large />
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function Projects({ view }: { view: HomeView }) {
  const t = useWords();
  if (view.projects.length > 0)
    return (
      <Table
        caption={t.home.caption}
        rows={view.projects}
        rowKey={(row) => row.project}
        columns={[
          {
            head: t.home.project,
            cell: (row) => (
              <span>
                <a className="govuk-link sl-link" href={`/projects/${row.project}`}>
                  {row.name}
                </a>
                <span className="sl-under sl-quiet">{row.owner.name}</span>
                {row.findings > 0 && <Tag colour="yellow">{t.frame.findings(row.findings)}</Tag>}
              </span>
            ),
          },
          {
            head: t.home.stage,
            cell: (row) => (
              <Tag colour={row.stage === 'closed' ? 'green' : 'blue'}>{word(t.projectStages, row.stage)}</Tag>
            ),
          },
          {
            head: t.home.budget,
            numeric: true,
            cell: (row) => <MoneyOr amount={row.figures.budget} or={t.money.noBudget} bare />,
          },
          {
            head: t.home.contracted,
            numeric: true,
            cell: (row) => <Money amount={row.figures.contracted} bare />,
          },
          { head: t.home.paid, numeric: true, cell: (row) => <Money amount={row.figures.paid} bare /> },
        ]}
      />
    );
  if (view.totals.projects === 0) return <p className="govuk-body">{t.home.none}</p>;
  return (
    <p className="govuk-body">
      {t.home.pastEnd(view.page, view.pages)}{' '}
      <a className="govuk-link sl-link" href="/">
        {t.home.toFirst}
      </a>
    </p>
  );
}

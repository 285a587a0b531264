import type { FieldProblem } from '@sunlit/ledger';
import { atOfPast, everyProject, sorts, type ProjectsView } from '@sunlit/read-models';
import { ErrorSummary, Layout, Pagination, useWords, word } from '@sunlit/web';
import { listHref, perPage, type Asked } from './address.js';
import { Filters } from './filters.js';
import { conditions } from './labels.js';
import { ProjectTable } from './project-table.js';
import { SearchBox } from './search-box.js';

/** What stands in the fields of the form that are typed. */
export type Typed = Readonly<Record<'q' | 'min' | 'max' | 'asof', string>>;

export interface ListView extends ProjectsView {
  /** What was wrong in the request, with what was typed: then nothing was looked up. */
  readonly wrong?: { readonly problems: readonly FieldProblem[]; readonly typed: Typed };
}

/** The list of projects: search, filters, the projects found page by page, and the whole of them as files. */
export function ListPage(view: ListView) {
  const { lists, frame } = useWords();
  const { wrong, filter, past } = view;
  const asked = askedBy(view);
  const typed = wrong?.typed ?? {
    ...{ q: filter.q, min: plain(filter.min), max: plain(filter.max), asof: past?.asof ?? '' },
  };
  const fields = wrong?.problems.map(({ field }) => field) ?? [];
  return (
    <Layout
      title={wrong ? `${lists.wrongTitle}${frame.colon}${lists.title}` : lists.title}
      ledger={view.ledger}
      current={view.current}
      past={past}
      json={listHref({ ...asked, page: view.paging.page }, '/projects.json')}
      trail={[{ text: frame.home, href: '/' }]}
    >
      {wrong && <Problems problems={wrong.problems} />}
      <h1 className="govuk-heading-xl">{lists.title}</h1>
      <form action="/projects" method="get" id="list" role="search" aria-label={lists.title}>
        <SearchBox q={typed.q} invalid={fields.includes('q')} />
        {asked.sort !== sorts[0] && <input type="hidden" name="sort" value={asked.sort} />}
        {asked.per !== perPage[0] && <input type="hidden" name="per" value={asked.per} />}
      </form>
      <div className="sl-list">
        <Filters view={view} typed={typed} wrong={fields} />
        <section aria-labelledby="found">{wrong ? <NotLookedUp /> : <Found view={view} />}</section>
      </div>
    </Layout>
  );
}

const plain = (amount: string | null): string => amount?.replace(/\.00$/, '') ?? '';

const askedBy = ({ filter, sort, per, past }: ProjectsView): Omit<Asked, 'page'> => ({
  ...{ filter, sort, at: atOfPast(past) },
  per: perPage.find((size) => size === per) ?? perPage[0],
});

function Problems({ problems }: { problems: readonly FieldProblem[] }) {
  const t = useWords();
  const { lists } = t;
  const onPage = ['q', 'min', 'max', 'asof'];
  const nameOf = (field: string) => word({ ...lists.names, ...lists.facets }, field);
  return (
    <ErrorSummary
      errors={problems.map(({ field, rule }) => ({
        text: lists.problem(
          nameOf(field) === field ? field : `${nameOf(field)}${t.frame.bracketed(field)}`,
          word(t.problems.rules, rule),
        ),
        href: onPage.includes(field) ? `#${field}` : null,
      }))}
    />
  );
}

function NotLookedUp() {
  const { lists } = useWords();
  return (
    <>
      <h2 className="govuk-heading-m" id="found">
        {lists.wrong}
      </h2>
      <p className="govuk-body">{lists.wrongNote}</p>
      <p className="govuk-body">
        <a className="govuk-link sl-link" href="/projects">
          {lists.home.all}
        </a>
      </p>
    </>
  );
}

function Found({ view }: { view: ProjectsView }) {
  const t = useWords();
  const { lists } = t;
  const { paging, projects, per } = view;
  const { page, pages, total } = paging;
  const asked = askedBy(view);
  const first = (page - 1) * per;
  return (
    <>
      <h2 className="govuk-heading-m" id="found">
        {pages > 1 && projects.length > 0
          ? lists.foundOf(total, first + 1, first + projects.length)
          : lists.found(total)}
      </h2>
      <Chosen view={view} />
      {total > 0 && (
        <>
          <Downloads asked={asked} />
          <Orders asked={asked} />
        </>
      )}
      {projects.length > 0 && <ProjectTable caption={lists.caption} rows={projects} at={asked.at} />}
      {total > 0 && projects.length === 0 && (
        <p className="govuk-body">
          {lists.pastEnd(page, pages)}{' '}
          <a className="govuk-link sl-link" href={listHref(asked)}>
            {lists.toFirst}
          </a>
        </p>
      )}
      {total === 0 && <Nothing view={view} />}
      <Pagination
        page={page}
        pages={pages}
        href={(to) => listHref({ ...asked, page: to })}
        label={lists.title}
      />
      {total > perPage[0] && <PerPage asked={asked} />}
    </>
  );
}

/** What is chosen, each with a way to take it away. */
function Chosen({ view }: { view: ProjectsView }) {
  const t = useWords();
  const { lists } = t;
  const chosen = conditions(view.filter, view.facets, t);
  if (chosen.length === 0) return null;
  const asked = askedBy(view);
  return (
    <ul className="sl-chips" aria-label={lists.chosen}>
      {chosen.map(({ label, without }) => (
        <li key={label}>
          <a href={listHref({ ...asked, filter: without })} aria-label={lists.remove(label)}>
            {label} <span aria-hidden="true">×</span>
          </a>
        </li>
      ))}
      {chosen.length > 1 && (
        <li>
          <a href={listHref({ ...asked, filter: everyProject })}>{lists.removeAll}</a>
        </li>
      )}
    </ul>
  );
}

type Asking = Omit<Asked, 'page'>;

function Downloads({ asked }: { asked: Asking }) {
  const { lists, frame } = useWords();
  const whole = { ...asked, per: perPage[0] };
  return (
    <p className="sl-list-line">
      <span>
        {lists.download}
        {frame.colon}
      </span>
      <a className="govuk-link" href={listHref(whole, '/projects.csv')} rel="nofollow">
        {lists.csv}
      </a>
      <a className="govuk-link" href={listHref(whole, '/projects/all.json')} rel="nofollow">
        {lists.json}
      </a>
    </p>
  );
}

const Orders = ({ asked }: { asked: Asking }) => {
  const { lists } = useWords();
  return (
    <Choice
      label={lists.sort}
      options={sorts.map((sort) => ({
        text: lists.sorts[sort],
        href: sort === asked.sort ? null : listHref({ ...asked, sort }),
      }))}
    />
  );
};

const PerPage = ({ asked }: { asked: Asking }) => (
  <Choice
    label={useWords().lists.per}
    options={perPage.map((per) => ({
      text: String(per),
      href: per === asked.per ? null : listHref({ ...asked, per }),
    }))}
  />
);

/** A line of links to choose from; the one that is chosen leads nowhere. */
function Choice({
  label,
  options,
}: {
  label: string;
  options: readonly { readonly text: string; readonly href: string | null }[];
}) {
  const { frame } = useWords();
  return (
    <nav className="sl-list-line" aria-label={label}>
      <span>
        {label}
        {frame.colon}
      </span>
      {options.map(({ text, href }) =>
        href === null ? (
          <strong key={text} aria-current="true">
            {text}
          </strong>
        ) : (
          <a className="govuk-link" href={href} key={text}>
            {text}
          </a>
        ),
      )}
    </nav>
  );
}

/** Why there is nothing, and what to try. */
function Nothing({ view }: { view: ProjectsView }) {
  const t = useWords();
  const { lists } = t;
  const chosen = conditions(view.filter, view.facets, t);
  const { past } = view;
  if (chosen.length === 0)
    return (
      <p className="govuk-body">
        {past ? lists.noneThen : lists.noneAtAll}{' '}
        {past && (
          <a className="govuk-link sl-link" href={past.now}>
            {lists.toNow}
          </a>
        )}
      </p>
    );
  const asked = askedBy(view);
  return (
    <>
      <p className="govuk-body">{lists.none}</p>
      <p className="govuk-body">{lists.tryThis}</p>
      <ul className="govuk-list govuk-list--bullet">
        {view.filter.q !== '' && <li>{lists.tryFewer}</li>}
        {chosen.map(({ label, without }) => (
          <li key={label}>
            <a className="govuk-link" href={listHref({ ...asked, filter: without })}>
              {lists.remove(label)}
            </a>
          </li>
        ))}
        {past && (
          <li>
            <a className="govuk-link" href={past.now}>
              {lists.toNow}
            </a>
          </li>
        )}
      </ul>
    </>
  );
}

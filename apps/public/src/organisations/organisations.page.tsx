import { capacities, type OrganisationLine, type OrganisationsView } from '@sunlit/read-models';
import {
  Layout,
  Money,
  Organisation,
  Pagination,
  Table,
  useWords,
  type Column,
  type Messages,
} from '@sunlit/web';
import { Nothing } from '../project/section.js';
import { addressOf } from './choices.js';

/** Owners, contractors and the others by name, code and capacity; the largest sum of contracts first. */
export function OrganisationsPage(view: OrganisationsView) {
  const t = useWords();
  const { organisations: o } = t;
  const { filter, page, organisations } = view;
  const at = (number: number) => addressOf('/organisations', { ...filter, page: number > 1 ? number : null });
  const all = filter.q === '' && filter.as === null;
  return (
    <Layout
      title={o.title}
      ledger={view.ledger}
      current={view.current}
      json={at(page.page).replace('/organisations', '/organisations.json')}
      trail={[{ text: t.frame.home, href: '/' }]}
    >
      <h1 className="govuk-heading-xl">{o.title}</h1>
      <p className="sl-lead">{o.lead}</p>
      <Search view={view} />
      <p className="govuk-body" id="list">
        {o.found(page.total)}
      </p>
      {page.total === 0 && <Nothing>{all ? o.none : o.noMatch}</Nothing>}
      {organisations.length > 0 && <Lines rows={organisations} />}
      {page.total > 0 && organisations.length === 0 && (
        <p className="govuk-body">
          {o.pastEnd}{' '}
          <a className="govuk-link sl-link" href={at(1)}>
            {o.toFirst}
          </a>
        </p>
      )}
      <Pagination {...page} href={(number) => `${at(number)}#list`} label={o.title} />
    </Layout>
  );
}

function Search({ view: { filter } }: { view: OrganisationsView }) {
  const { organisations: o } = useWords();
  return (
    <form className="sl-filters" action="/organisations" method="get" role="search" aria-label={o.find}>
      <div className="govuk-form-group sl-filters-wide">
        <label className="govuk-label" htmlFor="q">
          {o.q}
        </label>
        <div className="govuk-hint" id="q-hint">
          {o.qHint}
        </div>
        <input
          className="govuk-input"
          id="q"
          name="q"
          type="search"
          maxLength={200}
          defaultValue={filter.q}
          aria-describedby="q-hint"
        />
      </div>
      <div className="govuk-form-group">
        <label className="govuk-label" htmlFor="as">
          {o.as}
        </label>
        <select className="govuk-select" id="as" name="as" defaultValue={filter.as ?? ''}>
          <option value="">{o.anyPart}</option>
          {capacities.map((capacity) => (
            <option key={capacity} value={capacity}>
              {o.parts[capacity]}
            </option>
          ))}
        </select>
      </div>
      <div className="sl-filters-end">
        <button className="govuk-button" type="submit">
          {o.search}
        </button>
        {(filter.q !== '' || filter.as !== null) && (
          <a className="govuk-link sl-link" href="/organisations">
            {o.clear}
          </a>
        )}
      </div>
    </form>
  );
}

function Lines({ rows }: { rows: readonly OrganisationLine[] }) {
  const t = useWords();
  const { organisations: o } = t;
  return (
    <Table
      caption={o.caption}
      rows={rows}
      rowKey={({ organisation }) => organisation}
      columns={[
        {
          head: o.name,
          cell: (row) => (
            <span className="sl-roomy">
              <Organisation body={row} id={row.organisation} />
              {row.uscc && <span className="sl-under sl-code">{row.uscc}</span>}
            </span>
          ),
        },
        { head: o.is, cell: (row) => <span className="sl-roomy">{partsIn(row, t)}</span> },
        amount(o.heads.ownContracted, 'owner', 'ownContracted'),
        amount(o.heads.ownPaid, 'owner', 'ownPaid'),
        amount(o.heads.contracted, 'contractor', 'contracted'),
        amount(o.heads.paid, 'contractor', 'paid'),
      ]}
    />
  );
}

/** A column of money; whoever is none such has none. */
const amount = (
  head: string,
  part: 'owner' | 'contractor',
  sum: 'ownContracted' | 'ownPaid' | 'contracted' | 'paid',
): Column<OrganisationLine> => ({
  head,
  numeric: true,
  cell: ({ parts, money }) => (parts[part] > 0 ? <Money amount={money[sum]} bare /> : '—'),
});

/** 建设单位 3 次、投标人 12 次; who won is told by its awards, so that candidates need not be. */
export function partsIn(
  { parts }: Pick<OrganisationLine, 'parts'>,
  { organisations: o, frame }: Messages,
): string {
  const told = capacities.filter((capacity) => parts[capacity] > 0 && capacity !== 'candidate');
  if (told.length === 0) return o.signer;
  return told.map((capacity) => o.partCount(o.parts[capacity], parts[capacity])).join(frame.list);
}

import { facets, type Facet, type FacetCount, type ProjectsView } from '@sunlit/read-models';
import { useRecordedLang, useWords } from '@sunlit/web';
import type { ReactNode } from 'react';
import type { Typed } from './list.page.js';
import { conditions, valueLabel } from './labels.js';

const form = 'list';
/** Values of a facet that are in sight at once. */
const inSight = 8;

/**
 * What lists choose by, each value with how many projects have it under the other filters. They belong to the search's
 * form, so that one press sends all; on a phone they are folded.
 */
export function Filters({
  view,
  typed,
  wrong,
}: {
  view: ProjectsView;
  typed: Typed;
  wrong: readonly string[];
}) {
  const t = useWords();
  const { lists } = t;
  const chosen = conditions({ ...view.filter, q: '' }, view.facets, t).length;
  const input = (name: string, hint = name) => ({
    ...{
      id: name,
      name,
      form,
      className: wrong.includes(name) ? 'govuk-input govuk-input--error' : 'govuk-input',
    },
    'aria-describedby': `${hint}-hint`,
  });
  return (
    <details className="sl-fold" open={wrong.length > 0}>
      <summary>{chosen > 0 ? lists.filtersChosen(chosen) : lists.filters}</summary>
      <div className="sl-facets">
        {facets.map((facet) => (
          <FacetField key={facet} facet={facet} counts={view.facets[facet]} owners={view.owners} />
        ))}
        <fieldset className="sl-facet">
          <legend>{lists.amount}</legend>
          <p className="govuk-hint" id="amount-hint">
            {lists.amountHint}
          </p>
          <div className="sl-between">
            <label htmlFor="min">{lists.min}</label>
            <input
              {...input('min', 'amount')}
              inputMode="decimal"
              autoComplete="off"
              maxLength={20}
              defaultValue={typed.min}
            />
            <label htmlFor="max">{lists.max}</label>
            <input
              {...input('max', 'amount')}
              inputMode="decimal"
              autoComplete="off"
              maxLength={20}
              defaultValue={typed.max}
            />
          </div>
        </fieldset>
        <Moment view={view}>
          <input {...input('asof')} type="date" defaultValue={typed.asof} />
        </Moment>
        <button className="govuk-button" type="submit" form={form}>
          {lists.apply}
        </button>
      </div>
    </details>
  );
}

/** The day to look back to; a list as of an entry stays there. */
function Moment({ view: { past }, children }: { view: ProjectsView; children: ReactNode }) {
  const { lists } = useWords();
  if (past?.asof === null)
    return (
      <div className="sl-facet">
        <p className="govuk-hint">
          {lists.pastEntry(past.entry)}{' '}
          <a className="govuk-link sl-link" href={past.now}>
            {lists.toNow}
          </a>
        </p>
        <input type="hidden" name="entry" value={past.entry} form={form} />
      </div>
    );
  return (
    <div className="sl-facet">
      <label className="sl-facet-name" htmlFor="asof">
        {lists.past}
      </label>
      <p className="govuk-hint" id="asof-hint">
        {lists.pastHint}
      </p>
      {children}
    </div>
  );
}

function FacetField({
  facet,
  counts,
  owners,
}: {
  facet: Facet;
  counts: readonly FacetCount[];
  owners: number;
}) {
  const t = useWords();
  const { lists } = t;
  const [first, rest] = [counts.slice(0, inSight), counts.slice(inSight)];
  const unseen = facet === 'owner' ? owners - counts.filter(({ count }) => count > 0).length : 0;
  return (
    <fieldset className="sl-facet">
      <legend>{lists.facets[facet]}</legend>
      {counts.length === 0 && <p className="govuk-hint">{lists.noChoice}</p>}
      <Choices facet={facet} counts={first} />
      {rest.length > 0 && (
        <details open={rest.some(({ chosen }) => chosen)}>
          <summary>{lists.more(rest.length)}</summary>
          <Choices facet={facet} counts={rest} />
        </details>
      )}
      {unseen > 0 && <p className="govuk-hint">{lists.moreOwners(unseen)}</p>}
    </fieldset>
  );
}

function Choices({ facet, counts }: { facet: Facet; counts: readonly FacetCount[] }) {
  const t = useWords();
  const lang = useRecordedLang();
  return counts.map((count) => (
    <label className="sl-choice" key={count.value}>
      <input type="checkbox" name={facet} value={count.value} defaultChecked={count.chosen} form={form} />
      <span className="sl-choice-name" lang={count.name === null ? undefined : lang}>
        {valueLabel(facet, count, t)}
      </span>
      <span className="sl-choice-count">{count.count}</span>
    </label>
  ));
}

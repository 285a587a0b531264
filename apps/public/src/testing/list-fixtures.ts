import {
  anyFinding,
  facets as facetNames,
  type ListAsked,
  type ListDownload,
  type ListFilter,
  type ProjectsView,
} from '@sunlit/read-models';
import { facets, fullProject, home, projectRow, smallProject } from './fixtures.js';

/** A word that no project has, and one that only a project by the name of a formula has. */
export const nowhere = '月球';

/** Answers as the list of 41 projects would; the rows are always the same two. */
export function listed({ filter, sort, page, per, at, now }: ListAsked): ProjectsView {
  const { ledger, current } = home;
  const total = filter.q === nowhere ? 0 : 41;
  const pages = Math.max(1, Math.ceil(total / per));
  return {
    ...{ ledger, current, filter, sort, per, paging: { page, pages, total } },
    past: at && {
      ...('asof' in at ? { asof: at.asof, entry: 17 } : { asof: null, entry: at.entry }),
      ...{ recordedAt: '2026-02-20T01:30:00.000Z', now },
    },
    projects: total === 0 || page > pages ? [] : home.projects,
    facets: countedFor(filter),
    owners: home.owners,
  };
}

function countedFor(filter: ListFilter): ProjectsView['facets'] {
  const counted = facetNames.map((facet) => [
    facet,
    facets[facet].map((count) => ({ ...count, chosen: filter[facet].includes(count.value) })),
  ]);
  return Object.fromEntries(counted) as ProjectsView['facets'];
}

/** The same list in two pieces; its second project is called like a formula. */
export function downloaded({ filter, at }: Pick<ListAsked, 'filter' | 'sort' | 'at'>): ListDownload {
  const { ledger, current } = home;
  const formula = { ...projectRow(smallProject, 0), name: '=1+2,"x"', nationalCode: null };
  const pieces = filter.finding.includes(anyFinding) ? [] : [[projectRow(fullProject, 2)], [formula]];
  return {
    ...{ ledger, current },
    past: at && { asof: 'asof' in at ? at.asof : null, entry: 17, recordedAt: '2026-02-20T01:30:00.000Z' },
    rows: (async function* () {
      yield* pieces;
    })(),
  };
}

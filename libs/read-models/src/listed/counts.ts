import { projectStages } from '../views.js';
import { anyFinding, facets, type Facet, type FacetCount, type ListFilter } from './filter.js';

/** What `countsJson` answers: a row for each value, and for all together the one without any. */
export interface CountsJson {
  readonly together: readonly Counted[];
  readonly finding: readonly Counted[];
  /** With a finding of any rule. */
  readonly any: number;
  readonly stage?: readonly Counted[];
  readonly category?: readonly Counted[];
  readonly district?: readonly Counted[];
  readonly year?: readonly Counted[];
  readonly owner?: readonly Counted[];
}
type Counted = { readonly [F in Facet]?: string | null } & {
  readonly count: number;
  readonly name?: string | null;
};

export interface Counts {
  readonly total: number;
  readonly owners: number;
  readonly facets: { readonly [F in Facet]: readonly FacetCount[] };
}

const ownersShown = 30;
/** What the city calls its districts, by their codes. */
export type Districts = ReadonlyMap<string, string>;

/** Stages, districts and years in their own order, the others largest first; every value that is chosen is among them. Pure. */
export function countsOf(json: CountsJson, filter: ListFilter, districts: Districts): Counts {
  const counted = (facet: Facet): FacetCount[] => {
    const rows = (json[facet] ?? json.together).flatMap(({ [facet]: value, count, name }) =>
      value ? { value, name: nameOf(facet, value, name), count } : [],
    );
    if (facet === 'finding' && json.any > 0) rows.push({ value: anyFinding, name: null, count: json.any });
    const absent = filter[facet].filter((value) => !rows.some((row) => row.value === value));
    return [...rows, ...absent.map((value) => ({ value, name: nameOf(facet, value), count: 0 }))]
      .map((row) => ({ ...row, chosen: filter[facet].includes(row.value) }))
      .sort(orders[facet] ?? largestFirst);
  };
  const nameOf = (facet: Facet, value: string, name?: string | null): string | null =>
    (facet === 'owner' ? name : facet === 'district' ? districts.get(value) : null) ?? null;
  const owners = counted('owner');
  const total = json.together.find((row) =>
    facets.every((facet) => row[facet] === undefined || row[facet] === null),
  );
  return {
    total: total?.count ?? 0,
    owners: owners.filter(({ count }) => count > 0).length,
    facets: {
      ...{ stage: counted('stage'), category: counted('category'), district: counted('district') },
      ...{ year: counted('year'), finding: counted('finding') },
      owner: owners.filter(({ chosen }, i) => chosen || i < ownersShown),
    },
  };
}

type Order = (a: FacetCount, b: FacetCount) => number;
const byValue: Order = (a, b) => (a.value < b.value ? -1 : a.value > b.value ? 1 : 0);
const largestFirst: Order = (a, b) => b.count - a.count || byValue(a, b);
const placeOf = ({ value }: FacetCount) => (projectStages as readonly string[]).indexOf(value);
const orders: Readonly<Partial<Record<Facet, Order>>> = {
  stage: (a, b) => placeOf(a) - placeOf(b),
  district: byValue,
  year: (a, b) => byValue(b, a),
};

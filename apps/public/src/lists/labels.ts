import { anyFinding, type Facet, type FacetCount, type ListFilter } from '@sunlit/read-models';
import { langOf, ruleTitle, thousands, word, type Messages } from '@sunlit/web';
import { facets } from '@sunlit/read-models';

/** A value of a facet in the page's words; an owner by the name that was counted with it. */
export function valueLabel(
  facet: Facet,
  { value, name }: Pick<FacetCount, 'value' | 'name'>,
  t: Messages,
): string {
  switch (facet) {
    case 'stage':
      return word(t.projectStages, value);
    case 'category':
      return word(t.worksCategories, value);
    case 'finding':
      return value === anyFinding ? t.lists.anyFinding : `${value} ${ruleTitle(value, langOf(t))}`;
    case 'district':
    case 'owner':
      return name ?? value;
    case 'year':
      return value;
  }
}

/** One condition of a filter: what it says, and the filter without it. */
export interface Condition {
  readonly label: string;
  readonly without: ListFilter;
}

/** Every condition of a filter, each as it can be taken away. */
export function conditions(
  filter: ListFilter,
  counted: { readonly [F in Facet]: readonly FacetCount[] },
  t: Messages,
): Condition[] {
  const { q, min, max } = filter;
  const amount = (yuan: string) => thousands(yuan).replace(/\.00$/, '');
  return [
    ...(q === '' ? [] : [{ label: t.lists.words(q), without: { ...filter, q: '' } }]),
    ...facets.flatMap((facet) =>
      counted[facet]
        .filter(({ chosen }) => chosen)
        .map((count) => ({
          label: `${t.lists.facets[facet]}${t.frame.colon}${valueLabel(facet, count, t)}`,
          without: { ...filter, [facet]: filter[facet].filter((value) => value !== count.value) },
        })),
    ),
    ...(min === null ? [] : [{ label: t.lists.from(amount(min)), without: { ...filter, min: null } }]),
    ...(max === null ? [] : [{ label: t.lists.until(amount(max)), without: { ...filter, max: null } }]),
  ];
}

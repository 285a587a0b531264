import { atOfPast, type ProjectPage } from '@sunlit/read-models';
import { atQuery } from '../time/at.js';

/** The lists of a project's page that come in pages, as their numbers are called in the address. */
export const lists = ['payments', 'certificates', 'findings', 'documents', 'trail', 'obligations'] as const;
export type List = (typeof lists)[number];

/**
 * Addresses of the pages of one list; the other lists stay where they are. `section`: the anchor to come back to.
 */
export const pageHref =
  ({ project, paging, past }: ProjectPage, list: List, section: string) =>
  (page: number): string => {
    const query = new URLSearchParams();
    for (const name of lists) {
      const at = name === list ? page : paging[name].page;
      if (at > 1) query.set(name, String(at));
    }
    for (const [name, value] of new URLSearchParams(atQuery(atOfPast(past)))) query.set(name, value);
    return `/projects/${project}${query.size > 0 ? `?${query.toString()}` : ''}#${section}`;
  };

/** The same page as JSON. */
export function jsonHref({ project, paging, past }: ProjectPage): string {
  const query = new URLSearchParams();
  for (const name of lists) if (paging[name].page > 1) query.set(name, String(paging[name].page));
  for (const [name, value] of new URLSearchParams(atQuery(atOfPast(past)))) query.set(name, value);
  return `/projects/${project}.json${query.size > 0 ? `?${query.toString()}` : ''}`;
}

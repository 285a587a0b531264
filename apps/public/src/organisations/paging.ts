import { organisationLists, type OrganisationList, type OrganisationView } from '@sunlit/read-models';
import { organisationHref } from '@sunlit/web';
import { addressOf } from './choices.js';

/** Addresses of the pages of one list; the other lists stay where they are. */
export const listHref =
  ({ organisation, paging }: OrganisationView, list: OrganisationList) =>
  (page: number): string => {
    const at = (name: OrganisationList) => (name === list ? page : paging[name].page);
    const query = organisationLists.map((name) => [name, at(name) > 1 ? at(name) : null]);
    return `${addressOf(organisationHref(organisation), Object.fromEntries(query))}#${list}`;
  };

import {
  isOrganisationId,
  projectStages,
  verdictKinds,
  type VerdictFilter,
  type VerdictKind,
} from '@sunlit/read-models';
import { isCode } from '@sunlit/web';
import { addressOf, choicesOf, oneOf, pageNumber, type Reader } from '../organisations/choices.js';

/** Where an address names no kind. */
const usual: VerdictKind = 'finding';

const organisation: Reader<string> = (text) => (isOrganisationId(text) ? text : null);

interface Asked {
  readonly filter: VerdictFilter;
  /** Counts from 1. */
  readonly page: number;
}

/** The verdicts that an address asks for: those told to commands where it names no kind. Throws `BadInput`. */
export function verdictsAsked(query: Readonly<Record<string, unknown>>): Asked {
  const { kind, page, ...filter } = choicesOf(query, {
    page: ['page', pageNumber],
    kind: ['one-of', oneOf(verdictKinds)],
    rule: ['code', (text: string) => (isCode(text) ? text : null)],
    stage: ['one-of', oneOf(projectStages)],
    owner: ['organisation', organisation],
    contractor: ['organisation', organisation],
  });
  return { filter: { kind: kind ?? usual, ...filter }, page: page ?? 1 };
}

/** The page of the verdicts within the filter, or another form of it; `page` counts from 1. */
export const findingsHref = (filter: Partial<VerdictFilter>, page = 1, path = '/findings'): string =>
  addressOf(path, { ...inOrder(filter), page: page > 1 ? page : null });

/** The same, where the list begins. */
export const verdictsHref = (filter: Partial<VerdictFilter>, page = 1): string =>
  `${findingsHref(filter, page)}#verdicts`;

/** One address for one filter: the kind that is meant without one is left out, the rest stands in one order. */
const inOrder = ({
  kind,
  rule = null,
  stage = null,
  owner = null,
  contractor = null,
}: Partial<VerdictFilter>) => ({
  ...{ kind: kind === undefined || kind === usual ? null : kind },
  ...{ rule, stage, owner, contractor },
});

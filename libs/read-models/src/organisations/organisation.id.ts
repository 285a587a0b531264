import { createHash } from 'node:crypto';
import type { Organisation } from '@sunlit/ledger';

/**
 * The id of a body, as in `/organisations/{id}`: its unified social credit code; for a body that is known by name only,
 * `n-` and 16 hex digits of the name's SHA-256. One body, one id. Pure.
 */
export const organisationId = ({ uscc, name }: Organisation): string =>
  uscc ?? `n-${createHash('sha256').update(name).digest('hex').slice(0, 16)}`;

const id = /^(?:[0-9A-Z]{18}|n-[0-9a-f]{16})$/;
export const isOrganisationId = (text: string): boolean => id.test(text);

/** The credit code within an id; null for a body that is known by name only. */
export const usccOf = (organisation: string): string | null =>
  organisation.startsWith('n-') ? null : organisation;

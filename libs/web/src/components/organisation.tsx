import type { Organisation as Body } from '@sunlit/ledger';
import { useRecordedLang } from '../frame.js';

/** The public page of a body. `id`: as the read models know it, its credit code where there is one. */
export const organisationHref = (id: string): string => `/organisations/${encodeURIComponent(id)}`;

/**
 * A body by its name, its credit code beside it where one is known, with a link to its page. One without a code is linked
 * only where `id` is given: it may be a natural person, who has no page. `id={null}`: no link.
 */
export function Organisation({
  body,
  code = false,
  id = body.uscc,
}: {
  body: Pick<Body, 'name' | 'uscc'>;
  code?: boolean;
  id?: string | null;
}) {
  const lang = useRecordedLang();
  return (
    <>
      {id === null ? (
        <span lang={lang}>{body.name}</span>
      ) : (
        <a className="govuk-link sl-link" href={organisationHref(id)} lang={lang}>
          {body.name}
        </a>
      )}
      {code && body.uscc && <span className="sl-code"> {body.uscc}</span>}
    </>
  );
}

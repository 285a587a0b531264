import type { Organisation as Body } from '@sunlit/ledger';

/** A body by its name, its credit code beside it where one is known. */
export const Organisation = ({
  body,
  code = false,
}: {
  body: Pick<Body, 'name' | 'uscc'>;
  code?: boolean;
}) => (
  <>
    {body.name}
    {code && body.uscc && <span className="sl-code"> {body.uscc}</span>}
  </>
);

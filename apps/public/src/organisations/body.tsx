import { organisationId } from '@sunlit/read-models';
import { Organisation } from '@sunlit/web';

type Named = { readonly name: string; readonly uscc: string | null };

/** Who may be a natural person, and who has no part in the project that a page of its own could show. */
const linkOf = (field: string, body: Named): string | null => {
  switch (field) {
    case 'payee':
      return body.uscc;
    case 'objector':
      return null;
    default:
      return organisationId(body);
  }
};

/** The body that a field of an entry names. */
export const BodyOf = ({ field, body }: { field: string; body: Named }) => (
  <Organisation body={body} id={linkOf(field, body)} />
);

/** A body with a part in a project, which cannot be a natural person: linked to its page with a code or without. */
export const Body = ({ body, code = false }: { body: Named; code?: boolean }) => (
  <Organisation body={body} code={code} id={organisationId(body)} />
);

import type { Source } from '@sunlit/read-models';
import { Shown, useWords } from '@sunlit/web';

/** The permanent page of the event a row comes from. */
export const eventHref = (project: string, revision: number): string =>
  `/projects/${project}/events/${revision}`;

/** A link to where a row comes from, named by its entry number. */
export function EntryLink({
  project,
  source,
}: {
  project: string;
  source: Pick<Source, 'entry' | 'revision'>;
}) {
  const { frame } = useWords();
  return (
    <a className="govuk-link sl-link sl-nowrap" href={eventHref(project, source.revision)}>
      {frame.entry(source.entry)}
    </a>
  );
}

type Body = { readonly name: string; readonly uscc: string | null };

/** A body of a row, or why it is not named. */
export const ShownBody = <R extends { readonly closed: Source['closed'] }, F extends keyof R & string>({
  of,
  field,
}: {
  of: R;
  field: F;
}) => (
  <Shown of={of} field={field}>
    {(body) => <span>{(body as unknown as Body).name}</span>}
  </Shown>
);

import type { Source, Trace } from '@sunlit/read-models';
import { Shown, Tag, useRecordedLang, useWords } from '@sunlit/web';
import { createContext, useContext } from 'react';
import { BodyOf } from '../organisations/body.js';

/** The project whose page it is: what is deep in the page links to its entries. */
export const OfProject = createContext('');

/** The permanent page of the event a row comes from. */
export const eventHref = (project: string, revision: number): string =>
  `/projects/${project}/events/${revision}`;

/** A link to where a row comes from, named by its entry number. */
export function EntryLink({ project, source }: { project: string; source: Trace }) {
  const { frame } = useWords();
  return (
    <a className="govuk-link sl-link sl-nowrap" href={eventHref(project, source.revision)}>
      {frame.entry(source.entry)}
    </a>
  );
}

type Sourced = Pick<Source, 'closed' | 'corrected'>;

/** 已更正, with the entry that corrected the text beside it. */
export function CorrectedMark({ of, field }: { of: Pick<Source, 'corrected'>; field: string }) {
  const t = useWords();
  const project = useContext(OfProject);
  const by = of.corrected?.[field];
  if (!by) return null;
  return (
    <>
      {' '}
      <Tag colour="yellow">{t.project.corrected}</Tag> <EntryLink project={project} source={by} />
    </>
  );
}

/** Words as they were recorded: in Chinese, whatever the language of the page. */
const Recorded = ({ children }: { children: string }) => (
  <span className="sl-text" lang={useRecordedLang()}>
    {children}
  </span>
);

/** A field of plain words, corrected by now or not. */
export const ShownText = <R extends Sourced, F extends keyof R & string>({
  of,
  field,
}: {
  of: R;
  field: F;
}) => (
  <Shown of={of} field={field}>
    {(value) => (
      <>
        <Recorded>{String(value)}</Recorded>
        <CorrectedMark of={of} field={field} />
      </>
    )}
  </Shown>
);

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
    {(body) => (
      <span>
        <BodyOf field={field} body={body as unknown as Body} />
      </span>
    )}
  </Shown>
);

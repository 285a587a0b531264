import type { TrailRow } from '@sunlit/read-models';
import { FieldValue, fieldWord, Instant, Tag, useWords, word, type Messages } from '@sunlit/web';
import { Fragment, type ReactNode } from 'react';
import { changeHref } from './rules/rule-parts.js';

/**
 * Entries in a line each, each leading to its permanent page. `named`: with the project's name; `beside`: more to say of
 * an entry.
 */
export function Trail({
  rows,
  named = false,
  beside,
}: {
  rows: readonly TrailRow[];
  named?: boolean;
  beside?: (row: TrailRow) => ReactNode;
}) {
  const t = useWords();
  return (
    <ol className="sl-trail">
      {rows.map((row) => (
        <li key={row.entry}>
          <p className="sl-trail-when">
            <Instant instant={row.recordedAt} /> {t.frame.entry(row.entry)}{' '}
            {row.late && <Tag colour="yellow">{t.frame.late}</Tag>}{' '}
            {row.findings > 0 && <Tag colour="yellow">{t.frame.findings(row.findings)}</Tag>}
          </p>
          <p>
            {row.project ? (
              <TrailLink row={row} named={named} words={t} />
            ) : row.stream === 'rulebook' ? (
              <a className="govuk-link" href={changeHref(row.revision)}>
                {word(t.events, row.type)}
              </a>
            ) : (
              <strong>{word(t.events, row.type)}</strong>
            )}
          </p>
          <Gist row={row} />
          {beside?.(row)}
        </li>
      ))}
    </ol>
  );
}

function TrailLink({ row, named, words: t }: { row: TrailRow; named: boolean; words: Messages }) {
  const begins = row.type === 'ProjectRegistered' || row.type === 'ProjectTakenOver';
  const name = named && !begins ? row.projectName : null;
  return (
    <a className="govuk-link" href={`/projects/${row.project}/events/${row.revision}`}>
      {word(t.events, row.type)}
      {name && `${t.frame.colon}${name}`}
    </a>
  );
}

function Gist({ row: { type, gist } }: { row: TrailRow }) {
  const t = useWords();
  const parts = Object.entries(gist);
  if (parts.length === 0) return null;
  return (
    <p>
      {parts.map(([field, value], i) => (
        <Fragment key={field}>
          {i > 0 && t.frame.semicolon}
          {fieldWord(t, type, field)} <FieldValue type={type} path={[field]} value={value} />
        </Fragment>
      ))}
    </p>
  );
}

import type { ReactNode } from 'react';
import type { AudienceNote } from '@sunlit/ledger';
import { useWords } from '../frame.js';
import { word } from '../messages/vocabulary.js';
import { Day } from './when.js';
import { Tag } from './tag.js';

/** 未到公开时间：the event that opens it. */
export function Sealed({ until }: { until: string }) {
  const t = useWords();
  return (
    <span className="sl-closed">
      <Tag colour="yellow">{t.closed.sealed}</Tag> {t.closed.sealedUntil(word(t.events, until))}
    </span>
  );
}

/** 依法不公开: article, reason and the day it is looked at again. */
export function Withheld({
  article,
  reason,
  reviewDate,
}: {
  article: string;
  reason: string;
  reviewDate: string;
}) {
  const { closed, frame } = useWords();
  return (
    <span className="sl-closed">
      <Tag colour="orange">{closed.withheld}</Tag> {closed.withheldBecause(article, reason)}
      {/[。！？.!?]$/.test(reason) ? '' : frame.stop}
      {closed.review('')}
      <Day day={reviewDate} />
    </span>
  );
}

export const Personal = () => (
  <span className="sl-closed">
    <Tag colour="grey">{useWords().closed.personal}</Tag>
  </span>
);

export const Internal = () => (
  <span className="sl-closed">
    <Tag colour="grey">{useWords().closed.internal}</Tag>
  </span>
);

/** What stands in the place of a field that cannot be shown. */
export function ClosedNote({ note }: { note: AudienceNote }) {
  switch (note.kind) {
    case 'sealed':
      return <Sealed until={note.until} />;
    case 'withheld':
      return <Withheld {...note} />;
    case 'personal':
      return <Personal />;
    case 'internal':
      return <Internal />;
  }
}

interface Closable {
  readonly closed: Readonly<Record<string, AudienceNote>>;
}

/** The value of a field, or why it is closed, or 无: never a blank. */
export function Shown<R extends Closable, F extends keyof R & string>(props: {
  of: R;
  field: F;
  children: (value: NonNullable<R[F]>) => ReactNode;
}) {
  const { of, field, children } = props;
  const value = of[field];
  const note = of.closed[field];
  if (value !== null && value !== undefined) return <>{children(value)}</>;
  return note ? <ClosedNote note={note} /> : <None />;
}

/** A field of plain words. */
export const ShownText = <R extends Closable, F extends keyof R & string>({
  of,
  field,
}: {
  of: R;
  field: F;
}) => (
  <Shown of={of} field={field}>
    {(value) => <span className="sl-text">{String(value)}</span>}
  </Shown>
);

export const None = () => <span className="sl-quiet">{useWords().frame.none}</span>;

import type { Json, JsonObject } from '@sunlit/ledger';
import { fieldKind, inReadingOrder } from '../field-kind.js';
import { useWords } from '../frame.js';
import { fieldWord, vocabulary, word } from '../messages/vocabulary.js';
import { percent } from '../money.js';
import { None } from './closed.js';
import { Documents, Hash } from './documents.js';
import { Money } from './money.js';
import { Organisation } from './organisation.js';
import { SummaryList } from './summary-list.js';
import { Day, Instant } from './when.js';

interface FieldProps {
  /** The event's type, which gives a field its meaning. */
  readonly type: string;
  /** Field, then the names within its parts. */
  readonly path: readonly string[];
  readonly value: Json;
}

/** A value of an event as its kind asks: money, day, body, document, words, or a group of such. */
export function FieldValue({ type, path, value }: FieldProps) {
  const t = useWords();
  const kind = fieldKind(type, path, value);
  switch (kind) {
    case 'empty':
      return <None />;
    case 'money':
      return <Money amount={value as string} large />;
    case 'rate':
      return <>{percent(value as number)}</>;
    case 'day':
      return <Day day={value as string} />;
    case 'instant':
      return <Instant instant={value as string} zone />;
    case 'hash':
      return <Hash sha256={value as string} />;
    case 'flag':
      return <>{value ? t.frame.yes : t.frame.no}</>;
    case 'number':
      return <>{String(value)}</>;
    case 'code':
      return <code className="sl-code">{String(value)}</code>;
    case 'organisation':
      return <NamedBody path={path} body={value as unknown as { name: string; uscc: string | null }} />;
    case 'document':
      return <Documents documents={[value as never]} />;
    case 'list':
      return <List type={type} path={path} items={value as readonly Json[]} />;
    case 'group':
      return <Group type={type} path={path} group={value as JsonObject} />;
    case 'text': {
      const words = vocabulary(t, type, path.at(-1)!);
      return <span className="sl-text">{words ? word(words, String(value)) : String(value)}</span>;
    }
  }
}

/** Who objects, attends or gives in a bid that is never opened has no part in the project that a page could show. */
const partless: readonly string[] = ['objector', 'attended', 'receipts'];

function NamedBody({ path, body }: { path: readonly string[]; body: { name: string; uscc: string | null } }) {
  return <Organisation body={body} code id={partless.includes(path[0]!) ? null : body.uscc} />;
}

function List({ type, path, items }: { type: string; path: readonly string[]; items: readonly Json[] }) {
  if (items.length === 0) return <None />;
  return (
    <ol className="govuk-list sl-items">
      {items.map((item, i) => (
        <li key={i}>
          <FieldValue type={type} path={path} value={item} />
        </li>
      ))}
    </ol>
  );
}

function Group({ type, path, group }: { type: string; path: readonly string[]; group: JsonObject }) {
  const t = useWords();
  return (
    <SummaryList
      rows={inReadingOrder(type, path, Object.keys(group)).map((name) => ({
        key: fieldWord(t, type, name, path),
        value: <FieldValue type={type} path={[...path, name]} value={group[name]!} />,
      }))}
    />
  );
}

import {
  deciders,
  fieldsOf,
  isDay,
  isInstant,
  isYuanDelta,
  type CommandClass,
  type Json,
} from '@sunlit/ledger';

/** How a value of an event is to be read. */
export type FieldKind =
  | 'money'
  | 'rate'
  | 'day'
  | 'instant'
  | 'hash'
  | 'flag'
  | 'code'
  | 'text'
  | 'number'
  | 'organisation'
  | 'document'
  | 'list'
  | 'group'
  | 'empty';

const commands: readonly CommandClass[] = Object.values(deciders).flatMap(
  (d) => Object.values(d.commands) as CommandClass[],
);

/**
 * The kind of an event's field. The command that makes the event declares most of them; what the ledger derives
 * (a cumulative value, a reconciliation) is told by its form. `path`: field, then the names within its parts.
 */
export function fieldKind(type: string, path: readonly string[], value: Json): FieldKind {
  if (value === null) return 'empty';
  if (Array.isArray(value)) return 'list';
  if (typeof value === 'object')
    return 'sha256' in value ? 'document' : 'uscc' in value && 'name' in value ? 'organisation' : 'group';
  if (typeof value === 'boolean') return 'flag';
  const rule = declaredRule(type, path);
  if (rule) return byRule[rule] ?? 'text';
  return byForm(path.at(-1)!, value);
}

const byRule: Readonly<Record<string, FieldKind>> = {
  money: 'money',
  'positive-money': 'money',
  'money-delta': 'money',
  rate: 'rate',
  count: 'number',
  day: 'day',
  instant: 'instant',
  sha256: 'hash',
  uuid: 'code',
  code: 'text',
};

function byForm(name: string, value: string | number | boolean): FieldKind {
  if (typeof value === 'number') return /Rate$|^cumulative$/.test(name) ? 'rate' : 'number';
  if (isYuanDelta(value)) return 'money';
  if (isInstant(value)) return 'instant';
  return isDay(value) ? 'day' : 'text';
}

/**
 * Names of fields in the order in which the command that makes the event declares them, as an officer fills them in;
 * what the ledger derives comes after. Stored events are sorted by letter, which no reader expects.
 */
export function inReadingOrder(
  type: string,
  path: readonly string[],
  names: readonly string[],
): readonly string[] {
  const at = partAt(type, path);
  const declared = at ? [...fieldsOf(at).keys()] : [];
  const place = (name: string) => (declared.includes(name) ? declared.indexOf(name) : declared.length);
  return [...names].sort((a, b) => place(a) - place(b));
}

/** The check that the command making `type` puts on the field, by its name; undefined for a derived field. */
function declaredRule(type: string, path: readonly string[]): string | undefined {
  const part = partAt(type, path.slice(0, -1));
  const rule = part && fieldsOf(part).get(path.at(-1)!)?.schema['x-rule'];
  return rule === undefined ? undefined : String(rule);
}

type Part = Parameters<typeof fieldsOf>[0];

/** The command that makes `type`, or the part of it that stands at `path`; undefined where nothing is declared. */
function partAt(type: string, path: readonly string[]): Part | undefined {
  let at: Part | undefined = commands.find((c) => c.makes === type);
  for (const name of path) at = (at && fieldsOf(at).get(name)?.item) ?? undefined;
  return at;
}

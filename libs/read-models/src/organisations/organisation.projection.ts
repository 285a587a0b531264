import { shanghaiDay, type Actor } from '@sunlit/ledger';
import type { ProjectsChange } from '../project-page/project.projection.js';
import { snake, upsert, type Sql, send } from '../table.js';
import type { Delivery, Visible } from '../visible.js';
import { organisationId } from './organisation.id.js';
import {
  organisationSums,
  participationTable,
  type OrganisationSum,
  type ParticipationRow,
  type SignerRow,
} from './organisation.table.js';
import { participations, payee } from './participation.js';

/** What a page of events changes among participations. A row that changed is in both. */
export interface Changed {
  readonly added: ReadonlyMap<string, ParticipationRow>;
  readonly removed: ReadonlyMap<string, ParticipationRow>;
}

/**
 * The bodies after a page of events: where each took part, under which names, its sums, who signed for it. Projects in
 * which nobody's part changed write nothing.
 */
export async function projectOrganisations(
  db: Sql,
  deliveries: readonly Delivery[],
  projects: Pick<ProjectsChange, 'before' | 'after'>,
): Promise<void> {
  const changed = changes(deliveries, projects);
  const fresh = deliveries.flatMap(({ event, again }) => (again ? [] : [event]));
  const signatures = fresh.flatMap(signaturesOf);
  await writeParticipations(db, changed);
  await addNames(db, changed, signatures);
  await addSigners(db, signatures);
  await addSums(db, sumsOf(changed, signatures));
  await forget(db, changed);
}

/** Rows by their keys, as they were before the page and as they are after it. Pure. */
export function changes(
  deliveries: readonly Delivery[],
  { before, after }: Pick<ProjectsChange, 'before' | 'after'>,
): Changed {
  const was = new Map<string, ParticipationRow>();
  const is = new Map<string, ParticipationRow>();
  for (const model of before.values()) for (const row of participations(model)) was.set(keyOf(row), row);
  for (const model of after.values()) for (const row of participations(model)) is.set(keyOf(row), row);
  for (const { event, before: earlier } of deliveries) {
    // What one page both adds and withholds again was never there.
    for (const row of earlier ? payee(earlier) : []) if (!is.delete(keyOf(row))) was.set(keyOf(row), row);
    for (const row of payee(event)) is.set(keyOf(row), row);
  }
  const differ = (one: ParticipationRow, other: ParticipationRow | undefined) =>
    !other || JSON.stringify(one) !== JSON.stringify(other);
  return {
    added: new Map([...is].filter(([key, row]) => differ(row, was.get(key)))),
    removed: new Map([...was].filter(([key, row]) => differ(row, is.get(key)))),
  };
}

const keyOf = ({ organisation, capacity, entry, subject }: ParticipationRow): string =>
  [organisation, capacity, entry, subject].join('\0');

async function writeParticipations(db: Sql, { added, removed }: Changed): Promise<void> {
  const gone = [...removed].flatMap(([key, row]) => (added.has(key) ? [] : row));
  if (gone.length > 0)
    await send(
      db,
      `DELETE FROM participation p USING json_populate_recordset(NULL::participation, $1::json) r
        WHERE (p.organisation, p.capacity, p.entry, p.subject) = (r.organisation, r.capacity, r.entry, r.subject)`,
      [JSON.stringify(gone)],
    );
  await upsert(db, participationTable, [...added.values()]);
}

/** One of the two who answer for an entry, for a body. */
interface Signature {
  readonly organisation: string;
  readonly name: string;
  readonly entry: number;
  readonly day: string;
  readonly person: string;
  readonly role: string;
  readonly department: string;
  readonly part: 'prepared' | 'confirmed';
}

function signaturesOf({ entry, recordedAt, meta }: Visible): Signature[] {
  const signed = (part: Signature['part'], actor: Actor | null): Signature[] => {
    if (!actor?.organisation || actor.person === null) return [];
    const { organisation, person, role, department } = actor;
    const who = { organisation: organisationId(organisation), name: organisation.name, person, role };
    return [{ ...who, entry, day: shanghaiDay(recordedAt), department: department ?? '', part }];
  };
  return [...signed('prepared', meta.preparedBy), ...signed('confirmed', meta.confirmedBy)];
}

/** The last entry for each name. */
async function addNames(
  db: Sql,
  { added, removed }: Changed,
  signatures: readonly Signature[],
): Promise<void> {
  const names = new Map<string, { organisation: string; name: string; named?: number; signed?: number }>();
  const note = (by: 'named' | 'signed', { organisation, name, entry }: Named) => {
    const key = `${organisation}\0${name}`;
    const known = names.get(key);
    names.set(key, { ...{ organisation, name }, ...known, [by]: Math.max(entry, known?.[by] ?? -1) });
  };
  for (const [key, row] of added) if (removed.get(key)?.name !== row.name) note('named', row);
  for (const signature of signatures) note('signed', signature);
  if (names.size === 0) return;
  await send(
    db,
    `INSERT INTO organisation_name AS n (organisation, name, named, signed)
     SELECT * FROM json_to_recordset($1::json) AS r (organisation text, name text, named bigint, signed bigint)
     ON CONFLICT (organisation, name) DO UPDATE
       SET named = greatest(n.named, excluded.named), signed = greatest(n.signed, excluded.signed)`,
    [JSON.stringify([...names.values()])],
  );
}
type Named = Pick<ParticipationRow, 'organisation' | 'name' | 'entry'>;

async function addSigners(db: Sql, signatures: readonly Signature[]): Promise<void> {
  const signers = new Map<string, { -readonly [C in keyof SignerRow]: SignerRow[C] }>();
  for (const { organisation, person, role, department, part, day } of signatures) {
    // No text of an entry holds a control character.
    const key = [organisation, person, role, department].join('\0');
    const known = signers.get(key) ?? {
      ...{ organisation, person, role, department, prepared: 0, confirmed: 0, firstDay: day, lastDay: day },
    };
    known[part] += 1;
    if (day < known.firstDay) known.firstDay = day;
    if (day > known.lastDay) known.lastDay = day;
    signers.set(key, known);
  }
  if (signers.size === 0) return;
  await send(
    db,
    `INSERT INTO signer AS s SELECT * FROM json_populate_recordset(NULL::signer, $1::json)
     ON CONFLICT (organisation, person, role, department) DO UPDATE
       SET prepared = s.prepared + excluded.prepared, confirmed = s.confirmed + excluded.confirmed,
           first_day = least(s.first_day, excluded.first_day), last_day = greatest(s.last_day, excluded.last_day)`,
    [JSON.stringify([...signers.values()].map(snaked))],
  );
}

const snaked = (row: object): object =>
  Object.fromEntries(Object.entries(row).map(([name, value]) => [snake(name), value]));

type Sums = Readonly<Record<OrganisationSum, bigint>>;

/** What the page adds to the sums of each body. Pure. */
function sumsOf({ added, removed }: Changed, signatures: readonly Signature[]): ReadonlyMap<string, Sums> {
  const sums = new Map<string, Record<OrganisationSum, bigint>>();
  const add = (organisation: string, more: Partial<Sums>, times: 1n | -1n) => {
    const of = sums.get(organisation) ?? { ...zero };
    sums.set(organisation, of);
    for (const sum of organisationSums) of[sum] += times * (more[sum] ?? 0n);
  };
  for (const row of removed.values()) add(row.organisation, shareOf(row), -1n);
  for (const row of added.values()) add(row.organisation, shareOf(row), 1n);
  for (const { organisation } of signatures) add(organisation, { signed: 1n }, 1n);
  return new Map([...sums].filter(([, of]) => organisationSums.some((sum) => of[sum] !== 0n)));
}

const zero = Object.fromEntries(organisationSums.map((sum) => [sum, 0n])) as Record<OrganisationSum, bigint>;

/** What one participation adds to the sums of its body. Pure. */
export function shareOf(row: ParticipationRow): Partial<Sums> {
  const of = (amount: string | null) => BigInt(amount ?? 0);
  const { capacity, outcome, contracted, price, changes, certified, paid } = row;
  switch (capacity) {
    case 'owner':
      return { owner: 1n, ownContracted: of(contracted), ownPaid: of(paid) };
    case 'contractor':
      return {
        ...{ contractor: 1n, contracted: of(contracted), price: of(price), changes: of(changes) },
        ...{ certified: of(certified), paid: of(paid) },
      };
    case 'tenderer':
      return { tenderer: 1n, won: outcome === 'won' ? 1n : 0n };
    case 'agent':
    case 'candidate':
    case 'winner':
    case 'engineer':
    case 'observer':
    case 'reviewer':
    case 'auditor':
    case 'payee':
      return { [capacity]: 1n };
  }
}

async function addSums(db: Sql, sums: ReadonlyMap<string, Sums>): Promise<void> {
  if (sums.size === 0) return;
  const names = organisationSums.map(snake);
  const texts = (of: Sums) => Object.fromEntries(organisationSums.map((sum) => [sum, String(of[sum])]));
  const rows = [...sums].map(([organisation, of]) => snaked({ organisation, ...texts(of) }));
  await send(
    db,
    `INSERT INTO organisation AS o SELECT * FROM json_populate_recordset(NULL::organisation, $1::json)
     ON CONFLICT (organisation) DO UPDATE SET ${names.map((sum) => `${sum} = o.${sum} + excluded.${sum}`).join(', ')}`,
    [JSON.stringify(rows)],
  );
}

/** Names that nothing tells any more, and bodies that nothing names: rare, since only payees can be withheld. */
async function forget(db: Sql, { added, removed }: Changed): Promise<void> {
  const gone = [...removed].flatMap(([key, { organisation, name }]) =>
    added.get(key)?.name === name ? [] : [{ organisation, name }],
  );
  if (gone.length === 0) return;
  const names = JSON.stringify(gone);
  const these = `json_to_recordset($1::json) AS r (organisation text, name text)`;
  await send(
    db,
    `UPDATE organisation_name n SET named = (
        SELECT max(entry) FROM participation p WHERE p.organisation = n.organisation AND p.name = n.name)
       FROM ${these} WHERE (n.organisation, n.name) = (r.organisation, r.name)`,
    [names],
  );
  await send(
    db,
    `DELETE FROM organisation_name n USING ${these}
      WHERE (n.organisation, n.name) = (r.organisation, r.name) AND n.named IS NULL AND n.signed IS NULL`,
    [names],
  );
  await send(
    db,
    `DELETE FROM organisation o USING ${these} WHERE o.organisation = r.organisation
        AND NOT EXISTS (SELECT FROM organisation_name n WHERE n.organisation = o.organisation)`,
    [names],
  );
}

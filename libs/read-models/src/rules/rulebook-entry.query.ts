import { eventTypes, upcast } from '@sunlit/ledger';
import type { DataSource } from 'typeorm';
import type { EventBody } from '../event-page/event.table.js';
import { currentOf, ledgerJson, ledgerOf, type LedgerJson } from '../home/current.js';
import { isRevision } from '../place.js';
import type { EventView } from '../views.js';

/** One change of the rulebook, as an entry of a project is shown. Nothing later amends it: a rule is changed by another. */
export type RulebookEntryView = Omit<EventView, 'project' | 'projectName' | 'judgedBy' | 'change'>;

/** The permanent page of an entry of the stream `rulebook`; null when there is no such entry. One statement. */
export async function rulebookEntry(ds: DataSource, revision: number): Promise<RulebookEntryView | null> {
  if (!isRevision(revision)) return null;
  const [row] = (await ds.query(statement, [revision])) as Found[];
  if (!row) return null;
  const { entry, body, last, ledger, ...event } = row;
  const { data, meta, closed, salts, digests } = body;
  const { preparedBy, confirmedBy, findings, lateReason } = meta;
  const { type, version } = event;
  return {
    ...{ ledger: ledgerOf(ledger), current: currentOf(ledger), entry: Number(entry), ...event },
    ...{ readVersion: eventTypes[type]?.version ?? version, data, read: upcast(type, version, data) },
    ...{ meta: meta as unknown as RulebookEntryView['meta'], closed, amendments: [], salts, digests },
    ...{ preparedBy, confirmedBy, findings, lateReason },
    previous: revision > 0 ? revision - 1 : null,
    next: revision < last ? revision + 1 : null,
  };
}

const statement = `
  SELECT e.entry, e.stream, e.revision, e.id, e.type, e.version, e.recorded_at AS "recordedAt", e.body,
         (SELECT max(revision) FROM published.event WHERE stream = 'rulebook') AS last, ${ledgerJson}
    FROM published.event e WHERE e.stream = 'rulebook' AND e.revision = $1`;

type Found = Pick<RulebookEntryView, 'stream' | 'revision' | 'id' | 'type' | 'version' | 'recordedAt'> & {
  readonly entry: string;
  readonly body: EventBody;
  readonly last: number;
  readonly ledger: LedgerJson | null;
};

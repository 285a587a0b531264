import { eventTypes, upcast } from '@sunlit/ledger';
import type { DataSource } from 'typeorm';
import { changeOf, historyAt, historyBy, type HistoryJson } from '../history/change.js';
import { currentOf, ledgerJson, ledgerOf, type LedgerJson } from '../home/current.js';
import { isRevision, isUuid } from '../place.js';
import { prepared } from '../prepared.js';
import type { EventView } from '../views.js';
import { corrections } from '../visible.js';
import type { EventBody } from './event.table.js';

/** The permanent page of one entry. One statement. */
export const eventQuery = (ds: DataSource) => ({
  /** Null when there is no such entry. */
  async view(project: string, revision: number): Promise<EventView | null> {
    if (!isUuid(project) || !isRevision(revision)) return null;
    const [row] = await prepared<Found>(ds, statement, [project, revision]);
    return row ? viewOf(row) : null;
  },
});

const statement = `
  SELECT e.entry, e.project, e.stream, e.revision, e.id, e.type, e.version, e.recorded_at AS "recordedAt", e.body,
         coalesce(p.name, p.number) AS "projectName", p.revision AS last, ${ledgerJson},
         (SELECT coalesce(json_agg(r.rule), '[]') FROM published.rule r WHERE EXISTS (
           SELECT FROM json_array_elements(e.body->'meta'->'findings') f
            WHERE f->>'rule' = r.id AND (f->>'version')::int = r.version)) AS "judgedBy",
         ${historyBy('p.project', 'e.revision', '<')} AS was, ${historyAt('p.project', 'e.revision')} AS is
    FROM published.event e JOIN published.project p USING (project)
   WHERE e.stream = 'project-' || $1::uuid AND e.revision = $2`;

type Found = Pick<
  EventView,
  'judgedBy' | 'project' | 'projectName' | 'stream' | 'revision' | 'id' | 'type' | 'version' | 'recordedAt'
> & {
  readonly entry: string;
  readonly body: EventBody;
  readonly last: number;
  readonly ledger: LedgerJson | null;
  readonly was: HistoryJson | null;
  readonly is: HistoryJson | null;
};

function viewOf({ entry, body, last, ledger, was, is, ...event }: Found): EventView {
  const { revision, type, version } = event;
  const { data, meta, closed, amendments, salts, digests } = body;
  const { preparedBy, confirmedBy, findings, lateReason } = meta;
  return {
    ...{ ledger: ledgerOf(ledger), current: currentOf(ledger), entry: Number(entry), ...event },
    ...{ readVersion: eventTypes[type]?.version ?? version, data },
    read: { ...upcast(type, version, data), ...corrections(amendments) },
    ...{
      meta: meta as unknown as EventView['meta'],
      closed,
      amendments,
      salts,
      digests,
      preparedBy,
      confirmedBy,
      findings,
      lateReason,
    },
    change: changeOf(was, is),
    previous: revision > 0 ? revision - 1 : null,
    next: revision < last ? revision + 1 : null,
  };
}

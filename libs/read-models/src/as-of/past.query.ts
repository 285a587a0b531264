import { shanghaiDay } from '@sunlit/ledger';
import { LRUCache } from 'lru-cache';
import type { DataSource } from 'typeorm';
import { currentOf, ledgerOf, type LedgerJson } from '../home/current.js';
import { isUuid, pageOf } from '../place.js';
import { prepared } from '../prepared.js';
import { stageOf } from '../project-page/project.money.js';
import { projectPage, type Paging, type ProjectPage } from '../project-page/project.query.js';
import { entriesPerPage, linesOf, type TrailPaging, type TrailView } from '../trail/trail.query.js';
import type { At, Past } from './at.js';
import { publishedColumns, type PublishedEvent } from './born.js';
import { comparedThen } from './compared.js';
import { folding, type Folded } from './folded.js';
import { momentOf, type Moment, type NotThere } from './moment.js';
import { rowsOfPage } from './rows.js';

/** A view of the past, or why there is none. */
export type Then<View> = { readonly kind: 'then'; readonly view: View } | NotThere;

/** Entries read with one statement while a project is folded; between two of them others are served. */
const chunk = 500;
/** Entries of folded projects that are kept, those of all projects together. */
const keptEntries = 60_000;

/**
 * Projects as they were: the entries recorded by a moment, folded as the projector folds them. What has been withheld
 * since then stays withheld. Folded projects are kept by their last entry then and now, since a later entry may withhold
 * what an earlier one said.
 */
export function pastQuery(ds: DataSource) {
  const kept = new LRUCache<string, Promise<Folded>>({ maxSize: keptEntries });

  return {
    /**
     * The project's page at a moment; null when there is no such project. Leads name other projects as they are now.
     * `now`: the address of the same page of now.
     */
    async view(project: string, at: At, paging: Paging, now: string): Promise<Then<ProjectPage> | null> {
      const moment = isUuid(project) ? await momentOf(ds, project, at) : null;
      if (moment?.kind !== 'then') return moment;
      const folded = await foldedAt(project, moment);
      const past = pastOf(at, moment, now);
      const { model } = folded;
      const view = projectPage(
        {
          ...{ project, revision: model.revision, stage: stageOf(model.state), state: model.state },
          ...{ document: model.document, ...model.counts },
          ...{ projectName: nameThen(folded), ledger: ledgerThen(moment, past) },
          compared: await comparedThen(ds, moment.compared, at),
          ...rowsOfPage(folded, moment.rules, paging),
        },
        { paging, past, today: dayOf(past, moment) },
      );
      return { kind: 'then', view };
    },

    /** The project's trail at a moment, each entry told as it was then; null when there is no such project. */
    async trail(
      project: string,
      at: At,
      { page, order }: TrailPaging,
      now: string,
    ): Promise<Then<TrailView> | null> {
      const moment = isUuid(project) ? await momentOf(ds, project, at) : null;
      if (moment?.kind !== 'then') return moment;
      const folded = await foldedAt(project, moment);
      const past = pastOf(at, moment, now);
      const [projectName, ledger] = [nameThen(folded), ledgerThen(moment, past)];
      const from = (page - 1) * entriesPerPage;
      const all = order === 'oldest' ? folded.trail : folded.trail.toReversed();
      const view = {
        ...{ ledger: ledgerOf(ledger), current: currentOf(ledger), project, projectName, past, order },
        entries: all.slice(from, from + entriesPerPage).map((entry) => ({ ...entry, projectName })),
        paging: pageOf(page, all.length, entriesPerPage),
      };
      return { kind: 'then', view };
    },

    /** The entries recorded by a moment as lines of JSON, with what everybody may see of each now; null when there is no such project. */
    async lines(project: string, at: At): Promise<Then<AsyncIterable<string>> | null> {
      const moment = isUuid(project) ? await momentOf(ds, project, at) : null;
      if (moment?.kind !== 'then') return moment;
      return { kind: 'then', view: linesOf(ds, project, moment.revision) };
    },
  };

  function foldedAt(project: string, { revision, id, newest }: Moment): Promise<Folded> {
    const key = `${id} ${newest}`;
    const found = kept.get(key);
    if (found) return found;
    const folded = fold(project, revision);
    kept.set(key, folded, { size: revision + 1 });
    folded.catch(() => kept.delete(key));
    return folded;
  }

  async function fold(project: string, until: number): Promise<Folded> {
    const { next, folded } = folding(project);
    for (let from = 0; from <= until; from += chunk) {
      const to = Math.min(from + chunk - 1, until);
      next(await prepared<PublishedEvent>(ds, entries, [project, from, to]));
    }
    return folded();
  }
}

const entries = `SELECT ${publishedColumns} FROM published.event e
  WHERE e.stream = 'project-' || $1::uuid AND e.revision BETWEEN $2 AND $3 ORDER BY e.revision`;

const nameThen = ({ model }: Folded): string => {
  const { registered } = model.document;
  return registered?.name ?? registered?.number ?? model.project;
};

/** The ledger as it is called, with the last entry that counts. */
const ledgerThen = ({ ledger }: Moment, { entry, recordedAt }: Past): LedgerJson | null =>
  ledger && { ...ledger, entries: entry + 1, recordedAt };

/** What is due then follows from the day asked for, else from that of the entry asked for. */
function dayOf({ asof, recordedAt }: Past, moment: Moment): string {
  if (asof !== null) return asof;
  const [asked, own] = [shanghaiDay(recordedAt), shanghaiDay(moment.recordedAt)];
  return asked > own ? asked : own;
}

/** What the page says of itself, with the nearest moments at which the project was another. */
function pastOf(at: At, { entry, recordedAt, asked, before, after }: Moment, now: string): Past {
  const query = now.includes('?') ? '&' : '?';
  const by = (moment: { readonly entry: number; readonly recordedAt: string } | null): string | null => {
    if (moment === null) return null;
    return 'asof' in at
      ? `${now}${query}asof=${shanghaiDay(moment.recordedAt)}`
      : `${now}${query}entry=${moment.entry}`;
  };
  return {
    ...('asof' in at
      ? { asof: at.asof, entry, recordedAt }
      : { asof: null, entry: at.entry, recordedAt: asked! }),
    ...{ now, before: by(before), after: by(after) },
  };
}

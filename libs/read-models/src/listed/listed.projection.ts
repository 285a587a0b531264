import { fen, shanghaiDay, type Organisation } from '@sunlit/ledger';
import { stageOf } from '../project-page/project.money.js';
import type { ProjectDocument } from '../project-page/project.document.js';
import { amountTexts, type ProjectModel } from '../project-page/project.projection.js';
import type { ProjectStage } from '../views.js';
import { snake, upsert, type Sql, send } from '../table.js';
import type { Delivery } from '../visible.js';
import { listedTable, listedWordsTable, type ListedRow, type ListedWordsRow } from './listed.table.js';
import { gramsOf, searchable } from './words.js';

/**
 * Lists after a page of events: the row of each project concerned, and the words of those whose words may have changed.
 * One statement each. The findings of the page are in their table already.
 */
export async function projectListed(
  db: Sql,
  deliveries: readonly Delivery[],
  projects: ReadonlyMap<string, ProjectModel>,
): Promise<void> {
  await put(db, [...projects.values()].flatMap(listedRow));
  const naming = deliveries.filter(({ event, again }) => again || namingTypes.includes(event.type));
  const named = new Set(naming.map(({ event }) => event.project));
  await upsert(
    db,
    listedWordsTable,
    [...named].flatMap((project) => wordsRow(projects.get(project ?? ''))),
  );
}

/** What brings a name into the ledger. What takes it out again, or mends it, tells the entry again. */
const namingTypes = ['ProjectRegistered', 'ProjectTakenOver', 'ContractSigned'];

type Row = Omit<ListedRow, 'rules'>;

/** Nothing before the project is registered. Pure. */
export function listedRow({ project, entry, recordedAt, state, document, counts }: ProjectModel): Row[] {
  const { registered } = document;
  if (!registered || !state.registered) return [];
  const { number, nationalCode, owner, category, estimate } = state.registered;
  const stage = stageOf(state);
  return [
    {
      ...{ project, entry, recordedAt, registered: registered.entry, registeredAt: registered.recordedAt },
      ...{ number, nationalCode, name: registered.name ?? null, owner: owner.uscc, ownerName: owner.name },
      ...{ category, district: registered.region!, year: shanghaiDay(registered.recordedAt).slice(0, 4) },
      ...{ stage, estimate: String(fen(estimate)), ...amountTexts(state) },
      ...{ findings: counts.findings, ...waiting(stage, document) },
    },
  ];
}

function waiting(stage: ProjectStage, document: ProjectDocument): Pick<Row, 'waitsFor' | 'waitsSince'> {
  const { finalAccount, audit, contracts } = document;
  if (finalAccount && !audit) return { waitsFor: 'audit', waitsSince: finalAccount.compiledOn };
  if (stage !== 'completed') return { waitsFor: null, waitsSince: null };
  const accepted = contracts.flatMap(({ completion, opening }) => {
    const on = completion?.acceptedOn ?? opening?.balances.acceptedOn;
    return on ?? [];
  });
  return { waitsFor: 'settlement', waitsSince: accepted.sort().at(-1) ?? null };
}

/** A project is found by its name, number and code, site, owner and contractors, as far as they may be seen. Pure. */
export function wordsRow(model: ProjectModel | undefined): ListedWordsRow[] {
  const registered = model?.document.registered;
  if (!model || !registered) return [];
  const { name, number, nationalCode, site, owner } = registered;
  const contractors = model.document.contracts.map(
    ({ contractor }) => (contractor as Organisation | undefined)?.name,
  );
  const lines = [name, number, nationalCode, site, owner?.name, ...contractors].flatMap((line) => line ?? []);
  const words = [...new Set(lines.map(searchable))].join('\n');
  return [{ project: model.project, words, grams: gramsOf(words) }];
}

const columns = Object.keys(listedTable.columns).map(snake);
const rules = `ARRAY(SELECT DISTINCT rule FROM finding f WHERE f.project = r.project AND r.findings > 0 ORDER BY rule)`;

async function put(db: Sql, rows: readonly Row[]): Promise<void> {
  if (rows.length === 0) return;
  const read = columns.map((name) => (name === 'rules' ? rules : `r.${name}`));
  const set = columns.filter((name) => name !== 'project').map((name) => `${name} = excluded.${name}`);
  const named = rows.map((row) =>
    Object.fromEntries(Object.entries(row).map(([name, value]) => [snake(name), value])),
  );
  await send(
    db,
    `INSERT INTO listed (${columns.join(', ')}) SELECT ${read.join(', ')}
       FROM json_populate_recordset(NULL::listed, $1::json) r
       ON CONFLICT (project) DO UPDATE SET ${set.join(', ')}`,
    [JSON.stringify(named)],
  );
}

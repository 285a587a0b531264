import { figures, fen, initialProject, type Fen, type ProjectState } from '@sunlit/ledger';
import { insert, upsert, type Sql } from '../table.js';
import type { Delivery, Visible } from '../visible.js';
import { documented, emptyDocument, type ProjectDocument } from './project.document.js';
import { boxDue, decoded, encoded, evolved, stageOf } from './project.money.js';
import { tellAgain } from './project.again.js';
import { certificateRow, documentRows, findingRows, paymentRow } from './project.rows.js';
import {
  certificateTable,
  documentTable,
  findingTable,
  paymentTable,
  projectTable,
  type CertificateTableRow,
  type DocumentTableRow,
  type FindingTableRow,
  type PaymentTableRow,
  type ProjectTableRow,
} from './project.table.js';

/** A project while a page of events is applied. */
export interface ProjectModel {
  readonly project: string;
  readonly revision: number;
  readonly entry: number;
  readonly recordedAt: string;
  readonly state: ProjectState;
  readonly document: ProjectDocument;
  readonly counts: Counts;
}

type Counts = Pick<ProjectTableRow, 'findings' | 'payments' | 'certificates' | 'documents'>;

export interface ProjectRows {
  readonly payments: PaymentTableRow[];
  readonly certificates: CertificateTableRow[];
  readonly findings: FindingTableRow[];
  readonly documents: DocumentTableRow[];
}

export const newProject = (project: string): ProjectModel => ({
  ...{ project, revision: -1, entry: -1, recordedAt: '', state: initialProject, document: emptyDocument },
  counts: { findings: 0, payments: 0, certificates: 0, documents: 0 },
});

/** The project after its next event, whose rows are added to `rows`. Throws when it is not the next one. */
export function applied(model: ProjectModel, event: Visible, rows: ProjectRows): ProjectModel {
  const { revision, entry, recordedAt } = event;
  if (revision !== model.revision + 1)
    throw new Error(`${event.stream}: revision ${revision} does not follow ${model.revision}`);
  const state = evolved(model.state, event.type, event.read);
  const document = documented(model.document, event);
  const { counts } = model;
  const told = (before: number) => ({ event, state, document, before });
  const [payment, certificate] = [
    paymentRow(told(counts.payments)),
    certificateRow(told(counts.certificates)),
  ];
  const [findings, documents] = [findingRows(told(counts.findings)), documentRows(event)];
  if (payment) rows.payments.push(payment);
  if (certificate) rows.certificates.push(certificate);
  rows.findings.push(...findings);
  rows.documents.push(...documents);
  return {
    ...{ project: model.project, revision, entry, recordedAt, state, document },
    counts: {
      findings: counts.findings + findings.length,
      payments: counts.payments + (payment ? 1 : 0),
      certificates: counts.certificates + (certificate ? 1 : 0),
      documents: counts.documents + documents.length,
    },
  };
}

/**
 * The project after one of its earlier events is told again: more or less of it may be seen, or a text of it was
 * corrected. The money stays: none rests on what can be closed or corrected.
 */
export const toldAgain = (model: ProjectModel, event: Visible, before: Visible): ProjectModel => ({
  ...model,
  document: documented(model.document, event),
  counts: {
    ...model.counts,
    documents: model.counts.documents - documentRows(before).length + documentRows(event).length,
  },
});

/** A new event of a project, with the project as the page's money folds it, just after and just before. */
export interface Told {
  readonly event: Visible;
  readonly state: ProjectState;
  readonly before: ProjectState;
}

/** What a page of events changes in the totals over all projects. */
export type TotalsChange = { readonly [A in Amount | 'projects']: Fen };
/** What a page of events changes: the totals, and each project concerned as it was, if it was there, and as it is. */
export interface ProjectsChange {
  readonly totals: TotalsChange;
  readonly before: ReadonlyMap<string, ProjectModel>;
  readonly after: ReadonlyMap<string, ProjectModel>;
}
export const amounts = ['budget', 'contracted', 'certified', 'paid', 'expenses', 'audited'] as const;
type Amount = (typeof amounts)[number];

/**
 * Applies the project events of a page, in order: one query for the projects concerned, one statement for each table.
 * The rows of events told again are changed in their places once the new ones are there.
 * `watch` is told each new event with the project just after it.
 */
export async function projectProjects(
  db: Sql,
  deliveries: readonly Delivery[],
  watch: (told: Told) => void = () => {},
): Promise<ProjectsChange> {
  const ids = [...new Set(deliveries.flatMap(({ event }) => event.project ?? []))];
  const before = await load(db, ids);
  const models = new Map(before);
  const rows: ProjectRows = { payments: [], certificates: [], findings: [], documents: [] };
  const again = new Map<number, Visible>();
  for (const { event, before } of deliveries) {
    if (event.project === null) continue;
    const model = models.get(event.project) ?? newProject(event.project);
    const next = before ? toldAgain(model, event, before) : applied(model, event, rows);
    models.set(event.project, next);
    if (before) again.set(event.entry, event);
    else watch({ event, state: next.state, before: model.state });
  }
  const changed = [...models.values()];
  await upsert(db, projectTable, changed.map(tableRow));
  await insert(db, paymentTable, rows.payments);
  await insert(db, certificateTable, rows.certificates);
  await insert(db, findingTable, rows.findings);
  await insert(db, documentTable, rows.documents);
  await tellAgain(db, [...again.values()]);
  return { totals: totalsChange([...before.values()], changed), before, after: models };
}

async function load(db: Sql, ids: readonly string[]): Promise<Map<string, ProjectModel>> {
  if (ids.length === 0) return new Map();
  const { rows } = await db.query(
    `SELECT project, revision, entry, recorded_at AS "recordedAt", state::text, document, findings, payments, certificates, documents
       FROM project WHERE project = ANY($1)`,
    [ids],
  );
  const models = rows.map(
    ({ project, revision, entry, recordedAt, state, document, ...counts }): ProjectModel => {
      return { project, revision, entry: Number(entry), recordedAt, state: decoded(state), document, counts };
    },
  );
  return new Map(models.map((model) => [model.project, model]));
}

function tableRow({
  project,
  revision,
  entry,
  recordedAt,
  state,
  document,
  counts,
}: ProjectModel): ProjectTableRow {
  const {
    number = null,
    nationalCode = null,
    owner = null,
    category = null,
    estimate = '0.00',
  } = state.registered ?? {};
  const name = document.registered?.name ?? null;
  return {
    ...{
      project,
      revision,
      entry,
      recordedAt,
      number,
      nationalCode,
      name,
      owner,
      category,
      stage: stageOf(state),
    },
    ...{ estimate: String(fen(estimate)), ...amountTexts(state) },
    ...{ ...counts, boxDue: boxDue(state), state: encoded(state), document },
  };
}

/** The six sums of a project as columns hold them: whole fen. */
export function amountTexts(state: ProjectState): Pick<ProjectTableRow, Amount> {
  const known = textsOf.get(state);
  if (known) return known;
  const { budget, contracted, certified, paid, expenses, audited } = amountsOf(state);
  const texts = {
    ...{ budget: text(budget), contracted: String(contracted), certified: String(certified) },
    ...{ paid: String(paid), expenses: String(expenses), audited: text(audited) },
  };
  textsOf.set(state, texts);
  return texts;
}
/** Each state is asked for by the history, twice, by the list and by the project's row. */
const textsOf = new WeakMap<ProjectState, Pick<ProjectTableRow, Amount>>();

const text = (amount: Fen | null): string | null => (amount === null ? null : String(amount));

function amountsOf(state: ProjectState) {
  const { budget, contracted, certified, paid, expenses, audited } = figures(state);
  return {
    ...{
      budget: budget === null ? null : fen(budget),
      contracted: fen(contracted),
      certified: fen(certified),
    },
    ...{ paid: fen(paid), expenses: fen(expenses), audited: audited === null ? null : fen(audited) },
  };
}

function totalsChange(before: readonly ProjectModel[], after: readonly ProjectModel[]): TotalsChange {
  const [was, is] = [before.map(({ state }) => amountsOf(state)), after.map(({ state }) => amountsOf(state))];
  const total = (of: typeof was, amount: Amount) => of.reduce((sum, sums) => sum + (sums[amount] ?? 0n), 0n);
  const changes = amounts.map((amount) => [amount, total(is, amount) - total(was, amount)] as const);
  return {
    ...(Object.fromEntries(changes) as Record<Amount, Fen>),
    projects: BigInt(after.length - before.length),
  };
}

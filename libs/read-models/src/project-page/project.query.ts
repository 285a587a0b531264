import { figures, reconciliation, shanghaiDay, yuan, type ProjectState } from '@sunlit/ledger';
import type { DataSource } from 'typeorm';
import type { Past } from '../as-of/at.js';
import { trailColumns, trailRow } from '../event-page/trail.js';
import { currentOf, ledgerJson, ledgerOf, type LedgerJson } from '../home/current.js';
import { leadRules } from '../leads/leads.js';
import { comparedJson, leadsOfProject, type ComparedJson } from '../leads/leads.query.js';
import { obligationCount, obligationsOfProject, obligationView } from '../obligations/obligation.query.js';
import type { ObligationRow } from '../obligations/obligation.table.js';
import { isUuid, pageOf, type Page } from '../place.js';
import { prepared } from '../prepared.js';
import type { CertificateRow, FindingRow, PaymentRow, ProjectView } from '../views.js';
import type { ProjectDocument } from './project.document.js';
import { contractMoney, decoded } from './project.money.js';
import { reconciled } from './reconciled.js';
import type { ProjectTableRow } from './project.table.js';

/** Rows of a list on one page. */
export const perPage = {
  payments: 200,
  certificates: 200,
  findings: 200,
  documents: 200,
  obligations: 50,
  trail: 20,
} as const;
export const lists = ['payments', 'certificates', 'findings', 'documents', 'trail', 'obligations'] as const;
export type List = (typeof lists)[number];

/** Which page of each list, from 1. The trail's first page is the newest; the others begin with the oldest row. */
export type Paging = { readonly [L in List as `${L}Page`]?: number };

/** The view with the pages of its lists. */
export interface ProjectPage extends ProjectView {
  readonly paging: { readonly [L in List]: Page };
  /** Null on the page of now. */
  readonly past: Past | null;
}

/** The page of one project. One statement, so that its sums and rows are of one instant. */
export const projectQuery = (ds: DataSource) => ({
  /** Null when there is no such project. */
  async view(
    project: string,
    paging: Paging = {},
    today = shanghaiDay(new Date().toISOString()),
  ): Promise<ProjectPage | null> {
    if (!isUuid(project)) return null;
    const at = (list: List) => paging[`${list}Page`] ?? 1;
    const from = (list: List) => (at(list) - 1) * perPage[list];
    const [row] = await prepared<Found>(ds, statement, [project, ...lists.map(from)]);
    if (!row) return null;
    return projectPage({ ...row, state: decoded(row.state) }, { paging, today, past: null });
  },
});

/** The page of what a statement found of a project, or of what its past was folded to. */
export function projectPage(
  found: ProjectFound,
  { paging, today, past }: { readonly paging: Paging; readonly today: string; readonly past: Past | null },
): ProjectPage {
  const totals = { ...found, trail: found.revision + 1 };
  const pages = lists.map(
    (list) => [list, pageOf(paging[`${list}Page`] ?? 1, totals[list], perPage[list])] as const,
  );
  return { ...viewOf(found, today), past, paging: Object.fromEntries(pages) as Record<List, Page> };
}

/** The project of a national code, or else of an owner's own number if only one owner uses it; null when there is none. */
export async function projectByCode(ds: DataSource, code: string): Promise<string | null> {
  const rows: { project: string; national: boolean }[] = await ds.query(
    `SELECT project, national_code = $1 IS TRUE AS national FROM published.project
      WHERE national_code = $1 OR number = $1 ORDER BY 2 DESC, project LIMIT 2`,
    [code],
  );
  const [first, second] = rows;
  return first && (first.national || !second) ? first.project : null;
}

/**
 * Projects with a bid box whose deadline is before `instant` (and after `since`) and that is not closed yet, earliest
 * first, at most 100.
 */
export async function dueBoxes(ds: DataSource, instant: string, since = ''): Promise<string[]> {
  const rows: { project: string }[] = await ds.query(
    'SELECT project FROM published.project WHERE box_due < $1 AND box_due > $2 ORDER BY box_due, project LIMIT 100',
    [instant, since],
  );
  return rows.map(({ project }) => project);
}

const numbered = (
  columns: string,
  from: string,
  start: string,
  list: 'payments' | 'certificates' | 'findings',
) =>
  `(SELECT coalesce(json_agg(r ORDER BY n), '[]') FROM (SELECT n, ${columns} FROM published.${from}
     WHERE project = p.project AND n >= ${start} AND n < ${start} + ${perPage[list]}) r) AS "${list}Rows"`;
const source = 'revision, entry, recorded_at AS "recordedAt"';
const judgedBy = `(SELECT rule.rule FROM published.rule
  WHERE rule.id = finding.rule AND rule.version = (finding.finding->>'version')::int) AS "judgedBy"`;

// A certificate, or a payment that was reversed, is found by its number here and not when a row is projected: the
// projector keeps no list of them. Documents come and go when they are withheld and released: they are counted by place.
const statement = `
  SELECT p.project, p.revision, p.stage, p.state::text AS state, p.document, p.findings, p.payments, p.certificates,
    p.documents, coalesce(p.name, p.number) AS "projectName", ${ledgerJson},
    ${numbered(
      `${source}, closed, corrected, contract, kind, reverses, amount::text, advance_recovered::text AS "advanceRecovered", value_date AS "valueDate", voucher,
       payee, payer, note, balance::text, contract_paid::text AS "contractPaid", rests_on_kind AS "restsOnKind", rests_on_name AS "restsOnName",
       CASE rests_on_kind
         WHEN 'certificate' THEN (SELECT c.revision FROM published.certificate c WHERE c.project = payment.project
            AND c.contract = payment.contract AND c.certificate = rests_on_name AND c.kind = 'certificate' LIMIT 1)
         WHEN 'payment' THEN (SELECT o.revision FROM published.payment o WHERE o.project = payment.project
            AND o.voucher = payment.rests_on_name LIMIT 1)
         ELSE rests_on_revision END AS "restsOnRevision"`,
      'payment',
      '$2::int',
      'payments',
    )},
    ${numbered(
      `${source}, closed, kind, contract, certificate, period_from AS "periodFrom", period_until AS "periodUntil", value::text,
       cumulative::text, certified_on AS "certifiedOn", engineer, reason`,
      'certificate',
      '$3::int',
      'certificates',
    )},
    ${numbered(`${source}, type, finding, ${judgedBy}`, 'finding', '$4::int', 'findings')},
    (SELECT coalesce(json_agg(r), '[]') FROM (SELECT revision, sha256, title, media_type AS "mediaType", size
        FROM published.document WHERE project = p.project ORDER BY revision, place OFFSET $5::int LIMIT ${perPage.documents}) r) AS "documentsRows",
    (SELECT coalesce(json_agg(r ORDER BY r.revision DESC), '[]') FROM (SELECT ${trailColumns('e')} FROM published.event e
      WHERE e.stream = 'project-' || p.project AND e.revision <= p.revision - $6::int AND e.revision > p.revision - $6::int - ${perPage.trail}) r) AS "trailRows",
    ${obligationsOfProject('p.project', '$7::int', perPage.obligations)} AS "obligationsRows",
    ${obligationCount('p.project')} AS obligations, ${comparedJson(leadRules, 'p.project')} AS compared
  FROM published.project p WHERE p.project = $1`;

type Rows<Row> = readonly Row[];
type Found = Omit<ProjectFound, 'state'> & { readonly state: string };
/** What a page is made of: the project, and of each list the rows of one page with how many there are. */
export type ProjectFound = Pick<
  ProjectTableRow,
  'project' | 'revision' | 'stage' | 'findings' | 'payments' | 'certificates' | 'documents'
> & {
  readonly state: ProjectState;
  readonly document: ProjectDocument;
  readonly projectName: string;
  readonly ledger: LedgerJson | null;
  readonly paymentsRows: Rows<PaymentJson>;
  readonly certificatesRows: Rows<CertificateRow & { readonly n: number }>;
  readonly findingsRows: Rows<FindingRow & { readonly n: number }>;
  readonly documentsRows: Rows<ProjectView['documents'][number]>;
  readonly trailRows: Rows<unknown>;
  readonly obligations: number;
  readonly obligationsRows: Rows<ObligationRow>;
  readonly compared: ComparedJson;
};
export type PaymentJson = Omit<PaymentRow, 'restsOn' | 'corrected'> & {
  readonly corrected: PaymentRow['corrected'] | null;
  readonly n: number;
  readonly restsOnKind: PaymentRow['restsOn']['kind'];
  readonly restsOnName: string;
  readonly restsOnRevision: number | null;
};

function viewOf(row: ProjectFound, today: string): ProjectView {
  const { project, revision, stage, state, document, ledger } = row;
  const { registered, contracts, ...parts } = document;
  return {
    ...{ ledger: ledgerOf(ledger), current: currentOf(ledger), project, revision, stage },
    registered: registered!,
    ...parts,
    contracts: contracts.map((contract) => {
      const account = state.contracts[contract.contract]!;
      const reconciliation = reconciled(account, contract, parts.audit);
      return { ...contract, money: contractMoney(account), reconciled: reconciliation };
    }),
    ...{ figures: figures(state), reconciliation: reconciliation(state) },
    payments: row.paymentsRows.map(paymentRow),
    certificates: row.certificatesRows.map(({ n: _, value, cumulative, ...certificate }) => ({
      ...certificate,
      ...{ value: money(value), cumulative: money(cumulative) },
    })),
    findings: row.findingsRows.map(({ n: _, ...finding }) => finding),
    today,
    obligations: row.obligationsRows.flatMap((each) => obligationView(each, today) ?? []),
    leads: leadsOfProject(row.compared, project),
    documents: row.documentsRows,
    trail: row.trailRows.map((entry) => trailRow({ ...(entry as object), projectName: row.projectName })),
    trailTotal: revision + 1,
  };
}

function paymentRow({
  n: _,
  restsOnKind,
  restsOnName,
  restsOnRevision,
  corrected,
  ...row
}: PaymentJson): PaymentRow {
  const { amount, advanceRecovered, balance, contractPaid } = row;
  return {
    ...{ ...row, ...(corrected && { corrected }) },
    ...{
      amount: money(amount),
      advanceRecovered: money(advanceRecovered),
      balance: money(balance),
      contractPaid: contractPaid === null ? null : money(contractPaid),
    },
    restsOn: { kind: restsOnKind, name: restsOnName, revision: restsOnRevision },
  };
}

const money = (fen: string): string => yuan(BigInt(fen));

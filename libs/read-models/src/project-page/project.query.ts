import { figures, reconciliation, yuan } from '@sunlit/ledger';
import type { DataSource } from 'typeorm';
import { trailColumns, trailRow } from '../event-page/trail.js';
import { currentOf, ledgerJson, ledgerOf, type LedgerJson } from '../home/current.js';
import { isUuid, pageOf, type Page } from '../place.js';
import type { CertificateRow, FindingRow, PaymentRow, ProjectView } from '../views.js';
import type { ProjectDocument } from './project.document.js';
import { contractMoney, decoded } from './project.money.js';
import type { ProjectTableRow } from './project.table.js';

/** Rows of a list on one page. */
export const perPage = {
  payments: 200,
  certificates: 200,
  findings: 200,
  documents: 200,
  trail: 50,
} as const;
type List = keyof typeof perPage;

/** Which page of each list, from 1. The trail's first page is the newest; the others begin with the oldest row. */
export type Paging = { readonly [L in List as `${L}Page`]?: number };

/** The view with the pages of its lists. */
export interface ProjectPage extends ProjectView {
  readonly paging: { readonly [L in List]: Page };
}

/** The page of one project. One statement, so that its sums and rows are of one instant. */
export const projectQuery = (ds: DataSource) => ({
  /** Null when there is no such project. */
  async view(project: string, paging: Paging = {}): Promise<ProjectPage | null> {
    if (!isUuid(project)) return null;
    const at = (list: List) => paging[`${list}Page`] ?? 1;
    const from = (list: List) => (at(list) - 1) * perPage[list];
    const lists = ['payments', 'certificates', 'findings', 'documents', 'trail'] as const;
    const [row] = (await ds.query(statement, [project, ...lists.map(from)])) as Found[];
    if (!row) return null;
    const totals = { ...row, trail: row.revision + 1 };
    const pages = lists.map((list) => [list, pageOf(at(list), totals[list], perPage[list])] as const);
    return { ...viewOf(row), paging: Object.fromEntries(pages) as Record<List, Page> };
  },
});

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

const numbered = (columns: string, from: string, start: string, list: Exclude<List, 'trail'>) =>
  `(SELECT coalesce(json_agg(r ORDER BY n), '[]') FROM (SELECT n, ${columns} FROM published.${from}
     WHERE project = p.project AND n >= ${start} AND n < ${start} + ${perPage[list]}) r) AS "${list}Rows"`;
const source = 'revision, entry, recorded_at AS "recordedAt"';

// A certificate is found by its name here and not when a payment is projected: the projector keeps no list of them.
const statement = `
  SELECT p.project, p.revision, p.stage, p.state::text AS state, p.document, p.findings, p.payments, p.certificates,
    p.documents, coalesce(p.name, p.number) AS "projectName", ${ledgerJson},
    ${numbered(
      `${source}, closed, contract, kind, amount::text, advance_recovered::text AS "advanceRecovered", value_date AS "valueDate", voucher,
       payee, note, balance::text, contract_paid::text AS "contractPaid", rests_on_kind AS "restsOnKind", rests_on_name AS "restsOnName",
       coalesce(rests_on_revision, (SELECT c.revision FROM published.certificate c
          WHERE c.project = payment.project AND c.contract = payment.contract AND c.certificate = rests_on_name
            AND rests_on_kind = 'certificate')) AS "restsOnRevision"`,
      'payment',
      '$2::int',
      'payments',
    )},
    ${numbered(
      `${source}, closed, contract, certificate, period_from AS "periodFrom", period_until AS "periodUntil", value::text,
       cumulative::text, certified_on AS "certifiedOn", engineer`,
      'certificate',
      '$3::int',
      'certificates',
    )},
    ${numbered(`${source}, type, finding`, 'finding', '$4::int', 'findings')},
    ${numbered('revision, sha256, title, media_type AS "mediaType", size', 'document', '$5::int', 'documents')},
    (SELECT coalesce(json_agg(r ORDER BY r.revision DESC), '[]') FROM (SELECT ${trailColumns('e')} FROM published.event e
      WHERE e.stream = 'project-' || p.project AND e.revision <= p.revision - $6::int AND e.revision > p.revision - $6::int - ${perPage.trail}) r) AS "trailRows"
  FROM published.project p WHERE p.project = $1`;

type Rows<Row> = readonly Row[];
type Found = Pick<
  ProjectTableRow,
  'project' | 'revision' | 'stage' | 'findings' | 'payments' | 'certificates' | 'documents'
> & {
  readonly state: string;
  readonly document: ProjectDocument;
  readonly projectName: string;
  readonly ledger: LedgerJson | null;
  readonly paymentsRows: Rows<PaymentJson>;
  readonly certificatesRows: Rows<CertificateRow & { readonly n: number }>;
  readonly findingsRows: Rows<FindingRow & { readonly n: number }>;
  readonly documentsRows: Rows<ProjectView['documents'][number] & { readonly n: number }>;
  readonly trailRows: Rows<unknown>;
};
type PaymentJson = Omit<PaymentRow, 'restsOn'> & {
  readonly n: number;
  readonly restsOnKind: PaymentRow['restsOn']['kind'];
  readonly restsOnName: string;
  readonly restsOnRevision: number | null;
};

function viewOf(row: Found): ProjectView {
  const { project, revision, stage, document, ledger } = row;
  const state = decoded(row.state);
  const { registered, contracts, ...parts } = document;
  return {
    ...{ ledger: ledgerOf(ledger), current: currentOf(ledger), project, revision, stage },
    registered: registered!,
    ...parts,
    contracts: contracts.map((contract) => ({
      ...contract,
      money: contractMoney(state.contracts[contract.contract]!),
    })),
    ...{ figures: figures(state), reconciliation: reconciliation(state) },
    payments: row.paymentsRows.map(paymentRow),
    certificates: row.certificatesRows.map(({ n: _, value, cumulative, ...certificate }) => ({
      ...certificate,
      ...{ value: money(value), cumulative: money(cumulative) },
    })),
    findings: row.findingsRows.map(({ n: _, ...finding }) => finding),
    documents: row.documentsRows.map(({ n: _, ...named }) => named),
    trail: row.trailRows.map((entry) => trailRow({ ...(entry as object), projectName: row.projectName })),
    trailTotal: revision + 1,
  };
}

function paymentRow({ n: _, restsOnKind, restsOnName, restsOnRevision, ...row }: PaymentJson): PaymentRow {
  const { amount, advanceRecovered, balance, contractPaid } = row;
  return {
    ...row,
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

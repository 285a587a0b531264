import { shanghaiDay, yuan, type Figures } from '@sunlit/ledger';
import type { DataSource } from 'typeorm';
import { currentOf, ledgerJson, type LedgerJson } from '../home/current.js';
import { isUuid } from '../place.js';
import { prepared } from '../prepared.js';
import type { Currency } from '../views.js';

/** The sums of a project from one of its entries on, until the next such row. */
export interface MoneyAt {
  readonly entry: number;
  readonly revision: number;
  readonly recordedAt: string;
  readonly figures: Figures;
}

/** What stands against a certificate: its value less reductions, and what was paid on it less reversals, yuan. */
export interface CertificatePaid {
  readonly contract: string;
  readonly certificate: string;
  readonly value: string;
  readonly cash: string;
  readonly advanceRecovered: string;
}

/** A project's money over time, and what is paid on each of some of its certificates. */
export interface ProjectMoney {
  /** How far the ledger reaches now, whatever the entry asked for. */
  readonly current: Currency;
  /**
   * Oldest first, at most 40: every entry that changed a sum, or where those are more the last one of each month,
   * quarter, year.
   */
  readonly timeline: readonly MoneyAt[];
  readonly certificates: readonly CertificatePaid[];
}

/** A certificate by the office's numbers. */
export type CertificateKey = Pick<CertificatePaid, 'contract' | 'certificate'>;

const most = 40;
const everyEntry = Number.MAX_SAFE_INTEGER;

/**
 * Amounts as of an entry of the ledger. None of them can be closed or corrected, so that they are the same for ever. Each
 * is one statement.
 */
export const moneyQuery = (ds: DataSource) => ({
  /** `entry`: up to and including it; null for all. Null when there is no such project by then. */
  async ofProject(
    project: string,
    entry: number | null,
    certificates: readonly CertificateKey[] = [],
  ): Promise<ProjectMoney | null> {
    if (!isUuid(project)) return null;
    const [contracts, names] = [
      certificates.map(({ contract }) => contract),
      certificates.map(({ certificate }) => certificate),
    ];
    const [row] = (await prepared<Found>(ds, statement, [
      project,
      entry ?? everyEntry,
      most,
      contracts,
      names,
    ])) as [Found];
    if (row.timeline.length === 0) return null;
    return {
      current: currentOf(row.ledger),
      timeline: thinned(row.timeline.map(moneyAt)),
      certificates: row.certificates.map(paidOn),
    };
  },

  /** All projects together, as of now. */
  async ofCity(): Promise<{ readonly current: Currency; readonly figures: Figures }> {
    const [row] = (await ds.query(
      `SELECT ${ledgerJson}, (SELECT to_json(s) FROM (SELECT ${sums} FROM published.ledger) s) AS sums`,
    )) as [{ readonly ledger: LedgerJson | null; readonly sums: Sums | null }];
    return { current: currentOf(row.ledger), figures: figuresOf(row.sums ?? nothing) };
  },
});

const amounts = ['budget', 'contracted', 'certified', 'paid', 'expenses', 'audited'] as const;
const sums = amounts.map((amount) => `${amount}::text`).join(', ');

// A project of ten thousand entries is read month by month: nobody sees more on a drawing of a few hundred points.
const statement = `
  WITH history AS (
    SELECT entry, revision, recorded_at AS "recordedAt", ${sums}, count(*) OVER () AS n,
        row_number() OVER (PARTITION BY to_char(recorded_at::timestamptz AT TIME ZONE 'Asia/Shanghai', 'YYYY-MM')
                           ORDER BY revision DESC) AS latest
      FROM published.history WHERE project = $1 AND entry <= $2::bigint),
  direct AS (
    SELECT contract, rests_on_name AS certificate, voucher, amount, advance_recovered FROM published.payment
     WHERE project = $1 AND entry <= $2::bigint AND rests_on_kind = 'certificate' AND cardinality($4::text[]) > 0),
  paid AS (
    SELECT contract, certificate, amount, advance_recovered FROM direct
    UNION ALL
    SELECT d.contract, d.certificate, back.amount, back.advance_recovered FROM direct d
      JOIN published.payment back ON back.project = $1 AND back.entry <= $2::bigint AND back.kind = 'reversal'
       AND back.rests_on_kind = 'payment' AND back.rests_on_name = d.voucher),
  on_each AS (
    SELECT contract, certificate, sum(amount) AS cash, sum(advance_recovered) AS recovered FROM paid GROUP BY 1, 2)
  SELECT ${ledgerJson},
    (SELECT coalesce(json_agg(h ORDER BY h.revision), '[]') FROM history h WHERE h.n <= 4 * $3::int OR h.latest = 1) AS timeline,
    (SELECT coalesce(json_agg(c), '[]') FROM (
       SELECT c.contract, c.certificate, sum(c.value)::text AS value, coalesce(min(e.cash), 0)::text AS cash,
           coalesce(min(e.recovered), 0)::text AS "advanceRecovered"
         FROM published.certificate c LEFT JOIN on_each e USING (contract, certificate)
        WHERE c.project = $1 AND c.entry <= $2::bigint
          AND (c.contract, c.certificate) IN (SELECT * FROM unnest($4::text[], $5::text[]))
        GROUP BY 1, 2) c) AS certificates`;

type Sums = { readonly [A in (typeof amounts)[number]]: string | null };
type MoneyJson = Omit<MoneyAt, 'figures'> & Sums;

interface Found {
  readonly ledger: LedgerJson | null;
  readonly timeline: readonly MoneyJson[];
  readonly certificates: readonly CertificatePaid[];
}

const nothing: Sums = {
  ...{ budget: null, contracted: null, certified: null, paid: null, expenses: null, audited: null },
};

const yuanOf = (fen: string | null): string => yuan(BigInt(fen ?? 0));

const figuresOf = ({ budget, contracted, certified, paid, expenses, audited }: Sums): Figures => ({
  ...{ budget: budget && yuanOf(budget), contracted: yuanOf(contracted), certified: yuanOf(certified) },
  ...{ paid: yuanOf(paid), expenses: yuanOf(expenses), audited: audited && yuanOf(audited) },
});

const moneyAt = ({ entry, revision, recordedAt, ...row }: MoneyJson): MoneyAt => ({
  ...{ entry, revision, recordedAt },
  figures: figuresOf(row),
});

const paidOn = ({
  contract,
  certificate,
  value,
  cash,
  advanceRecovered,
}: CertificatePaid): CertificatePaid => ({
  ...{ contract, certificate, value: yuanOf(value), cash: yuanOf(cash) },
  advanceRecovered: yuanOf(advanceRecovered),
});

/** Rows that changed a sum; where they are too many, the last of each month, else of each quarter, else of each year. */
export function thinned(rows: readonly MoneyAt[]): readonly MoneyAt[] {
  const changed = rows.filter((row, i) => i === 0 || differ(row.figures, rows[i - 1]!.figures));
  const last = (period: (day: string) => string) => [
    ...new Map(changed.map((row) => [period(shanghaiMonth(row.recordedAt)), row])).values(),
  ];
  const ways = [
    () => changed,
    () => last((month) => month),
    () => last((month) => `${month.slice(0, 4)} ${Math.ceil(Number(month.slice(5)) / 3)}`),
  ];
  for (const way of ways) if (way().length <= most) return way();
  return last((month) => month.slice(0, 4));
}

const differ = (a: Figures, b: Figures): boolean => amounts.some((amount) => a[amount] !== b[amount]);

const shanghaiMonth = (instant: string): string => shanghaiDay(instant).slice(0, 7);

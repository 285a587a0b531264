import { yuan } from '@sunlit/ledger';
import type { DataSource } from 'typeorm';
import { currentOf, ledgerJson, ledgerOf, type LedgerJson } from '../home/current.js';
import { pageOf, type Page } from '../place.js';
import { snake } from '../table.js';
import type { Currency, LedgerView } from '../views.js';
import { usccOf } from './organisation.id.js';
import { capacities, organisationSums, type Capacity, type OrganisationSum } from './organisation.table.js';

/** Which bodies: by part of a name or of the credit code, and by what they are. */
export interface OrganisationFilter {
  /** Empty for all. */
  readonly q: string;
  readonly as: Capacity | null;
}

/** How often a body is what, `won` tenders beside them. */
export type PartCounts = Readonly<Record<Capacity | 'won', number>>;

/** The money of a body, yuan: as owner that of its projects' contracts, as contractor that of its own. */
export interface OrganisationMoney {
  readonly ownContracted: string;
  readonly ownPaid: string;
  readonly contracted: string;
  /** At signing; `changes` with a sign; `changeRate` their share of it in basis points, null without a price. */
  readonly price: string;
  readonly changes: string;
  readonly changeRate: number | null;
  readonly certified: string;
  readonly paid: string;
}

export interface OrganisationLine {
  readonly organisation: string;
  readonly uscc: string | null;
  /** The newest. */
  readonly name: string;
  readonly parts: PartCounts;
  readonly money: OrganisationMoney;
  /** Entries prepared or confirmed for it. */
  readonly signed: number;
}

export interface OrganisationsView {
  readonly ledger: LedgerView | null;
  readonly current: Currency;
  readonly filter: OrganisationFilter;
  readonly page: Page;
  /** By the sum of contracts, in the capacity asked for, else in both; the largest first. */
  readonly organisations: readonly OrganisationLine[];
}

export const organisationsPerPage = 50;

/** Bodies with a part in a project or an entry, page by page from 1. One statement. */
export async function organisationsQuery(
  ds: DataSource,
  { q, as }: OrganisationFilter,
  page = 1,
): Promise<OrganisationsView> {
  const found = `FROM published.organisation o
    WHERE ${as === null ? 'TRUE' : `o.${snake(as)} > 0`} AND ($1 = '' OR o.organisation ILIKE $1 OR EXISTS (
      SELECT FROM published.organisation_name n WHERE n.organisation = o.organisation AND n.name ILIKE $1))`;
  const own = { owner: 'o.own_contracted', contractor: 'o.contracted' };
  const sum = as === 'owner' || as === 'contractor' ? own[as] : `${own.owner} + ${own.contractor}`;
  const [row] = (await ds.query(
    `SELECT ${ledgerJson}, (SELECT count(*)::int ${found}) AS total,
       (SELECT coalesce(json_agg(r), '[]') FROM (SELECT ${organisationColumns('o')} ${found}
          ORDER BY ${sum} DESC, o.tenderer DESC, o.organisation LIMIT ${organisationsPerPage} OFFSET $2) r) AS rows`,
    [q === '' ? '' : `%${q.replace(/[\\%_]/g, '\\$&')}%`, (page - 1) * organisationsPerPage],
  )) as { ledger: LedgerJson | null; total: number; rows: OrganisationJson[] }[];
  const { ledger, total, rows } = row!;
  return {
    ...{ ledger: ledgerOf(ledger), current: currentOf(ledger), filter: { q, as } },
    page: pageOf(page, total, organisationsPerPage),
    organisations: rows.map(organisationLine),
  };
}

/** As a statement answers a body, in JSON. */
export type OrganisationJson = Readonly<Record<OrganisationSum, string>> & {
  readonly organisation: string;
  readonly name: string;
};

/** The columns of `OrganisationJson`; `from`: `published.organisation` or what stands for it. */
export const organisationColumns = (from: string): string => `${from}.organisation,
  (SELECT n.name FROM published.organisation_name n WHERE n.organisation = ${from}.organisation
    ORDER BY greatest(n.named, n.signed) DESC, n.name LIMIT 1) AS name,
  ${organisationSums.map((sum) => `${from}.${snake(sum)}::text AS "${sum}"`).join(', ')}`;

export const organisationLine = ({ organisation, name, ...sums }: OrganisationJson): OrganisationLine => ({
  ...{ organisation, uscc: usccOf(organisation), name },
  parts: Object.fromEntries(
    [...capacities, 'won' as const].map((part) => [part, Number(sums[part])]),
  ) as PartCounts,
  money: {
    ...{ ownContracted: yuan(BigInt(sums.ownContracted)), ownPaid: yuan(BigInt(sums.ownPaid)) },
    ...{ contracted: yuan(BigInt(sums.contracted)), price: yuan(BigInt(sums.price)) },
    ...{
      changes: yuan(BigInt(sums.changes)),
      changeRate: changeRate(BigInt(sums.changes), BigInt(sums.price)),
    },
    ...{ certified: yuan(BigInt(sums.certified)), paid: yuan(BigInt(sums.paid)) },
  },
  signed: Number(sums.signed),
});

/** Basis points, rounded towards zero; null where there is no price. */
export const changeRate = (changes: bigint, price: bigint): number | null =>
  price === 0n ? null : Number((changes * 10_000n) / price);

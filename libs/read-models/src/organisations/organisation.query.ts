import { yuan, type LegalBasis } from '@sunlit/ledger';
import type { DataSource } from 'typeorm';
import { figuresOf } from '../home/figures.js';
import { currentOf, ledgerJson, ledgerOf, type LedgerJson } from '../home/current.js';
import { broken } from '../obligations/obligation.query.js';
import { pageOf, type Page } from '../place.js';
import { amounts } from '../project-page/project.projection.js';
import type { Currency, LedgerView, ProjectRow, ProjectStage, Trace } from '../views.js';
import { isOrganisationId } from './organisation.id.js';
import type { Capacity, Outcome, SignerRow } from './organisation.table.js';
import {
  changeRate,
  organisationColumns,
  organisationLine,
  type OrganisationJson,
  type OrganisationLine,
} from './organisations.query.js';

/** The entry that names the body, and its project. */
interface Part extends Trace {
  readonly project: string;
  readonly projectName: string;
  /** The fact's own day, Asia/Shanghai. */
  readonly day: string;
  readonly lot: string | null;
  readonly round: number | null;
  readonly contract: string | null;
}

/** A project that it owns. */
export interface OwnedProject extends Trace {
  readonly project: string;
  readonly projectName: string;
  readonly number: string;
  readonly stage: ProjectStage;
  readonly figures: ProjectRow['figures'];
  readonly findings: number;
}

/** A bid of its, with what the public may know of it by now. */
export interface TenderPart extends Part {
  readonly rank: number | null;
  /** As read out, yuan; null where the bid was rejected unopened. */
  readonly price: string | null;
  readonly outcome: Outcome;
  readonly reason: string | null;
}

/** A contract that it carries out; yuan. */
export interface ContractPart extends Part {
  readonly price: string;
  /** With a sign, in all; `changeRate`: of the price at signing, basis points. */
  readonly changes: string;
  readonly changeRate: number | null;
  readonly currentPrice: string;
  readonly certified: string;
  readonly paid: string;
  readonly overpaid: string;
}

/** Any other part: a tender held for the owner, an award without one, supervision, witnessing, review, audit, an expense paid to it. */
export interface OtherPart extends Part {
  readonly capacity: Capacity;
  /** Yuan, where one is named. */
  readonly price: string | null;
  readonly outcome: Outcome | null;
}

/** What a rule found where the body answers for it: leads, never accusations. */
export interface RuleCount {
  readonly rule: string;
  readonly title: { readonly zh: string; readonly en: string };
  readonly basis: LegalBasis;
  /** Verdicts on entries of its own projects, and due dates broken there. */
  readonly findings: number;
  readonly late: number;
  /** Verdicts on entries of contracts that it carries out. */
  readonly onContracts: number;
}

export interface OrganisationView extends OrganisationLine {
  readonly ledger: LedgerView | null;
  readonly current: Currency;
  /** As of which due dates are broken or not, Asia/Shanghai. */
  readonly today: string;
  /** The newest first, and the last entry that used each. */
  readonly earlierNames: readonly { readonly name: string; readonly entry: number }[];
  readonly projects: readonly OwnedProject[];
  readonly tenders: readonly TenderPart[];
  readonly contracts: readonly ContractPart[];
  readonly others: readonly OtherPart[];
  readonly rules: readonly RuleCount[];
  readonly signers: readonly Omit<SignerRow, 'organisation'>[];
  readonly paging: { readonly [L in OrganisationList]: Page };
}

export const organisationLists = ['projects', 'tenders', 'contracts', 'others', 'signers'] as const;
export type OrganisationList = (typeof organisationLists)[number];
/** Which page of each list, from 1. */
export type OrganisationPaging = { readonly [L in OrganisationList as `${L}Page`]?: number };

export const partsPerPage = 50;

/** One body; null when no entry names one so. `today`: a day in Asia/Shanghai. One statement. */
export async function organisationQuery(
  ds: DataSource,
  organisation: string,
  today: string,
  paging: OrganisationPaging = {},
): Promise<OrganisationView | null> {
  if (!isOrganisationId(organisation)) return null;
  const at = (list: OrganisationList) => paging[`${list}Page`] ?? 1;
  const offsets = organisationLists.map((list) => (at(list) - 1) * partsPerPage);
  const [row] = (await ds.query(statement, [organisation, today, ...offsets])) as Found[];
  if (!row?.body) return null;
  const { ledger, body, names, totals, projects, tenders, contracts, others, rules, signers } = row;
  return {
    ...{ ledger: ledgerOf(ledger), current: currentOf(ledger), today },
    ...organisationLine(body),
    earlierNames: names.filter(({ name }) => name !== body.name),
    projects: projects.map(({ budget, contracted, certified, paid, expenses, audited, ...project }) => ({
      ...project,
      figures: figuresOf({ budget, contracted, certified, paid, expenses, audited }),
    })),
    tenders: tenders.map((part) => ({ ...part, price: yuanOr(part.price) })),
    contracts: contracts.map(contractPart),
    others: others.map((part) => ({ ...part, price: yuanOr(part.price) })),
    ...{ rules, signers },
    paging: Object.fromEntries(
      organisationLists.map((list) => [list, pageOf(at(list), totals[list], partsPerPage)]),
    ) as OrganisationView['paging'],
  };
}

const contractPart = ({ ...part }: Found['contracts'][number]): ContractPart => {
  const { price, changes, currentPrice, certified, paid, overpaid } = part;
  return {
    ...part,
    ...{
      price: yuan(BigInt(price)),
      changes: yuan(BigInt(changes)),
      currentPrice: yuan(BigInt(currentPrice)),
    },
    ...{ certified: yuan(BigInt(certified)), paid: yuan(BigInt(paid)), overpaid: yuan(BigInt(overpaid)) },
    changeRate: changeRate(BigInt(changes), BigInt(price)),
  };
};

const yuanOr = (amount: string | null): string | null => (amount === null ? null : yuan(BigInt(amount)));

interface Found {
  readonly ledger: LedgerJson | null;
  readonly body: OrganisationJson | null;
  readonly names: OrganisationView['earlierNames'];
  readonly totals: Readonly<Record<OrganisationList, number>>;
  readonly projects: readonly (Omit<OwnedProject, 'figures'> & Parameters<typeof figuresOf>[0])[];
  readonly tenders: readonly TenderPart[];
  readonly contracts: readonly Omit<ContractPart, 'changeRate'>[];
  readonly others: readonly OtherPart[];
  readonly rules: readonly RuleCount[];
  readonly signers: OrganisationView['signers'];
}

const parts = (...capacity: Capacity[]) => `published.participation part
  WHERE part.organisation = $1 AND part.capacity IN (${capacity.map((each) => `'${each}'`).join(', ')})`;
/** A tender won is told by its bid: only an award without one stands by itself. */
const otherParts = `${parts('agent', 'winner', 'engineer', 'observer', 'reviewer', 'auditor', 'payee')}
  AND (part.capacity <> 'winner' OR part.round IS NULL)`;
const place = `part.project, coalesce(p.name, p.number) AS "projectName", part.revision, part.entry`;
const partColumns = `${place}, part.day, part.lot, part.round, part.contract`;

const listed = (columns: string, from: string, list: OrganisationList) => `
  (SELECT coalesce(json_agg(r), '[]') FROM (
     SELECT ${columns} FROM (SELECT * FROM ${from} ORDER BY part.entry DESC, part.subject
       LIMIT ${partsPerPage} OFFSET $${3 + organisationLists.indexOf(list)}) part
     JOIN published.project p USING (project) ORDER BY part.entry DESC, part.subject) r) AS ${list}`;

const asText = (...names: string[]) => names.map((name) => `part.${name}::text AS "${name}"`).join(', ');
const contractMoney = `part.price::text, part.changes::text, part.current_price::text AS "currentPrice",
  ${asText('certified', 'paid', 'overpaid')}`;

const ownProjects = `SELECT part.project FROM ${parts('owner')}`;

const statement = `
  SELECT ${ledgerJson},
    (SELECT to_json(b) FROM (SELECT ${organisationColumns('o')} FROM published.organisation o WHERE organisation = $1) b) AS body,
    (SELECT coalesce(json_agg(n), '[]') FROM (SELECT name, greatest(named, signed) AS entry FROM published.organisation_name
       WHERE organisation = $1 ORDER BY 2 DESC, name) n) AS names,
    json_build_object(
      'projects', (SELECT count(*) FROM ${parts('owner')}), 'tenders', (SELECT count(*) FROM ${parts('tenderer')}),
      'contracts', (SELECT count(*) FROM ${parts('contractor')}), 'others', (SELECT count(*) FROM ${otherParts}),
      'signers', (SELECT count(*) FROM published.signer WHERE organisation = $1)) AS totals,
    ${listed(
      `${place}, p.number, p.stage, p.findings, ${amounts.map((amount) => `p.${amount}::text`).join(', ')}`,
      parts('owner'),
      'projects',
    )},
    ${listed(`${partColumns}, part.rank, ${asText('price')}, part.outcome, part.reason`, parts('tenderer'), 'tenders')},
    ${listed(`${partColumns}, ${contractMoney}`, parts('contractor'), 'contracts')},
    ${listed(`${partColumns}, part.capacity, ${asText('price')}, part.outcome`, otherParts, 'others')},
    (SELECT coalesce(json_agg(json_build_object('rule', v.rule, 'title', r.rule->'title', 'basis', r.rule->'basis',
         'findings', v.findings, 'late', v.late, 'onContracts', v.contracts) ORDER BY r.place), '[]')
       FROM (SELECT rule, sum(findings)::int AS findings, sum(late)::int AS late, sum(contracts)::int AS contracts FROM (
           SELECT rule, count(*) AS findings, 0 AS late, 0 AS contracts FROM published.finding
            WHERE project IN (${ownProjects}) GROUP BY rule
           UNION ALL
           SELECT o.rule, 0, count(*), 0 FROM published.obligation o
            WHERE project IN (${ownProjects}) AND ${broken('$2')} GROUP BY o.rule
           UNION ALL
           SELECT f.rule, 0, 0, count(*) FROM published.finding f
            WHERE (f.project, f.contract) IN (SELECT part.project, part.contract FROM ${parts('contractor')}) GROUP BY f.rule
         ) counted GROUP BY rule) v
       JOIN LATERAL (SELECT place, rule FROM published.rule WHERE id = v.rule ORDER BY version DESC LIMIT 1) r ON true) AS rules,
    (SELECT coalesce(json_agg(s), '[]') FROM (
       SELECT person, role, department, prepared, confirmed, first_day AS "firstDay", last_day AS "lastDay" FROM published.signer
        WHERE organisation = $1 ORDER BY prepared + confirmed DESC, person, role, department
        LIMIT ${partsPerPage} OFFSET $${3 + organisationLists.indexOf('signers')}) s) AS signers`;

import { yuan } from '@sunlit/ledger';
import type { DataSource } from 'typeorm';
import { trailRow, trailColumns } from '../event-page/trail.js';
import { amounts } from '../project-page/project.projection.js';
import type { HomeView, ProjectRow } from '../views.js';
import { currentOf, ledgerOf, type LedgerJson } from './current.js';

const projectsPerPage = 20;
const latelyShown = 10;

/** The home page. One statement, so that a page is of one instant. */
export const homeQuery = (ds: DataSource) => ({
  /** `page` counts from 1; one past the end is empty. */
  async view(page = 1): Promise<HomeView> {
    const [row] = await ds.query(statement, [projectsPerPage, (page - 1) * projectsPerPage, latelyShown]);
    const { ledger, projects, lately } = row as {
      ledger: LedgerJson | null;
      projects: ProjectJson[];
      lately: unknown[];
    };
    const total = Number(ledger?.projects ?? 0);
    return {
      ledger: ledgerOf(ledger),
      current: currentOf(ledger),
      totals: { projects: total, figures: figuresOf(ledger ?? none) },
      projects: projects.map(projectRow),
      page,
      pages: Math.max(1, Math.ceil(total / projectsPerPage)),
      lately: lately.map(trailRow),
    };
  },
});

const statement = `
  SELECT
    (SELECT to_json(l) FROM (SELECT name, origin, region, sample, entries, recorded_at AS "recordedAt", projects,
        ${amounts.map((amount) => `${amount}::text`).join(', ')} FROM published.ledger) l) AS ledger,
    (SELECT coalesce(json_agg(p), '[]') FROM (
        SELECT project, number, national_code AS "nationalCode", name, owner, category, stage, estimate::text,
               ${amounts.map((amount) => `${amount}::text`).join(', ')}, findings, recorded_at AS "recordedAt"
          FROM published.project
         WHERE project IN (SELECT project FROM published.project ORDER BY entry DESC LIMIT $1 OFFSET $2)
         ORDER BY entry DESC) p) AS projects,
    (SELECT coalesce(json_agg(e), '[]') FROM (
        SELECT ${trailColumns('e')}, p.name AS "projectName"
          FROM (SELECT * FROM published.event ORDER BY entry DESC LIMIT $3) e
          LEFT JOIN published.project p USING (project)
         ORDER BY e.entry DESC) e) AS lately`;

type Amounts = { readonly [A in (typeof amounts)[number]]: string | null };
type ProjectJson = Omit<ProjectRow, 'figures' | 'lastRecordedAt'> & Amounts & { readonly recordedAt: string };

const none: Amounts = {
  budget: null,
  contracted: '0',
  certified: '0',
  paid: '0',
  expenses: '0',
  audited: null,
};

export const figuresOf = ({
  budget,
  contracted,
  certified,
  paid,
  expenses,
  audited,
}: Amounts): ProjectRow['figures'] => ({
  budget: budget === null ? null : money(budget),
  contracted: money(contracted),
  certified: money(certified),
  paid: money(paid),
  expenses: money(expenses),
  audited: audited === null ? null : money(audited),
});

const money = (fen: string | null): string => yuan(BigInt(fen ?? 0));

function projectRow({ recordedAt, ...row }: ProjectJson): ProjectRow {
  const { project, number, nationalCode, name, owner, category, stage, findings } = row;
  return {
    ...{ project, number, nationalCode, name: name ?? number, owner, category, stage, findings },
    ...{ estimate: money(row.estimate), figures: figuresOf(row), lastRecordedAt: recordedAt },
  };
}

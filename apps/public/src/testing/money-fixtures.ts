import type { MoneyAt, ProjectMoney, ProjectPage } from '@sunlit/read-models';
import { withMoney, type ProjectPageView } from '../project/page-view.js';
import { fullProject, home, projectId, smallId, smallProject } from './fixtures.js';

/** The money of the projects in `fixtures.ts` over time. */

const row = (entry: number, recordedAt: string, sums: readonly (string | null)[]): MoneyAt => {
  const [budget = null, contracted, certified, paid, expenses, audited = null] = sums;
  return {
    ...{ entry, revision: entry - 1, recordedAt },
    figures: {
      ...{ budget, contracted: contracted ?? '0.00', certified: certified ?? '0.00' },
      ...{ paid: paid ?? '0.00', expenses: expenses ?? '0.00', audited },
    },
  };
};

const timeline: readonly MoneyAt[] = [
  row(1, '2026-01-10T02:00:00.000Z', []),
  row(5, '2026-02-20T02:00:00.000Z', ['12000000.00']),
  row(18, '2026-04-02T02:00:00.000Z', ['12000000.00', '10000000.00']),
  row(19, '2026-04-02T03:00:00.000Z', ['12000000.00', '10280000.00']),
  row(20, '2026-06-03T02:00:00.000Z', ['12000000.00', '10280000.00', '2000000.00']),
  row(21, '2026-06-13T03:04:00.000Z', ['12000000.00', '10280000.00', '2000000.00', '2400000.00']),
  { ...row(29, '2026-11-13T02:00:00.000Z', []), figures: fullProject.figures },
];

const full: ProjectMoney = {
  ...{ current: fullProject.current, timeline },
  certificates: [
    {
      ...{ contract: 'HT-001', certificate: 'JL-01', value: '2000000.00' },
      ...{ cash: '1400000.00', advanceRecovered: '200000.00' },
    },
  ],
};

const small: ProjectMoney = {
  ...{ current: smallProject.current, certificates: [] },
  timeline: [row(1, '2026-01-10T02:00:00.000Z', [])],
};

/** Up to an entry; null where the project was not there by then. */
export function moneyOf(id: string, entry: number | null): ProjectMoney | null {
  const money = { [projectId]: full, [smallId]: small }[id];
  const known = money?.timeline.filter((at) => entry === null || at.entry <= entry) ?? [];
  return money && known.length > 0 ? { ...money, timeline: known } : null;
}

export const fullMoney = full;
export const smallMoney = small;
export const cityMoney = { current: home.current, figures: home.totals.figures };

/** A page made by hand, with its money as the queries here answer it. */
export const pageOf = (view: ProjectPage): ProjectPageView => withMoney(view, moneyOf(view.project, null));

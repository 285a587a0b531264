import type {
  At,
  CompareView,
  EntryChange,
  Past,
  ProjectPage,
  Span,
  Then,
  TrailOrder,
  TrailView,
} from '@sunlit/read-models';
import { fullProject, projectId } from './fixtures.js';

/** The full project as it was: the same but for what it says of itself. */
export const pastProject: ProjectPage = {
  ...fullProject,
  past: {
    ...{ asof: '2026-03-31', entry: 30, recordedAt: '2026-03-29T02:00:00.000Z' },
    ...{ now: `/projects/${projectId}` },
    ...{ before: `/projects/${projectId}?asof=2026-03-21`, after: `/projects/${projectId}?asof=2026-04-02` },
  },
};

/** Recorded with entry 1 in January 2026; the ledger's newest entry is 41. */
export function pastOf(project: string, at: At): Then<ProjectPage> | null {
  if (project !== projectId) return null;
  if ('entry' in at) {
    if (at.entry > 41) return { kind: 'no-such-entry', last: 41 };
    const past = { ...pastProject.past!, asof: null, entry: at.entry };
    return at.entry === 0 ? notYet : { kind: 'then', view: { ...pastProject, past } };
  }
  if (at.asof < '2026-01-10') return notYet;
  return { kind: 'then', view: { ...pastProject, past: { ...pastProject.past!, asof: at.asof } } };
}

const notYet: Then<never> = {
  ...{ kind: 'not-yet', project: projectId },
  first: { entry: 1, recordedAt: '2026-01-10T02:00:00.000Z' },
};

const { ledger, current, trail } = fullProject;
const projectName = fullProject.registered.name!;

/** Two days of the full project compared: one entry that changed much, one that changed nothing, one page of three. */
export const compared = ({ from, to }: Span, page: number): CompareView => ({
  ...{
    ledger,
    current,
    project: projectId,
    projectName,
    from: from ?? '2026-01-10',
    to,
    since: '2026-01-10',
  },
  stage: { before: 'contracted', after: 'under-way' },
  sums: [
    { name: 'budget', before: null, after: '12000000.00', difference: '12000000.00' },
    { name: 'contracted', before: '10280000.00', after: '10580000.00', difference: '300000.00' },
    { name: 'certified', before: '0.00', after: '2000000.00', difference: '2000000.00' },
    { name: 'paid', before: '2400000.00', after: '2240000.00', difference: '-160000.00' },
    { name: 'expenses', before: '440000.00', after: '440000.00', difference: '0.00' },
    { name: 'audited', before: null, after: null, difference: '0.00' },
  ],
  entries:
    page > 3 ? [] : trail.slice(0, 2).map((row, i) => ({ ...row, change: i === 0 ? changed : unchanged })),
  paging: { page, pages: 3, total: 102 },
});

const unchanged: EntryChange = { stage: null, sums: [] };
const changed: EntryChange = {
  stage: { before: 'contracted', after: 'under-way' },
  sums: [{ name: 'certified', before: '0.00', after: '2000000.00', difference: '2000000.00' }],
};

export const trailOf = (page: number, order: TrailOrder, past: Past | null = null): TrailView => ({
  ...{ ledger, current, project: projectId, projectName, past, order },
  entries: page > 3 ? [] : order === 'oldest' ? trail.toReversed() : trail,
  paging: { page, pages: 3, total: 230 },
});

export function trailThen(project: string, at: At, page: number, order: TrailOrder): Then<TrailView> | null {
  const found = pastOf(project, at);
  return found?.kind === 'then' ? { kind: 'then', view: trailOf(page, order, found.view.past) } : found;
}

/** Two entries, in two pieces. */
export async function* lines(): AsyncIterable<string> {
  for (const entry of [1, 2]) yield `${JSON.stringify({ entry, project: projectId })}\n`;
}

export function linesThen(project: string, at: At): Then<AsyncIterable<string>> | null {
  const found = pastOf(project, at);
  return found?.kind === 'then' ? { kind: 'then', view: lines() } : found;
}

import type { Queries } from '../queries.js';
import {
  emptyHome,
  evaluationEvent,
  fullProject,
  home,
  paymentEvent,
  projectId,
  smallId,
  smallProject,
} from './fixtures.js';
import { change, clockRule, crossRule, ownRule, paymentRule, rules, unreadRule } from './rule-fixtures.js';

/** Answers the public questions from the hand-made views. */
export const fixtureQueries: Queries = {
  home: async (page) => (page === 1 ? home : { ...home, projects: [], page }),
  project: async (id) => ({ [projectId]: fullProject, [smallId]: smallProject })[id] ?? null,
  event: async (project, revision) =>
    project === projectId ? ({ 20: paymentEvent, 12: evaluationEvent }[revision] ?? null) : null,
  rules: async () => rules,
  rule: async (id) =>
    [paymentRule, clockRule, crossRule, unreadRule, ownRule].find((v) => v.rule.id === id) ?? null,
  rulebookEntry: async (revision) => (revision === 0 ? change : null),
  byCode: async (code) => (code === 'ZW-2026-017' ? projectId : null),
};

export const emptyQueries: Queries = { ...fixtureQueries, home: async () => emptyHome };

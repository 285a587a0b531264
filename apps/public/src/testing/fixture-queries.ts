import type { Queries } from '../queries.js';
import { cityMoney, moneyOf } from './money-fixtures.js';
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
import { findingsOf, organisationOf, organisations, piecesOf } from './organisation-fixtures.js';
import { downloaded, listed } from './list-fixtures.js';
import { report, roles, standing } from './paper-fixtures.js';
import { compared, lines, linesThen, pastOf, trailOf, trailThen } from './time-fixtures.js';
import { change, clockRule, crossRule, ownRule, paymentRule, rules, unreadRule } from './rule-fixtures.js';

/** Answers the public questions from the hand-made views. */
export const fixtureQueries: Queries = {
  standing: async () => standing,
  roles: async () => roles,
  document: async (sha256) => (sha256 === report.sha256 ? report : null),
  home: async () => home,
  projects: async (asked) => listed(asked),
  everyProject: async (asked) => downloaded(asked),
  project: async (id) => ({ [projectId]: fullProject, [smallId]: smallProject })[id] ?? null,
  projectThen: async (id, at) => pastOf(id, at),
  compare: async (id, span, page) => (id === projectId ? compared(span, page) : null),
  trail: async (id, { page, order }) => (id === projectId ? trailOf(page, order) : null),
  trailThen: async (id, at, { page, order }) => trailThen(id, at, page, order),
  trailLinesThen: async (id, at) => linesThen(id, at),
  trailLines: async (id) => (id === projectId ? lines() : null),
  projectMoney: async (id, entry) => moneyOf(id, entry),
  cityMoney: async () => cityMoney,
  event: async (project, revision) =>
    project === projectId ? ({ 20: paymentEvent, 12: evaluationEvent }[revision] ?? null) : null,
  rules: async () => rules,
  rule: async (id) =>
    [paymentRule, clockRule, crossRule, unreadRule, ownRule].find((v) => v.rule.id === id) ?? null,
  rulebookEntry: async (revision) => (revision === 0 ? change : null),
  organisations: async (filter, page) => ({
    ...{ ...organisations, filter, page: { ...organisations.page, page } },
    organisations: page === 1 ? organisations.organisations : [],
  }),
  organisation: async (id) => organisationOf(id),
  findings: async (filter, page) => findingsOf(filter, page),
  verdicts: piecesOf,
  byCode: async (code) => (code === 'ZW-2026-017' ? projectId : null),
};

export const emptyQueries: Queries = { ...fixtureQueries, home: async () => emptyHome };

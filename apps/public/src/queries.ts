import {
  eventQuery,
  homeQuery,
  projectByCode,
  projectQuery,
  rulebookEntry,
  rulesQuery,
  type EventView,
  type HomeView,
  type Paging,
  type ProjectPage,
  type RulebookEntryView,
  type RulesView,
  type RuleView,
  type VerdictPaging,
} from '@sunlit/read-models';
import { shanghaiTime } from '@sunlit/web';
import type { DataSource } from 'typeorm';

/** All that the public pages may ask. */
export interface Queries {
  home(page: number): Promise<HomeView>;
  /** Null when there is no such project. */
  project(id: string, paging: Paging): Promise<ProjectPage | null>;
  /** Null when there is no such entry. */
  event(project: string, revision: number): Promise<EventView | null>;
  /** The project of a national code, or of an owner's number that only one owner uses; else null. */
  byCode(code: string): Promise<string | null>;
  rules(): Promise<RulesView>;
  /** Null when no rule was ever called so. */
  rule(id: string, paging: VerdictPaging): Promise<RuleView | null>;
  /** Null when there is no such change of the rulebook. */
  rulebookEntry(revision: number): Promise<RulebookEntryView | null>;
}

export const QUERIES = Symbol('queries');

/** `now`: the server's clock, from which what is due and what is in force today follow. */
export function queriesOf(database: DataSource, now = () => new Date().toISOString()): Queries {
  const today = () => shanghaiTime(now()).slice(0, 10);
  const rules = rulesQuery(database);
  const [home, project, event] = [homeQuery(database), projectQuery(database), eventQuery(database)];
  return {
    home: (page) => home.view(page),
    project: (id, paging) => project.view(id, paging, today()),
    event: (id, revision) => event.view(id, revision),
    byCode: (code) => projectByCode(database, code),
    rules: () => rules.list(today()),
    rule: (id, paging) => rules.view(id, today(), paging),
    rulebookEntry: (revision) => rulebookEntry(database, revision),
  };
}

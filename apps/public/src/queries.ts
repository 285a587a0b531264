import {
  eventQuery,
  homeQuery,
  projectByCode,
  projectQuery,
  type EventView,
  type HomeView,
  type Paging,
  type ProjectPage,
} from '@sunlit/read-models';
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
}

export const QUERIES = Symbol('queries');

export function queriesOf(database: DataSource): Queries {
  const [home, project, event] = [homeQuery(database), projectQuery(database), eventQuery(database)];
  return {
    home: (page) => home.view(page),
    project: (id, paging) => project.view(id, paging),
    event: (id, revision) => event.view(id, revision),
    byCode: (code) => projectByCode(database, code),
  };
}

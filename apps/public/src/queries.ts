import {
  compareQuery,
  trailQuery,
  documentQuery,
  eventQuery,
  everyVerdict,
  findingsQuery,
  homeQuery,
  moneyQuery,
  organisationQuery,
  organisationsQuery,
  pastQuery,
  projectByCode,
  projectQuery,
  projectsQuery,
  rulebookEntry,
  rolesOfProject,
  rulesQuery,
  type At,
  type CompareView,
  type Span,
  type TrailPaging,
  type TrailView,
  type CertificateKey,
  type Districts,
  type EventView,
  type FindingsView,
  type HomeView,
  type ListAsked,
  type ListDownload,
  type OrganisationFilter,
  type OrganisationPaging,
  type OrganisationsView,
  type OrganisationView,
  type Paging,
  type ProjectMoney,
  type ProjectPage,
  type ProjectsView,
  type ProjectRoles,
  type PublicDocument,
  type RulebookEntryView,
  type RulesView,
  type RuleView,
  type StandingWatch,
  type Then,
  type VerdictFilter,
  type VerdictPaging,
  type Verdicts,
} from '@sunlit/read-models';
import { shanghaiTime, type Standing } from '@sunlit/web';
import type { DataSource } from 'typeorm';

/** All that the public pages may ask. */
export interface Queries {
  /** What every page depends on: answered from memory where it can be. */
  standing(): Promise<Standing>;
  home(): Promise<HomeView>;
  projects(asked: ListAsked): Promise<ProjectsView>;
  /** The whole of a filtered list, in pieces. */
  everyProject(asked: Pick<ListAsked, 'filter' | 'sort' | 'at'>): Promise<ListDownload>;
  /** Null when there is no such project. */
  project(id: string, paging: Paging): Promise<ProjectPage | null>;
  /** The same as it was at a moment; null when there is no such project. */
  projectThen(id: string, at: At, paging: Paging): Promise<Then<ProjectPage> | null>;
  /** What changed in it between two days; null when there is no such project. */
  compare(id: string, span: Span, page: number): Promise<CompareView | null>;
  /** Its whole trail, a page of it; null when there is no such project. */
  trail(id: string, paging: TrailPaging): Promise<TrailView | null>;
  trailThen(id: string, at: At, paging: TrailPaging): Promise<Then<TrailView> | null>;
  /** Every entry of it as a line of JSON; null when there is no such project. */
  trailLines(id: string): Promise<AsyncIterable<string> | null>;
  trailLinesThen(id: string, at: At): Promise<Then<AsyncIterable<string>> | null>;
  /** Its money over time up to an entry of the ledger, now if null; null when there is no such project by then. */
  projectMoney(
    id: string,
    entry: number | null,
    certificates: readonly CertificateKey[],
  ): Promise<ProjectMoney | null>;
  /** The money of all projects as of now. */
  cityMoney(): Promise<Pick<HomeView, 'current'> & { readonly figures: HomeView['totals']['figures'] }>;
  /** Null when there is no such entry. */
  event(project: string, revision: number): Promise<EventView | null>;
  /** The project of a national code, or of an owner's number that only one owner uses; else null. */
  byCode(code: string): Promise<string | null>;
  /** Who signed the entries of a project up to an entry of the ledger, by their roles. */
  roles(project: string, entry: number): Promise<ProjectRoles>;
  /** Null when no published entry names such a document. */
  document(sha256: string): Promise<PublicDocument | null>;
  rules(): Promise<RulesView>;
  /** Null when no rule was ever called so. */
  rule(id: string, paging: VerdictPaging): Promise<RuleView | null>;
  /** Null when there is no such change of the rulebook. */
  rulebookEntry(revision: number): Promise<RulebookEntryView | null>;
  organisations(filter: OrganisationFilter, page: number): Promise<OrganisationsView>;
  /** Null when no entry names such a body. */
  organisation(id: string, paging: OrganisationPaging): Promise<OrganisationView | null>;
  findings(filter: VerdictFilter, page: number): Promise<FindingsView>;
  /** All verdicts within the filter, in pieces. */
  verdicts(filter: VerdictFilter): AsyncIterable<Verdicts>;
}

export const QUERIES = Symbol('queries');

/** `districts`: what the city calls them. `now`: the server's clock, from which what is due and what is in force today follow. */
export function queriesOf(
  database: DataSource,
  watch: Pick<StandingWatch, 'now'>,
  districts: Districts = new Map(),
  now = () => new Date().toISOString(),
): Queries {
  const today = eachMinute(now, (instant) => shanghaiTime(instant).slice(0, 10));
  const rules = rulesQuery(database);
  const money = moneyQuery(database);
  const [past, compare, trail] = [pastQuery(database), compareQuery(database), trailQuery(database)];
  const [home, projects] = [homeQuery(database, districts), projectsQuery(database, districts)];
  const [project, event] = [projectQuery(database), eventQuery(database)];
  return {
    async standing() {
      const day = today();
      return { ...(await watch.now()), today: day };
    },
    home: () => home.view(today()),
    projects: (asked) => projects.page(asked),
    everyProject: (asked) => projects.download(asked),
    project: (id, paging) => project.view(id, paging, today()),
    projectThen: (id, at, paging) => past.view(id, at, paging, `/projects/${id}`),
    compare: (id, span, page) => compare.view(id, span, page),
    trail: (id, paging) => trail.view(id, paging),
    trailThen: (id, at, paging) => past.trail(id, at, paging, `/projects/${id}/trail`),
    trailLines: (id) => trail.lines(id),
    trailLinesThen: (id, at) => past.lines(id, at),
    projectMoney: (id, entry, certificates) => money.ofProject(id, entry, certificates),
    cityMoney: () => money.ofCity(),
    event: (id, revision) => event.view(id, revision),
    byCode: (code) => projectByCode(database, code),
    roles: (id, entry) => rolesOfProject(database, id, entry),
    document: (sha256) => documentQuery(database).find(sha256),
    rules: () => rules.list(today()),
    rule: (id, paging) => rules.view(id, today(), paging),
    rulebookEntry: (revision) => rulebookEntry(database, revision),
    organisations: (filter, page) => organisationsQuery(database, filter, page),
    organisation: (id, paging) => organisationQuery(database, id, today(), paging),
    findings: (filter, page) => findingsQuery(database, filter, today(), page),
    verdicts: (filter) => everyVerdict(database, filter, today()),
  };
}

/** `work` of the instant, done once for each minute: a day begins with one. */
function eachMinute<T>(now: () => string, work: (instant: string) => T): () => T {
  let last: { readonly minute: string; readonly found: T } | undefined;
  return () => {
    const minute = now().slice(0, 16);
    if (last?.minute !== minute) last = { minute, found: work(`${minute}:00.000Z`) };
    return last.found;
  };
}

import { eventId, projectId, sealAll, type KeyRing } from '@sunlit/envelope';
import type { EventStore } from '@sunlit/event-store';
import { eventTypes, plusDays, yuan, fen, type Json, type JsonObject } from '@sunlit/ledger';
import { owner as exampleOwner, playWorkedExample } from '../libs/ledger/src/testing/worked-example.js';
import { beihe, donghu, jiangdong, nanshan, zhengxin } from '../libs/ledger/src/testing/worked-people.js';
import { drawFrom, type Draw } from './samples/city/random.js';

/**
 * Many invented projects, stored as events without the commands that would make them: the worked example told up to some
 * step, each time with another name, place, owner, companies, sums and dates. A seed gives the same ledger.
 */
export interface Generated {
  readonly projects: readonly { readonly project: string; readonly number: string; readonly name: string }[];
  /** Events stored, those of the bid boxes among them. */
  readonly events: number;
}

interface Generating {
  readonly store: EventStore;
  readonly ring: KeyRing;
  readonly projects: number;
  readonly seed?: number;
  /** Counts the projects' numbers from here. Default 0. */
  readonly from?: number;
  /** How many projects are sealed and appended at a time. */
  readonly together?: number;
  onProgress?(done: number, total: number): void;
}

type Stored = ReturnType<typeof playWorkedExample>['events'][number];

/** How far projects have come, and how many of a hundred come so far; ten events each on the average. */
const courses: readonly (readonly [until: string, share: number])[] = [
  ['registered', 20],
  ['researched', 20],
  ['budget-approved', 30],
  ['notice', 17],
  ['works-contract', 6],
  ['progress-2', 4],
  ['closed', 3],
];

export async function generateLedger({
  store,
  ring,
  projects: total,
  seed = 1,
  from: first = 0,
  together = 100,
  onProgress = () => {},
}: Generating): Promise<Generated> {
  const dice = drawFrom(`generated ${seed}`);
  const told = new Map(courses.map(([until]) => [until, playWorkedExample(until).events]));
  const made: { project: string; number: string; name: string }[] = [];
  let events = 0;
  for (let from = 0; from < total; from += together) {
    const batch = Array.from({ length: Math.min(together, total - from) }, (_, i) => {
      const invented = invent(first + from + i, dice);
      const appends = appendsOf(told.get(courseOf(dice))!, invented);
      made.push({ project: invented.project, number: invented.number, name: invented.name });
      events += appends.reduce((sum, append) => sum + append.length, 0);
      return appends;
    });
    const sealed = await sealAll(batch.flat(2), ring);
    const next = sealed.values();
    await Promise.all(
      batch.flat().map((append) => {
        const [{ stream }] = append as [Draft, ...Draft[]];
        return store.append(
          stream,
          'no-stream',
          [...append].map(() => next.next().value!),
        );
      }),
    );
    onProgress(made.length, total);
  }
  return { projects: made, events };
}

type Draft = Parameters<typeof sealAll>[0][number];

interface Invented {
  readonly project: string;
  readonly number: string;
  readonly name: string;
  readonly site: string;
  readonly owner: Body;
  readonly bodies: ReadonlyMap<string, Body>;
  readonly factor: bigint;
  readonly shift: number;
  readonly category: string;
  readonly region: string;
}
type Body = { readonly uscc: string; readonly name: string };

function invent(i: number, dice: Draw): Invented {
  const [place, works] = [dice.one(places), dice.one(kinds)];
  const owner = dice.one(owners);
  const number = `GC-${String(i + 1).padStart(6, '0')}`;
  const others = [jiangdong, zhengxin, donghu, nanshan, beihe].map(
    ({ uscc }) => [uscc, dice.one(companies)] as const,
  );
  return {
    ...{
      project: projectId(owner.uscc, number),
      number,
      name: `${place}${works.name}`,
      site: `${place}一带`,
    },
    ...{ owner, bodies: new Map([...others, [exampleOwner.uscc, owner]]) },
    ...{ factor: BigInt(1 + dice.whole(0, 39)), shift: dice.whole(0, 1_099) - 200 },
    ...{ category: works.category, region: dice.one(regions) },
  };
}

/** One append for each stream of the project, as drafts to seal. */
function appendsOf(events: readonly Stored[], { project, ...as }: Invented): Draft[][] {
  const streams = { project: `project-${project}`, bidbox: `bidbox-${project}` };
  return (['project', 'bidbox'] as const).flatMap((on) => {
    const own = events.filter(({ step }) => step.on === on);
    return own.length === 0 ? [] : [own.map((event, revision) => draftOf(event, streams[on], revision, as))];
  });
}

function draftOf(
  { type, data, findings, withhold, preparedBy, confirmedBy, recordedAt }: Stored,
  stream: string,
  revision: number,
  as: Omit<Invented, 'project'>,
): Draft {
  const { number, name, site, category, region } = as;
  const own =
    type === 'ProjectRegistered' ? { number, name, site, category, region, nationalCode: null } : {};
  return {
    ...{
      stream,
      revision,
      id: eventId(stream, 'generated', revision),
      type,
      eventType: eventTypes[type]!,
      withhold,
    },
    data: { ...(retold(data, as) as JsonObject), ...own },
    meta: {
      ...{ commandId: eventId(stream, 'command', revision), rulebookVersion: 1, findings: [...findings] },
      preparedBy: { ...preparedBy, organisation: retold(preparedBy.organisation as Json, as) as Body | null },
      confirmedBy: confirmedBy && {
        ...confirmedBy,
        organisation: retold(confirmedBy.organisation as Json, as) as Body | null,
      },
      ...{
        recordedAt: retold(recordedAt, as) as string,
        overrides: [],
        lateReason: null,
        causation: [],
        request: null,
      },
    },
  };
}

/** The same value with other sums, days and companies. */
function retold(value: Json, as: Omit<Invented, 'project'>): Json {
  if (typeof value === 'string') {
    if (/^-?\d+\.\d{2}$/.test(value)) return yuan(fen(value) * as.factor);
    if (/^\d{4}-\d{2}-\d{2}$/.test(value)) return plusDays(value, as.shift);
    if (/^\d{4}-\d{2}-\d{2}T/.test(value))
      return new Date(Date.parse(value) + as.shift * 86_400_000).toISOString();
    return value;
  }
  if (Array.isArray(value)) return value.map((item) => retold(item, as));
  if (typeof value !== 'object' || value === null) return value;
  const body = as.bodies.get(String((value as JsonObject)['uscc']));
  const entries = Object.entries(value).map(([name, inner]) => [name, retold(inner, as)] as const);
  return { ...Object.fromEntries(entries), ...body };
}

function courseOf(dice: Draw): string {
  let at = dice.whole(0, 99);
  for (const [until, share] of courses) if ((at -= share) < 0) return until;
  return courses[0]![0];
}

const pairs = (first: string, second: string, end: string): string[] =>
  [...first].flatMap((a) => [...second].map((b) => `${a}${b}${end}`));
const places = [
  ...pairs('东西南北中滨临沿新老', '湖江山河溪桥塘岭海洋', '路'),
  ...pairs('和安永长人建解文光胜', '平乐宁兴民设放化明利', '街'),
];
const kinds = [
  { name: '改造工程', category: 'road' },
  { name: '公路大修工程', category: 'road' },
  { name: '雨污水管网工程', category: 'drainage' },
  { name: '小学扩建工程', category: 'building' },
  { name: '人行天桥工程', category: 'bridge' },
  { name: '口袋公园工程', category: 'landscape' },
  { name: '路灯更新工程', category: 'lighting' },
];
const coded = (prefix: string, i: number) => `${prefix}${String(i).padStart(4, '0')}00000X`.slice(0, 18);
const owners: Body[] = pairs('城东西南北滨湖江山海', '建交水教卫', '').map((name, i) => ({
  uscc: coded('11330000MA', i),
  name: `${name}工程建设中心`,
}));
const companies: Body[] = pairs('华宏鼎恒中大天正金远', '建筑路桥水电园林设备', '').map((name, i) => ({
  uscc: coded('91330000MA', i),
  name: `${name}有限公司`,
}));
const regions = ['331082', '339901', '339902', '339903', '339904'];

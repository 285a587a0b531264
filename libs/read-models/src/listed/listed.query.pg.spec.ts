import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { projectId } from '@sunlit/envelope';
import { eventQuery } from '../event-page/event.query.js';
import { correcting, golden, releasing, withholding } from '../testing/golden.js';
import { openLedger, specLedger, storeWorkedExample } from '../testing/ledger.js';
import { counting, readModels, type ReadModels } from '../testing/projected.js';
import { everyProject, type ListFilter } from './filter.js';
import { projectsQuery, type ListAsked } from './listed.query.js';

const city = { uscc: '11331082MB0X12345C', name: '临江市市政工程建设中心' };
const schools = { uscc: '11331082MB0Y54321D', name: '城东教育建设中心' };

/** Projects beside the worked example, each just registered; the numbers are told by their owners. */
const registered = {
  highway: {
    ...{
      number: 'GC-2024-001',
      nationalCode: '2024-339902-48-01-200417',
      name: '环城公路大修工程',
      owner: city,
    },
    ...{ region: '339902', category: 'road', site: '环城北路', estimate: '5000000.00' },
    at: '2023-12-31T16:30:00.000Z',
  },
  school: {
    ...{
      number: 'JY-７',
      nationalCode: null,
      name: '东湖小学扩建工程（二期）',
      owner: schools,
      region: '339902',
    },
    ...{ category: 'building', site: '东湖路', estimate: '9000000.00', at: '2024-06-01T02:00:00.000Z' },
  },
  park: {
    ...{ number: 'GC-2025-9', nationalCode: null, name: '口袋公园', owner: city, region: '339901' },
    ...{ category: 'landscape', site: '公路桥下', estimate: '300000.00', at: '2025-06-01T02:00:00.000Z' },
  },
} as const;
type Known = keyof typeof registered;
const idOf = ({ owner, number }: (typeof registered)[Known]) => projectId(owner.uscc, number);

const finding = {
  ...{ rule: 'L4', version: 1, value: null, unit: 'required' as const },
  facts: { organisation: '某公司' },
};

let models: ReadModels;
const ledger = specLedger();
let built: string;
beforeAll(async () => {
  models = await readModels();
  await openLedger(ledger);
  built = await storeWorkedExample(ledger);
  for (const project of Object.values(registered)) {
    const { at, ...data } = project;
    const findings = project === registered.school ? [finding, finding] : [];
    await ledger.append(
      `project-${idOf(project)}`,
      golden('ProjectRegistered', data, { meta: { recordedAt: at, findings } }),
    );
  }
  models.start(ledger);
  await models.caughtUp(ledger);
});
afterAll(() => models.close());

const asked = (filter: Partial<ListFilter>, more: Partial<ListAsked> = {}): ListAsked => ({
  ...{
    filter: { ...everyProject, ...filter },
    sort: 'registered',
    page: 1,
    per: 20,
    at: null,
    now: '/projects',
  },
  ...more,
});
const page = (filter: Partial<ListFilter> = {}, more: Partial<ListAsked> = {}) =>
  projectsQuery(models.public).page(asked(filter, more));
const names = async (...of: Parameters<typeof page>) => (await page(...of)).projects.map(({ name }) => name);
const [river, highway, school, park] = [
  '滨江路改造工程',
  registered.highway.name,
  registered.school.name,
  registered.park.name,
];

describe('The list of projects', () => {
  it('is read in one statement, counts and all', async () => {
    const counted = counting(models.public);
    await projectsQuery(counted.ds).page(asked({ q: '公路', stage: ['registered'] }));
    expect(counted.statements).toBe(1);
  });

  it('shows the newest registration first, with its figures', async () => {
    const { projects, paging, current } = await page();
    expect(projects.map(({ name }) => name)).toEqual([park, school, highway, river]);
    expect(paging).toEqual({ page: 1, pages: 1, total: 4 });
    expect(current.entry).toBeGreaterThan(50);
    expect(projects[1]).toEqual({
      ...{
        project: idOf(registered.school),
        number: 'JY-７',
        nationalCode: null,
        name: school,
        owner: schools,
      },
      ...{
        category: 'building',
        district: '339902',
        districtName: null,
        stage: 'registered',
        estimate: '9000000.00',
        findings: 2,
      },
      figures: {
        ...{ budget: null, contracted: '0.00', certified: '0.00', paid: '0.00', expenses: '0.00' },
        audited: null,
      },
      ...{ registeredAt: registered.school.at, lastRecordedAt: registered.school.at },
    });
    expect(projects[3]).toMatchObject({
      project: built,
      stage: 'closed',
      figures: { audited: '10960000.00' },
    });
  });

  it('comes in pages, of which one past the end is empty and says how many there are', async () => {
    expect(await names({}, { per: 3, page: 2 })).toEqual([river]);
    const beyond = await page({}, { per: 3, page: 9 });
    expect([beyond.projects, beyond.paging]).toEqual([[], { page: 9, pages: 2, total: 4 }]);
  });

  it('can be put in other orders', async () => {
    expect(await names({}, { sort: 'budget' })).toEqual([river, school, highway, park]);
    expect((await names({}, { sort: 'paid' }))[0]).toBe(river);
    expect((await names({}, { sort: 'latest' }))[0]).toBe(park);
    expect(await names({}, { sort: 'name' })).toEqual([school, park, river, highway].sort());
  });
});

describe('A search', () => {
  it.each([
    ['two letters', '公路', [park, highway]],
    ['a part of a code', '339902-48', [highway]],
    ['a part of a number, in any width and case', 'ｊｙ-7', [school]],
    ['a bracket of another width', '(二期)', [school]],
    ['an owner', '教育建设', [school]],
    ['a contractor', '江东建设', [river]],
    ['a single letter', '湖', [school, river]],
    ['several words, all of them', '公路 大修', [highway]],
    ['a percent sign, which is a letter like any other', '%', []],
    ['nothing that is there', '月球', []],
  ])('finds %s', async (_, q, found) => {
    expect(await names({ q })).toEqual(found);
  });
});

describe('Filters', () => {
  it.each<[string, Partial<ListFilter>, readonly string[]]>([
    ['stage', { stage: ['closed'] }, [river]],
    ['two stages', { stage: ['closed', 'registered'] }, [park, school, highway, river]],
    ['owner', { owner: [schools.uscc] }, [school]],
    ['category', { category: ['road'] }, [highway, river]],
    ['district', { district: ['339902'] }, [school, highway]],
    ['year in Shanghai', { year: ['2024'] }, [school, highway]],
    ['any finding', { finding: ['any'] }, [school]],
    ['one rule', { finding: ['L4'] }, [school]],
    ['another rule', { finding: ['P3'] }, []],
    ['least amount, the budget before the estimate', { min: '12000000.00' }, [river]],
    ['amounts, both included', { min: '300000.00', max: '5000000.00' }, [park, highway]],
    ['everything together', { q: '工程', category: ['road'], year: ['2024'], max: '5000000.00' }, [highway]],
  ])('by %s', async (_, filter, found) => {
    expect(await names(filter)).toEqual(found);
  });

  it('count what each value would give under the other filters', async () => {
    const { facets, owners } = await page({ category: ['road'], district: ['339902'] });
    const counts = Object.fromEntries(
      Object.entries(facets).map(([facet, of]) => [facet, of.map(({ value, count }) => `${value} ${count}`)]),
    );
    expect(counts).toEqual({
      category: ['building 1', 'road 1'],
      district: ['331082 1', '339902 1'],
      ...{ stage: ['registered 1'], year: ['2024 1'], owner: [`${city.uscc} 1`], finding: [] },
    });
    expect(facets.category.map(({ chosen }) => chosen)).toEqual([false, true]);
    expect([facets.owner[0]!.name, owners]).toEqual([city.name, 1]);
  });

  it('call districts as the city does', async () => {
    const { facets, projects } = await projectsQuery(models.public, new Map([['339902', '清溪区']])).page(
      asked({ district: ['339902'] }),
    );
    expect(facets.district.map(({ name }) => name)).toEqual([null, null, '清溪区']);
    expect(projects.map(({ districtName }) => districtName)).toEqual(['清溪区', '清溪区']);
  });

  it('keep what is chosen in sight where nothing has it', async () => {
    const { facets } = await page({ stage: ['tendering'], finding: ['any'] });
    expect(facets.stage).toContainEqual({ value: 'tendering', name: null, count: 0, chosen: true });
    expect(facets.finding).toEqual([{ value: 'any', name: null, count: 0, chosen: true }]);
    expect((await page()).facets.finding).toEqual([
      { value: 'L4', name: null, count: 1, chosen: false },
      { value: 'any', name: null, count: 1, chosen: false },
    ]);
  });

  it('count again only after a new entry', async () => {
    const list = projectsQuery(models.public);
    const first = await list.page(asked({ category: ['road'] }));
    const again = await list.page(asked({ category: ['road'] }, { page: 2, per: 1 }));
    expect([again.facets, again.paging.total]).toEqual([first.facets, 2]);
    expect(again.facets.stage).toBe(first.facets.stage);
  });
});

describe('The list of a moment in the past', () => {
  const at = (asof: string) => ({ at: { asof } });

  it('has the projects registered by then, with stage and sums of then', async () => {
    const { projects, past, facets } = await page({}, at('2024-01-01'));
    expect(projects.map(({ name, stage, figures }) => [name, stage, figures.paid])).toEqual([
      [highway, 'registered', '0.00'],
      [river, 'under-way', expect.stringMatching(/^[1-9]/)],
    ]);
    expect(past).toEqual({
      ...{ asof: '2024-01-01', entry: expect.any(Number), recordedAt: expect.stringMatching(/^202[34]/) },
      now: '/projects',
    });
    expect(facets.stage.map(({ value }) => value)).toEqual(['registered', 'under-way']);
    expect(await names({ stage: ['under-way'] }, at('2024-01-01'))).toEqual([river]);
    expect(await names({ finding: ['any'] }, at('2024-05-31'))).toEqual([]);
    expect(await names({ finding: ['any'] }, at('2024-06-01'))).toEqual([school]);
  });

  it('ends with the day in Shanghai', async () => {
    expect(await names({}, at('2023-12-31'))).toEqual([river]);
    expect(await names({}, at('2024-01-01'))).toEqual([highway, river]);
  });

  it('is that of an entry too: each one as the page of that entry had it', async () => {
    const { entry } = (await eventQuery(models.public).view(built, 7))!;
    const { projects, past } = await page({}, { at: { entry } });
    expect(projects.map(({ name, stage }) => [name, stage])).toEqual([[river, 'budgeted']]);
    expect(past).toMatchObject({ asof: null, entry });
  });

  it('is empty before the first entry', async () => {
    const { projects, past } = await page({}, at('2001-01-01'));
    expect([projects, past?.entry]).toEqual([[], -1]);
  });

  it('as of the last entry is that of now', async () => {
    const now = await page({ q: '工程' });
    const then = await page({ q: '工程' }, { at: { entry: now.current.entry } });
    expect({ ...then, past: null }).toEqual(now);
  });
});

describe('The download of a list', () => {
  it.each(['registered', 'latest', 'budget', 'paid', 'name'] as const)(
    'is the whole list in the same order (%s)',
    async (sort) => {
      const download = await projectsQuery(models.public).download(asked({ q: '工程' }, { sort }), 1);
      const rows = [];
      for await (const some of download.rows) {
        expect(some.length).toBe(1);
        rows.push(...some);
      }
      const shown = await page({ q: '工程' }, { sort });
      expect(rows).toEqual(shown.projects);
      expect([download.ledger, download.current]).toEqual([shown.ledger, shown.current]);
    },
  );

  it('says of which moment it is', async () => {
    const { past, rows } = await projectsQuery(models.public).download(
      asked({}, { at: { asof: '2024-01-01' } }),
    );
    expect(past).toMatchObject({ asof: '2024-01-01' });
    for await (const some of rows) expect(some.map(({ name }) => name)).toEqual([highway, river]);
  });
});

describe('A name that may be seen no more', () => {
  const number = 'GC-保密-1';
  const stream = `project-${projectId(city.uscc, number)}`;
  const tell = async (...events: Parameters<typeof ledger.append>[1][]) => {
    await ledger.append(stream, ...events);
    await models.caughtUp(ledger);
  };

  it('finds its project no more, and again when it is released or mended', async () => {
    await tell(golden('ProjectRegistered', { number, name: '雷达站道路', owner: city, site: '某地' }));
    expect(await names({ q: '雷达' })).toEqual(['雷达站道路']);
    await tell(withholding('ProjectRegistered', 0, 'name'));
    expect(await names({ q: '雷达' })).toEqual([]);
    expect(await names({ q: '保密' })).toEqual([number]);
    await tell(releasing('ProjectRegistered', 0, 'name'));
    expect(await names({ q: '雷达' })).toEqual(['雷达站道路']);
    await tell(correcting('ProjectRegistered', 0, 'name', { before: '雷达站道路', after: '气象站道路' }));
    expect([await names({ q: '雷达' }), await names({ q: '气象' })]).toEqual([[], ['气象站道路']]);
  });
});

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AdoptRule, PlanLot, RegisterProject } from '@sunlit/ledger';
import { people, workedExample, type Step } from '../../libs/ledger/src/testing/worked-example.js';
import { paper } from '../../libs/ledger/src/testing/worked-people.js';
import { post, startLedger, tell, tokenOf, uploadPapers, type Ledger } from './ledger.js';

/** What rules say to the public, what a city changes in them, and who asked for what they may not. */
let ledger: Ledger;
const projects: string[] = [];

const step = (key: string, day: string, name: string, body: object, prepares: Step['prepares']): Step => ({
  ...{ key, on: 'project', name, prepares, confirms: 'approver', recordedAt: `${day}T03:00:00.000Z` },
  body: body as Step['body'],
});
const ground = paper('采购方式说明');
/** A small project at one site, with one lot planned at 499,999.99 without a tender. */
const small = (number: string, day: string): readonly Step[] => [
  step(
    `${number} registered`,
    day,
    RegisterProject.name,
    {
      ...{ ...RegisterProject.example, number, nationalCode: null, name: `人行道修缮 ${number}` },
      ...{ estimate: '499999.99', site: '解放路', documents: [] },
    },
    'finance',
  ),
  step(
    `${number} lot`,
    day,
    PlanLot.name,
    {
      ...{
        ...PlanLot.example,
        method: 'negotiated',
        ground: '金额较小。',
        estimate: '499999.99',
        plannedOn: day,
      },
      documents: [ground],
    },
    'tender',
  ),
];

beforeAll(async () => {
  ledger = await startLedger();
  await uploadPapers(ledger);
  for (const [number, day] of [
    ['XX-1', '2023-03-01'],
    ['XX-2', '2023-05-04'],
  ] as const)
    projects.push((await tell(ledger, small(number, day))).project);
  projects.push((await tell(ledger, workedExample)).project);
}, 120_000);
afterAll(() => ledger?.close(), 60_000);

const json = async (path: string) => (await ledger.pages.get(path).expect(200)).body;

describe('Two projects of one owner, each planned just below the line', () => {
  it('are one lead on the page of the rule and on both of theirs, and on no other', async () => {
    await ledger.caughtUp();
    const { leads } = await json('/rules/T3.json');
    expect(leads).toHaveLength(1);
    expect(leads[0]).toMatchObject({
      sum: '999999.98',
      line: '500000.00',
      lots: [{ lot: 'SG-1' }, { lot: 'SG-1' }],
    });
    const [first, second, worked] = await Promise.all(projects.map((id) => json(`/projects/${id}.json`)));
    expect([first, second].map((page) => page.leads)).toEqual([leads, leads]);
    expect(worked.leads).toEqual([]);
    const { text } = await ledger.pages.get('/rules/T3').expect(200);
    expect([text.includes('线索，不是结论'), text.includes('人行道修缮 XX-2')]).toEqual([true, true]);
  });
});

describe('The rulebook', () => {
  it('is a page for everybody, and data', async () => {
    const { rules } = await json('/rules.json');
    expect(rules.length).toBeGreaterThan(50);
    const { text } = await ledger.pages.get('/rules').set('accept', 'text/html').expect(200);
    expect(text.includes('href="/rules/T3"')).toBe(true);
    await ledger.pages.get('/rules/X9').expect(404);
    await ledger.pages.get('/rules/P10.json?findings=0').expect(400);
  });

  it('shows a change by two approvers: the version to come, and the entry that makes it', async () => {
    const at = '2023-12-20T02:00:00.000Z';
    const asked = await post(ledger, '/api/rulebook/adopt-rule', AdoptRule.example, {
      actor: people.approver,
      at,
    });
    expect(asked.status).toBe(202);
    const { submission, projectRevision } = asked.body;
    const confirmed = await post(
      ledger,
      `/api/submissions/${submission}/confirm`,
      { projectRevision },
      { actor: people.secondApprover, at },
    );
    expect(confirmed.status).toBe(201);
    await ledger.caughtUp();
    const { versions, rule } = await json('/rules/P10.json');
    expect(rule).toMatchObject({ version: 2, value: 10, standing: 'in-force', basis: { layer: 'city' } });
    expect(versions[0].adopted).toMatchObject({ type: 'RuleAdopted', revision: 0 });
    expect(await json('/rulebook/events/0.json')).toMatchObject({
      ...{ type: 'RuleAdopted', read: { rule: 'P10', before: 20 } },
      preparedBy: { person: people.approver.person },
      confirmedBy: { person: people.secondApprover.person },
    });
    const { text } = await ledger.pages.get('/rulebook/events/0').set('accept', 'text/html').expect(200);
    expect(text.includes(AdoptRule.example.titleZh)).toBe(true);
    await ledger.pages.get('/rulebook/events/1').expect(404);
    expect((await ledger.pages.get('/').expect(200)).text.includes('href="/rulebook/events/0"')).toBe(true);
  });
});

describe('The worked example', () => {
  it('shows every due date as met', async () => {
    const { obligations, paging } = await json(`/projects/${projects[2]}.json`);
    expect(paging.obligations.total).toBe(obligations.length);
    expect(obligations.length).toBeGreaterThan(3);
    expect(new Set(obligations.map((o: { status: string }) => o.status))).toEqual(new Set(['met']));
  });
});

describe('A denied attempt', () => {
  const list = (login: keyof typeof people, query = '') =>
    ledger.api.get(`/api/denials${query}`).set('authorization', `Bearer ${tokenOf(people[login])}`);

  it('is recorded, and read by auditors and discipline inspectors alone', async () => {
    const denied = await post(ledger, `/api/projects/${projects[0]}/plan-lot`, PlanLot.example, {
      actor: people.auditor,
      at: '2023-06-01T02:00:00.000Z',
    });
    expect(denied.status).toBe(403);
    await ledger.caughtUp();
    for (const login of ['auditor', 'inspector'] as const) {
      const { status, body } = await list(login);
      expect(status).toBe(200);
      expect(body).toMatchObject({ page: 1, more: false });
      expect(body.denials[0]).toMatchObject({
        ...{ day: '2023-06-01', person: people.auditor.person, role: 'auditor', command: 'PlanLot' },
        ...{ part: 'prepare', project: projects[0], rule: 'not-entitled' },
      });
    }
    for (const login of ['finance', 'tender', 'approver', 'notary'] as const) {
      const { status, body } = await list(login);
      expect([status, body.type]).toEqual([403, 'urn:sunlit-ledger:problem:forbidden']);
    }
    expect((await ledger.api.get('/api/denials')).status).toBe(401);
    expect((await list('auditor', '?page=0')).status).toBe(400);
    expect((await list('auditor', '?page=2')).body).toEqual({ denials: [], page: 2, more: false });
  });

  it('is in the description of the API, and nowhere on public pages', async () => {
    const { body } = await ledger.api.get('/api/openapi.json').expect(200);
    expect(Object.keys(body.paths)).toContain('/api/denials');
    const { text } = await ledger.pages.get('/').expect(200);
    expect(text.includes('AttemptDenied')).toBe(false);
  });
});

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  AdoptRule,
  AuditFinalAccount,
  CorrectEntry,
  RecordRecovery,
  ReleaseField,
  RepealRule,
  WithholdField,
} from '@sunlit/ledger';
import { people } from '../../../libs/ledger/src/testing/worked-example.js';
import { auditOffice, jiangdong } from '../../../libs/ledger/src/testing/worked-people.js';
import { post } from '../ledger.js';
import { again, closes, on, releases, worked } from './steps.js';
import { closedAndBalanced, missing, moneyOf, worksBegin, type Works } from './works.js';

/** Cut by the review, cut again by the audit; and on the way a rule grows stricter, a name is mended, a field goes and comes back. */
let works: Works;
beforeAll(async () => void (works = await worksBegin()), 120_000);
afterAll(() => works?.close());

const contract = 'HT-001';
const opinion = '同意列入年度计划。';

describe('A rulebook that changes meanwhile', () => {
  const at = '2023-12-20T03:00:00.000Z';
  const adopts = (changes: object = {}, actor: (typeof people)[keyof typeof people] = people.approver) =>
    post(works.ledger, '/api/rulebook/adopt-rule', { ...AdoptRule.example, ...changes }, { actor, at });
  const confirms = (submission: string, revision: number, actor: (typeof people)[keyof typeof people]) =>
    post(
      works.ledger,
      `/api/submissions/${submission}/confirm`,
      { projectRevision: revision },
      { actor, at },
    );

  it('is changed by two approvers, of whom nobody is both', async () => {
    await works.tell(
      again('registered', { number: 'ZW-2023-108', name: '体育场路改造工程' }),
      worked('finance-consulted', 'progress-3'),
    );
    const given = await adopts();
    expect([given.status, given.body.commands[0].name]).toEqual([202, 'AdoptRule']);
    const { submission, projectRevision } = given.body;
    const alone = await confirms(submission, projectRevision, people.approver);
    expect([alone.status, alone.body.breaches[0].rule]).toEqual([422, 'confirmed-by-its-preparer']);
    const officer = await confirms(submission, projectRevision, people.finance);
    expect([officer.status, officer.body.breaches[0].rule]).toEqual([403, 'not-entitled']);
    expect((await confirms(submission, projectRevision, people.secondApprover)).status).toBe(201);
    const [adopted] = await works.stored('rulebook');
    expect([adopted!.type, adopted!.data]).toEqual([
      'RuleAdopted',
      expect.objectContaining({ rule: 'P10', value: 10, before: 20, version: 2 }),
    ]);
  });

  it.each([
    ['never backwards in time', { effectiveFrom: '2023-12-19' }, 'rule-retroactive'],
    ['never twice for days to come', { effectiveFrom: '2024-01-01' }, 'rule-version-pending'],
    ['never looser than the law', { effectiveFrom: '2024-02-01', value: '21' }, 'rule-loosened-locally'],
    ['never in words for a number', { effectiveFrom: '2024-02-01', value: '"ten"' }, 'rule-value-unfit'],
    [
      'never what an invariant says',
      { rule: 'T8', value: '2', unit: 'count', action: 'warn', effectiveFrom: '2024-02-01' },
      'rule-restates-invariant',
    ],
  ])('%s', async (_, changes, rule) => {
    const { status, body } = await adopts(changes);
    expect([status, body.breaches.map((b: { rule: string }) => b.rule)]).toEqual([
      422,
      expect.arrayContaining([rule]),
    ]);
  });

  it('is no business of an officer, whose attempt is recorded where the public cannot see it', async () => {
    const answer = await adopts({}, people.finance);
    expect([answer.status, answer.body.breaches[0].rule]).toEqual([403, 'not-entitled']);
    const denied = await works.stored('access-2023-12-20');
    expect(
      denied.map(({ data, meta }) => [data.command, data.part, data.rule, meta.preparedBy.person]),
    ).toEqual(
      expect.arrayContaining([
        ['AdoptRule', 'confirm', 'not-entitled', 'p-finance'],
        // The approver who prepared it, and would have confirmed it too.
        ['AdoptRule', 'confirm', 'confirmed-by-its-preparer', 'p-approver'],
        ['AdoptRule', 'prepare', 'not-entitled', 'p-finance'],
      ]),
    );
    expect(missing(await works.everythingPublic(), 'AttemptDenied')).toEqual(['AttemptDenied']);
    const repealed = { ...RepealRule.example, rule: 'T8', lastDay: '2024-06-30' };
    const repeal = await post(works.ledger, '/api/rulebook/repeal-rule', repealed, {
      actor: people.approver,
      at,
    });
    expect([repeal.status, repeal.body.breaches[0].rule]).toEqual([422, 'rule-restates-invariant']);
  });

  it('judges by its second version what is paid from the new year on, and says so in every entry', async () => {
    await works.tell(
      worked('owners-costs-paid', 'supervision-settlement-reviewed'),
      again('settlement-paid', {}, { at: '2024-05-16T03:00:00.000Z' }),
    );
    const entries = await works.entries();
    const versions = (day: string) => [
      ...new Set(entries.filter((e) => e.recordedAt.startsWith(day)).map((e) => e.meta.rulebookVersion)),
    ];
    expect([versions('2023-12-13'), versions('2023-12-21'), versions('2024-05-16')]).toEqual([[1], [2], [2]]);
    const paid = entries.find((e) => e.data.voucher === 'ZF-2024-0429')!;
    expect(paid.findings).toEqual([
      expect.objectContaining({
        ...{ rule: 'P10', version: 2, value: 10 },
        facts: { valueDate: '2024-04-29', due: '2024-05-15', recordedOn: '2024-05-16' },
      }),
    ]);
    const rule = await works.ledger.pages.get('/rules/P10');
    expect([rule.status, missing(rule.text, AdoptRule.example.document, works.project)]).toEqual([200, []]);
  });
});

describe('An entry that is mended', () => {
  const later = { at: '2024-05-20T03:00:00.000Z' };
  const corrects = (changes: object) => on('2024-05-20', CorrectEntry, { revision: 0, ...changes }, later);

  it('is corrected where it is clerical, and nowhere else', async () => {
    await works.refused('field-not-clerical', corrects({ field: 'estimate', after: '1.00' }));
    await works.refused('correction-changes-nothing', corrects({ after: '滨江路（解放桥至东湖路）' }));
    await works.refused('entry-unknown', corrects({ revision: 999 }));
    await works.tell(corrects({}));
    const [corrected] = await works.entries('EntryCorrected');
    expect(corrected!.data).toMatchObject({
      ...{ revision: 0, type: 'ProjectRegistered', field: 'site' },
      ...{ before: '滨江路（解放桥至东湖路）', after: '滨江路（解放桥至东湖西路）' },
    });
  });

  it('has a field withheld later by article, with approver and review, and released again', async () => {
    const [consulted] = await works.entries('DepartmentConsulted');
    const { revision } = consulted!;
    expect(consulted!.data.opinion).toBe(opinion);
    const withholds = (changes: object = {}) =>
      on('2024-05-21', WithholdField, { revision, ...changes }, { at: '2024-05-21T03:00:00.000Z' });
    await works.refused('withheld-field-unknown', withholds({ field: 'total' }));
    await works.refused(
      'withholding-approved-by-its-preparer',
      withholds({ approver: people.finance.person }),
    );
    await works.refused('withholding-without-review', withholds({ reviewDate: '2024-05-21' }));
    await works.tell(withholds());
    await works.refused('field-already-closed', withholds());
    const meanwhile = await works.everythingPublic();
    expect(missing(meanwhile, opinion, '政府信息公开条例 第十六条')).toEqual([opinion]);
    await works.comesOutTheSame();
    const releasing = (field: string) =>
      on('2024-05-27', ReleaseField, { revision, field }, { at: '2024-05-27T03:00:00.000Z' });
    await works.refused('field-not-withheld', releasing('department'));
    await works.tell(releasing('opinion'));
    expect((await works.entries()).slice(-3).map(({ type, data }) => [type, data.field])).toEqual([
      ['EntryCorrected', 'site'],
      ['FieldWithheld', 'opinion'],
      ['FieldReleased', 'opinion'],
    ]);
    expect((await works.entries('DepartmentConsulted'))[0]!.data.opinion).toBe(opinion);
    expect(missing((await works.page()).text, '滨江路（解放桥至东湖西路） 已更正', opinion)).toEqual([]);
  });
});

describe('A final account that is audited down', () => {
  const recovers = (amount: string) =>
    on('2024-09-20', RecordRecovery, { amount, voucher: 'ZH-2024-0920', reason: '审计核减后退回。' });

  it('leaves the contract overpaid and locked', async () => {
    await works.tell(
      again('final-account', { compiledOn: '2024-06-03' }, { at: '2024-06-03T03:00:00.000Z' }),
      on('2024-08-16', AuditFinalAccount, {
        contracts: [
          { contract, amount: '10000000.00' },
          { contract: 'HT-002', amount: '280000.00' },
        ],
        ...{ auditor: auditOffice, approved: '10840000.00' },
        auditFindings: [{ description: '路面铣刨量多计。', amount: '120000.00' }],
      }),
    );
    const page = await works.page();
    expect(page.json.audit).toMatchObject({
      ...{ submitted: '10960000.00', approved: '10840000.00', reduction: '120000.00', reductionRate: 109 },
    });
    expect(moneyOf(page, contract)).toMatchObject({
      ...{ paid: '9816400.00', ceiling: '9696400.00', overpaid: '120000.00', settled: '10000000.00' },
    });
    expect(missing(page.text, '已多付 120000.00 元', '追回前不再付款', '路面铣刨量多计。')).toEqual([]);
    const retention = releases(contract, jiangdong, ['2024-09-02', '2024-09-02'], '303600.00');
    await works.refused('contract-overpaid', retention[1]!);
    await works.refused('defects-period-running', retention[0]!);
    await works.refused('reconciliation-does-not-balance', closes('2024-09-02'));
  });

  it('is closed when what was overpaid is back, to the fen', async () => {
    await works.refused('recovery-over-overpaid', recovers('120000.01'));
    await works.tell(
      recovers('120000.00'),
      releases(contract, jiangdong, ['2025-02-20', '2025-02-26'], '303600.00'),
      closes('2025-03-10'),
    );
    const page = await closedAndBalanced(works, '10840000.00', '1040000.00');
    expect(moneyOf(page, contract)).toMatchObject({ paid: '10000000.00', settled: '10000000.00' });
    await works.refused('project-closed', recovers('0.01'));
  });
});

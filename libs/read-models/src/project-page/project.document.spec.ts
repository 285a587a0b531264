import { describe, expect, it } from '@jest/globals';
import { ApproveBudget } from '@sunlit/ledger';
import type { Delivery } from '../visible.js';
import { deliveriesOf, workedDeliveries } from '../testing/deliveries.js';
import { correcting, golden, grounds, releasing, withholding } from '../testing/golden.js';
import { specLedger, storeWorkedExample, type Told } from '../testing/ledger.js';
import { documented, emptyDocument, type ProjectDocument } from './project.document.js';

const folded = (deliveries: readonly Delivery[]): ProjectDocument =>
  deliveries.reduce((document, { event }) => documented(document, event), emptyDocument);

/** The document of a project whose events are these, the worked example up to a step among them. */
async function told(until: string | null, ...events: Told[]): Promise<ProjectDocument> {
  const ledger = specLedger();
  const project = until === null ? '1' : await storeWorkedExample(ledger, { until });
  if (events.length > 0) await ledger.append(`project-${project}`, ...events);
  const deliveries = await deliveriesOf(ledger);
  const document = folded(deliveries);
  // Whatever comes again changes nothing.
  const latest = new Map(deliveries.map(({ event }) => [event.revision, event]));
  for (const event of latest.values()) expect(documented(document, event)).toEqual(document);
  return document;
}
const roundOne = async (until: string | null, ...events: Told[]) =>
  (await told(until, ...events)).lots[0]!.tenders[0]!;

const tenderAfter = async (until: string) => folded(await workedDeliveries(until)).lots[0]!.tenders[0]!;

describe('The document of a project', () => {
  it('is the same when an event comes again, whenever it comes', async () => {
    const deliveries = await workedDeliveries();
    const whole = folded(deliveries);
    const latest = new Map(deliveries.map(({ event }) => [event.revision, event]));
    for (const event of latest.values()) expect(documented(whole, event)).toEqual(whole);
  });

  it('says of every part where it comes from', async () => {
    const { lots, contracts, budgets } = folded(await workedDeliveries());
    const sources = [lots[0]!, lots[0]!.award!, contracts[1]!, contracts[1]!.review!, budgets[1]!.approved!];
    for (const source of sources)
      expect(source).toMatchObject({ entry: source.revision, revision: expect.any(Number), closed: {} });
    expect(contracts.map(({ contract }) => contract)).toEqual(['HT-002', 'HT-001']);
  });

  it('keeps every proposal of a budget, each with its own approval', async () => {
    const { budgets } = folded(await workedDeliveries());
    expect(budgets.map(({ kind, approved }) => [kind, approved?.documentNumber])).toEqual([
      ['approved-cost-estimate', '临发改概〔2023〕6号'],
      ['budget', ApproveBudget.example.documentNumber],
    ]);
  });

  it('does not grow with payments and certificates once they are many', async () => {
    const before = await workedDeliveries('progress-1');
    const last = before.at(-1)!;
    const moved = before.filter(({ event }) => /PaymentRecorded|ProgressCertified/.test(event.type));
    const more = (times: number) =>
      Array.from({ length: times }, (_, i) =>
        moved.map(({ event }, n) => {
          const revision = last.event.revision + 1 + i * moved.length + n;
          return { ...last, event: { ...event, revision, entry: revision } };
        }),
      ).flat();
    const size = (times: number) => JSON.stringify(folded([...before, ...more(times)])).length;
    // Nothing but the digits of counts and sums.
    expect(size(2_000) - size(6)).toBeLessThan(60);
  });
});

describe('What is sealed in a tender', () => {
  it('is the list of receipts, until the bids are opened', async () => {
    const closed = await tenderAfter('box-closed');
    expect(closed.box).toMatchObject({
      receipts: null,
      closed: { receipts: { kind: 'sealed', until: 'BidsOpened' } },
    });
    const opened = await tenderAfter('bids-opened');
    expect(opened.box!.receipts!.map(({ standing }) => standing).sort()).toEqual([
      'replaced',
      'stands',
      'stands',
      'stands',
      'withdrawn',
    ]);
    expect(opened.box!.closed).toEqual({});
    expect(opened.stage).toBe('opened');
  });

  it('is the ranking and the rejections, until the candidates are publicized; the committee until the award', async () => {
    const evaluated = await tenderAfter('evaluated');
    expect(evaluated.evaluation).toMatchObject({ committee: null, ranking: null, rejections: null });
    expect(Object.keys(evaluated.evaluation!.closed).sort()).toEqual(['committee', 'ranking', 'rejections']);
    const publicized = await tenderAfter('publicized');
    expect(publicized.evaluation).toMatchObject({
      committee: null,
      ranking: [{ rank: 1 }, { rank: 2 }],
      rejections: [{ reason: expect.anything() }],
    });
    const awarded = await tenderAfter('awarded');
    expect(awarded.evaluation!.committee).toHaveLength(5);
    expect(awarded.evaluation!.closed).toEqual({});
    expect(awarded.stage).toBe('awarded');
  });

  it('is shown as withheld, with its article, where the law keeps it closed for ever', async () => {
    const { consultations } = folded(await workedDeliveries('researched'));
    expect(consultations[1]).not.toHaveProperty('opinion');
    expect(consultations[1]!.closed['opinion']).toMatchObject({
      kind: 'withheld',
      article: expect.stringContaining('第十四条'),
    });
  });
});

describe('A project taken over', () => {
  it('has its budget, lots and contracts from the balances of that day, and says that nobody saw them', async () => {
    const { registered, takenOver, budgets, lots, contracts } = await told(null, golden('ProjectTakenOver'));
    expect(registered).toMatchObject({ name: '解放桥维修加固工程', site: '解放桥', closed: {} });
    expect(registered).not.toHaveProperty('contracts');
    expect(takenOver).toMatchObject({ asOf: '2022-12-31', expenses: '80000.00', revision: 0 });
    expect(budgets).toMatchObject([{ kind: 'budget', total: '5800000.00', proposedOn: null, revised: null }]);
    expect(budgets[0]!.approved).toMatchObject({ documentNumber: '临财建〔2021〕40号' });
    expect(lots).toMatchObject([{ lot: 'SG-1', plannedOn: null, award: { price: '5000000.00' } }]);
    expect(contracts).toMatchObject([
      {
        contract: 'HT-21-09',
        price: '5000000.00',
        opening: { asOf: '2022-12-31', balances: { certified: '3000000.00', paid: '2600000.00' } },
        moved: [],
      },
    ]);
  });

  it('keeps what came after when a name of it is corrected', async () => {
    const { registered, contracts } = await told(
      null,
      golden('ProjectTakenOver'),
      golden('ContractChanged', { contract: 'HT-21-09' }),
      correcting('ProjectTakenOver', 0, 'site', { before: '解放桥', after: '解放路桥' }),
    );
    expect(registered).toMatchObject({ site: '解放路桥', corrected: { site: { entry: 2, revision: 2 } } });
    expect(contracts[0]!.changes).toHaveLength(1);
  });
});

describe('A budget revised', () => {
  it('stands after the approved one, with what was before, the difference and why', async () => {
    const { budgets } = await told('budget-approved', golden('BudgetRevised'));
    expect(budgets.map(({ total, revised }) => [total, revised?.delta ?? null])).toEqual([
      ['12000000.00', null],
      ['12000000.00', null],
      [golden('BudgetRevised').data['total' as never], golden('BudgetRevised').data['delta' as never]],
    ]);
    expect(budgets.at(-1)).toMatchObject({
      approved: { documentNumber: '临财建〔2023〕66号' },
      revised: { reason: '地下管线复杂，增加迁改工程。', before: { lines: expect.any(Array) } },
    });
  });
});

describe('A tender on which something goes wrong', () => {
  const clarified = (clarification: string, bidDeadline: string) =>
    golden('TenderClarified', { clarification, bidDeadline, newDeadline: bidDeadline });
  const raised = golden('ObjectionRaised');

  it('has the deadline of its last clarification, and each with the one before', async () => {
    const tender = await roundOne(
      'notice',
      clarified('CQ-01', '2023-03-24T01:30:00.000Z'),
      clarified('CQ-02', '2023-03-28T01:30:00.000Z'),
    );
    expect(tender.bidDeadline).toBe('2023-03-28T01:30:00.000Z');
    expect(tender.notice.bidDeadline).toBe('2023-03-20T01:30:00.000Z');
    expect(tender.clarifications.map((c) => [c.deadlineBefore, c.bidDeadline])).toEqual([
      ['2023-03-20T01:30:00.000Z', '2023-03-24T01:30:00.000Z'],
      ['2023-03-24T01:30:00.000Z', '2023-03-28T01:30:00.000Z'],
    ]);
  });

  it('shows an objection with its due date and its answer; who raised it is sealed until the opening', async () => {
    const open = await roundOne('notice', raised);
    expect(open.objections).toMatchObject([
      { objection: 'YY-01', about: 'tender-documents', objector: null, answer: null },
    ]);
    expect(open.objections[0]!.answerDue).toMatchObject({ rule: 'T13a', on: '2023-03-09' });
    expect(open.objections[0]!.closed['objector']).toMatchObject({ kind: 'sealed', until: 'BidsOpened' });
    const answered = await roundOne('notice', raised, golden('ObjectionAnswered'));
    expect(answered.objections[0]!.answer).toMatchObject({
      outcome: 'partly-upheld',
      answeredOn: '2023-03-08',
    });
    const opened = await roundOne(
      'notice',
      raised,
      golden('ObjectionAnswered'),
      golden('BidsOpened', { lot: 'SG-1', round: 1 }),
    );
    expect(opened.objections[0]).toMatchObject({
      objector: { name: '东湖市政工程有限公司' },
      closed: {},
      answer: { outcome: 'partly-upheld' },
    });
  });

  it('says why it failed, and the next round stands beside it', async () => {
    const { lots } = await told(
      'box-closed',
      golden('TenderFailed', { lot: 'SG-1', round: 1 }),
      golden('TenderNoticePublished', { lot: 'SG-1', round: 2, bidDeadline: '2023-05-20T01:30:00.000Z' }),
    );
    expect(lots[0]!.tenders.map(({ round, stage }) => [round, stage])).toEqual([
      [1, 'failed'],
      [2, 'noticed'],
    ]);
    expect(lots[0]!.tenders[0]!.failed).toMatchObject({ ground: 'too-few-bidders', bidders: 2 });
    expect(lots[0]!.tenders[0]!.box!.receipts).toBeNull();
  });

  it('keeps a cancelled award beside the next one', async () => {
    const cancelled = golden('AwardCancelled', { lot: 'SG-1', round: 1 });
    const before = await told('awarded', cancelled);
    expect(before.lots[0]).toMatchObject({
      award: null,
      cancelledAwards: [{ cancelled: { ground: 'winner-withdrew' }, noticeNumber: 'ZB-2023-031' }],
      tenders: [{ stage: 'publicized' }],
    });
    const after = await told(
      'awarded',
      cancelled,
      golden('TenderAwarded', { lot: 'SG-1', round: 1, noticeNumber: 'ZB-2023-032' }),
    );
    expect(after.lots[0]).toMatchObject({
      award: { noticeNumber: 'ZB-2023-032', cancelled: null },
      cancelledAwards: [{ noticeNumber: 'ZB-2023-031' }],
      tenders: [{ stage: 'awarded' }],
    });
  });

  it('shows a direct award after two failures with the number of its approval', async () => {
    const direct = golden('TenderAwarded', {
      ...{ lot: 'SG-1', round: null, method: 'direct', approval: '临建招〔2023〕9号', contractDue: null },
    });
    const { lots } = await told('box-closed', golden('TenderFailed', { lot: 'SG-1', round: 1 }), direct);
    expect(lots[0]).toMatchObject({
      award: { approval: '临建招〔2023〕9号', round: null, method: 'direct' },
      tenders: [{ stage: 'failed' }],
    });
  });

  it('puts the replies and the attestation of an observer beside its invitation', async () => {
    const notary = { lot: 'SG-1', round: 1, observer: { uscc: null, name: '临江市公证处' } };
    const { observers } = await roundOne(
      'bids-opened',
      golden('ObserverReplied', { ...notary, comes: false, reason: '当日另有公证事项。' }),
      golden('ObserverReplied', { ...notary, comes: true, reason: null }),
      golden('OpeningAttested', notary),
    );
    expect(observers.map(({ replies, attestation }) => [replies.length, attestation !== null])).toEqual([
      [0, false],
      [0, false],
      [2, true],
    ]);
    expect(observers[2]).toMatchObject({
      replies: [{ comes: false, reason: '当日另有公证事项。' }, { comes: true }],
      attestation: { present: true, irregularities: null },
    });
  });
});

describe('A contract on which something goes wrong', () => {
  it('keeps what was taken off, taken back and paid back, and its end, each with its own entry', async () => {
    const { contracts } = await told(
      'progress-1',
      golden('CertificateReduced', { contract: 'HT-001', certificate: 'JL-01' }),
      golden('PaymentReversed', { contract: 'HT-001' }),
      golden('OverpaymentRecovered', { contract: 'HT-001' }),
      golden('ContractTerminated', { contract: 'HT-001' }),
      golden('RecoveryReversed'),
    );
    const works = contracts.find(({ contract }) => contract === 'HT-001')!;
    const from = works.moved.find(({ kind }) => kind === 'progress')!.last.revision;
    expect(works).toMatchObject({
      reductions: [{ reduction: '200000.00', reason: '土方量复测后核减。' }],
      reversals: [{ amount: '1400000.00' }],
      recoveries: [{ amount: '160000.00' }],
      terminated: { ground: 'contractor-default' },
      recoveriesReversed: [{ recovery: 'ZH-2023-0705', amount: '160000.00' }],
      moved: [
        { kind: 'advance', count: 1, amount: '1000000.00' },
        { kind: 'certificate', count: 1, amount: '2000000.00' },
        { kind: 'progress', count: 1, amount: '1400000.00', recovered: '200000.00' },
      ],
    });
    expect([works.reductions[0], works.terminated].map((part) => part!.revision)).toEqual([
      from + 1,
      from + 4,
    ]);
  });
});

describe('A rule set aside', () => {
  it('is listed with its subject, limit and last day, and with the entry that used it up', async () => {
    const override = golden('RuleOverridden', { override: 'o-1' });
    const unused = await told('researched', override);
    expect(unused.overrides).toMatchObject([
      { rule: 'T7', subject: 'SG-1', limit: '250', expiresOn: '2023-03-31', usedBy: null },
    ]);
    const notice = golden(
      'TenderNoticePublished',
      { lot: 'SG-1', round: 1 },
      { meta: { overrides: ['o-1'] } },
    );
    const used = await told('works-lot', override, notice);
    const { revision } = used.overrides[0]!;
    expect(used.overrides[0]!.usedBy).toEqual({
      entry: revision + 1,
      revision: revision + 1,
      type: 'TenderNoticePublished',
    });
  });
});

describe('What was said later about an entry', () => {
  const consulted = golden('DepartmentConsulted');

  it('puts the corrected text in its place, with the entry that corrected it', async () => {
    const { consultations } = await told(
      null,
      consulted,
      correcting('DepartmentConsulted', 0, 'department', { before: '市财政局', after: '临江市财政局' }),
    );
    expect(consultations).toMatchObject([
      { department: '临江市财政局', revision: 0, corrected: { department: { entry: 1, revision: 1 } } },
    ]);
  });

  it('takes a withheld field away and brings a released one back', async () => {
    const hiding = withholding('DepartmentConsulted', 0, 'opinion');
    const hidden = await told(null, consulted, hiding);
    expect(hidden.consultations[0]).not.toHaveProperty('opinion');
    expect(hidden.consultations[0]!.closed).toEqual({ opinion: { kind: 'withheld', ...grounds } });
    const open = await told(null, consulted, hiding, releasing('DepartmentConsulted', 0, 'opinion'));
    expect(open.consultations).toEqual((await told(null, consulted)).consultations);
  });
});

describe('A step of the final account that is taken back', () => {
  it('stands no more, and is named with the entry that took it back', async () => {
    const { contracts, finalAccount, audit, withdrawn } = await told(
      'audited',
      golden('AuditWithdrawn'),
      golden('FinalAccountWithdrawn'),
      golden('ReviewWithdrawn'),
      golden('SettlementWithdrawn'),
    );
    const works = contracts.find(({ contract }) => contract === 'HT-001')!;
    expect([finalAccount, audit, works.review, works.settlement]).toEqual([null, null, null, null]);
    expect(withdrawn).toMatchObject([
      { step: 'audit', amount: '10960000.00', of: { revision: expect.any(Number) } },
      { step: 'final-account', amount: '10960000.00' },
    ]);
    expect(works.withdrawn).toMatchObject([
      { step: 'review', amount: '10120000.00', reason: '审定金额录入错误，按审核报告重新登记。' },
      { step: 'settlement', amount: '10300000.00' },
    ]);
  });

  it('does not come back when its entry is told again, nor moves what was recorded anew', async () => {
    const before = await told('settlement-reviewed');
    const at = before.contracts.find(({ contract }) => contract === 'HT-001')!.review!.revision;
    const again = [
      golden('ReviewWithdrawn'),
      withholding('SettlementReviewed', at, 'opinion'),
      golden('SettlementReviewed', { approved: '10200000.00' }),
      withholding('SettlementReviewed', at, 'documents'),
    ];
    const reviewOf = async (count: number) =>
      (await told('settlement-reviewed', ...again.slice(0, count))).contracts.find(
        ({ contract }) => contract === 'HT-001',
      )!;
    expect([(await reviewOf(1)).review, (await reviewOf(2)).review]).toEqual([null, null]);
    expect(await reviewOf(4)).toMatchObject({
      review: { approved: '10200000.00', closed: {} },
      withdrawn: [{ step: 'review', of: { revision: at } }],
    });
  });
});

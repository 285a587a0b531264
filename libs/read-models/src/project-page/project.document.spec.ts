import { describe, expect, it } from '@jest/globals';
import { ApproveBudget } from '@sunlit/ledger';
import type { Delivery } from '../visible.js';
import { workedDeliveries } from '../testing/deliveries.js';
import { documented, emptyDocument, type ProjectDocument } from './project.document.js';

const folded = (deliveries: readonly Delivery[]): ProjectDocument =>
  deliveries.reduce((document, { event }) => documented(document, event), emptyDocument);
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

  it('does not grow with payments and certificates', async () => {
    const before = await workedDeliveries('advance');
    const { length } = JSON.stringify(folded(before));
    const more = (await workedDeliveries('progress-3'))
      .slice(before.length)
      .filter(({ event }) => /Payment|Progress/.test(event.type));
    expect(more.length).toBeGreaterThan(5);
    expect(JSON.stringify(folded([...before, ...more]))).toHaveLength(length);
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

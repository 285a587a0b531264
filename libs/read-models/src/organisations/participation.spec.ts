import { describe, expect, it } from '@jest/globals';
import { organisationId, isOrganisationId, usccOf } from './organisation.id.js';
import { applied, newProject, type ProjectModel } from '../project-page/project.projection.js';
import { deliveriesOf, workedDeliveries } from '../testing/deliveries.js';
import { golden, releasing, withholding } from '../testing/golden.js';
import { specLedger, storeWorkedExample } from '../testing/ledger.js';
import type { Delivery } from '../visible.js';
import { documented } from '../project-page/project.document.js';
import { changes } from './organisation.projection.js';
import type { Capacity } from './organisation.table.js';
import { participations } from './participation.js';

const noRows = () => ({ payments: [], certificates: [], findings: [], documents: [] });
const folded = (deliveries: readonly Delivery[]): ProjectModel =>
  deliveries.reduce(
    (model, { event, again }) =>
      again ? { ...model, document: documented(model.document, event) } : applied(model, event, noRows()),
    newProject(deliveries[0]!.event.project!),
  );
const after = async (until?: string) => participations(folded(await workedDeliveries(until)));
/** Who is what, told by name. */
const as = async (capacity: Capacity, until?: string) =>
  (await after(until)).filter((row) => row.capacity === capacity);

describe('The id of a body', () => {
  it('is its credit code, whatever it is called', () => {
    const uscc = '91330000MA27AAAA0E';
    expect(organisationId({ uscc, name: '江东建设' })).toBe(uscc);
    expect(organisationId({ uscc, name: '江东建设有限公司' })).toBe(uscc);
    expect(usccOf(uscc)).toBe(uscc);
  });

  it('is made of its name where no code is known, always the same and fit for an address', () => {
    const id = organisationId({ uscc: null, name: '临江市公证处' });
    expect(id).toMatch(/^n-[0-9a-f]{16}$/);
    expect(organisationId({ uscc: null, name: '临江市公证处' })).toBe(id);
    expect(organisationId({ uscc: null, name: '临江市公证处 ' })).not.toBe(id);
    expect(encodeURIComponent(id)).toBe(id);
    expect(usccOf(id)).toBeNull();
  });

  it('is nothing else', () => {
    for (const id of ['', 'n-', '91330000ma27aaaa0e', 'n-0123456789ABCDEF', '../etc', "' OR 1=1"])
      expect(isOrganisationId(id)).toBe(false);
    expect(isOrganisationId('91330000MA27AAAA0E')).toBe(true);
  });
});

describe('Who takes part in a project', () => {
  it('is its owner from the first entry, with the money of all its contracts', async () => {
    expect(await as('owner', 'registered')).toMatchObject([
      { organisation: '11331082MB0X12345C', revision: 0, contracted: '0', paid: '0' },
    ]);
    expect(await as('owner')).toMatchObject([
      { contracted: '1058000000', certified: '1058000000', paid: '1040000000' },
    ]);
  });

  it('are those whose bids were opened, and nobody before', async () => {
    expect(await as('tenderer', 'box-closed')).toEqual([]);
    const bids = await as('tenderer', 'bids-opened');
    expect(bids).toHaveLength(3);
    for (const bid of bids) expect(bid).toMatchObject({ lot: 'SG-1', round: 1, rank: null });
    expect(new Set(bids.map(({ outcome }) => outcome))).toEqual(new Set(['opened']));
  });

  it('shows neither rank nor rejection of a bid while they are sealed', async () => {
    const evaluated = await as('tenderer', 'evaluated');
    expect(evaluated.map(({ outcome, rank, reason }) => [outcome, rank, reason])).toEqual(
      evaluated.map(() => ['opened', null, null]),
    );
    const publicized = await as('tenderer', 'publicized');
    expect(publicized.map(({ outcome, rank }) => [outcome, rank]).sort()).toEqual([
      ['ranked', 1],
      ['ranked', 2],
      ['rejected', null],
    ]);
    expect(publicized.find(({ outcome }) => outcome === 'rejected')?.reason).toMatch(/\p{Script=Han}/u);
  });

  it('says who won, who did not, and of the contract its money as the ledger computes it', async () => {
    const bids = await as('tenderer');
    expect(bids.map(({ name, outcome, rank }) => [name, outcome, rank]).sort()).toEqual(
      [
        ['江东建设有限公司', 'won', 1],
        ['东湖市政工程有限公司', 'not-won', 2],
        ['南山路桥有限公司', 'rejected', null],
      ].sort(),
    );
    expect(await as('winner')).toMatchObject([
      { name: '江东建设有限公司', round: 1, outcome: 'standing', price: '1000000000' },
      { name: '正信工程监理有限公司', round: null, outcome: 'standing' },
    ]);
    expect((await as('contractor')).find(({ contract }) => contract === 'HT-001')).toMatchObject({
      ...{ organisation: '91330000MA27AAAA0E', lot: 'SG-1', price: '1000000000', overpaid: '0' },
      ...{ contracted: expect.any(String), certified: expect.any(String), paid: expect.any(String) },
    });
  });

  it('are those who supervise, witness, review and audit', async () => {
    const rows = await after();
    const named = (capacity: Capacity) => rows.flatMap((row) => (row.capacity === capacity ? row.name : []));
    expect(named('engineer')).toContain('正信工程监理有限公司');
    expect(named('observer')).toHaveLength(3);
    expect(named('reviewer').length).toBeGreaterThan(0);
    expect(named('auditor')).toHaveLength(1);
    expect(named('candidate')).toHaveLength(2);
  });

  it('has one row for each part: no key twice', async () => {
    const keys = (await after()).map(({ organisation, capacity, entry, subject }) =>
      [organisation, capacity, entry, subject].join(' '),
    );
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('tells of a failed round that it failed, and of a cancelled award that it was', async () => {
    const ledger = specLedger();
    const project = await storeWorkedExample(ledger, { until: 'bids-opened' });
    await ledger.append(`project-${project}`, golden('TenderFailed', { lot: 'SG-1', round: 1 }));
    const failed = participations(folded(await deliveriesOf(ledger)));
    expect(failed.filter(({ capacity }) => capacity === 'tenderer').map(({ outcome }) => outcome)).toEqual([
      ...['round-failed', 'round-failed', 'round-failed'],
    ]);
    const other = specLedger();
    const awarded = await storeWorkedExample(other, { until: 'awarded' });
    await other.append(`project-${awarded}`, golden('AwardCancelled', { lot: 'SG-1' }));
    const cancelled = participations(folded(await deliveriesOf(other)));
    expect(
      cancelled.filter(({ outcome }) => outcome === 'cancelled').map(({ capacity }) => capacity),
    ).toEqual([...['winner', 'tenderer']]);
  });
});

describe('Who was paid an expense', () => {
  const nobody = { before: new Map(), after: new Map() };
  const coded = { uscc: '91330000MA27EEEE05', name: '北河建设集团有限公司' };
  const told = async (...events: Parameters<ReturnType<typeof specLedger>['append']>[1][]) => {
    const ledger = specLedger();
    await ledger.append('project-00000000-0000-5000-8000-000000000001', ...events);
    return deliveriesOf(ledger);
  };

  it('is named where it has a credit code: whoever has none may be a person', async () => {
    const deliveries = await told(
      golden('ExpenseRecorded', { payee: coded, amount: '12.34' }),
      golden('ExpenseRecorded', { payee: { uscc: null, name: '张三' } }),
    );
    const { added, removed } = changes(deliveries, nobody);
    expect([...added.values()]).toMatchObject([
      { capacity: 'payee', organisation: coded.uscc, revision: 0, price: '1234' },
    ]);
    expect(removed.size).toBe(0);
  });

  it('goes when it is withheld and comes back when it is released, whatever falls into one page', async () => {
    const events = [
      golden('ExpenseRecorded', { payee: coded }),
      withholding('ExpenseRecorded', 0, 'payee'),
      releasing('ExpenseRecorded', 0, 'payee'),
    ];
    const all = await told(...events);
    expect(changes(all, nobody).added.size).toBe(1);
    const untilWithheld = all.slice(
      0,
      all.findIndex(({ event }) => event.type === 'FieldReleased'),
    );
    expect(changes(untilWithheld, nobody).added.size).toBe(0);
    const { added, removed } = changes(untilWithheld.slice(1), nobody);
    expect([added.size, removed.size]).toEqual([0, 1]);
  });
});

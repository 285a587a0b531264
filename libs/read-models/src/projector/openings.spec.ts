import { describe, expect, it } from '@jest/globals';
import type { SealedField } from './kept.table.js';
import { awaited, openedBy, sealedFields } from './openings.js';

const closed = {
  committee: { kind: 'sealed', until: 'TenderAwarded', of: { lot: 'SG-1', round: 2 } },
  ranking: { kind: 'sealed', until: 'CandidatesPublicized', of: { lot: 'SG-1', round: 2 } },
  account: { kind: 'personal' },
  receipt: { kind: 'internal' },
} as const;
const fields = sealedFields({ type: 'BidsEvaluated', data: { lot: 'SG-1', round: 2 }, closed });
const openFields = (of: readonly SealedField[]) => of.flatMap((f) => (f.opened ? [f.field] : []));
const later = (type: string, data: Record<string, string | number | null>) => ({ type, data });

describe('A sealed field opens', () => {
  it('with the event that it names, of the same lot and round', () => {
    expect(openFields(openedBy(fields, later('TenderAwarded', { lot: 'SG-1', round: 2 })))).toEqual([
      'committee',
    ]);
  });

  it('with no other type of event', () => {
    expect(openedBy(fields, later('ContractSigned', { lot: 'SG-1', round: 2 }))).toBe(fields);
  });

  it('not with another lot, another round, or an event that names neither', () => {
    for (const data of [
      { lot: 'SG-2', round: 2 },
      { lot: 'SG-1', round: 1 },
      { lot: 'SG-1', round: '2' },
      { lot: 'SG-1', round: null },
      {},
    ])
      expect(openedBy(fields, later('TenderAwarded', data as never))).toBe(fields);
  });

  it('one after another, each staying open', () => {
    const ranked = openedBy(fields, later('CandidatesPublicized', { lot: 'SG-1', round: 2 }));
    expect(awaited(ranked)).toEqual(['TenderAwarded']);
    const awarded = openedBy(ranked, later('TenderAwarded', { lot: 'SG-1', round: 2 }));
    expect(openFields(awarded)).toEqual(['committee', 'ranking']);
    expect(awaited(awarded)).toEqual([]);
    expect(openedBy(awarded, later('TenderAwarded', { lot: 'SG-1', round: 2 }))).toBe(awarded);
  });

  it('also where the law withholds it: released, it still waits', () => {
    const withheld = {
      kind: 'withheld',
      ...{ article: '第十五条', reason: '商业秘密', approver: 'p-9', reviewDate: '2030-01-01' },
    } as const;
    const [committee] = sealedFields({
      type: 'BidsEvaluated',
      data: { lot: 'SG-1', round: 2 },
      closed: { committee: withheld, documents: withheld },
    });
    expect(committee).toEqual({
      ...{ field: 'committee', until: 'TenderAwarded', opened: false },
      of: { lot: 'SG-1', round: 2 },
    });
  });

  it('never, when it is personal or internal', () => {
    expect(fields.map(({ field }) => field)).toEqual(['committee', 'ranking']);
  });
});

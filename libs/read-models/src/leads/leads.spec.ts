import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { fen, plusDays, shippedRulebook, type Rule } from '@sunlit/ledger';
import { leadsOf, type ComparedLot, type LeadRule } from './leads.js';

let entries = 0;
const lot = (
  project: string,
  estimate: string,
  plannedOn: string,
  other: Partial<ComparedLot> = {},
): ComparedLot => {
  const entry = entries++;
  return {
    ...{ project, projectName: `工程${project}`, stage: 'tendering', lot: `SG-${entry}`, revision: 8, entry },
    ...{ kind: 'works', method: 'negotiated', estimate: String(fen(estimate)), plannedOn },
    ...{ owner: '11331082MB0X12345C', ownerName: '市政中心', category: 'road', site: '滨江路' },
    ...other,
  };
};
const shipped = (id: string): Rule[] => shippedRulebook.rows.filter((rule) => rule.id === id);
const found = (id: LeadRule, lots: readonly ComparedLot[], versions = shipped(id)) =>
  leadsOf(id, lots, versions).map((lead) => ({ ...lead, lots: lead.lots.map(({ project }) => project) }));

describe('Suspected splitting', () => {
  it('is a lead where two projects of one owner at one site are planned at 499,999.99 each (T3)', () => {
    const [lead, ...others] = leadsOf(
      'T3',
      [lot('A', '499999.99', '2023-03-01'), lot('B', '499999.99', '2023-05-01')],
      shipped('T3'),
    );
    expect(others).toEqual([]);
    expect(lead).toMatchObject({
      ...{ rule: 'T3', version: 1, sum: '999999.98', line: '500000.00' },
      ...{ from: '2023-03-01', until: '2023-05-01', site: '滨江路', category: 'road' },
      owner: { uscc: '11331082MB0X12345C', name: '市政中心' },
      lots: [
        { project: 'A', estimate: '499999.99', plannedOn: '2023-03-01' },
        { project: 'B', estimate: '499999.99', plannedOn: '2023-05-01' },
      ],
    });
    expect(lead!.formula.zh).toContain('共 2 个，合计 999,999.98 元，不低于 500,000.00 元');
    expect(lead!.formula.en).toContain(
      '2, each estimated below the local open-tender line of 500,000.00 CNY, together 999,999.98 CNY',
    );
  });

  it('is a lead where the lots of one project reach the line together (T3)', () => {
    const lots = [lot('A', '300000.00', '2023-03-01'), lot('A', '200000.00', '2023-03-01')];
    expect(found('T3', lots)).toMatchObject([{ sum: '500000.00', lots: ['A', 'A'] }]);
  });

  it('is none where every lot is tendered openly: nothing was avoided (T3)', () => {
    const open = { method: 'open' } as const;
    const first = lot('A', '499999.99', '2023-03-01', open);
    expect(found('T3', [first, lot('B', '499999.99', '2023-05-01', open)])).toEqual([]);
    expect(found('T3', [first, lot('B', '499999.99', '2023-05-01')])).toMatchObject([{ sum: '999999.98' }]);
  });

  it('begins at the line exactly: one fen less is none (T3)', () => {
    const small = lot('A', '0.01', '2023-03-01');
    expect(found('T3', [small, lot('B', '499999.99', '2023-03-02')])).toMatchObject([{ sum: '500000.00' }]);
    expect(found('T3', [small, lot('B', '499999.98', '2023-03-02')])).toEqual([]);
  });

  it('counts twelve months: the 365th day counts, the 366th does not (T3)', () => {
    const first = '2023-03-01';
    const after = (days: number) => [
      lot('A', '499999.99', first),
      lot('B', '499999.99', plusDays(first, days)),
    ];
    expect(found('T3', after(365))).toHaveLength(1);
    expect(found('T3', after(366))).toEqual([]);
  });

  it('looks over the end of a year, and tells overlapping groups apart (T3)', () => {
    const days = ['2022-06-01', '2022-12-20', '2023-05-20', '2023-12-01'];
    const lots = days.map((day, i) => lot('ABCD'[i]!, '300000.00', day));
    expect(found('T3', lots).map(({ lots }) => lots.join(''))).toEqual(['BCD', 'ABC']);
  });

  it('leaves out a lot that reaches the line by itself (T3)', () => {
    const large = lot('A', '500000.00', '2023-03-01');
    expect(found('T3', [large, lot('B', '499999.99', '2023-03-02')])).toEqual([]);
  });

  it.each([
    ['another owner', { owner: '11331082MB0X99999C' }],
    ['another site', { site: '解放路' }],
    ['another category', { category: 'bridge' }],
    ['services', { kind: 'services' as const }],
    ['a site that is withheld', { site: null }],
  ] satisfies [string, Partial<ComparedLot>][])(
    'compares like with like: not with %s (T3)',
    (_, other: Partial<ComparedLot>) => {
      expect(
        found('T3', [lot('A', '499999.99', '2023-03-01'), lot('B', '499999.99', '2023-03-02', other)]),
      ).toEqual([]);
      expect(
        found('T3', [lot('A', '499999.99', '2023-03-01', other), lot('B', '499999.99', '2023-03-02', other)]),
      ).toHaveLength(other.kind === 'services' || other.site === null ? 0 : 1);
    },
  );

  it('is judged by the version in force when the last lot was planned, never by a later one (T3)', () => {
    const [law] = shipped('T3');
    const tightened: Rule[] = [
      { ...law!, effectiveTo: '2023-12-31' },
      { ...law!, version: 2, value: { windowDays: 365, line: '200000.00' }, effectiveFrom: '2024-01-01' },
    ];
    const both = (day: string) => [lot('A', '150000.00', '2023-12-01'), lot('B', '150000.00', day)];
    expect(found('T3', both('2023-12-31'), tightened)).toEqual([]);
    expect(found('T3', both('2024-01-01'), tightened)).toMatchObject([{ version: 2, line: '200000.00' }]);
    expect(found('T3', both('2023-12-31'), [])).toEqual([]);
  });
});

describe('Procurements that can be combined', () => {
  it('are a lead where those not tendered reach the statutory line of their kind (T3a)', () => {
    const lots = (kind: ComparedLot['kind'], estimate: string) =>
      ['2023-03-01', '2023-09-01'].map((day, i) => lot('AB'[i]!, estimate, day, { kind, method: 'direct' }));
    expect(found('T3a', lots('works', '2000000.00'))).toMatchObject([{ line: '4000000.00', site: null }]);
    expect(found('T3a', lots('goods', '1000000.00'))).toMatchObject([{ line: '2000000.00' }]);
    expect(found('T3a', lots('services', '500000.00'))).toMatchObject([{ line: '1000000.00' }]);
    expect(found('T3a', lots('services', '499999.99'))).toEqual([]);
  });

  it('are compared wherever they are (T3a)', () => {
    const lots = ['滨江路', '解放路'].map((site) => lot(site, '2000000.00', '2023-03-01', { site }));
    expect(found('T3a', lots)).toHaveLength(1);
  });

  it.each(['open', 'invited'] as const)('are none where one is tendered: %s (T3a)', (method) => {
    const lots = [lot('A', '2000000.00', '2023-03-01'), lot('B', '2000000.00', '2023-03-02', { method })];
    expect(found('T3a', lots)).toEqual([]);
  });
});

describe('Goods and services of one fiscal year', () => {
  const goods = (
    project: string,
    estimate: string,
    day: string,
    method: ComparedLot['method'] = 'negotiated',
  ) => lot(project, estimate, day, { kind: 'goods', method });

  it('bought in parts are a lead where they reach the line without open tender (T3b)', () => {
    const lots = [goods('A', '1500000.00', '2023-01-01'), goods('B', '500000.00', '2023-12-31', 'invited')];
    expect(found('T3b', lots)).toMatchObject([{ sum: '2000000.00', line: '2000000.00', lots: ['A', 'B'] }]);
  });

  it('are counted year by year: the first of January begins another (T3b)', () => {
    expect(
      found('T3b', [goods('A', '1500000.00', '2023-12-31'), goods('B', '1500000.00', '2024-01-01')]),
    ).toEqual([]);
  });

  it('tendered openly do not count (T3b)', () => {
    expect(
      found('T3b', [goods('A', '1500000.00', '2023-05-01'), goods('B', '900000.00', '2023-06-01', 'open')]),
    ).toEqual([]);
  });

  it('leave works out (T3b)', () => {
    expect(
      found('T3b', [lot('A', '1900000.00', '2023-05-01'), lot('B', '1900000.00', '2023-06-01')]),
    ).toEqual([]);
  });
});

describe('Many lots of one owner', () => {
  it('make few leads, which hold every lot of any group between them', () => {
    const lots = Array.from({ length: 2_000 }, (_, i) =>
      lot(`P${i}`, '450000.00', plusDays('2015-01-01', i), { method: 'direct' }),
    );
    const leads = leadsOf('T3', lots, shipped('T3'));
    expect(leads).toHaveLength(6);
    expect(new Set(leads.flatMap(({ lots }) => lots.map(({ entry }) => entry))).size).toBe(lots.length);
    for (const { from, until } of leads) expect(plusDays(from, 365) >= until).toBe(true);
  });

  it('make leads of exactly the lots that stand in some twelve months reaching the line', () => {
    const property = fc.property(
      fc.array(fc.record({ days: fc.nat(900), fen: fc.integer({ min: 1, max: 60_000_000 }) }), {
        maxLength: 14,
      }),
      (drawn) => {
        const lots = drawn.map(({ days, fen }, i) =>
          lot(`P${i}`, '0.01', plusDays('2020-01-01', days), { estimate: String(fen) }),
        );
        const inLeads = new Set(
          leadsOf('T3', lots, shipped('T3')).flatMap((lead) => lead.lots.map((l) => l.entry)),
        );
        const small = lots.filter(({ estimate }) => BigInt(estimate) < 50_000_000n);
        // Whether some twelve months that hold the lot reach the line.
        const suspicious = small.filter((one) =>
          small.some(({ plannedOn: first }) => {
            const within = small.filter(({ plannedOn: on }) => first <= on && on <= plusDays(first, 365));
            const total = within.reduce((sum, { estimate }) => sum + BigInt(estimate), 0n);
            return within.includes(one) && within.length > 1 && total >= 50_000_000n;
          }),
        );
        expect([...inLeads].sort((a, b) => a - b)).toEqual(suspicious.map(({ entry }) => entry));
      },
    );
    fc.assert(property, { numRuns: 300 });
  });
});

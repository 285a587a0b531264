import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { projectId, tenderId } from '@sunlit/envelope';
import { figures, reconciliation, reveal, roles, type BidBox, type ProjectState } from '@sunlit/ledger';
import { join } from 'node:path';
import { playWorkedExample } from '../../../../libs/ledger/src/testing/worked-example.js';
import { readCast } from './cast.js';
import { linjiang, openTown, removeFolders, sampleFiles, type Town } from './testing/office.js';
import type { ImportReport } from './report.js';

const owner = '11331082MB0X12345C';
const closed = projectId(owner, 'ZW-2023-017');
const tendering = projectId(owner, 'ZW-LD-008');

describe('The sample city', () => {
  let town: Town;
  let report: ImportReport;
  const state = async <S>(stream: string): Promise<S> => (await town.office.streams.load<S>(stream)).state;

  beforeAll(async () => {
    town = await openTown();
    report = await town.import(linjiang);
  });
  afterAll(removeFolders);

  it('loads completely', () => {
    expect(report.refused).toEqual([]);
    expect(report).toMatchObject({ rows: 70, carriedOut: 70, replayed: 0, prepared: 0, skipped: 0 });
  });

  it('holds the worked example, closed and balanced to the fen', async () => {
    const project = await state<ProjectState>(`project-${closed}`);
    expect(figures(project)).toEqual({
      budget: '12000000.00',
      contracted: '10580000.00',
      certified: '10580000.00',
      paid: '10400000.00',
      expenses: '560000.00',
      audited: '10960000.00',
    });
    expect(reconciliation(project)).toMatchObject({ total: '10960000.00', difference: '0.00' });
    expect(project.closedOn).toBe('2025-03-10');
  });

  it('comes to the very events of the worked example, with their instants and without a finding', async () => {
    const events = await town.office.streams.events(`project-${closed}`, 0, 1_000);
    const expected = playWorkedExample().project.events;
    expect(events.map(({ type }) => type)).toEqual(expected.map(({ type }) => type));
    expect(events.map(({ meta }) => meta.findings)).toEqual(expected.map(() => []));
    // The ledger closes the box by itself, on either way at its own instant.
    const byPersons = <T extends { type: string }>(all: readonly T[]) =>
      all.filter(({ type }) => type !== 'BidBoxClosed');
    expect(byPersons(events).map(({ meta }) => meta.recordedAt)).toEqual(
      byPersons(expected).map(({ recordedAt }) => recordedAt),
    );
    const own = (all: readonly { type: string; data: object }[]) =>
      byPersons(all).map(({ data }) => withoutIds(data));
    expect(own(events)).toEqual(own(expected));
  });

  it('has every entry of two persons, prepared before it was confirmed', async () => {
    const events = await town.office.streams.events(`project-${closed}`, 0, 1_000);
    for (const { type, meta } of events.filter((e) => e.type !== 'BidBoxClosed'))
      expect([type, meta.preparedBy.person === meta.confirmedBy?.person]).toEqual([type, false]);
  });

  it('holds a project of exactly 500,000.00 in open tender with four bids standing and nothing opened', async () => {
    const project = await state<ProjectState>(`project-${tendering}`);
    const { method, tender } = project.lots['SG-1']!;
    expect([project.registered?.estimate, figures(project).budget]).toEqual(['500000.00', '500000.00']);
    expect([method, tender?.stage, tender?.receipts]).toEqual(['open', 'noticed', null]);
    expect(tender?.observers.map(({ capacity }) => capacity)).toEqual([
      'discipline-inspection',
      'procuratorate',
      'notary',
    ]);
    expect(tender?.bidDeadline).toBe('2026-03-14T01:30:00.000Z');
    const box = await state<BidBox>(`bidbox-${tenderId(tendering, 'SG-1', 1)}`);
    const standings = reveal(box.receipts).map(({ standing }) => standing);
    expect(standings.sort()).toEqual(['replaced', 'stands', 'stands', 'stands', 'stands']);
  });

  it('loaded again on another day is not doubled: every row is found', async () => {
    const before = await town.events();
    town.at('2026-05-01T02:00:00.000Z');
    const again = await town.import(linjiang);
    expect(again).toMatchObject({
      rows: report.rows,
      carriedOut: 0,
      replayed: report.rows,
      skipped: 0,
      refused: [],
    });
    expect(await town.events()).toBe(before);
  });

  it('goes on where a stopped run ended', async () => {
    const half = await openTown();
    const stop = new Error('power cut');
    const stopped = half.import(linjiang, {
      onProgress: (done) => {
        if (done === 30) throw stop;
      },
    });
    await expect(stopped).rejects.toBe(stop);
    const rest = await half.import(linjiang);
    expect(rest).toMatchObject({ replayed: 30, carriedOut: report.rows - 30, refused: [] });
  });
});

describe('Everybody in the sample', () => {
  it('has a credit code whose check digit is right (GB 32100)', async () => {
    const sheets = Object.entries(await sampleFiles()).filter(([name]) => name.endsWith('.csv'));
    const codes = new Set(
      sheets.flatMap(([, text]) => String(text).match(/(?<![0-9A-Za-z])[0-9A-Z]{18}(?![0-9A-Za-z])/g) ?? []),
    );
    expect(codes.size).toBe(10);
    expect([...codes].filter((code) => code[17] !== checkDigit(code))).toEqual([]);
  });
  it('holds every role at least twice, under different logins', async () => {
    const cast = await readCast(join(linjiang, 'officers.csv'));
    for (const role of roles)
      expect([role, cast.filter((o) => o.role === role).length >= 2]).toEqual([role, true]);
  });
});

function checkDigit(code: string): string {
  const symbols = '0123456789ABCDEFGHJKLMNPQRTUWXY';
  const sum = [...code.slice(0, 17)].reduce((s, c, i) => s + symbols.indexOf(c) * (3 ** i % 31), 0);
  return symbols[(31 - (sum % 31)) % 31]!;
}

/** What differs between two ledgers: receipts of the bid box, hashes and sizes of papers, who approved a withholding. */
function withoutIds(data: object): unknown {
  return JSON.parse(
    JSON.stringify(data, (name, value: unknown) =>
      ['receipt', 'sha256', 'size', 'approver'].includes(name) ? '' : value,
    ),
  );
}

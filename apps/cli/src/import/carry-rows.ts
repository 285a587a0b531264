import { Moved, Overtaken, type Office, type Preparation, type Submission } from '@sunlit/commands';
import { commandId, tenderId } from '@sunlit/envelope';
import {
  readFields,
  reveal,
  sameParty,
  type BidBox,
  type JsonObject,
  type Party,
  type ProjectState,
  type Rulebook,
  type SubmissionState,
} from '@sunlit/ledger';
import { unknownReceipt } from './cells.js';
import { keyOf, type Row } from './rows.js';

export type Outcome = 'carried-out' | 'replayed';

/** The sheet names a bidder who has no bid standing in the box. */
export class NoReceipt extends Error {
  override readonly name = 'NoReceipt';
}

/** What all rows of an import share. */
export interface Carrying {
  /** In force when the import began. */
  readonly rulebook: Rulebook;
  /** Gets the last step of each row, which may wait for the next row's first. */
  later(step: () => Promise<void>): void;
  /** Begins the steps that wait. */
  beginSteps(): void;
}

/**
 * Takes one row of a sample ledger through the ordinary commands: prepared by the one, confirmed by the other at the
 * revision shown, or, for a bid, made by one alone. Safe to repeat after a stop at any point. Throws as they do, and
 * `NoReceipt`.
 */
export async function carryRow(office: Office, row: Row, carrying: Carrying): Promise<Outcome> {
  const { preparedBy, confirmedBy, preparedAt, recordedAt } = row.recording!;
  const key = keyOf(row);
  const stored = await storedBefore(office, row, commandId(preparedBy.person!, key));
  if (stored) return 'replayed';
  const body = await withReceipts(office, row);
  if (!confirmedBy) {
    const request = { project: row.project, actor: preparedBy, key, instant: recordedAt, ifRevision: null };
    const { replayed } = await office.receive(readFields(row.type, body), request);
    return replayed ? 'replayed' : 'carried-out';
  }
  const preparation = {
    ...{ project: row.project, commands: [{ name: row.type.name, body }] },
    ...{ actor: preparedBy, key, instant: preparedAt },
  };
  if (await carriedThrough(office, preparation, row, carrying)) return 'carried-out';
  const { submissions } = office;
  const prepared = await submissions.prepare(preparation);
  if (prepared.state === 'carried-out') return 'replayed';
  if (prepared.state === 'confirmed') await submissions.finish(prepared.submission);
  else await confirm(office, prepared, row);
  return 'carried-out';
}

/** Finds out beforehand, for some rows together, which of them an earlier run has begun. */
export async function lookAhead({ streams }: Office, rows: readonly Row[]): Promise<void> {
  const ids = rows
    .filter(({ recording }) => recording!.confirmedBy)
    .map((row) => commandId(row.recording!.preparedBy.person!, keyOf(row)));
  await Promise.all(ids.map((id) => streams.load(`submission-${id}`)));
}

/** By both persons at once; false where it has to go step by step: begun by an earlier run, or somebody came between. */
async function carriedThrough(
  { submissions }: Office,
  preparation: Preparation,
  { recording }: Row,
  { rulebook, later, beginSteps }: Carrying,
): Promise<boolean> {
  const { confirmedBy, recordedAt } = recording!;
  const confirmation = { actor: confirmedBy!, instant: recordedAt };
  try {
    const through = await submissions.carryThrough(preparation, confirmation, rulebook, beginSteps);
    if (through) later(through.note);
    return through !== null;
  } catch (error) {
    if (error instanceof Overtaken) return false;
    throw error;
  }
}

/** Confirms as an officer does: when somebody else's entry came between, looks again. */
async function confirm(office: Office, prepared: Submission, row: Row, attempts = 3): Promise<void> {
  const { submissions } = office;
  const { confirmedBy, recordedAt } = row.recording!;
  const { submission, projectRevision, state } = prepared;
  if (state !== 'waiting') throw new Overtaken(submission, state);
  try {
    await submissions.confirm({ submission, projectRevision, actor: confirmedBy!, instant: recordedAt });
  } catch (error) {
    const again = error instanceof Moved || (error instanceof Overtaken && error.stage === 'waiting');
    if (!again || attempts === 1) throw error;
    await confirm(office, await submissions.get(submission), row, attempts - 1);
  }
}

/**
 * Whether a row that rests on the bid box was carried out by an earlier run. Asked first, because receipts mean
 * something else once the box has moved on: a bid that was withdrawn stands no longer.
 */
async function storedBefore({ streams }: Office, row: Row, id: string): Promise<boolean> {
  if (!namesReceipts(row)) return false;
  if (!row.recording!.confirmedBy) {
    for (let round = await roundOf(streams, row); round > 0; round--)
      if ((await streams.load<BidBox>(boxOf(row, round))).commands.has(id)) return true;
    return false;
  }
  const { state } = await streams.load<SubmissionState>(`submission-${id}`);
  return state.stage === 'carried-out';
}

/** The body with the receipts that stand in the box now in the places that the sheet leaves open. */
async function withReceipts({ streams }: Office, row: Row): Promise<JsonObject> {
  if (!namesReceipts(row)) return row.body;
  const box = await streams.load<BidBox>(boxOf(row, await roundOf(streams, row)));
  const standing = reveal(box.state.receipts).filter((r) => r.standing === 'stands');
  const receiptOf = (bidder: Party): string => {
    const found = standing.find((r) => sameParty(r.bidder, bidder));
    if (!found) throw new NoReceipt(`投标箱中没有“${bidder.name}”的有效投标`);
    return found.receipt;
  };
  const filled = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(filled);
    if (typeof value !== 'object' || value === null) return value;
    const { receipt, bidder } = value as { receipt?: string; bidder?: Party };
    if (receipt === unknownReceipt) return { ...value, receipt: receiptOf(row.bidder ?? bidder!) };
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, filled(inner)]));
  };
  return filled(row.body) as JsonObject;
}

const namesReceipts = (row: Row): boolean =>
  row.bidder !== null || row.headings.some(({ column }) => column.receipts);

async function roundOf(streams: Office['streams'], { project, body }: Row): Promise<number> {
  const { state } = await streams.load<ProjectState>(`project-${project}`);
  return state.lots[String(body['lot'])]?.tender?.round ?? 0;
}

const boxOf = ({ project, body }: Row, round: number): string =>
  `bidbox-${tenderId(project, String(body['lot']), round)}`;

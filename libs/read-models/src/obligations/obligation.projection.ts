import {
  fen,
  max,
  paid,
  paymentCeiling,
  progressCeiling,
  progressGross,
  shareDown,
  type ContractAccount,
  type Due,
  type Fen,
  type ProjectState,
} from '@sunlit/ledger';
import type { ProjectEvents, ProjectEventType } from '../project-page/project.events.js';
import type { Told as ProjectTold } from '../project-page/project.projection.js';
import { snake, upsert, type Sql } from '../table.js';
import type { Visible } from '../visible.js';
import { obligationTable, type ObligationRow, type Turn } from './obligation.table.js';

type Told = Pick<ProjectTold, 'event' | 'state'>;

/** Applies the new project events of a page, in order: one query for the obligations that they may touch, one statement. */
export async function projectObligations(db: Sql, told: readonly Told[]): Promise<void> {
  const touching = told.filter(({ event }) => event.type in steps);
  if (touching.length === 0) return;
  const rows = await load(db, touching);
  const changed = new Map<string, ObligationRow>();
  for (const each of touching) {
    const { project } = each.event;
    for (const row of stepped(rows.get(project!) ?? [], each)) {
      changed.set(`${project} ${row.revision}`, row);
      rows.set(project!, put(rows.get(project!) ?? [], row));
    }
  }
  await upsert(db, obligationTable, [...changed.values()]);
}

/** The obligations of one project that an event makes or changes. Pure. */
export function stepped(rows: readonly ObligationRow[], { event, state }: Told): readonly ObligationRow[] {
  const step = steps[event.type as ProjectEventType] as Step<object> | undefined;
  return step ? step(event.read, { rows, event, state }) : [];
}

/** The rows with one put in the place of its former self, or at the end. */
export function put(rows: readonly ObligationRow[], row: ObligationRow): readonly ObligationRow[] {
  const at = rows.findIndex(({ revision }) => revision === row.revision);
  return at === -1 ? [...rows, row] : rows.with(at, row);
}

interface Now extends Told {
  readonly rows: readonly ObligationRow[];
}
type Step<Data> = (data: Data, now: Now) => readonly ObligationRow[];

/** What makes, meets, opens again or ends a due date. Dates and numbers cannot be closed: an event told again changes nothing. */
const steps: { readonly [T in ProjectEventType]?: Step<ProjectEvents[T]> } = {
  ObjectionRaised: ({ lot, round, objection, raisedOn, answerDue }, now) =>
    arising(now, 'answer', answerDue, raisedOn, { lot, round, number: objection }),
  ObjectionAnswered: ({ lot, round, objection, answeredOn }, now) =>
    turned(now, 'met', answeredOn, (o) => isOf(o, 'answer', lot, round) && o.number === objection),
  BidsEvaluated: ({ lot, round, evaluatedOn, publicityDue }, now) =>
    arising(now, 'publicity', publicityDue, evaluatedOn, { lot, round }),
  CandidatesPublicized: ({ lot, round, publicFrom }, now) =>
    turned(now, 'met', publicFrom, (o) => isOf(o, 'publicity', lot, round)),
  TenderFailed: ({ lot, round, failedOn }, now) =>
    turned(now, 'ended', failedOn, (o) => isOf(o, 'answer', lot, round) || isOf(o, 'publicity', lot, round)),
  TenderAwarded: ({ lot, round, awardedOn, contractDue }, now) =>
    arising(now, 'contract', contractDue, awardedOn, { lot, round }),
  AwardCancelled: ({ lot, cancelledOn }, now) =>
    turned(now, 'ended', cancelledOn, (o) => o.kind === 'contract' && o.lot === lot),
  ContractSigned: ({ lot, signedOn }, now) =>
    turned(now, 'met', signedOn, (o) => o.kind === 'contract' && o.lot === lot),

  ProgressCertified: ({ contract, certificate, certifiedOn, value, paymentDue }, now) =>
    arising(now, 'payment', paymentDue, certifiedOn, {
      ...{ contract, number: certificate, value: String(fen(value)), gross: '0' },
    }).filter((o) => !isSettled(o, now.state.contracts[contract]!)),
  CertificateReduced: ({ contract, certificate, reduction, reducedOn }, now) =>
    settling(now, contract, reducedOn, 'ended', (o) =>
      o.number === certificate ? { value: String(BigInt(o.value!) - fen(reduction)) } : {},
    ),
  PaymentRecorded: ({ contract, certificate, amount, advanceRecovered, valueDate }, now) =>
    settling(now, contract, valueDate, 'met', (o) =>
      o.number === certificate ? paidMore(o, fen(amount) + fen(advanceRecovered)) : {},
    ),
  PaymentReversed: ({ contract, certificate, amount, advanceRestored, reversedOn }, now) =>
    contract === null
      ? []
      : settling(now, contract, reversedOn, 'open', (o) =>
          o.number === certificate ? paidMore(o, -(fen(amount) + fen(advanceRestored))) : {},
        ),
  OverpaymentRecovered: ({ contract, recoveredOn }, now) =>
    settling(now, contract, recoveredOn, 'met', () => ({})),
  RecoveryReversed: ({ contract, reversedOn }, now) =>
    settling(now, contract, reversedOn, 'open', () => ({})),
  SettlementReviewed: ({ contract, reviewedOn }, now) => [
    ...turned(now, 'met', reviewedOn, (o) => o.kind === 'review' && o.contract === contract),
    ...settling(now, contract, reviewedOn, 'ended', () => ({})),
  ],

  CompletionAccepted: ({ contract, acceptedOn, finalAccountDue }, now) =>
    allAccepted(now.state)
      ? [
          ...turned(now, 'ended', acceptedOn, (o) => o.kind === 'final-account'),
          ...arising(now, 'final-account', finalAccountDue, acceptedOn, { contract }),
        ]
      : [],
  SettlementSubmitted: ({ contract, submittedOn, reviewDue }, now) =>
    arising(now, 'review', reviewDue, submittedOn, { contract }),
  SettlementWithdrawn: ({ contract, withdrawnOn }, now) =>
    turned(now, 'ended', withdrawnOn, (o) => o.kind === 'review' && o.contract === contract),
  ReviewWithdrawn: ({ contract, withdrawnOn }, now) => [
    ...reopened(now, withdrawnOn, (o) => o.kind === 'review' && o.contract === contract),
    ...settling(now, contract, withdrawnOn, 'open', () => ({})),
  ],
  FinalAccountCompiled: ({ compiledOn }, now) =>
    turned(now, 'met', compiledOn, (o) => o.kind === 'final-account'),
  FinalAccountWithdrawn: ({ withdrawnOn }, now) =>
    reopened(now, withdrawnOn, (o) => o.kind === 'final-account'),
};

type Of = Partial<Pick<ObligationRow, 'lot' | 'round' | 'contract' | 'number' | 'value' | 'gross'>>;

function arising(
  { event }: Now,
  kind: ObligationRow['kind'],
  due: Due | null,
  aroseOn: string,
  of: Of,
): readonly ObligationRow[] {
  if (due === null) return [];
  const { project, revision, entry, recordedAt } = event;
  const { rule, version, on: dueOn, provisional } = due;
  return [
    {
      ...{ project: project!, revision, entry, recordedAt, kind, rule, version },
      ...{ lot: null, round: null, contract: null, number: null, value: null, gross: null, ...of },
      ...{ aroseOn, dueOn, provisional, turns: [], state: 'open' },
    },
  ];
}

const isOf = (o: ObligationRow, kind: ObligationRow['kind'], lot: string, round: number | null): boolean =>
  o.kind === kind && o.lot === lot && o.round === round;

const turned = (
  now: Now,
  to: Turn['to'],
  on: string,
  which: (o: ObligationRow) => boolean,
): readonly ObligationRow[] =>
  now.rows.filter((o) => o.state === 'open' && which(o)).map((o) => turn(o, to, on, now.event));

/** The last of those that were met, which is open again: what met it was taken back. */
const reopened = (now: Now, on: string, which: (o: ObligationRow) => boolean): readonly ObligationRow[] =>
  now.rows
    .filter((o) => (o.state === 'met' || o.state === 'met-late') && which(o))
    .slice(-1)
    .map((o) => turn(o, 'open', on, now.event));

function turn(o: ObligationRow, to: Turn['to'], on: string, event: Visible): ObligationRow {
  const { revision, entry, recordedAt } = event;
  const late = to === 'met' && on > o.dueOn;
  return {
    ...o,
    turns: [...o.turns, { to, on, revision, entry, recordedAt }],
    state: late ? 'met-late' : to,
  };
}

/**
 * The payments due on a contract's certificates after its money has moved. One is settled when nothing is due on its
 * certificate, or nothing on the contract as a whole, whose payments need not follow its certificates one by one. `to`:
 * what became of one that is settled now.
 */
function settling(
  now: Now,
  contract: string,
  on: string,
  to: Turn['to'],
  change: (o: ObligationRow) => Partial<ObligationRow>,
): readonly ObligationRow[] {
  const account = now.state.contracts[contract]!;
  return now.rows
    .filter((o) => o.kind === 'payment' && o.contract === contract)
    .flatMap((o) => {
      const moved = { ...o, ...change(o) };
      const settled = isSettled(moved, account);
      if (settled && o.state === 'open') return turn(moved, to === 'open' ? 'met' : to, on, now.event);
      if (!settled && to === 'open' && o.state !== 'open') return turn(moved, 'open', on, now.event);
      return moved.value === o.value && moved.gross === o.gross ? [] : moved;
    });
}

const paidMore = ({ gross }: ObligationRow, more: Fen) => ({ gross: String(BigInt(gross!) + more) });

const isSettled = (o: ObligationRow, account: ContractAccount): boolean =>
  paidInFull(account) || dueOn(o, account) === 0n;

const dueOn = ({ value, gross }: ObligationRow, { progressRate }: ContractAccount): Fen =>
  max(0n, shareDown(BigInt(value!), progressRate) - BigInt(gross!));

const paidInFull = (a: ContractAccount): boolean =>
  a.reviewed === null ? progressGross(a) >= progressCeiling(a) : paid(a) >= paymentCeiling(a);

/** The works can be used when the last of their contracts is accepted; a terminated one never is. */
const allAccepted = ({ contracts }: ProjectState): boolean =>
  Object.values(contracts).every(
    ({ kind, acceptedOn, terminatedOn }) => kind !== 'works' || acceptedOn !== null || terminatedOn !== null,
  );

/**
 * Those that may change: open ones; the certificate on which a payment rests, or which is reduced; every one of a contract
 * of which a payment, a recovery or the review is taken back; and the final account's.
 */
async function load(db: Sql, told: readonly Told[]): Promise<Map<string, readonly ObligationRow[]>> {
  const moved = told.flatMap(({ event: { type, project, read } }) =>
    moving.includes(type)
      ? {
          project,
          kind: type === 'FinalAccountWithdrawn' ? 'final-account' : null,
          contract: read['contract'] ?? null,
          number: byCertificate.includes(type) ? read['certificate'] : null,
        }
      : [],
  );
  const { rows } = await db.query(
    `SELECT ${obligationColumns} FROM obligation o
      WHERE project = ANY($1) AND (state = 'open' OR EXISTS (
        SELECT FROM json_to_recordset($2::json) AS m (project uuid, kind text, contract text, number text)
         WHERE m.project = o.project AND (m.number IS NULL OR m.number = o.number)
           AND CASE WHEN m.kind IS NULL THEN m.contract = o.contract ELSE m.kind = o.kind END))
      ORDER BY project, revision`,
    [[...new Set(told.map(({ event }) => event.project))], JSON.stringify(moved)],
  );
  const byProject = new Map<string, ObligationRow[]>();
  for (const row of rows as ObligationRow[]) {
    const of = byProject.get(row.project) ?? [];
    byProject.set(row.project, of);
    of.push({ ...row, entry: Number(row.entry) });
  }
  return byProject;
}

const byCertificate = ['PaymentRecorded', 'CertificateReduced'];
const moving = [
  ...byCertificate,
  ...['PaymentReversed', 'RecoveryReversed', 'ReviewWithdrawn', 'FinalAccountWithdrawn'],
];

/** The columns under the names of `ObligationRow`. */
export const obligationColumns = Object.keys(obligationTable.columns)
  .map((property) => `${snake(property)} AS "${property}"`)
  .join(', ');

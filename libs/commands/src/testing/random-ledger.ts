import { canonical, readStrictJson } from '@sunlit/envelope';
import {
  BadInput,
  bindingBudget,
  fen,
  figures,
  Forbidden,
  invariants,
  isYuanDelta,
  obligated,
  paid,
  Refusal,
  shareDown,
  shippedRulebook,
  unrecovered,
  type Fen,
  type JsonObject,
  type ProjectState,
} from '@sunlit/ledger';
import { people } from '../../../ledger/src/testing/worked-example.js';
import { owner } from '../../../ledger/src/testing/worked-people.js';
import type { Desk } from '../desk.js';
import { streams as freshStreams } from '../streams.js';
import { give, memoryOffice, projectStream } from './office.js';
import { classOf } from './office.js';
import type { Draw, Intent } from './random-scene.js';
import { intentOf, plainDraw, smoothStart, takenOver } from './random-works.js';
import type { Submission } from '../submission-view.js';

const day = 24 * 3_600_000;

/** What one run of random commands came to. */
export interface Run {
  readonly tried: number;
  readonly accepted: number;
  /** Accepted commands and refusing rules, by name. */
  readonly counts: Readonly<Record<string, number>>;
}

/** Money as this file adds it up from the events alone, with no help of the ledger's own accounts. */
interface Book {
  readonly cash: Map<string, Fen>;
  readonly certified: Map<string, Fen>;
  expenses: Fen;
}

/**
 * How a run begins: with a registration alone, with works that go well up to their first certificate, or with works under
 * way that are taken over.
 */
export const starts = ['registered', 'smooth', 'taken-over'] as const;
export type Start = (typeof starts)[number];

/**
 * Plays draws on a whole ledger in memory: prepared by one person, confirmed by another, carried out, stored, sealed. After
 * every accepted command the laws of the ledger are checked against what the store holds; at the end `look` sees it. Throws
 * on the first that fails.
 */
export async function playDraws(
  from: Start,
  draws: readonly Draw[],
  law: (holds: boolean, says: string) => void,
  look: (played: Pick<Desk, 'store' | 'ring'>) => Promise<void> = async () => {},
): Promise<Run> {
  const { office, store, ring } = await memoryOffice();
  const counts: Record<string, number> = {};
  const count = (name: string) => (counts[name] = (counts[name] ?? 0) + 1);
  const book: Book = { cash: new Map(), certified: new Map(), expenses: 0n };
  let clock = Date.parse('2024-01-08T01:00:00.000Z');
  let [accepted, seen] = [0, 0];

  const registration = { ...classOf('RegisterProject').example, estimate: '9000000.00' } as JsonObject;
  const founding =
    from === 'taken-over'
      ? { name: 'TakeOverProject', body: takenOver() }
      : { name: 'RegisterProject', body: registration };
  const project = (await carry({ ...founding, prepares: 'finance', confirms: 'approver' }, null, iso()))!;
  const stream = projectStream(project);

  const start = from === 'smooth' ? smoothStart : [];
  for (const [n, draw] of [...start.map((_, i) => plainDraw(i)), ...draws].entries()) {
    const named = start[n] ?? null;
    clock += (1 + draw.hours) * 3_600_000;
    if (named === 'OpenBids' || (named === null && draw.pick % 9 === 0)) await waitForBoxes();
    if (named === 'AwardTender') clock += 8 * day;
    const { state: before } = await office.streams.load<ProjectState>(stream);
    const intent = await intentOf(office.streams, project, before, n, iso(), draw, named);
    if (!intent) continue;
    const done = await carry(intent, project, iso());
    if (done === null) continue;
    accepted += 1;
    await judge(before, intent);
  }
  await judgeReplay();
  await look({ store, ring });
  return { tried: draws.length, accepted, counts };

  /** Nobody comes to the office before the next bid box is closed. */
  async function waitForBoxes(): Promise<void> {
    const { lots } = (await office.streams.load<ProjectState>(stream)).state;
    const deadlines = Object.values(lots).flatMap(({ tender }) =>
      tender?.stage === 'noticed' ? Date.parse(tender.bidDeadline) : [],
    );
    if (deadlines.length > 0) clock = Math.max(clock, Math.min(...deadlines) + 600_000);
    await office.closeDueBoxes(project, iso());
  }

  function iso(): string {
    return new Date(clock).toISOString();
  }

  /** The project's id, or null when it was refused, which must name a rule. */
  async function carry({ name, body, prepares, confirms }: Intent, works: string | null, instant: string) {
    try {
      const given = await give(office, name, body, { actor: people[prepares], project: works, instant });
      count(name);
      if (!('submission' in given)) return works;
      const { submission, projectRevision, project } = given as Submission;
      const actor = people[confirms!];
      await office.submissions.confirm({ submission, actor, instant, projectRevision });
      return project;
    } catch (error) {
      law(error instanceof Refusal || error instanceof BadInput, `${name} failed with ${String(error)}`);
      if (error instanceof BadInput) throw error;
      for (const { rule, facts } of (error as Refusal).breaches) {
        count(`refused by ${rule}`);
        const known = rule in invariants || shippedRulebook.rows.some((r) => r.id === rule);
        law(known, `${name} was refused by ${rule}, which is neither a rule nor an invariant`);
        law(
          Object.keys(facts).length > 0 || error instanceof Forbidden || !places(rule),
          `${rule} says no facts`,
        );
      }
      return null;
    }
  }

  async function judge(before: ProjectState, { name }: Intent): Promise<void> {
    const { state, revision } = await office.streams.load<ProjectState>(stream);
    for (const event of await office.streams.events(stream, seen, revision)) {
      const { preparedBy, confirmedBy } = event.meta;
      law(
        confirmedBy?.person !== preparedBy.person || preparedBy.person === null,
        `${event.type} was confirmed by its preparer`,
      );
      law(confirmedBy?.role !== 'ledger', `${event.type} was confirmed by the ledger`);
      entered(book, event.type, event.data);
      const bytes = canonical(event.data);
      law(
        canonical(readStrictJson(Buffer.from(bytes))) === bytes,
        `${event.type} does not come back from JSON`,
      );
    }
    seen = revision + 1;
    judgeMoney(before, state, name);
  }

  function judgeMoney(before: ProjectState, state: ProjectState, name: string): void {
    let total = 0n;
    for (const a of Object.values(state.contracts)) {
      const cash = book.cash.get(a.contract) ?? 0n;
      total += cash;
      law(paid(a) === cash, `${a.contract}: ${paid(a)} paid, ${cash} by its events`);
      law(a.certified === (book.certified.get(a.contract) ?? 0n), `${a.contract}: certified does not add up`);
      law(
        cash >= 0n && unrecovered(a) >= 0n && a.certified >= 0n,
        `${a.contract}: below nothing after ${name}`,
      );
      law(a.certified <= a.price + a.changes, `${a.contract}: certified over its price after ${name}`);
      law(a.advances <= shareDown(a.price, a.advanceRate), `${a.contract}: advances over their ceiling`);
      const was = before.contracts[a.contract];
      const rose = was !== undefined && paid(a) > paid(was);
      const most =
        a.reviewed === null
          ? (a.certified * BigInt(a.progressRate)) / 10_000n + unrecovered(a)
          : (a.audited !== null && a.audited < a.reviewed ? a.audited : a.reviewed) -
            a.retention +
            a.retentionReleased;
      // The cash of a recovery that did not come was never back: it is overpaid again, and locked.
      const bounced = name === 'ReverseRecovery';
      law(
        !rose || bounced || cash <= most,
        `${a.contract}: ${cash} paid over the ceiling of ${most} by ${name}`,
      );
      law(
        !rose || bounced || a.reviewed === null || unrecovered(a) === 0n,
        `${a.contract}: an advance is left after ${name}`,
      );
    }
    law(state.expenses === book.expenses, 'expenses do not add up');
    const shown = figures(state);
    law(fen(shown.paid) === total && fen(shown.expenses) === book.expenses, 'the figures do not add up');
    const [more, budget] = [obligated(state) > obligated(before), bindingBudget(state)?.total ?? 0n];
    law(
      !more || obligated(state) <= budget,
      `${obligated(state)} obligated over the budget of ${budget} by ${name}`,
    );
    law(state.closedOn === null || total + state.expenses === state.audit!.total, 'closed out of balance');
  }

  /** A process that knows nothing folds the same state from what is stored. */
  async function judgeReplay(): Promise<void> {
    const [known, again] = await Promise.all([
      office.streams.load<ProjectState>(stream),
      freshStreams(store, ring).load<ProjectState>(stream),
    ]);
    law(text(known.state) === text(again.state), 'a replay gives another state');
    law(again.state.registered?.owner.uscc === owner.uscc, 'the project is lost');
  }
}

function entered(book: Book, type: string, data: JsonObject): void {
  const amount = (field: string): Fen => (isYuanDelta(data[field]) ? fen(data[field]) : 0n);
  const contract = data['contract'] as string | null;
  const add = (to: Map<string, Fen>, more: Fen) => to.set(contract!, (to.get(contract!) ?? 0n) + more);
  if (type === 'PaymentRecorded') add(book.cash, amount('amount'));
  if (type === 'OverpaymentRecovered') add(book.cash, -amount('amount'));
  if (type === 'RecoveryReversed') add(book.cash, amount('amount'));
  if (type === 'ProjectTakenOver') {
    book.expenses = amount('expenses');
    for (const { contract, paid, certified } of data['contracts'] as readonly Record<string, string>[]) {
      book.cash.set(contract!, fen(paid!));
      book.certified.set(contract!, fen(certified!));
    }
  }
  if (type === 'PaymentReversed' && contract !== null) add(book.cash, -amount('amount'));
  if (type === 'PaymentReversed' && contract === null) book.expenses -= amount('amount');
  if (type === 'ExpenseRecorded') book.expenses += amount('amount');
  if (type === 'ProgressCertified') add(book.certified, amount('value'));
  if (type === 'CertificateReduced') add(book.certified, -amount('reduction'));
}

const places = (rule: string): boolean => {
  const { zh } = (invariants as Readonly<Record<string, { readonly zh: string }>>)[rule] ?? { zh: '' };
  return zh.includes('{');
};

const text = (state: ProjectState): string =>
  JSON.stringify(state, (_, value: unknown) => (typeof value === 'bigint' ? `${value}n` : value));

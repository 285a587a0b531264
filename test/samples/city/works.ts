import { eventId, projectId } from '@sunlit/envelope';
import {
  authorize,
  bidBox,
  chineseCalendar,
  Forbidden,
  plusDays,
  project,
  readFields,
  Refusal,
  reveal,
  sealingDelay,
  shanghaiDay,
  shippedRulebook,
  type Actor,
  type AudienceNote,
  type BidBox,
  type Context,
  type ContractAccount,
  type Entry,
  type Fen,
  type JsonObject,
  type Party,
  type ProjectState,
  type Target,
} from '@sunlit/ledger';
import { sheetClasses } from '../../../apps/cli/src/import/columns.js';
import { asEvolved } from '../../../libs/ledger/src/testing/play.js';
import type { Owner } from './bodies.js';
import { drawFrom, type Draw } from './random.js';
import { cellsOf, type SheetRow, type Writing } from './sheets.js';

/** What a project is, and when its story begins: on a day, or so many days before the ledger was opened. */
export interface Facts {
  readonly number: string;
  readonly name: string;
  readonly owner: Owner;
  readonly region?: string;
  readonly category: string;
  readonly site: string;
  readonly fund?: string;
  /** Fen. */
  readonly estimate: Fen;
  readonly begins: string | number;
}

/** The city around one project: who acts under which login, which papers there are, when the ledger was opened. */
export interface City {
  /** Seed of every draw. */
  readonly seed: string;
  /** Shanghai day on which the ledger is opened. */
  readonly openedOn: string;
  actor(login: string): Actor;
  /** A paper of this title: as commands name it. */
  paper(title: string): JsonObject;
  fileOf(sha256: string): string;
}

export interface Giving {
  /** Who prepares it, by login. */
  readonly by: string;
  /** Who confirms; null for what one person records alone. */
  readonly with: string | null;
  /** Days from the fact to its recording; drawn when left out. */
  readonly lag?: number;
  /** Not prepared before this time of the day (`HH:MM`). */
  readonly from?: string;
  /** For what one person records alone: the very instant. */
  readonly instant?: string;
}

/**
 * One project as its office keeps it: `day` is where its story stands. Every entry is judged by the ledger's own rules as
 * it is given, so that sheets never hold a row that would be refused.
 */
export class Works {
  state: ProjectState = project.initialState;
  day: string;
  readonly rows: SheetRow[] = [];
  readonly draw: Draw;
  readonly id: string;
  private readonly boxes = new Map<string, BidBox>();
  private readonly events: Target[] = [];
  /** When the last entry was recorded. */
  private last = '';

  constructor(
    readonly city: City,
    readonly facts: Facts,
  ) {
    const { begins, number, owner } = facts;
    this.draw = drawFrom(`${city.seed} ${number}`);
    this.id = projectId(owner.body.uscc, number);
    this.day = typeof begins === 'string' ? begins : plusDays(city.openedOn, begins);
  }

  /** Whether its dates are counted from the opening: then no day is known to be worked. */
  get relative(): boolean {
    return typeof this.facts.begins === 'number';
  }

  /** Lets days go by, up to a worked day. */
  after(days: number): this {
    this.day = this.worked(plusDays(this.day, days));
    return this;
  }

  /** The first worked day from `day` on. */
  worked(day: string): string {
    let found = day;
    while (!this.relative && !chineseCalendar.works(found)) found = plusDays(found, 1);
    return found;
  }

  account(contract: string): ContractAccount {
    return this.state.contracts[contract]!;
  }

  /** Revision of the last event of a type, for what is said about an earlier entry. */
  lastOf(type: string): number {
    return this.events.findLast((event) => event.type === type)!.revision;
  }

  /** Receipts that stand in the box of the lot's present round. */
  standing(lot: string): readonly { readonly receipt: string; readonly bidder: Party }[] {
    return reveal(this.boxOf(lot).receipts).filter(({ standing }) => standing === 'stands');
  }

  /** Records an entry whose fact is of `day`, as an officer prepares and another confirms it. */
  give(name: string, body: JsonObject, giving: Giving): void {
    const at = giving.instant ? { prepared: giving.instant, recorded: giving.instant } : this.moment(giving);
    const made = name === 'ReceiveBid' || name === 'WithdrawBid' ? this.onBox : this.onProject;
    this.closeDueBoxes(at.recorded);
    try {
      made.call(this, name, body, giving, at);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      const why = error.breaches.map(({ rule, facts }) => `${rule} ${JSON.stringify(facts)}`).join('; ');
      const forbidden = error instanceof Forbidden ? 'forbidden: ' : '';
      throw new Error(`${this.facts.number} ${name} on ${this.day}: ${forbidden}${why}`, { cause: error });
    }
    this.write(name, body, giving, at);
    if (!giving.instant) this.day = shanghaiDay(at.recorded);
  }

  private onProject(name: string, body: JsonObject, { by, with: confirms }: Giving, at: Moment): void {
    const command = readFields(project.commands[name]!, body);
    const [preparer, confirmer] = [this.city.actor(by), confirms === null ? null : this.city.actor(confirms)];
    const { revision } = body;
    const target = typeof revision === 'number' ? this.events[revision]! : null;
    authorize('prepare', command, this.state, preparer, target);
    if (confirmer) authorize('confirm', command, this.state, confirmer, target);
    project.decide(command, this.state, this.context(at.prepared, preparer, target));
    const { events } = project.decide(command, this.state, this.context(at.recorded, preparer, target));
    for (const event of events) this.happened(event, command, preparer);
  }

  private onBox(name: string, body: JsonObject, { by }: Giving, at: Moment): void {
    const bidder = body['bidder'] as unknown as Party;
    const lot = String(body['lot']);
    const command = (
      name === 'ReceiveBid'
        ? readFields(bidBox.commands['ReceiveBid']!, body)
        : readFields(bidBox.commands['WithdrawBid']!, { lot, receipt: this.receiptOf(lot, bidder) })
    ) as Entry;
    const preparer = this.city.actor(by);
    authorize('prepare', command, this.state, preparer);
    const tender = this.state.lots[lot]!.tender!;
    const context = { ...this.context(at.recorded, preparer, null), tender };
    const { events } = bidBox.decide(command, this.boxOf(lot), context);
    const after = events.reduce(
      (box, event) => bidBox.evolve(box, asEvolved(bidBox, event)),
      this.boxOf(lot),
    );
    this.boxes.set(`${lot} ${tender.round}`, after);
  }

  receiptOf(lot: string, bidder: Party): string {
    return this.standing(lot).find((r) => r.bidder.name === bidder.name)!.receipt;
  }

  private boxOf(lot: string): BidBox {
    return this.boxes.get(`${lot} ${this.state.lots[lot]!.tender!.round}`) ?? bidBox.initialState;
  }

  /** What the ledger does by itself, two minutes after each deadline. */
  private closeDueBoxes(instant: string): void {
    for (const { lot, tender } of Object.values(this.state.lots)) {
      if (tender?.stage !== 'noticed') continue;
      const sealed = new Date(Date.parse(tender.bidDeadline) + sealingDelay).toISOString();
      if (sealed > instant) continue;
      const command = readFields(project.commands['CloseBidBox']!, {
        ...{ lot, round: tender.round },
        receipts: reveal(this.boxOf(lot).receipts) as unknown as JsonObject[],
      });
      const ledger: Actor = { person: null, role: 'ledger', organisation: null, department: null };
      const { events } = project.decide(command, this.state, this.context(sealed, ledger, null));
      for (const event of events) this.happened(event, command, ledger);
    }
  }

  private happened(event: { type: string; data: object }, command: Entry, preparedBy: Actor): void {
    const revision = this.events.length;
    const closed = Object.fromEntries(
      command.withhold.map(({ field, ...why }) => [field, { kind: 'withheld', ...why } as AudienceNote]),
    );
    const { data } = asEvolved(project, event);
    const open = Object.entries(data).filter(([field]) => !(field in closed));
    this.events.push({
      ...{ revision, id: this.nextId(), type: event.type, closed, preparedBy },
      data: Object.fromEntries(open) as JsonObject,
    });
    this.state = project.evolve(this.state, asEvolved(project, event));
  }

  private nextId = (): string => eventId(`project-${this.id}`, this.id, this.events.length);

  private context(instant: string, actor: Actor, target: Target | null): Context {
    return {
      ...{ instant, today: shanghaiDay(instant), actor, target, tender: null },
      ...{ rulebook: shippedRulebook, calendar: chineseCalendar },
      eventId: () => eventId(this.id, this.id, this.rows.length),
    };
  }

  /** Prepared some time after the entry before, recorded when the other person has looked at it. */
  private moment({ lag = this.draw.whole(0, 2), from = '09:05' }: Giving): Moment {
    const late = this.worked(plusDays(this.day, lag));
    const earliest = instantOf(late, from);
    const [before, dayBefore] = [this.last, this.last && shanghaiDay(this.last)];
    const day = dayBefore > late ? dayBefore : late;
    const busy = before >= earliest || (dayBefore === day && before > earliest);
    const prepared = busy
      ? later(before, this.draw.whole(6, 45))
      : later(instantOf(day, from), this.draw.whole(3, 150));
    const recorded = later(prepared, this.draw.whole(11, 95));
    if (recorded <= instantOf(shanghaiDay(prepared), '17:45')) return { prepared, recorded };
    // The day is over: both look at it on the next.
    const morning = later(
      instantOf(this.worked(plusDays(shanghaiDay(prepared), 1)), '08:45'),
      this.draw.whole(5, 60),
    );
    return { prepared: morning, recorded: later(morning, this.draw.whole(11, 95)) };
  }

  private write(name: string, body: JsonObject, { by, with: confirms }: Giving, at: Moment): void {
    this.last = at.recorded > this.last ? at.recorded : this.last;
    const sheet = name.replace(/(?!^)[A-Z]/g, '-$&').toLowerCase();
    const type = sheetClasses.get(sheet)!;
    const named = 'number' in body && 'owner' in body;
    this.rows.push({
      sheet,
      cells: {
        recordedAt: this.writing.instant(at.recorded),
        ...(confirms !== null && { preparedAt: this.writing.instant(at.prepared), confirmedBy: confirms }),
        preparedBy: by,
        ...(!named && { project: this.facts.number }),
        ...cellsOf(type, body, this.writing),
      },
    });
  }

  private readonly writing: Writing = {
    day: (day) => (this.relative ? relativeDay(day, this.city.openedOn) : day),
    instant: (instant) => {
      const local = new Date(Date.parse(instant) + 8 * 3_600_000).toISOString();
      return `${this.writing.day(local.slice(0, 10))} ${local.slice(11, 16)}`;
    },
    fileOf: (sha256) => this.city.fileOf(sha256),
    loginOf: (person) => person.slice('p-'.length),
  };
}

interface Moment {
  readonly prepared: string;
  readonly recorded: string;
}

/** UTC instant of a time of the day in Shanghai. */
export const instantOf = (day: string, time: string): string =>
  new Date(`${day}T${time}:00.000+08:00`).toISOString();

const later = (instant: string, minutes: number): string =>
  new Date(Date.parse(instant) + minutes * 60_000).toISOString();

function relativeDay(day: string, openedOn: string): string {
  const days = Math.round((Date.parse(day) - Date.parse(openedOn)) / 86_400_000);
  return days === 0 ? 'D' : `D${days > 0 ? '+' : ''}${days}`;
}

import { expect } from '@jest/globals';
import { rebuild } from '@sunlit/read-models';
import { filled, papers, people, type Step } from '../../../libs/ledger/src/testing/worked-example.js';
import { addressOf, post, startLedger, tell, uploadPapers, type Told } from '../ledger.js';
import { rowsOfEverything } from '../rows.js';

/** An entry as its public page has it. */
export interface Shown {
  readonly revision: number;
  readonly type: string;
  readonly recordedAt: string;
  readonly data: any;
  readonly meta: any;
  readonly closed: Readonly<Record<string, { kind: string }>>;
  readonly findings: readonly { rule: string; version: number; facts: any }[];
}

export type Works = Awaited<ReturnType<typeof worksBegin>>;

/**
 * One project in a ledger of its own, told over HTTP step by step: by two officers an entry, by one where one makes it
 * alone. Papers that steps name are uploaded first.
 */
export async function worksBegin() {
  const ledger = await startLedger();
  let told: Told = { project: '', receipts: {} };
  let [uploaded, latest] = [0, ''];
  const upload = async () => {
    await uploadPapers(ledger, papers.slice(uploaded));
    uploaded = papers.length;
  };
  const ask = async (step: Step) => {
    await upload();
    const { name, prepares, recordedAt, body } = step;
    const address = addressOf(told.project || null, name);
    return post(ledger, address, filled(body, told.receipts), { actor: people[prepares!], at: recordedAt });
  };
  return {
    ledger,
    get project() {
      return told.project;
    },
    get receipts() {
      return told.receipts;
    },
    /** Every step is recorded, or the story ends here. */
    async tell(...parts: readonly (Step | readonly Step[])[]): Promise<void> {
      const steps = parts.flat() as Step[];
      for (const { key, recordedAt } of steps) {
        if (recordedAt < latest) throw new Error(`${key}: a story does not go back before ${latest}`);
        latest = recordedAt;
      }
      await upload();
      told = await tell(ledger, steps, told.project ? told : {});
    },
    /** The step is refused with 422; answers the breach of that rule. */
    async refused(rule: string, step: Step): Promise<any> {
      const { status, body } = await ask(step);
      const rules = (body.breaches ?? []).map((breach: { rule: string }) => breach.rule);
      expect([status, rules]).toEqual([422, expect.arrayContaining([rule])]);
      const breach = body.breaches.find((found: { rule: string }) => found.rule === rule);
      expect([breach.sentence.zh.length > 5, breach.sentence.en.length > 5]).toEqual([true, true]);
      return breach;
    },
    ask,
    async page(): Promise<Page> {
      await ledger.caughtUp();
      const [html, json] = await Promise.all([
        ledger.pages.get(`/projects/${told.project}`),
        ledger.pages.get(`/projects/${told.project}.json`),
      ]);
      expect([html.status, json.status]).toEqual([200, 200]);
      return { json: json.body, html: html.text, text: textOf(html.text) };
    },
    /** Every entry by its own public page, in order; of one type if one is named. */
    async entries(type?: string): Promise<Shown[]> {
      const { json } = await this.page();
      const all: Shown[] = [];
      for (let revision = 0; revision <= json.revision; revision++)
        all.push((await ledger.pages.get(`/projects/${told.project}/events/${revision}.json`)).body);
      return type ? all.filter((entry) => entry.type === type) : all;
    },
    /** Everything that the public can read of the project, as one text: every entry has its page and its JSON. */
    async everythingPublic(): Promise<string> {
      const { html, json } = await this.page();
      const pages = [html, JSON.stringify(json), (await ledger.pages.get('/')).text];
      for (let revision = 0; revision <= json.revision; revision++)
        for (const twin of ['', '.json']) {
          const address = `/projects/${told.project}/events/${revision}${twin}`;
          const { status, text } = await ledger.pages.get(address);
          expect([address, status]).toEqual([address, 200]);
          pages.push(text);
        }
      return pages.join('\n');
    },
    /** The read models are the same, row for row, when they are built anew. */
    async comesOutTheSame(): Promise<void> {
      await ledger.caughtUp();
      const { store, ring } = ledger.room;
      const log = { info() {}, warn() {}, error() {} };
      const live = await rowsOfEverything(ledger.owner);
      await rebuild({ store, ring, databaseUrl: ledger.database.urls.projector, log });
      const anew = await rowsOfEverything(ledger.owner);
      const differing = Object.keys(live).filter((name) => live[name]!.join() !== anew[name]!.join());
      expect(differing).toEqual([]);
    },
    /** Events of a stream that is not public, as auditors may read them. */
    stored: (stream: string) => ledger.office.streams.events(stream, 0, 10_000),
    close: () => ledger.close(),
  };
}

export interface Page {
  readonly json: any;
  readonly html: string;
  /** What a reader sees, without marks and thousands separators. */
  readonly text: string;
}

const textOf = (html: string) =>
  html
    .replace(/<[^>]*>/g, ' ')
    .replace(/(\d),(?=\d{3})/g, '$1')
    .replace(/\s+/g, ' ');

/** The account of one contract on the page. */
export const moneyOf = ({ json }: Page, contract: string): any =>
  json.contracts.find((c: { contract: string }) => c.contract === contract).money;

/** Names those of `words` that the text lacks: never the whole page in a message. */
export const missing = (text: string, ...words: readonly string[]): string[] =>
  words.filter((word) => !text.includes(word));

/** The project is closed and balances to the fen, contract by contract and in all; its pages stand, and come out the same again. */
export async function closedAndBalanced(works: Works, total: string, surplus: string): Promise<Page> {
  const page = await works.page();
  const { stage, reconciliation, figures, finalAccount } = page.json;
  expect([stage, figures.audited, reconciliation.total]).toEqual(['closed', total, total]);
  expect(reconciliation.difference).toBe('0.00');
  for (const { difference, unrecovered, retentionHeld } of reconciliation.contracts)
    expect([difference, unrecovered, retentionHeld]).toEqual(['0.00', '0.00', '0.00']);
  for (const { money } of page.json.contracts) expect(money.overpaid).toBe('0.00');
  expect(finalAccount.surplus).toBe(surplus);
  const [closed] = await works.entries('ProjectClosed');
  expect(closed!.data.reconciliation).toMatchObject({ total, audited: total, difference: '0.00' });
  expect(missing(page.text, '项目已审计并结项', total, surplus)).toEqual([]);
  await works.everythingPublic();
  await works.comesOutTheSame();
  return page;
}

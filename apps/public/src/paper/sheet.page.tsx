import { perPage, type PaymentRow, type SignedAs } from '@sunlit/read-models';
import {
  ClosedNote,
  Day,
  Pagination,
  Shown,
  Table,
  thousands,
  useRecordedLang,
  useWords,
  word,
} from '@sunlit/web';
import { kindText } from '../project/payments.js';
import { ShownBody } from '../project/source.js';
import { atHref } from '../time/at.js';
import { Head, Objections, PaperFrame, Scan, Until } from './frame.js';
import { PaperMoney } from './money.js';
import type { SheetView } from './paper.js';
import { Checkpoints } from './poster.page.js';

/** The whole account of a project for the file: A4, small print, as few sheets as it takes. */
export function SheetPage(view: SheetView) {
  const t = useWords();
  return (
    <PaperFrame view={view} kind="sheet">
      <div className="sl-paper-top">
        <div>
          <Head view={view} title={t.paper.sheetTitle} />
          <Registration view={view} />
          <Until view={view} />
          <Objections view={view} />
        </div>
        <Scan view={view} />
      </div>
      <PaperMoney view={view} />
      <section>
        <h2>{t.paper.checkpoints}</h2>
        <Checkpoints view={view} all />
      </section>
      <Contracts view={view} />
      <Payments view={view} />
      <Signatures view={view} />
    </PaperFrame>
  );
}

function Registration({ view: { registered } }: { view: SheetView }) {
  const t = useWords();
  const lang = useRecordedLang();
  return (
    <dl className="sl-paper-facts sl-paper-line">
      {(['number', 'nationalCode', 'site'] as const).map((field) => (
        <div key={field}>
          <dt>{t.paper[field]}</dt>
          <dd>
            <Shown of={registered} field={field}>
              {(value) => <span lang={field === 'site' ? lang : undefined}>{value}</span>}
            </Shown>
          </dd>
        </div>
      ))}
    </dl>
  );
}

function Contracts({ view: { contracts } }: { view: SheetView }) {
  const t = useWords();
  const { paper } = t;
  if (contracts.length === 0) return <p>{t.project.noContracts}</p>;
  return (
    <Table
      caption={`${paper.contracts}${t.frame.bracketed(t.frame.yuan)}`}
      rows={contracts}
      rowKey={({ contract }) => contract}
      columns={[
        { head: t.fields.contract, cell: ({ contract }) => contract },
        { head: paper.contractor, cell: (row) => <ShownBody of={row} field="contractor" /> },
        {
          head: paper.engineer,
          cell: (row) =>
            row.engineer || row.closed['engineer'] ? <ShownBody of={row} field="engineer" /> : t.frame.none,
        },
        { head: paper.dateOf.signed, cell: ({ signedOn }) => <Day day={signedOn} /> },
        { head: paper.price, numeric: true, cell: ({ money }) => thousands(money.currentPrice) },
        { head: paper.certified, numeric: true, cell: ({ money }) => thousands(money.certified) },
        { head: paper.paid, numeric: true, cell: ({ money }) => thousands(money.paid) },
        { head: paper.held, numeric: true, cell: ({ money }) => thousands(money.retentionHeld) },
        {
          head: paper.settled,
          numeric: true,
          cell: ({ money }) => (money.settled === null ? t.frame.pending : thousands(money.settled)),
        },
      ]}
    />
  );
}

/** Up to 200 payments with the running balance, the heading again on every sheet. */
function Payments({ view }: { view: SheetView }) {
  const t = useWords();
  const { paper } = t;
  const { payments, paging, project, past } = view;
  const at = past && (past.asof === null ? { entry: past.entry } : { asof: past.asof });
  const { page, pages, total } = paging.payments;
  const from = (page - 1) * perPage.payments + 1;
  const part = t.frame.bracketed(paper.part(from, from + payments.length - 1, total));
  return (
    <section className="sl-paper-payments">
      {payments.length === 0 ? (
        <p>{total === 0 ? paper.noPayments : t.project.pastEnd}</p>
      ) : (
        <Table
          caption={`${paper.payments}${t.frame.bracketed(t.frame.yuan)}${total > payments.length ? part : ''}`}
          rows={payments}
          rowKey={({ revision }) => revision}
          columns={[
            { head: paper.day, cell: ({ valueDate }) => <Day day={valueDate} /> },
            { head: paper.voucher, cell: ({ voucher }) => voucher },
            { head: paper.kind, cell: (row) => kindText(row, t) },
            { head: paper.payee, cell: (row) => <Payee row={row} /> },
            { head: paper.digits, numeric: true, cell: ({ amount }) => thousands(amount) },
            { head: paper.balance, numeric: true, cell: ({ balance }) => thousands(balance) },
            { head: paper.restsOn, cell: (row) => <RestsOn row={row} /> },
            { head: paper.entry, numeric: true, cell: ({ entry }) => entry },
          ]}
        />
      )}
      <Pagination
        {...{ page, pages, label: paper.parts }}
        href={(n) => atHref(`/projects/${project}/sheet?payments=${n}`, at)}
      />
    </section>
  );
}

/** In one line: what is not named says by which article; the reason stands on the page. */
function Payee({ row: { kind, payee, payer, closed } }: { row: PaymentRow }) {
  const t = useWords();
  const lang = useRecordedLang();
  const note = closed['payee'] ?? closed['payer'];
  const body = payer ?? payee;
  if (body) return <span lang={lang}>{body.name}</span>;
  if (note?.kind === 'withheld') return <>{t.closed.withheld + t.frame.bracketed(note.article)}</>;
  return note ? <ClosedNote note={note} /> : <>{kind === 'reversal' ? '—' : t.frame.none}</>;
}

function RestsOn({ row: { restsOn } }: { row: PaymentRow }) {
  const t = useWords();
  const name = restsOn.kind === 'budget-line' ? word(t.costCategories, restsOn.name) : restsOn.name;
  return <>{`${word(t.restsOn, restsOn.kind)} ${name}`}</>;
}

/** Each pair of roles once, with the kinds of entries that it signed. */
function Signatures({ view: { roles } }: { view: SheetView }) {
  const t = useWords();
  const { paper } = t;
  const pairs = new Map<string, SignedAs[]>();
  for (const row of roles) {
    const pair = `${row.preparedBy} ${row.confirmedBy}`;
    pairs.set(pair, [...(pairs.get(pair) ?? []), row]);
  }
  return (
    <section>
      <Table
        caption={paper.signatures}
        rows={[...pairs.values()]}
        rowKey={(pair) => `${pair[0]!.preparedBy} ${pair[0]!.confirmedBy}`}
        columns={[
          { head: paper.preparedBy, cell: (pair) => word(t.roles, pair[0]!.preparedBy) },
          {
            head: paper.confirmedBy,
            cell: (pair) => {
              const { confirmedBy } = pair[0]!;
              return confirmedBy === null ? paper.alone : word(t.roles, confirmedBy);
            },
          },
          {
            head: paper.entries,
            numeric: true,
            cell: (pair) => pair.reduce((sum, { entries }) => sum + entries, 0),
          },
          {
            head: paper.entryKind,
            cell: (pair) =>
              pair.map(({ type, entries }) => `${word(t.events, type)} ${entries}`).join(t.frame.list),
          },
        ]}
      />
      <p>{paper.signaturesNote}</p>
    </section>
  );
}

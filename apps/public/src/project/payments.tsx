import { fen, yuan } from '@sunlit/ledger';
import type { PaymentRow } from '@sunlit/read-models';
import {
  ClosedNote,
  Day,
  inYuan,
  Money,
  Pagination,
  Table,
  useWords,
  word,
  type Messages,
} from '@sunlit/web';
import type { ReactNode } from 'react';
import { Certificates } from './certificates.js';
import type { ProjectPageView } from './page-view.js';
import { pageHref } from './paging.js';
import { Nothing, Part, Section } from './section.js';
import { CorrectedMark, EntryLink, eventHref, ShownBody } from './source.js';

/** Every payment with the running balance and what it rests on; then each certificate with what was paid on it. */
export function PaymentsAndCertificates({ view }: { view: ProjectPageView }) {
  const t = useWords();
  return (
    <Section id="payments" title={t.project.payments}>
      <Payments view={view} />
      <Part id="certificates" title={t.charts.againstCertificates}>
        <Certificates view={view} />
      </Part>
    </Section>
  );
}

/** A line of the table: a payment, or a balance that was there before the ledger was. */
interface Line {
  readonly key: string;
  readonly when: ReactNode;
  readonly what: ReactNode;
  readonly amount: string;
  readonly advanceRecovered: string;
  readonly contractPaid: string | null;
  readonly balance: string;
  readonly rests: ReactNode;
}

function Payments({ view }: { view: ProjectPageView }) {
  const t = useWords();
  const { project, payments, paging, figures } = view;
  const { page, pages, total } = paging.payments;
  const lines = [...(page === 1 ? openings(view, t) : []), ...payments.map((row) => lineOf(row, project))];
  const inAll = yuan(fen(figures.paid) + fen(figures.expenses));
  return (
    <>
      {lines.length === 0 && <Nothing>{total === 0 ? t.project.noPayments : t.project.pastEnd}</Nothing>}
      {lines.length > 0 && (
        <>
          <p className="govuk-body">{t.project.paymentsNote}</p>
          <Table
            caption={inYuan(t.project.payments, t)}
            rows={lines}
            rowKey={(row) => row.key}
            columns={[
              { head: t.fields.valueDate, cell: (row) => row.when },
              { head: t.project.kindOrItem, cell: (row) => row.what },
              { head: t.project.cash, numeric: true, cell: (row) => <Cash line={row} /> },
              {
                head: t.project.contractPaid,
                numeric: true,
                cell: ({ contractPaid }) =>
                  contractPaid === null ? (
                    <span className="sl-quiet">{t.charts.noContract}</span>
                  ) : (
                    <Money amount={contractPaid} bare />
                  ),
              },
              { head: t.project.balance, numeric: true, cell: (row) => <Money amount={row.balance} bare /> },
              { head: t.project.restsOn, cell: (row) => row.rests },
            ]}
            {...(page >= pages && {
              total: [
                t.project.total,
                '',
                <Money key="total" amount={inAll} bare />,
                '',
                <Money key="in-all" amount={inAll} bare />,
                '',
              ],
            })}
          />
        </>
      )}
      <Pagination
        {...paging.payments}
        href={pageHref(view, 'payments', 'payments')}
        label={t.project.payments}
      />
    </>
  );
}

/** What was paid before the taking over, as its owner gave it: the first lines, so that the balances below add up. */
function openings({ project, takenOver, contracts }: ProjectPageView, t: Messages): readonly Line[] {
  if (!takenOver) return [];
  const amounts = [
    ...contracts.flatMap(({ contract, opening }) =>
      opening ? [{ contract, amount: opening.balances.paid, recovered: opening.balances.recovered }] : [],
    ),
    { contract: null, amount: takenOver.expenses, recovered: '0.00' },
  ].filter(({ amount }) => amount !== '0.00');
  let balance = 0n;
  return amounts.map(({ contract, amount, recovered }) => {
    balance += fen(amount);
    return {
      ...{ key: `opening ${contract}`, amount, advanceRecovered: recovered, balance: yuan(balance) },
      contractPaid: contract === null ? null : amount,
      when: <Day day={takenOver.asOf} />,
      what: (
        <span className="sl-roomy">
          {t.charts.opening + t.frame.bracketed(contract ?? t.money.expenses)}
          <span className="sl-under sl-quiet">{t.charts.notWitnessed}</span>
        </span>
      ),
      rests: <EntryLink project={project} source={takenOver} />,
    };
  });
}

const lineOf = (row: PaymentRow, project: string): Line => ({
  ...{ key: String(row.revision), amount: row.amount, advanceRecovered: row.advanceRecovered },
  ...{ contractPaid: row.contractPaid, balance: row.balance },
  when: <When row={row} />,
  what: <What row={row} />,
  rests: (
    <span>
      <RestsOn project={project} row={row} />
      <span className="sl-under">
        <EntryLink project={project} source={row} />
      </span>
    </span>
  ),
});

/** Cash, and what it recovered of the advance where it did. */
function Cash({ line: { amount, advanceRecovered } }: { line: Line }) {
  const t = useWords();
  return (
    <span>
      <Money amount={amount} bare />
      {advanceRecovered !== '0.00' && (
        <span className="sl-under sl-quiet">
          {t.fields.advanceRecovered} <Money amount={advanceRecovered} bare />
        </span>
      )}
    </span>
  );
}

/** The value date and the treasury voucher. */
const When = ({ row }: { row: PaymentRow }) => (
  <span>
    <Day day={row.valueDate} />
    <span className="sl-code sl-under">{row.voucher}</span>
  </span>
);

/** Who is paid; of what comes back, who pays. */
function Payee({ row }: { row: PaymentRow }) {
  const t = useWords();
  if (row.payer) return <>{t.project.payer(row.payer.name)}</>;
  return row.payee || row.closed['payee'] ? <ShownBody of={row} field="payee" /> : null;
}

/** What a row is; then who is paid; then its note, or what an expense is for, or why money comes back. */
function What({ row }: { row: PaymentRow }) {
  const t = useWords();
  const { note, closed, corrected = {}, kind, restsOn } = row;
  const description = closed['description'] ?? closed['note'] ?? closed['reason'];
  return (
    <span className="sl-roomy">
      {kindText(row, t)}
      {kind === 'reversal' && restsOn.kind === 'payment' && (
        <span className="sl-under">{t.charts.takesBack(restsOn.name)}</span>
      )}
      <span className="sl-under">
        <Payee row={row} />
      </span>
      {note !== null && (
        <span className="sl-under sl-quiet sl-text">
          {note}
          {Object.keys(corrected).map((field) => (
            <CorrectedMark key={field} of={row} field={field} />
          ))}
        </span>
      )}
      {description && <ClosedNote note={description} />}
    </span>
  );
}

/** 进度款（HT-001）, 费用支出（征地拆迁费）, 冲销进度款（HT-001）, 追回多付款（HT-001）. */
export function kindText({ contract, kind, reverses, restsOn }: PaymentRow, t: Messages): string {
  const kinds = { ...t.paymentKinds, ...t.voucherKinds };
  const of = (name: string) => (contract === null ? name : name + t.frame.bracketed(contract));
  switch (kind) {
    case 'expense':
      return t.money.expenses + t.frame.bracketed(word(t.costCategories, restsOn.name));
    case 'reversal':
      return of(t.project.reverses(word(kinds, reverses ?? 'expense')));
    case 'recovery':
      return of(t.project.recovery);
    default:
      return of(word(kinds, kind));
  }
}

function RestsOn({ project, row: { restsOn } }: { project: string; row: PaymentRow }) {
  const t = useWords();
  const name = restsOn.kind === 'budget-line' ? word(t.costCategories, restsOn.name) : restsOn.name;
  const text = `${word(t.restsOn, restsOn.kind)} ${name}`;
  if (restsOn.revision === null) return <>{text}</>;
  return (
    <a className="govuk-link sl-link sl-roomy" href={eventHref(project, restsOn.revision)}>
      {text}
    </a>
  );
}

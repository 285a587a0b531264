import type { PaymentRow, ProjectPage } from '@sunlit/read-models';
import { ClosedNote, Day, Money, Pagination, Table, useWords, word, type Messages } from '@sunlit/web';
import { pageHref } from './paging.js';
import { Nothing, Subheading } from './section.js';
import { CorrectedMark, EntryLink, eventHref, ShownBody } from './source.js';

/** Every payment and expense with the running balance and what it rests on. */
export function Payments({ view }: { view: ProjectPage }) {
  const t = useWords();
  const { project, payments, paging } = view;
  return (
    <>
      <Subheading>{t.project.payments}</Subheading>
      {payments.length === 0 && (
        <Nothing>{paging.payments.total === 0 ? t.project.noPayments : t.project.pastEnd}</Nothing>
      )}
      {payments.length > 0 && (
        <>
          <p className="govuk-body">{t.project.paymentsNote}</p>
          <Table
            caption={`${t.project.payments}（${t.frame.yuan}）`}
            rows={payments}
            rowKey={(row) => row.revision}
            columns={[
              { head: t.fields.valueDate, cell: (row) => <When row={row} /> },
              { head: t.project.kindOrItem, cell: (row) => <Kind row={row} /> },
              { head: t.fields.payee, cell: (row) => <Payee row={row} /> },
              { head: t.project.cash, numeric: true, cell: (row) => <Money amount={row.amount} bare /> },
              {
                head: t.fields.advanceRecovered,
                numeric: true,
                cell: (row) => <Money amount={row.advanceRecovered} bare />,
              },
              {
                head: t.project.contractPaid,
                numeric: true,
                cell: (row) => (row.contractPaid === null ? '—' : <Money amount={row.contractPaid} bare />),
              },
              { head: t.project.balance, numeric: true, cell: (row) => <Money amount={row.balance} bare /> },
              { head: t.project.restsOn, cell: (row) => <RestsOn project={project} row={row} /> },
              { head: t.project.record, cell: (row) => <EntryLink project={project} source={row} /> },
            ]}
          />
        </>
      )}
      <Pagination
        {...paging.payments}
        href={pageHref(view, 'payments', 'payment')}
        label={t.project.payments}
      />
    </>
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
  return row.kind === 'reversal' ? '—' : <ShownBody of={row} field="payee" />;
}

/** What a row is, and then its note, or what an expense is for, or why money comes back. */
function Kind({ row }: { row: PaymentRow }) {
  const t = useWords();
  const { note, closed, corrected = {} } = row;
  const description = closed['description'] ?? closed['note'] ?? closed['reason'];
  return (
    <span className="sl-roomy">
      {kindText(row, t)}
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
function kindText({ contract, kind, reverses, restsOn }: PaymentRow, t: Messages): string {
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

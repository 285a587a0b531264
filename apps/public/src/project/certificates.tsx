import { fen, max, shareDown, yuan } from '@sunlit/ledger';
import type { CertificateRow, ContractView } from '@sunlit/read-models';
import { Day, inYuan, Money, Pagination, percent, Table, Tag, useWords, type Messages } from '@sunlit/web';
import { obligationColours } from '../rules/obligations.js';
import type { ReactNode } from 'react';
import type { ProjectPageView } from './page-view.js';
import { pageHref } from './paging.js';
import { Nothing } from './section.js';
import { EntryLink, ShownBody, ShownText } from './source.js';

/** A table for each contract: what was certified, what may be paid on it, what was paid, and what is still due. */
export function Certificates({ view }: { view: ProjectPageView }) {
  const t = useWords();
  const { certificates, contracts, paging } = view;
  const { page, total } = paging.certificates;
  const shown = contracts
    .map((contract) => ({
      contract,
      lines: [
        ...(page === 1 ? openingLine(contract, view.project, t) : []),
        ...certificates
          .filter((row) => row.contract === contract.contract)
          .map((row) => lineOf(row, contract, view, t)),
      ],
    }))
    .filter(({ lines }) => lines.length > 0);
  return (
    <>
      {shown.length === 0 && <Nothing>{total === 0 ? t.project.noCertificates : t.project.pastEnd}</Nothing>}
      {shown.length > 0 && <p className="govuk-body">{t.charts.againstNote}</p>}
      {shown.map(({ contract, lines }) => (
        <OfContract key={contract.contract} contract={contract} lines={lines} />
      ))}
      <Pagination
        {...paging.certificates}
        href={pageHref(view, 'certificates', 'certificates')}
        label={t.project.certificates}
      />
    </>
  );
}

interface Line {
  readonly key: string;
  readonly name: ReactNode;
  readonly value: string;
  readonly cumulative: string;
  /** Null where nothing is paid on the line itself: a reduction, a balance taken over. */
  readonly against: Against | null;
  readonly by: ReactNode;
}

interface Against {
  readonly payable: string;
  readonly paid: ReactNode;
  readonly due: ReactNode;
}

function OfContract({ contract, lines }: { contract: ContractView; lines: readonly Line[] }) {
  const t = useWords();
  const inLine = <span className="sl-quiet">{t.charts.inCumulative}</span>;
  const rate = percent(contract.terms.progressRate);
  return (
    <Table
      caption={inYuan(t.charts.certificatesOf(contract.contract), t)}
      rows={lines}
      rowKey={(row) => row.key}
      columns={[
        { head: t.restsOn.certificate, cell: (row) => row.name },
        { head: t.project.thisPeriod, numeric: true, cell: (row) => <Money amount={row.value} bare /> },
        { head: t.fields.certified, numeric: true, cell: (row) => <Money amount={row.cumulative} bare /> },
        {
          head: t.charts.payable(rate),
          numeric: true,
          cell: ({ against }) => (against ? <Money amount={against.payable} bare /> : inLine),
        },
        { head: t.charts.paidAgainst, numeric: true, cell: ({ against }) => against?.paid ?? inLine },
        { head: t.charts.stillDue, numeric: true, cell: ({ against }) => against?.due ?? inLine },
        { head: t.fields.engineer, cell: (row) => row.by },
      ]}
    />
  );
}

/** What was certified before the taking over, which the sums below contain. */
function openingLine({ contract, opening }: ContractView, project: string, t: Messages): readonly Line[] {
  if (!opening || opening.balances.certified === '0.00') return [];
  const { certified } = opening.balances;
  return [
    {
      ...{ key: `opening ${contract}`, value: certified, cumulative: certified, against: null },
      name: (
        <span className="sl-roomy">
          {t.charts.opening} <Day day={opening.asOf} />
          <span className="sl-under sl-quiet">{t.charts.notWitnessed}</span>
        </span>
      ),
      by: <EntryLink project={project} source={opening} />,
    },
  ];
}

function lineOf(row: CertificateRow, contract: ContractView, view: ProjectPageView, t: Messages): Line {
  const { revision, value, cumulative, kind } = row;
  return {
    ...{ key: String(revision), value, cumulative },
    name: <Name row={row} />,
    against: kind === 'reduction' ? null : againstOf(row, contract, view, t),
    by: (
      <span>
        {kind === 'certificate' && <ShownBody of={row} field="engineer" />}
        <span className="sl-under">
          <EntryLink project={view.project} source={row} />
        </span>
      </span>
    ),
  };
}

/** By the contract's progress rate, as the ledger's own rules have it, reductions taken off. */
function againstOf(
  { certificate, value }: CertificateRow,
  { contract, terms, review }: ContractView,
  { certificatesPaid, obligations }: ProjectPageView,
  t: Messages,
): Against {
  const paid = certificatesPaid.find((c) => c.contract === contract && c.certificate === certificate);
  const { cash = '0.00', advanceRecovered = '0.00' } = paid ?? {};
  const payable = shareDown(fen(paid?.value ?? value), terms.progressRate);
  const due = max(0n, payable - fen(cash) - fen(advanceRecovered));
  const clock = obligations.find(
    (o) =>
      o.kind === 'payment' &&
      o.contract === contract &&
      o.number === certificate &&
      (o.status === 'due' || o.status === 'overdue'),
  );
  return {
    payable: yuan(payable),
    paid: (
      <span>
        <Money amount={cash} bare />
        {advanceRecovered !== '0.00' && (
          <span className="sl-under sl-quiet">
            {t.fields.advanceRecovered} <Money amount={advanceRecovered} bare />
          </span>
        )}
      </span>
    ),
    due:
      due === 0n ? (
        <span className="sl-quiet">{t.charts.paidInFull}</span>
      ) : review ? (
        <span className="sl-quiet">{t.charts.bySettlement}</span>
      ) : (
        <span>
          <Money amount={yuan(due)} bare />
          {clock && (
            <span className="sl-under">
              {t.charts.dueBy} <Day day={clock.dueOn} />{' '}
              <Tag colour={obligationColours[clock.status]}>
                {t.obligations.statuses[clock.status](clock.days)}
              </Tag>
            </span>
          )}
        </span>
      ),
  };
}

/** JL-01 with its period and day, or JL-01 核减 with why. */
function Name({ row }: { row: CertificateRow }) {
  const t = useWords();
  const { certificate, periodFrom, periodUntil, certifiedOn } = row;
  if (row.kind === 'reduction')
    return (
      <span className="sl-roomy">
        {t.project.reducedCertificate(certificate)}
        <span className="sl-under sl-quiet">
          <ShownText of={row} field="reason" /> <Day day={certifiedOn} />
        </span>
      </span>
    );
  return (
    <span className="sl-roomy">
      {certificate}
      {periodFrom !== null && periodUntil !== null && (
        <span className="sl-under sl-quiet">
          <Day day={periodFrom} /> {t.frame.to} <Day day={periodUntil} />
        </span>
      )}
      <span className="sl-under sl-quiet">
        {t.fields.certifiedOn} <Day day={certifiedOn} />
      </span>
    </span>
  );
}

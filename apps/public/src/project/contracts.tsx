import type { ContractView, ProjectView } from '@sunlit/read-models';
import {
  Day,
  inYuan,
  Money,
  None,
  percent,
  SummaryList,
  Table,
  Tag,
  thousands,
  useWords,
  word,
} from '@sunlit/web';
import { Fold, Nothing, Small } from './section.js';
import { EntryLink, ShownBody, ShownText } from './source.js';

/** Checkpoint three: the contracts in a line each, then each with its terms, its ceiling and its changes. */
export function Contracts({ view: { project, contracts } }: { view: ProjectView }) {
  const t = useWords();
  if (contracts.length === 0) return <Nothing>{t.project.noContracts}</Nothing>;
  return (
    <>
      <Overview contracts={contracts} />
      {contracts.map((contract) => (
        <Fold key={contract.contract} summary={t.charts.contractDetail(contract.contract)}>
          <Contract project={project} contract={contract} />
        </Fold>
      ))}
    </>
  );
}

/** Contract and paid stay apart, never one "spent". */
function Overview({ contracts }: { contracts: readonly ContractView[] }) {
  const t = useWords();
  return (
    <Table
      caption={inYuan(t.project.contracts, t)}
      rows={contracts}
      rowKey={(row) => row.contract}
      columns={[
        {
          head: t.fields.contract,
          cell: ({ contract, kind, terminated, money }) => (
            <span>
              {contract} {word(t.contractKinds, kind)}
              {terminated && (
                <span className="sl-under">
                  <Tag colour="red">{t.project.terminated}</Tag>
                </span>
              )}
              {money.overpaid !== '0.00' && (
                <span className="sl-under">
                  <Tag colour="red">{t.project.overpaidTag}</Tag>
                </span>
              )}
            </span>
          ),
        },
        { head: t.fields.contractor, cell: (row) => <ShownBody of={row} field="contractor" /> },
        {
          head: t.project.currentPrice,
          numeric: true,
          cell: ({ money, changes }) => (
            <span>
              <Money amount={money.currentPrice} bare />
              {changes.length > 0 && (
                <span className="sl-under sl-quiet">
                  {t.charts.changed(changes.length, percent(changes.at(-1)!.cumulative))}
                </span>
              )}
            </span>
          ),
        },
        {
          head: t.fields.certified,
          numeric: true,
          cell: ({ money }) => <Money amount={money.certified} bare />,
        },
        { head: t.project.netPaid, numeric: true, cell: ({ money }) => <Money amount={money.paid} bare /> },
        {
          head: t.project.ceiling,
          numeric: true,
          cell: ({ money }) => <Money amount={money.ceiling} bare />,
        },
      ]}
    />
  );
}

interface Props {
  readonly project: string;
  readonly contract: ContractView;
}

const Contract = ({ project, contract }: Props) => (
  <>
    <Terminated project={project} contract={contract} />
    <Changes project={project} contract={contract} />
    <MoneyOfContract contract={contract} />
    <Terms project={project} contract={contract} />
    <Opening project={project} contract={contract} />
    <Releases project={project} contract={contract} />
  </>
);

function Terms({ project, contract }: Props) {
  const t = useWords();
  const { terms } = contract;
  return (
    <SummaryList
      rows={[
        {
          key: t.fieldsOfOne['ContractSigned.kind'],
          value: word(t.contractKinds, contract.kind) + t.frame.bracketed(`${t.fields.lot} ${contract.lot}`),
        },
        { key: t.fields.contractor, value: <ShownBody of={contract} field="contractor" /> },
        { key: t.fields.engineer, value: <ShownBody of={contract} field="engineer" /> },
        { key: t.fieldsOfOne['ContractSigned.price'], value: <Money amount={contract.price} large /> },
        { key: t.fields.signedOn, value: <Day day={contract.signedOn} /> },
        {
          key: `${t.fields.startOn}${t.frame.list}${t.fields.finishOn}`,
          value: (
            <>
              <Day day={contract.startOn} /> {t.frame.to} <Day day={contract.finishOn} />
            </>
          ),
        },
        {
          key: t.project.terms,
          value: [
            `${t.fields.advanceRate} ${percent(terms.advanceRate)}`,
            `${t.fields.advanceRecoveryRate} ${percent(terms.advanceRecoveryRate)}`,
            `${t.fields.progressRate} ${percent(terms.progressRate)}`,
            `${t.fields.retentionRate} ${percent(terms.retentionRate)}`,
            `${t.fields.performanceBond} ${thousands(terms.performanceBond)} ${t.frame.yuan}`,
            ...(terms.paymentDays === null ? [] : [t.project.paymentDays(terms.paymentDays)]),
            ...(terms.sme ? [t.project.smallBusiness] : []),
          ].join(t.frame.semicolon),
        },
        { key: t.project.record, value: <EntryLink project={project} source={contract} /> },
      ]}
    />
  );
}

/** 解除合同, and that it is settled at what was certified then. */
function Terminated({ project, contract: { terminated } }: Props) {
  const t = useWords();
  if (!terminated) return null;
  return (
    <>
      <Small>{t.project.terminated}</Small>
      <p className="govuk-body">{t.project.terminatedNote}</p>
      <SummaryList
        rows={[
          {
            key: t.fieldsOfOne['ContractTerminated.ground'],
            value: <Tag colour="red">{word(t.terminationGrounds, terminated.ground)}</Tag>,
          },
          {
            key: t.fieldsOfOne['ContractTerminated.reason'],
            value: <ShownText of={terminated} field="reason" />,
          },
          { key: t.fields.terminatedOn, value: <Day day={terminated.terminatedOn} /> },
          { key: t.project.certifiedThen, value: <Money amount={terminated.certified} large /> },
          { key: t.project.paidThen, value: <Money amount={terminated.paid} large /> },
          { key: t.project.record, value: <EntryLink project={project} source={terminated} /> },
        ]}
      />
    </>
  );
}

/** The balances of a contract taken over, as its owner gave them. */
function Opening({ project, contract: { opening } }: Props) {
  const t = useWords();
  if (!opening) return null;
  const { asOf, balances } = opening;
  const amounts = (
    [
      ...(['changes', 'certified', 'advances', 'recovered', 'progress', 'settlement'] as const),
      ...(['retentionPaid', 'submitted', 'reviewed', 'retentionReleased'] as const),
    ] as const
  ).flatMap((field) => {
    const amount = balances[field];
    return amount === null || amount === '0.00'
      ? []
      : [{ key: t.fields[field], value: <Money amount={amount} large /> }];
  });
  const days = (['acceptedOn', 'defectsUntil'] as const).flatMap((field) =>
    balances[field] === null ? [] : [{ key: t.fields[field], value: <Day day={balances[field]} /> }],
  );
  return (
    <>
      <Small>{t.project.openingBalances(asOf)}</Small>
      <SummaryList
        rows={[
          ...amounts,
          {
            key: t.fieldsOfOne['ProjectTakenOver.contracts.paid'],
            value: <Money amount={balances.paid} large />,
          },
          ...days,
          { key: t.project.record, value: <EntryLink project={project} source={opening} /> },
        ]}
      />
    </>
  );
}

/** What may be paid at most, by what formula, and what is paid. */
function MoneyOfContract({ contract }: Pick<Props, 'contract'>) {
  const t = useWords();
  const { money, terms, review } = contract;
  const formula = review
    ? t.project.ceilingReviewed(thousands(money.settled ?? review.approved), thousands(money.retentionHeld))
    : t.project.ceilingNote(
        thousands(money.certified),
        percent(terms.progressRate),
        thousands(money.unrecovered),
      );
  const over = money.overpaid !== '0.00';
  const some = (key: string, amount: string) =>
    amount === '0.00' ? [] : [{ key, value: <Money amount={amount} /> }];
  return (
    <>
      <Small>{t.project.moneyOfContract}</Small>
      <SummaryList
        rows={[
          { key: t.project.currentPrice, value: <Money amount={money.currentPrice} large /> },
          { key: t.fields.certified, value: <Money amount={money.certified} large /> },
          ...some(t.project.advance, money.advance),
          ...some(t.project.recovered, money.recovered),
          ...(money.paidOut === money.paid
            ? []
            : [
                ...some(t.project.paidOut, money.paidOut),
                ...some(t.project.reversals, money.reversals),
                ...some(t.project.recoveries, money.recoveries),
              ]),
          { key: t.project.netPaid, value: <Money amount={money.paid} large /> },
          {
            key: t.project.ceiling,
            value: (
              <>
                <Money amount={money.ceiling} large />
                <br />
                <span className="sl-quiet">{formula}</span>
              </>
            ),
          },
          { key: t.fields.unrecovered, value: <Money amount={money.unrecovered} /> },
          { key: t.fields.retentionHeld, value: <Money amount={money.retentionHeld} /> },
          ...(over
            ? [
                {
                  key: t.project.overpaid,
                  value: (
                    <>
                      <Tag colour="red">{t.project.overpaidTag}</Tag> <Money amount={money.overpaid} large />
                      <br />
                      {t.project.overpaidNote(thousands(money.overpaid))}
                    </>
                  ),
                },
              ]
            : []),
        ]}
      />
    </>
  );
}

function Changes({ project, contract: { changes } }: Props) {
  const t = useWords();
  if (changes.length === 0) return <Nothing>{t.project.noChanges}</Nothing>;
  return (
    <Table
      caption={inYuan(t.project.changes, t)}
      rows={changes}
      rowKey={(row) => row.revision}
      columns={[
        { head: t.fields.change, cell: (row) => row.change },
        {
          head: t.fieldsOfOne['ContractChanged.reason'],
          cell: (row) => <ShownText of={row} field="reason" />,
        },
        { head: t.fields.priceBefore, numeric: true, cell: (row) => <Money amount={row.priceBefore} bare /> },
        { head: t.project.delta, numeric: true, cell: (row) => <Money amount={row.delta} bare /> },
        { head: t.fields.priceAfter, numeric: true, cell: (row) => <Money amount={row.priceAfter} bare /> },
        { head: t.project.cumulativeRate, numeric: true, cell: (row) => percent(row.cumulative) },
        {
          head: t.project.approvedOn,
          cell: (row) => (
            <span>
              <ShownText of={row} field="approvedBy" /> {row.approvalNumber ?? <None />}{' '}
              <Day day={row.approvedOn} />
            </span>
          ),
        },
        { head: t.project.record, cell: (row) => <EntryLink project={project} source={row} /> },
      ]}
    />
  );
}

function Releases({ project, contract: { retentionReleases } }: Props) {
  const t = useWords();
  if (retentionReleases.length === 0) return null;
  return (
    <Table
      caption={t.project.retentionReleases}
      rows={retentionReleases}
      rowKey={(row) => row.revision}
      columns={[
        { head: t.fields.releasedOn, cell: (row) => <Day day={row.releasedOn} /> },
        {
          head: inYuan(t.fields.amount, t),
          numeric: true,
          cell: (row) => <Money amount={row.amount} bare />,
        },
        { head: t.project.record, cell: (row) => <EntryLink project={project} source={row} /> },
      ]}
    />
  );
}

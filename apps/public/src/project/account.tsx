import type { ContractView, ProjectView } from '@sunlit/read-models';
import {
  Day,
  inYuan,
  Money,
  MoneyOr,
  percent,
  Shown,
  SummaryList,
  Table,
  Tag,
  thousands,
  useWords,
  word,
  type Messages,
} from '@sunlit/web';
import { ReconciledContracts } from './reconciled.js';
import { Depth, Fold, Nothing, Small, Subheading } from './section.js';
import { EntryLink, ShownBody, ShownText } from './source.js';
import { Withdrawn } from './withdrawn.js';

/** Checkpoint four: taking-over and settlement of each contract, the final account, its audit, and what must balance. */
export function Account({ view }: { view: ProjectView }) {
  const t = useWords();
  const { project, contracts, finalAccount, audit } = view;
  const { expenses } = view.reconciliation;
  const begun = contracts.filter((c) => c.completion ?? c.settlement ?? c.review);
  return (
    <>
      {begun.length > 0 && (
        <Fold summary={t.charts.settlements(begun.length)}>
          <Depth value={5}>
            {begun.map((contract) => (
              <Settlement key={contract.contract} project={project} contract={contract} />
            ))}
          </Depth>
        </Fold>
      )}
      {(finalAccount ?? audit) ? (
        <Fold summary={t.charts.accountDetail}>
          <FinalAccount view={view} />
        </Fold>
      ) : (
        <Nothing>{t.project.noAccount}</Nothing>
      )}
      <Withdrawn
        project={project}
        steps={[...contracts.flatMap(({ withdrawn }) => withdrawn), ...view.withdrawn]}
      />
      {(contracts.length > 0 || expenses !== '0.00') && (
        <Fold summary={t.charts.reconciled}>
          <ReconciledContracts project={project} contracts={contracts} />
          <Reconciliation view={view} />
        </Fold>
      )}
    </>
  );
}

function Settlement({ project, contract }: { project: string; contract: ContractView }) {
  const t = useWords();
  const { completion, settlement, review } = contract;
  return (
    <>
      <Subheading>{`${t.project.settlement}${t.frame.colon}${t.project.contractTitle(contract.contract)}`}</Subheading>
      {completion && (
        <>
          <Small>{t.project.completion}</Small>
          <SummaryList
            rows={[
              { key: t.fields.acceptedOn, value: <Day day={completion.acceptedOn} /> },
              { key: t.fields.quality, value: <ShownText of={completion} field="quality" /> },
              { key: t.fields.defectsUntil, value: <Day day={completion.defectsUntil} /> },
              { key: t.project.record, value: <EntryLink project={project} source={completion} /> },
            ]}
          />
        </>
      )}
      {settlement && !review && (
        <SummaryList
          rows={[
            { key: t.fields.submitted, value: <Money amount={settlement.submitted} large /> },
            { key: t.fields.submittedOn, value: <Day day={settlement.submittedOn} /> },
            { key: t.project.record, value: <EntryLink project={project} source={settlement} /> },
          ]}
        />
      )}
      {review && (
        <>
          <Small>{t.project.review}</Small>
          <SummaryList
            rows={[
              ...reductionRows(review, t),
              { key: t.fields.reviewer, value: <ShownBody of={review} field="reviewer" /> },
              { key: t.fieldsOfOne['SettlementReviewed.kind'], value: word(t.auditKinds, review.kind) },
              { key: t.fields.reviewedOn, value: <Day day={review.reviewedOn} /> },
              {
                key: t.fieldsOfOne['SettlementReviewed.opinion'],
                value: <ShownText of={review} field="opinion" />,
              },
              { key: t.charts.reviewFindings, value: <AuditFindings of={review} /> },
              { key: t.project.record, value: <EntryLink project={project} source={review} /> },
            ]}
          />
        </>
      )}
    </>
  );
}

interface Reduced {
  readonly submitted: string;
  readonly approved: string;
  readonly reduction: string;
  readonly reductionRate: number;
}

/** 送审、审定、核减 with the sum that connects them. */
const reductionRows = ({ submitted, approved, reduction, reductionRate }: Reduced, t: Messages) => [
  { key: t.fields.submitted, value: <Money amount={submitted} large /> },
  { key: t.fields.approved, value: <Money amount={approved} large /> },
  {
    key: t.fields.reduction,
    value: (
      <>
        <Money amount={reduction} large />
        <br />
        <span className="sl-quiet">
          {t.project.formula(thousands(submitted), thousands(approved), thousands(reduction))}
        </span>
      </>
    ),
  },
  { key: t.fields.reductionRate, value: percent(reductionRate) },
];

function FinalAccount({ view: { project, finalAccount, audit, closed } }: { view: ProjectView }) {
  const t = useWords();
  return (
    <>
      <Subheading>{t.project.finalAccount}</Subheading>
      {finalAccount ? (
        <SummaryList
          rows={[
            {
              key: t.fieldsOfOne['FinalAccountCompiled.total'],
              value: <Money amount={finalAccount.total} large />,
            },
            { key: t.fields.budget, value: <Money amount={finalAccount.budget} large /> },
            { key: t.fields.surplus, value: <Money amount={finalAccount.surplus} large /> },
            { key: t.fields.compiledOn, value: <Day day={finalAccount.compiledOn} /> },
            { key: t.project.record, value: <EntryLink project={project} source={finalAccount} /> },
          ]}
        />
      ) : (
        <Nothing>{t.project.noAccount}</Nothing>
      )}
      <Subheading>{t.project.audit}</Subheading>
      {audit ? (
        <SummaryList
          rows={[
            ...reductionRows(audit, t),
            { key: t.fields.auditor, value: <ShownBody of={audit} field="auditor" /> },
            { key: t.fieldsOfOne['FinalAccountAudited.kind'], value: word(t.auditKinds, audit.kind) },
            { key: t.fields.auditedOn, value: <Day day={audit.auditedOn} /> },
            { key: t.fields.conclusion, value: <ShownText of={audit} field="conclusion" /> },
            { key: t.fields.auditFindings, value: <AuditFindings of={audit} /> },
            { key: t.project.record, value: <EntryLink project={project} source={audit} /> },
          ]}
        />
      ) : (
        <Nothing>{t.money.notAudited}</Nothing>
      )}
      {closed && (
        <SummaryList
          rows={[
            { key: t.fields.closedOn, value: <Day day={closed.closedOn} /> },
            { key: t.project.record, value: <EntryLink project={project} source={closed} /> },
          ]}
        />
      )}
    </>
  );
}

/** budget -> contract -> certified -> paid -> audited, with every difference. */
function Reconciliation({ view: { reconciliation, figures } }: { view: ProjectView }) {
  const t = useWords();
  const { contracts, expenses, total, audited, difference, budget } = reconciliation;
  if (contracts.length === 0 && expenses === '0.00') return null;
  const rows = [
    ...contracts,
    {
      contract: t.money.expenses,
      price: null,
      changes: null,
      certified: null,
      paid: expenses,
      reviewed: null,
      audited: null,
      difference: null,
    },
  ];
  // An expense is neither contracted nor certified; a contract not reviewed or audited will be.
  const money = (amount: string | null, or = '—') => <MoneyOr amount={amount} or={or} bare />;
  const due = ({ price }: { price: string | null }) => (price === null ? '—' : t.frame.pending);
  return (
    <>
      <Subheading>{t.project.reconciliation}</Subheading>
      <p className="govuk-body">
        {t.money.budget} <MoneyOr amount={figures.budget && budget} or={t.money.noBudget} large />
        {t.frame.stop}
        {difference !== null && (
          <Tag colour={difference === '0.00' ? 'green' : 'orange'}>
            {difference === '0.00' ? t.project.balanced : t.project.unbalanced}
          </Tag>
        )}
      </p>
      <Table
        caption={inYuan(t.fields.reconciliation, t)}
        rows={rows}
        rowKey={(row) => row.contract}
        total={[
          t.project.total,
          '',
          '',
          '',
          money(total),
          '',
          money(audited, t.frame.pending),
          money(difference, t.frame.pending),
        ]}
        columns={[
          { head: t.fields.contract, cell: (row) => row.contract },
          { head: t.fieldsOfOne['ContractSigned.price'], numeric: true, cell: (row) => money(row.price) },
          { head: t.fields.changes, numeric: true, cell: (row) => money(row.changes) },
          { head: t.fields.certified, numeric: true, cell: (row) => money(row.certified) },
          { head: t.project.paid, numeric: true, cell: (row) => money(row.paid) },
          { head: t.fields.reviewed, numeric: true, cell: (row) => money(row.reviewed, due(row)) },
          { head: t.fields.audited, numeric: true, cell: (row) => money(row.audited, due(row)) },
          { head: t.project.paidLessAudited, numeric: true, cell: (row) => money(row.difference, due(row)) },
        ]}
      />
    </>
  );
}

type Audited = NonNullable<ProjectView['audit']> | NonNullable<ContractView['review']>;

/** What an auditor found, with the amount where it has one; or that nothing was found. */
function AuditFindings({ of }: { of: Pick<Audited, 'auditFindings' | 'closed'> }) {
  const t = useWords();
  return (
    <Shown of={of} field="auditFindings">
      {(found) =>
        found.length === 0 ? (
          t.frame.none
        ) : (
          <ul className="govuk-list govuk-list--bullet">
            {found.map(({ description, amount }, i) => (
              <li key={i}>
                {description}
                {amount !== null && <Money amount={amount} />}
              </li>
            ))}
          </ul>
        )
      }
    </Shown>
  );
}

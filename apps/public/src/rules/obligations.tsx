import type { NamedObligation, ObligationView } from '@sunlit/read-models';
import { Day, ruleHref, Table, Tag, useWords, type Messages, type TagColour } from '@sunlit/web';
import type { ReactNode } from 'react';
import { EntryLink } from '../project/source.js';

type Row = ObligationView & Partial<Pick<NamedObligation, 'projectName'>>;

export const obligationColours: Readonly<Record<ObligationView['status'], TagColour>> = {
  due: 'blue',
  overdue: 'red',
  met: 'green',
  'met-late': 'orange',
  ended: 'grey',
};

/** Due dates with what they arise from, how they stand, and what met them. `named`: with the project's name. */
export function ObligationTable({
  caption,
  rows,
  named = false,
}: {
  caption: string;
  rows: readonly Row[];
  named?: boolean;
}) {
  const t = useWords();
  const { obligations: o } = t;
  const project = {
    head: t.rules.project,
    cell: (row: Row): ReactNode => (
      <a className="govuk-link sl-link" href={`/projects/${row.project}`}>
        {row.projectName}
      </a>
    ),
  };
  return (
    <Table
      caption={caption}
      rows={rows}
      rowKey={(row) => `${row.project} ${row.arose.revision}`}
      columns={[
        ...(named ? [project] : []),
        { head: o.what, cell: (row) => <What row={row} named={named} /> },
        { head: o.arose, cell: (row) => <Moment project={row.project} moment={row.arose} /> },
        {
          head: o.due,
          cell: (row) => (
            <>
              <Day day={row.dueOn} />
              {row.provisional && (
                <span className="sl-under sl-quiet">
                  <Tag colour="grey">{o.provisional}</Tag> {o.provisionalNote}
                </span>
              )}
            </>
          ),
        },
        {
          head: o.status,
          cell: ({ status, days }) => (
            <Tag colour={obligationColours[status]}>{o.statuses[status](days)}</Tag>
          ),
        },
        {
          head: o.done,
          cell: (row) => (row.done ? <Moment project={row.project} moment={row.done} /> : t.frame.pending),
        },
      ]}
    />
  );
}

/** 支付计量款（合同 HT-001 证书 JL-01）, and the rule that it follows from. */
function What({ row, named }: { row: Row; named: boolean }) {
  const t = useWords();
  return (
    <span className="sl-roomy">
      {t.obligations.kinds[row.kind]}
      <span className="sl-under sl-quiet">
        {obligationSubject(row, t)}{' '}
        {!named && (
          <a className="govuk-link sl-link sl-code" href={ruleHref(row.rule)}>
            {row.rule}
          </a>
        )}
      </span>
    </span>
  );
}

/** 合同 HT-001 证书 JL-01: what a due date is about, by the office's numbers. */
export function obligationSubject(
  { kind, lot, round, contract, number }: Row,
  { obligations: o }: Messages,
): string {
  const parts = [
    lot === null ? null : round === null ? o.ofLot(lot) : o.ofRound(lot, round),
    contract === null ? null : o.ofContract(contract),
    number === null ? null : kind === 'answer' ? o.ofObjection(number) : o.ofCertificate(number),
  ];
  return parts.filter((part) => part !== null).join(' ');
}

const Moment = ({ project, moment }: { project: string; moment: ObligationView['arose'] }) => (
  <span>
    <Day day={moment.on} />
    <span className="sl-under">
      <EntryLink project={project} source={moment} />
    </span>
  </span>
);

import type { ProjectPage } from '@sunlit/read-models';
import { Day, Tag, useWords } from '@sunlit/web';
import type { ReactNode } from 'react';
import { obligationColours, obligationSubject } from '../rules/obligations.js';
import { checkpoints } from './checkpoints.js';
import { Part } from './section.js';

export const checkpointIds = ['budget', 'tender', 'payment', 'account'] as const;
export type CheckpointId = (typeof checkpointIds)[number];

type Obligation = ProjectPage['obligations'][number];

/** What the law's clocks ask for at each checkpoint. */
const asks: Readonly<Record<CheckpointId, readonly Obligation['kind'][]>> = {
  budget: [],
  tender: ['answer', 'publicity', 'contract'],
  payment: ['payment'],
  account: ['review', 'final-account'],
};

/** One of the four: how it stands, what is there, what is due or overdue; then its detail. */
export function Checkpoint({
  view,
  id,
  children,
}: {
  view: ProjectPage;
  id: CheckpointId;
  children: ReactNode;
}) {
  const t = useWords();
  const { title, detail, status, colour } = checkpoints(view, t)[checkpointIds.indexOf(id)]!;
  const open = view.obligations.filter(
    (o) => asks[id].includes(o.kind) && (o.status === 'due' || o.status === 'overdue'),
  );
  const overdue = open.filter((o) => o.status === 'overdue').length;
  return (
    <Part
      id={id}
      title={title}
      beside={
        <>
          <Tag colour={colour}>{status}</Tag>{' '}
          {overdue > 0 && <Tag colour="red">{t.charts.overdueTag(overdue)}</Tag>}
        </>
      }
    >
      {(detail.length > 0 || open.length > 0) && (
        <ul className="govuk-list sl-plain sl-facts">
          {detail.map((line, i) => (
            <li key={i}>{line}</li>
          ))}
          {open.slice(0, shown).map((o) => (
            <li key={`${o.kind} ${o.arose.revision}`}>
              <DueLine obligation={o} />
            </li>
          ))}
          {open.length > shown && (
            <li>
              <a className="govuk-link" href="#obligations">
                {t.charts.moreDue(open.length - shown)}
              </a>
            </li>
          )}
        </ul>
      )}
      {children}
    </Part>
  );
}

const shown = 3;

/** 支付计量款（合同 HT-001 证书 JL-04）应于 2026-11-09 前 [逾期 11 日]. */
export function DueLine({ obligation }: { obligation: Obligation }) {
  const t = useWords();
  const { kind, status, days, dueOn, provisional } = obligation;
  return (
    <>
      {t.obligations.kinds[kind]}
      {t.frame.bracketed(obligationSubject(obligation, t))}
      {t.frame.comma}
      {t.charts.dueBy} <Day day={dueOn} />
      {provisional && t.frame.bracketed(t.obligations.provisional)}{' '}
      <Tag colour={obligationColours[status]}>{t.obligations.statuses[status](days)}</Tag>
    </>
  );
}

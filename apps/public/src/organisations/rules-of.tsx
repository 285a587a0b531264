import type { OrganisationView, RuleCount, VerdictKind } from '@sunlit/read-models';
import { Basis, langOf, ruleHref, Table, useWords } from '@sunlit/web';
import { verdictsHref } from '../findings/address.js';
import { Nothing, Section } from '../project/section.js';

/** How often each rule found something where the body answers for it; each number leads to its list. */
export function RulesOf({ view: { organisation, rules } }: { view: OrganisationView }) {
  const t = useWords();
  const { organisations: o } = t;
  const count = (n: number, rule: string, kind: VerdictKind, as: 'owner' | 'contractor') =>
    n === 0 ? (
      '—'
    ) : (
      <a className="govuk-link sl-link" href={verdictsHref({ kind, rule, [as]: organisation })}>
        {o.times(n)}
      </a>
    );
  return (
    <Section id="verdicts" title={o.verdicts}>
      {rules.length === 0 && <Nothing>{o.noVerdicts}</Nothing>}
      {rules.length > 0 && (
        <>
          <p className="govuk-body">
            {o.verdictsNote}
            {t.frame.between}
            {o.verdictsColumns}
          </p>
          <Table
            caption={o.verdictsCaption}
            rows={rules}
            rowKey={({ rule }) => rule}
            columns={[
              { head: t.rules.rule, cell: (row) => <Rule row={row} /> },
              { head: t.rules.basis, cell: ({ basis }) => <Basis basis={basis} /> },
              {
                head: o.onProjects,
                numeric: true,
                cell: (row) => count(row.findings, row.rule, 'finding', 'owner'),
              },
              {
                head: o.lateOnProjects,
                numeric: true,
                cell: (row) => count(row.late, row.rule, 'overdue', 'owner'),
              },
              {
                head: o.onContracts,
                numeric: true,
                cell: (row) => count(row.onContracts, row.rule, 'finding', 'contractor'),
              },
            ]}
          />
        </>
      )}
    </Section>
  );
}

function Rule({ row: { rule, title } }: { row: RuleCount }) {
  return (
    <a className="govuk-link sl-link" href={ruleHref(rule)}>
      {rule} {title[langOf(useWords())]}
    </a>
  );
}

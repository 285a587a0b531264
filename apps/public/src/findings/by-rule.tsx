import type { FindingsView, RuleVerdicts, VerdictKind } from '@sunlit/read-models';
import { Basis, langOf, ruleAsks, ruleHref, Table, useWords } from '@sunlit/web';
import { factWords, titleOf, Value } from '../rules/rule-parts.js';
import { verdictsHref } from './address.js';

/** Each rule with what it asks, whose it is, and how many verdicts it gave; each number leads to its list. */
export function ByRule({ view: { filter, rules } }: { view: FindingsView }) {
  const t = useWords();
  const { findings } = t.organisations;
  const count = (kind: VerdictKind) => ({
    head: findings.heads[kind],
    numeric: true,
    cell: ({ rule, counts }: RuleVerdicts) =>
      counts[kind] === 0 ? (
        '—'
      ) : (
        <a className="govuk-link sl-link" href={verdictsHref({ ...filter, kind, rule: rule.id })}>
          {t.organisations.times(counts[kind])}
        </a>
      ),
  });
  return (
    <Table
      caption={findings.byRule}
      rows={rules}
      rowKey={({ rule }) => rule.id}
      columns={[
        { head: t.rules.rule, cell: (row) => <Name row={row} /> },
        {
          head: findings.basis,
          cell: ({ rule }) => (
            <span>
              <Basis basis={rule.basis} />
              <span className="sl-under sl-quiet">
                {t.rules.value}
                {t.frame.colon}
                <Value rule={rule} />
              </span>
            </span>
          ),
        },
        { head: findings.asks, cell: (row) => <Asks row={row} /> },
        count('finding'),
        count('overdue'),
        count('lead'),
      ]}
    />
  );
}

function Name({ row: { rule } }: { row: RuleVerdicts }) {
  const t = useWords();
  return (
    <span className="sl-roomy">
      <a className="govuk-link sl-link" href={ruleHref(rule.id)}>
        {rule.id} {titleOf(rule, t)}
      </a>
    </span>
  );
}

/** The rule's own sentence, and the facts that it reads; a row of a city's own is told by its facts. */
function Asks({ row: { rule } }: { row: RuleVerdicts }) {
  const t = useWords();
  const { findings } = t.organisations;
  const asks = ruleAsks(rule.id, langOf(t), { value: rule.value, unit: rule.unit });
  return (
    <span>
      {asks.startsWith(rule.id) ? titleOf(rule, t) + t.frame.stop : asks}
      {rule.fact !== null && (
        <span className="sl-under sl-quiet">
          {findings.reads}
          {t.frame.colon}
          {factWords(rule.fact, t)}
        </span>
      )}
    </span>
  );
}

import type { RuleLine, RulesView } from '@sunlit/read-models';
import { Basis, langOf, Layout, ruleHref, Table, Tag, useWords } from '@sunlit/web';
import { Section } from '../project/section.js';
import { actionColours, effective, Judgement, ShortAction, titleOf, Value } from './rule-parts.js';

const groups = ['B', 'T', 'P', 'F', 'D', 'L', 'other'] as const;
type Group = (typeof groups)[number];

/** The rulebook to the public: by checkpoint, each row with its value, its basis and how it is judged. */
export function RulesPage(view: RulesView) {
  const t = useWords();
  const shown = groups.map((group) => ({ group, rules: view.rules.filter((r) => groupOf(r) === group) }));
  return (
    <Layout
      title={t.rules.title}
      ledger={view.ledger}
      current={view.current}
      json="/rules.json"
      trail={[{ text: t.frame.home, href: '/' }]}
    >
      <h1 className="govuk-heading-xl">{t.rules.title}</h1>
      <p className="sl-lead">{t.rules.lead}</p>
      <p className="govuk-body">{t.rules.layersNote}</p>
      <p className="govuk-body">
        {(['block', 'warn'] as const).map((action) => (
          <span key={action}>
            <Tag colour={actionColours[action]}>{t.ruleActions[action]}</Tag> {t.rules.actionNote[action]}
            {t.frame.stop}
          </span>
        ))}
      </p>
      {shown
        .filter(({ rules }) => rules.length > 0)
        .map(({ group, rules }) => (
          <Section id={`group-${group}`} title={t.rules.groups[group]} key={group}>
            <Rules caption={t.rules.groups[group]} rules={rules} />
          </Section>
        ))}
    </Layout>
  );
}

/** By the letter of the checkpoint; rows of a city's own stand last. */
function groupOf({ id }: RuleLine): Group {
  const letter = /^([A-Z])\d+[a-z]?$/.exec(id)?.[1];
  return groups.find((group) => group === letter) ?? 'other';
}

function Rules({ caption, rules }: { caption: string; rules: readonly RuleLine[] }) {
  const t = useWords();
  return (
    <Table
      caption={caption}
      rows={rules}
      rowKey={(rule) => rule.id}
      columns={[
        { head: t.rules.rule, cell: (rule) => <Name rule={rule} /> },
        { head: t.rules.value, cell: (rule) => <Value rule={rule} /> },
        { head: t.rules.action, cell: (rule) => <ShortAction rule={rule} /> },
        {
          head: t.rules.basis,
          cell: (rule) => (
            <>
              <Basis {...rule} />
              <span className="sl-under sl-quiet">
                {effective(rule, t)}
                {rule.next &&
                  `${t.frame.semicolon}${t.rules.next(rule.next.version, rule.next.effectiveFrom)}`}
              </span>
            </>
          ),
        },
        { head: t.rules.judgement, cell: (rule) => <Judgement rule={rule} /> },
      ]}
    />
  );
}

function Name({ rule }: { rule: RuleLine }) {
  const t = useWords();
  return (
    <span>
      <a className="govuk-link sl-link" href={ruleHref(rule.id)}>
        {rule.id} {titleOf(rule, t)}
      </a>
      <span className="sl-under sl-quiet">{rule.appliesTo[langOf(t)]}</span>
      {rule.standing !== 'in-force' && <Tag colour="grey">{t.rules.standing[rule.standing]}</Tag>}
    </span>
  );
}

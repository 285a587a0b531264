import type { RuleChange, RuleVersion } from '@sunlit/read-models';
import { countedValue, fieldWord, langOf, Tag, useWords, word, type Messages } from '@sunlit/web';

export const titleOf = ({ id, title }: Pick<RuleVersion, 'id' | 'title'>, t: Messages): string =>
  title[langOf(t)] || id;

export const actionColours = { block: 'orange', warn: 'yellow' } as const;

/** 拒绝 or 提示; of what is refused, whether it can be overridden. A row that is not evaluated does neither. */
export function ShortAction({ rule: { action, overridable, fact } }: { rule: RuleVersion }) {
  const t = useWords();
  if (fact === null) return <>—</>;
  return (
    <span className="sl-roomy">
      <Tag colour={actionColours[action]}>{t.ruleActions[action]}</Tag>
      {action === 'block' && (
        <span className="sl-under sl-quiet">
          {overridable ? t.rules.overridable : t.rules.notOverridable}
        </span>
      )}
    </span>
  );
}

/** The same with what it means. */
export function Action({ rule: { action, overridable, fact } }: { rule: RuleVersion }) {
  const t = useWords();
  if (fact === null) return <>—</>;
  return (
    <>
      <Tag colour={actionColours[action]}>{t.ruleActions[action]}</Tag> {t.rules.actionNote[action]}
      {action === 'block' && (
        <>
          {t.frame.semicolon}
          {overridable ? t.rules.overridable : t.rules.notOverridable}
        </>
      )}
    </>
  );
}

export function Value({ rule: { id, value, unit } }: { rule: Pick<RuleVersion, 'id' | 'value' | 'unit'> }) {
  return <>{countedValue(id, value, unit, useWords())}</>;
}

/** A row whose document names no date counts for every day that a fact may have. */
const sinceEver = '1900-01-01';

export function effective({ effectiveFrom, effectiveTo }: RuleVersion, { rules }: Messages): string {
  if (effectiveTo !== null && effectiveTo < effectiveFrom) return rules.behindStricter;
  if (effectiveFrom === sinceEver) return effectiveTo === null ? rules.undated : rules.until(effectiveTo);
  return effectiveTo === null ? rules.from(effectiveFrom) : rules.between(effectiveFrom, effectiveTo);
}

/** How it is judged; for a row that is not, why not. */
export function Judgement({ rule }: { rule: RuleVersion }) {
  const t = useWords();
  if (rule.fact !== null) return <>{t.rules.judged[rule.judged]}</>;
  return (
    <>
      <Tag colour="grey">{t.rules.notEvaluated}</Tag> {unreadBecause(rule, t)}
    </>
  );
}

/** Why a row is not evaluated. */
export const unreadBecause = ({ missing }: Pick<RuleVersion, 'missing'>, t: Messages): string =>
  missing?.[langOf(t)] ?? t.rules.unreadAdopted;

/** The permanent page of a change of the rulebook. */
export const changeHref = (revision: number): string => `/rulebook/events/${revision}`;

export function ChangeLink({ change, or }: { change: RuleChange | null; or: string }) {
  const t = useWords();
  if (change === null) return <>{or}</>;
  return (
    <a className="govuk-link sl-link" href={changeHref(change.revision)}>
      {word(t.events, change.type)}
      {t.frame.comma}
      {t.frame.entry(change.entry)}
    </a>
  );
}

/** The facts that a rule reads, in words: `ContractSigned.paymentDays, sme` -> 签订合同：约定付款期限、承包人是否中小企业. */
export function factWords(fact: string, t: Messages): string {
  const named = (part: string): string => {
    const [, type, field = part] = /^([A-Z]\w+)(?:\.(\w+))?$/.exec(part) ?? [];
    if (!type) return word({ ...t.fields, ...t.rules.facts }, part);
    return field === part
      ? word(t.events, type)
      : `${word(t.events, type)}${t.frame.colon}${fieldWord(t, type, field)}`;
  };
  return fact
    .split(/[,;]\s*/)
    .map(named)
    .join(t.frame.list);
}

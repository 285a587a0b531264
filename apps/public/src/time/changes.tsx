import type { EntryChange, SumChange } from '@sunlit/read-models';
import { Money, MoneyOr, Table, thousands, useWords, word } from '@sunlit/web';

/** A difference with its sign, so that nobody needs a colour to read it. */
export function Difference({ amount }: { amount: string }) {
  const { compare } = useWords().time;
  if (amount === '0.00') return <span className="sl-quiet">{compare.same}</span>;
  return (
    <span className="sl-difference">
      {amount.startsWith('-') ? '' : '+'}
      {thousands(amount)}
    </span>
  );
}

/** Sums before and after, with what was added or taken off. */
export function Sums({
  sums,
  caption,
  before,
  after,
}: {
  sums: readonly SumChange[];
  caption: string;
  before: string;
  after: string;
}) {
  const t = useWords();
  const amount = (name: SumChange['name'], text: string | null) => (
    <MoneyOr amount={text} or={emptyWord(name, t.money, t.frame.none)} bare />
  );
  return (
    <Table
      caption={caption}
      rows={sums}
      rowKey={({ name }) => name}
      columns={[
        { head: t.time.compare.item, cell: ({ name }) => t.money[name] },
        { head: before, numeric: true, cell: (sum) => amount(sum.name, sum.before) },
        { head: after, numeric: true, cell: (sum) => amount(sum.name, sum.after) },
        {
          head: t.time.compare.difference,
          numeric: true,
          cell: ({ difference }) => <Difference amount={difference} />,
        },
      ]}
    />
  );
}

const emptyWord = (
  name: SumChange['name'],
  { noBudget, notAudited }: { readonly noBudget: string; readonly notAudited: string },
  none: string,
): string => (name === 'budget' ? noBudget : name === 'audited' ? notAudited : none);

/** What one entry changed, in a line each. */
export function Changes({ change: { stage, sums } }: { change: EntryChange }) {
  const t = useWords();
  if (!stage && sums.length === 0) return <p className="sl-quiet">{t.time.compare.unchanged}</p>;
  return (
    <ul className="sl-changes">
      {stage && (
        <li>
          {t.time.compare.stage}
          {t.frame.colon}
          {stage.before === null ? '' : `${word(t.projectStages, stage.before)} → `}
          {word(t.projectStages, stage.after)}
        </li>
      )}
      {sums.map(({ name, after, difference }) => (
        <li key={name}>
          {t.money[name]} <Difference amount={difference} />
          {after !== null && (
            <>
              {' → '}
              <Money amount={after} bare />
            </>
          )}
        </li>
      ))}
    </ul>
  );
}

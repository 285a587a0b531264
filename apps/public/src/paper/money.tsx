import { capitals, moneySteps, Table, thousands, useRecordedLang, useWords } from '@sunlit/web';
import type { PaperView } from './paper.js';

/** The money line in digits and in 大写, which nobody changes with a pen. */
export function PaperMoney({ view: { figures } }: { view: PaperView }) {
  const t = useWords();
  const lang = useRecordedLang();
  return (
    <Table
      caption={t.paper.money}
      rows={moneySteps(figures, t)}
      rowKey={({ name }) => name}
      columns={[
        { head: t.paper.item, cell: ({ name }) => name },
        {
          head: t.paper.digits,
          numeric: true,
          cell: ({ amount, or }) =>
            amount === null ? or : <strong className="sl-money">{thousands(amount)}</strong>,
        },
        {
          head: t.paper.capitals,
          cell: ({ amount }) => (amount === null ? '—' : <span lang={lang}>{capitals(amount)}</span>),
        },
      ]}
    />
  );
}

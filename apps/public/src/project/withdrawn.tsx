import type { WithdrawnStep } from '@sunlit/read-models';
import { Day, inYuan, Money, Table, useWords, word } from '@sunlit/web';
import { EntryLink, ShownText } from './source.js';

/** Settlements, reviews, final accounts and audits that were recorded wrongly: each with the entry that took it back. */
export function Withdrawn({ project, steps }: { project: string; steps: readonly WithdrawnStep[] }) {
  const t = useWords();
  if (steps.length === 0) return null;
  return (
    <Table
      caption={inYuan(t.project.withdrawnSteps, t)}
      rows={steps}
      rowKey={(row) => row.revision}
      columns={[
        { head: t.project.item, cell: (row) => word(t.project.withdrawnStep, row.step) },
        { head: t.fields.amount, numeric: true, cell: (row) => <Money amount={row.amount} bare /> },
        {
          head: t.project.withdrawnEntry,
          cell: (row) => row.of && <EntryLink project={project} source={row.of} />,
        },
        { head: t.fields.withdrawnOn, cell: (row) => <Day day={row.withdrawnOn} /> },
        { head: t.fields.reason, cell: (row) => <ShownText of={row} field="reason" /> },
        { head: t.project.withdrawnBy, cell: (row) => <EntryLink project={project} source={row} /> },
      ]}
    />
  );
}

import type { OrganisationView } from '@sunlit/read-models';
import { Day, Table, useRecordedLang, useWords, word } from '@sunlit/web';

/** Who prepared and confirmed entries for the body: role and department, the person by an opaque number. */
export function Signers({ rows }: { rows: OrganisationView['signers'] }) {
  const t = useWords();
  const { organisations: o } = t;
  const lang = useRecordedLang();
  return (
    <Table
      caption={o.signers}
      rows={rows}
      rowKey={({ person, role, department }) => `${person} ${role} ${department}`}
      columns={[
        { head: o.person, cell: ({ person }) => <span className="sl-code">{person}</span> },
        { head: o.role, cell: ({ role }) => word(t.roles, role) },
        {
          head: o.department,
          cell: ({ department }) => <span lang={lang}>{department || t.frame.none}</span>,
        },
        { head: o.prepared, numeric: true, cell: ({ prepared }) => o.times(prepared) },
        { head: o.confirmed, numeric: true, cell: ({ confirmed }) => o.times(confirmed) },
        {
          head: o.period,
          cell: ({ firstDay, lastDay }) => (
            <span className="sl-roomy">
              <Day day={firstDay} /> {t.frame.to} <Day day={lastDay} />
            </span>
          ),
        },
      ]}
    />
  );
}

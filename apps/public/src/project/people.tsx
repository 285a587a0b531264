import type { ProjectPage } from '@sunlit/read-models';
import {
  DocumentLink,
  Hash,
  mediaTypeText,
  Pagination,
  sizeText,
  SummaryList,
  Table,
  useWords,
  word,
} from '@sunlit/web';
import type { ReactNode } from 'react';
import { pageHref } from './paging.js';
import { Nothing, Section } from './section.js';
import { eventHref, ShownBody, ShownText } from './source.js';

/** Who answers for the project and which bodies had a part in it. */
export function People({ view }: { view: ProjectPage }) {
  const t = useWords();
  const { registered, contracts, lots, audit } = view;
  const rows: { key: string; value: ReactNode }[] = [
    { key: t.fields.owner, value: <ShownBody of={registered} field="owner" /> },
    {
      key: t.fields.responsibleDepartment,
      value: <ShownText of={registered} field="responsibleDepartment" />,
    },
    { key: t.fields.responsiblePerson, value: <ShownText of={registered} field="responsiblePerson" /> },
    ...contracts.flatMap((c) => [
      {
        key: t.fields.contractor + t.frame.bracketed(c.contract),
        value: <ShownBody of={c} field="contractor" />,
      },
      ...(c.engineer || c.closed['engineer']
        ? [
            {
              key: t.fields.engineer + t.frame.bracketed(c.contract),
              value: <ShownBody of={c} field="engineer" />,
            },
          ]
        : []),
      ...(c.review
        ? [
            {
              key: t.fields.reviewer + t.frame.bracketed(c.contract),
              value: <ShownBody of={c.review} field="reviewer" />,
            },
          ]
        : []),
    ]),
    ...lots.flatMap((lot) =>
      lot.tenders.flatMap(({ round, observers }) =>
        observers.map((o) => ({
          key: word(t.observerCapacities, o.capacity) + t.frame.bracketed(`${lot.lot}-${round}`),
          value: <ShownBody of={o} field="observer" />,
        })),
      ),
    ),
    ...(audit ? [{ key: t.fields.auditor, value: <ShownBody of={audit} field="auditor" /> }] : []),
  ];
  return (
    <Section id="people" title={t.project.people}>
      <SummaryList rows={rows} />
    </Section>
  );
}

/** Every document by title, kind, size and hash, with the entry that names it. */
export function ProjectDocuments({ view }: { view: ProjectPage }) {
  const t = useWords();
  const { project, documents, paging } = view;
  return (
    <Section id="documents" title={t.project.documents}>
      {documents.length === 0 && (
        <Nothing>{paging.documents.total === 0 ? t.project.noDocuments : t.project.pastEnd}</Nothing>
      )}
      {documents.length > 0 && (
        <>
          <p className="govuk-body">{t.project.documentsNote}</p>
          <Table
            caption={t.project.documents}
            rows={documents}
            rowKey={(row) => `${row.revision} ${row.sha256} ${row.title}`}
            columns={[
              { head: t.fields.title, cell: (row) => <DocumentLink document={row} /> },
              { head: t.fields.mediaType, cell: (row) => mediaTypeText(row.mediaType) },
              {
                head: t.project.size,
                cell: (row) => <span className="sl-nowrap">{sizeText(row.size)}</span>,
              },
              { head: t.project.hash, cell: (row) => <Hash sha256={row.sha256} /> },
              {
                head: t.project.record,
                cell: (row) => (
                  <a className="govuk-link sl-link" href={eventHref(project, row.revision)}>
                    {t.project.revision(row.revision)}
                  </a>
                ),
              },
            ]}
          />
        </>
      )}
      <Pagination
        {...paging.documents}
        href={pageHref(view, 'documents', 'documents')}
        label={t.project.documents}
      />
    </Section>
  );
}

import type { TenderView } from '@sunlit/read-models';
import {
  Day,
  Instant,
  Money,
  MoneyOr,
  None,
  Shown,
  ShownText,
  SummaryList,
  Table,
  useWords,
  word,
} from '@sunlit/web';
import { Nothing, Small } from './section.js';
import { EntryLink, ShownBody } from './source.js';

interface Props {
  readonly project: string;
  readonly tender: TenderView;
}

/** One round of a lot, from the notice to the candidates. What is sealed says which event opens it. */
export const Round = ({ project, tender }: Props) => (
  <div className="sl-part">
    <Small>{useWords().project.roundTitle(tender.round)}</Small>
    <Notice project={project} tender={tender} />
    <Observers project={project} tender={tender} />
    <Box project={project} tender={tender} />
    <Opening project={project} tender={tender} />
    <Evaluation project={project} tender={tender} />
    <Publicity project={project} tender={tender} />
  </div>
);

function Notice({ project, tender: { notice } }: Props) {
  const t = useWords();
  const words = (
    [
      'title',
      'content',
      'scale',
      'fundSource',
      'qualifications',
      'documentAccess',
      'openingPlace',
      'contacts',
      'platform',
    ] as const
  ).map((field) => ({ key: t.fields[field], value: <ShownText of={notice} field={field} /> }));
  return (
    <>
      <Small>{t.project.notice}</Small>
      <SummaryList
        rows={[
          ...words,
          { key: t.fields.agent, value: <ShownBody of={notice} field="agent" /> },
          { key: t.fields.publishedOn, value: <Day day={notice.publishedOn} /> },
          { key: t.fields.bidDeadline, value: <Instant instant={notice.bidDeadline} zone /> },
          {
            key: t.fields.ceilingPrice,
            value: <MoneyOr amount={notice.ceilingPrice} or={t.frame.none} large />,
          },
          { key: t.fields.bidBond, value: <Money amount={notice.bidBond} large /> },
          { key: t.project.record, value: <EntryLink project={project} source={notice} /> },
        ]}
      />
    </>
  );
}

function Observers({ project, tender: { observers } }: Props) {
  const t = useWords();
  if (observers.length === 0) return <Nothing>{t.project.noObservers}</Nothing>;
  return (
    <Table
      caption={t.project.observers}
      rows={observers}
      rowKey={(row) => row.revision}
      columns={[
        { head: t.project.organisation, cell: (row) => <ShownBody of={row} field="observer" /> },
        { head: t.fields.capacity, cell: (row) => word(t.observerCapacities, row.capacity) },
        { head: t.fields.invitedOn, cell: (row) => <Day day={row.invitedOn} /> },
        { head: t.project.record, cell: (row) => <EntryLink project={project} source={row} /> },
      ]}
    />
  );
}

function Box({ project, tender: { box } }: Props) {
  const t = useWords();
  return (
    <>
      <Small>{t.project.box}</Small>
      {!box && <Nothing>{t.project.boxOpen}</Nothing>}
      {box && (
        <p className="govuk-body">
          {box.receipts ? t.project.boxCount(box.receipts.length) : t.project.boxSealed}{' '}
          <EntryLink project={project} source={box} />
        </p>
      )}
      {box?.receipts && (
        <Table
          caption={t.fields.receipts}
          rows={box.receipts}
          rowKey={(row) => row.receipt}
          columns={[
            { head: t.fields.bidder, cell: (row) => row.bidder.name },
            { head: t.fields.receivedAt, cell: (row) => <Instant instant={row.receivedAt} /> },
            { head: t.fields.sealIntact, cell: (row) => (row.sealIntact ? t.frame.yes : t.frame.no) },
            { head: t.fields.standing, cell: (row) => word(t.receiptStandings, row.standing) },
          ]}
        />
      )}
    </>
  );
}

function Opening({ project, tender: { opening } }: Props) {
  const t = useWords();
  return (
    <>
      <Small>{t.project.opening}</Small>
      {!opening && <Nothing>{t.project.notOpened}</Nothing>}
      {opening && (
        <>
          <p className="govuk-body">
            <Instant instant={opening.openedAt} zone />
            {t.frame.comma}
            <ShownText of={opening} field="place" />
            {t.frame.semicolon}
            {t.project.attended}
            {t.frame.colon}
            <Shown of={opening} field="attended">
              {(bodies) =>
                bodies.length > 0 ? bodies.map((body) => body.name).join(t.frame.list) : <None />
              }
            </Shown>
            {t.frame.stop}
            <EntryLink project={project} source={opening} />
          </p>
          <Table
            caption={t.fields.bids}
            rows={opening.bids}
            rowKey={(bid) => bid.receipt}
            columns={[
              { head: t.fields.bidder, cell: (bid) => bid.bidder.name },
              {
                head: `${t.fields.price}（${t.frame.yuan}）`,
                numeric: true,
                cell: (bid) => <MoneyOr amount={bid.price} or={t.frame.none} bare />,
              },
              { head: t.fields.durationDays, numeric: true, cell: (bid) => bid.durationDays ?? <None /> },
              { head: t.fields.valid, cell: (bid) => (bid.valid ? t.frame.yes : t.frame.no) },
              { head: t.fields.rejection, cell: (bid) => bid.rejection ?? <None /> },
            ]}
          />
        </>
      )}
    </>
  );
}

function Evaluation({ project, tender: { evaluation } }: Props) {
  const t = useWords();
  if (!evaluation)
    return (
      <>
        <Small>{t.project.evaluation}</Small>
        <Nothing>{t.project.notEvaluated}</Nothing>
      </>
    );
  return (
    <>
      <Small>{t.project.evaluation}</Small>
      <SummaryList
        rows={[
          { key: t.fields.evaluationMethod, value: <ShownText of={evaluation} field="evaluationMethod" /> },
          { key: t.fields.evaluatedOn, value: <Day day={evaluation.evaluatedOn} /> },
          {
            key: t.fields.committee,
            value: (
              <Shown of={evaluation} field="committee">
                {(members) =>
                  members
                    .map((m) => `${m.name}${m.expert ? `（${t.project.expert}）` : ''}`)
                    .join(t.frame.list)
                }
              </Shown>
            ),
          },
          {
            key: t.fields.ranking,
            value: (
              <Shown of={evaluation} field="ranking">
                {(ranking) => (
                  <ol className="govuk-list sl-items">
                    {ranking.map((r) => (
                      <li key={r.rank}>
                        {r.rank}. {r.bidder.name} <Money amount={r.price} />
                        {r.score && `${t.frame.comma}${t.fields.score} ${r.score}`}
                      </li>
                    ))}
                  </ol>
                )}
              </Shown>
            ),
          },
          {
            key: t.fields.rejections,
            value: (
              <Shown of={evaluation} field="rejections">
                {(rejections) =>
                  rejections.length === 0 ? (
                    <None />
                  ) : (
                    <ul className="govuk-list sl-plain">
                      {rejections.map((r) => (
                        <li key={r.bidder.name}>
                          {r.bidder.name}
                          {t.frame.colon}
                          {r.reason}
                        </li>
                      ))}
                    </ul>
                  )
                }
              </Shown>
            ),
          },
          { key: t.project.record, value: <EntryLink project={project} source={evaluation} /> },
        ]}
      />
    </>
  );
}

function Publicity({ project, tender: { publicity } }: Props) {
  const t = useWords();
  return (
    <>
      <Small>{t.project.publicity}</Small>
      {!publicity && <Nothing>{t.project.notPublicized}</Nothing>}
      {publicity && (
        <>
          <p className="govuk-body">
            <Day day={publicity.publicFrom} /> {t.frame.to} <Day day={publicity.publicUntil} />
            {t.frame.semicolon}
            {t.fields.objectionChannel}
            {t.frame.colon}
            <ShownText of={publicity} field="objectionChannel" />{' '}
            <EntryLink project={project} source={publicity} />
          </p>
          <Table
            caption={t.fields.candidates}
            rows={publicity.candidates}
            rowKey={(row) => row.rank}
            columns={[
              { head: t.fields.rank, cell: (row) => row.rank },
              { head: t.fields.bidder, cell: (row) => row.bidder.name },
              {
                head: `${t.fields.price}（${t.frame.yuan}）`,
                numeric: true,
                cell: (row) => <Money amount={row.price} bare />,
              },
              { head: t.fields.durationDays, numeric: true, cell: (row) => row.durationDays },
              {
                head: t.fields.manager,
                cell: (row) =>
                  `${row.manager}${row.managerCertificate ? `（${row.managerCertificate}）` : ''}`,
              },
              { head: t.fields.qualification, cell: (row) => row.qualification },
            ]}
          />
        </>
      )}
    </>
  );
}

import { sameParty } from '@sunlit/ledger';
import type { TenderView } from '@sunlit/read-models';
import {
  Day,
  Instant,
  inYuan,
  Money,
  MoneyOr,
  None,
  shanghaiTime,
  Shown,
  SummaryList,
  Table,
  Tag,
  useWords,
  word,
} from '@sunlit/web';
import { Body } from '../organisations/body.js';
import { Objections } from './objections.js';
import { Depth, Nothing, Small } from './section.js';
import { EntryLink, ShownBody, ShownText } from './source.js';

interface Props {
  readonly project: string;
  readonly tender: TenderView;
}

/**
 * One round of a lot, from the notice to the candidates, or to where it failed: what a failed round never came to is left
 * out. What is sealed says which event opens it.
 */
export function Round({ project, tender }: Props) {
  const t = useWords();
  const { failed, box, opening, evaluation, publicity } = tender;
  const reached = (part: object | null) => part !== null || failed === null;
  return (
    <div className="sl-part">
      <Small>
        {t.project.roundTitle(tender.round)} <Tag>{word(t.tenderStages, tender.stage)}</Tag>
      </Small>
      <Depth value={5}>
        <Failure project={project} tender={tender} />
        <Notice project={project} tender={tender} />
        <Clarifications project={project} tender={tender} />
        <Objections project={project} tender={tender} />
        <Observers project={project} tender={tender} />
        {(box?.receipts ?? !failed) && <Box project={project} tender={tender} />}
        {reached(opening) && <Opening project={project} tender={tender} />}
        {reached(evaluation) && <Evaluation project={project} tender={tender} />}
        {reached(publicity) && <Publicity project={project} tender={tender} />}
      </Depth>
    </div>
  );
}

/** Why a round failed, and how many bid where the law lets it be told. */
function Failure({ project, tender: { failed, opening } }: Props) {
  const t = useWords();
  if (!failed) return null;
  const { bidders } = failed;
  return (
    <>
      <Small>{t.project.failed}</Small>
      <SummaryList
        rows={[
          {
            key: t.fieldsOfOne['TenderFailed.ground'],
            value: <Tag colour="red">{word(t.failureGrounds, failed.ground)}</Tag>,
          },
          { key: t.fieldsOfOne['TenderFailed.reason'], value: <ShownText of={failed} field="reason" /> },
          { key: t.fields.failedOn, value: <Day day={failed.failedOn} /> },
          {
            key: t.fields.bidders,
            value: bidders === null ? t.project.biddersUntold : t.project.biddersTold(bidders),
          },
          { key: t.project.record, value: <EntryLink project={project} source={failed} /> },
        ]}
      />
      {!opening && <Nothing>{t.project.failedNote}</Nothing>}
    </>
  );
}

/** 澄清与修改, each with the deadline before and after it. */
function Clarifications({ project, tender: { clarifications } }: Props) {
  const t = useWords();
  if (clarifications.length === 0) return null;
  return (
    <Table
      caption={t.project.clarifications}
      rows={clarifications}
      rowKey={(row) => row.revision}
      columns={[
        { head: t.fields.clarification, cell: (row) => row.clarification },
        { head: t.fields.subject, cell: (row) => <ShownText of={row} field="subject" /> },
        {
          head: t.fieldsOfOne['TenderClarified.content'],
          cell: (row) => <ShownText of={row} field="content" />,
        },
        { head: t.fields.clarifiedOn, cell: (row) => <Day day={row.clarifiedOn} /> },
        { head: t.project.deadlineBefore, cell: (row) => <Instant instant={row.deadlineBefore} /> },
        {
          head: t.fields.newDeadline,
          cell: (row) =>
            row.bidDeadline === row.deadlineBefore ? (
              t.project.deadlineKept
            ) : (
              <Instant instant={row.bidDeadline} />
            ),
        },
        { head: t.project.record, cell: (row) => <EntryLink project={project} source={row} /> },
      ]}
    />
  );
}

function Notice({ project, tender: { notice, bidDeadline } }: Props) {
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
          ...(bidDeadline === notice.bidDeadline
            ? [{ key: t.fields.bidDeadline, value: <Instant instant={bidDeadline} zone /> }]
            : [
                { key: t.project.deadlineInForce, value: <Instant instant={bidDeadline} zone /> },
                { key: t.project.deadlineBefore, value: <Instant instant={notice.bidDeadline} zone /> },
              ]),
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

/** Who was invited, what they answered, whether they came, and what they signed with their own login. */
function Observers({ project, tender: { observers, opening, failed } }: Props) {
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
        { head: t.project.reply, cell: (row) => <Reply project={project} observer={row} /> },
        {
          head: t.charts.attendance,
          cell: (row) => <Attendance opening={opening} failed={failed} observer={row} />,
        },
        { head: t.project.attestation, cell: (row) => <Attestation project={project} observer={row} /> },
        { head: t.charts.signed, cell: (row) => <Signature observer={row} /> },
        { head: t.project.record, cell: (row) => <EntryLink project={project} source={row} /> },
      ]}
    />
  );
}

interface OfObserver {
  readonly project: string;
  readonly observer: TenderView['observers'][number];
}

/** Comes or not, and why; of several replies the last stands. */
function Reply({ project, observer: { replies } }: OfObserver) {
  const t = useWords();
  const reply = replies.at(-1);
  if (!reply) return <span className="sl-quiet">{t.project.noReply}</span>;
  return (
    <span>
      {reply.comes ? t.project.comes : t.project.comesNot}
      {(reply.reason !== null || reply.closed['reason']) && (
        <span className="sl-under">
          <ShownText of={reply} field="reason" />
        </span>
      )}{' '}
      <EntryLink project={project} source={reply} />
    </span>
  );
}

/** By its own words where it gave them, else by the record of the opening. */
function Attendance({
  opening,
  failed,
  observer: { observer, attestation },
}: Pick<OfObserver, 'observer'> & Pick<TenderView, 'opening' | 'failed'>) {
  const t = useWords();
  if (attestation) return <>{t.project.attested(attestation.present)}</>;
  if (!opening)
    return <span className="sl-quiet">{failed ? t.charts.neverOpened : t.charts.notOpenedYet}</span>;
  return (
    <Shown of={opening} field="attended">
      {(bodies) =>
        bodies.some((body) => sameParty(body, observer))
          ? t.charts.attendedAsRecorded
          : t.charts.notAmongAttended
      }
    </Shown>
  );
}

const Signature = ({ observer: { attestation } }: Pick<OfObserver, 'observer'>) => {
  const t = useWords();
  return attestation ? (
    <>{t.charts.signedBy(shanghaiTime(attestation.recordedAt))}</>
  ) : (
    <span className="sl-quiet">{t.charts.notSigned}</span>
  );
};

/** What the observer says it saw, by its own login. */
function Attestation({ project, observer: { attestation } }: OfObserver) {
  const t = useWords();
  if (!attestation) return <span className="sl-quiet">{t.project.noAttestation}</span>;
  return (
    <span>
      <ShownText of={attestation} field="statement" />
      <span className="sl-under">
        {attestation.irregularities === null && !attestation.closed['irregularities'] ? (
          t.project.noIrregularities
        ) : (
          <>
            {t.fields.irregularities}
            {t.frame.colon}
            <ShownText of={attestation} field="irregularities" />
          </>
        )}
      </span>{' '}
      <EntryLink project={project} source={attestation} />
    </span>
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
              { head: t.fields.bidder, cell: (bid) => <Body body={bid.bidder} /> },
              {
                head: inYuan(t.fields.price, t),
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
                    .map((m) => m.name + (m.expert ? t.frame.bracketed(t.project.expert) : ''))
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
                        {r.rank}. <Body body={r.bidder} /> <Money amount={r.price} />
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
                          <Body body={r.bidder} />
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
              { head: t.fields.bidder, cell: (row) => <Body body={row.bidder} /> },
              {
                head: inYuan(t.fields.price, t),
                numeric: true,
                cell: (row) => <Money amount={row.price} bare />,
              },
              { head: t.fields.durationDays, numeric: true, cell: (row) => row.durationDays },
              {
                head: t.fields.manager,
                cell: (row) =>
                  row.manager + (row.managerCertificate ? t.frame.bracketed(row.managerCertificate) : ''),
              },
              { head: t.fields.qualification, cell: (row) => row.qualification },
            ]}
          />
        </>
      )}
    </>
  );
}

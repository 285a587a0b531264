import type { AwardView, LotView, ProjectView } from '@sunlit/read-models';
import { Day, inYuan, Money, None, SummaryList, Table, Tag, useWords, word } from '@sunlit/web';
import { lotStage } from './checkpoints.js';
import { Round } from './rounds.js';
import { Fold, Nothing, Small } from './section.js';
import { EntryLink, ShownBody, ShownText } from './source.js';

/** Checkpoint two: the lots in a line each, then each with its rounds from the notice to the award. */
export function Lots({ view: { project, lots } }: { view: ProjectView }) {
  const t = useWords();
  if (lots.length === 0) return <Nothing>{t.project.noLots}</Nothing>;
  return (
    <>
      <Overview lots={lots} />
      {lots.map((lot) => (
        <Fold key={lot.lot} summary={t.charts.lotDetail(lot.lot, lot.tenders.length)}>
          <Lot project={project} lot={lot} />
        </Fold>
      ))}
    </>
  );
}

function Overview({ lots }: { lots: readonly LotView[] }) {
  const t = useWords();
  return (
    <Table
      caption={inYuan(t.charts.lots, t)}
      rows={lots}
      rowKey={(row) => row.lot}
      columns={[
        {
          head: t.fields.lot,
          cell: (row) => (
            <span>
              {row.lot}
              <span className="sl-under">
                <ShownText of={row} field="name" />
              </span>
            </span>
          ),
        },
        { head: t.fields.method, cell: (row) => word(t.lotMethods, row.method) },
        {
          head: t.fieldsOfOne['LotPlanned.estimate'],
          numeric: true,
          cell: (row) => <Money amount={row.estimate} bare />,
        },
        { head: t.home.stage, cell: (row) => <Tag>{lotStage(row, t)}</Tag> },
        {
          head: t.fields.winner,
          cell: ({ award }) =>
            award ? (
              <ShownBody of={award} field="winner" />
            ) : (
              <span className="sl-quiet">{t.project.notAwarded}</span>
            ),
        },
        {
          head: t.fieldsOfOne['TenderAwarded.price'],
          numeric: true,
          cell: ({ award }) =>
            award ? (
              <Money amount={award.price} bare />
            ) : (
              <span className="sl-quiet">{t.project.notAwarded}</span>
            ),
        },
      ]}
    />
  );
}

function Lot({ project, lot }: { project: string; lot: LotView }) {
  const t = useWords();
  const { award, tenders, cancelledAwards } = lot;
  const tendered = lot.method === 'open' || lot.method === 'invited';
  return (
    <>
      <SummaryList
        rows={[
          { key: t.fieldsOfOne['LotPlanned.name'], value: <ShownText of={lot} field="name" /> },
          { key: t.home.stage, value: <Tag>{lotStage(lot, t)}</Tag> },
          { key: t.fieldsOfOne['LotPlanned.kind'], value: word(t.lotKinds, lot.kind) },
          { key: t.fields.method, value: word(t.lotMethods, lot.method) },
          ...(tendered && !lot.closed['ground']
            ? []
            : [{ key: t.fields.ground, value: <ShownText of={lot} field="ground" /> }]),
          { key: t.fieldsOfOne['LotPlanned.estimate'], value: <Money amount={lot.estimate} large /> },
          { key: t.project.record, value: <EntryLink project={project} source={lot} /> },
        ]}
      />
      {!tendered && lot.plannedOn !== null && (
        <p className="govuk-body">{t.project.direct(word(t.lotMethods, lot.method))}</p>
      )}
      {tendered && tenders.length === 0 && !award && <Nothing>{t.project.noTender}</Nothing>}
      {tenders.toReversed().map((tender) => (
        <Round key={tender.round} project={project} tender={tender} />
      ))}
      <Small>{t.project.award}</Small>
      {award ? <Award project={project} award={award} /> : <Nothing>{t.project.notAwarded}</Nothing>}
      {cancelledAwards.toReversed().map((cancelled) => (
        <Award key={cancelled.revision} project={project} award={cancelled} />
      ))}
    </>
  );
}

/** An award; one that was cancelled says so first, by whom and why. */
function Award({ project, award }: { project: string; award: AwardView }) {
  const t = useWords();
  const { cancelled, approval } = award;
  return (
    <>
      {cancelled && <Small>{t.project.cancelledAward}</Small>}
      <SummaryList
        rows={[
          ...(cancelled
            ? [
                {
                  key: t.fieldsOfOne['AwardCancelled.ground'],
                  value: <Tag colour="red">{word(t.cancellationGrounds, cancelled.ground)}</Tag>,
                },
                {
                  key: t.fieldsOfOne['AwardCancelled.reason'],
                  value: <ShownText of={cancelled} field="reason" />,
                },
                {
                  key: t.fields.cancelledOn,
                  value: (
                    <>
                      <Day day={cancelled.cancelledOn} /> <EntryLink project={project} source={cancelled} />
                    </>
                  ),
                },
              ]
            : []),
          { key: t.fields.winner, value: <ShownBody of={award} field="winner" /> },
          { key: t.fieldsOfOne['TenderAwarded.price'], value: <Money amount={award.price} large /> },
          { key: t.fields.noticeNumber, value: award.noticeNumber ?? <None /> },
          { key: t.fields.awardedOn, value: <Day day={award.awardedOn} /> },
          ...(approval === null
            ? []
            : [{ key: t.fields.approval, value: t.project.directAfterFailures(approval) }]),
          { key: t.project.record, value: <EntryLink project={project} source={award} /> },
        ]}
      />
    </>
  );
}

import type { AwardView, LotView, ProjectView } from '@sunlit/read-models';
import { Day, Money, None, SummaryList, Tag, useWords, word } from '@sunlit/web';
import { lotStage } from './checkpoints.js';
import { Round } from './rounds.js';
import { Nothing, Section, Small, Subheading } from './section.js';
import { EntryLink, ShownBody, ShownText } from './source.js';

/** Checkpoint two: every lot with its rounds, from the notice to the award. */
export function Lots({ view: { project, lots } }: { view: ProjectView }) {
  const t = useWords();
  return (
    <Section id="tender" title={t.checkpoints.tender}>
      {lots.length === 0 && <Nothing>{t.project.noLots}</Nothing>}
      {lots.map((lot) => (
        <Lot key={lot.lot} project={project} lot={lot} />
      ))}
    </Section>
  );
}

function Lot({ project, lot }: { project: string; lot: LotView }) {
  const t = useWords();
  const { award, tenders, cancelledAwards } = lot;
  const tendered = lot.method === 'open' || lot.method === 'invited';
  return (
    <>
      <Subheading>{t.project.lotTitle(lot.lot, lot.name ?? '')}</Subheading>
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

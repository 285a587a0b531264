import type { ObjectionView, TenderView } from '@sunlit/read-models';
import { Day, SummaryList, Tag, useWords, word } from '@sunlit/web';
import { Small } from './section.js';
import { EntryLink, ShownBody, ShownText } from './source.js';

interface Props {
  readonly project: string;
  readonly tender: TenderView;
}

/** 异议: what was objected to, by when it must be answered, and the answer. Until then the tender stands still. */
export function Objections({ project, tender }: Props) {
  const t = useWords();
  if (tender.objections.length === 0) return null;
  // Nothing more can be objected to where the round is over.
  const stands = tender.failed === null && tender.stage !== 'awarded';
  return (
    <>
      <Small>{t.project.objections}</Small>
      {stands && <p className="govuk-body">{t.project.objectionsNote}</p>}
      {tender.objections.map((objection) => (
        <Objection key={objection.revision} project={project} tender={tender} objection={objection} />
      ))}
    </>
  );
}

function Objection({ project, tender, objection }: Props & { readonly objection: ObjectionView }) {
  const t = useWords();
  const { answer, answerDue } = objection;
  const due =
    answerDue &&
    t.frame.bracketed(
      t.project.objectionDue(answerDue.on) + (answerDue.provisional ? t.project.provisional : ''),
    );
  return (
    <SummaryList
      rows={[
        { key: t.fields.objection, value: objection.objection },
        { key: t.fields.about, value: word(t.objectionMatters, objection.about) },
        { key: t.fields.subject, value: <ShownText of={objection} field="subject" /> },
        {
          key: t.fieldsOfOne['ObjectionRaised.content'],
          value: <ShownText of={objection} field="content" />,
        },
        { key: t.fields.objector, value: <Objector tender={tender} objection={objection} /> },
        { key: t.fields.raisedOn, value: <Day day={objection.raisedOn} /> },
        { key: t.project.record, value: <EntryLink project={project} source={objection} /> },
        ...(answer
          ? [
              { key: t.fields.outcome, value: <Tag>{word(t.objectionOutcomes, answer.outcome)}</Tag> },
              { key: t.fields.answer, value: <ShownText of={answer} field="answer" /> },
              {
                key: t.fields.answeredOn,
                value: (
                  <>
                    <Day day={answer.answeredOn} /> {due} <EntryLink project={project} source={answer} />
                  </>
                ),
              },
            ]
          : [
              {
                key: t.fields.outcome,
                value: (
                  <>
                    <Tag colour="orange">{t.project.objectionOpen}</Tag> {due}
                  </>
                ),
              },
            ]),
      ]}
    />
  );
}

/** Sealed until the opening; unnamed for ever where no opening comes any more. */
function Objector({
  tender: { opening, failed },
  objection,
}: Omit<Props, 'project'> & { objection: ObjectionView }) {
  const t = useWords();
  const over = opening ? opening.revision < objection.revision : failed !== null;
  if (over && objection.closed['objector']?.kind === 'sealed')
    return <span className="sl-quiet">{t.project.objectorStaysClosed}</span>;
  return <ShownBody of={objection} field="objector" />;
}

import type { EventView } from '@sunlit/read-models';
import { shanghaiTime, SummaryList, useWords, word } from '@sunlit/web';
import { plusDays } from '@sunlit/ledger';
import { Links, Nothing, Section } from '../project/section.js';
import { eventHref } from '../project/source.js';
import { Sums } from './changes.js';

/** The project's stage and sums before and after the entry: those that it changed. */
export function EntryChange({ view: { change } }: { view: EventView }) {
  const t = useWords();
  const { event, compare } = t.time;
  const { stage, sums } = change;
  return (
    <Section id="change" title={event.change}>
      {!stage && sums.length === 0 && <Nothing>{event.none}</Nothing>}
      {stage && (
        <SummaryList
          rows={[
            {
              key: `${compare.stage}${t.frame.bracketed(event.before)}`,
              value: stage.before === null ? compare.notYet : word(t.projectStages, stage.before),
            },
            {
              key: `${compare.stage}${t.frame.bracketed(event.after)}`,
              value: word(t.projectStages, stage.after),
            },
          ]}
        />
      )}
      {sums.length > 0 && (
        <Sums sums={sums} caption={compare.caption} before={event.before} after={event.after} />
      )}
    </Section>
  );
}

/** Where the entry stays, and the project at this moment of it. */
export function EntryLinks({ view }: { view: EventView }) {
  const { event } = useWords().time;
  const { project, revision, entry, recordedAt, previous, next } = view;
  const own = `/projects/${project}`;
  const day = shanghaiTime(recordedAt).slice(0, 10);
  const links = [
    [`${own}?entry=${entry}`, event.asOf],
    [`${own}/compare?from=${plusDays(day, -1)}&to=${day}`, event.compare],
    [`${own}/trail`, event.trail],
  ] as const;
  return (
    <Section id="time" title={event.links}>
      <Links links={links} />
      <SummaryList
        rows={[
          { key: event.address, value: <code className="sl-code">{eventHref(project, revision)}</code> },
        ]}
      />
      {previous === null && <p className="govuk-body sl-quiet">{event.first}</p>}
      {next === null && <p className="govuk-body sl-quiet">{event.last}</p>}
    </Section>
  );
}

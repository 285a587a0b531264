import type { EventView } from '@sunlit/read-models';
import {
  ClosedNote,
  FieldValue,
  inReadingOrder,
  fieldWord,
  Finding,
  Instant,
  Layout,
  None,
  Organisation,
  RawJson,
  SummaryList,
  Tag,
  useWords,
  word,
} from '@sunlit/web';
import { Section } from './project/section.js';
import { eventHref } from './project/source.js';
import { EntryChange, EntryLinks } from './time/entry.js';

/** An entry of any public stream. */
type Entry = Omit<EventView, 'project' | 'projectName' | 'judgedBy' | 'change'>;

/** One entry, for ever at this address: readable first, then who made it, then the original with its digests. */
export function EventPage(view: EventView) {
  const t = useWords();
  const { project, projectName, revision, type } = view;
  const at = `/projects/${project}/events/${revision}`;
  const title = `${word(t.events, type)}（${t.event.title(view.entry)}）`;
  const trail = [
    { text: t.frame.home, href: '/' },
    { text: projectName, href: `/projects/${project}` },
  ];
  return (
    <Layout title={title} ledger={view.ledger} current={view.current} json={`${at}.json`} trail={trail}>
      <h1 className="govuk-heading-xl">{title}</h1>
      <p className="sl-lead">
        <a className="govuk-link" href={`/projects/${project}`}>
          {projectName}
        </a>
        {t.frame.comma}
        {t.event.recordedAt} <Instant instant={view.recordedAt} zone />
      </p>
      <Content view={view} />
      <About view={view} />
      <EntryChange view={view} />
      <Who view={view} />
      {view.findings.length > 0 && (
        <Section id="findings" title={t.event.findings}>
          <p className="govuk-body">{t.project.findingsNote}</p>
          {view.findings.map((finding, i) => (
            <Finding
              key={i}
              finding={finding}
              judgedBy={view.judgedBy.find((r) => r.id === finding.rule && r.version === finding.version)}
            />
          ))}
        </Section>
      )}
      <EntryLinks view={view} />
      <Around view={view} href={(at) => eventHref(project, at)} />
      <Raw view={view} />
    </Layout>
  );
}

export function Content({ view }: { view: Entry }) {
  const t = useWords();
  const { type, data, read, closed, amendments, version, readVersion, lateReason } = view;
  const corrected = new Set(amendments.flatMap(({ field, text }) => (text === undefined ? [] : [field])));
  const rows = inReadingOrder(type, [], [...new Set([...Object.keys(read), ...Object.keys(closed)])]).map(
    (field) => ({
      key: fieldWord(t, type, field),
      value:
        field in read ? (
          <>
            <FieldValue type={type} path={[field]} value={read[field]!} />
            {corrected.has(field) && (
              <span className="sl-under sl-quiet">
                <Tag colour="yellow">{t.project.corrected}</Tag> {t.event.stored}
                {t.frame.colon}
                <FieldValue type={type} path={[field]} value={data[field] ?? null} />
              </span>
            )}
          </>
        ) : (
          <ClosedNote note={closed[field]!} />
        ),
    }),
  );
  return (
    <Section id="content" title={t.event.content}>
      {version !== readVersion && (
        <p className="govuk-inset-text">{t.event.contentOld(version, readVersion)}</p>
      )}
      <SummaryList rows={rows} />
      {lateReason !== null && (
        <p className="govuk-body">
          <Tag colour="yellow">{t.frame.late}</Tag> {t.event.late}
          {t.frame.colon}
          <span className="sl-text">{lateReason}</span>
        </p>
      )}
    </Section>
  );
}

/** The entry that a correction, a withholding or a release is about, and what later entries said about this one. */
function About({ view: { project, type, read, amendments } }: { view: EventView }) {
  const t = useWords();
  const about = ['EntryCorrected', 'FieldWithheld', 'FieldReleased'].includes(type)
    ? Number(read['revision'])
    : null;
  return (
    <>
      {about !== null && (
        <p className="govuk-body">
          <a className="govuk-link" href={eventHref(project, about)}>
            {t.event.about}
            {t.frame.colon}
            {t.project.revision(about)}
          </a>
        </p>
      )}
      {amendments.length > 0 && (
        <Section id="amendments" title={t.event.amendments}>
          <ul className="govuk-list govuk-list--bullet">
            {amendments.map((amendment) => (
              <li key={amendment.revision}>
                <a className="govuk-link" href={eventHref(project, amendment.revision)}>
                  {t.event.ofField(word(t.events, amendment.type), fieldWord(t, type, amendment.field))}
                  {t.frame.bracketed(t.frame.entry(amendment.entry))}
                </a>
              </li>
            ))}
          </ul>
        </Section>
      )}
    </>
  );
}

export function Who({ view: { preparedBy, confirmedBy, meta, revision, id } }: { view: Entry }) {
  const t = useWords();
  return (
    <Section id="who" title={t.event.who}>
      <SummaryList
        rows={[
          { key: t.event.preparedBy, value: <Person actor={preparedBy} /> },
          { key: t.event.confirmedBy, value: confirmedBy ? <Person actor={confirmedBy} /> : t.event.alone },
          { key: t.event.rulebook, value: String(meta['rulebookVersion'] ?? t.frame.none) },
          { key: t.event.revision, value: String(revision) },
          { key: t.event.id, value: <code className="sl-code">{id}</code> },
        ]}
      />
    </Section>
  );
}

/** Role, organisation, department and the opaque number: never a name. */
function Person({ actor }: { actor: EventView['preparedBy'] }) {
  const t = useWords();
  return (
    <>
      {word(t.roles, actor.role)}
      {actor.organisation && (
        <>
          {t.frame.comma}
          <Organisation body={actor.organisation} />
        </>
      )}
      {actor.department && `${t.frame.comma}${actor.department}`}
      <br />
      <span className="sl-quiet">
        {t.event.person} {actor.person === null ? <None /> : <code className="sl-code">{actor.person}</code>}
      </span>
    </>
  );
}

export function Around({
  view: { previous, next },
  href,
}: {
  view: Entry;
  href: (revision: number) => string;
}) {
  const t = useWords();
  return (
    <nav className="sl-around" aria-label={t.event.around}>
      {previous === null ? (
        <span />
      ) : (
        <a className="govuk-link" href={href(previous)} rel="prev">
          ← {t.event.previous}
        </a>
      )}
      {next !== null && (
        <a className="govuk-link" href={href(next)} rel="next">
          {t.event.next} →
        </a>
      )}
    </nav>
  );
}

export function Raw({ view }: { view: Entry }) {
  const t = useWords();
  const { stream, revision, id, type, version, data, meta, closed, salts, digests } = view;
  return (
    <Section id="raw" title={t.event.raw}>
      <p className="govuk-body">{t.event.rawNote}</p>
      <RawJson
        summary={t.event.showRaw}
        json={{ stream, revision, id, type, version, data, meta, closed, salts, digests }}
      />
    </Section>
  );
}

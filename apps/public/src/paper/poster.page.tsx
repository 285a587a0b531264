import type { ProjectPage } from '@sunlit/read-models';
import {
  Day,
  Shown,
  shanghaiTime,
  Table,
  Tag,
  thousands,
  useRecordedLang,
  useWords,
  type Messages,
} from '@sunlit/web';
import { checkpoints } from '../project/checkpoints.js';
import { cut, Head, nameOf, Objections, PaperFrame, Scan, Until } from './frame.js';
import { PaperMoney } from './money.js';
import type { PaperView } from './paper.js';

/** What fits on one side of A3 for a project of any size; the QR code leads to the rest. */
const most = { contracts: 4, observers: 6, details: 3, letters: 40, roomy: 450 };

/** The notice board: what is built, by whom, for how much, and where to object. One side of A3. */
export function PosterPage(view: PaperView) {
  const t = useWords();
  return (
    <PaperFrame view={view} kind="poster" crowded={lettersOf(view) > most.roomy}>
      <Head view={view} title={t.paper.title} />
      <PaperMoney view={view} />
      <Contracts view={view} />
      <section>
        <h2>{t.paper.checkpoints}</h2>
        <Checkpoints view={view} />
      </section>
      <div className="sl-paper-columns">
        <div>
          <h2>{t.paper.dates}</h2>
          <dl className="sl-paper-facts sl-paper-dates">
            {dates(view, t).map(({ name, day, or = t.frame.pending }) => (
              <div key={name}>
                <dt>{name}</dt>
                <dd>{day === null ? <span className="sl-quiet">{or}</span> : <Day day={day} />}</dd>
              </div>
            ))}
          </dl>
          <h2>{t.paper.observers}</h2>
          <Observers view={view} />
        </div>
        <div>
          <h2>{t.paper.objection}</h2>
          <Objections view={view} />
          <Scan view={view} />
        </div>
      </div>
      <footer className="sl-paper-foot">
        <Until view={view} />
        <p>{t.frame.principle}</p>
      </footer>
    </PaperFrame>
  );
}

/** How much there is to say that is longer for one project than for another. */
function lettersOf(view: PaperView): number {
  const bodies = shownContracts(view).flatMap(({ contract, contractor, engineer }) => [
    contract,
    ...[contractor, engineer].map((body) => cut(body?.name ?? '', most.letters)),
  ]);
  const { registered, paper } = view;
  const texts = [nameOf(view), registered.owner?.name ?? '', ...bodies, ...shownObservers(view)];
  return [...texts, cut(paper.objectionChannel ?? '', 120)].reduce((sum, { length }) => sum + length, 0);
}

/** The largest ones, as they were signed. */
const shownContracts = ({ contracts }: PaperView): PaperView['contracts'] =>
  [...contracts]
    .sort((a, b) => Number(b.money.currentPrice) - Number(a.money.currentPrice))
    .slice(0, most.contracts)
    .sort((a, b) => a.entry - b.entry);

function Contracts({ view }: { view: PaperView }) {
  const t = useWords();
  const { contracts } = view;
  if (contracts.length === 0) return <p>{t.project.noContracts}</p>;
  const shown = shownContracts(view);
  const left = contracts.length - shown.length;
  return (
    <>
      <Table
        caption={t.paper.contracts}
        rows={shown}
        rowKey={({ contract }) => contract}
        columns={[
          { head: t.fields.contract, cell: ({ contract }) => contract },
          { head: t.paper.contractor, cell: (row) => <Body of={row} field="contractor" /> },
          {
            head: t.paper.engineer,
            cell: (row) =>
              row.engineer || row.closed['engineer'] ? <Body of={row} field="engineer" /> : t.frame.none,
          },
          { head: t.paper.price, numeric: true, cell: ({ money }) => thousands(money.currentPrice) },
          { head: t.paper.paid, numeric: true, cell: ({ money }) => thousands(money.paid) },
        ]}
      />
      {left > 0 && <p>{t.paper.moreContracts(left)}</p>}
    </>
  );
}

/** The name of a body as far as there is room for it. */
function Body({ of, field }: { of: PaperView['contracts'][number]; field: 'contractor' | 'engineer' }) {
  const lang = useRecordedLang();
  return (
    <Shown of={of} field={field}>
      {({ name }) => <span lang={lang}>{cut(name, most.letters)}</span>}
    </Shown>
  );
}

/** Each checkpoint with its first facts. */
export function Checkpoints({ view, all = false }: { view: ProjectPage; all?: boolean }) {
  const t = useWords();
  return (
    <ol className="sl-paper-checkpoints">
      {checkpoints(view, t).map(({ id, title, status, colour, detail }) => (
        <li key={id}>
          <strong>{title}</strong> <Tag colour={colour}>{status}</Tag>{' '}
          <span className="sl-under">
            {(all ? detail : detail.slice(0, most.details)).map((line, i) => (
              <span key={i}>
                {i > 0 && t.frame.semicolon}
                {all || typeof line !== 'string' ? line : cut(line, 2 * most.letters)}
              </span>
            ))}
          </span>
        </li>
      ))}
    </ol>
  );
}

function Observers({ view }: { view: PaperView }) {
  const t = useWords();
  const lang = useRecordedLang();
  const all = observerNames(view).size;
  if (all === 0) return <p>{t.paper.noObservers}</p>;
  return (
    <p>
      <span lang={lang}>{shownObservers(view).join('、')}</span>
      {all > most.observers && t.frame.between + t.paper.more(all)}
    </p>
  );
}

const observerNames = ({ lots }: PaperView): ReadonlySet<string> =>
  new Set(
    lots.flatMap(({ tenders }) =>
      tenders.flatMap(({ observers }) => observers.flatMap(({ observer }) => observer?.name ?? [])),
    ),
  );

const shownObservers = (view: PaperView): readonly string[] =>
  [...observerNames(view)].slice(0, most.observers).map((name) => cut(name, most.letters));

/** The days that a passer-by asks for; the first of several, the last of what ends. */
function dates(
  { registered, budgets, lots, contracts, audit, closed }: PaperView,
  { paper: { dateOf, notApplicable } }: Messages,
): readonly { name: string; day: string | null; or?: string }[] {
  const first = (days: readonly (string | null | undefined)[]) =>
    days.filter((day) => typeof day === 'string').sort()[0] ?? null;
  const last = (days: readonly (string | null | undefined)[]) =>
    days
      .filter((day) => typeof day === 'string')
      .sort()
      .at(-1) ?? null;
  const works = contracts.filter(({ kind }) => kind === 'works');
  const built = works.length > 0 ? works : contracts;
  // Awarded without a notice: one will not come any more.
  const withoutNotice = contracts.length > 0 && lots.every(({ tenders }) => tenders.length === 0);
  return [
    { name: dateOf.registered, day: shanghaiTime(registered.recordedAt).slice(0, 10) },
    { name: dateOf.approved, day: last(budgets.map(({ approved }) => approved?.approvedOn)) },
    {
      name: dateOf.notice,
      day: first(lots.flatMap((l) => l.tenders.map(({ notice }) => notice.publishedOn))),
      ...(withoutNotice && { or: notApplicable }),
    },
    { name: dateOf.signed, day: first(built.map(({ signedOn }) => signedOn)) },
    { name: dateOf.start, day: first(built.map(({ startOn }) => startOn)) },
    { name: dateOf.finish, day: last(built.map(({ finishOn }) => finishOn)) },
    {
      name: dateOf.accepted,
      day: built.every(({ completion }) => completion)
        ? last(built.map(({ completion }) => completion?.acceptedOn))
        : null,
    },
    { name: dateOf.audited, day: audit?.auditedOn ?? null },
    { name: dateOf.closed, day: closed?.closedOn ?? null },
  ];
}

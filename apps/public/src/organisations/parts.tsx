import type { ContractPart, Outcome, OtherPart, OwnedProject, TenderPart, Trace } from '@sunlit/read-models';
import {
  Day,
  Money,
  MoneyOr,
  percent,
  Table,
  Tag,
  thousands,
  useRecordedLang,
  useWords,
  word,
  type Messages,
  type TagColour,
} from '@sunlit/web';
import { EntryLink } from '../project/source.js';

export function Projects({ rows }: { rows: readonly OwnedProject[] }) {
  const t = useWords();
  const { organisations: o } = t;
  return (
    <Table
      caption={o.projects}
      rows={rows}
      rowKey={({ project }) => project}
      columns={[
        {
          head: o.project,
          cell: (row) => (
            <span className="sl-roomy">
              <ProjectLink of={row} />
              <span className="sl-under sl-code">{row.number}</span>
              {row.findings > 0 && <Tag colour="yellow">{t.frame.findings(row.findings)}</Tag>}
            </span>
          ),
        },
        {
          head: o.stage,
          cell: ({ stage }) => (
            <Tag colour={stage === 'closed' ? 'green' : 'blue'}>{word(t.projectStages, stage)}</Tag>
          ),
        },
        {
          head: o.budget,
          numeric: true,
          cell: ({ figures }) => <MoneyOr amount={figures.budget} or={t.money.noBudget} bare />,
        },
        {
          head: o.contract,
          numeric: true,
          cell: ({ figures }) => <Money amount={figures.contracted} bare />,
        },
        { head: o.paid, numeric: true, cell: ({ figures }) => <Money amount={figures.paid} bare /> },
      ]}
    />
  );
}

const colours: Readonly<Record<Outcome, TagColour>> = {
  opened: 'grey',
  rejected: 'orange',
  ranked: 'blue',
  won: 'green',
  'not-won': 'grey',
  'round-failed': 'grey',
  standing: 'green',
  cancelled: 'orange',
};

function OutcomeTag({ outcome }: { outcome: Outcome }) {
  const { organisations: o } = useWords();
  return (
    <span className="sl-wraps">
      <Tag colour={colours[outcome]}>{o.outcomes[outcome]}</Tag>
    </span>
  );
}

export function Tenders({ rows }: { rows: readonly TenderPart[] }) {
  const { organisations: o } = useWords();
  const lang = useRecordedLang();
  return (
    <Table
      caption={o.tenders}
      rows={rows}
      rowKey={({ entry }) => entry}
      columns={[
        { head: o.project, cell: (row) => <Place of={row} /> },
        { head: o.day, cell: ({ day }) => <Day day={day} /> },
        {
          head: o.bidPrice,
          numeric: true,
          cell: ({ price }) => <MoneyOr amount={price} or={o.unopened} bare />,
        },
        { head: o.rank, cell: ({ rank }) => (rank === null ? o.noRank : o.rankOf(rank)) },
        {
          head: o.outcome,
          cell: ({ outcome, reason }) => (
            <span className="sl-roomy">
              <OutcomeTag outcome={outcome} />
              {reason && (
                <span className="sl-under sl-text" lang={lang}>
                  {reason}
                </span>
              )}
            </span>
          ),
        },
        { head: o.record, cell: (row) => <EntryLink project={row.project} source={row} /> },
      ]}
    />
  );
}

export function Contracts({ rows }: { rows: readonly ContractPart[] }) {
  const t = useWords();
  const { organisations: o } = t;
  return (
    <Table
      caption={o.contractsHeld}
      rows={rows}
      rowKey={({ entry, contract }) => `${entry} ${contract}`}
      columns={[
        { head: o.project, cell: (row) => <Place of={row} entry /> },
        { head: o.price, numeric: true, cell: ({ price }) => <Money amount={price} bare /> },
        {
          head: o.changes,
          numeric: true,
          cell: ({ changes, changeRate }) => (
            <span>
              <Money amount={changes} bare />
              {changeRate !== null && changeRate !== 0 && (
                <span className="sl-under sl-quiet">{percent(changeRate)}</span>
              )}
            </span>
          ),
        },
        {
          head: o.currentPrice,
          numeric: true,
          cell: ({ currentPrice }) => <Money amount={currentPrice} bare />,
        },
        { head: o.certified, numeric: true, cell: ({ certified }) => <Money amount={certified} bare /> },
        {
          head: o.paid,
          numeric: true,
          cell: ({ paid, overpaid }) => (
            <span>
              <Money amount={paid} bare />
              {overpaid !== '0.00' && (
                <span className="sl-under sl-wraps">
                  <Tag colour="red">{o.overpaid(thousands(overpaid))}</Tag>
                </span>
              )}
            </span>
          ),
        },
      ]}
    />
  );
}

export function Others({ rows }: { rows: readonly OtherPart[] }) {
  const t = useWords();
  const { organisations: o } = t;
  return (
    <Table
      caption={o.others}
      rows={rows}
      rowKey={({ entry, capacity, contract, lot }) => `${entry} ${capacity} ${contract} ${lot}`}
      columns={[
        { head: o.project, cell: (row) => <Place of={row} /> },
        {
          head: o.part,
          cell: ({ capacity, outcome }) => (
            <span>
              {o.parts[capacity]} {outcome === 'cancelled' && <OutcomeTag outcome={outcome} />}
            </span>
          ),
        },
        { head: o.day, cell: ({ day }) => <Day day={day} /> },
        { head: o.amount, numeric: true, cell: ({ price }) => <MoneyOr amount={price} or="—" bare /> },
        { head: o.record, cell: (row) => <EntryLink project={row.project} source={row} /> },
      ]}
    />
  );
}

type Placed = Trace & Pick<TenderPart, 'project' | 'projectName' | 'lot' | 'round' | 'contract'>;

/** The project, and where in it. */
function Place({ of, entry = false }: { of: Placed; entry?: boolean }) {
  const t = useWords();
  const where = whereIn(of, t);
  return (
    <span className="sl-roomy">
      <ProjectLink of={of} />
      {where && <span className="sl-under sl-quiet">{where}</span>}
      {entry && (
        <span className="sl-under">
          <EntryLink project={of.project} source={of} />
        </span>
      )}
    </span>
  );
}

function whereIn({ lot, round, contract }: Placed, { organisations: o, frame }: Messages): string {
  const parts = [
    contract === null ? null : o.contractOf(contract),
    lot === null ? null : o.lot(lot),
    round === null ? null : o.round(round),
  ];
  return parts.filter((part) => part !== null).join(frame.comma);
}

function ProjectLink({ of: { project, projectName } }: { of: Pick<Placed, 'project' | 'projectName'> }) {
  return (
    <a className="govuk-link sl-link" href={`/projects/${project}`} lang={useRecordedLang()}>
      {projectName}
    </a>
  );
}

import type { ContractView, ReconciledLine } from '@sunlit/read-models';
import { Money, MoneyOr, Table, useWords, word } from '@sunlit/web';
import { Nothing, Subheading } from './section.js';
import { EntryLink } from './source.js';

interface Props {
  readonly project: string;
  readonly contracts: readonly ContractView[];
}

/** Every figure of each contract as of now, and every difference between two with the entries that make it. */
export function ReconciledContracts({ project, contracts }: Props) {
  const t = useWords();
  if (contracts.length === 0) return null;
  return (
    <>
      <Subheading>{t.project.reconciled}</Subheading>
      <p className="govuk-body">{t.project.reconciledNote}</p>
      {contracts.map((contract) => (
        <OfContract key={contract.contract} project={project} contract={contract} />
      ))}
    </>
  );
}

function OfContract({ project, contract }: { project: string; contract: ContractView }) {
  const t = useWords();
  const { rows, differences } = contract.reconciled;
  const item = (name: string) => word(t.project.reconciledItems, name);
  return (
    <>
      <Table
        caption={`${t.project.reconciledOf(contract.contract)}（${t.frame.yuan}）`}
        rows={rows}
        rowKey={(row) => row.item}
        columns={[
          { head: t.project.item, cell: (row) => item(row.item) },
          {
            head: t.fields.amount,
            numeric: true,
            cell: (row) => <MoneyOr amount={row.amount} or={t.frame.pending} bare />,
          },
        ]}
      />
      {differences.length === 0 ? (
        <Nothing>{t.project.noDifferences}</Nothing>
      ) : (
        <Table
          caption={`${t.project.differencesOf(contract.contract)}（${t.frame.yuan}）`}
          rows={differences}
          rowKey={(row) => row.between.join()}
          columns={[
            {
              head: t.project.item,
              cell: ({ between: [from, to] }) => t.project.fromTo(item(from), item(to)),
            },
            {
              head: t.project.difference,
              numeric: true,
              cell: (row) => <Money amount={row.amount} bare />,
            },
            {
              head: t.project.because,
              cell: (row) => <Because project={project} because={row.because} />,
            },
          ]}
        />
      )}
    </>
  );
}

/** The signed lines that add up to a difference, each with its entry; where many are one line, with the lists that have them. */
const Because = ({ project, because }: { project: string; because: readonly ReconciledLine[] }) => {
  const t = useWords();
  return (
    <ul className="govuk-list sl-plain">
      {because.map(({ cause, amount, count, source }) => (
        <li key={`${cause} ${source?.revision ?? ''}`}>
          {word(t.project.reconciledCauses, cause)} <Money amount={amount} bare />
          {source && (
            <>
              {' '}
              <EntryLink project={project} source={source} />
            </>
          )}
          {count > 1 && (
            <>
              {' '}
              <a className="govuk-link" href="#payment">
                {t.project.entriesInAll(count)}
              </a>
            </>
          )}
        </li>
      ))}
    </ul>
  );
};

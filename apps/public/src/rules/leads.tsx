import type { Lead } from '@sunlit/read-models';
import {
  Basis,
  Day,
  langOf,
  Money,
  Organisation,
  ruleHref,
  ruleRow,
  SummaryList,
  Table,
  Tag,
  useWords,
  word,
  type Messages,
} from '@sunlit/web';
import { eventHref } from '../project/source.js';

/** Each lead with its formula, what it counted and the line of the rule: a reader can do the sum again. */
export function Leads({ leads }: { leads: readonly Lead[] }) {
  return (
    <>
      {leads.map((lead) => (
        <One lead={lead} key={`${lead.rule} ${lead.lots.map(({ entry }) => entry).join(' ')}`} />
      ))}
    </>
  );
}

/** Whose line it is: that of T3 is the city's own, although splitting itself is forbidden by law; that of T3b the province's. */
const lineWord = (rule: string, { leads }: Messages): string =>
  rule === 'T3' ? leads.localLine : rule === 'T3b' ? leads.provincialLine : leads.line;

function One({ lead }: { lead: Lead }) {
  const t = useWords();
  const { rule, owner, category, kind, site, lots, formula } = lead;
  // Another version's line is of its own document, which the rule's page shows.
  const shipped = ruleRow(rule, lead.version);
  return (
    <div className="sl-finding">
      <p className="sl-finding-title">
        <Tag colour="yellow">{t.finding.lead}</Tag>{' '}
        <a className="govuk-link sl-link sl-code" href={ruleHref(rule)}>
          {rule}
        </a>{' '}
        {t.finding.basisVersion(lead.version)}
      </p>
      <SummaryList
        rows={[
          { key: t.leads.formula, value: formula[langOf(t)] + t.frame.stop },
          { key: t.fields.owner, value: <Organisation body={owner} /> },
          {
            key: t.fieldsOfOne['ProjectRegistered.category'],
            value: `${word(t.worksCategories, category)}${t.frame.comma}${word(t.lotKinds, kind)}`,
          },
          ...(site === null ? [] : [{ key: t.fields.site, value: site }]),
          {
            key: t.leads.period,
            value: (
              <>
                <Day day={lead.from} /> {t.frame.to} <Day day={lead.until} />
              </>
            ),
          },
          { key: t.leads.sum, value: <Money amount={lead.sum} /> },
          { key: shipped ? lineWord(rule, t) : t.leads.line, value: <Money amount={lead.line} /> },
          ...(shipped ? [{ key: t.finding.basis, value: <Basis {...shipped} /> }] : []),
        ]}
      />
      <Table
        caption={t.leads.lots}
        rows={lots}
        rowKey={({ entry }) => entry}
        columns={[
          {
            head: t.rules.project,
            cell: ({ project, projectName }) => (
              <a className="govuk-link sl-link" href={`/projects/${project}`}>
                {projectName}
              </a>
            ),
          },
          {
            head: t.fields.lot,
            cell: (lot) => (
              <a className="govuk-link sl-link" href={eventHref(lot.project, lot.revision)}>
                {lot.lot}
              </a>
            ),
          },
          { head: t.fields.method, cell: ({ method }) => word(t.lotMethods, method) },
          { head: t.leads.planned, cell: ({ plannedOn }) => <Day day={plannedOn} /> },
          {
            head: t.fieldsOfOne['LotPlanned.estimate'],
            numeric: true,
            cell: ({ estimate }) => <Money amount={estimate} bare />,
          },
        ]}
        total={[t.leads.sum, '—', '—', '—', <Money key="sum" amount={lead.sum} bare />]}
      />
    </div>
  );
}

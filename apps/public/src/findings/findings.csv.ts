import type {
  FoundVerdict,
  Lead,
  NamedObligation,
  RuleLine,
  VerdictKind,
  Verdicts,
} from '@sunlit/read-models';
import { factList, langOf, ruleValue, sentence, shanghaiTime, word, type Messages } from '@sunlit/web';
import { stringify } from 'csv-stringify';
import { Readable } from 'node:stream';

type Row = Readonly<Record<string, string | number>>;
type Rules = ReadonlyMap<string, RuleLine>;

/**
 * Verdicts as CSV that opens right in Excel: a byte order mark first, and no cell that begins a formula. It is written as
 * it is read, piece by piece.
 */
export function verdictsCsv(
  kind: VerdictKind,
  pieces: AsyncIterable<Verdicts>,
  lines: readonly RuleLine[],
  words: Messages,
): Readable {
  const { csv } = words.organisations.findings;
  const rules: Rules = new Map(lines.map((line) => [line.id, line]));
  const csvOf = stringify({
    bom: true,
    header: true,
    escape_formulas: true,
    columns: columns[kind].map((key) => ({ key, header: csv[key] })),
  });
  const rows = Readable.from(rowsOf(pieces, rules, words));
  rows.on('error', (error) => csvOf.destroy(error));
  return rows.pipe(csvOf);
}

type Column = keyof Messages['organisations']['findings']['csv'];
const ofRule = ['rule', 'version', 'title', 'layer', 'basis', 'value'] as const;
const inProject = ['projectId', 'project'] as const;
const columns: Readonly<Record<VerdictKind, readonly Column[]>> = {
  finding: [
    ...[...ofRule, 'found' as const, 'inputs' as const, ...inProject, 'owner' as const, 'stage' as const],
    ...(['lot', 'contract', 'entry', 'type', 'recordedAt', 'page'] as const),
  ],
  overdue: [
    ...[...ofRule, ...inProject],
    ...(['what', 'lot', 'round', 'contract', 'number', 'aroseOn', 'dueOn'] as const),
    ...(['status', 'days', 'doneOn', 'entry', 'page'] as const),
  ],
  lead: [
    ...[...ofRule, 'found' as const, 'owner' as const],
    ...(['category', 'kind', 'site', 'from', 'until', 'lots', 'sum', 'line'] as const),
  ],
};

async function* rowsOf(pieces: AsyncIterable<Verdicts>, rules: Rules, t: Messages): AsyncGenerator<Row> {
  for await (const { kind, rows } of pieces)
    switch (kind) {
      case 'finding':
        for (const row of rows) yield found(row, rules, t);
        break;
      case 'overdue':
        for (const row of rows) yield overdue(row, rules, t);
        break;
      case 'lead':
        for (const row of rows) yield lead(row, rules, t);
    }
}

/** The rule by the version that judged where that is known, else as it is now. */
function rule(
  id: string,
  version: number,
  of: Pick<RuleLine, 'title' | 'basis'> | undefined,
  t: Messages,
): Row {
  if (!of) return { rule: id, version };
  const { layer, document, article } = of.basis;
  const basis = t.finding.legalBasis(document, article ?? '');
  return { rule: id, version, title: of.title[langOf(t)], layer: t.layers[layer], basis };
}

function found(row: FoundVerdict, rules: Rules, t: Messages): Row {
  const { finding, judgedBy, project, projectName, owner, stage, lot, contract, entry, revision } = row;
  const { value, unit, facts, version } = finding;
  const of = judgedBy ?? rules.get(finding.rule);
  return {
    ...rule(finding.rule, version, of, t),
    ...{ value: ruleValue(value, unit, t) },
    found: sentence(finding.rule, facts, langOf(t), { value, unit, layer: of?.basis.layer }),
    inputs: factList(facts, t)
      .map((fact) => fact.join(' '))
      .join(t.frame.semicolon),
    ...{ projectId: project, project: projectName, owner: owner?.name ?? '', stage: t.projectStages[stage] },
    ...{ lot: lot ?? '', contract: contract ?? '', entry, type: word(t.events, row.type) },
    ...{ recordedAt: shanghaiTime(row.recordedAt), page: `/projects/${project}/events/${revision}` },
  };
}

function overdue(row: NamedObligation, rules: Rules, t: Messages): Row {
  const { project, projectName, kind, lot, round, contract, number, dueOn, status, days, arose, done } = row;
  const of = rules.get(row.rule);
  return {
    ...rule(row.rule, row.version, of, t),
    ...{ value: of?.version === row.version ? ruleValue(of.value, of.unit, t) : '' },
    ...{ projectId: project, project: projectName, what: t.obligations.kinds[kind] },
    ...{ lot: lot ?? '', round: round ?? '', contract: contract ?? '', number: number ?? '' },
    ...{
      aroseOn: arose.on,
      dueOn,
      status: t.obligations.statuses[status](days),
      days,
      doneOn: done?.on ?? '',
    },
    ...{ entry: arose.entry, page: `/projects/${project}/events/${arose.revision}` },
  };
}

function lead(of: Lead, rules: Rules, t: Messages): Row {
  const { owner, category, kind, site, from, until, lots, sum, line, formula } = of;
  return {
    ...rule(of.rule, of.version, rules.get(of.rule), t),
    ...{ value: ruleValue(of.value, of.unit, t), found: formula[langOf(t)], owner: owner.name },
    ...{ category: word(t.worksCategories, category), kind: word(t.lotKinds, kind), site: site ?? '' },
    ...{ from, until, sum, line },
    lots: lots
      .map(({ projectName, lot, estimate }) => `${projectName} ${lot} ${estimate}`)
      .join(t.frame.semicolon),
  };
}

import { yuan } from '@sunlit/ledger';
import { figuresOf, type Amounts } from '../home/figures.js';
import { amounts } from '../project-page/project.projection.js';
import type { Districts } from './counts.js';
import type { ProjectRow, ProjectStage } from '../views.js';

/** The columns of a row called `l`, under the names that `projectRow` reads. */
export const rowColumns = `l.project, l.number, l.national_code AS "nationalCode", l.name, l.owner, l.owner_name AS "ownerName",
  l.category, l.district, l.registered_at AS "registeredAt", l.stage, l.estimate::text,
  ${amounts.map((amount) => `l.${amount}::text`).join(', ')}, l.findings, l.recorded_at AS "recordedAt"`;

/** A project's row as statements answer it. */
export interface RowJson extends Amounts {
  readonly project: string;
  readonly number: string;
  readonly nationalCode: string | null;
  readonly name: string | null;
  readonly owner: string;
  readonly ownerName: string;
  readonly category: string;
  readonly district: string;
  readonly registeredAt: string;
  readonly stage: ProjectStage;
  readonly estimate: string;
  readonly findings: number;
  readonly recordedAt: string;
}

export function projectRow(
  { recordedAt, owner, ownerName, ...row }: RowJson,
  districts: Districts,
): ProjectRow {
  const { project, number, nationalCode, name, category, district, registeredAt, stage, findings } = row;
  return {
    ...{ project, number, nationalCode, name: name ?? number, owner: { uscc: owner, name: ownerName } },
    districtName: districts.get(district) ?? null,
    ...{ category, district, registeredAt, stage, findings },
    ...{ estimate: yuan(BigInt(row.estimate)), figures: figuresOf(row), lastRecordedAt: recordedAt },
  };
}

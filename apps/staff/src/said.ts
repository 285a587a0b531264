import { rulesInForce, type Office, type Submission } from '@sunlit/commands';
import { saidFinding, type SaidFinding } from '@sunlit/web';

export type SaidSubmission<S extends Submission> = Omit<S, 'findings'> & {
  readonly findings: readonly SaidFinding[];
};

/** A submission whose findings say what was compared, by whose rule, and what to do next, as the breaches of a refusal do. */
export async function said<S extends Submission>(
  { streams }: Pick<Office, 'streams'>,
  submission: S,
): Promise<SaidSubmission<S>> {
  const { rows } = await rulesInForce(streams);
  const findings = submission.findings.map((finding) =>
    saidFinding(
      finding,
      rows.find(({ id, version }) => id === finding.rule && version === finding.version),
    ),
  );
  return { ...submission, findings };
}

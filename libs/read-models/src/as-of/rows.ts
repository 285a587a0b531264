import type { ObligationRow } from '../obligations/obligation.table.js';
import {
  perPage,
  type List,
  type Paging,
  type PaymentJson,
  type ProjectFound,
} from '../project-page/project.query.js';
import type { CertificateTableRow, PaymentTableRow } from '../project-page/project.table.js';
import type { JudgedBy } from '../views.js';
import type { Folded } from './folded.js';

/** The rows of one page of each list, as the statement of the page of now finds them, and how many due dates there are. Pure. */
export function rowsOfPage(
  { rows, obligations, trail }: Folded,
  rules: readonly JudgedBy[],
  paging: Paging,
): Pick<ProjectFound, `${List}Rows` | 'obligations'> {
  const page = <Row>(list: List, all: readonly Row[]): readonly Row[] => {
    const from = ((paging[`${list}Page`] ?? 1) - 1) * perPage[list];
    return all.slice(from, from + perPage[list]);
  };
  const payment = paymentOf(rows.payments, rows.certificates);
  return {
    paymentsRows: page('payments', rows.payments).map(payment),
    certificatesRows: page('certificates', rows.certificates).map(({ project: _, ...row }) => row),
    findingsRows: page('findings', rows.findings).map(
      ({ n, revision, entry, recordedAt, type, finding }) => ({
        ...{ n, revision, entry, recordedAt, type, finding },
        judgedBy: rules.find(({ id, version }) => id === finding.rule && version === finding.version) ?? null,
      }),
    ),
    documentsRows: page('documents', rows.documents).map(({ revision, sha256, title, mediaType, size }) => ({
      ...{ revision, sha256, title, mediaType, size },
    })),
    trailRows: page('trail', trail.toReversed()),
    obligationsRows: page('obligations', obligations.toSorted(openFirst)),
    obligations: obligations.length,
  };
}

/** A payment with the revision of what it rests on: a certificate, or a payment that was reversed, is found by its number. */
function paymentOf(payments: readonly PaymentTableRow[], certificates: readonly CertificateTableRow[]) {
  const certified = new Map(
    certificates
      .filter(({ kind }) => kind === 'certificate')
      .map((row) => [JSON.stringify([row.contract, row.certificate]), row.revision]),
  );
  const paid = new Map(payments.toReversed().map(({ voucher, revision }) => [voucher, revision]));
  const restsOn = ({ contract, restsOnKind, restsOnName, restsOnRevision }: PaymentTableRow) => {
    if (restsOnKind === 'certificate') return certified.get(JSON.stringify([contract, restsOnName])) ?? null;
    return restsOnKind === 'payment' ? (paid.get(restsOnName) ?? null) : restsOnRevision;
  };
  return ({ project: _, ...row }: PaymentTableRow): PaymentJson => ({
    ...row,
    restsOnRevision: restsOn({ project: _, ...row }),
  });
}

/** Those still open first, by their due date; then the newest. */
function openFirst(a: ObligationRow, b: ObligationRow): number {
  const [first, second] = [a, b].map(({ state, dueOn }) => (state === 'open' ? dueOn : '~')) as [
    string,
    string,
  ];
  return first < second ? -1 : first > second ? 1 : b.revision - a.revision;
}

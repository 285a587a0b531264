import type {
  CertificateKey,
  CertificatePaid,
  MoneyAt,
  ProjectMoney,
  ProjectPage,
} from '@sunlit/read-models';

/** The page of a project with its money over time, and what is paid on each certificate that the page lists. */
export interface ProjectPageView extends ProjectPage {
  /** Sums as they were recorded, oldest first, up to the entry that the page reaches. */
  readonly timeline: readonly MoneyAt[];
  readonly certificatesPaid: readonly CertificatePaid[];
}

/** The last entry that the page counts: of a page of now the ledger's, of the past that one's. */
export const reaches = ({ past, current }: Pick<ProjectPage, 'past' | 'current'>): number =>
  past?.entry ?? current.entry;

/** The certificates that the page lists. */
export const certificateKeys = ({
  certificates,
}: Pick<ProjectPage, 'certificates'>): readonly CertificateKey[] => [
  ...new Map(
    certificates.map(({ contract, certificate }) => [
      `${contract} ${certificate}`,
      { contract, certificate },
    ]),
  ).values(),
];

/** Amounts are never closed: those of an entry are of the same instant as the page that reaches it. */
export const withMoney = (
  view: ProjectPage,
  money: Pick<ProjectMoney, 'timeline' | 'certificates'> | null,
) => ({
  ...view,
  timeline: money?.timeline ?? [],
  certificatesPaid: money?.certificates ?? [],
});

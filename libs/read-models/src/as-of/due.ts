import { stepped } from '../obligations/obligation.projection.js';
import type { ObligationRow } from '../obligations/obligation.table.js';
import type { Told } from '../project-page/project.projection.js';

/** The due dates of one project while it is folded. Hundreds of paid certificates are not looked at for each payment. */
export function dueDates() {
  const all = new Map<number, ObligationRow>();
  const open = new Set<number>();
  const ofCertificate = new Map<string, number>();

  /** What the event may change: those still open, and that of the certificate it is about; where it takes something back, any. */
  const near = ({ type, read }: Told['event']): readonly ObligationRow[] => {
    if (!ordinary.includes(type)) return [...all.values()];
    const own = ofCertificate.get(certificateKey(read['contract'], read['certificate']));
    const revisions = own === undefined || open.has(own) ? [...open] : [...open, own];
    return revisions.map((revision) => all.get(revision)!);
  };

  return {
    next(told: Pick<Told, 'event' | 'state'>): void {
      for (const row of stepped(near(told.event), told)) {
        all.set(row.revision, row);
        if (row.state === 'open') open.add(row.revision);
        else open.delete(row.revision);
        if (row.kind === 'payment') ofCertificate.set(certificateKey(row.contract, row.number), row.revision);
      }
    },
    /** In the order of the entries that they arise from. */
    rows: (): readonly ObligationRow[] => [...all.values()],
  };
}

/** What makes up nearly all of a long trail. */
const ordinary: readonly string[] = ['ProgressCertified', 'PaymentRecorded', 'CertificateReduced'];
const certificateKey = (contract: unknown, certificate: unknown) => JSON.stringify([contract, certificate]);

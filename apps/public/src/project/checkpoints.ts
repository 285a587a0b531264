import type { ProjectView } from '@sunlit/read-models';
import { thousands, word, type Messages, type Task } from '@sunlit/web';

type Step = Pick<Task, 'id' | 'title' | 'href'>;

/** The four checkpoints with what is there; one that is not reached says so, never a blank. */
export function checkpoints(view: ProjectView, t: Messages): readonly Task[] {
  return [budget(view, t), tender(view, t), payment(view, t), account(view, t)];
}

function budget({ consultations, research, budgets }: ProjectView, t: Messages): Task {
  const { checkpoints: c } = t;
  const detail = [
    ...(consultations.length > 0 ? [c.consulted(consultations.length)] : []),
    ...(research.length > 0 ? [c.researched(research.length)] : []),
    ...latestOfKind(budgets).map(({ kind, total, approved }) => {
      const name = word(t.budgetKinds, kind);
      return approved
        ? c.approved(name, thousands(total), approved.documentNumber)
        : c.proposed(name, thousands(total));
    }),
  ];
  const done = budgets.some((b) => b.approved);
  return task({ id: 'checkpoint-budget', title: c.budget, href: '#budget' }, detail, done, t);
}

function tender({ lots }: ProjectView, t: Messages): Task {
  const awarded = lots.filter((lot) => lot.award).length;
  const detail =
    lots.length === 0
      ? []
      : [t.checkpoints.lots(lots.length, awarded), ...lots.map((lot) => `${lot.lot} ${lotStage(lot, t)}`)];
  const done = lots.length > 0 && awarded === lots.length;
  return task({ id: 'checkpoint-tender', title: t.checkpoints.tender, href: '#tender' }, detail, done, t);
}

function payment({ contracts, figures }: ProjectView, t: Messages): Task {
  const { checkpoints: c } = t;
  const detail =
    contracts.length === 0
      ? []
      : [
          c.contracts(contracts.length),
          c.certificates(thousands(figures.certified)),
          c.paid(thousands(figures.paid)),
        ];
  // Paid in full: every settlement is reviewed, no retention is held and what was reviewed, or audited where that is less, is what was paid.
  const done =
    contracts.length > 0 &&
    contracts.every(
      ({ review, money }) =>
        review !== null && money.paid === money.settled && money.retentionHeld === '0.00',
    );
  return task({ id: 'checkpoint-payment', title: c.payment, href: '#payment' }, detail, done, t);
}

function account({ contracts, finalAccount, audit, closed }: ProjectView, t: Messages): Task {
  const { checkpoints: c } = t;
  const reviewed = contracts.filter((contract) => contract.review).length;
  const detail = [
    ...(reviewed > 0 ? [c.reviewed(reviewed, contracts.length)] : []),
    ...(finalAccount ? [c.compiled(thousands(finalAccount.total))] : []),
    ...(audit ? [c.audited(thousands(audit.approved))] : []),
    ...(closed ? [c.closed(closed.closedOn)] : []),
  ];
  return task({ id: 'checkpoint-account', title: c.account, href: '#account' }, detail, audit !== null, t);
}

function task(step: Step, detail: readonly string[], done: boolean, { checkpoints: c }: Messages): Task {
  if (detail.length === 0) return { ...step, href: null, detail, status: c.none, colour: 'grey' };
  return done
    ? { ...step, detail, status: c.done, colour: 'green' }
    : { ...step, detail, status: c.open, colour: 'blue' };
}

/** The latest budget of each kind. */
export const latestOfKind = (budgets: ProjectView['budgets']): ProjectView['budgets'] =>
  budgets.filter((b, i) => !budgets.slice(i + 1).some((later) => later.kind === b.kind));

/** Where a lot stands, in a few words. */
export function lotStage(
  { award, cancelledAwards, tenders, method }: ProjectView['lots'][number],
  t: Messages,
): string {
  if (award) return t.tenderStages.awarded;
  const latest = tenders.at(-1);
  if (cancelledAwards.length > 0 && latest?.stage !== 'failed') return t.project.awardCancelled;
  if (latest) return word(t.tenderStages, latest.stage);
  return method === 'open' || method === 'invited' ? t.project.noTender : t.project.notAwarded;
}

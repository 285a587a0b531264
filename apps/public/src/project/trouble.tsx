import type { ProjectView } from '@sunlit/read-models';
import { thousands, useWords, type Messages } from '@sunlit/web';

/** What went wrong or stands still, said at the top and not only where it is written down. */
export function Trouble({ view }: { view: ProjectView }) {
  const said = troubles(view, useWords());
  if (said.length === 0) return null;
  return (
    <div className="govuk-inset-text">
      <ul className="govuk-list sl-plain">
        {said.map(({ text, href }) => (
          <li key={text}>
            <a className="govuk-link" href={href}>
              {text}
            </a>
          </li>
        ))}
      </ul>
    </div>
  );
}

function troubles({ contracts, lots, closed }: ProjectView, { trouble: t }: Messages) {
  const tender = lots.flatMap(({ lot, tenders, award }) => {
    const failed = tenders.filter((round) => round.failed).length;
    const open = award ? [] : (tenders.at(-1)?.objections ?? []).filter((o) => o.answer === null);
    return [
      ...(failed > 0 ? [t.failed(lot, failed)] : []),
      ...(closed ? [] : open.map((o) => t.suspended(lot, o.objection))),
    ];
  });
  const payment = contracts.flatMap(({ contract, money, terminated }) => [
    ...(terminated ? [t.terminated(contract)] : []),
    ...(money.overpaid === '0.00' ? [] : [t.overpaid(contract, thousands(money.overpaid))]),
  ]);
  return [
    ...tender.map((text) => ({ text, href: '#tender' })),
    ...payment.map((text) => ({ text, href: '#payment' })),
  ];
}

import type { YuanDelta } from '@sunlit/ledger';
import { useWords } from '../frame.js';
import { largeForm, thousands } from '../money.js';

/**
 * An amount in yuan: `¥ 10,000,000.00`, tabular figures, never broken over two lines.
 * `large` adds the 万元 or 亿元 form; `bare` leaves out the sign where a heading names the unit.
 */
export function Money({
  amount,
  large = false,
  bare = false,
}: {
  amount: YuanDelta;
  large?: boolean;
  bare?: boolean;
}) {
  const form = large ? largeForm(amount, useWords()) : null;
  return (
    <>
      <data className="sl-money" value={amount}>
        {bare ? '' : '¥ '}
        {thousands(amount)}
      </data>
      {form && <span className="sl-money-large">（{form}）</span>}
    </>
  );
}

/** An amount that may not be there yet, with what to say instead. */
export const MoneyOr = ({
  amount,
  or,
  ...how
}: {
  amount: YuanDelta | null;
  or: string;
  large?: boolean;
  bare?: boolean;
}) => (amount === null ? <span className="sl-quiet">{or}</span> : <Money amount={amount} {...how} />);

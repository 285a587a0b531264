import { useWords } from '../frame.js';
import { shanghaiTime } from '../time.js';

/** A date `YYYY-MM-DD` in Asia/Shanghai. */
export const Day = ({ day }: { day: string }) => (
  <time className="sl-nowrap" dateTime={day}>
    {day}
  </time>
);

/** A UTC instant, shown in Asia/Shanghai; `zone` says so beside it. */
export function Instant({ instant, zone = false }: { instant: string; zone?: boolean }) {
  const { beijing } = useWords().frame;
  return (
    <time dateTime={instant}>
      <span className="sl-nowrap">{shanghaiTime(instant)}</span>
      {zone && `（${beijing}）`}
    </time>
  );
}

import { useWords } from '../frame.js';
import { Instant } from './when.js';

/** That a page shows the past, and until when. */
export interface PastMoment {
  /** The day asked for; null where an entry was. */
  readonly asof: string | null;
  /** The last entry that counts, -1 where there was none yet, and when it was recorded. */
  readonly entry: number;
  readonly recordedAt: string;
  /** Addresses of the same page as of now, and at the nearest changes. */
  readonly now: string;
  readonly before?: string | null;
  readonly after?: string | null;
}

/** 截至……: for the title of a page of the past. */
export function usePastTitle(past: PastMoment | null | undefined): string | null {
  const { past: t } = useWords().time;
  if (!past) return null;
  return past.asof === null ? t.entry(past.entry) : t.day(past.asof);
}

/** Says before anything else that the page shows the past, and leads out of it. */
export function PastBanner({ past }: { past: PastMoment }) {
  const { frame, time } = useWords();
  const { past: t } = time;
  const title = usePastTitle(past);
  const [reached, rest] = t.reaches(past.entry, '\n').split('\n');
  const links = [
    { href: past.now, text: t.now },
    { href: past.before, text: `← ${t.before}` },
    { href: past.after, text: `${t.after} →` },
  ].filter(({ href }) => href);
  return (
    <aside className="sl-past" aria-label={t.title}>
      <div className="govuk-width-container">
        <p className="sl-past-title">
          {title} <span className="sl-past-warning">{t.title}</span>
        </p>
        <p>
          {past.asof === null ? t.ofEntry(past.entry) : t.ofDay(past.asof)}
          {frame.between}
          {past.entry >= 0 && (
            <>
              {reached}
              <Instant instant={past.recordedAt} zone />
              {rest}
              {frame.between}
            </>
          )}
          {t.withheld}
        </p>
        <nav aria-label={t.links}>
          <ul className="sl-past-links">
            {links.map(({ href, text }) => (
              <li key={text}>
                <a href={href!}>{text}</a>
              </li>
            ))}
          </ul>
        </nav>
      </div>
    </aside>
  );
}

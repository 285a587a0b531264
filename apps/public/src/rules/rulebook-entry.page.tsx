import type { RulebookEntryView } from '@sunlit/read-models';
import { Instant, Layout, ruleHref, useWords, word } from '@sunlit/web';
import { Around, Content, Raw, Who } from '../event.page.js';
import { changeHref } from './rule-parts.js';

/** One change of the rulebook, for ever at this address: what it says, who made it, the original with its digests. */
export function RulebookEntryPage(view: RulebookEntryView) {
  const t = useWords();
  const { type, entry, revision, read } = view;
  const title = `${word(t.events, type)}（${t.event.title(entry)}）`;
  const rule = String(read['rule']);
  return (
    <Layout
      title={title}
      ledger={view.ledger}
      current={view.current}
      json={`${changeHref(revision)}.json`}
      trail={[
        { text: t.frame.home, href: '/' },
        { text: t.rules.title, href: '/rules' },
        { text: rule, href: ruleHref(rule) },
      ]}
    >
      <h1 className="govuk-heading-xl">{title}</h1>
      <p className="sl-lead">
        <a className="govuk-link" href={ruleHref(rule)}>
          {rule}
        </a>
        {t.frame.comma}
        {t.event.recordedAt} <Instant instant={view.recordedAt} zone />
      </p>
      <p className="govuk-body">{t.rules.changeLead}</p>
      <Content view={view} />
      <Who view={view} />
      <Around view={view} href={changeHref} />
      <Raw view={view} />
    </Layout>
  );
}

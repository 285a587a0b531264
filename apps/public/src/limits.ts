import { addressOf, type Bounds, type RateLimit } from '@sunlit/web';

/** Lists as asked for, findings, the past, comparisons and downloads: each takes the database longer than a page. */
export const isSearch = (url: string): boolean =>
  /^\/(?:projects|organisations)(?:\.json)?\?|^\/projects(?:\.csv|\/all\.json)|^\/findings\b|\/compare\b|\.jsonl\b|[?&]asof=/.test(
    url,
  );

/** What one address may ask in a minute. */
export const publicLimits = ({ pages, search }: Bounds): readonly RateLimit[] => [
  { reason: 'pages', perMinute: pages, callerOf: addressOf },
  {
    reason: 'search',
    perMinute: search,
    callerOf: (request) => (isSearch(request.url) ? addressOf(request) : null),
  },
];

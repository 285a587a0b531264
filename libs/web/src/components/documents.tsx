import type { Document } from '@sunlit/ledger';
import { useRecordedLang } from '../frame.js';
import { None } from './closed.js';

/** Bytes as a reader says them: `820 B`, `12.3 KB`, `4.0 MB`. */
export function sizeText(bytes: number): string {
  const units = ['B', 'KB', 'MB', 'GB', 'TB'];
  const step = bytes < 1024 ? 0 : Math.min(units.length - 1, Math.floor(Math.log(bytes) / Math.log(1024)));
  return `${step === 0 ? bytes : (bytes / 1024 ** step).toFixed(1)} ${units[step]}`;
}

const kinds: Readonly<Record<string, string>> = {
  'application/pdf': 'PDF',
  'image/jpeg': 'JPEG',
  'image/png': 'PNG',
  'text/csv': 'CSV',
  'text/plain': 'TXT',
};

/** A media type as people name it. */
export const mediaTypeText = (mediaType: string): string => kinds[mediaType] ?? mediaType;

/** The first sixteen hex digits in groups of four; the whole hash is its title. */
export const Hash = ({ sha256 }: { sha256: string }) => (
  <code className="sl-code" title={sha256}>
    {sha256.slice(0, 16).replace(/(.{4})(?=.)/g, '$1 ')}…
  </code>
);

/** The title, which fetches the document itself. */
export function DocumentLink({
  document: { sha256, title },
}: {
  document: Pick<Document, 'sha256' | 'title'>;
}) {
  return (
    <a className="govuk-link sl-link" href={`/documents/${sha256}`} lang={useRecordedLang()}>
      {title}
    </a>
  );
}

/** Documents in a line each: title, type, size, the beginning of the hash. */
export const Documents = ({ documents }: { documents: readonly Document[] }) =>
  documents.length === 0 ? (
    <None />
  ) : (
    <ul className="govuk-list sl-plain">
      {documents.map((d) => (
        <li key={d.sha256}>
          <DocumentLink document={d} />{' '}
          <span className="sl-quiet">
            {mediaTypeText(d.mediaType)}, {sizeText(d.size)}
          </span>{' '}
          <Hash sha256={d.sha256} />
        </li>
      ))}
    </ul>
  );

/** Raw JSON, folded. */
export const RawJson = ({ summary, json }: { summary: string; json: object }) => (
  <details className="govuk-details">
    <summary className="govuk-details__summary">
      <span className="govuk-details__summary-text">{summary}</span>
    </summary>
    <div className="govuk-details__text">
      <pre className="sl-json" tabIndex={0} role="region" aria-label={summary}>
        <code>{JSON.stringify(json, null, 2)}</code>
      </pre>
    </div>
  </details>
);

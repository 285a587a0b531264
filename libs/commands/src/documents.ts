import { Document, Refusal, type Breach, type Entry } from '@sunlit/ledger';
import type { DocumentShelf } from './desk.js';

/** Every document that the commands name was uploaded before and is what they say; else `Refusal`, one query for all. */
export async function judgeDocuments(shelf: DocumentShelf, commands: readonly Entry[]): Promise<void> {
  const named = commands.flatMap(documentsIn);
  if (named.length === 0) return;
  const uploaded = await shelf.find([...new Set(named.map((d) => d.sha256))]);
  const breaches = named.flatMap(({ sha256, mediaType, size }) => {
    const found = uploaded.get(sha256);
    if (!found) return [breach('document-unknown', sha256)];
    return found.mediaType === mediaType && found.size === size ? [] : [breach('document-differs', sha256)];
  });
  if (breaches.length > 0) throw new Refusal(breaches);
}

function documentsIn(value: unknown): Document[] {
  if (value instanceof Document) return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(documentsIn);
}

const breach = (rule: 'document-unknown' | 'document-differs', sha256: string): Breach => ({
  ...{ rule, version: null, value: null, unit: null, facts: { sha256 } },
  ...{ legalBasis: null, overridable: false },
});

/** Text as search compares it: width, case and spaces make no difference. */
export const searchable = (text: string): string =>
  text.normalize('NFKC').toLowerCase().replace(/\s+/gu, ' ').trim();

/** Every two letters that stand together in a line of `words`, each once. */
export function gramsOf(words: string): string[] {
  const grams = words.split('\n').flatMap((line) => {
    const letters = [...line];
    return letters.slice(1).map((letter, i) => letters[i]! + letter);
  });
  return [...new Set(grams)].sort();
}

/** What is asked for: the words of a search, all of which a project must have. */
export const wordsAsked = (q: string): string[] => [...new Set(searchable(q).split(' '))].filter(Boolean);

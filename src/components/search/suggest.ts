/** What is suggested while a query is typed. Pure. */
import type { Result } from '#/search/client.ts';

export interface Suggestion {
  text: string;
  /** What it is: a section, or that it was looked for before. */
  hint: string;
  /** A page to open; absent for a query to be asked again. */
  href?: string | undefined;
}

/** How long to wait after a letter, in milliseconds: more of them follow, and each search is a download. */
const BETWEEN_LETTERS = 120;

/** How long to wait for more before a search begins, in milliseconds: not at all behind a Chinese character, which the input method gives when a word is chosen. */
export const pauseAfter = (query: string): number => (/\p{Script=Han}[？。！?!]?$/u.test(query) ? 0 : BETWEEN_LETTERS);

const TITLES = 6;
const PAST = 3;
const MOST = 8;

/** Past queries that begin so, and titles that the query (or what it was corrected to) stands in; without a query the past ones alone. */
export function suggestionsFor(query: string, past: readonly string[], results: readonly Result[] = []): Suggestion[] {
  const asked = query.trim();
  const before = past.filter((each) => each !== asked && each.startsWith(asked)).map((text) => ({ text, hint: '搜过' }));
  if (!asked) return before.slice(0, MOST);
  const titles = results.filter(({ title }) => title.some(({ marked }) => marked)).map(({ title, href, values }) => ({ text: title.map(({ text }) => text).join(''), hint: values.section?.[0] ?? '页面', href }));
  return [...before.slice(0, PAST), ...titles.slice(0, TITLES)].slice(0, MOST);
}

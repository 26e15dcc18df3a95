/** Which terms a text uses, and how terms are ordered. Pure. */
import { groupBy } from './ordering.ts';

/** What is needed to find a term in a text. */
export interface Named {
  data: { title: string; aliases: readonly string[]; pinyin: string };
}

const escape = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
const LATIN = /[A-Za-z0-9]/;

/** A name as a pattern; one that begins or ends in Latin letters must stand there as a word of its own. */
function pattern(name: string): string {
  return `${LATIN.test(name[0] ?? '') ? '(?<![A-Za-z0-9])' : ''}${escape(name)}${LATIN.test(name.at(-1) ?? '') ? '(?![A-Za-z0-9])' : ''}`;
}

/**
 * Makes the finder for these terms: it gives those whose title or alias occurs in a text, in the order of
 * their first occurrence, each once. Where names overlap the longest counts, so that 胰高血糖素 is no use of
 * 血糖. Names of one character are passed over: they occur within other words.
 */
export function termFinder<T extends Named>(terms: readonly T[]): (text: string) => T[] {
  const owners = new Map<string, T>();
  for (const term of terms) for (const name of [term.data.title, ...term.data.aliases]) if (name.length > 1 && !owners.has(name)) owners.set(name, term);
  const names = [...owners.keys()].sort((a, b) => b.length - a.length || (a < b ? -1 : 1));
  if (names.length === 0) return () => [];
  const any = new RegExp(names.map((name) => pattern(name)).join('|'), 'g');
  return (text) => [...new Set([...text.matchAll(any)].flatMap(([name]) => owners.get(name) ?? []))];
}

/** Pinyin without tone marks, in small letters, syllables joined: for ordering. */
export function plainPinyin(pinyin: string): string {
  return pinyin.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replace(/[^a-z0-9]/g, '');
}

/** Terms by the first letter of their pinyin, A to Z, each letter's terms in the order of a dictionary. */
export function byInitial<T extends Named>(terms: readonly T[]): { letter: string; terms: T[] }[] {
  const key = ({ data }: T): string => `${plainPinyin(data.pinyin)} ${data.title}`;
  const ordered = [...terms].sort((a, b) => (key(a) < key(b) ? -1 : 1));
  return [...groupBy(ordered, ({ data }) => [plainPinyin(data.pinyin).slice(0, 1).toUpperCase()])].map(([letter, held]) => ({ letter, terms: held }));
}

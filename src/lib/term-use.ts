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

/** Which term each name belongs to, titles and aliases. Names of one character are passed over: they occur within other words. */
export function ownersOf<T extends Named>(terms: readonly T[]): Map<string, T> {
  const owners = new Map<string, T>();
  for (const term of terms) for (const name of [term.data.title, ...term.data.aliases]) if (name.length > 1 && !owners.has(name)) owners.set(name, term);
  return owners;
}

/** A pattern that finds any of the names; where they overlap the longest counts, so that 胰高血糖素 is no use of 血糖. */
export function namePattern(names: readonly string[]): RegExp {
  const longestFirst = [...names].sort((a, b) => b.length - a.length || (a < b ? -1 : 1));
  return new RegExp(longestFirst.map((name) => pattern(name)).join('|'), 'g');
}

/** Makes the finder for these terms: it gives those whose title or alias occurs in a text, in the order of their first occurrence, each once. */
export function termFinder<T extends Named>(terms: readonly T[]): (text: string) => T[] {
  const owners = ownersOf(terms);
  if (owners.size === 0) return () => [];
  const any = namePattern([...owners.keys()]);
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

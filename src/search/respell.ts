/**
 * One wrong character put right by the index itself: it holds every pair of neighbouring characters of the site, so a
 * character whose pairs stand nowhere is looked for among those of the same sound whose pairs do.
 */
import { foldSound, type Lexicon } from './lexicon.ts';
import type { Lookup } from './lookup.ts';
import { HAN } from './normalise.ts';

/** Longer stretches are not read character by character. */
const LONGEST = 12;
/** Places that may be wrong, and characters tried at the beginning, where no left neighbour narrows the choice. */
const PLACES = 3;
const TRIED = 8;

/** Whether these characters stand one behind the other in some page: each pair no more than a word of the index behind the last, since a pair inside a word has the place of that word. */
export async function standsWhole(text: string, lookup: Lookup): Promise<boolean> {
  const chars = [...text];
  const pairs = await Promise.all(chars.slice(1).map((char, i) => lookup.find(`${chars[i]}${char}`, false)));
  let chain: Map<string, Set<number>> | undefined;
  for (const hits of pairs) {
    const next = new Map<string, Set<number>>();
    for (const { id, places } of hits) {
      const from = chain?.get(id);
      const at = places.map((place) => place.at).filter((place) => !chain || from?.has(place) || from?.has(place - 1));
      if (at.length > 0) next.set(id, new Set(at));
    }
    chain = next;
  }
  return (chain?.size ?? 0) > 0;
}

/** The same query with one character changed for one that sounds alike and fits between its neighbours, best first. */
export async function respell(query: string, lookup: Lookup, lexicon: Lexicon, limit = 3): Promise<string[]> {
  const chars = [...query];
  const isHan = chars.map((char) => HAN.test(char));
  if (chars.length > LONGEST) return [];
  const stands = async (a: string | undefined, b: string | undefined): Promise<boolean> => (await lookup.find(`${a}${b}`, false)).some(({ places }) => places.length > 0);
  // Whether the pair that starts here stands somewhere; undefined where there is no pair.
  const pairs = await Promise.all(chars.map(async (char, i) => (isHan[i] && isHan[i + 1] ? stands(char, chars[i + 1]) : undefined)));
  const wrong = chars.flatMap((_, i) => (isHan[i] && (pairs[i] === false || pairs[i - 1] === false) && pairs[i] !== true && pairs[i - 1] !== true ? [i] : []));

  const found = await Promise.all(
    wrong.slice(0, PLACES).map(async (i) => {
      const sound = lexicon.soundOf(chars[i] ?? '');
      if (!sound) return [];
      const [left, right] = [isHan[i - 1] ? chars[i - 1] : undefined, isHan[i + 1] ? chars[i + 1] : undefined];
      const after = left && (await lookup.words(left));
      const alike = after
        ? after.map((word) => [...word]).flatMap(([, second, third]) => (second && !third && HAN.test(second) && foldSound(lexicon.soundOf(second) ?? '') === foldSound(sound) ? [second] : []))
        : [...lexicon.charsOf(sound)].slice(0, TRIED);
      const fits = async (char: string): Promise<boolean> => (left && right ? standsWhole(left + char + right, lookup) : right ? stands(char, right) : after !== undefined || stands(left, char));
      const fitting = await Promise.all(alike.map(async (char) => char !== chars[i] && fits(char)));
      return alike
        .filter((_, k) => fitting[k])
        .map((char) => ({ text: [...chars.slice(0, i), char, ...chars.slice(i + 1)].join(''), cost: lexicon.soundOf(char) === sound ? 0 : 1 }));
    }),
  );
  return found
    .flat()
    .sort((a, b) => a.cost - b.cost)
    .slice(0, limit)
    .map(({ text }) => text);
}

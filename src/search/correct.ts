/** What was probably meant: from pinyin to characters, and from one wrong character to the word. Pure; works on the lexicon. */
import { foldSound, spells, type Lexicon, type Word } from './lexicon.ts';
import { HAN } from './normalise.ts';

const byOrder = (a: Word, b: Word) => a.order - b.order;

/** Words that letters spell, alone or among characters (`renshen`, `ren shen`, `rs`, `ren参`), best first. */
export function fromPinyin(query: string, lexicon: Lexicon, limit = 3): string[] {
  const typed = [...query.replace(/[' ]/g, '')];
  if (typed.length < 2 || typed.length > 40 || !typed.some((char) => /[a-z]/.test(char)) || typed.some((char) => !/[a-z]/.test(char) && !HAN.test(char))) return [];
  const joined = typed.join('');
  const same = lexicon.bySound.get(joined);
  if (same) return [...same].sort(byOrder).slice(0, limit).map(({ text }) => text);
  const several = split(joined, lexicon);
  if (several) return [several];
  const scored = (open: boolean) =>
    lexicon.words
      .map((word) => ({ word, score: word.text.length >= 2 ? spells(typed, word, open) : 0 }))
      // Two or three initials fit too many words: only those of titles are meant.
      .filter(({ word, score }) => word.named || score > 0.6 || typed.length > 3)
      .filter(({ score }) => score > 0)
      .sort((a, b) => b.score - a.score || byOrder(a.word, b.word));
  const whole = scored(false);
  return (whole.length > 0 ? whole : typed.length >= 3 ? scored(true) : []).slice(0, limit).map(({ word }) => word.text);
}

/** Cuts letters into words that the site has, in full syllables: as few words as can be. */
function split(letters: string, lexicon: Lexicon): string | undefined {
  if (!/^[a-z]+$/.test(letters)) return undefined;
  const best: (string[] | undefined)[] = [[]];
  for (let end = 1; end <= letters.length; end++) {
    for (let start = Math.max(0, end - 30); start < end; start++) {
      const before = best[start];
      const word = before && lexicon.bySound.get(letters.slice(start, end))?.[0];
      if (!before || !word || (word.text.length < 2 && before.at(-1)?.length === 1)) continue;
      const shortest = best[end];
      if (!shortest || before.length + 1 < shortest.length) best[end] = [...before, word.text];
    }
  }
  return best[letters.length]?.join('');
}

/** How far two readings are apart: same sound, mixed-up sound, another sound. */
function soundCost(a: string | undefined, b: string): number {
  if (a === undefined) return 1;
  if (a === b) return 0.25;
  return foldSound(a) === foldSound(b) ? 0.4 : 1;
}

/** Cost of reading `span`, whose sounds are given, as `word`, with one slip: a wrong character, two swapped, one left out or one too many. Infinity beyond. */
export function slipCost(span: readonly string[], sounds: readonly (string | undefined)[], { chars, syllables }: Word): number {
  if (span.length === chars.length) {
    let [cost, wrong, first] = [0, 0, -1];
    for (let i = 0; i < span.length; i++) {
      if (span[i] === chars[i]) continue;
      if (++wrong === 1) first = i;
      else if (wrong === 2 && i === first + 1 && span[first] === chars[i] && span[i] === chars[first]) {
        // Two swapped, if the rest is right.
        return span.every((char, k) => k === first || k === i || char === chars[k]) ? 0.5 : Infinity;
      }
      cost += soundCost(sounds[i], syllables[i] ?? '');
      if (cost > 1 && (wrong > 2 || i > first + 1)) return Infinity;
    }
    // Characters that sound alike may all be wrong (an input method's choice); one that sounds otherwise only in a longer word.
    if (cost > 0 && cost < 1) return cost;
    return wrong === 1 && chars.length >= 3 ? 1 : Infinity;
  }
  const [short, long] = span.length < chars.length ? [span, chars] : [chars, span];
  if (long.length !== short.length + 1 || short.length < 3) return Infinity;
  let at = 0;
  while (at < short.length && short[at] === long[at]) at++;
  for (let i = at; i < short.length; i++) if (short[i] !== long[i + 1]) return Infinity;
  return 0.9;
}

/** Longest stretch that is read as one misspelt word. */
const LONGEST = 8;

/** Words that a stretch may be a slip for, with the cost of reading it so. Of two characters only words of the same sound, and the two swapped; longer ones by any one slip. */
function* meantBy(span: readonly string[], heard: readonly (string | undefined)[], lexicon: Lexicon, besideWord: boolean): Generator<{ word: Word; cost: number }> {
  for (const word of lexicon.soundingLike(heard)) {
    const cost = slipCost(span, heard, word);
    if (cost < (besideWord ? 0.5 : Infinity)) yield { word, cost };
  }
  if (besideWord) return;
  const swapped = span.length === 2 && lexicon.find([...span].reverse().join(''));
  if (swapped) yield { word: swapped, cost: 0.5 };
  for (const word of lexicon.longer) {
    if (Math.abs(word.chars.length - span.length) > 1) continue;
    const cost = slipCost(span, heard, word);
    if (cost < Infinity) yield { word, cost };
  }
}

/**
 * The query with one misspelt word put right, likeliest first. `suspect` says whether the pair of characters that
 * starts at an offset is unknown to the site: only stretches that touch such a pair are read otherwise.
 */
export function fromSlip(query: string, suspect: (start: number) => boolean, lexicon: Lexicon, limit = 3): string[] {
  const chars = [...query];
  const sounds = chars.map((char) => lexicon.soundOf(char));
  const found: { text: string; cost: number; order: number }[] = [];
  for (let start = 0; start < chars.length; start++) {
    for (let end = start + 2; end <= Math.min(chars.length, start + LONGEST); end++) {
      const span = chars.slice(start, end);
      if (!span.every((char) => HAN.test(char))) break;
      if (!span.some((_, i) => i + 1 < span.length && suspect(start + i)) || lexicon.has(span.join(''))) continue;
      // 测血糖 is 测 and 血糖, not a slip for 低血糖: beside a whole word only what sounds the same is a slip.
      const besideWord = lexicon.has(span.slice(1).join('')) || lexicon.has(span.slice(0, -1).join(''));
      const heard = sounds.slice(start, end);
      for (const { word, cost } of meantBy(span, heard, lexicon, besideWord)) {
        // A longer stretch explained by one slip is likelier than a shorter one.
        found.push({ text: [...chars.slice(0, start), word.text, ...chars.slice(end)].join(''), cost: cost / span.length, order: word.order });
      }
    }
  }
  found.sort((a, b) => a.cost - b.cost || a.order - b.order);
  return [...new Set(found.map(({ text }) => text))].slice(0, limit);
}

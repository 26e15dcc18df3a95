/** The site's own words and how they sound: for pinyin queries and for words with one wrong character. */

/** A word of the site. */
export interface Word {
  text: string;
  chars: readonly string[];
  /** One syllable for each character, without tones, ü as v. */
  syllables: string[];
  /** Place in the table: words of titles and frequent words come first. */
  order: number;
  /** Whether a title or an alias has it. */
  named: boolean;
}

export interface Lexicon {
  words: Word[];
  /** Usual syllable of a character, if known. */
  soundOf(char: string): string | undefined;
  /** Characters that usually sound so, those of the site first. */
  charsOf(syllable: string): string;
  bySound: Map<string, Word[]>;
  has(text: string): boolean;
}

/**
 * Reads the two tables. `sounds`: each syllable followed by its characters (`a阿啊ai爱…`). `words`: a word per line;
 * where its reading is not the usual one of its characters, the syllables follow (`人参 ren shen`). An empty line
 * parts the words of titles and aliases from the rest.
 */
export function parseLexicon(sounds: string, words: string): Lexicon {
  const soundOfChar = new Map<string, string>();
  const charsOfSound = new Map<string, string>();
  for (const [, syllable = '', chars = ''] of sounds.matchAll(/([a-z]+)([^a-z]+)/g)) {
    charsOfSound.set(syllable, (charsOfSound.get(syllable) ?? '') + chars);
    for (const char of chars) if (!soundOfChar.has(char)) soundOfChar.set(char, syllable);
  }
  const list: Word[] = [];
  const bySound = new Map<string, Word[]>();
  const texts = new Set<string>();
  let named = true;
  for (const line of words.split('\n')) {
    const [text, ...reading] = line.split(' ');
    if (!text) {
      named = false;
      continue;
    }
    const chars = [...text];
    const syllables = reading.length > 0 ? reading : chars.map((char) => soundOfChar.get(char) ?? '?');
    const word = { text, chars, syllables, order: list.length, named };
    list.push(word);
    texts.add(text);
    const key = syllables.join('');
    const same = bySound.get(key);
    if (same) same.push(word);
    else bySound.set(key, [word]);
  }
  return { words: list, bySound, soundOf: (char) => soundOfChar.get(char), charsOf: (syllable) => charsOfSound.get(syllable) ?? '', has: (text) => texts.has(text) };
}

const folded = new Map<string, string>();

/** Folds what speakers and input methods mix up: zh/z, ch/c, sh/s, n/l, r/l, ng/n, hu/f. */
export function foldSound(syllable: string): string {
  const known = folded.get(syllable);
  if (known !== undefined) return known;
  const form = syllable
    .replace(/^([zcs])h/, '$1')
    .replace(/^n(?=[aeiouv])/, 'l')
    .replace(/^hu(?=[aeio])/, 'f')
    .replace(/ng$/, 'n');
  folded.set(syllable, form);
  return form;
}

/**
 * How well typed letters, perhaps mixed with characters, spell a word: 0 not at all, 1 in full. Each syllable may be
 * typed in full, by its initial, or (the last one) half. `open` also takes a word that goes on after the letters.
 */
export function spells(typed: string[], word: Word, open: boolean): number {
  const { chars, syllables } = word;
  // Most words begin otherwise.
  if (typed[0] !== chars[0] && typed[0] !== syllables[0]?.[0]) return 0;
  const best = (at: number, k: number): number => {
    if (at === typed.length) return k === syllables.length ? 0 : open && k > 1 ? -1 : -Infinity;
    const [key = '', syllable] = [typed[at], syllables[k]];
    if (syllable === undefined) return -Infinity;
    if (!/[a-z]/.test(key)) return key === chars[k] ? 1 + best(at + 1, k + 1) : -Infinity;
    let found = -Infinity;
    let same = 0;
    while (same < syllable.length && typed[at + same] === syllable[same]) same++;
    for (let length = same; length >= 1; length--) {
      const full = length === syllable.length;
      const initial = length === 1 || (length === 2 && /^[zcs]h/.test(syllable));
      const half = at + length === typed.length;
      if (!full && !initial && !half) continue;
      found = Math.max(found, (full ? 1 : 0.6) + best(at + length, k + 1));
    }
    return found;
  };
  const points = best(0, 0);
  return points <= 0 ? 0 : points / syllables.length;
}

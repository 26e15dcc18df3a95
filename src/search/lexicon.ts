/** The site's own words and how they sound: for pinyin queries and for words with one wrong character. */
import { ByteReader } from './bytes.ts';
import { commonCharacters, LEVEL_1 } from './gb2312.ts';

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
  /** Characters that usually sound so; those that the site's words hold most often first. */
  charsOf(syllable: string): string;
  bySound: Map<string, Word[]>;
  /** Words of three and more characters. */
  longer: Word[];
  /** Words that sound the same, or the same to those who mix sounds up. */
  soundingLike(sounds: readonly (string | undefined)[]): readonly Word[];
  find(text: string): Word | undefined;
  has(text: string): boolean;
}

/** Adds the sounds that `tables.ts` wrote; the first one of a character stays. */
function readSounds(reader: ByteReader, sounds: Map<string, string>): void {
  const names = reader.text().split(' ');
  const add = (char: string, number: number) => {
    const name = names[number - 1];
    if (name && !sounds.has(char)) sounds.set(char, name);
  };
  if (reader.number() === 1) {
    let last = 0;
    commonCharacters().forEach((char, i) => {
      last = i < LEVEL_1 ? last + reader.signed() : reader.number();
      add(char, last);
    });
  }
  let code = 0;
  const others = Array.from({ length: reader.number() }, () => String.fromCodePoint((code += reader.number())));
  for (const char of others) add(char, reader.number());
}

/** Parts of a table of words that hold those of titles and aliases. */
const NAMED_PARTS = 2;
const PARTS = 4;

/** Words of one part of a table, see `words.ts`. */
function wordsOf(part: string): string[] {
  return part.split('\n').flatMap((line) => {
    const [first = '', ...rest] = (line.split(',')[0] ?? '');
    return [...rest.map((second) => first + second), ...line.split(',').slice(1).map((more) => first + more)];
  });
}

function group(groups: Map<string, Word[]>, key: string, word: Word): void {
  const same = groups.get(key);
  if (same) same.push(word);
  else groups.set(key, [word]);
}

const foldedKey = (syllables: readonly (string | undefined)[]): string => syllables.map((syllable) => foldSound(syllable ?? '!')).join(' ');

/** Reads lexicons: sounds, then words; what several of them hold counts once. */
export function parseLexicon(tables: readonly Uint8Array[]): Lexicon {
  const sounds = new Map<string, string>();
  const parts = tables.map((table) => {
    const reader = new ByteReader(table);
    readSounds(reader, sounds);
    return reader.text().split('\n\n');
  });
  const readings = new Map<string, string[]>();
  for (const part of parts) {
    for (const line of part[PARTS]?.split('\n') ?? []) {
      const [text = '', ...reading] = line.split(' ');
      readings.set(text, reading);
    }
  }
  const words: Word[] = [];
  const bySound = new Map<string, Word[]>();
  const texts = new Map<string, Word>();
  const byFolded = new Map<string, Word[]>();
  const held = new Map<string, number>();
  for (let number = 0; number < PARTS; number++) {
    for (const text of parts.flatMap((part) => wordsOf(part[number] ?? ''))) {
      if (texts.has(text)) continue;
      const chars = [...text];
      const syllables = readings.get(text) ?? chars.map((char) => sounds.get(char) ?? '?');
      const word = { text, chars, syllables, order: words.length, named: number < NAMED_PARTS };
      words.push(word);
      texts.set(text, word);
      group(bySound, syllables.join(''), word);
      group(byFolded, foldedKey(syllables), word);
      for (const char of chars) held.set(char, (held.get(char) ?? 0) + 1);
    }
  }
  const charsOfSound = new Map<string, string>();
  const charsOf = (syllable: string): string => {
    const known = charsOfSound.get(syllable) ?? [...sounds].flatMap(([char, sound]) => (sound === syllable ? [char] : [])).sort((a, b) => (held.get(b) ?? 0) - (held.get(a) ?? 0)).join('');
    charsOfSound.set(syllable, known);
    return known;
  };
  return {
    words,
    bySound,
    longer: words.filter(({ chars }) => chars.length > 2),
    soundOf: (char) => sounds.get(char),
    charsOf,
    soundingLike: (heard) => byFolded.get(foldedKey(heard)) ?? [],
    find: (text) => texts.get(text),
    has: (text) => texts.has(text),
  };
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

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

/** Nothing of it is worked out before it is asked for: a first search on an old phone waits for it. */
export interface Lexicon {
  readonly words: readonly Word[];
  /** Usual syllable of a character, if known. */
  soundOf(char: string): string | undefined;
  /** Characters that usually sound so; those that the site's words hold most often first. */
  charsOf(syllable: string): string;
  /** Words by their syllables, written as one. */
  readonly bySound: ReadonlyMap<string, Word[]>;
  /** Words of three and more characters. */
  readonly longer: readonly Word[];
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
    const common = commonCharacters();
    for (let i = 0; i < common.length; i++) {
      last = i < LEVEL_1 ? last + reader.signed() : reader.number();
      add(common[i] ?? '', last);
    }
  }
  let code = 0;
  const others = Array.from({ length: reader.number() }, () => String.fromCodePoint((code += reader.number())));
  for (const char of others) add(char, reader.number());
}

/** Parts of a table of words that hold those of titles and aliases. */
const NAMED_PARTS = 2;
const PARTS = 4;

/** Adds the words of one part of a table, see `words.ts`. */
function addWords(part: string, texts: Map<string, number>): void {
  for (const line of part.split('\n')) {
    const [first = '', ...longer] = line.split(',');
    const [initial = '', ...seconds] = first;
    for (const second of seconds) if (!texts.has(initial + second)) texts.set(initial + second, texts.size);
    for (const more of longer) if (!texts.has(initial + more)) texts.set(initial + more, texts.size);
  }
}

function group<K, T>(groups: Map<K, T[]>, key: K, value: T): void {
  const same = groups.get(key);
  if (same) same.push(value);
  else groups.set(key, [value]);
}

/** Works a value out when it is first asked for. */
function late<T>(make: () => T): () => T {
  let made: { value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}

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
  /** Text of each word → its place. */
  const texts = new Map<string, number>();
  let named = 0;
  for (let number = 0; number < PARTS; number++) {
    for (const part of parts) addWords(part[number] ?? '', texts);
    if (number < NAMED_PARTS) named = texts.size;
  }
  const made: (Word | undefined)[] = [];
  const wordOf = (text: string, order: number): Word => {
    const known = made[order];
    if (known) return known;
    const chars = [...text];
    return (made[order] = { text, chars, syllables: readings.get(text) ?? chars.map((char) => sounds.get(char) ?? '?'), order, named: order < named });
  };
  const words = late(() => [...texts].map(([text, order]) => wordOf(text, order)));
  const longer = late(() => [...texts].flatMap(([text, order]) => (text.length > 2 ? [wordOf(text, order)] : [])).filter(({ chars }) => chars.length > 2));
  const bySound = late(() => {
    const groups = new Map<string, Word[]>();
    for (const word of words()) group(groups, word.syllables.join(''), word);
    return groups;
  });
  /** Words by the folded sound of their first character: a few dozen each, which are cheaper to compare than all to be joined. */
  const byFirstSound = late(() => {
    const groups = new Map<string, [text: string, order: number][]>();
    for (const entry of texts) group(groups, foldSound(readings.get(entry[0])?.[0] ?? sounds.get(String.fromCodePoint(entry[0].codePointAt(0) ?? 0)) ?? '?'), entry);
    return groups;
  });
  const held = late(() => {
    const times = new Map<string, number>();
    for (const text of texts.keys()) for (const char of text) times.set(char, (times.get(char) ?? 0) + 1);
    return times;
  });
  const charsOfSound = new Map<string, string>();
  const charsOf = (syllable: string): string => {
    const known = charsOfSound.get(syllable) ?? [...sounds].flatMap(([char, sound]) => (sound === syllable ? [char] : [])).sort((a, b) => (held().get(b) ?? 0) - (held().get(a) ?? 0)).join('');
    charsOfSound.set(syllable, known);
    return known;
  };
  return {
    get words() { return words(); },
    get bySound() { return bySound(); },
    get longer() { return longer(); },
    soundOf: (char) => sounds.get(char),
    charsOf,
    soundingLike: (heard) => {
      const forms = heard.map((sound) => (sound === undefined ? undefined : foldSound(sound)));
      // The units of a text are at least as many as its characters.
      const alike = (byFirstSound().get(forms[0] ?? '') ?? []).filter(([text]) => text.length >= forms.length && text.length <= 2 * forms.length).map(([text, order]) => wordOf(text, order));
      return alike.filter(({ syllables }) => syllables.length === forms.length && syllables.every((syllable, i) => foldSound(syllable) === forms[i]));
    },
    find: (text) => {
      const order = texts.get(text);
      return order === undefined ? undefined : wordOf(text, order);
    },
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

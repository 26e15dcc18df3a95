/** The tables beside the index: 繁→简, character → sound, and the site's words. Made from the text that the index holds. */
import { Converter } from 'opencc-js/t2cn';
import type { Page } from './lookup.ts';
import { HAN } from './normalise.ts';
import { syllables } from './hidden-fields.ts';
import { STOP_WORDS } from './terms.ts';

/** Words in the table; the least telling ones are left out of a large site's. */
const MOST_WORDS = 8000;

/** Characters with the simplified forms that any of the standards gives, other than themselves. */
function simplifications(): [char: string, forms: string[]][] {
  const converters = (['t', 'tw', 'hk'] as const).map((from) => Converter({ from, to: 'cn' }));
  const rows: [string, string[]][] = [];
  for (let code = 0x3400; code <= 0x9fff; code++) {
    const char = String.fromCharCode(code);
    const forms = converters.map((convert) => convert(char)).filter((form) => form !== char && [...form].length === 1);
    if (forms.length > 0) rows.push([char, forms]);
  }
  return rows;
}

/** Worked out once: a delta is made at each publication. */
let simplified: [char: string, forms: string[]][] | undefined;

/**
 * Pairs 繁简 whose simplified form the site uses; after a line break those whose traditional form it uses as well. With
 * `fresh`, only the pairs that these characters bring or change.
 */
export function scriptTable(site: ReadonlySet<string>, fresh: ReadonlySet<string> = site): string {
  let [sure, perhaps] = ['', ''];
  for (const [char, forms] of (simplified ??= simplifications())) {
    const simple = forms.find((form) => site.has(form));
    if (!simple || (!fresh.has(char) && !fresh.has(simple))) continue;
    if (site.has(char)) perhaps += char + simple;
    else sure += char + simple;
  }
  return `${sure}\n${perhaps}`;
}

/** The 6,763 characters of GB 2312: what people type. */
function commonCharacters(): string[] {
  const decoder = new TextDecoder('gbk');
  const chars: string[] = [];
  for (let high = 0xb0; high <= 0xf7; high++) for (let low = 0xa1; low <= 0xfe; low++) chars.push(decoder.decode(Uint8Array.of(high, low)));
  return chars.filter((char) => [...char].length === 1 && HAN.test(char));
}

/** Sounds already looked up: a delta asks for the same characters again. */
const soundsKnown = new Map<string, string>();

function soundOfCharacter(char: string): string {
  const known = soundsKnown.get(char) ?? (HAN.test(char) ? (syllables(char)[0] ?? '') : '');
  soundsKnown.set(char, known);
  return known;
}

/** Usual sound of each of the site's characters, in their order, and then of the other common ones. */
export function soundsOf(site: string): Map<string, string> {
  const sounds = new Map<string, string>();
  for (const char of new Set([...site, ...commonCharacters()])) {
    const sound = soundOfCharacter(char);
    if (sound) sounds.set(char, sound);
  }
  return sounds;
}

/** `a阿啊ai爱…`: each syllable followed by its characters. */
export function soundTable(sounds: Map<string, string>): string {
  const groups = new Map<string, string>();
  for (const [char, sound] of sounds) groups.set(sound, (groups.get(sound) ?? '') + char);
  return [...groups].sort(([a], [b]) => (a < b ? -1 : 1)).map(([sound, chars]) => sound + chars).join('');
}

const isWord = (text: string) => /^\p{Script=Han}{2,8}$/u.test(text) && !STOP_WORDS.has(text);

/** Single characters that are words by themselves. */
const ALONE = '的了是在和与及或有为以于由被把对从到向用让给就也都而但并且则其之这那该此个一不没叫';

/** Words of a text as it was cut. */
export function wordsIn(cut: string[]): string[] {
  return cut.map((piece) => piece.trim()).filter(isWord);
}

/** What was cut to single characters, put together again, two to four at a time: 玛珥湖 is in no dictionary. */
export function joinedIn(cut: string[]): string[] {
  const joined: string[] = [];
  let loose = '';
  const close = () => {
    for (let length = 2; length <= 4; length++) for (let i = 0; i + length <= loose.length; i++) joined.push(loose.slice(i, i + length));
    loose = '';
  };
  for (const piece of cut) {
    const word = piece.trim();
    if (word.length === 1 && HAN.test(word) && !ALONE.includes(word)) loose += word;
    else close();
    if (piece !== word) close();
  }
  close();
  return joined.filter(isWord);
}

/** Joined words that occur more than once, each in its longest form: not 珥湖 where it is always 玛珥湖. */
function recurring(joined: string[]): Map<string, number> {
  const times = new Map<string, number>();
  for (const word of joined) times.set(word, (times.get(word) ?? 0) + 1);
  for (const [word, count] of times) {
    if (word.length < 3) continue;
    for (const part of [word.slice(1), word.slice(0, -1)]) if (times.get(part) === count) times.set(part, 0);
  }
  return new Map([...times].filter(([, count]) => count > 1));
}

/** The words' table: those of titles and aliases, an empty line, the rest; in each part the frequent ones first; readings where they are not the usual. */
export function wordTable(pages: Page[], aliases: string[], sounds: Map<string, string>): string {
  const segmenter = new Intl.Segmenter('zh', { granularity: 'word' });
  const worth = new Map<string, number>();
  const add = (words: Iterable<string>, points: number) => {
    for (const word of words) worth.set(word, (worth.get(word) ?? 0) + points);
  };
  const named = new Set<string>();
  const pieces = (text: string) => Array.from(segmenter.segment(text), ({ segment }) => segment);
  const name = (text: string, points: number) => {
    const words = new Set([...wordsIn(pieces(text)), ...joinedIn(pieces(text)), ...text.split(/\P{Script=Han}+/u).filter(isWord)]);
    add(words, points);
    return words;
  };
  for (const title of [...aliases, ...pages.map((page) => page.title)]) for (const word of name(title, 30)) named.add(word);
  for (const page of pages) {
    for (const { text } of page.anchors) name(text, 5);
    add(new Set(wordsIn(page.words)), 1);
  }
  for (const [word, times] of recurring(pages.flatMap(({ words }) => joinedIn(words)))) add([word], times);
  const kept = [...worth]
    .sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1))
    .slice(0, MOST_WORDS)
    .map(([word]) => word);
  const line = (word: string) => {
    const chars = [...word];
    const reading = syllables(word).map((sound) => sound || '?');
    return reading.every((sound, i) => sound === (sounds.get(chars[i] ?? '') ?? '?')) ? word : [word, ...reading].join(' ');
  };
  return [...kept.filter((word) => named.has(word)).map(line), '', ...kept.filter((word) => !named.has(word)).map(line)].join('\n');
}

/** The table of the site's words, for pinyin and for slips; read by `lexicon.ts`. Made from the text that the index holds, as it was cut there. */
import { syllables } from './hidden-fields.ts';
import type { Page } from './lookup.ts';
import { HAN } from './normalise.ts';
import { STOP_WORDS } from './terms.ts';

/** Words in the table; the least telling ones are left out of a large site's. */
const MOST_WORDS = 8000;
/** How many of the words of titles, and of the others, come first as the frequent ones. */
const FREQUENT = { named: 1000, other: 2000 };

const isWord = (text: string) => /^\p{Script=Han}{2,8}$/u.test(text) && !STOP_WORDS.has(text);

/** Single characters that are words by themselves. */
const ALONE = '的了是在和与及或有为以于由被把对从到向用让给就也都而但并且则其之这那该此个一不没叫';

/** Words of a text as it was cut. */
export function wordsIn(cut: string[]): string[] {
  return cut.map((piece) => piece.trim()).filter(isWord);
}

/** What was cut to single characters, put together again: 玛珥湖 is in no dictionary. */
function looseRuns(cut: readonly string[]): string[] {
  const runs: string[] = [];
  let loose = '';
  const close = () => {
    if (loose.length > 1) runs.push(loose);
    loose = '';
  };
  for (const piece of cut) {
    const word = piece.trim();
    if (word.length === 1 && HAN.test(word) && !ALONE.includes(word)) loose += word;
    else close();
    if (piece !== word) close();
  }
  close();
  return runs;
}

/** Longest word that is put together. */
const LONGEST = 4;

/** Two to four characters of such runs at a time. */
export function joinedIn(cut: readonly string[]): string[] {
  const joined: string[] = [];
  for (const run of looseRuns(cut)) for (let length = 2; length <= LONGEST; length++) for (let i = 0; i + length <= run.length; i++) joined.push(run.slice(i, i + length));
  return joined.filter(isWord);
}

/** Words put together that occur more than once, each in its longest form: not 珥湖 where it is always 玛珥湖. */
function recurring(runs: readonly string[]): Map<string, number> {
  const times = new Map<string, number>();
  for (let length = 2; length <= LONGEST; length++) {
    const found = new Map<string, number>();
    for (const run of runs) {
      for (let i = 0; i + length <= run.length; i++) {
        const word = run.slice(i, i + length);
        // What occurs twice is made of what occurs twice.
        if (length > 2 && ((times.get(word.slice(1)) ?? 0) < 2 || (times.get(word.slice(0, -1)) ?? 0) < 2)) continue;
        found.set(word, (found.get(word) ?? 0) + 1);
      }
    }
    for (const [word, count] of found) if (count > 1) times.set(word, count);
  }
  for (const [word, count] of times) {
    if (word.length < 3) continue;
    for (const part of [word.slice(1), word.slice(0, -1)]) if (times.get(part) === count) times.set(part, 0);
  }
  return new Map([...times].filter(([word, count]) => count > 1 && isWord(word)));
}

/** Words that begin alike, as one line: their first character, the second ones of the words of two, and behind commas what else follows. */
function lines(words: readonly string[]): string {
  const groups = new Map<string, string[]>();
  for (const word of [...words].sort()) {
    const [first = '', ...rest] = [...word];
    const known = groups.get(first);
    if (known) known.push(rest.join(''));
    else groups.set(first, [rest.join('')]);
  }
  const short = (rest: string) => [...rest].length === 1;
  return [...groups].map(([first, rests]) => first + rests.filter(short).join('') + rests.filter((rest) => !short(rest)).map((rest) => `,${rest}`).join('')).join('\n');
}

/** The words' table: frequent words of titles and aliases, the others of these, frequent words of texts, the others; then readings where they are not the usual. An empty line between the parts. */
export function wordTable(pages: Page[], aliases: string[], sounds: ReadonlyMap<string, string>): string {
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
  for (const [word, times] of recurring(pages.flatMap(({ words }) => looseRuns(words)))) add([word], times);
  const kept = [...worth]
    .sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1))
    .slice(0, MOST_WORDS)
    .map(([word]) => word);
  const readings = kept.flatMap((word) => {
    const reading = syllables(word).map((sound) => sound || '?');
    const chars = [...word];
    return reading.every((sound, i) => sound === (sounds.get(chars[i] ?? '') ?? '?')) ? [] : [[word, ...reading].join(' ')];
  });
  const [titled, others] = [kept.filter((word) => named.has(word)), kept.filter((word) => !named.has(word))];
  const parts = [titled.slice(0, FREQUENT.named), titled.slice(FREQUENT.named), others.slice(0, FREQUENT.other), others.slice(FREQUENT.other)];
  return [...parts.map(lines), readings.join('\n')].join('\n\n');
}

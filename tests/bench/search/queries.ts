/**
 * Known-item queries made by rule: each is cut out of a page, changed the way people change what they remember, and
 * the pages that answer it are known. A page is either for tuning or held out, never both.
 */
import { Converter } from 'opencc-js/cn2t';
import { pinyin } from 'pinyin-pro';
import { random } from '#tests/bench/corpus.ts';
import { compact, normalise } from '#/search/normalise.ts';
import { STOP_WORDS } from '#/search/terms.ts';
import type { BenchPage } from './texts.ts';

export interface Query {
  kind: Kind;
  text: string;
  /** Numbers of the pages that answer it. */
  wanted: ReadonlySet<number>;
}

export const KINDS = ['title', 'keyword', 'words', 'substring', 'question', 'heading', 'traditional', 'pinyin', 'spaced', 'initials', 'slip', 'mixed'] as const;
export type Kind = (typeof KINDS)[number];

const segmenter = new Intl.Segmenter('zh', { granularity: 'word' });
const traditional = Converter({ from: 'cn', to: 'tw' });
const syllables = (han: string): string[] => pinyin(han, { toneType: 'none', type: 'array', v: true });
/** A query that so many pages answer names none of them. */
const MOST_WANTED = 10;

const wordsOf = (text: string): string[] => [...segmenter.segment(normalise(text))].map(({ segment }) => segment).filter((word) => /^\p{Script=Han}{2,6}$/u.test(word) && !STOP_WORDS.has(word));
const hanRuns = (text: string): string[] => normalise(text).match(/\p{Script=Han}{2,}/gu) ?? [];

const QUESTIONS: ((what: string) => string)[] = [
  (what) => `${what}是什么`,
  (what) => `什么是${what}`,
  (what) => `${what}是怎么回事`,
  (what) => `请问${what}是什么意思？`,
  (what) => `为什么说${what}`,
  (what) => `${what}是真的吗`,
  (what) => `怎么理解${what}`,
  (what) => `我想知道${what}有哪些说法`,
];

/** Characters by sound, from the pages themselves: what an input method would offer instead. */
function bySound(pages: readonly BenchPage[]): (char: string) => string[] {
  const chars = [...new Set(pages.flatMap(({ folded }) => [...folded]))].filter((char) => /\p{Script=Han}/u.test(char));
  const groups = new Map<string, string[]>();
  const soundOf = new Map(chars.map((char) => [char, syllables(char)[0] ?? '']));
  for (const [char, sound] of soundOf) groups.set(sound, [...(groups.get(sound) ?? []), char]);
  return (char) => (groups.get(soundOf.get(char) ?? '') ?? []).filter((other) => other !== char);
}

/** Queries of one half of the pages: `half` is `tune` or `held-out`, `most` the number per kind. */
export function makeQueries(pages: readonly BenchPage[], half: 'tune' | 'held-out', most: number): Query[] {
  const next = random(half === 'tune' ? 20_261 : 77_003);
  const pick = <T>(list: readonly T[]): T | undefined => list[Math.floor(next() * list.length)];
  const pickWord = (text: string) => pick(wordsOf(text));
  const titles = pages.map(({ title }) => normalise(title));
  const compacted = pages.map(({ folded }) => compact(folded));
  const inText = (part: string): ReadonlySet<number> => new Set(pages.flatMap(({ folded }, i) => (folded.includes(part) ? [i] : [])));
  const inTitle = (part: string): ReadonlySet<number> => new Set(titles.flatMap((title, i) => (title.includes(part) ? [i] : [])));
  const homophones = bySound(pages);
  const initialsOf = (han: string) => syllables(han).map((syllable) => syllable[0]).join('');
  const titleSounds = titles.map((title) => hanRuns(title).map((run) => ({ full: syllables(run).join(' '), initials: initialsOf(run) })));
  const sounding = (part: string, by: 'full' | 'initials') => new Set(titleSounds.flatMap((runs, i) => (runs.some((run) => (by === 'full' ? ` ${run.full} ` : run.initials).includes(part)) ? [i] : [])));

  const make: Record<Kind, (page: BenchPage, i: number) => { text: string; wanted: ReadonlySet<number> } | undefined> = {
    title: ({ title }) => ({ text: title, wanted: new Set(titles.flatMap((other, i) => (other === normalise(title) ? [i] : []))) }),
    keyword: ({ title }) => {
      const text = pickWord(title);
      return text ? { text, wanted: inTitle(text) } : undefined;
    },
    words: ({ blocks }) => {
      const words = [...new Set(wordsOf(pick(blocks) ?? ''))];
      const [a, b] = [pick(words), pick(words)];
      if (!a || !b || a === b) return undefined;
      const [withA, withB] = [inText(a), inText(b)];
      return { text: `${a} ${b}`, wanted: new Set([...withA].filter((i) => withB.has(i))) };
    },
    substring: ({ blocks }) => {
      const run = pick(hanRuns(pick(blocks) ?? ''));
      const length = 2 + Math.floor(next() * 3);
      if (!run || run.length < length) return undefined;
      const at = Math.floor(next() * (run.length - length + 1));
      const text = run.slice(at, at + length);
      return { text, wanted: inText(text) };
    },
    question: ({ title, blocks }) => {
      const source = next() < 0.3 ? title : (pick(blocks) ?? '');
      const run = pick(hanRuns(source).filter((each) => each.length >= 4 && each.length <= 16));
      return run ? { text: (pick(QUESTIONS) ?? String)(run), wanted: inText(run) } : undefined;
    },
    heading: ({ headings }) => {
      const text = pick(headings);
      return text && text.length >= 3 ? { text, wanted: new Set(pages.flatMap((page, i) => (page.headings.includes(text) || page.title === text ? [i] : []))) } : undefined;
    },
    traditional: ({ title, blocks }) => {
      const run = next() < 0.5 ? title : pick(hanRuns(pick(blocks) ?? '').filter((each) => each.length >= 3 && each.length <= 10));
      const text = run && traditional(run);
      return text && text !== run ? { text, wanted: inText(normalise(run)) } : undefined;
    },
    pinyin: ({ title }) => {
      const word = pickWord(title);
      return word ? { text: syllables(word).join(''), wanted: sounding(` ${syllables(word).join(' ')} `, 'full') } : undefined;
    },
    spaced: ({ title }) => {
      const word = pickWord(title);
      return word ? { text: syllables(word).join(' '), wanted: sounding(` ${syllables(word).join(' ')} `, 'full') } : undefined;
    },
    initials: ({ title }) => {
      const run = pick(hanRuns(title).filter((each) => each.length >= 3));
      if (!run) return undefined;
      const text = initialsOf(run.slice(0, 4 + Math.floor(next() * 3)));
      return { text, wanted: sounding(text, 'initials') };
    },
    slip: ({ title, headings, blocks }) => {
      const source = pick([title, title, ...headings, ...blocks.slice(0, 2)]) ?? '';
      const word = pick([...wordsOf(source).filter((each) => each.length >= 3), ...hanRuns(source).filter((each) => each.length >= 3 && each.length <= 6)]);
      if (!word) return undefined;
      const at = Math.floor(next() * word.length);
      const wrong = pick(homophones(word[at] ?? ''));
      const text = word.slice(0, at) + (wrong ?? '') + word.slice(at + 1);
      return wrong && inText(text).size === 0 ? { text, wanted: inText(word) } : undefined;
    },
    mixed: ({ title, blocks }) => {
      const found = [...normalise([title, ...blocks].join('\n')).matchAll(/(?:\p{Script=Han}{1,3} ?)?(?<![a-z0-9])[a-z]*\d*[a-z0-9.]{1,8}(?![a-z0-9.]) ?\p{Script=Han}{1,3}/gu)].map(([text]) => text.trim());
      const text = pick(found);
      return text && /[a-z0-9]/.test(text) ? { text: next() < 0.3 ? text.replace(/[a-z0-9]/g, (char) => String.fromCharCode(char.charCodeAt(0) + 0xfee0)) : text, wanted: new Set([...inText(text), ...compacted.flatMap((page, i) => (page.includes(compact(text)) ? [i] : []))]) } : undefined;
    },
  };

  const mine = pages.map((page, i) => ({ page, i })).filter(({ i }) => (i % 2 === 0) === (half === 'tune'));
  return KINDS.flatMap((kind) => {
    const queries = new Map<string, Query>();
    for (let tries = 0; queries.size < most && tries < most * 60; tries++) {
      const from = pick(mine);
      const made = from && make[kind](from.page, from.i);
      if (made && made.text.length >= 2 && made.wanted.size > 0 && made.wanted.size <= MOST_WANTED) queries.set(made.text, { kind, ...made });
    }
    return [...queries.values()];
  });
}

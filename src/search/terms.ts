/** What a query is looked up by: pairs of characters, single characters, Latin words and numbers; without the words that every question has. */
import { compact, HAN, latinTokens } from './normalise.ts';
import { segments } from './segment.ts';

export interface Term {
  text: string;
  kind: 'pair' | 'single' | 'latin';
  /** Offsets in the query; two terms are neighbours when the second starts no later than the first ends. */
  start: number;
  end: number;
  /**
   * `core`: the page should have it. `crossing`: a pair across two words that other pairs cover (参种 in 人参种植), says
   * that the words stand together. `hint`: touches a word that every question has; counts only for those who typed
   * what stands in a page word by word.
   */
  role: 'core' | 'crossing' | 'hint';
}

export const STOP_WORDS = new Set(
  '的 了 是 在 和 与 及 或 有 为 以 于 由 被 把 对 从 到 向 用 让 给 就 也 都 而 但 并 且 则 其 之 这 那 该 此 个 们 我 你 他 她 它 谁 吗 呢 吧 啊 呀 么 什么 怎么 怎样 如何 为什么 为何 哪 哪里 哪儿 哪个 哪些 何 几 多少 是否 可以 能 能够 会 要 需要 应该 请问 请 一个 一种 一些 这个 那个 这些 那些 以及 因为 所以 如果 虽然 或者 还是 很 最 更 不能 里 中 上 下 内 外 时 后 前 称为 叫做 关于 有关 想 知道 告诉 介绍 一下 区别 时候'.split(' '),
);
/** Question words wherever they stand, also where the dictionary cuts them otherwise. */
const QUESTION = /我?想(?:知道|了解|问问?)|是?什么意思|是?怎么回事|是不?是?真的吗?|怎么理解|为什么说|有哪些说法|是什么|是谁|是哪里|是多少|有哪些|有什么|什么时候|什么|怎么办|怎么样|怎么|怎样|如何|为什么|为何|为啥|干嘛|多少|哪里|哪儿|哪些|哪一?[个种年]|何时|何处|是否|能不能|可不可以|会不会|是不是|有没有|要不要|能否|请问/g;

/** Up to so many Han characters every pair is asked for; in longer queries pairs are laid side by side. */
const ALL_PAIRS = 12;
/** Runs up to so many characters may stand in a page word by word: all their pairs are looked up. */
const LITERAL = 8;
/** Look-ups of one query. */
const MAX_TERMS = 32;

/** Marks the characters of a Han run that carry the question's meaning. All of them when nothing else would be left. */
function meaningful(run: string): boolean[] {
  const keep = Array.from({ length: run.length }, () => true);
  if (run.length <= 3) return keep;
  for (const { segment, index } of segments(run)) if (STOP_WORDS.has(segment)) keep.fill(false, index, index + segment.length);
  for (const match of run.matchAll(QUESTION)) keep.fill(false, match.index, match.index + match[0].length);
  return keep.includes(true) ? keep : keep.fill(true);
}

/** Offsets of the characters of a text: rare ones take two units. */
const offsetsOf = (text: string): number[] => {
  let at = 0;
  return Array.from(text, (char) => (at += char.length) - char.length);
};

/** Where the pairs of a stretch start, counted in characters: everywhere, or so that they cover it once, along its words. */
function pairStarts(stretch: string, all: boolean): number[] {
  const offsets = offsetsOf(stretch);
  const last = offsets.length - 2;
  if (all) return Array.from({ length: last + 1 }, (_, i) => i);
  const starts = new Set<number>();
  for (const { segment, index } of segments(stretch)) {
    const [from, length] = [offsets.indexOf(index), [...segment].length];
    if (length === 1) starts.add(Math.min(from, last));
    for (let i = 0; i + 1 < length; i += 2) starts.add(from + i);
    if (length > 1 && length % 2 === 1) starts.add(from + length - 2);
  }
  return [...starts].filter((start) => start >= 0).sort((a, b) => a - b);
}

/** Terms of a normalised, simplified query, in its order, each once. Empty when there is no letter and no digit. */
export function termsOf(query: string): Term[] {
  const terms: Term[] = [];
  const push = (text: string, kind: Term['kind'], start: number, end: number, role: Term['role'] = 'core') => terms.push({ text, kind, start, end, role });
  const hanCount = [...query].filter((char) => HAN.test(char)).length;
  for (const { token, index } of latinTokens(query)) push(compact(token), 'latin', index, index + token.length);
  for (const match of query.matchAll(/\p{Script=Han}+/gu)) {
    const run = match[0];
    const keep = meaningful(run);
    const words = segments(run);
    const isCrossing = (at: number) => words.some(({ segment, index }, i) => index === at && [...segment].length > 1 && [...(words[i - 1]?.segment ?? '')].length > 1);
    const pairsOf = (text: string, at: number, all: boolean, roleOf: (from: number, middle: number) => Term['role'] | undefined) => {
      const offsets = offsetsOf(text);
      for (const start of pairStarts(text, all)) {
        const [from, middle, to] = [offsets[start] ?? 0, offsets[start + 1] ?? 0, offsets[start + 2] ?? text.length];
        const role = roleOf(at + from, at + middle);
        if (role) push(text.slice(from, to), 'pair', match.index + at + from, match.index + at + to, role);
      }
    };
    for (const { text, at } of stretchesOf(run, keep)) {
      if ([...text].length === 1) push(text, 'single', match.index + at, match.index + at + text.length);
      else pairsOf(text, at, hanCount <= ALL_PAIRS, (_, middle) => (isCrossing(middle) ? 'crossing' : 'core'));
    }
    if (run.length > 1 && run.length <= LITERAL && keep.includes(false)) pairsOf(run, 0, true, (from, middle) => (keep[from] && keep[middle] ? undefined : 'hint'));
  }
  const seen = new Set<string>();
  return terms
    .sort((a, b) => a.start - b.start || a.end - b.end)
    .filter(({ text }) => text !== '' && !seen.has(text) && seen.add(text))
    .slice(0, MAX_TERMS);
}

/** The stretches of a run that are kept. */
function stretchesOf(run: string, keep: boolean[]): { text: string; at: number }[] {
  const stretches: { text: string; at: number }[] = [];
  for (let from = 0; from < run.length; from++) {
    if (!keep[from]) continue;
    let to = from;
    while (to < run.length && keep[to]) to++;
    stretches.push({ text: run.slice(from, to), at: from });
    from = to;
  }
  return stretches;
}

/** The piece of a page that shows why it was found, as text with marks; never as HTML. */
import type { Page } from './lookup.ts';
import type { Term } from './terms.ts';

export interface Part {
  text: string;
  marked: boolean;
}

export interface Excerpt {
  parts: Part[];
  /** Heading below which the piece stands. */
  section: { id: string; text: string } | undefined;
}

/** Length of an excerpt in characters, and how much of it stands before the match. */
const WIDTH = 96;
const LEAD = 18;

/** The text in search form, with the place from which each of its characters came. */
function fold(text: string): { folded: string; origin: number[] } {
  let folded = '';
  const origin: number[] = [];
  let at = 0;
  for (const char of text) {
    // Most characters are what they are; asking costs more than all the rest here.
    const form = char >= '\u4e00' && char <= '\u9fff' ? char : char.normalize('NFKC').toLowerCase();
    folded += form;
    for (let i = 0; i < form.length; i++) origin.push(at);
    at += char.length;
  }
  origin.push(at);
  return { folded, origin };
}

/** Where any of the terms stands, as ranges of the original text with their worth; the whole phrase is worth most. */
function rangesOf(text: string, query: string, terms: Term[]): { from: number; to: number; worth: number; what: string }[] {
  const { folded, origin } = fold(text);
  const wanted = new Map(terms.filter(({ kind }) => kind !== 'single' || terms.length === 1).map(({ text: term }) => [term.replaceAll('点', '.'), term.length]));
  for (const { text: term, kind } of terms) if (kind === 'pair') wanted.set(term, term.length);
  if (query.length > 1) wanted.set(query, 10 + query.length);
  const ranges = [];
  for (const [what, worth] of wanted) {
    for (let at = folded.indexOf(what), n = 0; at >= 0 && n < 200; at = folded.indexOf(what, at + 1), n++) ranges.push({ from: origin[at] ?? 0, to: origin[at + what.length] ?? text.length, worth, what });
  }
  return ranges.sort((a, b) => a.from - b.from || b.to - a.to);
}

/** Marks a text, such as a title, wherever the query stands in it. */
export function mark(text: string, query: string, terms: Term[]): Part[] {
  return cut(text, rangesOf(text, query, terms), 0, text.length);
}

/** Between two blocks of a page the index writes a Latin full stop: after Chinese, a Chinese one. */
const readable = (piece: string): string => piece.replace(/(^|[\p{Script=Han}”』）】])\.(?: |$)/gu, '$1。').replace(/([。！？；，]) +/gu, '$1');

function cut(text: string, ranges: { from: number; to: number }[], from: number, to: number): Part[] {
  const parts: Part[] = [];
  const push = (start: number, end: number, marked: boolean) => {
    const last = parts.at(-1);
    const piece = readable(text.slice(start, end));
    if (piece && last?.marked === marked) last.text += piece;
    else if (piece) parts.push({ text: piece, marked });
  };
  let at = from;
  for (const range of ranges) {
    if (range.to <= at || range.from >= to) continue;
    push(at, Math.max(at, range.from), false);
    push(Math.max(at, range.from), Math.min(to, range.to), true);
    at = Math.min(to, range.to);
  }
  push(at, to, false);
  return parts;
}

/** The best piece of a page for a query. Falls back to the summary, then to the beginning. */
export function excerpt(page: Page, query: string, terms: Term[]): Excerpt {
  const text = page.words.join('');
  const start = text.startsWith(page.title) ? page.title.length : 0;
  const ranges = rangesOf(text, query, terms).filter(({ from }) => from >= start);
  let best = { worth: 0, at: -1 };
  ranges.forEach(({ from }, i) => {
    const seen = new Map<string, number>();
    for (const range of ranges.slice(i)) {
      if (range.to - from > WIDTH) break;
      seen.set(range.what, range.worth);
    }
    const worth = [...seen.values()].reduce((sum, each) => sum + each, 0);
    if (worth > best.worth) best = { worth, at: from };
  });
  if (best.at < 0) {
    const plain = page.summary ?? text.slice(start).replace(/^[.。\s]+/, '').slice(0, WIDTH);
    return { parts: plain ? [{ text: plain, marked: false }] : [], section: undefined };
  }
  let from = Math.max(start, best.at - LEAD);
  const sentence = text.slice(from, best.at).search(/[。！？；.!?;\n](?=[^。！？；.!?;\n]*$)/);
  if (sentence >= 0) from += sentence + 1;
  while (/[\s.。]/.test(text[from] ?? '')) from++;
  const to = Math.min(text.length, from + WIDTH);
  const parts = cut(text, ranges, from, to);
  if (from > start && sentence < 0) parts.unshift({ text: '…', marked: false });
  if (to < text.length) parts.push({ text: '…', marked: false });

  const offsets: number[] = [];
  let length = 0;
  for (const word of page.words) {
    offsets.push(length);
    length += word.length;
  }
  const heading = page.anchors.findLast(({ at }) => (offsets[at] ?? length) <= best.at);
  return { parts, section: heading && { id: heading.id, text: heading.text } };
}

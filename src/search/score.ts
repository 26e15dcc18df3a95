/** What each occurrence of a word says about its page (BM25), over one index or several laid over each other. */
import type { Engine } from './engine.ts';
import type { Hit } from './lookup.ts';

/** An index as it was opened, and which of its pages no longer count. */
export interface Part {
  engine: Engine;
  hidden: ReadonlySet<number>;
  /** Loads one of its chunks. */
  chunk: (name: string) => Promise<void>;
}

/** How fast more occurrences stop to say more, and how much of a page's length is held against it. */
const SATURATION = 1.4;
const LENGTH = 0.75;

/** Pages and their average length over all parts, as if they were one index. */
export function measure(parts: readonly Part[]): { pages: number; average: number } {
  const lengths = parts.flatMap(({ engine, hidden }) => engine.lengths.filter((_, number) => !hidden.has(number)));
  return { pages: lengths.length, average: lengths.reduce((sum, length) => sum + length, 0) / Math.max(1, lengths.length) };
}

/** Pages that hold a term, with what each occurrence says. The chunks must be there. Scores are those of one index over all pages. */
export function hitsOf(parts: readonly Part[], { pages: total, average }: { pages: number; average: number }, term: string, beginning: boolean): Hit[] {
  const found: { hit: Hit; length: number; several: boolean }[] = [];
  for (const { engine, hidden } of parts) {
    const words = beginning ? engine.wordsFrom(term) : [term];
    const pages = new Map<number, Hit>();
    for (const word of words) {
      for (const { page, places, fields } of engine.word(word)) {
        if (hidden.has(page)) continue;
        const hit = pages.get(page) ?? { id: engine.idOf(page), score: 0, places: [], meta: [], whole: false };
        pages.set(page, hit);
        hit.places.push(...places);
        for (const field of fields) if (!hit.meta.includes(field)) hit.meta.push(field);
        hit.whole ||= word === term;
      }
    }
    for (const [page, hit] of pages) found.push({ hit, length: engine.lengths[page] ?? 0, several: words.length > 1 });
  }
  const held = found.filter(({ hit }) => hit.places.length > 0).length;
  const idf = Math.log(1 + (total - held + 0.5) / (held + 0.5));
  for (const { hit, length, several } of found) {
    if (several) hit.places.sort((a, b) => a.at - b.at);
    const times = hit.places.reduce((sum, { weight }) => sum + weight, 0);
    hit.score = (idf * times * (SATURATION + 1)) / (times + SATURATION * (1 - LENGTH + LENGTH * (length / average)));
  }
  return found.map(({ hit }) => hit);
}

/** The order in which results are shown: what the index says, and for the first ones what only their text tells. */
import { HAN, skeleton, units } from './normalise.ts';
import type { Lookup, Page } from './lookup.ts';
import type { Ranked } from './rank.ts';

/** A ranked page with its text. */
export interface Shown {
  ranked: Ranked;
  page: Page;
}

/** Pages loaded at a time. */
export const STEP = 10;

/** Likeness of two texts by their units, 0 to 1 (Dice). */
function likeness(a: Set<string>, b: Set<string>): number {
  if (a.size === 0 || b.size === 0) return 0;
  let common = 0;
  for (const unit of a) if (b.has(unit)) common++;
  return (2 * common) / (a.size + b.size);
}

/** How much a page's title, headings and literal text lift it among the pages shown together. */
const TITLE_LIKENESS = 0.5;
const PHRASE_IN_HEADING = 0.2;
const PHRASE_IN_TEXT = 0.25;
const COMING = 0.05;

/**
 * Orders the pages that are shown next by what only their text tells: likeness of the title, the phrase as it was
 * typed, and whether a dated event is still to come. `today` is `YYYY-MM-DD`.
 */
export function rerank(query: string, shown: Shown[], today: string): Shown[] {
  const wanted = units(query);
  const phrase = skeleton(query);
  const top = Math.max(...shown.map(({ ranked }) => ranked.score), 0) || 1;
  const lifted = shown.map((entry) => {
    const { title, anchors, words, date, filters } = entry.page;
    let lift = TITLE_LIKENESS * likeness(wanted, units(title));
    if (phrase.length > 1 && HAN.test(phrase)) {
      if (skeleton(words.join('')).includes(phrase)) lift += PHRASE_IN_TEXT;
      if (anchors.some(({ text }) => skeleton(text).includes(phrase))) lift += PHRASE_IN_HEADING;
    }
    if (filters.section?.includes('活动') && date) lift += date >= today ? COMING : -COMING;
    return { entry, score: entry.ranked.score + lift * top };
  });
  return lifted.sort((a, b) => b.score - a.score || (a.entry.page.path < b.entry.page.path ? -1 : 1)).map(({ entry }) => entry);
}

/** The first `count` pages of a list with their texts, the best {@link STEP} of them put in order by what their text tells. */
export async function firstPages(query: string, list: readonly Ranked[], lookup: Lookup, count: number, today: string): Promise<Shown[]> {
  const entries = await Promise.all(list.slice(0, Math.max(count, STEP)).map(async (ranked) => ({ ranked, page: await lookup.page(ranked.id) })));
  return [...rerank(query, entries.slice(0, STEP), today), ...entries.slice(STEP)].slice(0, count);
}

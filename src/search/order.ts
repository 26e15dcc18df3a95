/** The order in which results are shown: what the index says, and for the first ones what only their text tells. */
import { HAN, skeleton, units } from './normalise.ts';
import type { Lookup, Page } from './lookup.ts';
import { inOrder, type Ranked } from './rank.ts';

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

/**
 * Orders the pages that are shown next by what only their text tells: likeness of the title, and the phrase as it was
 * typed.
 */
export function rerank(query: string, shown: Shown[]): Shown[] {
  const wanted = units(query);
  const phrase = skeleton(query);
  const top = Math.max(...shown.map(({ ranked }) => ranked.score), 0) || 1;
  const lifted = shown.map((entry) => {
    const { title, anchors, words } = entry.page;
    let lift = TITLE_LIKENESS * likeness(wanted, units(title));
    if (phrase.length > 1 && HAN.test(phrase)) {
      if (skeleton(words.join('')).includes(phrase)) lift += PHRASE_IN_TEXT;
      if (anchors.some(({ text }) => skeleton(text).includes(phrase))) lift += PHRASE_IN_HEADING;
    }
    return { entry, score: entry.ranked.score + lift * top };
  });
  return lifted.sort((a, b) => b.score - a.score || (a.entry.page.path < b.entry.page.path ? -1 : 1)).map(({ entry }) => entry);
}

/** How much more an event says that is still to come, and how much less one that is over, for each year since; and a page of this year beside one of long ago. */
const COMING = 0.12;
const OVER = 0.08;
const OVER_YEARS = 3;
const FRESH = 0.03;
const YEAR = 365.25;

/** Name of the section whose dates say when something takes place, not when something was written. */
const EVENTS = '活动';

/** The list with what is still to come above what is over, and the newer above the older, where they fit the query alike. `today` is `YYYY-MM-DD`. */
export function timely(list: readonly Ranked[], lookup: Pick<Lookup, 'day' | 'facets'>, today: string): Ranked[] {
  const now = Date.parse(`${today}T00:00:00Z`) / 86_400_000;
  const facets = lookup.facets();
  const weighed = list.map((ranked) => {
    const day = lookup.day(ranked.id);
    if (day === undefined) return ranked;
    const years = (now - day) / YEAR;
    const event = facets.get(ranked.id)?.section?.includes(EVENTS);
    const lift = !event ? FRESH * 2 ** -Math.max(0, years) : years <= 0 ? COMING : -OVER * (1 + Math.min(OVER_YEARS, years)) / 2;
    return { ...ranked, score: ranked.score * (1 + lift) };
  });
  return inOrder(weighed);
}

/** Places on the first page that one section may take while others have as good answers, and how good an answer is for that, beside the best. */
const MOST_OF_ONE = 6;
const AS_GOOD = 0.3;

/** The list with the first {@link STEP} places shared among sections: where one would take nearly all, the best pages of the others come before its last ones. */
export function balanced(list: readonly Ranked[], lookup: Pick<Lookup, 'facets'>): Ranked[] {
  const facets = lookup.facets();
  const sectionOf = ({ id }: Ranked) => facets.get(id)?.section?.[0];
  const [top] = list;
  const taken = new Map<string, number>();
  const first: Ranked[] = [];
  const deferred: Ranked[] = [];
  let at = 0;
  for (; at < list.length && first.length < STEP; at++) {
    const page = list[at];
    if (!page || !top) break;
    const section = sectionOf(page);
    const count = taken.get(section ?? '') ?? 0;
    const answersAsWell = page.score >= AS_GOOD * top.score && page.full === top.full;
    if (deferred.length > 0 && !answersAsWell) break;
    if (section !== undefined && count >= MOST_OF_ONE) deferred.push(page);
    else {
      first.push(page);
      taken.set(section ?? '', count + 1);
    }
  }
  return [...first, ...deferred, ...list.slice(at)];
}

/** The first `count` pages of a list with their texts, in the order in which they are shown. */
export async function firstPages(query: string, list: readonly Ranked[], lookup: Lookup, count: number, today: string): Promise<Shown[]> {
  const ordered = balanced(timely(list, lookup, today), lookup);
  const entries = await Promise.all(ordered.slice(0, Math.max(count, STEP)).map(async (ranked) => ({ ranked, page: await lookup.page(ranked.id) })));
  return [...rerank(query, entries.slice(0, STEP)), ...entries.slice(STEP)].slice(0, count);
}

/** Dated pages before the others, the newest first; pages of one day stay as they were. */
export function newestFirst(list: readonly Ranked[], lookup: Pick<Lookup, 'day'>): Ranked[] {
  return [...list].sort((a, b) => (lookup.day(b.id) ?? -Infinity) - (lookup.day(a.id) ?? -Infinity) || 0);
}

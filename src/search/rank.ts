/**
 * Puts pages in order for a query: any term may match (OR), and what counts is how much of the query's weight a
 * page covers, how near its terms stand to each other, and whether they stand in the title. All look-ups of a
 * query start together, so that their index chunks arrive in one round.
 */
import { skeleton, WHOLE_TITLE } from './normalise.ts';
import type { Hit, Lookup, Place } from './lookup.ts';
import type { Term } from './terms.ts';

export interface Ranked {
  id: string;
  score: number;
  /** Share of the query's weight that stands in the page, 0 to 1. */
  coverage: number;
  /** Whether every word of the query stands in the page. */
  full: boolean;
}

/** Weights, set on the tuning half of the benchmark's queries (`npm run bench:search`). */
const SHARE = { single: 0.35, crossing: 0.4, hint: 0.3 };
const ADJACENCY = 1.2;
/** A stretch of the query that stands in the page without a gap. */
const PHRASE = 2;
/** The same in a heading; headings weigh more than this in the index. */
const HEADING = 1;
const HEADING_WEIGHT = 1.4;
const TITLE = 4;
const TITLE_EXACT = 20;
const ALIAS_EXACT = 12;
const TITLE_START = 6;
const ALIAS = 0.5;
const COVERAGE_POWER = 1.5;
/** Every word of the query stands in the page: 第13号改动 is not the page whose title says 第3号改动. */
const FULL = 1.5;
/** A Latin word that only begins as asked (`prote` in `protein`). */
const BEGINNING = 0.4;

/** One term on one page after the index's beginnings-of-words have been sorted out. */
interface Match {
  id: string;
  score: number;
  /** How well the term is met, 0 to 1. */
  met: number;
  places: Place[];
  /** How much of a title match it is: 1 in the title, less in an alias, 0 in neither. */
  title: number;
}

/** Metadata fields in which a term counts like in the text; the others are for looking up titles and sounds. */
const TELLING = new Set(['tw', 'aw', 'tn']);

/** The pages that hold a term, and how well. */
function matchesOf(hits: Hit[]): Match[] {
  return hits.flatMap(({ id, score, places, meta, whole }): Match[] => {
    if (places.length === 0 && !meta.some((field) => TELLING.has(field))) return [];
    const met = whole ? 1 : BEGINNING;
    const title = meta.includes('tw') ? 1 : meta.includes('aw') ? ALIAS : 0;
    return [{ id, score: met * score, met, places, title }];
  });
}

/** Whether longer words that begin so are meant as well: half-typed Latin words, and characters that stand alone. */
export const beginsWords = ({ kind, text }: Term): boolean => kind === 'single' || (kind === 'latin' && /^[a-z]{3,}$/.test(text));

/** How far apart two terms may stand in the page's words when nothing stands between them in the query; undefined when something does. */
function reachOf(before: Term, after: Term, query: string): [least: number, most: number] | undefined {
  if (after.start < before.end) return [0, 1];
  if (after.start === before.end) return [0, 2];
  return query.slice(before.end, after.start) === ' ' ? [0, 3] : undefined;
}

/** The places of a term that continue a chain whose last places are given. */
function continued(chain: readonly Place[], places: readonly Place[], [least, most]: [number, number]): Place[] {
  const from = new Set(chain.map(({ at }) => at));
  return places.filter(({ at }) => {
    for (let back = least; back <= most; back++) if (from.has(at - back)) return true;
    return false;
  });
}

interface Part {
  term: Term;
  share: number;
  weight: number;
}

/** How closely a page's terms stand together as in the query: pairs of neighbours, and whole stretches without a gap. */
function closeness(parts: readonly Part[], places: ReadonlyMap<Term, Place[]>, query: string): number {
  let [sum, stretch, chain, length]: [number, number, readonly Place[], number] = [0, 0, [], 0];
  const close = () => {
    if (length > 1 && chain.length > 0) sum += PHRASE * stretch;
    if (chain.some(({ weight }) => weight > HEADING_WEIGHT)) sum += HEADING * stretch;
  };
  parts.forEach(({ term, weight }, k) => {
    const previous = parts[k - 1];
    const reach = previous && reachOf(previous.term, term, query);
    const here = places.get(term) ?? [];
    if (!previous || !reach) {
      close();
      [stretch, chain, length] = [weight, here, 1];
      return;
    }
    const before = places.get(previous.term) ?? [];
    if (continued(before, here, reach).length > 0) sum += ADJACENCY * Math.min(weight, previous.weight);
    [stretch, chain, length] = [stretch + weight, continued(chain, here, reach), length + 1];
  });
  close();
  return sum;
}

/** Pages for a query, best first. `query` is normalised; `terms` are its terms. */
export async function rank(query: string, terms: Term[], lookup: Lookup): Promise<Ranked[]> {
  if (terms.length === 0) return [];
  const title = skeleton(query);
  const none: Promise<Hit[]> = Promise.resolve([]);
  const [answers, titleWhole, titleStart] = await Promise.all([
    Promise.all(
      terms.map(async (term) => ({ term, hits: await lookup.find(term.text, beginsWords(term)) })),
    ),
    title.length > 1 ? lookup.find(title + WHOLE_TITLE, false) : none,
    title.length > 1 ? lookup.find(title, true) : none,
  ]);
  const share = ({ kind, role }: Term) => (role !== 'core' ? SHARE[role] : kind === 'single' ? SHARE.single : 1);
  const parts = answers.map(({ term, hits }) => {
    const matches = matchesOf(hits);
    return { term, matches, share: share(term), weight: share(term) * Math.log(1 + (lookup.total - matches.length + 0.5) / (matches.length + 0.5)) };
  });
  const total = parts.reduce((sum, { term, weight }) => sum + (term.role === 'hint' ? 0 : weight), 0);

  const pages = new Map<string, { score: number; covered: number; title: number; places: Map<Term, Place[]> }>();
  for (const { term, matches, share: part, weight } of parts) {
    for (const { id, score, met, places, title: titled } of matches) {
      const page = pages.get(id) ?? { score: 0, covered: 0, title: 0, places: new Map() };
      pages.set(id, page);
      // A term that only the hidden fields hold has no score of its own; its weight stands in.
      page.score += score > 0 ? part * score : weight / 2;
      if (term.role !== 'hint') page.covered += met * weight;
      page.title += titled * weight;
      page.places.set(term, places);
    }
  }
  const bonus = new Map<string, number>();
  for (const { id, meta } of titleStart) if (meta.includes('tx')) bonus.set(id, TITLE_START);
  for (const { id, meta } of titleWhole) bonus.set(id, meta.includes('tx') ? TITLE_EXACT : ALIAS_EXACT);

  const needed = terms.some(({ role }) => role === 'core') ? terms.filter(({ role }) => role === 'core') : terms;
  const ranked: Ranked[] = [];
  for (const [id, page] of pages) {
    const adjacency = closeness(parts, page.places, query);
    const coverage = total > 0 ? Math.min(1, page.covered / total) : 0;
    const inTitle = total > 0 ? page.title / total : 0;
    const full = needed.every((term) => page.places.has(term));
    ranked.push({ id, coverage, full, score: (page.score + adjacency + TITLE * page.title * inTitle) * coverage ** COVERAGE_POWER * (full ? FULL : 1) + (bonus.get(id) ?? 0) });
  }
  return inOrder(ranked);
}

/** Best first; equal scores by page id, so that the same query gives the same list everywhere. */
export function inOrder(list: Ranked[]): Ranked[] {
  return list.sort((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1));
}

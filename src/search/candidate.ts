/** One reading of a query, looked up; and what is made of several. */
import type { Lookup } from './lookup.ts';
import { inOrder, rank, type Ranked } from './rank.ts';
import { termsOf, type Term } from './terms.ts';

export interface Answer {
  /** What the results belong to, in the form in which it was looked up. */
  searched: string;
  terms: Term[];
  ranked: Ranked[];
  /** `none`: nothing; `weak`: only scraps of the query; `partly`: no page has every word; `full`. */
  match: 'none' | 'weak' | 'partly' | 'full';
  /** Said to the reader whenever the results are not for what was typed. `to` is absent when only titles were compared by sound. */
  correction?: { kind: 'pinyin' | 'slip' | 'script'; from: string; to: string | undefined };
  /** A word of the same sound that may have been meant, with what it finds; the results are for what was typed. */
  alike?: Candidate;
}

/** Below this best coverage the results are called scraps. In the first trials whole questions had 0.66 at the 5th percentile, queries off the site about 0.4; coverage is weighed a little otherwise since. */
export const WEAK = 0.5;
/** Pages that cover less than this share of what the best page covers are left out. */
const TAIL = 0.25;
/** Of scraps only the nearest are shown. */
const WEAK_TAIL = 0.6;
const WEAK_MOST = 10;
/** One reading of a query, with its pages. */
export interface Candidate {
  searched: string;
  terms: Term[];
  ranked: Ranked[];
}

/** Best coverage of any page. */
export const best = ({ ranked }: Candidate) => ranked.reduce((most, { coverage }) => Math.max(most, coverage), 0);

/** The pages of one reading. */
export async function lookUp(query: string, lookup: Lookup): Promise<Candidate> {
  const terms = termsOf(query);
  return { searched: query, terms, ranked: await rank(query, terms, lookup) };
}

/** Of several readings the one that covers most; the earlier one when they cover the same. */
export async function bestOf(queries: string[], lookup: Lookup): Promise<Candidate | undefined> {
  const candidates = await Promise.all(queries.map((query) => lookUp(query, lookup)));
  return candidates.filter(({ ranked }) => ranked.length > 0).sort((a, b) => best(b) - best(a))[0];
}

/** Readings that may both be meant, as one: each page counts by the reading that it fits best. */
export function merged(readings: Candidate[]): Candidate {
  const [first = { searched: '', terms: [], ranked: [] }, ...others] = [...readings].sort((a, b) => best(b) - best(a));
  if (others.length === 0) return first;
  const pages = new Map<string, Ranked>();
  for (const page of readings.flatMap(({ ranked }) => ranked)) if (page.score > (pages.get(page.id)?.score ?? -1)) pages.set(page.id, page);
  return { ...first, terms: [...first.terms, ...others.flatMap(({ terms }) => terms.filter(({ text }) => !first.terms.some((term) => term.text === text)))], ranked: inOrder([...pages.values()]) };
}

/** The answer that a reading gives: how well it matches, without the tail of pages that hold but scraps of it. */
export function conclude({ searched, terms, ranked }: Candidate, more: Pick<Answer, 'correction' | 'alike'> = {}): Answer {
  const top = best({ searched, terms, ranked });
  const match = ranked.length === 0 ? 'none' : ranked.some(({ full }) => full) ? 'full' : top < WEAK ? 'weak' : 'partly';
  const kept = match === 'weak' ? ranked.filter(({ coverage }) => coverage >= WEAK_TAIL * top).slice(0, WEAK_MOST) : ranked.filter(({ coverage, full }) => full || coverage >= TAIL * top);
  return { searched, terms, ranked: kept, match, ...more };
}

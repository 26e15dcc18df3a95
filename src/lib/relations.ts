/**
 * Relations read both ways. An index is made once for all pages of a noun; a page then only looks things
 * up, so that ten thousand entries stay a matter of seconds. Pure.
 */
import { createHash } from 'node:crypto';
import { groupBy } from './ordering.ts';

interface Identified {
  id: string;
}

/** Looks ids up in their order; ids of hidden or unknown entries are passed over. */
export function resolver<E extends Identified>(entries: readonly E[]): (ids: readonly string[]) => E[] {
  const byId = new Map(entries.map((entry) => [entry.id, entry]));
  return (ids) => ids.flatMap((id) => byId.get(id) ?? []);
}

/**
 * The other direction of a relation: which entries name this id. `idsOf` says what an entry names; one
 * that names an id twice is listed once. Order as in `entries`.
 */
export function reverse<E>(entries: readonly E[], idsOf: (entry: E) => Iterable<string>): (id: string) => E[] {
  const index = groupBy(entries, (entry) => new Set(idsOf(entry)));
  return (id) => index.get(id) ?? [];
}

/** Candidates looked at for one entry: keeps common features (a topic with thousands of entries) cheap. */
const CANDIDATES = 240;

/** Answers already worked out, by the digest of everything that they rest on; the latest few states of the content. */
const worked = new Map<string, Map<string, readonly string[]>>();
const STATES = 8;

/**
 * Which entries are really related. `featuresOf` gives what an entry is about, each with a weight (such as
 * `{'region:jian': 3, 'topic:ginseng': 2}`). A shared feature counts its weight times its rarity
 * (logarithm of all entries over those that share it), so that a topic everybody has says little. Entries
 * below `least` are not related; equal scores keep the order of `entries`. Answers are kept for as long as
 * no entry's features and place change: publishing a new title asks again for all of them.
 */
export function relatedTo<E extends Identified>(
  entries: readonly E[],
  featuresOf: (entry: E) => Record<string, number>,
  { count = 4, least = 1 }: { count?: number; least?: number } = {},
): (entry: E) => E[] {
  const features = new Map(entries.map((entry) => [entry.id, featuresOf(entry)]));
  const state = createHash('sha1').update(JSON.stringify([count, least, [...features]])).digest('base64url');
  const answers = worked.get(state) ?? new Map<string, readonly string[]>();
  worked.delete(state);
  worked.set(state, answers);
  for (const old of [...worked.keys()].slice(0, -STATES)) worked.delete(old);
  const resolve = resolver(entries);
  const work = lazily(() => scorer(entries, features, featuresOf, count, least));
  return (entry) => {
    // An entry from outside the list may look like one of its ids.
    if (!features.has(entry.id)) return work()(entry);
    const known = answers.get(entry.id) ?? work()(entry).map(({ id }) => id);
    answers.set(entry.id, known);
    return resolve(known);
  };
}

function lazily<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= make());
}

function scorer<E extends Identified>(entries: readonly E[], features: ReadonlyMap<string, Record<string, number>>, featuresOf: (entry: E) => Record<string, number>, count: number, least: number): (entry: E) => E[] {
  const holders = groupBy(entries, (entry) => Object.keys(features.get(entry.id) ?? {}));
  const position = new Map(entries.map((entry, index) => [entry.id, index]));
  const rarity = (feature: string): number => Math.log(1 + entries.length / (holders.get(feature)?.length ?? 1));
  return (entry) => {
    const own = Object.entries(features.get(entry.id) ?? featuresOf(entry));
    const rareFirst = own.sort(([a], [b]) => (holders.get(a)?.length ?? 0) - (holders.get(b)?.length ?? 0) || (a < b ? -1 : 1));
    const candidates = new Map<string, E>();
    for (const [feature] of rareFirst) {
      for (const holder of holders.get(feature) ?? []) {
        if (candidates.size >= CANDIDATES) break;
        if (holder.id !== entry.id) candidates.set(holder.id, holder);
      }
    }
    const score = (other: E): number => {
      const theirs = features.get(other.id) ?? {};
      return own.reduce((sum, [feature, weight]) => (feature in theirs ? sum + weight * rarity(feature) : sum), 0);
    };
    return [...candidates.values()]
      .map((other) => ({ other, score: score(other) }))
      .filter((each) => each.score >= least)
      .sort((a, b) => b.score - a.score || (position.get(a.other.id) ?? 0) - (position.get(b.other.id) ?? 0))
      .slice(0, count)
      .map((each) => each.other);
  };
}

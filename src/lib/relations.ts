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

/** Features by number, the rarest first: what an entry is about is then a short list of small numbers. */
function scorer<E extends Identified>(entries: readonly E[], features: ReadonlyMap<string, Record<string, number>>, featuresOf: (entry: E) => Record<string, number>, count: number, least: number): (entry: E) => E[] {
  const holders = [...groupBy(entries.keys(), (at) => Object.keys(features.get(entries[at]?.id ?? '') ?? {}))].sort(([a, one], [b, other]) => one.length - other.length || (a < b ? -1 : 1));
  const numbers = new Map(holders.map(([feature], number) => [feature, number]));
  const rarity = holders.map(([, held]) => Math.log(1 + entries.length / held.length));
  const about = entries.map(({ id }) => Object.keys(features.get(id) ?? {}).flatMap((feature) => numbers.get(feature) ?? []).sort((a, b) => a - b));
  /** What each feature counts for the entry that is asked about; which entry last looked at a candidate. */
  const counts = new Float64Array(holders.length);
  const seen = new Int32Array(entries.length);
  let asked = 0;
  return (entry) => {
    asked++;
    const own = Object.entries(features.get(entry.id) ?? featuresOf(entry)).flatMap(([feature, weight]) => (numbers.has(feature) ? [{ number: numbers.get(feature) ?? 0, weight }] : [])).sort((a, b) => a.number - b.number);
    for (const { number, weight } of own) counts[number] = weight * (rarity[number] ?? 0);
    const candidates: { at: number; score: number }[] = [];
    for (const { number } of own) {
      for (const at of holders[number]?.[1] ?? []) {
        if (candidates.length >= CANDIDATES) break;
        if (seen[at] === asked || entries[at]?.id === entry.id) continue;
        seen[at] = asked;
        let score = 0;
        for (const shared of about[at] ?? []) score += counts[shared] ?? 0;
        candidates.push({ at, score });
      }
    }
    for (const { number } of own) counts[number] = 0;
    const found = candidates.filter(({ score }) => score >= least).sort((a, b) => b.score - a.score || a.at - b.at);
    return found.slice(0, count).flatMap(({ at }) => entries[at] ?? []);
  };
}

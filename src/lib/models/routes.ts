/**
 * Shortest paths on a small made-up road map, and what a box of fruit goes through on the way.
 * Dijkstra, Numerische Mathematik 1959;1:269; Newton's law of cooling; the rule of a constant factor per 10 ℃ (Q₁₀).
 * Lengths in km, speeds in km/h, times in h, temperatures in ℃.
 */

export type Place = '甲' | '乙' | '丙' | '丁' | '戊' | '己';
export const PLACES: readonly Place[] = ['甲', '乙', '丙', '丁', '戊', '己'];
export const START: Place = '甲';
export const GOAL: Place = '己';

/** Kinds of road with the speed that the model drives there. Assumed, like the map. */
export const SPEEDS = { mountain: 30, plain: 60, fast: 90 } as const;

export interface Road {
  /** As in an address: `ab` for 甲—乙. */
  id: string;
  from: Place;
  to: Place;
  /** km */
  length: number;
  kind: keyof typeof SPEEDS;
}

/** The map of the article on Dijkstra's algorithm with every length ten times as long. No real places, no real roads. */
export const ROADS: readonly Road[] = [
  { id: 'ab', from: '甲', to: '乙', length: 40, kind: 'mountain' },
  { id: 'ac', from: '甲', to: '丙', length: 20, kind: 'plain' },
  { id: 'bc', from: '乙', to: '丙', length: 30, kind: 'plain' },
  { id: 'bd', from: '乙', to: '丁', length: 20, kind: 'mountain' },
  { id: 'ce', from: '丙', to: '戊', length: 10, kind: 'plain' },
  { id: 'de', from: '丁', to: '戊', length: 80, kind: 'fast' },
  { id: 'ef', from: '戊', to: '己', length: 120, kind: 'fast' },
  { id: 'df', from: '丁', to: '己', length: 50, kind: 'plain' },
];

export type Measure = 'length' | 'time';

/** What a road costs: km, or hours at its kind's speed. */
export function cost(road: Road, measure: Measure): number {
  return measure === 'length' ? road.length : road.length / SPEEDS[road.kind];
}

/** One round of the algorithm: the place that was settled, and what is known after looking on from it. */
export interface Round {
  settled: Place;
  /** Best total so far; places that are not reached yet are absent. */
  totals: Partial<Record<Place, number>>;
  /** Where the best total comes from. */
  before: Partial<Record<Place, Place>>;
}

/** All rounds of Dijkstra's algorithm from a place, nearest first; of equal ones that which stands first in PLACES. Costs are not negative. */
export function dijkstra(roads: readonly Road[], start: Place, measure: Measure): Round[] {
  const rounds: Round[] = [];
  const settled = new Set<Place>();
  let totals: Round['totals'] = { [start]: 0 };
  let before: Round['before'] = {};
  for (;;) {
    const total = (place: Place): number => totals[place] ?? Infinity;
    const open = PLACES.filter((place) => !settled.has(place) && totals[place] !== undefined);
    const [first, ...others] = open;
    if (first === undefined) return rounds;
    const nearest = others.reduce((best, place) => (total(place) < total(best) ? place : best), first);
    settled.add(nearest);
    totals = { ...totals };
    before = { ...before };
    for (const road of roads) {
      const next = road.from === nearest ? road.to : road.to === nearest ? road.from : undefined;
      if (next === undefined || settled.has(next)) continue;
      const sum = total(nearest) + cost(road, measure);
      if (sum < total(next) - 1e-9) {
        totals[next] = sum;
        before[next] = nearest;
      }
    }
    rounds.push({ settled: nearest, totals, before });
  }
}

/** Places of the best way to `goal`, the start first; undefined when no road leads there. */
export function way(rounds: readonly Round[], goal: Place): Place[] | undefined {
  const last = rounds.at(-1);
  if (last?.totals[goal] === undefined) return undefined;
  const places: Place[] = [goal];
  for (let at = last.before[goal]; at !== undefined; at = last.before[at]) places.unshift(at);
  return places;
}

/** Roads along a way. */
export function roadsOf(roads: readonly Road[], places: readonly Place[]): Road[] {
  return places.slice(1).flatMap((to, at) => roads.filter((road) => (road.from === places[at] && road.to === to) || (road.to === places[at] && road.from === to)));
}

/**
 * Newton's law of cooling: the difference from the surroundings halves in every `halfTime`.
 * T(t) = T_out + (T₀ − T_out)·2^(−t / t½). Temperatures in ℃, times in h.
 */
export function temperature(start: number, outside: number, halfTime: number, hours: number): number {
  return outside + (start - outside) * 2 ** (-hours / halfTime);
}

/** Time in h until a cold thing has warmed to `limit`; Infinity when it never does, 0 when it is there. */
export function hoursUntil(limit: number, start: number, outside: number, halfTime: number): number {
  if (start >= limit) return 0;
  if (outside <= limit) return Infinity;
  return halfTime * Math.log2((outside - start) / (outside - limit));
}

/**
 * Strawberries. Best at 0 ℃ (UC Davis, Strawberry Produce Facts), where they keep about 7 days (USDA Agriculture
 * Handbook 66). They breathe 50–100 ml CO₂/(kg·h) at 20 ℃ and 6–10 at 0 ℃; UC Davis sums up that they spoil ten
 * times as fast at 20 ℃ as at 0 ℃. A factor of ten over 20 ℃ is √10 per 10 ℃.
 */
export const STRAWBERRY = { best: 0, days: 7, per10: Math.sqrt(10) } as const;

/** How many times faster than at 0 ℃ strawberries spoil. Below 0 ℃ they freeze: outside of the model, as at 0 ℃. */
export function spoilage(celsius: number): number {
  return STRAWBERRY.per10 ** ((Math.max(celsius, STRAWBERRY.best) - STRAWBERRY.best) / 10);
}

/** Hours at 0 ℃ that spoil as much as `hours` on the way. Simpson's rule over 60 pieces. */
export function hoursUsed(start: number, outside: number, halfTime: number, hours: number): number {
  const PIECES = 60;
  const rate = (at: number): number => spoilage(temperature(start, outside, halfTime, (hours * at) / PIECES));
  let sum = rate(0) + rate(PIECES);
  for (let at = 1; at < PIECES; at += 1) sum += rate(at) * (at % 2 === 1 ? 4 : 2);
  return (sum * hours) / PIECES / 3;
}

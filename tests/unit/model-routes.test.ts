/** Shortest paths and the cold chain against the articles' worked examples and published figures. */
import { expect, test } from 'vitest';
import { cost, dijkstra, hoursUntil, hoursUsed, PLACES, ROADS, roadsOf, spoilage, temperature, way, type Measure, type Place, type Road } from '#/lib/models/routes.ts';

/** All ways without a repeated place, by trying: the oracle. */
function cheapest(roads: readonly Road[], start: Place, goal: Place, measure: Measure, visited: readonly Place[] = []): number {
  if (start === goal) return 0;
  const sums = roads.flatMap((road) => {
    const next = road.from === start ? road.to : road.to === start ? road.from : undefined;
    return next === undefined || visited.includes(next) ? [] : [cost(road, measure) + cheapest(roads, next, goal, measure, [...visited, start])];
  });
  return Math.min(Infinity, ...sums);
}

test('the article’s table, ten times as long: order of settling, totals, way', () => {
  const rounds = dijkstra(ROADS, '甲', 'length');
  expect(rounds.map(({ settled }) => settled).join('')).toBe('甲丙戊乙丁己');
  expect(rounds[0]?.totals).toEqual({ 甲: 0, 乙: 40, 丙: 20 });
  expect(rounds[2]?.totals).toEqual({ 甲: 0, 乙: 40, 丙: 20, 戊: 30, 丁: 110, 己: 150 });
  expect(rounds[3]?.totals['丁']).toBe(60);
  expect(rounds.at(-1)?.totals['己']).toBe(110);
  expect(way(rounds, '己')?.join('')).toBe('甲乙丁己');
});

test('the quickest way is not the shortest: 丙 and the fast road, 110 min', () => {
  const rounds = dijkstra(ROADS, '甲', 'time');
  const places = way(rounds, '己') ?? [];
  expect(places.join('')).toBe('甲丙戊己');
  expect((rounds.at(-1)?.totals['己'] ?? 0) * 60).toBeCloseTo(110, 9);
  expect(roadsOf(ROADS, places).reduce((sum, road) => sum + road.length, 0)).toBe(150);
});

test('with any one or two roads closed, as good as trying all ways', () => {
  for (const first of ROADS) {
    for (const second of ROADS) {
      const open = ROADS.filter((road) => road !== first && road !== second);
      for (const measure of ['length', 'time'] as const) {
        const rounds = dijkstra(open, '甲', measure);
        for (const goal of PLACES) {
          const best = cheapest(open, '甲', goal, measure);
          expect(rounds.at(-1)?.totals[goal] ?? Infinity).toBeCloseTo(best, 9);
          expect(way(rounds, goal) === undefined).toBe(best === Infinity);
        }
      }
    }
  }
});

test('Newton: the article’s milk, 4 ℃ in 24 ℃ with 1.4 h to half the difference, exactly', () => {
  for (const [hours, celsius] of [[0, 4], [1.4, 14], [2.8, 19], [4.2, 21.5]] as const) expect(temperature(4, 24, 1.4, hours)).toBeCloseTo(celsius, 9);
  expect(hoursUntil(14, 4, 24, 1.4)).toBeCloseTo(1.4, 9);
  expect(hoursUntil(10, 0, 8, 1.4)).toBe(Infinity);
  expect(hoursUntil(10, 12, 20, 1.4)).toBe(0);
});

test('strawberries: ten times as fast at 20 ℃ as at 0 ℃, and inside the measured breathing at 10 ℃', () => {
  expect(spoilage(0)).toBe(1);
  expect(spoilage(20)).toBeCloseTo(10, 9);
  // UC Davis: 25–50 ml CO₂/(kg·h) at 10 ℃ against 6–10 at 0 ℃, that is 2.5 to 8.3 times.
  expect(spoilage(10)).toBeGreaterThan(2.5);
  expect(spoilage(10)).toBeLessThan(8.3);
  expect(spoilage(-5)).toBe(1);
});

test('time used up: constant temperature by hand, warming between its bounds, a walk in two parts as in one', () => {
  expect(hoursUsed(0, 0, 5, 3)).toBeCloseTo(3, 9);
  expect(hoursUsed(20, 20, 5, 3)).toBeCloseTo(30, 9);
  expect(hoursUsed(0, 25, 1.4, 0)).toBe(0);
  const whole = hoursUsed(0, 25, 1.4, 4);
  const half = hoursUsed(0, 25, 1.4, 2) + hoursUsed(temperature(0, 25, 1.4, 2), 25, 1.4, 2);
  expect(whole).toBeCloseTo(half, 5);
  expect(whole).toBeGreaterThan(4);
  expect(whole).toBeLessThan(4 * spoilage(25));
});

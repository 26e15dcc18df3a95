/** The sampling model against published figures. */
import { expect, test } from 'vitest';
import { atLeast, binomial, drawMany, drawSample, earlyStop, nextState, randomSource, usualRange, wilsonInterval } from '#/lib/models/sampling.ts';

test('Park and Miller’s own check: from 1, the 10,000th state is 1043618065, exactly', () => {
  let state = 1;
  for (let step = 0; step < 10_000; step += 1) state = nextState(state);
  expect(state).toBe(1043618065);
});

test('the same seed draws the same sample, another seed another one', () => {
  const sample = (seed: number) => drawSample(0.6, 40, randomSource(seed));
  expect(sample(7)).toEqual(sample(7));
  expect(new Set(Array.from({ length: 50 }, (_, seed) => sample(seed).join())).size).toBe(50);
});

test('draws keep to the binomial distribution: mean and variance of 4,000 samples within 4 standard errors', () => {
  for (const [seed, rate] of [[1, 0.6], [2, 0.1], [3, 0.5]] as const) {
    const size = 20;
    const counts = drawMany(rate, size, 4000, randomSource(seed));
    const mean = counts.reduce((sum, count) => sum + count, 0) / counts.length;
    const variance = counts.reduce((sum, count) => sum + (count - mean) ** 2, 0) / counts.length;
    const expected = size * rate * (1 - rate);
    expect(Math.abs(mean - size * rate)).toBeLessThan(4 * Math.sqrt(expected / counts.length));
    expect(Math.abs(variance / expected - 1)).toBeLessThan(4 * Math.sqrt(2 / counts.length));
  }
});

test('the first samples of neighbouring seeds are not alike: 1,000 seeds, mean within 4 standard errors', () => {
  const counts = Array.from({ length: 1000 }, (_, seed) => drawSample(0.5, 10, randomSource(seed)).filter(Boolean).length);
  const mean = counts.reduce((sum, count) => sum + count, 0) / counts.length;
  expect(Math.abs(mean - 5)).toBeLessThan(4 * Math.sqrt(2.5 / 1000));
});

test('the article’s figures: eight or more of ten seeds, seven in ten coins', () => {
  expect(atLeast(0.6, 10, 8)).toBeCloseTo(0.167, 3);
  expect(atLeast(0.5, 10, 7)).toBeCloseTo(0.172, 3);
  expect(atLeast(0.5, 20, 14)).toBeCloseTo(0.058, 3);
  expect(atLeast(0.5, 50, 35)).toBeCloseTo(0.0033, 4);
  expect(atLeast(0.5, 100, 70)).toBeCloseTo(0.00004, 5);
  expect(binomial(0.37, 1000).reduce((sum, probability) => sum + probability, 0)).toBeCloseTo(1, 9);
  expect(binomial(0, 3)).toEqual([1, 0, 0, 0]);
  expect(binomial(1, 3)).toEqual([0, 0, 0, 1]);
});

test('the usual range holds 95 % or more, and one step less on either side would leave out more than 2.5 %', () => {
  // Ten fair coins: 2 to 8 heads have 97.9 %, below 2 and above 8 are 1.07 % each.
  expect(usualRange(0.5, 10)).toEqual({ low: 2, high: 8 });
  for (const [rate, size] of [[0.6, 10], [0.6, 100], [0.05, 5], [0.95, 200]] as const) {
    const { low, high } = usualRange(rate, size);
    expect(atLeast(rate, size, low) - atLeast(rate, size, high + 1)).toBeGreaterThanOrEqual(0.95);
    expect(1 - atLeast(rate, size, low + 1)).toBeGreaterThan(0.025);
    expect(atLeast(rate, size, high)).toBeGreaterThan(0.025);
  }
});

test('Wilson’s interval: Newcombe 1998, Table I, to the four decimals printed', () => {
  for (const [successes, size, low, high] of [[81, 263, 0.2553, 0.3662], [15, 148, 0.0624, 0.1605], [0, 20, 0, 0.1611], [1, 29, 0.0061, 0.1718]] as const) {
    const interval = wilsonInterval(successes, size);
    expect(interval.low).toBeCloseTo(low, 4);
    expect(interval.high).toBeCloseTo(high, 4);
  }
  expect(wilsonInterval(20, 20).high).toBe(1);
});

test('of many intervals about 95 % hold the true rate: between 93 % and 97 % of 4,000', () => {
  const held = drawMany(0.6, 50, 4000, randomSource(11)).filter((count) => {
    const { low, high } = wilsonInterval(count, 50);
    return low <= 0.6 && 0.6 <= high;
  });
  expect(held.length / 4000).toBeGreaterThan(0.93);
  expect(held.length / 4000).toBeLessThan(0.97);
});

test('Simon’s optimal design 0/9, then 24, for 5 %: stops with 0.63, 14.5 on average, as printed', () => {
  const { stops, expectedSize } = earlyStop(0.05, { firstSize: 9, firstStop: 0, size: 24 });
  expect(stops).toBeCloseTo(0.63, 2);
  expect(expectedSize).toBeCloseTo(14.5, 1);
});

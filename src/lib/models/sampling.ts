/**
 * One trial and many: seeded draws from a yes/no population, the exact distribution of the results, the interval
 * that one sample supports, and trials that stop early. Probabilities and shares are fractions from 0 to 1.
 */

const MODULUS = 2 ** 31 - 1;
const MULTIPLIER = 16807;

/** Next state of the “minimal standard” generator: Park and Miller, CACM 1988;31:1192. State from 1 to 2³¹ − 2. */
export function nextState(state: number): number {
  return (state * MULTIPLIER) % MODULUS;
}

/** A source of numbers between 0 and 1, the same for the same whole seed. Neighbouring seeds are spread out first. */
export function randomSource(seed: number): () => number {
  // The golden ratio's multiplicative hash (Knuth, TAOCP 3, 6.4); a state of 0 would stand still.
  let state = 1 + (Math.imul(Math.round(seed) + 1, 0x9e3779b1) >>> 0) % (MODULUS - 1);
  for (let warm = 0; warm < 4; warm += 1) state = nextState(state);
  return () => (state = nextState(state)) / MODULUS;
}

/** Outcomes of one sample: `size` draws, each true with probability `rate`. */
export function drawSample(rate: number, size: number, random: () => number): boolean[] {
  return Array.from({ length: size }, () => random() < rate);
}

/** How many successes each of `times` samples had. */
export function drawMany(rate: number, size: number, times: number, random: () => number): number[] {
  return Array.from({ length: times }, () => drawSample(rate, size, random).filter(Boolean).length);
}

/** Binomial probabilities of 0, 1, … `size` successes. By logarithms, so that 1,000 draws do not underflow. */
export function binomial(rate: number, size: number): number[] {
  if (rate <= 0 || rate >= 1) return Array.from({ length: size + 1 }, (_, count) => (count === (rate <= 0 ? 0 : size) ? 1 : 0));
  let logarithm = size * Math.log(1 - rate);
  const odds = Math.log(rate / (1 - rate));
  const probabilities = [Math.exp(logarithm)];
  for (let count = 1; count <= size; count += 1) {
    logarithm += Math.log((size - count + 1) / count) + odds;
    probabilities.push(Math.exp(logarithm));
  }
  return probabilities;
}

/** Probability of `least` or more successes. */
export function atLeast(rate: number, size: number, least: number): number {
  return binomial(rate, size).slice(Math.max(0, least)).reduce((sum, probability) => sum + probability, 0);
}

/** Where the successes of a sample lie, but for 2.5 % at most on either side. */
export function usualRange(rate: number, size: number): { low: number; high: number } {
  const probabilities = binomial(rate, size);
  const outer = (list: readonly number[]): number => {
    let sum = 0;
    return list.findIndex((probability) => (sum += probability) > 0.025);
  };
  return { low: outer(probabilities), high: size - outer(probabilities.toReversed()) };
}

/** 97.5 % point of the normal distribution. */
const Z = 1.959964;

/**
 * 95 % interval of the rate after `successes` of `size`: Wilson's score interval (JASA 1927;22:209), which Newcombe
 * recommends among seven (Statistics in Medicine 1998;17:857, method 3).
 */
export function wilsonInterval(successes: number, size: number): { low: number; high: number } {
  const share = successes / size;
  const centre = 2 * successes + Z ** 2;
  const spread = Z * Math.sqrt(Z ** 2 + 4 * successes * (1 - share));
  const width = 2 * (size + Z ** 2);
  return { low: successes === 0 ? 0 : (centre - spread) / width, high: successes === size ? 1 : (centre + spread) / width };
}

/** A trial in two stages: after `firstSize`, stop when no more than `firstStop` succeeded; else go on to `size`. */
export interface TwoStage {
  firstSize: number;
  firstStop: number;
  size: number;
}

/**
 * What stopping early saves: the chance to stop after the first stage and the expected number tested.
 * Simon, Controlled Clinical Trials 1989;10:1: PET = P(X₁ ≤ r₁), EN = n₁ + (1 − PET)(n − n₁).
 */
export function earlyStop(rate: number, { firstSize, firstStop, size }: TwoStage): { stops: number; expectedSize: number } {
  const stops = 1 - atLeast(rate, firstSize, firstStop + 1);
  return { stops, expectedSize: firstSize + (1 - stops) * (size - firstSize) };
}

/**
 * What a test result says about one person: shares of people by condition and result, and predictive values.
 * Bayes' theorem as Altman and Bland write it (BMJ 1994;309:102): PPV = sens·prev / (sens·prev + (1−spec)·(1−prev)).
 * All shares are fractions from 0 to 1. Natural frequencies after Gigerenzer et al. (Psychological Science in the
 * Public Interest 2007;8:53).
 */

/** Of all tested people: has the condition or not × test positive or not. They add up to 1. */
export interface Shares {
  truePositive: number;
  falseNegative: number;
  falsePositive: number;
  trueNegative: number;
}

/** Shares that a test with these properties gives in people of whom `prevalence` have the condition. */
export function shares(prevalence: number, sensitivity: number, specificity: number): Shares {
  return {
    truePositive: prevalence * sensitivity,
    falseNegative: prevalence * (1 - sensitivity),
    falsePositive: (1 - prevalence) * (1 - specificity),
    trueNegative: (1 - prevalence) * specificity,
  };
}

/** Share of the positive who have the condition (阳性预测值); undefined when nobody tests positive. */
export function positivePredictiveValue({ truePositive, falsePositive }: Shares): number | undefined {
  const positive = truePositive + falsePositive;
  return positive > 0 ? truePositive / positive : undefined;
}

/** Share of the negative who do not have the condition (阴性预测值); undefined when nobody tests negative. */
export function negativePredictiveValue({ trueNegative, falseNegative }: Shares): number | undefined {
  const negative = trueNegative + falseNegative;
  return negative > 0 ? trueNegative / negative : undefined;
}

/**
 * Those who are positive a second time, when everyone positive is tested again with a test of the same properties
 * whose errors have nothing to do with the first one's. The prevalence among them is the first test's predictive value.
 */
export function afterSecondTest(first: Shares, sensitivity: number, specificity: number): Shares {
  return {
    truePositive: first.truePositive * sensitivity,
    falseNegative: first.falseNegative + first.truePositive * (1 - sensitivity),
    falsePositive: first.falsePositive * (1 - specificity),
    trueNegative: first.trueNegative + first.falsePositive * specificity,
  };
}

/**
 * Whole people for a picture of `people`: largest remainders (Hamilton's method), so that the four numbers add up
 * to `people` and none is off by a whole person.
 */
export function wholePeople(exact: Shares, people: number): Shares {
  const names = ['truePositive', 'falseNegative', 'falsePositive', 'trueNegative'] as const;
  // A tenth decimal more or less is noise of the floating point, not a remainder.
  const expected = names.map((name) => Math.round(exact[name] * people * 1e9) / 1e9);
  const whole = expected.map(Math.floor);
  const order = expected.map((value, at) => ({ at, rest: value - Math.floor(value) })).sort((a, b) => b.rest - a.rest || a.at - b.at);
  const missing = people - whole.reduce((sum, value) => sum + value, 0);
  for (const { at } of order.slice(0, missing)) whole[at] = (whole[at] ?? 0) + 1;
  const [truePositive = 0, falseNegative = 0, falsePositive = 0, trueNegative = 0] = whole;
  return { truePositive, falseNegative, falsePositive, trueNegative };
}

/** The screening model against published figures. */
import { expect, test } from 'vitest';
import { afterSecondTest, negativePredictiveValue, positivePredictiveValue, shares, wholePeople } from '#/lib/models/screening.ts';

test('liver scans: Altman and Bland, BMJ 1994;309:102, to the two decimals printed', () => {
  // 258 of 344 had abnormal pathology; 231 of the 258 and 32 of the other 86 had an abnormal scan.
  const study = shares(258 / 344, 231 / 258, 54 / 86);
  expect(positivePredictiveValue(study)).toBeCloseTo(231 / 263, 10);
  expect(positivePredictiveValue(study)).toBeCloseTo(0.88, 2);
  expect(negativePredictiveValue(study)).toBeCloseTo(54 / 81, 10);
  // The same test where the prevalence is 0.25.
  const rarer = shares(0.25, 231 / 258, 54 / 86);
  expect(Math.abs((positivePredictiveValue(rarer) ?? 0) - 0.45)).toBeLessThan(0.006);
  expect(Math.abs((negativePredictiveValue(rarer) ?? 0) - 0.95)).toBeLessThan(0.006);
});

test('mammography in natural frequencies: Gigerenzer et al. 2007, whole women of 1,000', () => {
  const women = shares(0.01, 0.9, 0.91);
  expect(wholePeople(women, 1000)).toEqual({ truePositive: 9, falseNegative: 1, falsePositive: 89, trueNegative: 901 });
  expect(positivePredictiveValue(women)).toBeCloseTo(9 / 98, 2);
});

test('the article’s table: sensitivity and specificity 99 %', () => {
  for (const [prevalence, percent] of [[0.001, 9], [0.01, 50], [0.1, 92]] as const) {
    expect(Math.round(100 * (positivePredictiveValue(shares(prevalence, 0.99, 0.99)) ?? 0))).toBe(percent);
  }
  expect(wholePeople(shares(0.01, 0.99, 0.99), 10_000)).toEqual({ truePositive: 99, falseNegative: 1, falsePositive: 99, trueNegative: 9801 });
  const again = afterSecondTest(shares(0.01, 0.99, 0.99), 0.99, 0.99);
  expect(positivePredictiveValue(again)).toBeCloseTo(0.99, 6);
  expect(again.truePositive * 10_000).toBeCloseTo(98, 1);
  expect(again.falsePositive * 10_000).toBeCloseTo(1, 1);
});

test('people are neither lost nor invented, whatever the settings', () => {
  for (const prevalence of [0, 0.001, 0.013, 0.5, 1]) {
    for (const sensitivity of [0.5, 0.85, 1]) {
      for (const specificity of [0.5, 0.995, 1]) {
        for (const result of [shares(prevalence, sensitivity, specificity), afterSecondTest(shares(prevalence, sensitivity, specificity), sensitivity, specificity)]) {
          const whole = wholePeople(result, 1000);
          expect(Object.values(result).reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12);
          expect(Object.values(whole).reduce((sum, count) => sum + count, 0)).toBe(1000);
          for (const name of ['truePositive', 'falseNegative', 'falsePositive', 'trueNegative'] as const) expect(Math.abs(whole[name] - 1000 * result[name])).toBeLessThan(1);
        }
      }
    }
  }
});

test('no positives, no predictive value', () => {
  expect(positivePredictiveValue(shares(0, 0.9, 1))).toBeUndefined();
  expect(negativePredictiveValue(shares(1, 1, 0.9))).toBeUndefined();
});

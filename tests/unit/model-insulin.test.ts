import { describe, expect, it } from 'vitest';
import { course, HEALTHY, MMOL, released } from '#/lib/models/insulin.ts';

const start = (release: number, answer: number) => {
  const [first] = course({ release, answer }, 0, 0, 1);
  return { glucose: (first?.glucose ?? 0) / MMOL, insulin: (first?.insulin ?? 0) / 1000 };
};
const values = (points: { glucose: number }[]): number[] => points.map(({ glucose }) => glucose);

describe('fasting', () => {
  // Steady states of the model in Khoo, Physiological Control Systems, ch. 3: mg/mL and mU/mL, ± 3 %.
  it.each([
    ['healthy', 1, 1, 0.81, 0.055],
    ['a fifth of the insulin', 0.2, 1, 1.28, 0.029],
    ['a fifth of the answer', 1, 0.2, 1.28, 0.146],
  ])('%s', (_, release, answer, glucose, insulin) => {
    const found = start(release, answer);
    expect(Math.abs(found.glucose / glucose - 1)).toBeLessThan(0.03);
    expect(Math.abs(found.insulin / insulin - 1)).toBeLessThan(0.04);
  });
  it('stays within 3.9 to 6.1 mmol/L in a healthy body, and stays put', () => {
    const found = values(course(HEALTHY, 0, 0, 6));
    expect(Math.min(...found)).toBeGreaterThan(3.9);
    expect(Math.max(...found)).toBeLessThan(6.1);
    expect(Math.max(...found) - Math.min(...found)).toBeLessThan(1e-6);
  });
  it('without insulin is limited by the kidneys alone, above the 7.0 mmol/L of diabetes', () => {
    // Q = λG + μ(G − θ), by hand.
    expect(start(0, 1).glucose).toBeCloseTo((8400 + 7200 * 2.5) / (2470 + 7200), 6);
    expect(start(0, 1).glucose * MMOL).toBeGreaterThan(7);
  });
});

describe('a bowl of rice, 50 g of carbohydrate', () => {
  const healthy = values(course(HEALTHY, 50, 0, 6));
  it('lifts a healthy body’s glucose, not tenfold, and is put right in three hours', () => {
    expect(Math.max(...healthy)).toBeLessThan(11.1);
    expect(Math.max(...healthy)).toBeGreaterThan(6.1);
    expect(healthy[180]).toBeLessThan(6.1);
    expect(Math.min(...healthy)).toBeGreaterThan(2.8);
  });
  it('lifts it further and longer with little insulin, and with deaf cells', () => {
    for (const body of [{ release: 0.2, answer: 1 }, { release: 1, answer: 0.2 }]) {
      const found = values(course(body, 50, 0, 6));
      expect(Math.max(...found)).toBeGreaterThan(11.1);
      expect(found[180]).toBeGreaterThan(7.8);
    }
  });
  it('needs insulin where there is none; twice of what helps brings it below 3.9 mmol/L', () => {
    const none = { release: 0, answer: 1 };
    const dose = released(HEALTHY, course(HEALTHY, 50, 0, 6));
    expect(values(course(none, 50, 0, 6))[240]).toBeGreaterThan(15);
    expect(values(course(none, 50, dose, 6))[240]).toBeLessThan(6.1);
    expect(Math.min(...values(course(none, 50, 2 * dose, 6)))).toBeLessThan(3.9);
  });
  it('is the same curve with a finer eye: glucose that came in is used or still there', () => {
    const points = course(HEALTHY, 50, 0, 24);
    expect(points.at(-1)?.glucose).toBeCloseTo(points[0]?.glucose ?? 0, 1);
    expect(points).toHaveLength(24 * 60 + 1);
  });
});

/**
 * Blood glucose and insulin as one loop of feedback. For learning only: it stands for no person, and no dose
 * can be read off it. Pure.
 *
 * - Glucose and insulin, each in one space of 15 L: Stolwijk and Hardy's model, in Mountcastle (ed.), Medical
 *   Physiology (1974), with the constants in Khoo, Physiological Control Systems (IEEE Press, 2000), ch. 3:
 *   V·G′ = Q − λG − νGI − μ(G − θ)₊ and V·I′ = −αI + β(G − φ)₊.
 * - A meal reaches the blood as A·D·t·e^(−t/τ)/τ², A = 0.8, τ = 40 min; insulin from below the skin in the same
 *   way with τ = 55 min (Hovorka et al., Physiological Measurement 25 (2004) 905,
 *   doi:10.1088/0967-3334/25/4/010).
 *
 * Left out: glucagon and other hormones, the first quick release of insulin, stores, exercise, and that no two
 * people are alike; so peaks after a meal come out higher than a healthy person's.
 */

/** mg/mL to mmol/L: 1000 over the molar mass of glucose. */
export const MMOL = 1000 / 180.156;

const VOLUME = 15_000; // mL
const RELEASE = 8400; // mg/h of glucose from the liver, Q
const BRAIN = 2470; // mL/h, use without insulin, λ
const UPTAKE = 139_000; // mL²/(mU·h), use with insulin, ν
const KIDNEY = 7200; // mL/h, loss through the kidneys, μ
const THRESHOLD = 2.5; // mg/mL above which they lose it, θ
const FADING = 7600; // mL/h, α
const RESPONSE = 1430; // mU·mL/(mg·h), β
const QUIET = 0.51; // mg/mL below which no insulin is released, φ
const ABSORBED = 0.8;
const MEAL = 40 / 60; // h
const DEPOT = 55 / 60; // h
const STEP = 1 / 60; // h

export interface Body {
  /** Share of the normal release of insulin, 0–1. */
  release: number;
  /** Share of the normal answer of the cells, 0–1. */
  answer: number;
}

export interface Point {
  /** h after the meal. */
  time: number;
  /** mmol/L. */
  glucose: number;
  /** mU/L. */
  insulin: number;
}

const above = (value: number, limit: number): number => Math.max(0, value - limit);

/** Change in an hour of glucose (mg/mL) and insulin (mU/mL), with what comes in from outside (mg/h, mU/h). */
function change({ release, answer }: Body, glucose: number, insulin: number, meal: number, dose: number): [number, number] {
  return [
    (RELEASE + meal - BRAIN * glucose - answer * UPTAKE * glucose * insulin - KIDNEY * above(glucose, THRESHOLD)) / VOLUME,
    (dose - FADING * insulin + release * RESPONSE * above(glucose, QUIET)) / VOLUME,
  ];
}

/** Glucose (mg/mL) and insulin (mU/mL) of a body that has fasted for long. */
function fasting(body: Body): [number, number] {
  const insulin = (glucose: number): number => (body.release * RESPONSE * above(glucose, QUIET)) / FADING;
  let [low, high] = [0, 10];
  for (let step = 0; step < 50; step++) {
    const middle = (low + high) / 2;
    if (change(body, middle, insulin(middle), 0, 0)[0] > 0) low = middle;
    else high = middle;
  }
  return [low, insulin(low)];
}

/** How fast what was taken at time 0 arrives after so many hours, as a share in an hour. */
function arriving(time: number, tau: number): number {
  return (time * Math.exp(-time / tau)) / tau ** 2;
}

/**
 * The hours after a meal (g of carbohydrate) and, at the same moment, insulin (mU), minute by minute. Starts
 * from the body's own fasting state.
 */
export function course(body: Body, carbohydrate: number, dose: number, hours: number): Point[] {
  let [glucose, insulin] = fasting(body);
  const minutes = Math.round(hours * 60);
  return Array.from({ length: minutes + 1 }, (_, minute) => {
    const time = minute / 60;
    const point = { time, glucose: glucose * MMOL, insulin: insulin * 1000 };
    // Heun's rule: the slope here and the slope there.
    const slope = (at: number, g: number, i: number): [number, number] => change(body, g, i, 1000 * carbohydrate * ABSORBED * arriving(at, MEAL), dose * arriving(at, DEPOT));
    const [g1, i1] = slope(time, glucose, insulin);
    const [g2, i2] = slope(time + STEP, glucose + STEP * g1, insulin + STEP * i1);
    glucose += (STEP * (g1 + g2)) / 2;
    insulin += (STEP * (i1 + i2)) / 2;
    return point;
  });
}

export const HEALTHY: Body = { release: 1, answer: 1 };

/** mU of insulin that a body releases in this course. */
export function released(body: Body, points: readonly Point[]): number {
  return points.reduce((sum, { glucose }) => sum + STEP * body.release * RESPONSE * above(glucose / MMOL, QUIET), 0);
}

/** The steel model against textbook figures. */
import { expect, test } from 'vitest';
import { cold, fullyAustenitic, GRADES, hot, martensiteStart, quenchedHardness, retainedShare, slowlyCooled, type Cooling } from '#/lib/models/steel.ts';

test('slow cooling: the textbook’s exercises on the lever rule, within one per cent of the mass', () => {
  // 0.45 %: (0.45 − 0.0218) / (0.77 − 0.0218) = 57.2 % pearlite, the rest ferrite.
  expect(slowlyCooled(0.45).pearlite).toBeCloseTo(0.572, 2);
  expect(slowlyCooled(0.45).ferrite).toBeCloseTo(0.428, 2);
  // 1.2 %: (1.2 − 0.77) / (6.69 − 0.77) = 7.3 % cementite beside the pearlite.
  expect(slowlyCooled(1.2).cementite).toBeCloseTo(0.073, 2);
  expect(slowlyCooled(0.77).pearlite).toBeCloseTo(1, 9);
  // Most cementite outside the pearlite that a steel can have: 22.6 % at 2.11 %.
  expect(slowlyCooled(2.11).cementite).toBeCloseTo(0.226, 2);
  expect(slowlyCooled(0.01).pearlite).toBe(0);
});

test('pearlite is 88 to 89 % ferrite and 11 to 12 % cementite', () => {
  const { ferrite, cementite } = hot(0.77, 726);
  expect(ferrite).toBeCloseTo(0.888, 2);
  expect(cementite).toBeCloseTo(0.112, 2);
});

test('heating: austenite from 727 ℃, alone from A3 or Acm; 45 steel within 25 ℃ of the handbook’s Ac3, 780 ℃', () => {
  expect(hot(0.45, 700).austenite).toBe(0);
  expect(Math.abs(fullyAustenitic(0.45) - 780)).toBeLessThan(25);
  expect(hot(0.45, 840).austenite).toBe(1);
  expect(hot(0.45, 760).austenite).toBeGreaterThan(0.5);
  expect(hot(0.45, 760).ferrite).toBeGreaterThan(0.05);
  expect(fullyAustenitic(0)).toBe(912);
  expect(fullyAustenitic(0.77)).toBeCloseTo(727, 9);
  expect(fullyAustenitic(2.11)).toBeCloseTo(1148, 9);
  // T10 is quenched from 760–780 ℃: austenite with a few per cent of cementite left.
  const t10 = hot(1, 770);
  expect(t10.cementite).toBeGreaterThan(0.005);
  expect(t10.cementite).toBeLessThan(0.04);
});

test('Andrews and Koistinen–Marburger: 0.4 % starts at 370 ℃; more carbon leaves more austenite', () => {
  expect(martensiteStart(0.4)).toBeCloseTo(369.8, 1);
  // exp(−0.011 · 180) = 13.8 % for a start at 200 ℃.
  expect(retainedShare((539 - 200) / 423)).toBeCloseTo(0.138, 3);
  expect(retainedShare(0.2)).toBeLessThan(0.01);
  expect(retainedShare(1)).toBeGreaterThan(retainedShare(0.8));
});

test('mass and carbon are kept, whatever the settings', () => {
  for (const carbon of [0, 0.01, 0.1, 0.45, 0.77, 0.9, 1.3]) {
    for (const celsius of [600, 726, 727, 760, 850, 912, 1000]) {
      const now = hot(carbon, celsius);
      expect(now.ferrite + now.austenite + now.cementite).toBeCloseTo(1, 9);
      if (now.austenite > 0 && now.ferrite < 1) {
        const ferriteCarbon = 0.0218 * (912 - celsius) / (912 - 727);
        expect(now.austenite * now.austeniteCarbon + now.ferrite * ferriteCarbon + now.cementite * 6.69).toBeCloseTo(carbon, 6);
      }
      for (const cooling of ['furnace', 'air', 'water'] as const satisfies Cooling[]) {
        const { ferrite, pearlite, cementite, martensite, retained } = cold(carbon, celsius, cooling);
        for (const share of [ferrite, pearlite, cementite, martensite, retained]) expect(share).toBeGreaterThanOrEqual(0);
        expect(ferrite + pearlite + cementite + martensite + retained).toBeCloseTo(1, 9);
      }
    }
  }
});

test('no martensite without heat above 727 ℃ or without a quench', () => {
  expect(cold(0.8, 700, 'water')).toEqual(cold(0.8, 700, 'furnace'));
  expect(cold(0.8, 780, 'air').martensite).toBe(0);
  expect(cold(0.45, 840, 'water').martensite).toBeGreaterThan(0.95);
});

test('hardness of quenched steel: what the standards ask of T8 and T10, and 45 steel within 5 HRC of a handbook’s 55', () => {
  for (const { carbon, hard } of GRADES) if (hard !== undefined) expect(quenchedHardness(carbon)).toBeGreaterThanOrEqual(hard);
  expect(Math.abs((quenchedHardness(0.45) ?? 0) - 55)).toBeLessThan(6);
  expect(quenchedHardness(0.8)).toBe(65);
  expect(quenchedHardness(0.05)).toBeUndefined();
});

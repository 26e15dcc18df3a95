import { describe, expect, it } from 'vitest';
import { equilibriumSugar, freeze, freezingPoint } from '#/lib/models/ice-wine.ts';

describe('freezing concentration', () => {
  // CRC Handbook of Chemistry and Physics, Concentrative Properties of Aqueous Solutions: D-glucose.
  it.each([[0.05, 0.55], [0.1, 1.16], [0.2, 2.7], [0.3, 4.79]])('a glucose solution of mass fraction %f freezes %f ℃ below water (± 0.2 ℃)', (sugar, depression) => {
    expect(Math.abs(-freezingPoint(sugar) - depression)).toBeLessThan(0.2);
  });

  it('follows 1.86 ℃ for each mol in a kilogram of water while it is thin (± 2 %)', () => {
    const sugar = 0.018;
    const molality = (sugar / 0.180156) / (1 - sugar);
    expect(-freezingPoint(sugar) / (1.86 * molality)).toBeCloseTo(1, 1);
    expect(Math.abs(-freezingPoint(sugar) / (1.86 * molality) - 1)).toBeLessThan(0.02);
  });

  it('reaches half sugar between −8 and −14 ℃, as concentrated fruit juices do', () => {
    expect(freezingPoint(0.5)).toBeLessThan(-8);
    expect(freezingPoint(0.5)).toBeGreaterThan(-14);
  });

  it('gives a juice sweeter than the 25.3 °Brix that the OIV asks for at −7 ℃', () => {
    expect(equilibriumSugar(-7)).toBeGreaterThan(0.253);
    expect(equilibriumSugar(-7)).toBeLessThan(0.42);
  });

  it('is its own inverse', () => {
    for (const celsius of [-2, -7, -12, -16]) expect(freezingPoint(equilibriumSugar(celsius))).toBeCloseTo(celsius, 6);
  });

  it('keeps the sugar and the mass, and freezes nothing above the freezing point', () => {
    const { ice, juice, sugar } = freeze(0.2, -10);
    expect(ice + juice).toBeCloseTo(1000, 9);
    expect(juice * sugar).toBeCloseTo(200, 9);
    expect(freeze(0.2, -2)).toEqual({ ice: 0, juice: 1000, sugar: 0.2 });
  });
});

import { describe, expect, it } from 'vitest';
import { circuit, CONDUCTORS, MELTING } from '#/lib/models/graphite.ts';

const usual = circuit(CONDUCTORS.electrode, 0.6, 50_000, 300);

describe('an electrode of 0.6 m that carries 50 kA', () => {
  it('has the figures of the article: 0.00004 Ω, 100 kW, an arc of 15 MW (± 5 %)', () => {
    expect(Math.abs(usual.resistance / 4e-5 - 1)).toBeLessThan(0.05);
    expect(Math.abs(usual.electrode / 1e5 - 1)).toBeLessThan(0.05);
    expect(usual.arc).toBe(15e6);
    expect(usual.arc / usual.electrode).toBeGreaterThan(100);
  });
  it('carries a current density that makers recommend for it (17 to 26 A/cm²)', () => {
    expect(usual.density).toBeGreaterThan(17);
    expect(usual.density).toBeLessThan(26);
  });
  it('heats four times as much at half the diameter, and at twice the current', () => {
    expect(circuit(CONDUCTORS.electrode, 0.3, 50_000, 300).electrode / usual.electrode).toBeCloseTo(4, 9);
    expect(circuit(CONDUCTORS.electrode, 0.6, 100_000, 300).electrode / usual.electrode).toBeCloseTo(4, 9);
  });
});

describe('conductors', () => {
  it('differ by more than a hundred along and across the layers, as measured on crystals', () => {
    const ratio = CONDUCTORS.across.resistivity / CONDUCTORS.along.resistivity;
    expect(ratio).toBeGreaterThan(110);
    expect(ratio).toBeLessThan(180);
  });
  it('leave the electrode about three hundred times the resistivity of copper', () => {
    const ratio = CONDUCTORS.electrode.resistivity / CONDUCTORS.copper.resistivity;
    expect(Math.abs(ratio / 300 - 1)).toBeLessThan(0.1);
  });
});

describe('a tonne of steel', () => {
  it('needs about 360 kW·h (± 1 %), less than the 400 kW·h and more that furnaces take', () => {
    expect(Math.abs(MELTING / 3.6e6 / 360 - 1)).toBeLessThan(0.01);
    expect(MELTING / 3.6e6).toBeLessThan(400);
  });
  it('takes three such arcs half a minute at least', () => {
    expect(usual.seconds).toBeCloseTo(28.9, 1);
  });
});

import { describe, expect, it } from 'vitest';
import { beltAt, blast, climb, warmerThan } from '#/lib/models/crater-lake.ts';

describe('an explosion below the ground', () => {
  // The paper's own conclusion for explosions at maars: most that erupt lie in the uppermost ~200 m, those
  // above 100 m feed the wall; only rare ones of very high energy erupt from between 200 m and 500 m.
  it('of 10¹³ J stays in the ground below about 200 m, and throws out most above 100 m (± 20 %)', () => {
    const { best, limit } = blast(1e13, 0);
    expect(Math.abs(limit - 200) / 200).toBeLessThan(0.2);
    expect(best).toBeLessThan(100);
    expect(best).toBeGreaterThan(60);
  });
  it('of 2·10¹⁴ J can break through from below 200 m, not from below 500 m', () => {
    const { limit } = blast(2e14, 0);
    expect(limit).toBeGreaterThan(200);
    expect(limit).toBeLessThan(500);
  });
  it('has a depth at which the crater is largest', () => {
    expect([10, 80, 140, 180].map((depth) => blast(1e13, depth).outcome)).toEqual(['shallow', 'best', 'deep', 'contained']);
  });
  it('needs eight times the energy to break through from twice the depth', () => {
    expect(blast(8e12, 0).limit / blast(1e12, 0).limit).toBeCloseTo(2, 9);
  });
});

describe('height and temperature', () => {
  it('is 9 ℃ colder 1500 m higher up, as the article says', () => {
    expect(warmerThan(2100, 600)).toBeCloseTo(-9, 9);
  });
  it('agrees with the reserve’s annual means, 3 ℃ at its foot (700 m) and −7 ℃ on top (2600 m), to 1.5 ℃', () => {
    expect(Math.abs(3 + warmerThan(2600, 700) - -7)).toBeLessThan(1.5);
  });
  it('gives the belts of the north slope', () => {
    expect([700, 1099, 1100, 1699, 1700, 1999, 2000, 2600].map((height) => beltAt(height).label)).toEqual(['针阔叶混交林', '针阔叶混交林', '针叶林', '针叶林', '岳桦林', '岳桦林', '高山苔原', '高山苔原']);
  });
  it('moves lines up by 167 m for each degree', () => {
    expect(climb(1)).toBeCloseTo(166.7, 1);
    expect(beltAt(1200, 1).label).toBe('针阔叶混交林');
    expect(beltAt(2100, 1).label).toBe('岳桦林');
  });
  // Du et al. (2018): the treeline rose by about 80 m in 160 years; a rise that temperature alone explains with half a degree.
  it('needs less than a degree for the rise of the treeline that was measured', () => {
    expect(80 / climb(1)).toBeLessThan(1);
  });
});

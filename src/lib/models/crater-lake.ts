/**
 * Two small models of a mountain. Pure.
 *
 * 1. How deep an explosion of magma and water may lie and still make a crater. Blasting experiments over
 *    many energies collapse onto the scaled depth d/E^⅓: near 0.004 m/J^⅓ the most is thrown out, beyond
 *    0.008 m/J^⅓ nothing reaches the ground (Valentine, Graettinger, Sonder, Geophysical Research Letters
 *    41 (2014) 3045, doi:10.1002/2014GL060096).
 * 2. How temperature falls with height, 0.6 ℃ in 100 m (《气象学与气候学》), and which belt of vegetation
 *    stands where on the northern slope of 长白山 (Tang, Li, Shao, Mountain Research and Development 31
 *    (2011) 160, doi:10.1659/MRD-JOURNAL-D-10-00120.1). Warming moves the lines of equal temperature; the
 *    trees themselves follow slowly, or not at all.
 */

/** m/J^⅓: depth at which an explosion throws out the most. */
export const BEST_DEPTH = 0.004;
/** m/J^⅓: depth below which it stays in the ground. */
export const LIMIT_DEPTH = 0.008;
/** Energy of a tonne of TNT by convention, J. */
export const TONNE_OF_TNT = 4.184e9;

export interface Blast {
  /** Depth at which this energy throws out the most, m. */
  best: number;
  /** Depth below which nothing reaches the ground, m. */
  limit: number;
  /** `shallow` above the best depth, `deep` below it, `contained` beyond the limit. */
  outcome: 'shallow' | 'best' | 'deep' | 'contained';
}

/** What an explosion of this energy (J) at this depth (m) does. `best` means within a quarter of the best depth. */
export function blast(energy: number, depth: number): Blast {
  const size = Math.cbrt(energy);
  const [best, limit] = [BEST_DEPTH * size, LIMIT_DEPTH * size];
  const outcome = depth > limit ? 'contained' : Math.abs(depth - best) <= best / 4 ? 'best' : depth < best ? 'shallow' : 'deep';
  return { best, limit, outcome };
}

/** ℃ in a metre of height. */
export const LAPSE = 0.006;

/** Belts from below, each with its upper end in m. */
export const BELTS = [
  { id: 'mixed', label: '针阔叶混交林', plants: '红松、椴树', top: 1100 },
  { id: 'conifer', label: '针叶林', plants: '云杉、冷杉', top: 1700 },
  { id: 'birch', label: '岳桦林', plants: '弯曲的岳桦', top: 2000 },
  { id: 'tundra', label: '高山苔原', plants: '矮小灌木、苔藓', top: Infinity },
] as const;
export type Belt = (typeof BELTS)[number];

/** ℃ by which a height (m) is warmer than another; negative higher up. */
export function warmerThan(height: number, other: number): number {
  return LAPSE * (other - height);
}

/** m by which lines of equal temperature climb when it gets warmer by so many ℃. */
export function climb(warming: number): number {
  return warming / LAPSE;
}

/** The belt at a height (m), or the one whose present temperature this height has after warming (℃). */
export function beltAt(height: number, warming = 0): Belt {
  const [first, ...rest] = BELTS;
  return [first, ...rest].find(({ top }) => height - climb(warming) < top) ?? first;
}

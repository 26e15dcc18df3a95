/**
 * Freezing concentration of a grape juice, taken as water with glucose and fructose. Ice holds no sugar, so
 * at each temperature water freezes until what is left is in equilibrium with ice. Pure.
 *
 * - Water activity of the juice: Norrish, ln a = ln x_w − K·x_s². K = 2.25 for glucose and for fructose
 *   (Chirife, Favetto, Ferro Fontán, Lebensmittel-Wissenschaft und -Technologie 15 (1982) 159; reviewed in
 *   Baeza et al., Food and Bioprocess Technology 3 (2010) 87, doi:10.1007/s11947-007-0052-8).
 * - Equilibrium with ice: ln a = −(ΔH₀/R)(1/T − 1/T₀) + (ΔC/R)(T₀/T − 1 − ln(T₀/T)), the enthalpy of
 *   fusion falling with temperature by the difference of the heat capacities of water and ice (《物理化学》).
 *
 * Left out: acids, minerals, skins, supercooling, ice that melts again or holds juice back in the press.
 * Holds to about 0.2 ℃ up to 30 % sugar (see the test); above 50 % it is an estimate.
 */

const GAS = 8.314; // J/(mol·K)
const FREEZING = 273.15; // K
const FUSION = 6010; // J/mol, ice at 0 ℃
const HEAT_CAPACITY = 38; // J/(mol·K), water less ice at 0 ℃
const NORRISH = 2.25;
const WATER = 18.015; // g/mol
const SUGAR = 180.156; // g/mol, glucose and fructose

/** ln of the activity of water that ice has at this temperature (℃, ≤ 0). */
function iceActivity(celsius: number): number {
  const kelvin = celsius + FREEZING;
  const ratio = FREEZING / kelvin;
  return (-FUSION / GAS) * (1 / kelvin - 1 / FREEZING) + (HEAT_CAPACITY / GAS) * (ratio - 1 - Math.log(ratio));
}

/** ln of the activity of water in a juice with this mass fraction of sugar (0–1). */
function juiceActivity(sugar: number): number {
  const moles = sugar / SUGAR;
  const x = moles / (moles + (1 - sugar) / WATER);
  return Math.log(1 - x) - NORRISH * x * x;
}

/** Where a function that falls from positive to negative crosses zero. */
function crossing(f: (at: number) => number, low: number, high: number): number {
  let [from, to] = [low, high];
  for (let step = 0; step < 40; step++) {
    const middle = (from + to) / 2;
    if (f(middle) > 0) from = middle;
    else to = middle;
  }
  return (from + to) / 2;
}

/** Mass fraction of sugar (0–1) of the juice that stands in equilibrium with ice at this temperature (℃, −30 to 0). */
export function equilibriumSugar(celsius: number): number {
  return celsius >= 0 ? 0 : crossing((sugar) => juiceActivity(sugar) - iceActivity(celsius), 0, 0.9);
}

/** Temperature (℃) at which a juice with this mass fraction of sugar begins to freeze. */
export function freezingPoint(sugar: number): number {
  return -crossing((below) => iceActivity(-below) - juiceActivity(sugar), 0, 40);
}

export interface Frozen {
  /** g of ice from 1 kg of juice. */
  ice: number;
  /** g of juice left. */
  juice: number;
  /** Mass fraction of sugar in the juice left, 0–1. */
  sugar: number;
}

/** What 1 kg of juice with this mass fraction of sugar comes to at this temperature (℃). */
export function freeze(sugar: number, celsius: number): Frozen {
  const left = Math.max(sugar, equilibriumSugar(celsius));
  const juice = (1000 * sugar) / left;
  return { ice: 1000 - juice, juice, sugar: left };
}

/**
 * An electrode of an arc furnace as a wire: Ohm's and Joule's laws, and the heat that a tonne of scrap
 * needs. Pure.
 *
 * - Resistivity: ultra-high-power electrodes at most 5.5 μΩ·m (《超高功率石墨电极》YB/T 4090—2015 and makers'
 *   tables); a graphite crystal 2.6·10⁴ and 150–230 (Ω·cm)⁻¹ along and across its layers (Primak, Fuchs,
 *   Physical Review 95 (1954) 22, doi:10.1103/PhysRev.95.22; 190 is used); copper 1.68·10⁻⁸ Ω·m at 20 ℃
 *   (CRC Handbook).
 * - Heat of steel: 1.3 GJ takes a tonne of scrap to liquid steel (Fruehan et al., 2000).
 *
 * Left out: that resistivity changes with heat, that alternating current crowds to the surface, losses of
 * the furnace and the reactance of its cables.
 */

export interface Conductor {
  label: string;
  /** Ω·m at room temperature. */
  resistivity: number;
  /** ℃ at which it no longer stands: melts, or turns to vapour. */
  end: number;
}

export const CONDUCTORS = {
  electrode: { label: '石墨电极', resistivity: 5.5e-6, end: 3600 },
  along: { label: '石墨晶体，顺着层', resistivity: 1 / 2.6e6, end: 3600 },
  across: { label: '石墨晶体，横穿层', resistivity: 1 / 1.9e4, end: 3600 },
  copper: { label: '铜', resistivity: 1.68e-8, end: 1085 },
} as const satisfies Record<string, Conductor>;
export type ConductorName = keyof typeof CONDUCTORS;

/** Length of the electrode between holder and arc, m. */
export const LENGTH = 2;
/** Liquid steel, ℃. */
export const STEEL = 1600;
/** J that take a tonne of scrap from room temperature to liquid steel. */
export const MELTING = 1.3e9;
/** Electrodes of a furnace for three-phase current. */
export const PHASES = 3;

export interface Circuit {
  /** Ω of one electrode. */
  resistance: number;
  /** V lost in it. */
  drop: number;
  /** W that heat the electrode itself. */
  electrode: number;
  /** W of its arc. */
  arc: number;
  /** A/cm². */
  density: number;
  /** s in which all arcs melt a tonne, if nothing is lost. */
  seconds: number;
}

/** One electrode of this diameter (m) that carries this current (A) to an arc of this voltage (V). */
export function circuit(conductor: Conductor, diameter: number, current: number, voltage: number): Circuit {
  const area = (Math.PI * diameter ** 2) / 4;
  const resistance = (conductor.resistivity * LENGTH) / area;
  const arc = current * voltage;
  return { resistance, drop: current * resistance, electrode: current ** 2 * resistance, arc, density: current / (area * 1e4), seconds: MELTING / (PHASES * arc) };
}

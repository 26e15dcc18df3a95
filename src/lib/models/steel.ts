/**
 * Carbon, heat and cooling of plain carbon steel, simplified: the iron corner of the iron–cementite diagram with
 * straight lines, the lever rule on it, and martensite on quenching. Carbon in mass per cent, temperatures in ℃,
 * shares as fractions of the mass.
 *
 * Points of the diagram: 《金属学与热处理》（第2版，机械工业出版社，2007）, 铁碳相图: eutectoid 0.77 % at 727 ℃,
 * ferrite holds at most 0.0218 %, cementite 6.69 %, pure iron changes at 912 ℃, austenite holds 2.11 % at 1148 ℃.
 * The real lines GS and ES are a little curved; straight ones are off by at most some 20 ℃.
 */

export const EUTECTOID = { carbon: 0.77, temperature: 727 } as const;
export const FERRITE_CARBON = 0.0218;
export const CEMENTITE_CARBON = 6.69;
export const PURE_IRON_CHANGE = 912;
export const AUSTENITE_MOST = { carbon: 2.11, temperature: 1148 } as const;

/** Carbon content in % that the lines GS (A₃) and ES (Acm) give for austenite at a temperature above 727 ℃, and GP for ferrite. */
export const A3_CARBON = (celsius: number): number => (EUTECTOID.carbon * (PURE_IRON_CHANGE - celsius)) / (PURE_IRON_CHANGE - EUTECTOID.temperature);
export const ACM_CARBON = (celsius: number): number =>
  EUTECTOID.carbon + ((AUSTENITE_MOST.carbon - EUTECTOID.carbon) * (celsius - EUTECTOID.temperature)) / (AUSTENITE_MOST.temperature - EUTECTOID.temperature);
const GP_CARBON = (celsius: number): number => (FERRITE_CARBON * (PURE_IRON_CHANGE - celsius)) / (PURE_IRON_CHANGE - EUTECTOID.temperature);

/** Temperature in ℃ at which a steel of this carbon is wholly austenite on heating. */
export function fullyAustenitic(carbon: number): number {
  return carbon <= EUTECTOID.carbon
    ? PURE_IRON_CHANGE - ((PURE_IRON_CHANGE - EUTECTOID.temperature) * carbon) / EUTECTOID.carbon
    : EUTECTOID.temperature + ((AUSTENITE_MOST.temperature - EUTECTOID.temperature) * (carbon - EUTECTOID.carbon)) / (AUSTENITE_MOST.carbon - EUTECTOID.carbon);
}

/** The lever rule: share of the carbon-rich partner when `carbon` lies between `poor` and `rich`; 0 or 1 outside. */
export function lever(carbon: number, poor: number, rich: number): number {
  return Math.min(1, Math.max(0, (carbon - poor) / (rich - poor)));
}

/** What is there while the steel is held at a temperature. Shares add up to 1. */
export interface Hot {
  ferrite: number;
  austenite: number;
  cementite: number;
  /** Carbon content in % of the austenite; 0 when there is none. */
  austeniteCarbon: number;
}

/** Phases in equilibrium at `celsius` (from 20 to 1,148 ℃) in a steel of `carbon` (from 0 to 2.11 %). */
export function hot(carbon: number, celsius: number): Hot {
  if (celsius < EUTECTOID.temperature) {
    const cementite = lever(carbon, FERRITE_CARBON, CEMENTITE_CARBON);
    return { ferrite: 1 - cementite, austenite: 0, cementite, austeniteCarbon: 0 };
  }
  if (celsius < PURE_IRON_CHANGE && carbon < A3_CARBON(celsius)) {
    const austenite = lever(carbon, GP_CARBON(celsius), A3_CARBON(celsius));
    return { ferrite: 1 - austenite, austenite, cementite: 0, austeniteCarbon: austenite > 0 ? A3_CARBON(celsius) : 0 };
  }
  const cementite = lever(carbon, ACM_CARBON(celsius), CEMENTITE_CARBON);
  return { ferrite: 0, austenite: 1 - cementite, cementite, austeniteCarbon: Math.min(carbon, ACM_CARBON(celsius)) };
}

export type Cooling = 'furnace' | 'air' | 'water';

/** What a microscope finds at room temperature. Shares add up to 1. */
export interface Cold {
  ferrite: number;
  /** Layers of ferrite and cementite. */
  pearlite: number;
  /** Cementite outside of the pearlite. */
  cementite: number;
  martensite: number;
  /** Austenite that the quench has left. */
  retained: number;
  /** Carbon content in % of the martensite; 0 when there is none. */
  martensiteCarbon: number;
}

/** Ferrite, pearlite and cementite of a slowly cooled steel: the lever rule at 727 ℃. */
export function slowlyCooled(carbon: number): Cold {
  const none = { martensite: 0, retained: 0, martensiteCarbon: 0 };
  if (carbon <= EUTECTOID.carbon) {
    const pearlite = lever(carbon, FERRITE_CARBON, EUTECTOID.carbon);
    return { ferrite: 1 - pearlite, pearlite, cementite: 0, ...none };
  }
  const cementite = lever(carbon, EUTECTOID.carbon, CEMENTITE_CARBON);
  return { ferrite: 0, pearlite: 1 - cementite, cementite, ...none };
}

/** Start of martensite in ℃ for carbon alone: Andrews, Journal of the Iron and Steel Institute 1965;203:721 (Ms = 539 − 423 C − …). */
export function martensiteStart(carbon: number): number {
  return 539 - 423 * carbon;
}

export const ROOM = 20;

/** Share of the austenite that stays at room temperature: Koistinen and Marburger, Acta Metallurgica 1959;7:59, exp(−0.011 (Ms − T)). */
export function retainedShare(carbon: number): number {
  return Math.exp(-0.011 * Math.max(0, martensiteStart(carbon) - ROOM));
}

/**
 * What the steel is made of after heating to `celsius` and cooling. Slow cooling in the furnace and cooling in air
 * give the same shares here (in air the pearlite is finer); water catches all the austenite there is. The steel was
 * annealed before, so that below 727 ℃ nothing changes.
 */
export function cold(carbon: number, celsius: number, cooling: Cooling): Cold {
  const before = slowlyCooled(carbon);
  if (cooling !== 'water' || celsius < EUTECTOID.temperature) return before;
  const { ferrite, austenite, cementite, austeniteCarbon } = hot(carbon, celsius);
  const left = retainedShare(austeniteCarbon);
  return { ferrite, pearlite: 0, cementite, martensite: austenite * (1 - left), retained: austenite * left, martensiteCarbon: austenite > 0 ? austeniteCarbon : 0 };
}

/**
 * Rockwell hardness (HRC) that a wholly quenched plain carbon steel reaches at most: the rule of thumb 20 + 60·√C
 * (Just, Metal Progress 1969;96(5):87), for 0.1 to 0.6 % carbon; above, more carbon adds nothing (about 65). Undefined
 * below 0.1 %: too little carbon to harden.
 */
export function quenchedHardness(carbon: number): number | undefined {
  return carbon < 0.1 ? undefined : Math.min(65, 20 + 60 * Math.sqrt(carbon));
}

/** Grades with the middle of their carbon range in %, and what their standards ask for: Brinell (HBW) at most, Rockwell (HRC) at least. */
export interface Grade {
  name: string;
  carbon: number;
  /** As delivered or annealed, HBW at most. */
  soft: number;
  softState: 'rolled' | 'annealed';
  /** After quenching in water, HRC at least; absent where the standard does not say. */
  hard?: number;
}

/** GB/T 699—2015, tables 1 and 2 (20, 45); GB/T 1299—2014, carbon tool steels (T8, T10). */
export const GRADES: readonly Grade[] = [
  { name: '20钢', carbon: 0.2, soft: 156, softState: 'rolled' },
  { name: '45钢', carbon: 0.46, soft: 197, softState: 'annealed' },
  { name: 'T8钢', carbon: 0.8, soft: 187, softState: 'annealed', hard: 62 },
  { name: 'T10钢', carbon: 1, soft: 197, softState: 'annealed', hard: 62 },
];

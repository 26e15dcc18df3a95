/**
 * Drawings of the topics as three paths in a box of 320 × 160: soft areas, lines, and the marks in
 * ginseng-berry red. Whole numbers only, so that a drawing stays a few hundred bytes. Pure.
 */
import type { Topic } from '#/schemas/vocabulary.ts';

export interface Drawing {
  soft: string;
  line: string;
  mark: string;
}

/** Whole numbers from..to (both included), from the seed. */
type Pick = (from: number, to: number) => number;

function picker(seed: string): Pick {
  let state = 2_166_136_261;
  for (let index = 0; index < seed.length; index++) state = Math.imul(state ^ seed.charCodeAt(index), 16_777_619);
  return (from, to) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return from + (((mixed ^ (mixed >>> 14)) >>> 0) % (to - from + 1));
  };
}

const dot = (x: number, y: number, r: number): string => `M${x - r} ${y}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0-${2 * r} 0z`;
const round = Math.round;

function hexagon(x: number, y: number, r: number): string {
  const half = round(r / 2);
  const wide = round(r * 0.866);
  return `M${x} ${y - r}l${wide} ${half}v${r}l-${wide} ${half}l-${wide}-${half}v-${r}z`;
}

/** An umbel of ginseng berries over a palmate leaf. */
function ginseng(pick: Pick): Drawing {
  const [x, y] = [pick(120, 200), pick(66, 78)];
  let [line, mark] = [`M${x} 160Q${x + pick(-12, 12)} 120 ${x} ${y}`, ''];
  const count = pick(9, 13);
  for (let index = 0; index < count; index++) {
    const angle = Math.PI * (-0.02 - (0.96 * index) / (count - 1));
    const reach = pick(34, 56);
    const [bx, by] = [round(x + reach * Math.cos(angle)), round(y + reach * Math.sin(angle))];
    line += `M${x} ${y}L${bx} ${by}`;
    mark += dot(bx, by, pick(6, 8));
  }
  let soft = '';
  for (const side of [-1, 1]) {
    for (const [dx, dy] of [[110, -34], [128, 4], [104, 36]] as const) {
      soft += `M${x} 128Q${x + side * 50} ${128 + dy - 16} ${x + side * dx} ${128 + dy}Q${x + side * 44} ${128 + dy + 14} ${x} 128z`;
    }
  }
  return { soft, line, mark };
}

/** Rings of a molecule. */
function biomedicine(pick: Pick): Drawing {
  let [soft, line, mark] = ['', '', ''];
  let [x, y] = [pick(36, 60), pick(70, 90)];
  for (let index = 0; index < 5; index++) {
    const shape = hexagon(x, y, 30);
    line += shape;
    if (pick(0, 2) > 0) soft += shape;
    const up = pick(0, 1) === 1;
    mark += dot(x, up ? y - 30 : y + 30, 5);
    x += 52;
    if (pick(0, 2) === 0) {
      y += y > 80 ? -45 : 45;
      x -= 26;
    }
  }
  return { soft, line, mark };
}

/** A layer of graphite. */
function materials(pick: Pick): Drawing {
  let [soft, line, mark] = ['', '', ''];
  for (let row = 0; row < 5; row++) {
    for (let column = 0; column < 8; column++) {
      const shape = hexagon(column * 45 + (row % 2) * 23, row * 39 + 2, 26);
      line += shape;
      if (pick(0, 5) === 0) soft += shape;
    }
  }
  for (let index = 0; index < 3; index++) mark += dot(pick(1, 6) * 45 + 23, pick(0, 1) * 78 + 41, 7);
  return { soft, line, mark };
}

/** Grains of a polished steel section. */
function metallurgy(pick: Pick): Drawing {
  const points = Array.from({ length: 5 }, (_, row) => Array.from({ length: 8 }, (__, column) => [column * 54 - 30 + pick(-18, 18), row * 52 - 24 + pick(-16, 16)] as const));
  let [soft, line, mark] = ['', '', ''];
  for (let row = 0; row < 4; row++) {
    for (let column = 0; column < 7; column++) {
      const corners = [points[row]?.[column], points[row]?.[column + 1], points[row + 1]?.[column + 1], points[row + 1]?.[column]];
      const shape = `M${corners.map((corner) => corner?.join(' ') ?? '').join('L')}z`;
      line += shape;
      const kind = pick(0, 11);
      if (kind < 4) soft += shape;
      if (kind === 11 && mark.length < 60) mark += shape;
    }
  }
  return { soft, line, mark };
}

/** Contours of a maar and its lake. */
function volcano(pick: Pick): Drawing {
  const [x, y] = [pick(130, 190), pick(74, 88)];
  const ring = (r: number): string => {
    const corners = Array.from({ length: 8 }, (_, index) => {
      const angle = (Math.PI * index) / 4;
      const reach = r + pick(-3, 3);
      return [round(x + 1.5 * reach * Math.cos(angle)), round(y + reach * Math.sin(angle))] as const;
    });
    const middle = (a: number, b: number): string => {
      const [p, q] = [corners[a % 8] ?? [0, 0], corners[b % 8] ?? [0, 0]];
      return `${round((p[0] + q[0]) / 2)} ${round((p[1] + q[1]) / 2)}`;
    };
    return `M${middle(7, 8)}${corners.map((corner, index) => `Q${corner.join(' ')} ${middle(index, index + 1)}`).join('')}z`;
  };
  return { soft: ring(34), line: [34, 48, 62, 78, 96, 116].map((r) => ring(r)).join(''), mark: dot(x + pick(-20, 20), y + pick(-10, 10), 6) };
}

/** A stand of conifers, one of them turned. */
function forest(pick: Pick): Drawing {
  let [soft, line, mark] = ['', '', ''];
  const turned = pick(3, 9);
  for (let index = 0; index < 13; index++) {
    const [x, height, half] = [index * 26 + pick(-6, 6), pick(60, 124), pick(13, 18)];
    const tree = `M${x} ${152 - height}l${half} ${height - 12}h-${2 * half}z`;
    if (index === turned) mark += tree;
    else if (index % 2) soft += tree;
    else line += tree;
    line += `M${x} 140v20`;
  }
  return { soft, line, mark };
}

/** Furrows that run to the horizon, fruit on a vine line. */
function agriculture(pick: Pick): Drawing {
  const [x, y] = [pick(110, 210), pick(44, 58)];
  const soft = `M0 ${y}H320V160H0z`;
  let [line, mark] = [`M0 ${y}H320`, ''];
  for (let index = -7; index <= 7; index++) line += `M${x + index * 10} ${y}Q${x + index * 22} ${y + 30} ${x + index * 62} 160`;
  for (let index = 0; index < 6; index++) mark += dot(28 + index * 53 + pick(-9, 9), y - pick(8, 22), pick(4, 6));
  return { soft, line, mark };
}

/** Routes between stations. */
function logistics(pick: Pick): Drawing {
  const stops = Array.from({ length: 6 }, (_, index) => [24 + index * 54, 32 + pick(0, 3) * 32] as const);
  let [soft, line, mark] = ['', '', ''];
  stops.forEach(([x, y], index) => {
    const next = stops[index + 1];
    if (next) line += `M${x} ${y}h20L${next[0] - 10} ${next[1]}h10`;
    const far = stops[index + 2];
    if (far && pick(0, 1)) line += `M${x} ${y}Q${x + 54} ${y > 80 ? 160 : 0} ${far[0]} ${far[1]}`;
    soft += dot(x, y, pick(12, 20));
    if (index % 2) mark += dot(x, y, 6);
  });
  return { soft, line, mark };
}

/** Waves of a measured rhythm. */
function health(pick: Pick): Drawing {
  let [line, mark] = ['', ''];
  for (let row = 0; row < 5; row++) {
    const y = 24 + row * 28;
    const beat = pick(3, 13) * 20;
    line += `M0 ${y}H${beat}l8-${pick(14, 22)}l10 ${pick(30, 38)}l8-${pick(12, 18)}H320`;
    if (row % 2) mark += dot(beat + 60, y, 6);
  }
  return { soft: `M0 ${pick(40, 60)}Q80 ${pick(10, 40)} 160 80T320 ${pick(60, 90)}V160H0z`, line, mark };
}

/** A field of things, and the few that were drawn as the sample. */
function method(pick: Pick): Drawing {
  let [soft, line, mark] = ['', '', ''];
  for (let row = 0; row < 5; row++) {
    for (let column = 0; column < 10; column++) {
      const [x, y, kind] = [20 + column * 31, 18 + row * 31, pick(0, 8)];
      if (kind === 0) mark += dot(x, y, 9);
      else if (kind < 4) soft += dot(x, y, 9);
      else line += dot(x, y, 9);
    }
  }
  return { soft, line, mark };
}

const DRAWINGS: Record<Topic, (pick: Pick) => Drawing> = { ginseng, biomedicine, materials, metallurgy, volcano, forest, agriculture, logistics, health, method };

/** Which of an entry's topics its drawing shows, so that neighbours in a list do not all look alike: the first or the second, by its id; how it was found out only where it has no subject beside. */
export function motif(topics: readonly string[], seed: string): string {
  const subjects = topics.filter((topic) => topic !== 'method').slice(0, 2);
  return subjects[picker(seed)(0, subjects.length - 1)] ?? 'method';
}

/** Whether an entry's drawing is turned about, by its id. */
export const turned = (seed: string): boolean => picker(`turned:${seed}`)(0, 1) === 1;

/** The drawing of a topic; a word that is no topic gets the one of 科学方法. */
export function drawing(topic: string, seed: string): Drawing {
  const draw = Object.hasOwn(DRAWINGS, topic) ? DRAWINGS[topic as Topic] : method;
  return draw(picker(`${topic}:${seed}`));
}

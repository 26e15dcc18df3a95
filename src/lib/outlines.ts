/** Outlines: closed curves to be filled, in the commands of the drawn letters (typeface.ts). Pure. */

/** One step of an outline. `args` are pairs of x and y: the points that the step bends around, and where it ends. */
export interface OutlineStep {
  command: string;
  args: readonly number[];
}
export type Outline = readonly OutlineStep[];

const step = (command: string, ...args: number[]): OutlineStep => ({ command, args });

/** How far the points that a quarter of a circle bends around lie from its ends, in radii. */
const ARC = 0.5523;

/** A rectangle with round corners; with half its sides as `radius` a circle or an oval. */
export function roundedBox(x: number, y: number, width: number, height: number, radius: number): Outline {
  const [right, bottom, bend] = [x + width, y + height, radius * (1 - ARC)];
  return [
    step('moveTo', x + radius, y),
    step('lineTo', right - radius, y),
    step('bezierCurveTo', right - bend, y, right, y + bend, right, y + radius),
    step('lineTo', right, bottom - radius),
    step('bezierCurveTo', right, bottom - bend, right - bend, bottom, right - radius, bottom),
    step('lineTo', x + radius, bottom),
    step('bezierCurveTo', x + bend, bottom, x, bottom - bend, x, bottom - radius),
    step('lineTo', x, y + radius),
    step('bezierCurveTo', x, y + bend, x + bend, y, x + radius, y),
    step('closePath'),
  ];
}

export function circle(x: number, y: number, radius: number): Outline {
  return roundedBox(x - radius, y - radius, 2 * radius, 2 * radius, radius);
}

/** A straight line of a width, with blunt ends. */
export function stroke(x1: number, y1: number, x2: number, y2: number, width: number): Outline {
  const half = width / 2 / Math.sqrt((x2 - x1) ** 2 + (y2 - y1) ** 2);
  const [dx, dy] = [(y2 - y1) * half, (x1 - x2) * half];
  return [step('moveTo', x1 + dx, y1 + dy), step('lineTo', x2 + dx, y2 + dy), step('lineTo', x2 - dx, y2 - dy), step('lineTo', x1 - dx, y1 - dy), step('closePath')];
}

const SVG_STEPS: Readonly<Record<string, readonly [command: string, numbers: number]>> = { M: ['moveTo', 2], L: ['lineTo', 2], Q: ['quadraticCurveTo', 4], C: ['bezierCurveTo', 6], Z: ['closePath', 0], z: ['closePath', 0] };

/** SVG path data of absolute M, L, Q, C and Z. Throws at anything else. */
export function svgOutline(data: string): Outline {
  return [...data.matchAll(/([A-Za-z])([^A-Za-z]*)/g)].flatMap(([all, letter = '', rest = '']) => {
    const [command, count] = SVG_STEPS[letter] ?? [];
    const numbers = (rest.match(/-?[\d.]+/g) ?? []).map(Number);
    if (command === undefined || count === undefined || (count === 0 ? numbers.length > 0 : numbers.length === 0 || numbers.length % count !== 0)) throw new Error(`不认识的轮廓指令：${all}`);
    if (count === 0) return [step(command)];
    return Array.from({ length: numbers.length / count }, (_, at) => step(command, ...numbers.slice(at * count, (at + 1) * count)));
  });
}

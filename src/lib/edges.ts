/** Outlines as straight edges, and the areas right of them: the arithmetic of raster.ts. Pure. */
import type { Outline } from './outlines.ts';

/** How far a chord may lie from its curve, in pixels. */
const TOLERANCE = 0.06;

/** Scale and origin of an outline: `x + scale * ax`, and `y - scale * ay` where y goes upwards in it. */
export interface Placing {
  x: number;
  y: number;
  scale: number;
  /** Letters are measured upwards from the baseline. */
  upwards?: boolean;
}

/** Writes an outline's edges into `edges`, four numbers each (x and y of both ends), curves in as many chords as {@link TOLERANCE} asks for. */
export function collectEdges(outline: Outline, { x: atX, y: atY, scale, upwards = false }: Placing, edges: number[]): void {
  edges.length = 0;
  const down = upwards ? -scale : scale;
  let startX = 0;
  let startY = 0;
  let fromX = 0;
  let fromY = 0;
  const line = (x: number, y: number): void => {
    if (y !== fromY) edges.push(fromX, fromY, x, y);
    fromX = x;
    fromY = y;
  };
  for (const { command, args } of outline) {
    const x1 = atX + (args[0] ?? 0) * scale;
    const y1 = atY + (args[1] ?? 0) * down;
    if (command === 'lineTo') line(x1, y1);
    else if (command === 'quadraticCurveTo') {
      const x0 = fromX;
      const y0 = fromY;
      const x2 = atX + (args[2] ?? 0) * scale;
      const y2 = atY + (args[3] ?? 0) * down;
      const chords = Math.ceil(Math.sqrt((Math.abs(x0 - 2 * x1 + x2) + Math.abs(y0 - 2 * y1 + y2)) / (4 * TOLERANCE)));
      for (let at = 1; at < chords; at++) {
        const t = at / chords;
        const s = 1 - t;
        line(s * s * x0 + 2 * s * t * x1 + t * t * x2, s * s * y0 + 2 * s * t * y1 + t * t * y2);
      }
      line(x2, y2);
    } else if (command === 'bezierCurveTo') {
      const x0 = fromX;
      const y0 = fromY;
      const x2 = atX + (args[2] ?? 0) * scale;
      const y2 = atY + (args[3] ?? 0) * down;
      const x3 = atX + (args[4] ?? 0) * scale;
      const y3 = atY + (args[5] ?? 0) * down;
      const bend = Math.max(Math.abs(x0 - 2 * x1 + x2) + Math.abs(y0 - 2 * y1 + y2), Math.abs(x1 - 2 * x2 + x3) + Math.abs(y1 - 2 * y2 + y3));
      const chords = Math.ceil(Math.sqrt((3 * bend) / (4 * TOLERANCE)));
      for (let at = 1; at < chords; at++) {
        const t = at / chords;
        const s = 1 - t;
        line(s * s * s * x0 + 3 * s * s * t * x1 + 3 * s * t * t * x2 + t * t * t * x3, s * s * s * y0 + 3 * s * s * t * y1 + 3 * s * t * t * y2 + t * t * t * y3);
      }
      line(x3, y3);
    } else if (command === 'moveTo') {
      line(startX, startY);
      startX = fromX = x1;
      startY = fromY = y1;
    } else if (command === 'closePath') line(startX, startY);
    else throw new Error(`不认识的轮廓指令：${command}`);
  }
  line(startX, startY);
}

/** Adds an edge to the sums of `wide` columns a row: in each row its height, spread over the columns that it crosses by the area right of it. */
export function addEdge(sums: Float64Array, wide: number, x1: number, y1: number, x2: number, y2: number): void {
  const down = y1 < y2;
  const topY = down ? y1 : y2;
  const endY = down ? y2 : y1;
  let x = down ? x1 : x2;
  const slope = (x2 - x1) / (y2 - y1);
  for (let row = Math.floor(topY); row < endY; row++) {
    const high = Math.min(row + 1, endY) - Math.max(row, topY);
    const next = x + slope * high;
    const tall = down ? high : -high;
    const from = Math.min(x, next);
    const to = Math.max(x, next);
    const first = Math.floor(from);
    const last = Math.ceil(to);
    const at = row * wide + first;
    if (last <= first + 1) {
      const past = 0.5 * (x + next) - first;
      sums[at] = (sums[at] as number) + tall * (1 - past);
      sums[at + 1] = (sums[at + 1] as number) + tall * past;
    } else {
      // How much of each column lies right of the edge; each pixel gets what that is more than in the one before.
      const per = 1 / (to - from);
      let before = 0;
      for (let column = first; column < last; column++) {
        const a = Math.max(column, from);
        const b = Math.min(column + 1, to);
        const covered = per * (a - from + (b - a) * (column + 1 - (a + b) / 2));
        const place = row * wide + column;
        sums[place] = (sums[place] as number) + tall * (covered - before);
        before = covered;
      }
      sums[row * wide + last] = (sums[row * wide + last] as number) + tall * (1 - before);
    }
    x = next;
  }
}

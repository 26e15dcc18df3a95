/**
 * A picture of few colours in memory, into which outlines are filled: lettering on plain grounds, as share pictures are.
 * Each pixel holds the number of its colour, so that the picture is a small PNG without a search for colours, and edges
 * are shares of two colours in {@link LEVELS} steps. Nothing but arithmetic: the same picture on any machine. Pure.
 *
 * Shares of pixels are exact areas: each edge adds the area to its right in its rows, and a sum along the row
 * gives the coverage (Raph Levien's font-rs; also stb_truetype 2).
 */
import type { Outline } from './outlines.ts';

/** Steps of an edge between two colours. */
const LEVELS = 15;
/** How far a chord may lie from its curve, in pixels. */
const TOLERANCE = 0.06;
const MOST_COLORS = 256;

/** Scale and origin of an outline: `x + scale * ax`, and `y - scale * ay` where y goes upwards in it. */
export interface Placing {
  x: number;
  y: number;
  scale: number;
  /** Letters are measured upwards from the baseline. */
  upwards?: boolean;
}

const HERE: Placing = { x: 0, y: 0, scale: 1 };

export class Raster {
  readonly width: number;
  readonly height: number;
  /** Numbers of colours in {@link colors}, row by row. */
  readonly pixels: Uint8Array;
  /** `0xrrggbb` */
  readonly colors: number[] = [];
  readonly #numbers = new Map<number, number>();
  readonly #mixed: Int16Array[] = [];
  readonly #edges: number[] = [];
  #sums = new Float64Array(0);

  constructor(width: number, height: number, ground: string) {
    this.width = width;
    this.height = height;
    this.pixels = new Uint8Array(width * height);
    this.#number(ground);
  }

  /** Colour of a pixel as `#rrggbb`. */
  colorAt(x: number, y: number): string {
    return `#${(this.colors[this.pixels[y * this.width + x] ?? 0] ?? 0).toString(16).padStart(6, '0')}`;
  }

  /** Fills a rectangle; its sides are moved to the nearest whole pixels. */
  rect(x: number, y: number, width: number, height: number, color: string): void {
    const number = this.#number(color);
    const clip = (value: number, most: number): number => Math.min(most, Math.max(0, Math.round(value)));
    const [left, right] = [clip(x, this.width), clip(x + width, this.width)];
    for (let row = clip(y, this.height); row < clip(y + height, this.height); row++) this.pixels.fill(number, row * this.width + left, row * this.width + right);
  }

  /** Fills an outline; where it lies over itself it stays filled, as the outlines of variable fonts need. Its directions must agree. */
  fill(outline: Outline, color: string, placing: Placing = HERE): void {
    this.#collect(outline, placing);
    const edges = this.#edges;
    if (edges.length === 0) return;
    let minX = Infinity;
    let maxX = -Infinity;
    let minY = Infinity;
    let maxY = -Infinity;
    for (let at = 0; at < edges.length; at += 2) {
      const x = edges[at] as number;
      const y = edges[at + 1] as number;
      minX = Math.min(minX, x);
      maxX = Math.max(maxX, x);
      minY = Math.min(minY, y);
      maxY = Math.max(maxY, y);
    }
    // A column more on the left: sums of fractions may come out a trifle short of it.
    const left = Math.floor(minX) - 1;
    const top = Math.floor(minY);
    const wide = Math.ceil(maxX) - left + 2;
    const high = Math.ceil(maxY) - top;
    if (this.#sums.length < wide * high) this.#sums = new Float64Array(wide * high * 2);
    for (let at = 0; at < edges.length; at += 4) addEdge(this.#sums, wide, (edges[at] as number) - left, (edges[at + 1] as number) - top, (edges[at + 2] as number) - left, (edges[at + 3] as number) - top);
    this.#paint(this.#number(color), left, top, wide, high);
  }

  /** Blends what the sums cover and leaves them at zero. */
  #paint(number: number, left: number, top: number, wide: number, high: number): void {
    const { width, pixels } = this;
    const sums = this.#sums;
    const mixed = this.#mixedWith(number);
    for (let row = 0; row < high; row++) {
      const y = top + row;
      const seen = y >= 0 && y < this.height;
      const end = (row + 1) * wide;
      let sum = 0;
      for (let at = row * wide, next = at; at < end; at = next) {
        sum += sums[at] as number;
        sums[at] = 0;
        // Up to where the sum changes again, the coverage is the same.
        do next++; while (next < end && sums[next] === 0);
        const level = Math.round(Math.min(1, Math.abs(sum)) * LEVELS);
        if (level === 0 || !seen) continue;
        const begin = y * width + Math.max(0, left + at - row * wide);
        const until = y * width + Math.min(width, left + next - row * wide);
        if (level === LEVELS) {
          for (let place = begin; place < until; place++) pixels[place] = number;
          continue;
        }
        for (let place = begin; place < until; place++) {
          const under = pixels[place] as number;
          const known = mixed[under * LEVELS + level] as number;
          pixels[place] = known >= 0 ? known : (mixed[under * LEVELS + level] = this.#mix(under, number, level));
        }
      }
    }
  }

  /** Numbers of the mixtures of each colour with this one in each step; -1 where nobody has asked. */
  #mixedWith(number: number): Int16Array {
    return (this.#mixed[number] ??= new Int16Array(MOST_COLORS * LEVELS).fill(-1));
  }

  #mix(under: number, over: number, level: number): number {
    const [a, b] = [this.colors[under] ?? 0, this.colors[over] ?? 0];
    const part = (shift: number): number => Math.round((((a >> shift) & 255) * (LEVELS - level) + ((b >> shift) & 255) * level) / LEVELS) << shift;
    return this.#numberOf(part(16) | part(8) | part(0));
  }

  #number(color: string): number {
    if (!/^#[0-9a-f]{6}$/.test(color)) throw new Error(`不认识的颜色：${color}`);
    return this.#numberOf(Number.parseInt(color.slice(1), 16));
  }

  /** The number of a colour; that of the nearest one when there is no room for more. */
  #numberOf(color: number): number {
    let number = this.#numbers.get(color);
    if (number !== undefined) return number;
    if (this.colors.length < MOST_COLORS) number = this.colors.push(color) - 1;
    else {
      const far = (other: number): number => [16, 8, 0].reduce((sum, shift) => sum + (((other >> shift) & 255) - ((color >> shift) & 255)) ** 2, 0);
      number = this.colors.reduce((best, other, at) => (far(other) < far(this.colors[best] ?? 0) ? at : best), 0);
    }
    this.#numbers.set(color, number);
    return number;
  }

  /** The outline as straight edges, four numbers each, curves in as many chords as {@link TOLERANCE} asks for. */
  #collect(outline: Outline, { x: atX, y: atY, scale, upwards = false }: Placing): void {
    const edges = this.#edges;
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
}

/** Adds an edge to the sums of `wide` columns a row: in each row its height, spread over the columns that it crosses by the area right of it. */
function addEdge(sums: Float64Array, wide: number, x1: number, y1: number, x2: number, y2: number): void {
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

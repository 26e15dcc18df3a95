/**
 * A picture of few colours in memory, into which outlines are filled: lettering on plain grounds, as share pictures are.
 * Each pixel holds the number of its colour, so that the picture is a small PNG without a search for colours, and edges
 * are shares of two colours in {@link LEVELS} steps. Nothing but arithmetic: the same picture on any machine. Pure.
 *
 * Shares of pixels are exact areas: each edge adds the area to its right in its rows, and a sum along the row
 * gives the coverage (Raph Levien's font-rs; also stb_truetype 2).
 */
import { addEdge, collectEdges, type Placing } from './edges.ts';
import type { Outline } from './outlines.ts';

/** Steps of an edge between two colours. */
const LEVELS = 15;
const MOST_COLORS = 256;

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
    const edges = this.#edges;
    collectEdges(outline, placing, edges);
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
}

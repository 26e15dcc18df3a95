/** Setting lines of Chinese from outlines: measuring, breaking, drawing. Sizes and positions in pixels of the picture. Pure. */
import { clauses, words } from './clauses.ts';
import type { Letters } from './typeface.ts';

/** What may not begin a line, and what may not end one (避头尾, after 《中文排版需求》). */
const NOT_FIRST = /^[，。、．：；！？）》〉」』】〕”’…—～·%℃)\]},.!?:;]/;
const NOT_LAST = /[（《〈「『【〔“‘([{]$/;
/** What is never torn apart: Latin words and numbers with what belongs to them. */
const UNITS = /[\p{Script=Latin}\p{Nd}]+(?:[.:/@_%+-][\p{Script=Latin}\p{Nd}]+)*|——|……|\s|./gsu;

/** Width of a text. Throws when a letter was not loaded. */
export function measure(text: string, letters: Letters, size: number): number {
  let units = 0;
  for (const char of text) {
    const letter = letters.get(char);
    if (!letter) throw new Error(`没有装入字形：${char}`);
    units += letter.advance;
  }
  return (units * size) / 1000;
}

/** The pieces between which a line may break. */
function pieces(text: string): string[] {
  const joined: string[] = [];
  for (const [unit] of text.matchAll(UNITS)) {
    const last = joined.at(-1);
    if (last !== undefined && (NOT_FIRST.test(unit) || NOT_LAST.test(last))) joined[joined.length - 1] = last + unit;
    else joined.push(unit);
  }
  return joined;
}

/** Lines that are at most `width` wide; a single piece that is wider alone is torn. */
export function breakLines(text: string, letters: Letters, size: number, width: number): string[] {
  const fits = (line: string): boolean => measure(line.trimEnd(), letters, size) <= width;
  const lines: string[] = [];
  let line = '';
  for (const piece of pieces(text).flatMap((each) => (fits(each) ? [each] : [...each]))) {
    if (line !== '' && !fits(line + piece)) {
      lines.push(line.trimEnd());
      line = piece.trimStart();
    } else line += piece;
  }
  return line === '' ? lines : [...lines, line.trimEnd()];
}

/** The least share of the longest line that the shortest may have, for lines that end with their clauses. */
const EVEN = 0.25;

/** Lines that end between clauses, and inside a clause too long for one line between words; undefined where that leaves a line over the width or a scrap. */
function clauseLines(text: string, letters: Letters, size: number, width: number): string[] | undefined {
  const wide = (line: string): number => measure(line.trim(), letters, size);
  const lines: string[] = [];
  let line = '';
  for (const piece of clauses(text).flatMap((clause) => (wide(clause) <= width ? [clause] : words(clause)))) {
    if (line !== '' && wide(line + piece) > width) {
      lines.push(line.trim());
      line = piece;
    } else line += piece;
  }
  if (line.trim() !== '') lines.push(line.trim());
  const widths = lines.map(wide);
  return Math.max(...widths) <= width && Math.min(...widths) >= EVEN * Math.max(...widths) ? lines : undefined;
}

/** Ends of lines at which a reader may pause. */
const PAUSE = /[，。、：；！？）》」』】”…—,.!?:;]$/;

/**
 * No more lines than `width` needs: ending where a reader pauses if they can, else of about the same length, so that no
 * single character is left over: of the widths the one at which most lines end in a pause, else the narrowest.
 */
export function balanceLines(text: string, letters: Letters, size: number, width: number): string[] {
  const widest = breakLines(text, letters, size, width);
  const paused = clauseLines(text, letters, size, width);
  if (paused && paused.length <= widest.length) return paused;
  const pauses = (lines: readonly string[]): number => lines.slice(0, -1).filter((line) => PAUSE.test(line)).length;
  let best: string[] | undefined;
  for (let room = width / 2; room < width; room += size / 2) {
    const lines = breakLines(text, letters, size, room);
    if (lines.length <= widest.length && (!best || pauses(lines) > pauses(best))) best = lines;
  }
  return best ?? widest;
}

export interface Setting {
  lines: string[];
  size: number;
}

/** The largest of the sizes (falling) at which a text stays within `width` and `height`; at the smallest, what is too long ends in ….  */
export function fit(text: string, letters: Letters, sizes: readonly number[], box: { width: number; height: number; leading: number }): Setting {
  const smallest = sizes.at(-1) ?? 0;
  for (const size of sizes) {
    const lines = breakLines(text, letters, size, box.width);
    if (lines.length * size * box.leading <= box.height) return { lines: balanceLines(text, letters, size, box.width), size };
  }
  const room = Math.max(1, Math.floor(box.height / (smallest * box.leading)));
  const lines = breakLines(text, letters, smallest, box.width).slice(0, room);
  let last = lines.at(-1) ?? '';
  while (last !== '' && measure(`${last}…`, letters, smallest) > box.width) last = [...last].slice(0, -1).join('');
  return { lines: [...lines.slice(0, -1), `${last}…`], size: smallest };
}

/** SVG path data of a line whose baseline begins at x, y. */
export function outline(text: string, letters: Letters, size: number, x: number, y: number): string {
  const scale = size / 1000;
  let [pen, path] = [x, ''];
  for (const char of text) {
    const letter = letters.get(char);
    if (!letter) throw new Error(`没有装入字形：${char}`);
    path += letter.commands.map(({ command, args }) => drawn(command, args.map((value, index) => (index % 2 === 0 ? pen + value * scale : y - value * scale)))).join('');
    pen += letter.advance * scale;
  }
  return path;
}

const LETTER: Readonly<Record<string, string>> = { moveTo: 'M', lineTo: 'L', quadraticCurveTo: 'Q', bezierCurveTo: 'C', closePath: 'Z' };

function drawn(command: string, numbers: readonly number[]): string {
  const letter = LETTER[command];
  if (letter === undefined) throw new Error(`不认识的轮廓指令：${command}`);
  return letter + numbers.map((value) => String(Math.round(value * 100) / 100)).join(' ');
}

/**
 * A quiz as a sheet: its questions as a reader meets them, and the same questions dealt out anew by a seed.
 * Pure, and small enough for the browser: the same seed gives the same sheet on every machine.
 */
import type { Question } from '#/schemas/quizzes.ts';

/** Where an explanation comes from. `href` is a final address. */
export interface Ground {
  label: string;
  detail?: string | undefined;
  href?: string | undefined;
}

interface Common {
  text: string;
  explanation: string;
  grounds: Ground[];
}

/** A question with options. `answer` holds places from 0: the right ones, or all of them in the right order. */
export interface ChoiceItem extends Common {
  kind: 'single' | 'multiple' | 'order';
  options: string[];
  answer: number[];
}

/** A number to guess; from `value / factor` to `value × factor` is near. */
export interface EstimateItem extends Common {
  kind: 'estimate';
  value: number;
  unit: string;
  factor: number;
}

export type SheetItem = ChoiceItem | EstimateItem;

/** A question of the content as an item of the sheet. */
export function sheetItem(question: Question, grounds: Ground[]): SheetItem {
  const { text, explanation } = question;
  if (question.kind === 'estimate') return { kind: question.kind, text, explanation, grounds, value: question.value, unit: question.unit, factor: question.factor };
  const places = question.kind === 'single' ? [question.answer] : question.answer;
  return { kind: question.kind, text, explanation, grounds, options: question.options, answer: places.map((place) => place - 1) };
}

/** Letters before options: A, B, C… */
export function letter(place: number): string {
  return String.fromCharCode(65 + place);
}

/** A seed as it may stand in an address: small letters and digits, at most 12; '' for anything else. */
export function cleanSeed(text: string | null): string {
  const seed = (text ?? '').trim().toLowerCase();
  return /^[a-z0-9]{1,12}$/.test(seed) ? seed : '';
}

/** Numbers from 0 up to 1 that follow from the seed alone (FNV-1a, then mulberry32). */
function numbers(seed: string): () => number {
  let state = 0x811c9dc5;
  for (const char of seed) state = Math.imul(state ^ char.charCodeAt(0), 0x01000193) >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

function shuffled<T>(list: readonly T[], next: () => number): T[] {
  const out = [...list];
  for (let last = out.length - 1; last > 0; last--) {
    const other = Math.floor(next() * (last + 1));
    [out[last], out[other]] = [out[other] as T, out[last] as T];
  }
  return out;
}

function dealt(item: SheetItem, next: () => number): SheetItem {
  if (item.kind === 'estimate') return item;
  const places = shuffled(item.options.map((_, place) => place), next);
  // A list to be put in order must not come in order.
  if (item.kind === 'order' && places.every((place, index) => place === item.answer[index])) places.push(...places.splice(0, 1));
  return { ...item, options: places.map((place) => item.options[place] ?? ''), answer: item.answer.map((place) => places.indexOf(place)) };
}

/** The items dealt out by the seed: questions and their options in another order. Without a seed, as they are. */
export function dealSheet(items: readonly SheetItem[], seed: string): SheetItem[] {
  if (seed === '') return [...items];
  const next = numbers(seed);
  return shuffled(items, next).map((item) => dealt(item, next));
}

/** A number in Chinese reading: 12,000 as 12000, 1.5e9 as 15亿. */
export function inFigures(value: number): string {
  const [size, unit] = value >= 1e8 ? [1e8, '亿'] : value >= 1e5 ? [1e4, '万'] : [1, ''];
  return `${Number((value / size).toPrecision(6))}${unit}`;
}

/** The answer in words: `B`, `A、C`, `C → A → B`, `约 1.86 ℃`. */
export function answerInWords(item: SheetItem): string {
  if (item.kind === 'estimate') return `约 ${inFigures(item.value)} ${item.unit}`;
  if (item.kind === 'order') return item.answer.map((place) => letter(place)).join(' → ');
  return [...item.answer].sort((a, b) => a - b).map((place) => letter(place)).join('、');
}

/** What a reader gave: places of options, or a number. */
export type Given = number[] | number | undefined;

/** Whether what was given is the answer; for an estimate, whether it is near. */
export function isRight(item: SheetItem, given: Given): boolean {
  if (item.kind === 'estimate') return typeof given === 'number' && given > 0 && Math.max(given / item.value, item.value / given) <= item.factor * (1 + 1e-9);
  if (!Array.isArray(given) || given.length !== item.answer.length) return false;
  return item.kind === 'order' ? given.every((place, index) => place === item.answer[index]) : given.every((place) => item.answer.includes(place));
}

/** One sentence on what was given, without praise or blame. */
export function remark(item: SheetItem, given: Given): string {
  if (given === undefined || (Array.isArray(given) && given.length === 0)) return `先看答案：${answerInWords(item)}。`;
  if (item.kind !== 'estimate') return isRight(item, given) ? `是的，答案是 ${answerInWords(item)}。` : `答案是 ${answerInWords(item)}，和你的不一样，看看为什么。`;
  if (typeof given !== 'number' || given <= 0) return `答案是${answerInWords(item)}。`;
  const ratio = given / item.value;
  if (ratio > 0.99 && ratio < 1.01) return `正好，答案是${answerInWords(item)}。`;
  return isRight(item, given) ? `很接近，答案是${answerInWords(item)}。` : `答案是${answerInWords(item)}，你估的大约是它的 ${inFigures(Number(ratio.toPrecision(2)))} 倍。`;
}

/** What the address says of the sheet. */
export interface SheetAddress {
  seed: string;
  /** Whether the key is shown and printed. */
  answers: boolean;
}

/** Reads `?seed=…&answers=1`; whatever else stands there is passed over. */
export function readSheetAddress(search: string): SheetAddress {
  const given = new URLSearchParams(search);
  return { seed: cleanSeed(given.get('seed')), answers: given.get('answers') === '1' };
}

/** The query of a sheet's address, with its question mark; '' for the sheet as it is. */
export function writeSheetAddress({ seed, answers }: SheetAddress): string {
  const given = new URLSearchParams([...(seed ? [['seed', seed]] : []), ...(answers ? [['answers', '1']] : [])]);
  return given.size > 0 ? `?${given.toString()}` : '';
}

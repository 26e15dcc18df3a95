/**
 * Writes the index as the page reads it (`engine.ts`). It holds what Pagefind found, in a third of the bytes: Pagefind's own
 * chunks of 36 kB are cut for queries of one or two words, a Chinese query asks for five to ten pairs of characters; and
 * its list of chunks and pages, which every reader loads first, is made of names that do not compress.
 */
import { ByteWriter, sharedStart } from './bytes.ts';
import { FIELDS, LENGTH_STEPS } from './engine.ts';
import type { Files } from './pack.ts';
import { digestOf, pack, type Source } from './source.ts';

/** Folder of these files in the bundle. */
export const FOLDER = 'zh';

/** Look-ups that one query makes, about. */
const LOOKUPS = 8;
/** What a chunk costs in the head, compressed, and as one file more. */
const ENTRY = 8;
/** A compressed byte holds about so many bytes of a chunk. */
const RATIO = 1.5;

/** Size of a chunk before compression at which the head and the chunks of one query together are smallest; never so small that the request outweighs it. */
export function bestSize(total: number): number {
  return RATIO * Math.max(1500, Math.round(Math.sqrt(((ENTRY / LOOKUPS) * total) / RATIO)));
}

function writeSteps(writer: ByteWriter, values: readonly number[]): void {
  let last = 0;
  for (const value of values) {
    writer.number(value - last);
    last = value;
  }
}

interface Word {
  text: string;
  bytes: Uint8Array;
}

/** All words in order, each with its part of one long row of bytes: there are hundreds of thousands. */
function wordsOf(source: Source): Word[] {
  const writer = new ByteWriter();
  const ends: { text: string; from: number; to: number }[] = [];
  for (const { text, postings } of source.words()) {
    const from = writer.length;
    postings.write(writer);
    ends.push({ text, from, to: writer.length });
  }
  const bytes = writer.bytes();
  return ends.map(({ text, from, to }) => ({ text, bytes: bytes.subarray(from, to) }));
}

function chunksOf(words: readonly Word[]): Word[][] {
  const size = bestSize(words.reduce((sum, { text, bytes }) => sum + 2 + text.length + bytes.length, 0));
  const chunks: Word[][] = [];
  let filled = Infinity;
  for (const word of words) {
    const length = 2 + word.text.length + word.bytes.length;
    if (filled + length / 2 > size) {
      chunks.push([]);
      filled = 0;
    }
    chunks.at(-1)?.push(word);
    filled += length;
  }
  return chunks;
}

function writeNext(writer: ByteWriter, previous: string, text: string): void {
  const shared = sharedStart(previous, text);
  writer.number(shared).text(text.slice(shared));
}

function writeChunk(words: readonly Word[]): Uint8Array {
  const writer = new ByteWriter().number(words.length);
  words.forEach(({ text }, i) => { writeNext(writer, words[i - 1]?.text ?? '', text); });
  for (const { bytes } of words) writer.raw(bytes);
  return writer.bytes();
}

/** The shortest beginning of a chunk's first word that comes after the last word of the chunk before. */
function border(last: string | undefined, first: string): string {
  return last === undefined ? '' : String.fromCodePoint(...[...first].slice(0, [...first.slice(0, sharedStart(last, first))].length + 1).map((char) => char.codePointAt(0) ?? 0));
}

/** Days since 1970 of a `YYYY-MM-DD`. */
const dayOf = (date: string | undefined): number | undefined => (date && /^\d{4}-\d\d-\d\d$/.test(date) ? Date.parse(`${date}T00:00:00Z`) / 86_400_000 : undefined);

/** Files of the index, and the name of its head. `script`: see {@link Engine.script}. */
export async function layOut(source: Source, script: string): Promise<{ files: Files; head: string }> {
  const groups = chunksOf(wordsOf(source));
  const chunks = await Promise.all(groups.map((group) => pack(writeChunk(group))));
  const stem = `${FOLDER}/${digestOf(Buffer.concat(chunks))}`;
  const head = new ByteWriter().text(stem).text(source.pageStem).text(script).number(source.pages.length);
  for (const { length } of source.pages) head.number(Math.round(LENGTH_STEPS * Math.log(length + 1)));
  const days = source.pages.map(({ fragment }) => dayOf(fragment.meta.date));
  const first = days.reduce<number>((least, day) => Math.min(least, day ?? least), Infinity);
  head.signed(Number.isFinite(first) ? first : 0);
  for (const day of days) head.number(day === undefined ? 0 : day - first + 1);
  head.number(source.filters.size);
  for (const [name, values] of source.filters) {
    head.text(name).number(values.size);
    for (const [value, pages] of values) {
      head.text(value).number(pages.length);
      writeSteps(head, pages);
    }
  }
  head.number(groups.length);
  let start = '';
  groups.forEach((group, i) => {
    const next = border(groups[i - 1]?.at(-1)?.text, group[0]?.text ?? '');
    writeNext(head, start, next);
    start = next;
  });
  const bytes = await pack(head.bytes());
  const name = `${FOLDER}/${digestOf(bytes)}.bin`;
  return { files: new Map([[name, bytes], ...chunks.map((chunk, i) => [`${stem}-${i.toString(36)}.bin`, chunk] as const)]), head: name };
}

if (FIELDS.length > 30) throw new Error('a bit for each field');

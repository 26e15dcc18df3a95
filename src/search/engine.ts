/**
 * Reads the index in the form that `layout.ts` writes: one head with everything that is known of all pages, and chunks
 * with the places of each word. Runs in the page, on the command line and in tests alike.
 */
import { ByteReader } from './bytes.ts';

/** A word on a page. */
export interface Posting {
  /** Number of the page in the index. */
  page: number;
  /** Where in the page, counted in Pagefind's words; weight 1 is running text, headings weigh more, a pair across two words less. */
  places: { at: number; weight: number }[];
  /** Names of the metadata fields in which it stands. */
  fields: string[];
}

/** Metadata fields that words are looked up in; a bit each in the chunks, in this order. */
export const FIELDS = ['tw', 'aw', 'tn', 'tx', 'ax', 'py', 'pa'] as const;
/** Weight of running text in Pagefind's numbers. */
export const PLAIN = 24;
/** Lengths are kept as whole steps of a logarithm; this many make a page e times as long. */
export const LENGTH_STEPS = 16;

export interface Engine {
  /** Lengths of the pages in words, rounded by up to 3 %. */
  readonly lengths: readonly number[];
  /** Days since 1970-01-01 (UTC calendar days) of the pages; undefined for pages without a date. */
  readonly days: readonly (number | undefined)[];
  /** Filters with the numbers of the pages for each of their values. */
  readonly filters: ReadonlyMap<string, ReadonlyMap<string, readonly number[]>>;
  /** 繁→简 for the characters that simplified script writes as well. */
  readonly script: string;
  /** Id of a page, by which its text is read. */
  idOf(page: number): string;
  /** Names of the chunks to load before a word, or the words that begin so, can be asked for. */
  chunksFor(term: string, beginning: boolean): string[];
  addChunk(bytes: Uint8Array): void;
  /** Postings of a word. */
  word(term: string): Posting[];
  /** The loaded words that begin so, in their order. */
  wordsFrom(beginning: string): string[];
}

/** Unpacks a file of the index. Servers may have taken the gzip off already. */
export async function unpack(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes;
  const { readable, writable } = new DecompressionStream('gzip');
  const writer = writable.getWriter();
  // Not through a Blob: the browser keeps those in another process.
  const written = writer.write(bytes).then(() => writer.close());
  const [unpacked] = await Promise.all([new Response(readable).arrayBuffer(), written]);
  return new Uint8Array(unpacked);
}

/** Order of the index: by code points, where JavaScript compares UTF-16 units. */
export function inIndexOrder(a: string, b: string): number {
  for (let i = 0; ; ) {
    const [x, y] = [a.codePointAt(i), b.codePointAt(i)];
    if (x === undefined || y === undefined) return x === y ? 0 : x === undefined ? -1 : 1;
    if (x !== y) return x - y;
    i += x > 0xffff ? 2 : 1;
  }
}

/** How many of an ordered list of texts come before this one, or also those that are equal to it. */
function before(list: readonly string[], text: string, equal: boolean): number {
  let [low, high] = [0, list.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const order = inIndexOrder(list[middle] ?? '', text);
    if (order < 0 || (equal && order === 0)) low = middle + 1;
    else high = middle;
  }
  return low;
}

const times = <T>(count: number, make: () => T): T[] => Array.from({ length: count }, make);
/** Numbers written as steps from the one before. */
const steps = (reader: ByteReader, count: number): number[] => {
  let value = 0;
  return times(count, () => (value += reader.number()));
};

/** A text of an ordered list, written as what it adds to the one before. */
export const readNext = (reader: ByteReader, previous: string): string => previous.slice(0, reader.number()) + reader.text();

function readHead(bytes: Uint8Array) {
  const reader = new ByteReader(bytes);
  const chunkStem = reader.text();
  const pageStem = reader.text();
  const script = reader.text();
  const count = reader.number();
  const lengths = times(count, () => Math.exp(reader.number() / LENGTH_STEPS) - 1);
  const firstDay = reader.signed();
  const days = times(count, () => reader.number()).map((day) => (day === 0 ? undefined : firstDay + day - 1));
  const filters = new Map(times(reader.number(), () => [reader.text(), new Map(times(reader.number(), () => [reader.text(), steps(reader, reader.number())] as const))] as const));
  let start = '';
  const starts = times(reader.number(), () => (start = readNext(reader, start)));
  return { chunkStem, pageStem, script, lengths, days, filters, starts };
}

/** Passes over the postings of one word. */
function pass(reader: ByteReader): void {
  const first = reader.number();
  const pages = first >> 1;
  if (first & 1) reader.number();
  reader.skip(pages);
  let places = 0;
  for (let i = 0; i < pages; i++) {
    const shape = reader.number();
    if (shape & 1) {
      reader.number();
      for (let groups = shape >> 1; groups > 0; groups--) {
        reader.number();
        places += reader.number();
      }
    } else places += shape >> 1;
  }
  reader.skip(places);
}

function readPostings(reader: ByteReader): Posting[] {
  const first = reader.number();
  const usual = first & 1 ? reader.number() : PLAIN;
  const pages = steps(reader, first >> 1);
  const shapes = pages.map(() => {
    const shape = reader.number();
    if (!(shape & 1)) return { mask: 0, groups: [{ mark: usual, count: shape >> 1 }] };
    const mask = reader.number();
    return { mask, groups: times(shape >> 1, () => ({ mark: reader.number(), count: reader.number() })) };
  });
  return pages.map((page, i) => {
    const { mask = 0, groups = [] } = shapes[i] ?? {};
    return { page, places: groups.flatMap(({ mark, count }) => steps(reader, count).map((at) => ({ at, weight: mark / PLAIN }))), fields: mask === 0 ? [] : FIELDS.filter((_, bit) => mask & (1 << bit)) };
  });
}

export function startEngine(head: Uint8Array): Engine {
  const { chunkStem, pageStem, starts, ...known } = readHead(head);
  const where = new Map<string, { bytes: Uint8Array; at: number }>();
  const read = new Map<string, Posting[]>();
  /** Words of the loaded chunks, by chunk, in order: chunks do not overlap. */
  const lists: string[][] = [];

  return {
    ...known,
    idOf: (page) => `${pageStem}-${page.toString(36)}`,
    chunksFor: (term, beginning) => {
      const first = Math.max(0, before(starts, term, true) - 1);
      let end = first + 1;
      while (beginning && starts[end]?.startsWith(term)) end++;
      return starts.slice(first, end).map((_, i) => `${chunkStem}-${(first + i).toString(36)}`);
    },
    addChunk: (bytes) => {
      const reader = new ByteReader(bytes);
      let word = '';
      const words = times(reader.number(), () => (word = readNext(reader, word)));
      for (const text of words) {
        where.set(text, { bytes, at: reader.at });
        pass(reader);
      }
      const [first = ''] = words;
      let place = lists.length;
      while (place > 0 && inIndexOrder(lists[place - 1]?.[0] ?? '', first) > 0) place--;
      if (lists[place - 1]?.[0] !== first) lists.splice(place, 0, words);
    },
    word: (term) => {
      const known = read.get(term);
      if (known) return known;
      const place = where.get(term);
      if (!place) return [];
      const reader = new ByteReader(place.bytes);
      reader.at = place.at;
      const postings = readPostings(reader);
      read.set(term, postings);
      return postings;
    },
    wordsFrom: (beginning) => {
      const found: string[] = [];
      for (const words of lists) {
        if (inIndexOrder(words.at(-1) ?? '', beginning) < 0) continue;
        let at = before(words, beginning, false);
        if (!words[at]?.startsWith(beginning)) break;
        while (words[at]?.startsWith(beginning)) found.push(words[at++] ?? '');
        if (at < words.length) break;
      }
      return found;
    },
  };
}

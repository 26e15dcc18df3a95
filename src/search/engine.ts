/**
 * Reads Pagefind's index without Pagefind's WebAssembly (55 kB compressed, and its answers are JSON texts that have to be
 * written and parsed again): the chunks are CBOR, a dictionary with the places of each word. Runs in the page, on the
 * command line and in tests alike.
 *
 * The format is not documented. Pagefind is pinned to one exact version and `tests/unit/search-index.test.ts` reads what
 * that version writes, so that a changed format stops the build, not the reader.
 */
import { readCbor, type Cbor } from './cbor.ts';

/** A word on a page. */
export interface Posting {
  /** Number of the page in the index. */
  page: number;
  /** Where in the page, counted in Pagefind's words; weight 1 is running text, headings weigh more, a pair across two words less. */
  places: { at: number; weight: number }[];
  /** Names of the metadata fields in which it stands. */
  fields: string[];
}

export interface Engine {
  readonly pages: readonly { id: string; length: number }[];
  /** Names of the chunks to load before a word, or the words that begin so, can be asked for. */
  chunksFor(term: string, beginning: boolean): string[];
  addChunk(bytes: Uint8Array): void;
  /** Postings of a word. */
  word(term: string): Posting[];
  /** The loaded words that begin so, in their order. */
  wordsFrom(beginning: string): string[];
  readonly filterChunks: readonly string[];
  addFilterChunk(bytes: Uint8Array): void;
  /** Filters with the numbers of the pages for each of their values. */
  readonly filters: ReadonlyMap<string, ReadonlyMap<string, readonly number[]>>;
  /** Pages that have this field, in its order. */
  sorted(field: string): readonly number[];
}

const SIGNATURE = 'pagefind_dcd';

/** Unpacks one file of the bundle: gzip around a signature around the content. Servers may have taken the gzip off already. */
export async function unpack(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  let content = bytes;
  if (bytes[0] === 0x1f && bytes[1] === 0x8b) content = new Uint8Array(await new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'))).arrayBuffer());
  if (new TextDecoder().decode(content.subarray(0, SIGNATURE.length)) !== SIGNATURE) throw new Error('not a file of the search index');
  return content.slice(SIGNATURE.length);
}

/** The content as a file of the bundle, not yet compressed. */
export function sign(content: Uint8Array): Uint8Array<ArrayBuffer> {
  const signature = new TextEncoder().encode(SIGNATURE);
  const bytes = new Uint8Array(signature.length + content.length);
  bytes.set(signature);
  bytes.set(content, signature.length);
  return bytes;
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

/** A weight stands before its places as a negative number, so does a field; the places are steps from the last one. */
function unfold(list: Cbor): { mark: number; at: number }[] {
  const found: { mark: number; at: number }[] = [];
  let [mark, at] = [0, 0];
  for (const step of list as number[]) {
    if (step < 0) [mark, at] = [-step - 1, 0];
    else found.push({ mark, at: (at += step) });
  }
  return found;
}

/** Weight of running text in Pagefind's numbers. */
const PLAIN = 24;

export function startEngine(meta: Uint8Array): Engine {
  const [, pageList, chunkList, filterList, sortList, fieldNames] = readCbor(meta) as [string, [string, number][], [string, string, string][], [string, string][], [string, number[]][], string[]];
  const chunks = chunkList.map(([from, to, name]) => ({ from, to, name }));
  const postings = new Map<string, Cbor>();
  const read = new Map<string, Posting[]>();
  const ordered: string[] = [];
  let sortedAlready = true;
  const filters = new Map<string, Map<string, number[]>>();

  const word = (term: string): Posting[] => {
    const known = read.get(term);
    if (known) return known;
    let page = 0;
    const list = ((postings.get(term) ?? []) as [number, Cbor, Cbor][]).map(([step, places, fields]) => ({
      page: (page += step),
      places: unfold(places).map(({ mark, at }) => ({ at, weight: mark / PLAIN })),
      fields: [...new Set(unfold(fields).map(({ mark }) => fieldNames[mark] ?? ''))],
    }));
    read.set(term, list);
    return list;
  };
  return {
    pages: pageList.map(([id, length]) => ({ id, length })),
    chunksFor: (term, beginning) => chunks.filter(({ from, to }) => inIndexOrder(to, term) >= 0 && (inIndexOrder(from, term) <= 0 || (beginning && from.startsWith(term)))).map(({ name }) => name),
    addChunk: (bytes) => {
      const [words] = readCbor(bytes) as [[string, Cbor][]];
      for (const [text, pages] of words) {
        if (!postings.has(text)) ordered.push(text);
        postings.set(text, pages);
        read.delete(text);
      }
      sortedAlready = false;
    },
    word,
    wordsFrom: (beginning) => {
      if (!sortedAlready) ordered.sort(inIndexOrder);
      sortedAlready = true;
      let [low, high] = [0, ordered.length];
      while (low < high) {
        const middle = (low + high) >> 1;
        if (inIndexOrder(ordered[middle] ?? '', beginning) < 0) low = middle + 1;
        else high = middle;
      }
      let end = low;
      while (ordered[end]?.startsWith(beginning)) end++;
      return ordered.slice(low, end);
    },
    filterChunks: filterList.map(([, name]) => name),
    addFilterChunk: (bytes) => {
      const [name, values] = readCbor(bytes) as [string, [string, number[]][]];
      filters.set(name, new Map(values));
    },
    filters,
    sorted: (field) => sortList.find(([name]) => name === field)?.[1] ?? [],
  };
}

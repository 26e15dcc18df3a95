/**
 * The few calls that the site makes into Pagefind's WebAssembly. Pagefind's own `pagefind.js` (and its worker,
 * 27 kB compressed together) cuts queries by dictionary, asks for every word at once and needs a browser; this
 * runs wherever WebAssembly runs, so that the page, the command line and the tests use one path.
 *
 * The interface is not documented. Pagefind is pinned to one exact version and `tests/unit/search-index.test.ts`
 * runs the real module, so that a changed interface stops the build, not the reader.
 */

/** What Pagefind answers for one term on one page. */
interface RawHit {
  /** Id of the page's fragment. */
  p: string;
  /** Score of the term on the page (BM25). */
  s: number;
  /** Where in the page, counted in Pagefind's words, and how heavy (24 is running text, headings weigh more). */
  l: { l: number; w: number }[];
  /** Names of the metadata fields in which the term stands. */
  mf?: string[];
}

export interface RawAnswer {
  results: RawHit[];
}

interface Exports {
  memory: WebAssembly.Memory;
  __wbindgen_externrefs: WebAssembly.Table;
  __wbindgen_malloc: (length: number, align: number) => number;
  __wbindgen_free: (at: number, length: number, align: number) => void;
  __wbindgen_start: () => void;
  init_pagefind: (at: number, length: number) => number;
  load_index_chunk: (self: number, at: number, length: number) => number;
  load_filter_chunk: (self: number, at: number, length: number) => number;
  request_indexes: (self: number, at: number, length: number) => [number, number];
  request_all_filter_indexes: (self: number) => [number, number];
  filters: (self: number) => [number, number];
  set_ranking_weights: (self: number, at: number, length: number) => number;
  search: (self: number, ...args: number[]) => [number, number];
}

/** Weights of metadata fields in Pagefind's own score; see its ranking options. */
export type MetaWeights = Record<string, number>;

export interface Engine {
  /** Names of the index chunks that must be loaded before `search` can answer for this term. */
  chunksFor(term: string): string[];
  addChunk(bytes: Uint8Array): void;
  filterChunks(): string[];
  addFilterChunk(bytes: Uint8Array): void;
  /** Every filter with its values and their page counts. Needs all filter chunks. */
  filters(): Record<string, Record<string, number>>;
  /** Pages for one term. `exact` takes whole words only, otherwise the term may be the beginning of a word. `sort` is `date:desc` or ''. */
  search(term: string, exact: boolean, filters?: Record<string, string>, sort?: string): RawAnswer;
}

const SIGNATURE = 'pagefind_dcd';

/** Unpacks one file of the bundle: gzip around a signature around the content. Servers may have taken the gzip off already. */
export async function unpack(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  let content = bytes;
  if (bytes[0] === 0x1f && bytes[1] === 0x8b) content = new Uint8Array(await new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'))).arrayBuffer());
  if (new TextDecoder().decode(content.subarray(0, SIGNATURE.length)) !== SIGNATURE) throw new Error('not a file of the search index');
  return content.slice(SIGNATURE.length);
}

/** Starts the engine over an index's metadata. Both arguments are unpacked. */
export async function startEngine(module: Uint8Array<ArrayBuffer>, meta: Uint8Array, weights: MetaWeights): Promise<Engine> {
  const externrefs = () => {
    const at = wasm.__wbindgen_externrefs.grow(4);
    wasm.__wbindgen_externrefs.set(0, undefined);
    [undefined, null, true, false].forEach((value, index) => wasm.__wbindgen_externrefs.set(at + index, value));
  };
  const { instance } = await WebAssembly.instantiate(module, { './pagefind_web_bg.js': { __wbindgen_init_externref_table: externrefs } });
  const wasm = instance.exports as unknown as Exports;
  wasm.__wbindgen_start();

  const encoder = new TextEncoder();
  const decoder = new TextDecoder();
  const give = (bytes: Uint8Array): [number, number] => {
    const at = wasm.__wbindgen_malloc(bytes.length, 1) >>> 0;
    new Uint8Array(wasm.memory.buffer).set(bytes, at);
    return [at, bytes.length];
  };
  const giveText = (text: string) => give(encoder.encode(text));
  const take = <T>([at, length]: [number, number]): T => {
    const text = decoder.decode(new Uint8Array(wasm.memory.buffer).subarray(at >>> 0, (at >>> 0) + length));
    wasm.__wbindgen_free(at, length, 1);
    return JSON.parse(text) as T;
  };
  const names = (list: (string | null)[]) => list.filter((name): name is string => Boolean(name));

  let self = wasm.init_pagefind(...give(meta));
  self = wasm.set_ranking_weights(self, ...giveText(JSON.stringify({ meta_weights: weights })));
  return {
    chunksFor: (term) => names(take(wasm.request_indexes(self, ...giveText(term)))),
    addChunk: (bytes) => {
      self = wasm.load_index_chunk(self, ...give(bytes));
    },
    filterChunks: () => names(take(wasm.request_all_filter_indexes(self))),
    addFilterChunk: (bytes) => {
      self = wasm.load_filter_chunk(self, ...give(bytes));
    },
    filters: () => take(wasm.filters(self)),
    search: (term, exact, filters = {}, sort = '') => take(wasm.search(self, ...giveText(term), ...giveText(term), ...giveText(JSON.stringify(filters)), ...giveText(sort), Number(exact), 0)),
  };
}

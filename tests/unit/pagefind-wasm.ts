/** Pagefind's own reader, its WebAssembly, for the test that we read what it reads. The site does not load it. */
import { unpack } from '#/search/engine.ts';
import { unsigned } from '#/search/signature.ts';

interface Exports {
  memory: WebAssembly.Memory;
  __wbindgen_externrefs: WebAssembly.Table;
  __wbindgen_malloc: (length: number, align: number) => number;
  __wbindgen_free: (at: number, length: number, align: number) => void;
  __wbindgen_start: () => void;
  init_pagefind: (at: number, length: number) => number;
  load_index_chunk: (self: number, at: number, length: number) => number;
  request_indexes: (self: number, at: number, length: number) => [number, number];
  search: (self: number, ...args: number[]) => [number, number];
}

/** Starts the reader over Pagefind's own files: `paths(term)` gives the pages that hold a word. */
export async function pagefindReader(files: Map<string, Uint8Array<ArrayBuffer>>): Promise<{ paths: (term: string) => Promise<string[]> }> {
  const file = async (name: string) => Uint8Array.from(unsigned(await unpack(files.get(name) ?? new Uint8Array())));
  const module = await file('wasm.unknown.pagefind');
  const meta = await file([...files.keys()].find((name) => name.endsWith('.pf_meta')) ?? '');
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
  return {
    paths: async (term) => {
      for (const name of names(take(wasm.request_indexes(self, ...giveText(term))))) self = wasm.load_index_chunk(self, ...give(await file(`index/${name}.pf_index`)));
      const { results } = take<{ results: { p: string }[] }>(wasm.search(self, ...giveText(term), ...giveText(term), ...giveText('{}'), ...giveText(''), 1, 0));
      return (await Promise.all(results.map(async ({ p }) => (JSON.parse(decoder.decode(await file(`fragment/${p}.pf_fragment`))) as { url: string }).url))).sort();
    },
  };
}

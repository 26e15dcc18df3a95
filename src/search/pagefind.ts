/** Answers the query layer from a built bundle. `read` fetches one file of it: over HTTP in the page, from disk on the command line. */
import { parseLexicon, type Lexicon } from './lexicon.ts';
import type { Facets, Hit, Lookup, Page } from './lookup.ts';
import { parsePairs } from './normalise.ts';
import { startEngine, unpack, type Engine } from './engine.ts';

/** Names of the bundle's files. Written by `index.ts` as {@link MANIFEST}; every other name carries a digest, so that caches may keep it. */
export interface Manifest {
  pages: number;
  meta: string;
  script: string;
  sounds: string;
  words: string;
}

export const MANIFEST = 'search.json';

/** Reads one file of the bundle, by name below its folder. Rejects when it is not there. */
export type Read = (name: string) => Promise<Uint8Array<ArrayBuffer>>;

interface Fragment {
  url: string;
  content: string;
  filters: Record<string, string[]>;
  meta: Record<string, string>;
  anchors: { element: string; id: string; text: string; location: number }[];
}

function toPage({ url, content, filters, meta, anchors }: Fragment): Page {
  return {
    path: url,
    title: meta.title ?? url,
    summary: meta.summary,
    date: meta.date,
    words: content.split('\u200b'),
    filters,
    anchors: anchors
      .filter(({ element, id }) => id !== '' && /^h[2-6]$/.test(element))
      .map(({ element, id, text, location }) => ({ id, level: Number(element[1]), text, at: location }))
      .sort((a, b) => a.at - b.at),
    meta,
  };
}

async function readFacets(engine: Engine, load: (names: readonly string[]) => Promise<void>): Promise<Facets> {
  await load(engine.filterChunks);
  const facets: Facets = new Map();
  for (const [name, values] of engine.filters) {
    for (const [value, pages] of values) {
      for (const number of pages) {
        const id = engine.pages[number]?.id ?? '';
        const page = facets.get(id) ?? {};
        (page[name] ??= []).push(value);
        facets.set(id, page);
      }
    }
  }
  return facets;
}

/** BM25: how fast more occurrences stop to say more, and how much of a page's length is held against it. */
const SATURATION = 1.4;
const LENGTH = 0.75;

/** Pages that hold a term, with what each occurrence says. The chunks must be there. */
function hitsOf(engine: Engine, term: string, beginning: boolean, average: number): Hit[] {
  const words = beginning ? engine.wordsFrom(term) : [term];
  const pages = new Map<number, Hit>();
  for (const word of words) {
    for (const { page, places, fields } of engine.word(word)) {
      const hit = pages.get(page) ?? { id: engine.pages[page]?.id ?? '', score: 0, places: [], meta: [], whole: false };
      pages.set(page, hit);
      hit.places.push(...places);
      for (const field of fields) if (!hit.meta.includes(field)) hit.meta.push(field);
      hit.whole ||= word === term;
    }
  }
  const held = [...pages.values()].filter(({ places }) => places.length > 0).length;
  const idf = Math.log(1 + (engine.pages.length - held + 0.5) / (held + 0.5));
  for (const [page, hit] of pages) {
    if (words.length > 1) hit.places.sort((a, b) => a.at - b.at);
    const times = hit.places.reduce((sum, { weight }) => sum + weight, 0);
    const length = 1 - LENGTH + LENGTH * ((engine.pages[page]?.length ?? 0) / average);
    hit.score = (idf * times * (SATURATION + 1)) / (times + SATURATION * length);
  }
  return [...pages.values()];
}

/** Keeps what a promise gave, but not its failure: after a broken connection the next call tries again. */
function once<T>(make: () => Promise<T>): () => Promise<T> {
  let kept: Promise<T> | undefined;
  return () => {
    kept ??= make().catch((error: unknown) => {
      kept = undefined;
      throw error;
    });
    return kept;
  };
}

/** The same for one value per key. */
function oncePerKey<T>(make: (key: string) => Promise<T>): (key: string) => Promise<T> {
  const kept = new Map<string, () => Promise<T>>();
  return (key) => {
    const get = kept.get(key) ?? once(() => make(key));
    kept.set(key, get);
    return get();
  };
}

/** Chunks read for a beginning that very many words have, such as a single common character. */
const MOST_CHUNKS = 12;

/** Opens the index: manifest first, then the index's metadata. */
export async function openIndex(read: Read): Promise<Lookup> {
  const text = async (name: string) => new TextDecoder().decode(await read(name));
  const manifest = JSON.parse(await text(MANIFEST)) as Manifest;
  const engine = startEngine(await read(manifest.meta).then(unpack));
  const average = engine.pages.reduce((sum, { length }) => sum + length, 0) / Math.max(1, engine.pages.length);

  const indexChunk = oncePerKey(async (name) => engine.addChunk(await read(`index/${name}.pf_index`).then(unpack)));
  const filterChunk = oncePerKey(async (name) => engine.addFilterChunk(await read(`filter/${name}.pf_filter`).then(unpack)));
  const find = oncePerKey(async (key): Promise<Hit[]> => {
    const [beginning, term] = [key.startsWith('*'), key.slice(1)];
    await Promise.all(engine.chunksFor(term, beginning).slice(0, MOST_CHUNKS).map(indexChunk));
    return hitsOf(engine, term, beginning, average);
  });
  const decoder = new TextDecoder();
  return {
    total: manifest.pages,
    find: (term, beginning) => find((beginning ? '*' : '=') + term),
    page: oncePerKey(async (id) => toPage(JSON.parse(decoder.decode(await read(`fragment/${id}.pf_fragment`).then(unpack))) as Fragment)),
    facets: once(() => readFacets(engine, async (names) => void (await Promise.all(names.map(filterChunk))))),
    byDate: async () => engine.sorted('date').map((page) => engine.pages[page]?.id ?? '').reverse(),
    script: once(async () => parsePairs(await text(manifest.script))),
    lexicon: once(async (): Promise<Lexicon> => parseLexicon(...(await Promise.all([text(manifest.sounds), text(manifest.words)])))),
  };
}

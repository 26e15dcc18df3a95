/** Answers the query layer from a built bundle. `read` fetches one file of it: over HTTP in the page, from disk on the command line. */
import { parseLexicon, type Lexicon } from './lexicon.ts';
import type { Facets, Hit, Lookup, Page } from './lookup.ts';
import { parsePairs } from './normalise.ts';
import { startEngine, unpack, type Engine } from './wasm.ts';

/** Names of the bundle's files. Written by `index.ts` as {@link MANIFEST}; every other name carries a digest, so that caches may keep it. */
export interface Manifest {
  pages: number;
  engine: string;
  meta: string;
  script: string;
  sounds: string;
  words: string;
}

export const MANIFEST = 'search.json';

/** Metadata fields take no part in Pagefind's own score: the query layer weighs them. */
const WEIGHTS = { title: 0, date: 0, summary: 0, py: 0, tw: 0, tx: 0, aw: 0, ax: 0, tn: 0 };

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

async function readFacets(engine: Engine, load: (names: string[]) => Promise<void>): Promise<Facets> {
  await load(engine.filterChunks());
  const facets: Facets = new Map();
  for (const [name, values] of Object.entries(engine.filters())) {
    for (const value of Object.keys(values)) {
      for (const { p } of engine.search('', false, { [name]: value }).results) {
        const page = facets.get(p) ?? {};
        (page[name] ??= []).push(value);
        facets.set(p, page);
      }
    }
  }
  return facets;
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

/** Opens the index: manifest first, then the engine and the index's metadata side by side. */
export async function openIndex(read: Read): Promise<Lookup> {
  const text = async (name: string) => new TextDecoder().decode(await read(name));
  const manifest = JSON.parse(await text(MANIFEST)) as Manifest;
  const [module, meta] = await Promise.all([read(manifest.engine).then(unpack), read(manifest.meta).then(unpack)]);
  const engine = await startEngine(module, meta, WEIGHTS);

  const indexChunk = oncePerKey(async (name) => engine.addChunk(await read(`index/${name}.pf_index`).then(unpack)));
  const filterChunk = oncePerKey(async (name) => engine.addFilterChunk(await read(`filter/${name}.pf_filter`).then(unpack)));
  const find = oncePerKey(async (key): Promise<Hit[]> => {
    const whole = key.startsWith('"');
    const term = key.slice(1);
    await Promise.all(engine.chunksFor(term).map(indexChunk));
    return engine.search(term, whole).results.map(({ p, s, l, mf }) => ({ id: p, score: whole ? 0 : s, places: l.map((place) => ({ at: place.l, weight: place.w / 24 })), meta: mf ?? [] }));
  });
  const decoder = new TextDecoder();
  return {
    total: manifest.pages,
    find: (term, whole) => find((whole ? '"' : '=') + term),
    page: oncePerKey(async (id) => toPage(JSON.parse(decoder.decode(await read(`fragment/${id}.pf_fragment`).then(unpack))) as Fragment)),
    facets: once(() => readFacets(engine, async (names) => void (await Promise.all(names.map(filterChunk))))),
    // With a sort, the score of a page is its place, counted from the last.
    byDate: once(async () => engine.search('', false, {}, 'date:desc').results.sort((a, b) => b.s - a.s).map(({ p }) => p)),
    script: once(async () => parsePairs(await text(manifest.script))),
    lexicon: once(async (): Promise<Lexicon> => parseLexicon(...(await Promise.all([text(manifest.sounds), text(manifest.words)])))),
  };
}

/** Answers the query layer from a built bundle. `read` fetches one file of it: over HTTP in the page, from disk on the command line. */
import { startEngine, unpack } from './engine.ts';
import { parseLexicon } from './lexicon.ts';
import type { Facets, Hit, Lookup, Page } from './lookup.ts';
import { isCommon } from './gb2312.ts';
import { HAN, parseScript } from './normalise.ts';
import { hitsOf, measure, type Part } from './score.ts';
import { SIGNED } from './signature.ts';

/** Names of the bundle's files that the search reads first. Written by `index.ts` as {@link MANIFEST}; every other name carries a digest, so that caches may keep it. */
export interface Manifest {
  pages: number;
  /** What is known of all pages, and where the words are: `layout.ts`. */
  head: string;
  /** 繁→简. */
  script: string;
  /** Sounds and words. */
  lexicon: string;
  /** Pages that changed since the index was made: a small index of their own, laid over the large one. */
  delta?: Delta;
}

/** A second index over the first. */
export interface Delta extends Partial<Manifest> {
  pages: number;
  /** Numbers of pages of the first index that have changed or gone. */
  hidden: number[];
}

export const MANIFEST = 'search.json';

/** Reads one file of the bundle, by name below its folder; `later`: others are more urgent. Rejects when it is not there. */
export type Read = (name: string, later?: boolean) => Promise<Uint8Array<ArrayBuffer>>;

/** A page as Pagefind stores it. */
export interface Fragment {
  url: string;
  content: string;
  meta: Record<string, string>;
  anchors: { element: string; id: string; text: string; location: number }[];
}

export function toPage({ url, content, meta, anchors }: Fragment, filters: Record<string, string[]>): Page {
  return {
    path: url,
    title: meta.title ?? url,
    summary: meta.summary,
    date: meta.date,
    words: content.split('\u200b'),
    filters,
    anchors: anchors.map(({ element, id, text, location }) => ({ id, level: Number(element[1]), text, at: location })).sort((a, b) => a.at - b.at),
  };
}

function facetsOf(parts: readonly Part[]): Facets {
  const facets: Facets = new Map();
  for (const { engine, hidden } of parts) {
    for (const [name, values] of engine.filters) {
      for (const [value, pages] of values) {
        for (const number of pages) {
          if (hidden.has(number)) continue;
          const id = engine.idOf(number);
          const page = facets.get(id) ?? {};
          (page[name] ??= []).push(value);
          facets.set(id, page);
        }
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

/** Chunks read for a beginning that very many words have, such as a single common character. */
const MOST_CHUNKS = 12;

/** Opens the index: manifest first, then the head of the index and of what is laid over it. */
export async function openIndex(read: Read): Promise<Lookup> {
  const manifest = JSON.parse(new TextDecoder().decode(await read(MANIFEST))) as Manifest;
  const { delta } = manifest;
  const load = (name: string, later?: boolean) => read(name, later).then(unpack);
  const loadAll = (names: readonly (string | undefined)[], later?: boolean) => Promise.all(names.flatMap((name) => (name ? [load(name, later)] : [])));
  const heads = loadAll([manifest.head, delta?.head]);
  // Wanted by every query that finds little: on the way already, so that a correction costs no round of its own.
  const tables = once(() => loadAll([manifest.lexicon, delta?.lexicon], true));
  tables().catch(() => undefined);

  const parts = (await heads).map((head, at): Part => {
    const engine = startEngine(head);
    return { engine, hidden: new Set(at === 0 ? delta?.hidden : []), chunk: oncePerKey(async (name) => engine.addChunk(await load(`${name}.bin`))) };
  });
  const size = measure(parts);
  const numbers = new Map(parts.flatMap(({ engine, hidden }) => engine.lengths.flatMap((_, page) => (hidden.has(page) ? [] : [[engine.idOf(page), { engine, page }] as const]))));
  const facets = facetsOf(parts);
  const common = parts.map(({ engine }) => engine.script);
  const script = once(async () => parseScript(common, await loadAll([manifest.script, delta?.script])));
  const few = parseScript(common, []);
  const decoder = new TextDecoder();

  const chunksOf = (term: string, beginning: boolean) => Promise.all(parts.flatMap(({ engine, chunk }) => engine.chunksFor(term, beginning).slice(0, MOST_CHUNKS).map(chunk)));
  const find = oncePerKey(async (key): Promise<Hit[]> => {
    const [beginning, term] = [key.startsWith('*'), key.slice(1)];
    await chunksOf(term, beginning);
    return hitsOf(parts, size, term, beginning);
  });
  return {
    total: size.pages,
    find: (term, beginning) => find((beginning ? '*' : '=') + term),
    words: async (beginning) => {
      if (parts.some(({ engine }) => engine.chunksFor(beginning, true).length > MOST_CHUNKS)) return undefined;
      await chunksOf(beginning, true);
      return [...new Set(parts.flatMap(({ engine }) => engine.wordsFrom(beginning)))];
    },
    page: oncePerKey(async (id) => toPage(JSON.parse(decoder.decode((await load(`fragment/${id}.pf_fragment`)).subarray(SIGNED))) as Fragment, facets.get(id) ?? {})),
    facets: () => facets,
    day: (id) => {
      const place = numbers.get(id);
      return place?.engine.days[place.page];
    },
    script: async (text) => ([...text].some((char) => HAN.test(char) && !isCommon(char)) ? script() : few),
    lexicon: once(async () => parseLexicon(await tables())),
  };
}

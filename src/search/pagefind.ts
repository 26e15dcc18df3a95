/** Answers the query layer from a built bundle. `read` fetches one file of it: over HTTP in the page, from disk on the command line. */
import { parseLexicon, type Lexicon } from './lexicon.ts';
import type { Facets, Hit, Lookup, Page } from './lookup.ts';
import { parseScript } from './normalise.ts';
import { sign, startEngine, unpack, type Engine } from './engine.ts';

/** Names of the bundle's files. Written by `index.ts` as {@link MANIFEST}; every other name carries a digest, so that caches may keep it. */
export interface Manifest {
  pages: number;
  meta: string;
  script: string;
  sounds: string;
  words: string;
  /** Pages that changed since the index was made: a small index of their own, laid over the large one. */
  delta?: Delta;
}

/** A second index over the first. */
export interface Delta {
  pages: number;
  /** Absent when pages only went. */
  meta?: string;
  script?: string;
  sounds?: string;
  words?: string;
  /** Ids of pages of the first index that have changed or gone. */
  hidden: string[];
  /** For each dated page of the delta, newest first: how many dated pages of the first index are newer, hidden ones counted. */
  newer: number[];
}

export const MANIFEST = 'search.json';

/** Reads one file of the bundle, by name below its folder. Rejects when it is not there. */
export type Read = (name: string) => Promise<Uint8Array<ArrayBuffer>>;

const SIGNED = sign(new Uint8Array()).length;

interface Fragment {
  url: string;
  content: string;
  filters: Record<string, string[]>;
  meta: Record<string, string>;
  anchors: { element: string; id: string; text: string; location: number }[];
}

/** The page of a fragment's file, its gzip taken off. */
export function pageOf(content: Uint8Array): Page {
  return toPage(JSON.parse(new TextDecoder().decode(content.subarray(SIGNED))) as Fragment);
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

/** An index as it was opened, and which of its pages no longer count. */
interface Part {
  engine: Engine;
  hidden: ReadonlySet<number>;
  indexChunk: (name: string) => Promise<void>;
  filterChunk: (name: string) => Promise<void>;
}

async function readFacets(parts: readonly Part[]): Promise<Facets> {
  const facets: Facets = new Map();
  await Promise.all(parts.flatMap(({ engine, filterChunk }) => engine.filterChunks.map(filterChunk)));
  for (const { engine, hidden } of parts) {
    for (const [name, values] of engine.filters) {
      for (const [value, pages] of values) {
        for (const number of pages) {
          if (hidden.has(number)) continue;
          const id = engine.pages[number]?.id ?? '';
          const page = facets.get(id) ?? {};
          (page[name] ??= []).push(value);
          facets.set(id, page);
        }
      }
    }
  }
  return facets;
}

/** BM25: how fast more occurrences stop to say more, and how much of a page's length is held against it. */
const SATURATION = 1.4;
const LENGTH = 0.75;

/** Pages and their average length over all parts, as if they were one index. */
function measure(parts: readonly Part[]): { pages: number; average: number } {
  const lengths = parts.flatMap(({ engine, hidden }) => engine.pages.filter((_, number) => !hidden.has(number)).map(({ length }) => length));
  return { pages: lengths.length, average: lengths.reduce((sum, length) => sum + length, 0) / Math.max(1, lengths.length) };
}

/** Pages that hold a term, with what each occurrence says. The chunks must be there. Scores are those of one index over all pages. */
function hitsOf(parts: readonly Part[], { pages: total, average }: { pages: number; average: number }, term: string, beginning: boolean): Hit[] {
  const found: { hit: Hit; length: number; several: boolean }[] = [];
  for (const { engine, hidden } of parts) {
    const words = beginning ? engine.wordsFrom(term) : [term];
    const pages = new Map<number, Hit>();
    for (const word of words) {
      for (const { page, places, fields } of engine.word(word)) {
        if (hidden.has(page)) continue;
        const hit = pages.get(page) ?? { id: engine.pages[page]?.id ?? '', score: 0, places: [], meta: [], whole: false };
        pages.set(page, hit);
        hit.places.push(...places);
        for (const field of fields) if (!hit.meta.includes(field)) hit.meta.push(field);
        hit.whole ||= word === term;
      }
    }
    for (const [page, hit] of pages) found.push({ hit, length: engine.pages[page]?.length ?? 0, several: words.length > 1 });
  }
  const held = found.filter(({ hit }) => hit.places.length > 0).length;
  const idf = Math.log(1 + (total - held + 0.5) / (held + 0.5));
  for (const { hit, length, several } of found) {
    if (several) hit.places.sort((a, b) => a.at - b.at);
    const times = hit.places.reduce((sum, { weight }) => sum + weight, 0);
    hit.score = (idf * times * (SATURATION + 1)) / (times + SATURATION * (1 - LENGTH + LENGTH * (length / average)));
  }
  return found.map(({ hit }) => hit);
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

/** Dated pages of both parts, newest first. */
function byDate(parts: readonly Part[], newer: readonly number[]): string[] {
  const [first = [], second = []] = parts.map(({ engine }) => engine.sorted('date').map((page) => ({ page, id: engine.pages[page]?.id ?? '' })).reverse());
  const hidden = parts[0]?.hidden;
  const ids: string[] = [];
  let next = 0;
  for (let at = 0; at <= first.length; at++) {
    while (next < second.length && (newer[next] ?? Infinity) <= at) ids.push(second[next++]?.id ?? '');
    const page = first[at];
    if (page && !hidden?.has(page.page)) ids.push(page.id);
  }
  return [...ids, ...second.slice(next).map(({ id }) => id)];
}

/** Tables of words, each of them named words, an empty line, the rest: as one. */
function joinWords(tables: readonly string[]): string {
  const named = new Set<string>();
  const rest = new Set<string>();
  for (const lines of tables.map((table) => table.split('\n'))) {
    const border = lines.indexOf('');
    for (const word of lines.slice(0, border)) named.add(word);
    for (const word of lines.slice(border + 1)) rest.add(word);
  }
  return [...named, '', ...[...rest].filter((word) => !named.has(word))].join('\n');
}

/** Opens the index: manifest first, then the metadata of the index and of what is laid over it. */
export async function openIndex(read: Read): Promise<Lookup> {
  const text = async (name: string) => new TextDecoder().decode(await read(name));
  const manifest = JSON.parse(await text(MANIFEST)) as Manifest;
  const { delta } = manifest;
  const metas = await Promise.all([manifest.meta, ...(delta?.meta ? [delta.meta] : [])].map((name) => read(name).then(unpack)));
  const gone = new Set(delta?.hidden);
  const parts = metas.map((meta, at): Part => {
    const engine = startEngine(meta);
    return {
      engine,
      hidden: new Set(at === 0 && gone.size > 0 ? engine.pages.flatMap(({ id }, number) => (gone.has(id) ? [number] : [])) : []),
      indexChunk: oncePerKey(async (name) => engine.addChunk(await read(`index/${name}.pf_index`).then(unpack))),
      filterChunk: oncePerKey(async (name) => engine.addFilterChunk(await read(`filter/${name}.pf_filter`).then(unpack))),
    };
  });
  const size = measure(parts);
  const texts = (names: readonly (string | undefined)[]) => Promise.all(names.flatMap((name) => (name ? [text(name)] : [])));

  const chunksOf = (term: string, beginning: boolean) => Promise.all(parts.flatMap(({ engine, indexChunk }) => engine.chunksFor(term, beginning).slice(0, MOST_CHUNKS).map(indexChunk)));
  const find = oncePerKey(async (key): Promise<Hit[]> => {
    const [beginning, term] = [key.startsWith('*'), key.slice(1)];
    await chunksOf(term, beginning);
    return hitsOf(parts, size, term, beginning);
  });
  const decoder = new TextDecoder();
  return {
    total: size.pages,
    find: (term, beginning) => find((beginning ? '*' : '=') + term),
    words: async (beginning) => {
      if (parts.some(({ engine }) => engine.chunksFor(beginning, true).length > MOST_CHUNKS)) return undefined;
      await chunksOf(beginning, true);
      return [...new Set(parts.flatMap(({ engine }) => engine.wordsFrom(beginning)))];
    },
    page: oncePerKey(async (id) => toPage(JSON.parse(decoder.decode(await read(`fragment/${id}.pf_fragment`).then(unpack))) as Fragment)),
    facets: once(() => readFacets(parts)),
    byDate: async () => byDate(parts, delta?.newer ?? []),
    script: once(async () => parseScript(await texts([manifest.script, delta?.script]))),
    lexicon: once(async (): Promise<Lexicon> => {
      const [sounds, words] = await Promise.all([texts([manifest.sounds, delta?.sounds]), texts([manifest.words, delta?.words])]);
      return parseLexicon(sounds.join(''), joinWords(words));
    }),
  };
}

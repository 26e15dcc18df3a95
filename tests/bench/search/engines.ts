/** The search of the site and its peers under one face: an index over pages, and the first ten for a query. */
import { mkdir, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import * as pagefind from 'pagefind';
import { TEST_NOW } from '#tests/site.ts';
import { makeBundle, readFrom } from '#/search/index.ts';
import { openIndex } from '#/search/bundle.ts';
import { firstPages } from '#/search/order.ts';
import { answer } from '#/search/query.ts';
import { normalise } from '#/search/normalise.ts';
import type { BenchPage } from './texts.ts';

export interface Built {
  /** Numbers of the first ten pages. */
  search(query: string): Promise<number[]>;
  /** Milliseconds. */
  indexing: number;
  /** What has to be downloaded before the first answer, or lies on the server, uncompressed. */
  bytes: number;
}

export type Bundle = Map<string, Uint8Array<ArrayBuffer>>;

export async function writeBundle(files: Bundle, folder: string): Promise<void> {
  for (const [name, bytes] of files) {
    await mkdir(path.dirname(path.join(folder, name)), { recursive: true });
    await writeFile(path.join(folder, name), bytes);
  }
}

const sizeOf = (files: Bundle): number => [...files.values()].reduce((sum, { length }) => sum + length, 0);

/** The site's own. */
export async function ours(pages: readonly BenchPage[]): Promise<Built & { files: Bundle }> {
  const start = performance.now();
  const { files } = await makeBundle(pages.map(({ source, html }) => ({ source, html })));
  const indexing = performance.now() - start;
  const index = await openIndex(readFrom(files));
  const numberOf = new Map(pages.map(({ source }, i) => [`/${source.replace(/index\.html$/, '')}`, i]));
  const search = async (query: string) => {
    const found = await answer(query, index);
    const shown = await firstPages(found.searched, found.ranked, index, 10, TEST_NOW.slice(0, 10));
    return shown.map(({ page }) => numberOf.get(page.path) ?? -1);
  };
  return { search, indexing, bytes: sizeOf(files), files };
}

/** Pagefind's index without anything of ours, for its cost; its answers are asked for in a browser. */
export async function stock(pages: readonly BenchPage[]): Promise<{ indexing: number; bytes: number; files: Bundle }> {
  const start = performance.now();
  const { index } = await pagefind.createIndex({ forceLanguage: 'zh-cn' });
  if (!index) throw new Error('Pagefind gives no index');
  for (const { source, html } of pages) await index.addHTMLFile({ sourcePath: source, content: html });
  const { files } = await index.getFiles();
  const bundle: Bundle = new Map(files.filter(({ path: name }) => !/^pagefind-(?:ui|modular-ui|component-ui|highlight)\./.test(name)).map(({ path: name, content }) => [name, Uint8Array.from(content)]));
  await pagefind.close();
  return { indexing: performance.now() - start, bytes: sizeOf(bundle), files: bundle };
}

const require = createRequire(path.resolve('tests/bench/search/packages/package.json'));
const load = async <T>(name: string): Promise<T> => (await import(require.resolve(name))) as T;

/** A set-up that is good for Chinese: every pair of neighbouring characters, single ones where a run has one, Latin words. */
export function bigrams(text: string): string[] {
  return (normalise(text).match(/\p{Script=Han}+|[\p{Script=Latin}\p{N}.]+/gu) ?? []).flatMap((run) => (/\p{Script=Han}/u.test(run) && run.length > 1 ? Array.from({ length: run.length - 1 }, (_, i) => run.slice(i, i + 2)) : [run]));
}

async function miniSearch(pages: readonly BenchPage[]): Promise<Built> {
  interface Mini {
    addAll(list: object[]): void;
    search(query: string, options: object): { id: number }[];
  }
  const { default: MiniSearch } = await load<{ default: new (options: object) => Mini }>('minisearch');
  const start = performance.now();
  const mini = new MiniSearch({ fields: ['title', 'text'], tokenize: bigrams, processTerm: (term: string) => term, storeFields: ['title'] });
  mini.addAll(pages.map(({ title, blocks }, id) => ({ id, title, text: blocks.join('\n') })));
  const indexing = performance.now() - start;
  return { indexing, bytes: Buffer.byteLength(JSON.stringify(mini)), search: async (query) => mini.search(query, { boost: { title: 4 }, prefix: (term: string) => /^[a-z]{3,}$/.test(term) }).slice(0, 10).map(({ id }) => id) };
}

async function flexSearch(pages: readonly BenchPage[]): Promise<Built> {
  interface Flex {
    add(entry: object): void;
    search(query: string, options: object): { id: number }[];
    export(handler: (key: string, data: string) => void): Promise<void> | void;
  }
  const { default: { Document } } = await load<{ default: { Document: new (options: object) => Flex } }>('flexsearch');
  const start = performance.now();
  const encode = (text: string) => bigrams(text);
  const flex = new Document({ document: { id: 'id', index: [{ field: 'title', encode, tokenize: 'strict' }, { field: 'text', encode, tokenize: 'strict' }] } });
  pages.forEach(({ title, blocks }, id) => { flex.add({ id, title, text: blocks.join('\n') }); });
  const indexing = performance.now() - start;
  let bytes = 0;
  await flex.export((_, data) => { bytes += data ? Buffer.byteLength(data) : 0; });
  return { indexing, bytes, search: async (query) => flex.search(query, { limit: 10, suggest: true, merge: true }).map(({ id }) => id) };
}

async function orama(pages: readonly BenchPage[]): Promise<Built> {
  interface Orama {
    create(options: object): object;
    insertMultiple(db: object, entries: object[]): Promise<unknown>;
    search(db: object, options: object): Promise<{ hits: { id: string }[] }>;
    save(db: object): object;
  }
  const { create, insertMultiple, search, save } = await load<Orama>('@orama/orama');
  const start = performance.now();
  const db = create({ schema: { title: 'string', text: 'string' }, components: { tokenizer: { language: 'chinese', normalizationCache: new Map(), tokenize: bigrams } } });
  await insertMultiple(db, pages.map(({ title, blocks }, id) => ({ id: String(id), title, text: blocks.join('\n') })));
  const indexing = performance.now() - start;
  return { indexing, bytes: Buffer.byteLength(JSON.stringify(save(db))), search: async (query) => (await search(db, { term: query, limit: 10, boost: { title: 4 }, threshold: 1 })).hits.map(({ id }) => Number(id)) };
}

export const PEERS: Record<string, (pages: readonly BenchPage[]) => Promise<Built>> = { MiniSearch: miniSearch, FlexSearch: flexSearch, Orama: orama };

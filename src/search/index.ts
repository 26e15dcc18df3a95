/**
 * Makes the search index of a built site: Pagefind's chunks and fragments, and beside them the tables of the Chinese
 * query layer and a manifest that names everything. Same pages, same bytes.
 */
import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import * as pagefind from 'pagefind';
import { withSmallChunks } from './chunks.ts';
import { isIndexed, titlesOf } from './hidden-fields.ts';
import type { Files } from './join.ts';
import type { Layers } from './layers.ts';
import type { Page } from './lookup.ts';
import { indexInParts, type IndexedPage, type PartOptions } from './parts.ts';
import { MANIFEST, pageOf, type Delta, type Manifest } from './pagefind.ts';
import { scriptTable, soundsOf, soundTable, wordTable } from './tables.ts';

/** Folder of the bundle below the site. */
export const BUNDLE = 'pagefind';

export type { Files } from './join.ts';
export type { IndexedPage } from './parts.ts';

const inflate = promisify(gunzip);

/** What the site's builders are told. */
export interface IndexReport {
  pages: number;
  bytes: number;
}

const digestOf = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex').slice(0, 8);

function only(files: Map<string, unknown>, ending: string): string {
  const names = [...files.keys()].filter((name) => name.endsWith(ending));
  const [name] = names;
  if (name === undefined || names.length > 1) throw new Error(`搜索索引没有建成：应有一个 ${ending} 文件，却有 ${names.length} 个。Pagefind 的版本可能变了。`);
  return name;
}

function put(files: Files, stem: string, text: string): string {
  const bytes = new TextEncoder().encode(text);
  const name = `${stem}.${digestOf(bytes)}.txt`;
  files.set(name, bytes);
  return name;
}

const FRAGMENT = 'fragment/';

interface Raw {
  files: Files;
  meta: string;
  /** Fragments by their id. */
  fragments: Map<string, Page>;
}

/** Pagefind's files for these pages in small chunks, and what they say. */
async function rawIndex(pages: readonly IndexedPage[], whole: Files): Promise<Raw> {
  const entry = JSON.parse(new TextDecoder().decode(whole.get('pagefind-entry.json'))) as { languages: Record<string, { page_count: number }> };
  const counted = Object.values(entry.languages).reduce((sum, language) => sum + language.page_count, 0);
  if (counted !== pages.length) throw new Error(`搜索索引没有建成：应收 ${pages.length} 页，实收 ${counted} 页。`);
  const { files, meta } = await withSmallChunks(whole, only(whole, '.pf_meta'));
  const fragments = await Promise.all([...files].flatMap(([name, bytes]) => (name.startsWith(FRAGMENT) ? [inflate(bytes).then((content) => [name.slice(FRAGMENT.length, -'.pf_fragment'.length), pageOf(content)] as const)] : [])));
  return { files, meta, fragments: new Map(fragments.sort(([a], [b]) => (a < b ? -1 : 1))) };
}

/** Every character of the texts, the frequent ones first. */
function charactersOf(fragments: ReadonlyMap<string, Page>, titles: readonly { title: string; aliases: string[] }[]): string {
  const counts = new Map<string, number>();
  const add = (text: string): void => { for (const char of text) counts.set(char, (counts.get(char) ?? 0) + 1); };
  for (const { words } of fragments.values()) words.forEach(add);
  for (const { title, aliases } of titles) [title, ...aliases].forEach(add);
  return [...counts].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1)).map(([char]) => char).join('');
}

/** What has to be known of an index to lay a delta over it. */
export interface IndexBase {
  manifest: Manifest;
  /** Site path → id of the page's fragment. */
  ids: Record<string, string>;
  /** Dates of the dated pages, newest first. */
  dates: string[];
  /** Every character of the indexed text, the frequent ones first. */
  characters: string;
}

/** Files of the bundle for these pages, by name; see {@link indexInParts} for the options. Rejects with a Chinese sentence when the index does not hold exactly these pages. */
export async function makeBundle(pages: readonly IndexedPage[], options: PartOptions = {}): Promise<{ files: Files; base: IndexBase }> {
  if (pages.length === 0) throw new Error('搜索索引没有建成：没有一个页面带有 data-pagefind-body，网站将什么也搜不到。');
  const { files, meta, fragments } = await rawIndex(pages, await indexInParts(pages, options));
  const titles = pages.map(({ html }) => titlesOf(html));
  const characters = charactersOf(fragments, titles);
  const sounds = soundsOf(characters);
  const manifest: Manifest = {
    pages: pages.length,
    meta,
    script: put(files, 'zh-t2s', scriptTable(new Set(characters))),
    sounds: put(files, 'zh-py', soundTable(sounds)),
    words: put(files, 'zh-words', wordTable([...fragments.values()], titles.flatMap(({ aliases }) => aliases), sounds)),
  };
  files.set(MANIFEST, manifestBytes(manifest));
  const dates = [...fragments.values()].flatMap(({ date }) => date ?? []).sort().reverse();
  return { files, base: { manifest, ids: Object.fromEntries([...fragments].map(([id, page]) => [page.path, id])), dates, characters } };
}

function manifestBytes(manifest: Manifest): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(JSON.stringify(manifest));
}

/**
 * Files to lay over an index: `pages` are the ones that changed or came, `gone` the site paths of those that
 * went. The manifest is among them and names both indexes; a reader finds what a whole new index would find.
 * `layers` keep what was made for the delta before.
 */
export async function makeDelta(base: IndexBase, pages: readonly IndexedPage[], gone: readonly string[], layers?: Layers): Promise<Files> {
  const files: Files = new Map();
  const hidden = new Set(gone.flatMap((address) => base.ids[address] ?? []));
  const delta: Delta = { pages: pages.length, hidden: [], newer: [] };
  if (pages.length > 0) {
    const raw = await rawIndex(pages, layers ? await layers.of(pages) : await indexInParts(pages));
    for (const [name, bytes] of raw.files) if (/^(?:index|fragment|filter)\//.test(name) || name === raw.meta) files.set(name, bytes);
    const titles = pages.map(({ html }) => titlesOf(html));
    const known = new Set(base.characters);
    const fresh = new Set([...charactersOf(raw.fragments, titles)].filter((char) => !known.has(char)));
    const all = base.characters + [...fresh].join('');
    const sounds = soundsOf(all);
    const pagesOfDelta = [...raw.fragments.values()];
    for (const { path: address } of pagesOfDelta) {
      const id = base.ids[address];
      if (id !== undefined) hidden.add(id);
    }
    delta.meta = raw.meta;
    if (fresh.size > 0) {
      delta.script = put(files, 'zh-t2s', scriptTable(new Set(all), fresh));
      delta.sounds = put(files, 'zh-py', soundTable(new Map([...sounds].filter(([char]) => fresh.has(char)))));
    }
    delta.words = put(files, 'zh-words', wordTable(pagesOfDelta, titles.flatMap(({ aliases }) => aliases), sounds));
    delta.newer = pagesOfDelta.flatMap(({ date }) => date ?? []).sort().reverse().map((date) => base.dates.filter((each) => each > date).length);
  }
  delta.hidden = [...hidden].sort();
  files.set(MANIFEST, manifestBytes({ ...base.manifest, delta }));
  return files;
}

/** Reads files of a bundle in memory. A query behind a name only serves caches. */
export function readFrom(files: Files): (name: string) => Promise<Uint8Array<ArrayBuffer>> {
  return async (name) => {
    const file = files.get(name.replace(/\?.*/, ''));
    if (!file) throw new Error(`搜索索引里没有 ${name}`);
    return file;
  };
}

/** Reads files of a bundle on disk. */
export function readFolder(folder: string): (name: string) => Promise<Uint8Array<ArrayBuffer>> {
  return async (name) => Uint8Array.from(await readFile(path.join(folder, name.replace(/\?.*/, ''))));
}

/** Indexes the site in `site` (the folder of the build) and writes `pagefind/` below it. */
export async function indexSite(site: string, options: PartOptions = {}): Promise<IndexReport> {
  const sources = (await readdir(site, { recursive: true })).map((file) => file.split(path.sep).join('/')).filter((file) => file.endsWith('.html') && !file.startsWith(`${BUNDLE}/`)).sort();
  const pages = (await Promise.all(sources.map(async (source) => ({ source, html: await readFile(path.join(site, source), 'utf8') })))).filter(({ html }) => isIndexed(html));
  const { files } = await makeBundle(pages, options);
  await pagefind.close();
  const folder = path.join(site, BUNDLE);
  await rm(folder, { recursive: true, force: true });
  let bytes = 0;
  for (const [name, content] of files) {
    await mkdir(path.dirname(path.join(folder, name)), { recursive: true });
    await writeFile(path.join(folder, name), content);
    bytes += content.length;
  }
  return { pages: pages.length, bytes };
}

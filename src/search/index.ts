/**
 * Makes the search index of a built site: what Pagefind finds in its pages, written as the page reads it, the tables of
 * the Chinese query layer, and a manifest that names them. Same pages, same bytes.
 */
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import * as pagefind from 'pagefind';
import { MANIFEST, toPage, type Delta, type Manifest } from './bundle.ts';
import { ByteWriter } from './bytes.ts';
import { isCommon } from './gb2312.ts';
import { isIndexed, titlesOf } from './hidden-fields.ts';
import { FOLDER, layOut } from './layout.ts';
import type { Page } from './lookup.ts';
import type { Layers } from './layers.ts';
import { indexInParts, type IndexedPage, type PartOptions } from './parts.ts';
import { searchedPart } from './searched.ts';
import type { Files } from './pack.ts';
import { digestOf, pack, readSource, type Source, type SourcePart } from './source.ts';
import { scriptTables, soundsOf, writeSounds } from './tables.ts';
import { wordTable } from './words.ts';

export type { Files } from './pack.ts';
export type { IndexedPage } from './parts.ts';

/** Folder of the bundle below the site. */
export const BUNDLE = 'pagefind';

/** What the site's builders are told. */
export interface IndexReport {
  pages: number;
  bytes: number;
}

const inParts = async (pages: readonly IndexedPage[], options?: PartOptions): Promise<SourcePart[]> => (await indexInParts(pages, options)).map((found) => ({ found }));

/** What Pagefind found in these pages, and their texts. Rejects when it did not take exactly these. */
async function sourceOf(pages: readonly IndexedPage[], found: readonly SourcePart[]): Promise<{ source: Source; texts: Page[] }> {
  const source = await readSource(found);
  if (source.pages.length !== pages.length) throw new Error(`搜索索引没有建成：应收 ${pages.length} 页，实收 ${source.pages.length} 页。`);
  return { source, texts: source.pages.map(({ fragment }) => toPage(fragment, fragment.filters)) };
}

/** Every character of the texts, the frequent ones first. */
function charactersOf(texts: readonly Page[], titles: readonly { title: string; aliases: string[] }[]): string {
  // By code unit: a large site has tens of millions of characters. Those of two units are rare.
  const units = new Uint32Array(0x10000);
  const pairs = new Map<string, number>();
  const add = (text: string): void => {
    for (let i = 0; i < text.length; i++) {
      const unit = text.charCodeAt(i);
      if (unit < 0xd800 || unit > 0xdbff) units[unit] = (units[unit] ?? 0) + 1;
      else {
        const char = String.fromCodePoint(text.codePointAt(i++) ?? 0);
        pairs.set(char, (pairs.get(char) ?? 0) + 1);
      }
    }
  };
  for (const { words } of texts) words.forEach(add);
  for (const { title, aliases } of titles) [title, ...aliases].forEach(add);
  units.forEach((count, unit) => { if (count > 0) pairs.set(String.fromCharCode(unit), count); });
  return [...pairs].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1)).map(([char]) => char).join('');
}

/** What has to be known of an index to lay a delta over it. */
export interface IndexBase {
  manifest: Manifest;
  /** Site path → number of the page. */
  numbers: Record<string, number>;
  /** Every character of the indexed text, the frequent ones first. */
  characters: string;
}

/** Sounds and words of pages, as one file. */
function lexiconOf(texts: Page[], aliases: string[], sounds: ReadonlyMap<string, string>, written: ReadonlyMap<string, string>, common: boolean): Uint8Array {
  const writer = new ByteWriter();
  writeSounds(writer, written, common);
  return writer.text(wordTable(texts, aliases, sounds)).bytes();
}

/** Puts a file of ours among the others, under a name that holds its digest. */
async function put(files: Files, content: Uint8Array): Promise<string> {
  const bytes = await pack(content);
  const name = `${FOLDER}/${digestOf(bytes)}.bin`;
  files.set(name, bytes);
  return name;
}

const searched = (pages: readonly IndexedPage[]): IndexedPage[] => pages.map(({ source, html }) => ({ source, html: searchedPart(html) }));

/** Files of the bundle for these pages, whole or as the search sees them, by name; see {@link indexInParts} for the options. Rejects with a Chinese sentence when the index does not hold exactly these pages. */
export async function makeBundle(whole: readonly IndexedPage[], options: PartOptions = {}): Promise<{ files: Files; base: IndexBase }> {
  const pages = searched(whole);
  if (pages.length === 0) throw new Error('搜索索引没有建成：没有一个页面带有 data-pagefind-body，网站将什么也搜不到。');
  const { source, texts } = await sourceOf(pages, await inParts(pages, options));
  const titles = pages.map(({ html }) => titlesOf(html));
  const characters = charactersOf(texts, titles);
  const sounds = soundsOf(characters);
  const { common, other } = scriptTables(new Set(characters));
  const { files: own, head } = await layOut(source, common);
  const files: Files = new Map([...source.files, ...own]);
  const manifest: Manifest = {
    pages: pages.length,
    head,
    script: await put(files, other),
    lexicon: await put(files, lexiconOf(texts, titles.flatMap(({ aliases }) => aliases), sounds, sounds, true)),
  };
  files.set(MANIFEST, manifestBytes(manifest));
  return { files, base: { manifest, numbers: Object.fromEntries(texts.map(({ path: address }, number) => [address, number])), characters } };
}

function manifestBytes(manifest: Manifest): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(JSON.stringify(manifest));
}

/**
 * Files to lay over an index: `whole` are the ones that changed or came, `gone` the site paths of those that
 * went. The manifest is among them and names both indexes; a reader finds what a whole new index would find.
 * `layers` keep what was made for the delta before.
 */
export async function makeDelta(base: IndexBase, whole: readonly IndexedPage[], gone: readonly string[], layers?: Layers): Promise<Files> {
  const pages = searched(whole);
  const files: Files = new Map();
  const delta: Delta = { pages: pages.length, hidden: [] };
  const paths = [...gone];
  if (pages.length > 0) {
    const { source, texts } = await sourceOf(pages, await (layers ? layers.of(pages) : inParts(pages)));
    paths.push(...texts.map(({ path: address }) => address));
    const titles = pages.map(({ html }) => titlesOf(html));
    const known = new Set(base.characters);
    const fresh = new Set([...charactersOf(texts, titles)].filter((char) => !known.has(char)));
    const all = base.characters + [...fresh].join('');
    const sounds = soundsOf(all);
    const script = fresh.size > 0 ? scriptTables(new Set(all), fresh) : { common: '', other: new Uint8Array() };
    const laid = await layOut(source, script.common);
    for (const [name, bytes] of source.files) files.set(name, bytes);
    for (const [name, bytes] of laid.files) files.set(name, bytes);
    delta.head = laid.head;
    if (fresh.size > 0) delta.script = await put(files, script.other);
    const unknown = new Map([...sounds].filter(([char]) => fresh.has(char) && !isCommon(char)));
    delta.lexicon = await put(files, lexiconOf(texts, titles.flatMap(({ aliases }) => aliases), sounds, unknown, false));
  }
  delta.hidden = [...new Set(paths.flatMap((address) => base.numbers[address] ?? []))].sort((a, b) => a - b);
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

/** Files that are read or written at a time: a large site has a gigabyte of pages, of which the search sees a tenth. */
const FILES_AT_ONCE = 32;

/** The pages among `sources` that are searched, as the search sees them, in their order. `read` gives the HTML of one. */
export async function searchedPages(sources: readonly string[], read: (source: string) => Promise<string>): Promise<IndexedPage[]> {
  const pages: IndexedPage[] = [];
  for (let start = 0; start < sources.length; start += FILES_AT_ONCE) {
    const whole = await Promise.all(sources.slice(start, start + FILES_AT_ONCE).map(async (source) => ({ source, html: await read(source) })));
    pages.push(...searched(whole.filter(({ html }) => isIndexed(html))));
  }
  return pages;
}

/** Indexes the site in `site` (the folder of the build) and writes `pagefind/` below it. */
export async function indexSite(site: string, options: PartOptions = {}): Promise<IndexReport> {
  const sources = (await readdir(site, { recursive: true })).map((file) => file.split(path.sep).join('/')).filter((file) => file.endsWith('.html') && !file.startsWith(`${BUNDLE}/`)).sort();
  const pages = await searchedPages(sources, (source) => readFile(path.join(site, source), 'utf8'));
  const { files } = await makeBundle(pages, options);
  await pagefind.close();
  const folder = path.join(site, BUNDLE);
  await rm(folder, { recursive: true, force: true });
  for (const below of new Set([...files.keys()].map((name) => path.dirname(name)))) await mkdir(path.join(folder, below), { recursive: true });
  const list = [...files];
  for (let start = 0; start < list.length; start += FILES_AT_ONCE) await Promise.all(list.slice(start, start + FILES_AT_ONCE).map(([name, content]) => writeFile(path.join(folder, name), content)));
  const bytes = list.reduce((sum, [, content]) => sum + content.length, 0);
  return { pages: pages.length, bytes };
}

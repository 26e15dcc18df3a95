/**
 * Makes the search index of a built site: Pagefind's chunks and fragments, and beside them the tables of the Chinese
 * query layer and a manifest that names everything. Same pages, same bytes.
 */
import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import * as pagefind from 'pagefind';
import { withSmallChunks } from './chunks.ts';
import { isIndexed, titlesOf, withHiddenFields } from './hidden-fields.ts';
import { MANIFEST, openIndex, type Manifest } from './pagefind.ts';
import { scriptTable, soundsOf, soundTable, wordTable } from './tables.ts';
import { LANG } from '#/site.ts';

/** Folder of the bundle below the site. */
export const BUNDLE = 'pagefind';

/** Pagefind's ready-made interfaces are not used: they cannot merge results and write HTML from strings. Its plain API stays, so that another site can merge this index. */
const UNUSED = /^pagefind-(ui|modular-ui|component-ui|highlight)\./;

/** What the site's builders are told. */
export interface IndexReport {
  pages: number;
  bytes: number;
}

function complain(errors: string[], where: string): void {
  if (errors.length > 0) throw new Error(`搜索索引没有建成：${where}（${errors.join('；')}）`);
}

async function bundleOf(pages: { source: string; html: string }[]): Promise<Map<string, Uint8Array<ArrayBuffer>>> {
  const created = await pagefind.createIndex({ forceLanguage: LANG.toLowerCase() });
  complain(created.errors, '不能启动 Pagefind');
  try {
    const { index } = created;
    if (!index) throw new Error('搜索索引没有建成：Pagefind 没有给出索引');
    for (const { source, html } of pages) complain((await index.addHTMLFile({ sourcePath: source, content: withHiddenFields(html) })).errors, source);
    const { files, errors } = await index.getFiles();
    complain(errors, '写出索引时');
    return new Map(files.filter((file) => !UNUSED.test(file.path)).map((file) => [file.path, Uint8Array.from(file.content)]));
  } finally {
    await pagefind.close();
  }
}

const digestOf = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex').slice(0, 8);

function only(files: Map<string, unknown>, ending: string): string {
  const names = [...files.keys()].filter((name) => name.endsWith(ending));
  const [name] = names;
  if (name === undefined || names.length > 1) throw new Error(`搜索索引没有建成：应有一个 ${ending} 文件，却有 ${names.length} 个。Pagefind 的版本可能变了。`);
  return name;
}

/**
 * Files of the bundle for these pages, by name. `source` is the page's file below the site, such as
 * `science/x/index.html`. Rejects with a Chinese sentence when the index does not hold exactly these pages.
 */
export async function makeBundle(pages: { source: string; html: string }[]): Promise<Map<string, Uint8Array<ArrayBuffer>>> {
  if (pages.length === 0) throw new Error('搜索索引没有建成：没有一个页面带有 data-pagefind-body，网站将什么也搜不到。');
  const whole = await bundleOf(pages);
  const entry = JSON.parse(new TextDecoder().decode(whole.get('pagefind-entry.json'))) as { languages: Record<string, { page_count: number }> };
  const counted = Object.values(entry.languages).reduce((sum, language) => sum + language.page_count, 0);
  if (counted !== pages.length) throw new Error(`搜索索引没有建成：应收 ${pages.length} 页，实收 ${counted} 页。`);
  const { files, meta } = await withSmallChunks(whole, only(whole, '.pf_meta'));

  const put = (stem: string, text: string): string => {
    const bytes = new TextEncoder().encode(text);
    const name = `${stem}.${digestOf(bytes)}.txt`;
    files.set(name, bytes);
    return name;
  };
  const manifest: Manifest = { pages: pages.length, meta, script: '', sounds: '', words: '' };
  const write = () => files.set(MANIFEST, new TextEncoder().encode(JSON.stringify(manifest)));
  write();
  const index = await openIndex(readFrom(files));
  const fragments = await Promise.all([...files.keys()].filter((name) => name.startsWith('fragment/')).sort().map((name) => index.page(name.slice('fragment/'.length, -'.pf_fragment'.length))));
  const titles = pages.map(({ html }) => titlesOf(html));
  const site = new Set([...fragments.flatMap(({ words }) => words), ...titles.flatMap(({ title, aliases }) => [title, ...aliases])].join(''));
  const sounds = soundsOf(site);
  manifest.script = put('zh-t2s', scriptTable(site));
  manifest.sounds = put('zh-py', soundTable(sounds));
  manifest.words = put('zh-words', wordTable(fragments, titles.flatMap(({ aliases }) => aliases), sounds));
  write();
  return files;
}

/** Reads files of a bundle in memory. A query behind a name only serves caches. */
export function readFrom(files: Map<string, Uint8Array<ArrayBuffer>>): (name: string) => Promise<Uint8Array<ArrayBuffer>> {
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
export async function indexSite(site: string): Promise<IndexReport> {
  const sources = (await readdir(site, { recursive: true })).map((file) => file.split(path.sep).join('/')).filter((file) => file.endsWith('.html') && !file.startsWith(`${BUNDLE}/`)).sort();
  const pages = (await Promise.all(sources.map(async (source) => ({ source, html: await readFile(path.join(site, source), 'utf8') })))).filter(({ html }) => isIndexed(html));
  const files = await makeBundle(pages);
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

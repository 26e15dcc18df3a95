/**
 * What content and routes promise of a built site, and what of it is not there. The platform ends with success
 * when a page was lost, its body stayed empty, or its index was never made; this looks at the files instead. Pure
 * but for reading the folder.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { indexedAddress, pageAddress } from './sitemap.ts';
import { absolute } from './urls.ts';

/** An entry that the gate passed. */
export interface PromisedEntry {
  /** `content/science/x.mdx` */
  file: string;
  /** Files below the site that readers get of it; the first is its page. */
  pages: readonly string[];
  /** Whether readers may see it. */
  visible: boolean;
  /** Some words of its body, at least one of which its page must show; none when the body has none. */
  words: readonly string[];
}

export interface Promised {
  /** Folder of the built site. */
  out: string;
  entries: readonly PromisedEntry[];
  /** Addresses that Astro says it wrote, without the base path: `science/x/`, `''`. */
  pages: readonly string[];
  /** Files of routes without parameters. */
  fixed: readonly string[];
  /** For each route of entries: how many files it wrote and how many entries readers may see. */
  routes: readonly { route: string; made: number; entries: number }[];
  /** Whether the search index is part of this build; see SITE_INDEX. */
  search: boolean;
}

/** Runs of Han characters in a body's source that its page must show; a few, because some stand in what is not shown. */
export function wordsOf(body: string): string[] {
  const prose = body.replace(/^(`{3,}|~{3,})[\s\S]*?^\1/gm, '').replace(/<[A-Z][^>]*>/g, '');
  return [...prose.matchAll(/\p{Script=Han}{4,8}/gu)].slice(0, 8).map(([run]) => run);
}

const htmlFiles = (out: string): string[] => readdirSync(out, { recursive: true, encoding: 'utf8' }).map((name) => name.split(path.sep).join('/')).filter((name) => name.endsWith('.html')).sort();

/** File of an address that Astro reports. */
export function fileOfPage(pathname: string): string {
  const bare = pathname.replace(/^\/+|\/+$/g, '');
  return bare === '404' || bare === '500' ? `${bare}.html` : bare === '' ? 'index.html' : `${bare}/index.html`;
}

/** What is asked of a page's file: few words, because the texts of a large site do not fit in memory together. */
interface PageFacts {
  whole: boolean;
  searched: boolean;
  /** Its full address, when the page says that it is indexed under that. */
  listed: string | undefined;
  /** Whether it shows any of the words that it must show. */
  shows: boolean;
}

function pageFacts(name: string, html: string, words: readonly string[]): PageFacts {
  const site = pageAddress(name);
  // Not what stands in the page: a piece of a text keeps all of it in memory.
  const address = site && absolute(site);
  return {
    whole: /<\/html>\s*$/.test(html.slice(-100)) && /<h1\b/.test(html),
    searched: html.includes('data-pagefind-body') && /<[^>]+\sdata-pagefind-body[\s=>]/.test(html),
    listed: address !== undefined && indexedAddress(html) === address ? address : undefined,
    shows: words.length === 0 || words.some((word) => html.includes(word)),
  };
}

type Facts = ReadonlyMap<string, PageFacts>;

function entryFaults({ entries, search }: Promised, facts: Facts, exists: (file: string) => boolean): string[] {
  const taken = new Set(entries.filter((entry) => entry.visible).flatMap((entry) => entry.pages));
  return entries.flatMap((entry) => {
    const [page = ''] = entry.pages;
    if (!entry.visible) return entry.pages.filter((file) => !taken.has(file) && exists(file)).map((file) => `${entry.file} 读者还不能看，却生成了 ${file}`);
    const faults = entry.pages.filter((file) => !exists(file)).map((file) => `${entry.file} 通过了检查，却没有生成 ${file}`);
    const found = facts.get(page);
    if (found === undefined) return faults;
    if (!found.shows) faults.push(`${page} 里没有 ${entry.file} 的正文`);
    if (search && !found.searched) faults.push(`${page} 没有交给搜索`);
    return faults;
  });
}

function pageFaults({ pages, fixed, routes }: Promised, facts: Facts, exists: (file: string) => boolean): string[] {
  const faults: string[] = [];
  const promised = pages.map((page) => fileOfPage(page));
  const named = new Set<string>();
  for (const file of promised) {
    if (named.has(file)) faults.push(`${file} 被写了两次，前一次的丢了`);
    named.add(file);
    const found = facts.get(file);
    if (found === undefined) faults.push(`说是写了 ${file}，却没有这个文件`);
    else if (!found.whole) faults.push(`${file} 没有写完`);
  }
  for (const file of facts.keys()) if (!named.has(file)) faults.push(`多了一个没有人写的页面 ${file}`);
  for (const file of fixed) if (!exists(file)) faults.push(`少了 ${file}`);
  for (const { route, made, entries } of routes) if (made !== entries) faults.push(`${route} 应有 ${entries} 页，实有 ${made} 页`);
  return faults;
}

function sitemapFaults(out: string, facts: Facts): string[] {
  const file = path.join(out, 'sitemap.xml');
  if (!existsSync(file)) return ['没有网站地图 sitemap.xml'];
  const listed = new Set([...readFileSync(file, 'utf8').matchAll(/<loc>([^<]+)<\/loc>/g)].map(([, url = '']) => url.replaceAll('&amp;', '&')));
  const due = [...facts.values()].flatMap((page) => page.listed ?? []);
  return due.filter((url) => !listed.has(url)).map((url) => `网站地图里没有 ${url}`).concat(listed.size > due.length ? [`网站地图有 ${listed.size} 个网址，可列的页面只有 ${due.length} 个`] : []);
}

function searchFaults(out: string, facts: Facts): string[] {
  const folder = path.join(out, 'pagefind');
  const manifest = path.join(folder, 'search.json');
  if (!existsSync(manifest)) return ['没有搜索索引 pagefind/search.json'];
  const { pages, ...names } = JSON.parse(readFileSync(manifest, 'utf8')) as { pages: number } & Record<string, unknown>;
  const due = [...facts.values()].filter(({ searched }) => searched).length;
  const faults = pages === due ? [] : [`搜索索引有 ${pages} 页，应有 ${due} 页`];
  for (const name of Object.values(names)) if (typeof name === 'string' && name !== '' && !existsSync(path.join(folder, name.replace(/\?.*/, '')))) faults.push(`搜索索引少了 pagefind/${name}`);
  return faults;
}

/** Every promise that is not kept, one Chinese sentence each; empty when all are. */
export function brokenPromises(promised: Promised): string[] {
  const { out, search, entries } = promised;
  const words = new Map(entries.flatMap((entry) => (entry.visible && entry.pages[0] !== undefined ? [[entry.pages[0], entry.words]] : [])));
  const files = htmlFiles(out).filter((name) => !name.startsWith('pagefind/'));
  const facts: Facts = new Map(files.map((name) => [name, pageFacts(name, readFileSync(path.join(out, name), 'utf8'), words.get(name) ?? [])]));
  const exists = (file: string): boolean => facts.has(file) || existsSync(path.join(out, file));
  return [
    ...entryFaults(promised, facts, exists),
    ...pageFaults(promised, facts, exists),
    ...sitemapFaults(out, facts),
    ...(search ? searchFaults(out, facts) : []),
  ];
}

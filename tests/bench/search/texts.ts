/**
 * Pages for the search benchmark, from texts that may be used: this site as it is built, the Chinese documentation of
 * Electron (MIT) and the lives and works of poets (MIT), as npm packages ship them. The same size gives the same pages.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'node-html-parser';
import { Converter } from 'opencc-js/t2cn';
import { isIndexed } from '#/search/hidden-fields.ts';
import { normalise } from '#/search/normalise.ts';

export interface BenchPage {
  /** File below the site. */
  source: string;
  html: string;
  title: string;
  headings: string[];
  /** Blocks of the body, without the title. */
  blocks: string[];
  /** The page in the form in which queries are compared: title and blocks. */
  folded: string;
}

const PACKAGES = path.resolve('tests/bench/search/packages/node_modules');
const hanCount = (text: string) => text.match(/\p{Script=Han}/gu)?.length ?? 0;
const escape = (text: string) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');

function toPage(source: string, html: string): BenchPage {
  const body = parse(html).querySelector('[data-pagefind-body]');
  for (const ignored of body?.querySelectorAll('[data-pagefind-ignore], script, style, svg, form, nav, pre') ?? []) ignored.remove();
  const titleNode = body?.querySelector('h1');
  const title = titleNode?.text.replace(/\s+/g, ' ').trim() ?? '';
  titleNode?.remove();
  const headings = (body?.querySelectorAll('h2, h3') ?? []).map((heading) => heading.text.trim()).filter(Boolean);
  const blocks = (body?.structuredText ?? '').split('\n').map((line) => line.trim()).filter(Boolean);
  return { source, html, title, headings, blocks, folded: [title, ...blocks].map(normalise).join('\n') };
}

/** A page as a plain site would write it. */
function plainPage(source: string, title: string, body: string): BenchPage {
  return toPage(source, `<!doctype html><html lang="zh-CN"><head><title>${escape(title)}</title></head><body><main><article data-pagefind-body><h1>${escape(title)}</h1>${body}</article></main></body></html>`);
}

/** The pages of a built site. */
export function sitePages(dist: string): BenchPage[] {
  return readdirSync(dist, { recursive: true })
    .map(String)
    .filter((file) => file.endsWith('.html'))
    .sort()
    .map((file) => ({ file, html: readFileSync(path.join(dist, file), 'utf8') }))
    .filter(({ html }) => isIndexed(html))
    .map(({ file, html }) => toPage(file, html));
}

/** Documentation with at least so much Chinese in it. */
const LEAST_CHINESE = 150;

function manualPages(): BenchPage[] {
  const docs = JSON.parse(readFileSync(path.join(PACKAGES, 'electron-i18n/dist/docs.json'), 'utf8')) as Record<string, Record<string, { title: string; html?: string; sections?: { html: string }[] }>>;
  return Object.entries(docs['zh-CN'] ?? {}).flatMap(([name, { title, html, sections }]) => {
    const body = (html ?? sections?.map((section) => section.html).join('') ?? '').replace(/<h1[\s\S]*?<\/h1>/g, '').replace(/<(script|style|iframe)[\s\S]*?<\/\1>/g, '');
    return hanCount(body) < LEAST_CHINESE ? [] : [plainPage(`manual${name}/index.html`, title, body)];
  });
}

interface Poem {
  author: string;
  paragraphs: string[];
  rhythmic?: string;
  title?: string;
}

function readJson<T>(file: string): T {
  return JSON.parse(readFileSync(path.join(PACKAGES, 'chinese-poetry/dist', file), 'utf8')) as T;
}

/** Works shown on a poet's page, each under its own heading. */
const WORKS = 12;

function poetPages(): BenchPage[] {
  const simple = Converter({ from: 't', to: 'cn' });
  const works = new Map<string, Poem[]>();
  const collect = (poems: Poem[], convert: (text: string) => string) => {
    for (const poem of poems) {
      const author = convert(poem.author);
      const known = works.get(author) ?? [];
      works.set(author, known);
      if (known.length < WORKS) known.push({ author, rhythmic: convert(poem.rhythmic ?? poem.title ?? ''), paragraphs: poem.paragraphs.map(convert) });
    }
  };
  for (let from = 0; from <= 21_000; from += 1000) collect(readJson<Poem[]>(`songci/ci.song.${from}.json`), (text) => text);
  const lives = new Map<string, string>();
  for (const { name, description } of readJson<{ name: string; description: string }[]>('songci/author.song.json')) if (hanCount(description) > 20) lives.set(name, description);
  for (let from = 0; from <= 120_000; from += 1000) collect(readJson<Poem[]>(`quantangshi/poet.song.${from}.json`), simple);
  for (const { name, desc } of readJson<{ name: string; desc: string }[]>('quantangshi/authors.song.json')) {
    const author = simple(name);
    if (!lives.has(author) && hanCount(desc) > 25) lives.set(author, simple(desc));
  }
  const weight = (name: string) => (works.get(name) ?? []).reduce((sum, { paragraphs }) => sum + paragraphs.join('').length, lives.get(name)?.length ?? 0);
  // The longest first, so that a small corpus has pages that weigh what articles weigh.
  const ordered = [...lives].sort(([a], [b]) => weight(b) - weight(a) || (a < b ? -1 : 1));
  return ordered.map(([name, life], i) => {
    const body = (works.get(name) ?? []).map(({ rhythmic, paragraphs }) => `<h2>${escape(rhythmic ?? '')}</h2><p>${paragraphs.map(escape).join('')}</p>`).join('');
    return plainPage(`poets/${i}/index.html`, name, `<p>${escape(life)}</p>${body}`);
  });
}

/** Whether the benchmark's own packages are there. */
export const installed = (): boolean => existsSync(path.join(PACKAGES, 'chinese-poetry'));

/** About `count` pages: the site, then the manual, then poets. */
export function pagesOf(dist: string, count: number): BenchPage[] {
  const site = sitePages(dist);
  return site.length >= count ? site : [...site, ...manualPages(), ...poetPages()].slice(0, count);
}

/** sitemap.xml after the protocol of sitemaps.org. */
import type { NounName } from '#/schemas/nouns.ts';
import { iso } from './dates.ts';
import { entryPath } from './urls.ts';
import { element } from './xml.ts';

export interface SitemapPage {
  /** Full address. */
  url: string;
  /** When its content last changed, in wall-clock time; left out where nobody knows. */
  changed?: string | undefined;
}

/** Most addresses that one file may hold. */
export const SITEMAP_LIMIT = 50_000;

/** The pages ordered by address, each once. Throws when there are more than one file may hold. */
export function writeSitemap(pages: readonly SitemapPage[]): string {
  const byUrl = new Map(pages.map((page) => [page.url, page]));
  if (byUrl.size > SITEMAP_LIMIT) throw new Error(`网站地图有 ${byUrl.size} 个网址，一个文件最多 ${SITEMAP_LIMIT} 个`);
  const rows = [...byUrl.values()]
    .sort((a, b) => (a.url < b.url ? -1 : 1))
    .map(({ url, changed }) => `<url>${element('loc', url)}${element('lastmod', changed && iso(changed))}</url>\n`);
  return `<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n${rows.join('')}</urlset>\n`;
}

/** Site path of each entry → when its content last changed, in wall-clock time. */
export function changeTimes(entries: Iterable<{ noun: NounName; data: object }>): Map<string, string> {
  const times = new Map<string, string>();
  for (const { noun, data } of entries) {
    const { urlName, published, updated } = data as { urlName: string; published?: string; updated?: string };
    const changed = updated ?? published;
    if (changed !== undefined) times.set(entryPath(noun, urlName), changed);
  }
  return times;
}

/** Site path of a page's file: `/science/x/` for `science/x/index.html`; undefined for other files. */
export function pageAddress(file: string): string | undefined {
  return file === 'index.html' || file.endsWith('/index.html') ? `/${file.slice(0, -'index.html'.length)}` : undefined;
}

/** Attributes of a tag, with or without quotes. */
const [NAME, CONTENT, REL] = ['name', 'content', 'rel'].map((name) => new RegExp(`\\b${name}\\s*=\\s*["']?([^"'>]*)`, 'i')) as [RegExp, RegExp, RegExp];

/** The canonical address of a page, given its HTML; undefined when it has none or asks not to be indexed. */
export function indexedAddress(html: string): string | undefined {
  const closing = html.indexOf('</head>');
  const end = closing < 0 ? html.search(/<\/head>|<body\b/i) : closing;
  const head = end < 0 ? html : html.slice(0, end);
  const tags = head.match(/<(?:meta|link)\b[^>]*>/gi) ?? [];
  const has = (tag: string, attribute: RegExp, value: RegExp): boolean => value.test(attribute.exec(tag)?.[1] ?? '');
  if (tags.some((tag) => has(tag, NAME, /^robots$/i) && has(tag, CONTENT, /\bno(?:index|ne)\b/i))) return undefined;
  const canonical = tags.find((tag) => has(tag, REL, /\bcanonical\b/i));
  return canonical && /\bhref\s*=\s*["']([^"']*)/i.exec(canonical)?.[1]?.replaceAll('&amp;', '&');
}

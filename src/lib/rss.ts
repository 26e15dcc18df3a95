/** Feeds of what is new: RSS 2.0 and JSON Feed 1.1 from the same items. Pure. */
import { LANG } from '#/site.ts';
import { iso } from './dates.ts';
import { attributeList, element } from './xml.ts';

export interface FeedItem {
  title: string;
  /** Full address of the entry's page; also its identity. */
  url: string;
  summary: string;
  /** Wall-clock times in Asia/Shanghai. */
  published?: string | undefined;
  updated?: string | undefined;
  categories: readonly string[];
}

export interface FeedHead {
  title: string;
  description: string;
  /** Full addresses of the home page and of the feed itself. */
  home: string;
  self: string;
}

const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** `Sat, 19 Sep 2026 18:30:00 +0800` of a wall-clock time in Asia/Shanghai (RFC 822 with a four-digit year). */
export function formatRfc822(wallClock: string): string {
  const day = DAYS[new Date(`${wallClock.slice(0, 10)}T00:00Z`).getUTCDay()] ?? '';
  const month = MONTHS[Number(wallClock.slice(5, 7)) - 1] ?? '';
  return `${day}, ${wallClock.slice(8, 10)} ${month} ${wallClock.slice(0, 4)} ${wallClock.slice(11, 16)}:00 +0800`;
}

/** The newest items by first publication, those without one last, equal ones by address. */
export function newestItems(items: readonly FeedItem[], count: number): FeedItem[] {
  const key = (item: FeedItem): string => item.published ?? '';
  return [...items].sort((a, b) => (key(a) === key(b) ? (a.url < b.url ? -1 : 1) : key(a) > key(b) ? -1 : 1)).slice(0, count);
}

/** The last change of any item: a feed has no clock of its own. */
function lastChange(items: readonly FeedItem[]): string | undefined {
  return items.flatMap(({ published, updated }) => updated ?? published ?? []).sort().at(-1);
}

/** RSS 2.0 with `atom:link rel="self"`; the guid of an item is its address. */
export function rssFeed(head: FeedHead, items: readonly FeedItem[]): string {
  const change = lastChange(items);
  const rows = items.flatMap((item) => [
    '<item>',
    element('title', item.title),
    element('link', item.url),
    element('guid', item.url, { isPermaLink: 'true' }),
    element('description', item.summary),
    element('pubDate', item.published && formatRfc822(item.published)),
    ...item.categories.map((category) => element('category', category)),
    '</item>',
  ]);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom">',
    '<channel>',
    element('title', head.title),
    element('link', head.home),
    element('description', head.description),
    element('language', LANG),
    element('lastBuildDate', change && formatRfc822(change)),
    `<atom:link${attributeList({ href: head.self, rel: 'self', type: 'application/rss+xml' })}/>`,
    ...rows,
    '</channel>',
    '</rss>',
  ]
    .filter((line) => line !== '')
    .map((line) => `${line}\n`)
    .join('');
}

/** JSON Feed 1.1. */
export function jsonFeed(head: FeedHead, items: readonly FeedItem[]): string {
  const feed = {
    version: 'https://jsonfeed.org/version/1.1',
    title: head.title,
    description: head.description,
    home_page_url: head.home,
    feed_url: head.self,
    language: LANG,
    items: items.map(({ title, url, summary, published, updated, categories }) => ({
      id: url,
      url,
      title,
      summary,
      content_text: summary,
      ...(published && { date_published: iso(published) }),
      ...(updated && { date_modified: iso(updated) }),
      tags: categories,
    })),
  };
  return `${JSON.stringify(feed, null, 2)}\n`;
}

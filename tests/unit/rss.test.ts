/** The feeds, read back by an XML parser. */
import { execFileSync } from 'node:child_process';
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { describe, expect, test } from 'vitest';
import { formatRfc822, jsonFeed, newestItems, rssFeed, type FeedItem } from '#/lib/rss.ts';
import { element, escapeXml } from '#/lib/xml.ts';

const head = { title: '通化科普', description: '科普 & 活动 <新>', home: 'https://example.org/kepu/', self: 'https://example.org/kepu/rss.xml' };
const items: FeedItem[] = [
  { title: '冰酒为什么“更甜”？<b>', url: 'https://example.org/kepu/science/a/?x=1&y=2', summary: '糖 & 水\u0000\u000b\ufffe，🧪 ]]>', published: '2026-11-23T09:05', updated: '2026-11-24T23:59', categories: ['农业与食品', '文章'] },
  { title: '没有发布时间', url: 'https://example.org/kepu/science/b/', summary: '摘要', categories: [] },
];

interface Channel {
  title: string;
  link: string;
  description: string;
  language: string;
  lastBuildDate: string;
  'atom:link': { '@href': string; '@rel': string };
  item: { title: string; link: string; guid: { '#text': string; '@isPermaLink': string }; description: string; pubDate?: string; category?: string[] }[];
}

function read(text: string): Channel {
  expect(XMLValidator.validate(text)).toBe(true);
  const parser = new XMLParser({ ignoreAttributes: false, attributeNamePrefix: '@', isArray: (name) => name === 'item' || name === 'category' });
  return (parser.parse(text) as { rss: { channel: Channel } }).rss.channel;
}

describe('XML', () => {
  test('escapes markup and drops what XML cannot hold', () => {
    expect(escapeXml(`<a href="x">'&'</a>`)).toBe('&lt;a href=&quot;x&quot;&gt;&apos;&amp;&apos;&lt;/a&gt;');
    expect(escapeXml('铃\u0007\u0000\ufffe\uffff\ud83d声🧪\t')).toBe('铃声🧪\t');
  });

  test('writes nothing for an empty text', () => {
    expect([element('a', ''), element('a', undefined), element('a', 'x', { b: '"' })]).toEqual(['', '', '<a b="&quot;">x</a>']);
  });
});

describe('RSS', () => {
  const channel = read(rssFeed(head, items));

  test('says who it is', () => {
    expect(channel).toMatchObject({ title: head.title, link: head.home, description: head.description, language: 'zh-CN' });
    expect(channel['atom:link']).toMatchObject({ '@href': head.self, '@rel': 'self' });
    expect(channel.lastBuildDate).toBe('Tue, 24 Nov 2026 23:59:00 +0800');
  });

  test('holds its items, with permanent links and dates of publication', () => {
    const [first, second] = channel.item;
    expect(first).toMatchObject({ title: items[0]?.title, link: items[0]?.url, guid: { '#text': items[0]?.url, '@isPermaLink': 'true' }, description: '糖 & 水，🧪 ]]>', pubDate: 'Mon, 23 Nov 2026 09:05:00 +0800', category: ['农业与食品', '文章'] });
    expect(second?.pubDate).toBeUndefined();
  });

  test('without items is still a feed', () => {
    const empty = rssFeed(head, []);
    expect(XMLValidator.validate(empty)).toBe(true);
    expect(empty).not.toContain('lastBuildDate');
  });

  test('writes dates in Beijing time, in any time zone', () => {
    expect(formatRfc822('2028-02-29T00:00')).toBe('Tue, 29 Feb 2028 00:00:00 +0800');
    const script = `import { rssFeed, jsonFeed } from './src/lib/rss.ts'; const [head, items] = ${JSON.stringify([head, items])}; process.stdout.write(rssFeed(head, items) + jsonFeed(head, items));`;
    const under = (zone: string): string => execFileSync(process.execPath, ['--input-type=module', '-e', script], { env: { ...process.env, TZ: zone }, encoding: 'utf8' });
    expect(under('America/New_York')).toBe(under('Asia/Shanghai'));
  });
});

test('JSON Feed 1.1 holds the same items', () => {
  const feed = JSON.parse(jsonFeed({ ...head, self: 'https://example.org/kepu/feed.json' }, items)) as { version: string; feed_url: string; home_page_url: string; items: Record<string, unknown>[] };
  expect(feed).toMatchObject({ version: 'https://jsonfeed.org/version/1.1', feed_url: 'https://example.org/kepu/feed.json', home_page_url: head.home });
  expect(feed.items.map(({ id, url }) => [id, url])).toEqual(items.map(({ url }) => [url, url]));
  expect(feed.items[0]).toMatchObject({ date_published: '2026-11-23T09:05:00+08:00', date_modified: '2026-11-24T23:59:00+08:00', tags: ['农业与食品', '文章'] });
  expect(feed.items[1]).not.toHaveProperty('date_published');
  for (const item of feed.items) expect(item.content_text).toBe(item.summary);
});

test('the newest come first, undated ones last, and no more than asked for', () => {
  const list = ['2026-01-01T00:00', undefined, '2026-03-01T00:00', '2026-03-01T00:00'].map((published, index): FeedItem => ({ title: String(index), url: `https://example.org/${9 - index}/`, summary: '', published, categories: [] }));
  expect(newestItems(list, 10).map(({ title }) => title)).toEqual(['3', '2', '0', '1']);
  expect(newestItems(list, 2).map(({ title }) => title)).toEqual(['3', '2']);
});

/** RSS against a grammar of its specification, JSON Feed against one of its own; both must name the same, existing pages. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { XMLParser } from 'fast-xml-parser';
import { validateXML } from 'xmllint-wasm';
import * as z from 'zod';
import { filesOf, HOME, soundPage, textOf, type BuiltSite, type Judge, type Verdict } from './judge.ts';

const address = z.url({ protocol: /^https?$/ });
const date = z.iso.datetime({ offset: true });
const author = z.strictObject({ name: z.string().optional(), url: address.optional(), avatar: address.optional() });
/** JSON Feed 1.1, https://www.jsonfeed.org/version/1.1/. */
const JSON_FEED = z.strictObject({
  version: z.literal('https://jsonfeed.org/version/1.1'),
  title: z.string().min(1),
  home_page_url: address.optional(),
  feed_url: address.optional(),
  description: z.string().optional(),
  user_comment: z.string().optional(),
  next_url: address.optional(),
  icon: address.optional(),
  favicon: address.optional(),
  authors: z.array(author).optional(),
  language: z.string().regex(/^[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*$/).optional(),
  expired: z.boolean().optional(),
  hubs: z.array(z.strictObject({ type: z.string(), url: address })).optional(),
  items: z.array(
    z
      .strictObject({
        id: z.string().min(1),
        url: address.optional(),
        external_url: address.optional(),
        title: z.string().optional(),
        content_html: z.string().optional(),
        content_text: z.string().optional(),
        summary: z.string().optional(),
        image: address.optional(),
        banner_image: address.optional(),
        date_published: date.optional(),
        date_modified: date.optional(),
        authors: z.array(author).optional(),
        tags: z.array(z.string()).optional(),
        language: z.string().optional(),
        attachments: z.array(z.strictObject({ url: address, mime_type: z.string(), title: z.string().optional(), size_in_bytes: z.number().optional(), duration_in_seconds: z.number().optional() })).optional(),
      })
      .refine((item) => item.content_html !== undefined || item.content_text !== undefined, 'content_html or content_text is missing'),
  ),
});

interface RssItem { link: string; guid: { '#text': string } | string; pubDate?: string }
const WEEKDAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];

/** Items of a feed: each its own identity, each leading to a page of the site. */
function leads(site: BuiltSite, name: string, files: ReadonlySet<string>, items: readonly { id: string; url: string }[]): string[] {
  const ids = items.map(({ id }) => id);
  return [
    ...ids.filter((id, at) => ids.indexOf(id) !== at).map((id) => `${name} ${id} 出现两次`),
    ...items.filter(({ url }) => !url.startsWith(`${site.url}/`) || !files.has(`${decodeURIComponent(new URL(url).pathname.slice(1))}index.html`)).map(({ url }) => `${name} ${url} 没有这一页`),
  ];
}

async function judge(site: BuiltSite): Promise<Verdict> {
  const all = filesOf(site);
  const files = new Set(all);
  const findings: string[] = [];
  const addresses: string[][] = [];
  const feeds = all.filter((name) => /(?:^|\/)(?:rss\.xml|feed\.json)$/.test(name));
  if (feeds.length === 0) findings.push('没有订阅源');
  for (const name of feeds) {
    const text = textOf(site, name);
    if (name.endsWith('.xml')) {
      const { errors } = await validateXML({ xml: { fileName: 'rss.xml', contents: text }, schema: readFileSync(path.join(HOME, 'rss.rng'), 'utf8'), extension: 'relaxng' });
      findings.push(...errors.map(({ message, loc }) => `${name}:${loc?.lineNumber ?? ''} ${message}`));
      const parsed = new XMLParser({ ignoreAttributes: false, isArray: (tag) => tag === 'item', parseTagValue: false }).parse(text) as { rss?: { channel?: { item?: RssItem[]; 'atom:link'?: { '@_href'?: string } } } };
      const channel = parsed.rss?.channel;
      const items = channel?.item ?? [];
      if (channel?.['atom:link']?.['@_href'] !== `${site.url}/${name}`) findings.push(`${name} atom:link 不是自己的网址`);
      for (const { pubDate = '' } of items) if (pubDate && WEEKDAYS[new Date(`${pubDate.replace(/^\w+, /, '').replace(/ \d\d:.*/, '')} 00:00 GMT`).getUTCDay()] !== pubDate.slice(0, 3)) findings.push(`${name} ${pubDate} 星期不对`);
      findings.push(...leads(site, name, files, items.map(({ link, guid }) => ({ id: typeof guid === 'string' ? guid : guid['#text'], url: link }))));
      addresses.push(items.map(({ link }) => link));
    } else {
      const parsed = JSON_FEED.safeParse(JSON.parse(text));
      if (!parsed.success) {
        findings.push(...parsed.error.issues.map((issue) => `${name} ${issue.path.join('.')}: ${issue.message}`));
        continue;
      }
      if (parsed.data.feed_url !== `${site.url}/${name}`) findings.push(`${name} feed_url 不是自己的网址`);
      findings.push(...leads(site, name, files, parsed.data.items.map(({ id, url = '' }) => ({ id, url }))));
      addresses.push(parsed.data.items.map(({ url = '' }) => url));
    }
  }
  if (new Set(addresses.map((each) => each.join(' '))).size > 1) findings.push('RSS 和 JSON Feed 的条目不一样');
  return { checked: feeds.length, findings };
}

const rss = (channel: string): string => `<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel><title>甲</title><link>https://kepu.example.org/</link><description>乙</description><atom:link href="https://kepu.example.org/rss.xml" rel="self" type="application/rss+xml"/>${channel}</channel></rss>`;
const item = (more: string): string => rss(`<item><title>丙</title><link>https://kepu.example.org/</link><guid>https://kepu.example.org/</guid>${more}</item>`);
const home = { 'index.html': soundPage('') };

export const feeds: Judge = {
  name: 'RSS and JSON Feed',
  by: 'RELAX NG of RSS 2.0.11 by xmllint 5.3.0; JSON Feed 1.1',
  quick: true,
  judge,
  faults: [
    { name: 'a date that RSS does not know', files: { ...home, 'rss.xml': item('<pubDate>2026-11-23</pubDate>') }, says: /rss\.xml:/ },
    { name: 'the wrong day of the week', files: { ...home, 'rss.xml': item('<pubDate>Tue, 23 Nov 2026 09:00:00 +0800</pubDate>') }, says: /星期不对/ },
    { name: 'an item to a page that is not there', files: { 'rss.xml': item('') }, says: /没有这一页/ },
    { name: 'an item without content', files: { ...home, 'feed.json': JSON.stringify({ version: 'https://jsonfeed.org/version/1.1', title: '甲', feed_url: 'https://kepu.example.org/feed.json', items: [{ id: 'https://kepu.example.org/', url: 'https://kepu.example.org/' }] }) }, says: /content_html or content_text/ },
  ],
};

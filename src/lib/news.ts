/** What is new on the site, for its feeds. */
import { EVENT_KINDS } from '#/schemas/events.ts';
import { SCIENCE_KINDS } from '#/schemas/science.ts';
import { TOPICS } from '#/schemas/vocabulary.ts';
import { newest } from './content.ts';
import { formatRange } from './dates.ts';
import { announcedTitle } from './event-calendar.ts';
import { siteIdentity } from './identity.ts';
import { newestItems, type FeedHead, type FeedItem } from './rss.ts';
import { absolute } from './urls.ts';

const COUNT = 50;

/** The newest science entries and events, at most 50. */
export async function getNews(): Promise<FeedItem[]> {
  // Of each the newest only: there may be ten thousand.
  const science = (await newest('science')).slice(0, COUNT).map(({ path, data }): FeedItem => ({
    title: `${data.sample ? '【示例】' : ''}${data.title}`,
    url: absolute(path),
    summary: data.summary,
    published: data.published,
    updated: data.updated,
    categories: [SCIENCE_KINDS[data.kind], ...data.topics.map((topic) => TOPICS[topic])],
  }));
  const events = (await newest('events')).slice(0, COUNT).map(({ path, data }): FeedItem => ({
    title: announcedTitle(data),
    url: absolute(path),
    summary: `${formatRange(data.start, data.end)}，${data.venue?.name ?? '线上'}。${data.summary}`,
    published: data.published,
    updated: data.updated,
    categories: [EVENT_KINDS[data.kind], ...data.topics.map((topic) => TOPICS[topic])],
  }));
  return newestItems([...science, ...events], COUNT);
}

/** Head of the feed that stands at the site path `self`. */
export function newsHead(self: string): FeedHead {
  const { name, description, url } = siteIdentity();
  return { title: name, description, home: url, self: absolute(self) };
}

/** /calendars/….ics: the feeds by region, 学段, topic, kind and region × 学段, and the strict one. */
import type { APIRoute } from 'astro';
import { getCalendarFeeds, getFeed } from '#/lib/calendars.ts';
import type { CalendarFeed } from '#/lib/calendar-feeds.ts';
import { now } from '#/lib/clock.ts';

interface Props {
  feed: CalendarFeed;
}

export async function getStaticPaths() {
  return (await getCalendarFeeds()).flatMap((feed) => {
    const name = /^\/calendars\/(.+)\.ics$/.exec(feed.path)?.[1];
    return name === undefined ? [] : [{ params: { feed: name }, props: { feed } }];
  });
}

export const GET: APIRoute<Props> = async ({ props }) => new Response(await getFeed(props.feed, now()), { headers: { 'content-type': 'text/calendar; charset=utf-8' } });

/** /events.ics: the calendar of all events, to subscribe to. */
import type { APIRoute } from 'astro';
import { ALL_EVENTS_FEED } from '#/lib/calendar-feeds.ts';
import { getCalendarFeeds, getFeed } from '#/lib/calendars.ts';
import { now } from '#/lib/clock.ts';

export const GET: APIRoute = async () => {
  const feed = (await getCalendarFeeds()).find(({ path }) => path === ALL_EVENTS_FEED);
  if (!feed) throw new Error(`没有 ${ALL_EVENTS_FEED} 这个订阅源`);
  return new Response(await getFeed(feed, now()), { headers: { 'content-type': 'text/calendar; charset=utf-8' } });
};

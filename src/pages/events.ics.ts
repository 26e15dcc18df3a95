/** /events.ics: the calendar of all events, to subscribe to. */
import type { APIRoute } from 'astro';
import { getEventsFeed } from '#/lib/calendars.ts';
import { now } from '#/lib/clock.ts';

export const GET: APIRoute = async () => new Response(await getEventsFeed('/events.ics', now()), { headers: { 'content-type': 'text/calendar; charset=utf-8' } });

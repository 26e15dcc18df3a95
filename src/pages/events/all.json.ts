/** /events/all.json: every event as a row with what filters ask for; the filters and the reader's own list are filled from it. */
import type { APIRoute } from 'astro';
import { foundOf } from '#/lib/event-row.ts';
import { getEvents } from '#/lib/events.ts';
import { href } from '#/lib/urls.ts';

export const GET: APIRoute = async () => new Response(JSON.stringify((await getEvents()).map(({ data, path }) => foundOf(data, href(path)))), { headers: { 'content-type': 'application/json; charset=utf-8' } });

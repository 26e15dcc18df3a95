/** /editions.ics: the periods of 公示 and 异议 of all awards. */
import type { APIRoute } from 'astro';
import { getPublicityFeed } from '#/lib/publicity-calendars.ts';

export const GET: APIRoute = async () => new Response(await getPublicityFeed('/editions.ics'), { headers: { 'content-type': 'text/calendar; charset=utf-8' } });

/** /rss.xml: the newest science entries and events. */
import type { APIRoute } from 'astro';
import { getNews, newsHead } from '#/lib/news.ts';
import { rssFeed } from '#/lib/rss.ts';

export const GET: APIRoute = async () => new Response(rssFeed(newsHead('/rss.xml'), await getNews()), { headers: { 'content-type': 'application/rss+xml; charset=utf-8' } });

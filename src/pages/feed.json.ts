/** /feed.json: the items of /rss.xml as JSON Feed. */
import type { APIRoute } from 'astro';
import { getNews, newsHead } from '#/lib/news.ts';
import { jsonFeed } from '#/lib/rss.ts';

export const GET: APIRoute = async () => new Response(jsonFeed(newsHead('/feed.json'), await getNews()), { headers: { 'content-type': 'application/feed+json; charset=utf-8' } });

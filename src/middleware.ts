/**
 * Finishes every page after it is rendered, in a build and when a single page is published: sheets that Astro
 * writes into the body move to the head, where HTML allows them, lose the rules that the page cannot use, and the head gets the content security policy of
 * exactly what the page runs inline, for hosts that send no headers. Not in `npm run dev`, which runs code of its own.
 */
import path from 'node:path';
import { defineMiddleware } from 'astro:middleware';
import { withMetaPolicy } from '#/lib/csp.ts';
import { withUsedStyles } from '#/lib/page-styles.ts';
import { tidyPage } from '#/lib/page-tidy.ts';
import { isRelease } from '#/lib/release.ts';

/** What each island's code names, read when a page has it. */
const ISLANDS = import.meta.glob<readonly string[]>(['./components/islands/*.tsx', './components/islands/explainers/*.tsx'], { query: '?names', import: 'default' });

/** Names in the code of all islands of a page; undefined when one is not known by the file of its script. */
async function namesOfIslands(html: string): Promise<string[] | undefined> {
  const components = new Set([...html.matchAll(/<astro-island\b[^>]*?\scomponent-url="(?:[^"]*\/)?([^"/.]*)/g)].map(([, name = '']) => name));
  const read = Object.entries(ISLANDS).filter(([file]) => components.has(path.basename(file, '.tsx')));
  if (read.length < components.size) return undefined;
  return (await Promise.all(read.map(([, names]) => names()))).flat();
}

export const onRequest = defineMiddleware(async (_context, next) => {
  const response = await next();
  if (!isRelease || !response.headers.get('content-type')?.startsWith('text/html')) return response;
  const html = tidyPage(await response.text());
  return new Response(withMetaPolicy(withUsedStyles(html, await namesOfIslands(html))), response);
});

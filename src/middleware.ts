/**
 * Finishes every page after it is rendered, in a build and when a single page is published: sheets that Astro
 * writes into the body move to the head, where HTML allows them, lose the rules that the page cannot use, and the head gets the content security policy of
 * exactly what the page runs inline, for hosts that send no headers. Not in `npm run dev`, which runs code of its own.
 */
import { defineMiddleware } from 'astro:middleware';
import { withMetaPolicy } from '#/lib/csp.ts';
import { withUsedStyles } from '#/lib/page-styles.ts';
import { tidyPage } from '#/lib/page-tidy.ts';
import { isRelease } from '#/lib/release.ts';

export const onRequest = defineMiddleware(async (_context, next) => {
  const response = await next();
  if (!isRelease || !response.headers.get('content-type')?.startsWith('text/html')) return response;
  return new Response(withMetaPolicy(withUsedStyles(tidyPage(await response.text()))), response);
});

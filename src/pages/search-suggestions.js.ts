/** Suggestions of the search field in the head, as a script of its own: no page loads it before a reader goes to the field. */
import script from '#/components/search/header-suggestions.ts?script';

export const GET = (): Response => new Response(script, { headers: { 'content-type': 'text/javascript; charset=utf-8' } });

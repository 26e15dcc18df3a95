/** `/preview/<name>/`: the pages of unsaved entries and their pictures. */
import { Hono, type Context } from 'hono';
import { API_HEADERS, previewHeaders } from '#/lib/headers.ts';
import { typeOf } from '#/lib/media-types.ts';
import type { User } from './accounts.ts';
import type { Previews } from './preview.ts';

/** `userOf` answers who holds the request's session. Mounted below the base path at `preview`. */
export function previewRoutes(previews: Previews, userOf: (c: Context) => User | undefined): Hono {
  const routes = new Hono();
  const gone = (c: Context): Response => c.html('<!doctype html><html lang="zh-CN"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>没有这个预览</title><h1>没有这个预览</h1><p>链接可能已经过期，请向给您链接的人要一个新的。', 404, { ...API_HEADERS });
  routes.get('/:id/', async (c) => {
    const shown = await previews.page(c.req.param('id'), userOf(c));
    return shown ? c.html(shown.html, 200, { ...previewHeaders(shown.inline, shown.framed) }) : gone(c);
  });
  routes.get('/:id/media/:name', async (c) => {
    const name = `media/${c.req.param('name')}`;
    const bytes = await previews.picture(c.req.param('id'), name, userOf(c));
    if (!bytes) return gone(c);
    return c.body(new Uint8Array(bytes), 200, { ...API_HEADERS, 'content-type': typeOf(name) });
  });
  return routes;
}

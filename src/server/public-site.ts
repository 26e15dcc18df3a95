/** The published site over HTTP: the routes that need neither accounts nor the store, and a server of only those. */
import type { RequestListener } from 'node:http';
import { Hono } from 'hono';
import { API_HEADERS, ADMIN_HEADERS, transportHeaders } from '#/lib/headers.ts';
import type { ServerConfig } from './config.ts';
import { requestListener } from './listener.ts';
import { Releases } from './releases.ts';
import { StaticSite } from './static-site.ts';

export interface PublicParts {
  config: ServerConfig;
  site: StaticSite;
  log: (line: string) => void;
}

/** Headers that every answer of the server carries. Before all other routes. */
export function addTransport(app: Hono, { url }: ServerConfig): void {
  const transport = Object.entries(transportHeaders(url));
  app.use('*', async (c, next) => {
    await next();
    for (const [name, value] of transport) c.res.headers.set(name, value);
  });
}

/** Answers everything that no route before has taken from the live release. */
export function servePublic(app: Hono, { config: { base }, site, log }: PublicParts): void {
  app.on(['GET', 'HEAD'], '*', async (c) => {
    // Hono decodes paths; what the client sent decides.
    const { pathname, search } = new URL(c.req.url);
    if (!pathname.startsWith(base)) return pathname === '/' || `${pathname}/` === base ? c.redirect(base, 302) : c.notFound();
    return site.respond({ method: c.req.method, path: `/${pathname.slice(base.length)}`, search, acceptEncoding: c.req.header('accept-encoding'), ifNoneMatch: c.req.header('if-none-match') });
  });
  app.all('*', (c) => c.text('这里只能读取', 405, { allow: 'GET, HEAD' }));
  app.onError((error, c) => {
    log(`出错：${error.stack ?? String(error)}`);
    return c.text('服务器出错了，请稍后再试', 500);
  });
}

const escapeHtml = (text: string): string => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);

/**
 * The site alone, while the editing part does not start: pages as they were published last, and for editors what is
 * the matter (`fault`, a Chinese sentence). Writes nothing. Undefined when nothing was ever published.
 */
export async function publicOnly(config: ServerConfig, fault: string, log: (line: string) => void): Promise<{ app: Hono; listener: RequestListener } | undefined> {
  const releases = new Releases(config.data);
  const ids = await releases.ids().catch(() => []);
  const live = (await releases.current()) ?? (await Promise.all(ids.map((id) => releases.load(id)))).find((release) => release !== undefined);
  if (!live) return undefined;
  const site = new StaticSite(config.base, releases.objects, { '': transportHeaders(config.url) });
  site.show(live);
  const app = new Hono();
  addTransport(app, config);
  const { base } = config;
  app.all(`${base}api/*`, (c) => c.json({ error: `编辑部分现在不能用：${fault}` }, 503, { ...API_HEADERS, 'retry-after': '60' }));
  app.get(`${base}admin`, (c) => c.redirect(`${base}admin/`, 302));
  app.get(`${base}admin/*`, (c) => c.html(`<!doctype html><html lang="zh-CN"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>编辑部分现在不能用</title><main style="max-width:34rem;margin:12vh auto;padding:0 1.25rem;font-family:system-ui,sans-serif;line-height:1.8"><h1>编辑部分现在不能用</h1><p>网站照常给读者看。编辑、登录和发布要等下面的问题解决：</p><p role="alert">${escapeHtml(fault)}</p><p>解决以后不用重启，一分钟内会自己恢复；刷新本页就能看到。</p></main>`, 503, { ...ADMIN_HEADERS, 'cache-control': 'no-store', 'retry-after': '60' }));
  servePublic(app, { config, site, log });
  return { app, listener: requestListener({ app, site, base }) };
}

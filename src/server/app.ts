/** The server's routes: the editors' API, `/admin/`, and below them the published site. */
import { Hono, type Context } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import * as z from 'zod';
import { API_HEADERS } from '#/lib/headers.ts';
import { typeOf } from '#/lib/media-types.ts';
import { accountRequired, allows, NotAllowed, Pending, sameOriginOnly, type Signed } from './guards.ts';
import { AccountFault, type Accounts } from './accounts.ts';
import type { AdminAssets } from './admin-assets.ts';
import type { Audit } from './audit.ts';
import { cmsActions, runAction } from './cms-api.ts';
import type { ServerConfig } from './config.ts';
import type { Drafts } from './drafts.ts';
import { Refused, Stale, type Editing } from './editing.ts';
import type { History } from './history.ts';
import type { Locks } from './locks.ts';
import { Missing } from './missing.ts';
import type { Notes } from './notes.ts';
import type { Schedule } from './schedule.ts';
import { outageOf } from './outage.ts';
import { addTransport, servePublic } from './public-site.ts';
import type { Previews } from './preview.ts';
import { previewRoutes } from './preview-routes.ts';
import type { Publisher } from './publish.ts';
import type { Releases } from './releases.ts';
import type { SearchMisses } from './search-misses.ts';
import { ROOMS } from './rooms.ts';
import { SessionCookie, sessionApi } from './session-api.ts';
import { encodingFor, type StaticSite } from './static-site.ts';
import type { Store } from './store.ts';
import { UploadRefused } from './uploads.ts';

/** A save may carry a few photographs, as base64. */
const MAX_BODY = 60_000_000;
const MAX_SMALL_BODY = 10_000;

export interface AppParts {
  config: ServerConfig;
  store: Store;
  accounts: Accounts;
  audit: Audit;
  editing: Editing;
  drafts: Drafts;
  notes: Notes;
  history: History;
  schedule: Schedule;
  locks: Locks;
  publisher: Publisher;
  releases: Releases;
  previews: Previews;
  site: StaticSite;
  admin: AdminAssets;
  misses: SearchMisses;
  log: (line: string) => void;
}

const tooLarge = (c: Context): Response => c.json({ error: '内容太大，请减少图片或缩小图片后再试' }, 413);

/** The editors' API, mounted at `<base>api`. */
export function createApi(parts: AppParts): Hono<Signed> {
  const { config, store, accounts, audit, editing, drafts, notes, publisher, previews, misses, log } = parts;
  const actions = cmsActions({ store, editing, drafts, notes, previews, base: config.base });
  const api = new Hono<Signed>();

  api.use('*', async (c, next) => {
    await next();
    for (const [name, value] of Object.entries(API_HEADERS)) if (!c.res.headers.has(name)) c.res.headers.set(name, value);
  });
  api.use('*', sameOriginOnly(config, audit));
  api.use('/login', bodyLimit({ maxSize: MAX_SMALL_BODY, onError: tooLarge }));
  api.route('/', sessionApi(accounts, audit, config));
  api.use('/search-misses', bodyLimit({ maxSize: MAX_SMALL_BODY, onError: tooLarge }));
  api.post('/search-misses', async (c) => {
    const { query } = z.object({ query: z.string().max(1000) }).parse(await c.req.json());
    return misses.count(query) === 'later' ? c.json({ error: '请稍后再试' }, 429) : c.body(null, 204);
  });
  api.use('*', accountRequired(accounts, config));
  api.get('/search-misses', allows('misses.read'), (c) => c.json(misses.list()));
  api.post('/cms', allows('content.read'), bodyLimit({ maxSize: MAX_BODY, onError: tooLarge }), async (c) => {
    const [user, from] = [c.get('user'), c.get('from')];
    return c.json((await runAction(actions, await c.req.json(), user, (event) => { audit.record({ ...event, login: user.login, address: from }); })) ?? null);
  });
  api.get('/publish-status', allows('publish.read'), (c) => c.json(publisher.status()));
  api.get('/media/:id/:name', allows('content.read'), async (c) => {
    const { id, name } = c.req.param();
    const path = `content/media/${name}`;
    const known = /^[0-9a-f]{40}$/.test(id) && ((await editing.state()).files.some((file) => file.id === id && file.path === path) || (await drafts.branches.all()).some((draft) => draft.media.get(path) === id));
    const [bytes] = known ? await store.blobs([id]) : [];
    if (!bytes) return c.json({ error: '没有这张图片' }, 404);
    return c.body(new Uint8Array(bytes), 200, { 'content-type': typeOf(name), 'cache-control': 'private, max-age=31536000, immutable' });
  });
  for (const { path, make, maxBody = MAX_SMALL_BODY } of ROOMS) {
    api.use(`/${path}/*`, bodyLimit({ maxSize: maxBody, onError: tooLarge }));
    api.route(`/${path}`, make(parts));
  }
  api.all('*', (c) => c.json({ error: '没有这个地址' }, 404));
  api.onError((error, c) => {
    if (error instanceof Stale) return c.json({ error: error.message, findings: error.findings, theirs: error.theirs }, error.status);
    if (error instanceof Refused) return c.json({ error: error.message, findings: error.findings }, error.status);
    if (error instanceof UploadRefused) return c.json({ error: error.message, findings: [{ path: '', field: 'media', label: '图片', line: 1, message: error.message, fix: error.fix, severity: 'error' }] }, 422);
    const who = { login: c.get('user')?.login, address: c.get('from'), target: `${c.req.method} ${c.req.path}` };
    if (error instanceof NotAllowed) {
      audit.record({ ...who, action: 'access.refused', outcome: 'refused', note: error.permission });
      return c.json({ error: error.message }, 403);
    }
    if (error instanceof Pending) return c.json({ error: error.message, needs: 'account' }, 403);
    if (error instanceof AccountFault) return c.json({ error: error.message }, 422);
    if (error instanceof Missing) return c.json({ error: error.message }, 404);
    if (error instanceof z.ZodError || error instanceof SyntaxError) {
      audit.record({ ...who, action: 'request.refused', outcome: 'refused', note: '格式不对' });
      return c.json({ error: '请求的格式不对' }, 400);
    }
    log(`出错：${error.stack ?? String(error)}`);
    const outage = outageOf(error);
    // The log stands in the accounts' file, which may be what is down.
    if (outage) return c.json({ error: outage.message }, outage.status);
    audit.record({ ...who, action: 'server.fault', outcome: 'failed', note: error.name });
    return c.json({ error: '服务器出错了，内容没有保存。请稍后再试' }, 500);
  });
  return api;
}

export function createApp(parts: AppParts): Hono {
  const { config, accounts, previews, site, admin, log } = parts;
  const app = new Hono();
  const { base } = config;
  addTransport(app, config);
  app.route(`${base}api`, createApi(parts));
  const cookie = new SessionCookie(config);
  app.route(`${base}preview`, previewRoutes(previews, (c) => {
    const user = accounts.session(cookie.read(c));
    return user?.pending ? undefined : user;
  }));
  for (const page of ['admin', 'admin/desk']) app.get(base + page, (c) => c.redirect(`${base}${page}/`, 301));
  app.get(`${base}admin/*`, (c) => admin.respond(c.req.path.slice(`${base}admin/`.length), encodingFor(c.req.header('accept-encoding')), c.req.header('if-none-match')));
  servePublic(app, { config, site, log });
  return app;
}

/**
 * Reading without a line, for those who switched it on. Pages come from the line while there is one; the copy on the
 * device is shown when the line is gone or slow, and says so in its first line. A new release of the site is a new
 * worker, which asks for every kept page again before the older copies go: no page outlives its release. Never
 * answers for `/admin/` and `/api/`, nor for the search index.
 */
import { KeptPages } from './kept-pages.ts';
import { SAVED_AT, type KeepMessage } from './store.ts';
import type { FetchEvent, Release, WorkerScope } from './worker-scope.ts';

declare const RELEASE: Release;
const scope = self as unknown as WorkerScope;
const { base, version } = RELEASE;
const kept = new KeptPages(base, version);

/** So long a page may take to begin before the copy is shown. */
const PATIENCE = 4000;
const OWN_PAGE = `${base}offline/`;
const MY_LIST = `${base}events/my/`;
const ALL_EVENTS = `${base}events/all.json`;
/** Paths below the base that are none of the worker's business. */
const NOT_OURS = /^(?:admin|api|search|pagefind|embed|data|host)(?:\/|$)|^offline-worker\.js$/;
/** Small files without a hash that kept pages load. */
const SMALL = /^(?:events\/all\.json|calendars\/strict\.ics|reading-help\.js|favicon\.svg|pointer[\w-]*\.svg|e\/[^/]+\/qr\.svg)$/;
const HASHED = /^(?:_assets|media)\//;

const isPage = (answer: Response): boolean => answer.status === 200 && !answer.redirected && answer.type === 'basic' && (answer.headers.get('content-type')?.startsWith('text/html') ?? false);
const below = (url: URL): string | undefined => (url.origin === location.origin && url.pathname.startsWith(base) ? url.pathname.slice(base.length) : undefined);
const ask = (path: string): Promise<Response> => fetch(new URL(path, location.href), { cache: 'no-cache', credentials: 'same-origin' });

/** Fetches a page and all that it loads, without a visit. */
async function fetchWhole(path: string, keep?: boolean): Promise<void> {
  const answer = await ask(path);
  if (!answer.ok || answer.redirected) return;
  if (answer.headers.get('content-type')?.startsWith('text/html')) await kept.loadFilesOf(await answer.clone().text(), answer.url);
  await kept.put(path, answer, keep);
}

/** The copy with a line above it that says how old it is. */
async function copyOf(saved: Response, why: 'gone' | 'slow'): Promise<Response> {
  const at = new Date(Number(saved.headers.get(SAVED_AT))).toLocaleString('zh-CN', { timeZone: 'Asia/Shanghai', month: 'long', day: 'numeric', hour: '2-digit', minute: '2-digit', hour12: false });
  const text = why === 'gone' ? `没有连上网。这一页是${at}存下的，之后可能有变化；连上网再打开，就是最新的。` : `网络很慢，先给您看${at}存下的这一页；过一会儿再打开，就是最新的。`;
  const notice = `<div class="box" data-box="info" role="note" aria-label="存下的页面"><p>${text}</p></div>`;
  return new Response((await saved.text()).replace(/<main\b[^>]*>/, (main) => main + notice), { headers: saved.headers });
}

/** Keeps or drops what is kept of a page, by what the line said of it. */
async function settle(path: string, answer: Response): Promise<void> {
  if (isPage(answer)) await kept.put(path, answer);
  else if (answer.status === 404 || answer.status === 410 || answer.type === 'opaqueredirect') await kept.drop(path);
}

async function readPage(event: FetchEvent, path: string): Promise<Response> {
  const asked = fetch(event.request).then((answer) => {
    event.waitUntil(settle(path, answer.clone()).catch(() => undefined));
    return answer;
  });
  // It may come too late to be shown, and is then still kept.
  event.waitUntil(asked.catch(() => undefined));
  const saved = await kept.match(path);
  if (!saved) {
    return asked.catch(async (error: unknown) => {
      const list = await kept.match(OWN_PAGE);
      if (list) return list;
      throw error;
    });
  }
  const first = await Promise.race([
    asked.then((answer) => (answer.status >= 500 ? ('gone' as const) : answer), () => 'gone' as const),
    new Promise<'slow'>((resolve) => { setTimeout(() => { resolve('slow'); }, PATIENCE); }),
  ]);
  return first instanceof Response ? first : path === OWN_PAGE ? saved : copyOf(saved, first);
}

async function readSmall(event: FetchEvent, path: string): Promise<Response> {
  try {
    const answer = await fetch(event.request);
    if (answer.status === 200) event.waitUntil(kept.put(path, answer.clone()).catch(() => undefined));
    return answer;
  } catch (error) {
    const saved = await kept.match(path);
    if (saved) return saved;
    throw error;
  }
}

/** Keeps the events of 我的清单 with all that their pages and the list need. */
async function keepEvents(ids: readonly string[]): Promise<void> {
  const answer = await ask(ALL_EVENTS);
  if (!answer.ok) return;
  const rows = (await answer.clone().json()) as { id: string; href: string }[];
  await kept.put(ALL_EVENTS, answer);
  const events = rows.filter(({ id }) => ids.includes(id));
  const paths = ids.length === 0 ? [] : [MY_LIST, ...events.map(({ href }) => href), ...events.map(({ id }) => `${base}e/${id}/qr.svg`)];
  await kept.mark(new Set(paths));
  for (const path of paths) await fetchWhole(path, true);
}

scope.addEventListener('install', (event) => {
  event.waitUntil((async () => {
    try {
      await fetchWhole(OWN_PAGE, false);
      await kept.takeOver(ask);
    } catch (error) {
      await kept.giveUp();
      throw error;
    }
    await scope.skipWaiting();
  })());
});

scope.addEventListener('activate', (event) => { event.waitUntil(kept.forgetOlder()); });

scope.addEventListener('message', (event) => {
  const { keep, visit } = event.data as KeepMessage;
  event.waitUntil((async () => {
    for (const path of visit ?? []) await fetchWhole(path);
    if (keep) await keepEvents(keep);
  })().catch(() => undefined));
});

scope.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  const name = below(url);
  if (request.method !== 'GET' || name === undefined || NOT_OURS.test(name) || request.headers.has('range')) return;
  if (request.mode === 'navigate') event.respondWith(readPage(event, url.pathname));
  else if (HASHED.test(name)) event.respondWith(kept.file(request.url));
  else if (SMALL.test(name)) event.respondWith(readSmall(event, url.pathname));
});

/** Readers who switched reading without a line on: what they see without one, on a slow one, after a release, on a full device, and once it is switched off. */
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { chromium, type Browser, type BrowserContext, type Page } from '@playwright/test';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { SERVICE } from '#/server/store.ts';
import type { Service } from '#/server/service.ts';
import { folderService } from '#tests/bench/reader/folder-server.ts';
import { CHROMIUM_FLAGS, findChromium } from '#tests/chromium.ts';
import { listen } from '#tests/ports.ts';
import { REAL_DIST } from '#tests/site.ts';

const ARTICLE = 'science/huoshan-kou-hu';
const OTHER = 'science/bing-jiu-wei-shenme-geng-tian';
/** What of the site these stories open; serving all of it would take half a minute to compress. */
const NEEDED = ['index.html', '404.html', 'offline-worker.js', 'favicon.svg', 'reading-help.js', '_assets', 'offline', ARTICLE, OTHER, 'science/index.html', 'plan/index.html', 'terms/index.html', 'events/index.html', 'events/all.json', 'events/my', 'events/renshen-jiangzuo', 'e'];
let folder: string;
let site: string;
let service: Service;
let server: Server;
let browser: Browser;
let context: BrowserContext;
let origin: string;
/** What the line does: nothing comes through, or pages take so long (milliseconds). */
const line = { down: false, delay: 0 };
let releases = 0;

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'offline-'));
  site = path.join(folder, 'site');
  for (const name of NEEDED) cpSync(path.join(REAL_DIST, name), path.join(site, name), { recursive: true });
  service = await folderService(site, path.join(folder, 'data'));
  server = createServer((request, response) => {
    if (line.down) request.socket.destroy();
    else if (line.delay > 0 && request.url?.endsWith('/')) setTimeout(() => { service.listener(request, response); }, line.delay);
    else service.listener(request, response);
  });
  origin = `http://localhost:${await listen(server)}`;
  const executablePath = findChromium();
  browser = await chromium.launch({ args: CHROMIUM_FLAGS, ...(executablePath && { executablePath }) });
}, 120_000);
afterAll(async () => {
  await browser.close();
  server.closeAllConnections();
  server.close();
  await service.close();
  rmSync(folder, { recursive: true, force: true });
}, 60_000);
beforeEach(async () => {
  Object.assign(line, { down: false, delay: 0 });
  context = await browser.newContext({ locale: 'zh-CN' });
});
afterEach(() => context.close());

/** A new release, in which `changed` has replaced files; null takes one away. */
async function release(changed: Record<string, ((before: string) => string) | null>): Promise<void> {
  releases++;
  const worker = path.join(site, 'offline-worker.js');
  writeFileSync(worker, readFileSync(worker, 'utf8').replace(/"version":"[^"]*"/, `"version":"release${releases}"`));
  for (const [name, change] of Object.entries(changed)) {
    const file = path.join(site, name);
    if (change === null) rmSync(file);
    else writeFileSync(file, change(readFileSync(file, 'utf8')));
  }
  await service.store.commit([{ path: 'content/pages/mark.mdx', content: String(releases) }], '新的一版', SERVICE);
  await service.publisher.request();
}

/** A reader who has switched it on. */
async function reader(): Promise<Page> {
  const page = await context.newPage();
  page.on('pageerror', (error) => { throw error; });
  await page.goto(`${origin}/offline/`);
  await page.getByRole('button', { name: '打开离线阅读' }).click();
  await page.getByRole('button', { name: /^关闭离线阅读/ }).waitFor();
  await page.evaluate(async () => { await navigator.serviceWorker.ready; });
  return page;
}

const cached = (page: Page, at: string): Promise<string | undefined> => page.evaluate(async (address) => (await caches.match(address))?.text(), at);
const heading = (page: Page): Promise<string> => page.getByRole('heading', { level: 1 }).innerText();
/** The line above a copy that says how old it is. */
const notice = (page: Page) => page.getByRole('note', { name: '存下的页面' });

test('a page that was read can be read again without a line, with its explainer', async () => {
  const page = await reader();
  await page.goto(`${origin}/${ARTICLE}/`);
  const title = await heading(page);
  await page.locator('.explainer').first().scrollIntoViewIfNeeded();
  await expect.poll(() => page.locator('.explainer astro-island[ssr]').count()).toBe(0);
  expect(await notice(page).count()).toBe(0);
  await expect.poll(() => cached(page, `/${ARTICLE}/`)).toContain('</html>');
  line.down = true;
  await page.goto(`${origin}/${ARTICLE}/?elder=1`);
  expect(await heading(page)).toBe(title);
  expect(await notice(page).innerText()).toMatch(/^没有连上网。这一页是\d+月\d+日.*存下的/);
  await page.locator('.explainer').first().scrollIntoViewIfNeeded();
  await expect.poll(() => page.locator('.explainer astro-island[ssr]').count()).toBe(0);
  await page.goto(`${origin}/${OTHER}/`);
  await expect.poll(() => page.getByText('您要看的这一页没有存下').isVisible()).toBe(true);
  await expect.poll(() => page.getByRole('main').getByRole('link').allInnerTexts()).toContain(title);
}, 120_000);

test('after a release the new text is shown, and the copy on the device is the new one; what was taken down is gone', async () => {
  const page = await reader();
  for (const at of [ARTICLE, OTHER]) await page.goto(`${origin}/${at}/`);
  await expect.poll(() => cached(page, `/${OTHER}/`)).toContain('</html>');
  await release({ [`${ARTICLE}/index.html`]: (html) => html.replace(/<h1>[\s\S]*?<\/h1>/, '<h1>改过的题目</h1>'), [`${OTHER}/index.html`]: null });
  await page.goto(`${origin}/`);
  // Without having been opened again.
  await expect.poll(() => page.evaluate(async () => (await caches.keys()).filter((name) => name.includes(' pages '))), { timeout: 30_000 }).toEqual([expect.stringContaining(`release${releases}`)]);
  expect(await cached(page, `/${ARTICLE}/`)).toContain('改过的题目');
  expect(await cached(page, `/${OTHER}/`)).toBeUndefined();
  await page.goto(`${origin}/${ARTICLE}/`);
  expect([await heading(page), await notice(page).count()]).toEqual(['改过的题目', 0]);
  line.down = true;
  await page.goto(`${origin}/${ARTICLE}/`);
  expect([await heading(page), await notice(page).count()]).toEqual(['改过的题目', 1]);
}, 120_000);

test('a release that breaks off half-way leaves the older copies until the next try', async () => {
  const page = await reader();
  await page.goto(`${origin}/${ARTICLE}/`);
  await expect.poll(() => cached(page, `/${ARTICLE}/`)).toContain('</html>');
  const before = await page.evaluate(() => caches.keys());
  await release({});
  line.down = true;
  await page.evaluate(async () => { await (await navigator.serviceWorker.getRegistration())?.update().catch(() => undefined); });
  await page.goto(`${origin}/${ARTICLE}/`);
  expect(await notice(page).count()).toBe(1);
  expect(await page.evaluate(() => caches.keys())).toEqual(before);
}, 60_000);

test('on a slow line the copy is shown, and says so', async () => {
  const page = await reader();
  await page.goto(`${origin}/${ARTICLE}/`);
  await expect.poll(() => cached(page, `/${ARTICLE}/`)).toContain('</html>');
  line.delay = 7000;
  await page.goto(`${origin}/${ARTICLE}/`);
  expect(await notice(page).innerText()).toMatch(/^网络很慢，先给您看/);
}, 60_000);

test('events of 我的清单 are kept with their pages, and let go with the list', async () => {
  const page = await reader();
  await page.goto(`${origin}/events/renshen-jiangzuo/`);
  await page.getByRole('button', { name: /^记下/ }).first().click();
  await expect.poll(() => cached(page, '/events/my/'), { timeout: 20_000 }).toContain('我的清单');
  line.down = true;
  await page.goto(`${origin}/events/my/`);
  await expect.poll(() => page.getByRole('status').first().innerText()).toBe('记下了 1 场活动。');
  await page.locator('.event-row').getByRole('link').first().click();
  expect(await notice(page).count()).toBe(1);
  line.down = false;
  await page.goto(`${origin}/events/renshen-jiangzuo/`);
  await page.getByRole('button', { name: /^记下/ }).first().click();
  await expect.poll(() => page.evaluate(async () => (await caches.match('/events/renshen-jiangzuo/'))?.headers.has('x-kept'))).toBe(false);
}, 60_000);

test('a full device loses nothing but the copies', async () => {
  const page = await reader();
  const session = await context.newCDPSession(page);
  await session.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 150_000 });
  for (const at of [ARTICLE, OTHER, 'science', 'events', '', 'plan', 'terms']) {
    await page.goto(`${origin}/${at}${at && '/'}`);
    expect(await heading(page)).not.toBe('');
  }
  await page.goto(`${origin}/offline/`);
  await expect.poll(() => page.locator('[data-status]').innerText()).toContain('已经打开');
  // The device was full indeed: not all seven are there.
  expect(await page.locator('[data-saved] li').count()).toBeLessThan(7);
}, 60_000);

test('switched off, nothing is left; switched off for everybody, too', async () => {
  const page = await reader();
  await page.goto(`${origin}/${ARTICLE}/`);
  await page.goto(`${origin}/offline/`);
  await page.getByRole('button', { name: /^关闭离线阅读/ }).click();
  await expect.poll(() => page.locator('[data-status]').innerText()).toContain('现在是关着的');
  const left = (): Promise<[string[], number]> => page.evaluate(async (): Promise<[string[], number]> => [await caches.keys(), (await navigator.serviceWorker.getRegistrations()).length]);
  expect(await left()).toEqual([[], 0]);
  await page.getByRole('button', { name: '打开离线阅读' }).click();
  await page.getByRole('button', { name: /^关闭离线阅读/ }).waitFor();
  const { browserScript } = await import('#/integrations/inline-scripts.ts');
  const { code } = await browserScript('src/components/offline/worker-off.ts', process.cwd());
  await release({ 'offline-worker.js': () => `const RELEASE={"version":"off","base":"/"};${code}` });
  await page.goto(`${origin}/${ARTICLE}/`);
  await expect.poll(left, { timeout: 20_000 }).toEqual([[], 0]);
}, 60_000);

test('the worker answers for no page of editors, no API, and only below its base path', async () => {
  const worker = readFileSync(path.join(REAL_DIST, 'offline-worker.js'), 'utf8').replace('"base":"/"', '"base":"/kepu/"');
  const small = path.join(folder, 'small');
  const page = (text: string): string => `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>${text}</title></head><body data-trusted="offline"><main><h1>${text}</h1></main></body></html>`;
  for (const [name, text] of Object.entries({ 'index.html': page('首页'), 'offline/index.html': page('离线阅读'), 'science/index.html': page('科普'), 'offline-worker.js': worker })) {
    cpSync(path.join(REAL_DIST, 'index.html'), path.join(small, name), { recursive: true });
    writeFileSync(path.join(small, name), text);
  }
  const column = await folderService(small, path.join(folder, 'column'), { SITE_BASE: '/kepu/' });
  const asked: string[] = [];
  let down = false;
  const host = createServer((request, response) => {
    asked.push(request.url ?? '');
    if (down) request.socket.destroy();
    else column.listener(request, response);
  });
  try {
    const at = `http://localhost:${await listen(host)}`;
    const tab = await context.newPage();
    await tab.goto(`${at}/kepu/offline/`);
    await tab.evaluate(async () => {
      const { trustedTypes } = window as unknown as { trustedTypes: { createPolicy: (name: string, rules: object) => { createScriptURL: (url: string) => string } } };
      await navigator.serviceWorker.register(trustedTypes.createPolicy('offline', { createScriptURL: (url: string) => url }).createScriptURL('/kepu/offline-worker.js'), { scope: '/kepu/' });
      await navigator.serviceWorker.ready;
    });
    await tab.goto(`${at}/kepu/science/`);
    await expect.poll(() => cached(tab, '/kepu/science/')).toContain('科普');
    await tab.goto(`${at}/kepu/admin/`);
    await tab.goto(`${at}/kepu/api/me`);
    await tab.goto(`${at}/kepu/science/`);
    expect(await tab.evaluate(async () => (await Promise.all((await caches.keys()).map(async (name) => (await (await caches.open(name)).keys()).map(({ url }) => new URL(url).pathname)))).flat().sort())).toEqual(['/kepu/offline/', '/kepu/science/']);
    down = true;
    await tab.goto(`${at}/kepu/science/`);
    expect(await notice(tab).count()).toBe(1);
    await expect(tab.goto(`${at}/kepu/admin/`)).rejects.toThrow(/ERR_EMPTY_RESPONSE/);
    await expect(tab.goto(`${at}/other/`)).rejects.toThrow(/ERR_EMPTY_RESPONSE/);
  } finally {
    host.closeAllConnections();
    host.close();
    await column.close();
  }
}, 60_000);

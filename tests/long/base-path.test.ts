/** The site below a path of another site (`SITE_BASE=/kepu/`): a reader searches from the head, by pinyin, and follows what is found. */
import { execFileSync } from 'node:child_process';
import { createReadStream, existsSync, statSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import path from 'node:path';
import { chromium as playwright, type Browser, type Page } from '@playwright/test';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { chromium, CHROMIUM_FLAGS } from '#tests/chromium.ts';
import { buildEnvironment, CACHE } from '#tests/site.ts';

const BASE = '/kepu/';
const out = path.join(CACHE, 'base-path');
const TYPES: Record<string, string> = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript', '.json': 'application/json', '.css': 'text/css', '.svg': 'image/svg+xml' };

let server: Server;
let browser: Browser;
let origin = '';

beforeAll(async () => {
  execFileSync(process.execPath, ['node_modules/.bin/astro', 'build', '--silent'], { env: buildEnvironment(path.resolve('tests/fixtures/content'), out, { SITE_BASE: BASE, SITE_LOG: 'error' }), stdio: 'inherit' });
  server = createServer((request, response) => {
    const address = decodeURIComponent(new URL(request.url ?? '/', 'http://x').pathname);
    const below = address.startsWith(BASE) ? path.join(out, address.slice(BASE.length)) : '';
    const file = below && existsSync(below) && statSync(below).isDirectory() ? path.join(below, 'index.html') : below;
    if (!file || !existsSync(file)) return response.writeHead(404).end();
    response.writeHead(200, { 'content-type': TYPES[path.extname(file)] ?? 'application/octet-stream' });
    return createReadStream(file).pipe(response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  origin = `http://localhost:${typeof address === 'object' && address ? address.port : 0}`;
  browser = await playwright.launch({ executablePath: await chromium(), args: CHROMIUM_FLAGS });
}, 600_000);

afterAll(async () => {
  await browser.close();
  server.closeAllConnections();
  server.close();
});

/** A page that keeps what the browser complained of, and every address below the host that was not there. */
async function visit(address: string): Promise<{ page: Page; complaints: string[] }> {
  const page = await browser.newPage({ locale: 'zh-CN', viewport: { width: 1280, height: 800 } });
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => { if (message.type() === 'error') complaints.push(message.text()); });
  page.on('response', (response) => { if (response.status() >= 400) complaints.push(`${response.status()} ${response.url()}`); });
  await page.goto(origin + address);
  return { page, complaints };
}

test('suggestions in the head lead to pages below the path', async () => {
  const { page, complaints } = await visit(`${BASE}about/`);
  await page.getByRole('banner').getByRole('searchbox').focus();
  const field = page.getByRole('banner').getByRole('combobox', { name: '站内搜索' });
  await field.pressSequentially('冰酒', { delay: 30 });
  await page.getByRole('option', { name: /冰酒为什么更甜/ }).click();
  await page.waitForURL(`${origin}${BASE}science/ice-wine/`);
  expect(complaints).toEqual([]);
  await page.close();
});

test('pinyin, a filter in the address, and the section of a result', async () => {
  const { page, complaints } = await visit(`${BASE}search/?q=maerhu`);
  await page.getByText('已按“玛珥湖”搜索').waitFor();
  const result = page.getByRole('list', { name: '搜索结果' }).getByRole('listitem').filter({ hasText: '火山口湖怎样形成' });
  await page.getByRole('group', { name: '栏目' }).getByRole('checkbox', { name: /科普/ }).check();
  await page.waitForURL(/section=/);
  await result.getByRole('link', { name: '看“岩浆遇到水”一节' }).click();
  await page.waitForURL((url) => url.pathname === `${BASE}science/crater-lake/` && url.hash !== '');
  expect(complaints).toEqual([]);
  await page.close();
});

test('trusted types are on: text is never taken for markup', async () => {
  const { page } = await visit(`${BASE}search/?q=${encodeURIComponent('<img src=x onerror=alert(1)>人参')}`);
  await page.getByRole('status').filter({ hasText: /找到|匹配|接近|相近/ }).waitFor();
  expect(await page.evaluate(() => {
    try {
      document.body.innerHTML = '<b>x</b>';
      return 'written';
    } catch (error) {
      return error instanceof TypeError ? 'refused' : String(error);
    }
  })).toBe('refused');
  expect(await page.locator('main img').count()).toBe(0);
  await page.close();
});

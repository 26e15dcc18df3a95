/** One run of axe over every page, at phone width, in light, with the rules that the site promises. */
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { chromium, type Browser, type Page } from '@playwright/test';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { CHROMIUM_FLAGS, findChromium } from '#tests/chromium.ts';
import { REAL_DIST } from '#tests/site.ts';
import { sitePages } from './site-files.ts';

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const TYPES: Record<string, string> = { '.html': 'text/html; charset=utf-8', '.css': 'text/css', '.js': 'text/javascript', '.svg': 'image/svg+xml', '.webp': 'image/webp', '.json': 'application/json', '.wasm': 'application/wasm' };

let server: Server;
let browser: Browser;
let origin: string;

beforeAll(async () => {
  server = createServer((request, response) => {
    const at = decodeURIComponent(new URL(request.url ?? '/', 'http://x').pathname);
    const file = path.join(REAL_DIST, at.endsWith('/') ? `${at}index.html` : at);
    stat(file).then(
      () => {
        response.setHeader('content-type', TYPES[path.extname(file)] ?? 'application/octet-stream');
        createReadStream(file).pipe(response);
      },
      () => {
        response.statusCode = 404;
        response.end();
      },
    );
  });
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const executablePath = findChromium();
  browser = await chromium.launch({ args: CHROMIUM_FLAGS, ...(executablePath && { executablePath }) });
});

afterAll(async () => {
  await browser.close();
  server.close();
});

/** Violations of one page, worded; and requests that left the site's own origin. */
async function judge(page: Page, at: string): Promise<string[]> {
  const strays: string[] = [];
  const listen = (request: { url(): string }): void => { if (!/^(?:data|blob):/.test(request.url()) && !request.url().startsWith(origin)) strays.push(`${at} asked ${request.url()}`); };
  page.on('request', listen);
  await page.goto(origin + at, { waitUntil: 'load' });
  const { violations } = await new AxeBuilder({ page }).withTags(RULES).analyze();
  page.off('request', listen);
  return [...strays, ...violations.map((violation) => `${at} ${violation.id}: ${violation.nodes.slice(0, 2).map((node) => node.target.join(' ')).join(' | ')}`)];
}

test('axe finds nothing on any page, and no request leaves the origin', async () => {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, locale: 'zh-CN', reducedMotion: 'reduce' });
  const queue = sitePages().map((page) => page.path);
  const total = queue.length;
  const found: string[] = [];
  let judged = 0;
  const worker = async (): Promise<void> => {
    const page = await context.newPage();
    for (let at = queue.shift(); at !== undefined; at = queue.shift()) {
      found.push(...(await judge(page, at)));
      judged++;
    }
    await page.close();
  };
  await Promise.all([worker(), worker()]);
  await context.close();
  expect(judged).toBe(total);
  expect(found).toEqual([]);
}, 300_000);

test('axe sees a planted fault', async () => {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(`${origin}/`);
  await page.setContent('<!doctype html><html lang="zh-CN"><title>x</title><main><h1>x</h1><img src="/favicon.svg"></main></html>');
  const { violations } = await new AxeBuilder({ page }).withTags(RULES).analyze();
  expect(violations.map((violation) => violation.id)).toContain('image-alt');
  await context.close();
});

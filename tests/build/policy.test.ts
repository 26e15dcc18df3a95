/** Each kind of page runs whole under the policy that stands in its own head, and the policy refuses what it should. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { inlineHashes, metaPolicy } from '#/lib/csp.ts';
import { REAL_DIST } from '#tests/site.ts';
import { walkedPages } from './page-kinds.ts';
import { inParallel, serveSite, type ServedSite } from './served-site.ts';
import { sitePages } from './site-files.ts';

let site: ServedSite;
beforeAll(async () => { site = await serveSite(); });
afterAll(() => site.close());
const pages = sitePages();

/** Opens a page, lets its islands start, and says what was refused. */
async function refusals(page: Page, at: string): Promise<string[]> {
  const refused: string[] = [];
  page.on('console', (message) => { if (message.type() === 'error') refused.push(`${at} ${message.text()}`); });
  page.on('pageerror', (error) => refused.push(`${at} ${error.message}`));
  await page.goto(site.origin + at, { waitUntil: 'load' });
  for (const island of await page.locator('astro-island').all()) await island.scrollIntoViewIfNeeded();
  await expect.poll(() => page.locator('astro-island[ssr]').count(), { timeout: 60_000 }).toBe(0);
  return refused;
}

test('no kind of page does what its policy refuses', async () => {
  const context = await site.browser.newContext({ locale: 'zh-CN', reducedMotion: 'reduce' });
  const found = await inParallel(walkedPages(pages), 2, async (at) => {
    const page = await context.newPage();
    const refused = await refusals(page, at);
    await page.close();
    return refused;
  });
  await context.close();
  expect(found.flat()).toEqual([]);
}, 300_000);

test('every page carries the policy of exactly what it runs, before it runs anything', () => {
  for (const { html, path: at } of pages) {
    const [, text = ''] = /<meta http-equiv="content-security-policy" content="([^"]*)">/.exec(html) ?? [];
    expect(text, at).toBe(metaPolicy(inlineHashes(html)));
    expect(html.indexOf('http-equiv="content-security-policy"'), at).toBeLessThan(html.search(/<script|<style|<link/));
  }
});

test('the policy refuses a planted script, a planted style, and markup from a string', async () => {
  const page = await site.browser.newPage();
  const html = readFileSync(path.join(REAL_DIST, 'index.html'), 'utf8').replace('</body>', '<script>document.title="changed"</script><style>body{outline:9px solid red}</style></body>');
  await page.route(`${site.origin}/`, (route) => route.fulfill({ body: html, contentType: 'text/html; charset=utf-8' }));
  const refused = await refusals(page, '/');
  expect(refused.filter((each) => each.includes('Content Security Policy'))).toHaveLength(2);
  expect(await page.title()).not.toBe('changed');
  await expect(page.evaluate(() => { document.body.innerHTML = '<p>x</p>'; })).rejects.toThrow(/TrustedHTML/);
  await page.close();
});

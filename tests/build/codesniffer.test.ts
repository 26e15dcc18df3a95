/** HTML_CodeSniffer, WCAG 2 AA, on each kind of page. All pages: tests/long. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sniff, sniffPages } from './codesniffer.ts';
import { walkedPages } from './page-kinds.ts';
import { serveSite, type ServedSite } from './served-site.ts';
import { sitePages } from './site-files.ts';

let site: ServedSite;
beforeAll(async () => { site = await serveSite(); });
afterAll(() => site.close());

test('HTML_CodeSniffer finds no error on any kind of page', async () => {
  const kinds = walkedPages(sitePages());
  expect(kinds.length).toBeGreaterThan(15);
  expect(await sniffPages(site.browser, site.origin, kinds)).toEqual([]);
}, 1_200_000);

test('HTML_CodeSniffer sees a planted fault', async () => {
  const page = await site.browser.newPage();
  await page.setContent('<!doctype html><html lang="zh-CN"><title>x</title><h1>x</h1><p style="color:#999;background:#fff">灰</p><form><input name="a"></form></html>');
  const found = (await sniff(page)).join('\n');
  expect(found).toContain('1_4_3');
  expect(found).toContain('1_3_1');
  await page.close();
});

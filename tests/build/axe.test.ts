/**
 * axe on pages at phone width in light, and on each kind of page in every width and every mode once. At phone width all
 * pages are read where `WALK=all` asks for it, as .ci/run does; a run at the desk reads one of each kind and
 * spares four minutes. All × all: tests/long.
 */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { axe, findingsOf, judgeMatrix, matrixTable, type View } from './axe-matrix.ts';
import { pagesOfEachKind, WALK_ALL, walkedPages } from './page-kinds.ts';
import { serveSite, type ServedSite } from './served-site.ts';
import { sitePages } from './site-files.ts';

let site: ServedSite;
beforeAll(async () => { site = await serveSite(); });
afterAll(() => site.close());
const pages = sitePages();

test('axe finds nothing on pages at phone width, and no request leaves the origin', async () => {
  const read = WALK_ALL ? pages.map(({ path }) => path) : pagesOfEachKind(pages);
  const cells = await judgeMatrix(site.browser, site.origin, read, [{ width: 390, mode: 'light' }]);
  expect(cells.length).toBe(read.length);
  expect(read.length).toBeGreaterThan(25);
  expect(findingsOf(cells)).toEqual([]);
}, 1_200_000);

const VIEWS: View[] = [{ width: 320, mode: 'elder' }, { width: 390, mode: 'dark' }, { width: 768, mode: 'forced' }, { width: 1280, mode: 'light' }];

test('axe finds nothing on each kind of page, in any width, in any mode', async () => {
  const kinds = walkedPages(pages);
  expect(kinds.length).toBeGreaterThan(15);
  const cells = await judgeMatrix(site.browser, site.origin, kinds, VIEWS);
  console.log(matrixTable(cells));
  expect(findingsOf(cells)).toEqual([]);
}, 1_200_000);

test('axe sees planted faults', async () => {
  const context = await site.browser.newContext({ bypassCSP: true });
  const page = await context.newPage();
  await page.goto(`${site.origin}/`);
  // In order: a picture without a text, text of 5.2:1 (enough for AA, not for AAA), two buttons too small and too close.
  await page.setContent('<!doctype html><html lang="zh-CN"><title>x</title><main><h1>x</h1><img src="/favicon.svg"><p style="color:#6d6d6d;background:#fff">灰色的字</p><button style="padding:0;font-size:8px">甲</button><button style="padding:0;font-size:8px">乙</button></main></html>');
  const found = (await axe(page)).map((finding) => finding.split(':')[0]);
  for (const rule of ['image-alt', 'color-contrast-enhanced', 'target-size']) expect(found).toContain(rule);
  await context.close();
});

/** Every page × 320, 390, 768, 1280 px × light, dark, forced colours, elder mode; with `PAGES=kinds` one page of each kind: minutes instead of an hour. */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { CACHE } from '#tests/site.ts';
import { ALL_VIEWS, findingsOf, judgeMatrix, matrixTable } from '#tests/build/axe-matrix.ts';
import { pagesOfEachKind } from '#tests/build/page-kinds.ts';
import { serveSite, type ServedSite } from '#tests/build/served-site.ts';
import { sitePages } from '#tests/build/site-files.ts';

let site: ServedSite;
beforeAll(async () => { site = await serveSite(); });
afterAll(() => site.close());

test('axe finds nothing on any page, in any width and mode', async () => {
  const pages = process.env['PAGES'] === 'kinds' ? pagesOfEachKind(sitePages()) : sitePages().map((page) => page.path);
  const cells = await judgeMatrix(site.browser, site.origin, pages, ALL_VIEWS);
  const table = matrixTable(cells);
  console.log(table);
  writeFileSync(path.join(CACHE, 'axe-matrix.txt'), `${table}\n${findingsOf(cells).join('\n')}`);
  expect(cells.length).toBe(pages.length * ALL_VIEWS.length);
  expect(findingsOf(cells)).toEqual([]);
}, 14_400_000);

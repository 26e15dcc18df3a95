/** HTML_CodeSniffer, WCAG 2 AA, on every page. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sniffPages } from '#tests/build/codesniffer.ts';
import { serveSite, type ServedSite } from '#tests/build/served-site.ts';
import { sitePages } from '#tests/build/site-files.ts';

let site: ServedSite;
beforeAll(async () => { site = await serveSite(); });
afterAll(() => site.close());

test('HTML_CodeSniffer finds no error on any page', async () => {
  expect(await sniffPages(site.browser, site.origin, sitePages().map(({ path }) => path))).toEqual([]);
}, 900_000);

/** Files of the search index that a tab on an older release still asks for must keep their names, and be kept. */
import { expect, test } from 'vitest';
import { isImmutable } from '#/lib/headers.ts';
import { makeBundle } from '#/search/index.ts';
import { MANIFEST } from '#/search/pagefind.ts';
import { PAGES, pageHtml } from './search-pages.ts';

test('every file that the search reads is named by its bytes, but for the manifest', async () => {
  const { files } = await makeBundle(PAGES.slice(0, 8).map((page) => ({ source: `${page.path}/index.html`, html: pageHtml(page) })));
  const read = [...files.keys()].filter((name) => !/^(?:pagefind(?:-worker)?\.js|pagefind-entry\.json|wasm\.)/.test(name));
  expect(read.length).toBeGreaterThan(10);
  expect(read.filter((name) => !isImmutable(`pagefind/${name}`))).toEqual([MANIFEST]);
});

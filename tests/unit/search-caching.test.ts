/** Files of the search index that a tab on an older release still asks for must keep their names, and be kept. */
import { expect, test } from 'vitest';
import { isImmutable } from '#/lib/headers.ts';
import { makeBundle } from '#/search/index.ts';
import { MANIFEST } from '#/search/bundle.ts';
import { PAGES, pageHtml } from './search-pages.ts';

test('every file that the search reads is named by its bytes, but for the manifest', async () => {
  const pages = PAGES.slice(0, 8).map((page) => ({ source: `${page.path}/index.html`, html: pageHtml(page) }));
  const { files } = await makeBundle(pages);
  const read = [...files.keys()];
  expect(read.length).toBeGreaterThan(10);
  expect(read.filter((name) => !isImmutable(`pagefind/${name}`))).toEqual([MANIFEST]);
  const { files: later } = await makeBundle(pages.map((page, i) => (i === 3 ? { ...page, html: page.html.replace('</article>', '<p>石墨烯。</p></article>') } : page)));
  for (const name of read) if (name !== MANIFEST && later.has(name)) expect(later.get(name), name).toEqual(files.get(name));
  expect([...later.keys()].filter((name) => !files.has(name)).length).toBeGreaterThan(5);
});

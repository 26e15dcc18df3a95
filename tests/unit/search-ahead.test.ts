/** What is indexed while pages are rendered is what the index asks for afterwards; what did not come, or came otherwise, is made then. */
import { execFile } from 'node:child_process';
import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeEach, expect, test } from 'vitest';
import * as pagefind from 'pagefind';
import { PartsAhead } from '#/search/ahead.ts';
import { makeBundle, type IndexedPage } from '#/search/index.ts';
import { PAGES, pageHtml } from './search-pages.ts';

const pages = PAGES.map((page): IndexedPage => ({ source: `${page.path}/index.html`, html: pageHtml(page) }));
const list: IndexedPage = { source: 'science/index.html', html: '<!doctype html><html lang="zh-CN"><body><main><h1>科普</h1></main></body></html>' };
const feed = (source: string): string => source;

let cache: string;
beforeEach(async () => { cache = await mkdtemp(path.join(os.tmpdir(), 'ahead-')); });
afterEach(() => rm(cache, { recursive: true, force: true }));
afterAll(() => pagefind.close());

/** Files that are kept, by when they were written. */
const kept = async (): Promise<[string, number][]> => Promise.all((await readdir(cache)).map(async (name): Promise<[string, number]> => [name, (await stat(path.join(cache, name))).mtimeMs]));

test('pages in any order, among others that are not searched', async () => {
  const ahead = new PartsAhead(cache);
  const order = ahead.expect([...pages.map(({ source }) => source), list.source, 'rss.xml'], feed);
  expect([...order].sort()).toEqual([...pages.map(({ source }) => source), list.source, 'rss.xml'].sort());
  for (const { source, html } of [...pages, list].reverse()) ahead.page(source, html);
  ahead.page('rss.xml', '<rss/>');
  await ahead.end();
  const made = await kept();
  expect(made).toHaveLength(1);
  const { files } = await makeBundle(pages, { cache });
  expect(await kept()).toEqual(made);
  expect([...files].map(([name, bytes]) => [name, Buffer.from(bytes)])).toEqual([...(await makeBundle(pages)).files].map(([name, bytes]) => [name, Buffer.from(bytes)]));
});

test('a page that came otherwise than it is written is indexed as it is written', async () => {
  const ahead = new PartsAhead(cache);
  ahead.expect(pages, ({ source }) => source);
  pages.forEach(({ source, html }, at) => { ahead.page(source, at === 3 ? html.replace('</article>', '<p>龙湾</p></article>') : html); });
  await ahead.end();
  const [[before] = []] = await kept();
  await makeBundle(pages, { cache });
  const after = await kept();
  expect(after).toHaveLength(1);
  expect(after[0]?.[0]).not.toBe(before);
});

test('a page that never came, a thread that fails and one that is given up do no harm', async () => {
  const short = new PartsAhead(cache);
  short.expect(pages, ({ source }) => source);
  for (const { source, html } of pages.slice(1)) short.page(source, html);
  await short.end();
  expect(await readdir(cache)).toEqual([]);
  const failing = new PartsAhead('/dev/null/no-folder');
  failing.expect(pages, ({ source }) => source);
  for (const { source, html } of pages) failing.page(source, html);
  await failing.end();
  const left = new PartsAhead(cache);
  left.expect(pages, ({ source }) => source);
  await left.abandon();
  await new PartsAhead(cache).end();
});

test('a process that has nothing else to do waits for the end, and does not wait without it', async () => {
  const script = (last: string): string => `
    const { PartsAhead } = await import(${JSON.stringify(path.resolve('src/search/ahead.ts'))});
    const ahead = new PartsAhead(${JSON.stringify(cache)});
    ahead.expect(['a/index.html'], (source) => source);
    ahead.page('a/index.html', ${JSON.stringify(pages[0]?.html ?? '')});
    ${last}`;
  const folder = await mkdtemp(path.join(os.tmpdir(), 'ahead-script-'));
  const run = async (last: string) => {
    await writeFile(path.join(folder, 'script.mjs'), script(last));
    return promisify(execFile)(process.execPath, [path.join(folder, 'script.mjs')]);
  };
  await run('');
  expect(await readdir(cache)).toEqual([]);
  const { stdout } = await run('await ahead.end(); console.log("ended");');
  expect(stdout).toBe('ended\n');
  expect(await readdir(cache)).toHaveLength(1);
  await rm(folder, { recursive: true });
});

/** What a build promises, held against a folder in which one thing after the other is spoilt. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { brokenPromises, wordsOf, type Promised } from '#/lib/site-promises.ts';
import { absolute } from '#/lib/urls.ts';

let out: string;
const put = (name: string, text: string): void => {
  mkdirSync(path.dirname(path.join(out, name)), { recursive: true });
  writeFileSync(path.join(out, name), text);
};
const page = (site: string, text: string, searched = true): string => `<!doctype html><html><head><link rel="canonical" href="${absolute(site)}"></head><body><main${searched ? ' data-pagefind-body' : ''}><h1>标题</h1><p>${text}</p></main></body></html>`;
const sitemap = (...sites: string[]): string => `<urlset>${sites.map((site) => `<url><loc>${absolute(site)}</loc></url>`).join('')}</urlset>`;
const promised = (change: Partial<Promised> = {}): Promised => ({
  out,
  entries: [
    { file: 'content/science/a.mdx', pages: ['science/a/index.html'], visible: true, words: ['代码里的', '人参喜阴'] },
    { file: 'content/events/e.mdx', pages: ['events/e/index.html', 'e/abc12345/index.html', 'events/e.ics'], visible: true, words: [] },
    { file: 'content/science/draft.mdx', pages: ['science/draft/index.html'], visible: false, words: ['草稿'] },
  ],
  pages: ['/', '/science/a/', '/events/e/', '/e/abc12345/', '/404/'],
  fixed: ['index.html', 'rss.xml'],
  routes: [{ route: '/science/[entry]', made: 1, entries: 1 }],
  search: true,
  ...change,
});

beforeEach(() => {
  out = mkdtempSync(path.join(tmpdir(), 'promises-'));
  put('index.html', page('/', '首页', false));
  put('science/a/index.html', page('/science/a/', '人参喜阴怕晒'));
  put('events/e/index.html', page('/events/e/', '讲座'));
  put('e/abc12345/index.html', page('/events/e/', '讲座', false));
  put('404.html', '<html><head><meta name="robots" content="noindex"></head><body><h1>没有</h1></body></html>');
  put('events/e.ics', 'BEGIN:VCALENDAR');
  put('rss.xml', '<rss/>');
  put('sitemap.xml', sitemap('/', '/science/a/', '/events/e/'));
  put('pagefind/search.json', JSON.stringify({ pages: 2, meta: 'x.pf_meta', words: '' }));
  put('pagefind/x.pf_meta', 'x');
});
afterEach(() => { rmSync(out, { recursive: true, force: true }); });

test('a whole site keeps all its promises', () => { expect(brokenPromises(promised())).toEqual([]); });

test.each<[string, () => Partial<Promised> | undefined, string]>([
  ['a lost page', () => { rmSync(path.join(out, 'science/a/index.html')); return undefined; }, 'content/science/a.mdx 通过了检查，却没有生成 science/a/index.html'],
  ['a lost calendar file', () => { rmSync(path.join(out, 'events/e.ics')); return undefined; }, '却没有生成 events/e.ics'],
  ['a lost permanent address', () => { rmSync(path.join(out, 'e/abc12345/index.html')); return undefined; }, '却没有生成 e/abc12345/index.html'],
  ['an empty body', () => { put('science/a/index.html', page('/science/a/', '')); return undefined; }, '里没有 content/science/a.mdx 的正文'],
  ['a page cut off', () => { put('science/a/index.html', page('/science/a/', '人参喜阴').slice(0, -9)); return undefined; }, 'science/a/index.html 没有写完'],
  ['a draft that went out', () => { put('science/draft/index.html', page('/science/draft/', '草稿')); return undefined; }, '读者还不能看，却生成了 science/draft/index.html'],
  ['a page nobody wrote', () => { put('left/over/index.html', page('/left/over/', 'x', false)); return undefined; }, '多了一个没有人写的页面 left/over/index.html'],
  ['two routes that write one page', () => ({ pages: [...promised().pages, '/science/a/'] }), 'science/a/index.html 被写了两次'],
  ['a route that lost an entry', () => ({ routes: [{ route: '/science/[entry]', made: 1, entries: 2 }] }), '/science/[entry] 应有 2 页，实有 1 页'],
  ['a missing file of a route', () => { rmSync(path.join(out, 'rss.xml')); return undefined; }, '少了 rss.xml'],
  ['no site map', () => { rmSync(path.join(out, 'sitemap.xml')); return undefined; }, '没有网站地图'],
  ['a short site map', () => { put('sitemap.xml', sitemap('/', '/science/a/')); return undefined; }, `网站地图里没有 ${absolute('/events/e/')}`],
  ['a long site map', () => { put('sitemap.xml', sitemap('/', '/science/a/', '/events/e/', '/gone/')); return undefined; }, '网站地图有 4 个网址，可列的页面只有 3 个'],
  ['no search index', () => { rmSync(path.join(out, 'pagefind'), { recursive: true }); return undefined; }, '没有搜索索引'],
  ['a short search index', () => { put('pagefind/search.json', JSON.stringify({ pages: 1, meta: 'x.pf_meta' })); return undefined; }, '搜索索引有 1 页，应有 2 页'],
  ['a search index without a file', () => { rmSync(path.join(out, 'pagefind/x.pf_meta')); return undefined; }, '搜索索引少了 pagefind/x.pf_meta'],
  ['an entry that the search does not see', () => { put('science/a/index.html', page('/science/a/', '人参喜阴', false)); return undefined; }, 'science/a/index.html 没有交给搜索'],
])('%s', (_name, spoil, sentence) => {
  const change = spoil();
  expect(brokenPromises(promised(change ?? {})).join('\n')).toContain(sentence);
});

test('a build without its index is not asked for one', () => {
  rmSync(path.join(out, 'pagefind'), { recursive: true });
  expect(brokenPromises(promised({ search: false }))).toEqual([]);
});

test('words of a body are those that its page shows', () => {
  expect(wordsOf('## 怎么做\n\n温度 < 30 时不行。\n\n```\n代码里的文字\n```\n\n<Note title="标签里的文字">\n\n人参喜阴怕晒。\n\n</Note>')).toEqual(['人参喜阴怕晒']);
});

/** The search end to end but for the browser: thirty pages through the real Pagefind, asked through the query layer. */
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { excerpt } from '#/search/excerpt.ts';
import { counts, filtered } from '#/search/facets.ts';
import { withHiddenFields } from '#/search/hidden-fields.ts';
import { BUNDLE, indexSite, makeBundle, readFolder, readFrom } from '#/search/index.ts';
import type { Lookup } from '#/search/lookup.ts';
import { openIndex } from '#/search/bundle.ts';
import { indexPages } from '#/search/pagefind.ts';
import { answer } from '#/search/query.ts';
import { firstPages, newestFirst } from '#/search/order.ts';
import { pagefindReader } from './pagefind-wasm.ts';
import { PAGES, pageHtml } from './search-pages.ts';

let site: string;
let index: Lookup;

beforeAll(async () => {
  site = await mkdtemp(path.join(os.tmpdir(), 'search-'));
  for (const page of PAGES) {
    await mkdir(path.join(site, page.path), { recursive: true });
    await writeFile(path.join(site, page.path, 'index.html'), pageHtml(page));
  }
  await writeFile(path.join(site, 'index.html'), '<!doctype html><html lang="zh-CN"><head><title>首页</title></head><body><h1>首页</h1><p>人参</p></body></html>');
  await indexSite(site);
  index = await openIndex(readFolder(path.join(site, BUNDLE)));
}, 60_000);

afterAll(() => rm(site, { recursive: true, force: true }));

async function ask(query: string, literal = false) {
  const found = await answer(query, index, { literal });
  const shown = await firstPages(found.searched, found.ranked, index, 10, '2026-06-01');
  return { ...found, paths: shown.map(({ page }) => page.path.slice(1, -1)), pages: shown.map(({ page }) => page) };
}

test('only pages that ask for it are indexed', () => {
  expect(index.total).toBe(PAGES.length);
});

describe('what stands in a page finds it', () => {
  test('a pair that crosses a word border finds exactly its page: the index holds every adjacent pair', async () => {
    expect((await ask('段简', true)).paths).toEqual(['science/life']);
  });
  test('so do pairs inside a longer dictionary word, and pieces across several', async () => {
    expect((await ask('究生', true)).paths).toEqual(['science/life']);
    expect((await ask('度优先', true)).paths).toEqual(['science/search']);
  });
  test('a pair that stands nowhere finds nothing, though its first character does', async () => {
    expect((await ask('葡狗', true)).match).toBe('none');
  });
  test.each([
    ['5G', 'science/carbon'],
    ['５ｇ', 'science/carbon'],
    ['CO2', 'science/carbon'],
    ['CO₂', 'science/carbon'],
    ['pH 7.4', 'science/insulin'],
    ['ph7.4', 'science/insulin'],
    ['3.9', 'science/insulin'],
    ['KH-03', 'science/graphite'],
    ['kh03', 'science/graphite'],
    ['35.5', 'science/graphite'],
    ['3500度', 'science/graphite'],
    ['DNA', 'science/insulin'],
  ])('%s', async (query, path) => {
    const { paths, match } = await ask(query);
    expect(paths[0]).toBe(path);
    expect(match).toBe('full');
  });
  test('a year finds its page first', async () => {
    expect((await ask('2010年度国家最高科学技术奖')).paths[0]).toBe('editions/2010');
    expect((await ask('2010年度')).paths[0]).toBe('editions/2010');
  });
});

describe('rare characters', () => {
  test.each(['罗𡸅', '𡸅的信', '𠮷野家', '罗𡸅是谁', 'luodexin'])('%s', async (query) => {
    expect((await ask(query)).paths[0]).toBe('partners/name');
  });
});

describe('questions', () => {
  test.each([
    ['人参为什么不能天天吃？', 'science/renshen'],
    ['冰酒和葡萄酒有什么区别', 'science/bingjiu'],
    ['请问玛珥湖是怎么形成的呢', 'science/maar'],
    ['胰岛素是怎么管血糖的', 'science/insulin'],
  ])('%s', async (query, path) => {
    expect((await ask(query)).paths[0]).toBe(path);
  });
});

describe('pinyin, script, slips', () => {
  test.each([
    ['renshen', '人参'],
    ['ren shen', '人参'],
    ['ren参', '人参'],
    ['maerhu', '玛珥湖'],
    ['shimodianji', '石墨电极'],
  ])('%s is read as %s and that is said', async (query, to) => {
    const { correction, paths } = await ask(query);
    expect(correction).toEqual({ kind: 'pinyin', from: query, to });
    expect(paths.length).toBeGreaterThan(0);
  });
  test('initials find the title', async () => {
    expect((await ask('ydsh')).match).toBe('none');
    expect((await ask('yds')).paths).toContain('science/insulin');
  });
  test.each([
    ['葡萄究', '葡萄酒'],
    ['马珥湖', '玛珥湖'],
    ['玛尔湖', '玛珥湖'],
    ['胰导素', '胰岛素'],
    ['岛胰素', '胰岛素'],
  ])('%s is read as %s', async (query, to) => {
    expect((await ask(query)).correction).toEqual({ kind: 'slip', from: query, to });
  });
  test('what was declined is looked up as typed', async () => {
    expect(await ask('马珥湖', true)).toMatchObject({ searched: '马珥湖' });
    expect((await ask('马珥湖', true)).correction).toBeUndefined();
  });
  test('characters that merely meet (病人身上) stay found, and the word of the same sound is shown', async () => {
    const { paths, alike, correction } = await ask('人身');
    expect(alike?.searched ?? correction?.to).toBe('人参');
    if (alike) expect(paths).toEqual(['science/trial']);
    expect((await ask('人身', true)).paths).toEqual(['science/trial']);
  });
  test('traditional script', async () => {
    const { correction, paths } = await ask('石墨電極煉鋼');
    expect(correction).toEqual({ kind: 'script', from: '石墨電極煉鋼', to: '石墨电极炼钢' });
    expect(paths[0]).toBe('science/graphite');
  });
  test('aliases', async () => {
    expect((await ask('高丽参')).paths).toEqual(['science/renshen']);
  });
});

describe('order and filters', () => {
  test('the exact title comes first', async () => {
    expect((await ask('集安市')).paths[0]).toBe('regions/jian');
    expect((await ask('辉南县')).paths[0]).toBe('regions/huinan');
  });
  test('filters count what they would leave', async () => {
    const { ranked } = await ask('人参');
    const facets = index.facets();
    const sections = Object.fromEntries(counts(ranked, facets, {}).section);
    expect(sections).toEqual({ 科普: 2, 合作: 1, 市县: 1 });
    expect(filtered(ranked, facets, { section: ['科普'], region: ['通化县'] })).toHaveLength(1);
    expect(counts(ranked, facets, { section: ['科普'] }).region).toEqual([['集安市', 2], ['通化县', 1]]);
  });
  test('newest first', async () => {
    const { ranked } = await ask('科学');
    const dated = await Promise.all(newestFirst(ranked, index).map(async ({ id }) => (await index.page(id)).date ?? ''));
    expect(dated).toEqual([...dated].sort().reverse());
    expect(dated[0]).toBe('2026-12-05');
  });
  test('the same query gives the same answer', async () => {
    expect((await ask('科学')).ranked).toEqual((await ask('科学')).ranked);
  });
});

test('an excerpt marks the phrase across pieces and names its section', async () => {
  const { pages, searched, terms } = await ask('孕妇和少年');
  const [page] = pages;
  if (!page) throw new Error('nothing found');
  const { parts, section } = excerpt(page, searched, terms);
  expect(parts.find(({ marked }) => marked)?.text).toBe('孕妇和少年');
  expect(section).toEqual({ id: 'renqun', text: '哪些人不宜吃' });
});

test.each(['', '   ', '？！', '🌋', '的', '<script>alert(1)</script>', '"人参" (.*)+ \\', 'a'.repeat(2000), '人'.repeat(2000), '\u0000\u200b', "' '", '啊'])('bad input %j does no harm', async (query) => {
  const found = await answer(query, index);
  expect(['none', 'weak', 'partly', 'full']).toContain(found.match);
});

test('a word of the same sound that many more pages hold is offered, also when several pages hold what was typed', async () => {
  const page = (n: number, title: string, body: string) => ({ source: `p${n}/index.html`, html: pageHtml({ path: `p${n}`, title, section: '科普', body: `<p>${body}</p>` }) });
  const { files } = await makeBundle([
    ...Array.from({ length: 5 }, (_, i) => page(i, `试药之${i}`, '先在动物身上试，再在病人身上试。')),
    ...Array.from({ length: 8 }, (_, i) => page(10 + i, `人参之${i}`, '人参长在林下。')),
  ]);
  const found = await answer('人身', await openIndex(readFrom(files)));
  expect(found.alike?.searched).toBe('人参');
  expect(found.ranked.filter(({ full }) => full)).toHaveLength(5);
});

test('a name that the site does not know is not read as scraps that stand in different places', async () => {
  const page = (n: number, title: string, body: string) => ({ source: `p${n}/index.html`, html: pageHtml({ path: `p${n}`, title, section: '科普', body: `<p>${body}</p>` }) });
  const { files } = await makeBundle([page(1, '雨量筒', '画上梅和竹。深度就和口径无关。'), page(2, '示范区', '通化建设示范区。'), page(3, '玛珥湖', '湖水很深。')]);
  const lookup = await openIndex(readFrom(files));
  expect((await answer('梅河口', lookup)).correction).toBeUndefined();
  expect((await answer('通化师范学院', lookup)).correction).toBeUndefined();
  expect((await answer('马珥湖', lookup)).correction?.to).toBe('玛珥湖');
  expect((await answer('梅河竹', lookup)).correction?.to).toBe('梅和竹');
});

describe('building', () => {
  const pages = PAGES.slice(0, 12).map((page) => ({ source: `${page.path}/index.html`, html: pageHtml(page) }));

  test('same pages, same bytes', async () => {
    const [{ files: a }, { files: b }] = [await makeBundle(pages), await makeBundle(pages)];
    expect([...a.keys()].sort()).toEqual([...b.keys()].sort());
    for (const [name, bytes] of a) expect(Buffer.from(b.get(name) ?? []).equals(Buffer.from(bytes)), name).toBe(true);
  });
  test("what we read is what Pagefind's own program finds in its own files", async () => {
    const { files } = await makeBundle(pages);
    const reader = await pagefindReader(await indexPages(pages.map(({ source, html }) => ({ source, html: withHiddenFields(html) }))));
    const ours = await openIndex(readFrom(files));
    for (const term of ['人参', '葡萄', '段简', '石墨', '冰酒x', 'co2', '天天', '没有这词']) {
      expect(await reader.paths(term), term).toEqual((await Promise.all((await ours.find(term, false)).map(async ({ id }) => (await ours.page(id)).path))).sort());
    }
  });
  test('the deployed pages stay as they were', async () => {
    for (const page of PAGES) expect(await readFile(path.join(site, page.path, 'index.html'), 'utf8')).toBe(pageHtml(page));
  });
  test('no page to index is an error', async () => {
    await expect(makeBundle([])).rejects.toThrow(/没有一个页面/);
  });
  test('a page that does not arrive in the index is an error', async () => {
    await expect(makeBundle([...pages, ...pages.slice(0, 1)])).rejects.toThrow(/应收 13 页，实收 \d+ 页/);
  });
  test('the bundle has nothing in it but what the search reads', async () => {
    expect((await readdir(path.join(site, BUNDLE))).sort()).toEqual(['fragment', 'search.json', 'zh']);
  });
});

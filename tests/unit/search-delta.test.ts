/**
 * An index with a delta over it answers as one made anew: same pages, same scores, same order. What it may still do
 * until it is folded is to propose a word that only a page had which is hidden now: the table of words only grows.
 */
import { afterAll, describe, expect, test } from 'vitest';
import * as pagefind from 'pagefind';
import { makeBundle, makeDelta, readFrom, type Files, type IndexedPage } from '#/search/index.ts';
import type { Lookup } from '#/search/lookup.ts';
import { Layers } from '#/search/layers.ts';
import { openIndex } from '#/search/bundle.ts';
import { answer } from '#/search/query.ts';
import { PAGES, pageHtml } from './search-pages.ts';

const all = PAGES.map((page): IndexedPage => ({ source: `${page.path}/index.html`, html: pageHtml(page) }));
const QUERIES = ['人参', '冰酒为什么甜', 'renshen', 'bingjiu', '人身', 'CO2', '葡萄', '人參', '龘靐', '长白山', '科学', '2025', '石墨', 'kexue'];
/** 龘 stands in no page of the base. */
const fresh: IndexedPage = { source: 'science/xin/index.html', html: pageHtml({ ...PAGES[0], path: 'science/xin', title: '龘靐龘与长白山的科学' } as (typeof PAGES)[number]) };
const changed = (page: IndexedPage, from: RegExp, to: string): IndexedPage => ({ ...page, html: page.html.replaceAll(from, to) });

afterAll(() => pagefind.close());

async function pathsOf(lookup: Lookup, query: string): Promise<{ path: string; score: number }[]> {
  const { ranked } = await answer(query, lookup, {});
  return Promise.all(ranked.map(async ({ id, score }) => ({ path: (await lookup.page(id)).path, score })));
}

async function compare(before: IndexedPage[], delta: IndexedPage[], gone: string[]): Promise<void> {
  const { files, base } = await makeBundle(before);
  const over: Files = new Map([...files, ...(await makeDelta(base, delta, gone))]);
  const sources = new Map(before.map((page) => [page.source, page]));
  for (const page of delta) sources.set(page.source, page);
  for (const address of gone) sources.delete(`${address.slice(1)}index.html`);
  const whole = await makeBundle([...sources.values()].sort((a, b) => (a.source < b.source ? -1 : 1)));
  const [laid, anew] = [await openIndex(readFrom(over)), await openIndex(readFrom(whole.files))];
  expect(laid.total).toBe(anew.total);
  for (const query of QUERIES) {
    const [a, b] = [await pathsOf(laid, query), await pathsOf(anew, query)];
    const scores = (list: typeof a) => Object.fromEntries(list.map(({ path, score }) => [path, Number(score.toFixed(9))]));
    expect(scores(a), query).toEqual(scores(b));
    expect(a.map(({ score }) => score.toFixed(9)), query).toEqual(b.map(({ score }) => score.toFixed(9)));
  }
  const named = async (lookup: Lookup, ids: Iterable<string>) => Promise.all([...ids].map(async (id) => (await lookup.page(id)).path));
  expect((await named(laid, laid.facets().keys())).sort()).toEqual((await named(anew, anew.facets().keys())).sort());
  const days = async (lookup: Lookup) => Promise.all([...lookup.facets().keys()].map(async (id) => `${(await lookup.page(id)).path} ${lookup.day(id)}`));
  expect((await days(laid)).sort()).toEqual((await days(anew)).sort());
}

/** Editions of one site, one after the other, over one base: the delta is that of the newest, made from what was made before. */
async function compareSeries(series: IndexedPage[][]): Promise<void> {
  const { base } = await makeBundle(all);
  const layers = new Layers();
  for (const delta of series) {
    const [kept, anew] = [await makeDelta(base, delta, [], layers), await makeDelta(base, delta, [])];
    const [a, b] = await Promise.all([kept, anew].map(async (files) => openIndex(readFrom(new Map([...(await makeBundle(all)).files, ...files])))));
    if (!a || !b) throw new Error('no index');
    expect(a.total).toBe(b.total);
    for (const query of QUERIES) {
      const rows = async (lookup: Lookup) => (await pathsOf(lookup, query)).map(({ path, score }) => `${path} ${score.toFixed(9)}`).sort();
      expect(await rows(a), query).toEqual(await rows(b));
    }
    const facets = async (lookup: Lookup) => (await Promise.all([...lookup.facets()].map(async ([id, facet]) => `${(await lookup.page(id)).path} ${JSON.stringify(Object.entries(facet).sort())}`))).sort();
    expect(await facets(a)).toEqual(await facets(b));
  }
}

describe('a delta over the index', () => {
  test('pages that changed', async () => {
    const [first, second] = all;
    if (!first || !second) throw new Error('no pages');
    await compare(all, [changed(first, /的/g, '长白山石墨'), changed(second, /科学/g, '科学葡萄')], []);
  }, 60_000);
  test('pages that came, with characters of their own', () => compare(all, [fresh], []), 60_000);
  test('pages that went', () => compare(all, [], ['/science/life/', '/none/']), 60_000);
  test('all of it at once', () => compare(all, [fresh, changed(all[3] ?? fresh, /的/g, '之')], ['/science/life/']), 60_000);
  test('edit after edit, pages changed twice, taken back, gone again', async () => {
    const [first, second, third] = all;
    if (!first || !second || !third) throw new Error('no pages');
    const edited = changed(first, /的/g, '长白山石墨');
    await compareSeries([[edited], [edited, changed(second, /科学/g, '科学葡萄')], [changed(first, /的/g, '之'), changed(second, /科学/g, '科学葡萄')], [changed(first, /的/g, '之'), fresh], [fresh], [fresh, third, changed(first, /的/g, '了')]]);
  }, 60_000);
});

/** An index made in parts answers as one made of all pages at once, keeps unchanged parts, and never takes a kept part for another. */
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as pagefind from 'pagefind';
import { openIndex } from '#/search/bundle.ts';
import { makeBundle, readFrom, type Files, type IndexedPage } from '#/search/index.ts';
import type { Lookup } from '#/search/lookup.ts';
import { partsOf } from '#/search/parts.ts';
import { answer } from '#/search/query.ts';
import { PAGES, pageHtml } from './search-pages.ts';

const pages = PAGES.map((page): IndexedPage => ({ source: `${page.path}/index.html`, html: pageHtml(page) }));
const QUERIES = ['人参', '冰酒为什么甜', 'renshen', 'bingjiu', '人身', 'CO2', 'KH-03', '人參', '长白山', '科学', '2010', '石墨', '罗𡸅', '葡狗'];
const SIZE = 5;
let cache: string;
let joined: Files;

beforeAll(async () => {
  cache = await mkdtemp(path.join(os.tmpdir(), 'parts-'));
  ({ files: joined } = await makeBundle(pages, { cache, size: SIZE }));
}, 60_000);
afterAll(async () => {
  await pagefind.close();
  await rm(cache, { recursive: true, force: true });
});

const plain = (files: Files): Record<string, string> => Object.fromEntries([...files].map(([name, bytes]) => [name, Buffer.from(bytes).toString('base64')]));
const pathOf = async (index: Lookup, id: string): Promise<string> => (await index.page(id)).path;

async function asked(index: Lookup, query: string): Promise<string[]> {
  const { ranked } = await answer(query, index, {});
  return (await Promise.all(ranked.map(async ({ id, score }) => `${score.toFixed(9)} ${await pathOf(index, id)}`))).sort();
}

describe('an index of several parts', () => {
  test('there are several, and every page is in one of them', () => {
    const parts = partsOf(pages, SIZE);
    expect(parts.length).toBeGreaterThan(3);
    expect(parts.flat().map(({ source }) => source).sort()).toEqual(pages.map(({ source }) => source).sort());
  });
  test('answers and scores are those of an index of all pages at once', async () => {
    const [index, whole] = await Promise.all([openIndex(readFrom(joined)), makeBundle(pages).then(({ files }) => openIndex(readFrom(files)))]);
    expect(index.total).toBe(whole.total);
    for (const query of QUERIES) expect(await asked(index, query), query).toEqual(await asked(whole, query));
    const facets = async (of: Lookup) => (await Promise.all([...of.facets()].map(async ([id, page]) => `${await pathOf(of, id)} ${JSON.stringify(Object.entries(page).sort())}`))).sort();
    expect(await facets(index)).toEqual(await facets(whole));
    const days = async (of: Lookup) => (await Promise.all([...of.facets().keys()].map(async (id) => `${await pathOf(of, id)} ${of.day(id)}`))).sort();
    expect(await days(index)).toEqual(await days(whole));
    expect(await index.words('人')).toEqual(await whole.words('人'));
  });
  test('one changed page leaves the other parts as they were kept', async () => {
    const before = new Set(await readdir(cache));
    const [first, ...rest] = pages;
    if (!first) throw new Error('no pages');
    const changed = [{ ...first, html: first.html.replace('</article>', '<p>龙湾群</p></article>') }, ...rest];
    const { files } = await makeBundle(changed, { cache, size: SIZE });
    const after = await readdir(cache);
    expect(after.filter((name) => !before.has(name))).toHaveLength(1);
    expect(after).toHaveLength(before.size);
    expect(plain(files)).toEqual(plain((await makeBundle(changed, { size: SIZE })).files));
  });
  test.each([
    ['cut short', (bytes: Buffer) => bytes.subarray(0, bytes.length - 9)],
    ['with another byte', (bytes: Buffer) => Buffer.concat([bytes.subarray(0, -1), Buffer.from([(bytes.at(-1) ?? 0) ^ 1])])],
    ['empty', () => Buffer.alloc(0)],
  ])('a kept part that is %s is made anew', async (_, spoil) => {
    for (const name of await readdir(cache)) await writeFile(path.join(cache, name), spoil(await readFile(path.join(cache, name))));
    expect(plain((await makeBundle(pages, { cache, size: SIZE })).files)).toEqual(plain(joined));
  });
});

/** When a page is rendered again: for what it read of an entry, and for nothing else. */
import { describe, expect, it } from 'vitest';
import type { HeldContent, HeldEntry } from '#/lib/held-content.ts';
import { notedData, rawData } from '#/lib/noted-data.ts';
import type { PageReads } from '#/lib/page-reads.ts';
import { notingReads } from '#/publish/noting-reads.ts';
import { PageKeys } from '#/publish/page-keys.ts';

const NOW = Date.parse('2026-11-23T09:00:00+08:00');
const ARTICLE = { title: '冰酒', summary: '冻过的葡萄', urlName: 'bing-jiu', updated: '2026-11-01T09:00', published: '2026-01-01T09:00', topics: ['agriculture'], draft: false };
type Article = typeof ARTICLE;

const contentOf = (data: object): HeldContent => new Map([['science', [{ id: 'a', data, digest: 'd' } as unknown as HeldEntry]]]);
const entryOf = (data: object): object => ({ noun: 'science', id: 'a', path: '/science/bing-jiu/', digest: 'd', data: notedData('science', data) });
const keyOf = (data: object, reads: PageReads, props: unknown = { entry: entryOf(data) }): string => new PageKeys({ content: contentOf(data), now: NOW, day: '2026-11-23', global: 'g', data: new WeakMap() }).of(props, reads);

/** What a page reads that is rendered by `page`. */
async function readsOf(page: (data: Article) => unknown): Promise<PageReads> {
  const { reads } = await notingReads(async () => {
    await Promise.resolve();
    return page(notedData('science', ARTICLE));
  });
  return reads;
}

describe('a page that was given an entry', () => {
  it.each<[string, (data: Article) => unknown, Partial<Article>, boolean]>([
    ['reads its title, and the title changes', ({ title }) => title, { title: '冰葡萄酒' }, true],
    ['reads its title, and the date of change changes', ({ title }) => title, { updated: '2026-11-22T09:00' }, false],
    ['reads nothing, and the address changes', () => '', { urlName: 'bing-putao-jiu' }, true],
    ['asks whether it has a field', (data) => 'summary' in data, { summary: '别的' }, true],
    ['asks whether it has a field of its own', (data) => Object.hasOwn(data, 'summary'), { summary: '别的' }, true],
    ['copies it', (data) => ({ ...data }), { updated: '2026-11-22T09:00' }, true],
    ['writes it as JSON', (data) => JSON.stringify(data), { topics: ['forest'] }, true],
    ['reads into a list', ({ topics }) => topics[0], { topics: ['forest'] }, true],
  ])('%s', async (_name, page, change, again) => {
    const reads = await readsOf(page);
    expect(keyOf({ ...ARTICLE, ...change }, reads) !== keyOf(ARTICLE, reads)).toBe(again);
  });

  it('does not lose the fields behind an await, nor take those of another page that is rendered meanwhile', async () => {
    const [one, other] = await Promise.all([
      readsOf(async (data) => { await Promise.resolve(); return data.title; }),
      readsOf(async (data) => { await Promise.resolve(); return data.summary; }),
    ]);
    expect([...(one.fields.get('science') ?? [])]).toEqual(['title']);
    expect([...(other.fields.get('science') ?? [])]).toEqual(['summary']);
  });
});

describe('a page that asked for all entries of a noun', () => {
  it('is rendered again when one of them is hidden or shown, whatever it read', async () => {
    const reads = await readsOf(() => '');
    reads.nouns.add('science');
    const key = (data: object): string => keyOf(data, reads, null);
    expect(key({ ...ARTICLE, draft: true })).not.toBe(key(ARTICLE));
    expect(key({ ...ARTICLE, published: '2027-01-01T09:00' })).not.toBe(key(ARTICLE));
    expect(key({ ...ARTICLE, summary: '别的' })).toBe(key(ARTICLE));
  });
});

it('the noting object is the same for the same data, and gives it back', () => {
  expect(notedData('science', ARTICLE)).toBe(notedData('science', ARTICLE));
  expect(rawData(notedData('science', ARTICLE))).toBe(ARTICLE);
  expect(rawData(ARTICLE)).toBe(ARTICLE);
});

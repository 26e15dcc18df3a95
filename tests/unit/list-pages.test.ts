import { describe, expect, it } from 'vitest';
import { growingPages, inFull, listPages, pagePath } from '#/lib/list-pages.ts';

it('gives each page of a long list its own address and title', () => {
  const pages = listPages(Array.from({ length: 25 }, (_, index) => index), 24, '/science/');
  expect(pages.map(({ param, path, suffix, items, total }) => [param, path, suffix, items.length, total])).toEqual([
    [undefined, '/science/', '', 24, 25],
    ['page/2', '/science/page/2/', '（第 2 页）', 1, 25],
  ]);
  expect(pagePath('/science/', 1)).toBe('/science/');
});

it('keeps one page for an empty list, so that its address answers', () => {
  expect(listPages([], 24, '/events/past/')).toEqual([{ param: undefined, page: 1, pages: 1, items: [], total: 0, path: '/events/past/', suffix: '' }]);
});

describe('a list that grows in front', () => {
  const pagesOf = (count: number) => growingPages(Array.from({ length: count }, (_, index) => count - index), 3, '/science/');
  it('has one page until there is more than that holds', () => {
    for (const count of [0, 1, 3]) expect(pagesOf(count).map(({ path, items, total }) => [path, items.length, total])).toEqual([['/science/', count, count]]);
  });
  it('is counted from the oldest', () => {
    expect(pagesOf(10).map(({ param, path, items, newer, older, suffix }) => ({ param, path, items, newer, older, suffix }))).toEqual([
      { param: undefined, path: '/science/', items: [10, 9, 8], newer: undefined, older: '/science/page/3/', suffix: '' },
      { param: 'page/3', path: '/science/page/3/', items: [9, 8, 7], newer: '/science/', older: '/science/page/2/', suffix: '（第 3 页）' },
      { param: 'page/2', path: '/science/page/2/', items: [6, 5, 4], newer: '/science/page/3/', older: '/science/page/1/', suffix: '（第 2 页）' },
      { param: 'page/1', path: '/science/page/1/', items: [3, 2, 1], newer: '/science/page/2/', older: undefined, suffix: '（第 1 页）' },
    ]);
  });
  it('changes nothing but its latest page, and the one before when that is full', () => {
    for (let count = 6; count < 40; count++) {
      const [before, after] = [pagesOf(count), pagesOf(count + 1)].map((pages) => new Map(pages.map((page) => [page.path, JSON.stringify(page)])));
      const changed = [...(before ?? [])].filter(([path, page]) => after?.get(path) !== page).map(([path]) => path);
      expect(changed.length, `${count}: ${changed.join()}`).toBeLessThanOrEqual(2);
      expect(changed[0]).toBe('/science/');
    }
  });
  it('loses nothing, and no page is longer than the others', () => {
    for (let count = 0; count < 40; count++) expect(pagesOf(count).every(({ items }) => items.length <= 3)).toBe(true);
    for (let count = 0; count < 40; count++) expect([...new Set(pagesOf(count).flatMap(({ items }) => items))]).toEqual(Array.from({ length: count }, (_, index) => count - index));
  });
});

it.each([
  [[3, 4, 5], 3, 0],
  [[3, 4, 6], 2, 1],
  [[20, 1], 1, 1],
  [[], 0, 0],
])('of months with %j events shows %i in full', (sizes, shown, later) => {
  const result = inFull(sizes.map((size) => ({ events: Array.from({ length: size }) })), 12);
  expect([result.shown.length, result.later.length]).toEqual([shown, later]);
});

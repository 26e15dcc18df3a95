import { expect, it } from 'vitest';
import { inFull, listPages, pagePath } from '#/lib/list-pages.ts';

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

it.each([
  [[3, 4, 5], 3, 0],
  [[3, 4, 6], 2, 1],
  [[20, 1], 1, 1],
  [[], 0, 0],
])('of months with %j events shows %i in full', (sizes, shown, later) => {
  const result = inFull(sizes.map((size) => ({ events: Array.from({ length: size }) })), 12);
  expect([result.shown.length, result.later.length]).toEqual([shown, later]);
});

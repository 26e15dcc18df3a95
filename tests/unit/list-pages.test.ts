import { expect, it } from 'vitest';
import { listPages, pagePath } from '#/lib/list-pages.ts';

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

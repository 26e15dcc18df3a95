/** Long lists in pages of their own: `/science/`, `/science/page/2/`. Pure. */
import { inPages } from './ordering.ts';

export interface ListPage<E> {
  /** Rest parameter of the route: undefined for the first page, `page/2` for the second. */
  param: string | undefined;
  /** From 1. */
  page: number;
  pages: number;
  items: E[];
  /** How many items all pages hold. */
  total: number;
  /** Site path of this page. */
  path: string;
  /** `（第 2 页）`, '' for the first: titles differ from page to page. */
  suffix: string;
}

/** Entries that a page lists beside its own matter, the latest: a page with thousands of links helps nobody, and would be made anew for every title. */
export const LISTED = 120;

/** Site path of page `n` of the list at `base`. */
export function pagePath(base: string, n: number): string {
  return n === 1 ? base : `${base}page/${n}/`;
}

/** The pages of a list at site path `base`; one empty page when nothing is there. */
export function listPages<E>(items: readonly E[], size: number, base: string): ListPage<E>[] {
  const pieces = inPages(items, size);
  return pieces.map((piece, index) => ({
    param: index === 0 ? undefined : `page/${index + 1}`,
    page: index + 1,
    pages: pieces.length,
    items: piece,
    total: items.length,
    path: pagePath(base, index + 1),
    suffix: index === 0 ? '' : `（第 ${index + 1} 页）`,
  }));
}

/** Months that a list shows in full, up to `limit` events, and the later ones that it only links to. The first month always stands there, however full it is. */
export function inFull<M extends { events: readonly unknown[] }>(months: readonly M[], limit: number): { shown: M[]; later: M[] } {
  let count = 0;
  const cut = months.findIndex(({ events }) => (count += events.length) > limit);
  const end = cut < 0 ? months.length : Math.max(cut, 1);
  return { shown: months.slice(0, end), later: months.slice(end) };
}

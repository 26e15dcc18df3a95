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

/** A page of a list that only grows at its front. */
export interface GrowingPage<E> {
  /** Rest parameter of the route: undefined for the latest page, `page/3` for the third from the oldest. */
  param: string | undefined;
  /** Counted from the oldest page; undefined for the latest, which has no number. */
  page: number | undefined;
  items: E[];
  /** How many items all pages hold; known to the latest page only. */
  total: number | undefined;
  path: string;
  /** Site path of the page with newer items and of the one with older items. */
  newer: string | undefined;
  older: string | undefined;
  /** `（第 3 页）`, '' for the latest. */
  suffix: string;
}

/**
 * The pages of a list whose new items come in front, at site path `base`. They are counted from the oldest: page 3
 * holds the same items for ever, so a link to it keeps its meaning, and one more item makes one page anew instead
 * of all. The latest page holds the latest `size` items: those that no full page holds yet, and some that one does.
 */
export function growingPages<E>(latestFirst: readonly E[], size: number, base: string): GrowingPage<E>[] {
  const full = Math.max(0, Math.floor((latestFirst.length - 1) / size));
  const at = (page: number): string | undefined => (page < 1 ? undefined : page > full ? base : `${base}page/${page}/`);
  const end = latestFirst.length;
  const latest: GrowingPage<E> = { param: undefined, page: undefined, items: latestFirst.slice(0, size), total: end, path: base, newer: undefined, older: full > 0 ? at(full) : undefined, suffix: '' };
  const rest = Array.from({ length: full }, (_, index): GrowingPage<E> => {
    const page = full - index;
    return { param: `page/${page}`, page, items: latestFirst.slice(end - page * size, end - (page - 1) * size), total: undefined, path: `${base}page/${page}/`, newer: at(page + 1), older: at(page - 1), suffix: `（第 ${page} 页）` };
  });
  return [latest, ...rest];
}

/** Months that a list shows in full, up to `limit` events, and the later ones that it only links to. The first month always stands there, however full it is. */
export function inFull<M extends { events: readonly unknown[] }>(months: readonly M[], limit: number): { shown: M[]; later: M[] } {
  let count = 0;
  const cut = months.findIndex(({ events }) => (count += events.length) > limit);
  const end = cut < 0 ? months.length : Math.max(cut, 1);
  return { shown: months.slice(0, end), later: months.slice(end) };
}

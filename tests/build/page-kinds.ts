/** Kinds of pages: which of the many pages of a build are made by the same template. */
import type { PageFile } from './site-files.ts';

/** So many pages with pages below them in one folder are made by one template: `/teachers/c1/`, `/teachers/c2/` … */
const MANY = 6;

/** `/science/topics/ginseng/` → `/science/topics/*`; a page that has pages below it, and one at the root, is a kind of its own unless it is one of many such. */
function kindOf(at: string, parents: ReadonlySet<string>): string {
  const above = at.replace(/[^/]*\/?$/, '');
  if (above === '' || above === '/' || at === '/') return at;
  const alike = [...parents].filter((parent) => parent !== above && parent.startsWith(above) && /^[^/]+\/$/.test(parent.slice(above.length))).length > MANY;
  const folder = kindOf(above, parents);
  return parents.has(at) ? (alike ? `${folder}*/` : at) : `${folder}*`;
}

/** All pages by their kind. */
export function kindsOfPages(pages: readonly PageFile[]): Map<string, PageFile[]> {
  const parents = new Set(pages.map(({ path }) => path.replace(/[^/]+\/?$/, '')));
  const kinds = new Map<string, PageFile[]>();
  for (const page of pages) {
    const kind = kindOf(page.path, parents);
    kinds.set(kind, [...(kinds.get(kind) ?? []), page]);
  }
  return kinds;
}

/**
 * A few pages that stand for all: of each kind the longest, and the shortest too where a kind has several.
 * Nothing is listed by hand, so a new kind of page is judged from its first day.
 */
export function pagesOfEachKind(pages: readonly PageFile[]): string[] {
  const chosen = [...kindsOfPages(pages).values()].flatMap((held) => {
    const sorted = [...held].sort((a, b) => b.html.length - a.html.length || (a.path < b.path ? -1 : 1));
    const [longest, shortest] = [sorted[0], sorted.at(-1)];
    return longest && shortest && sorted.length > 4 ? [longest.path, shortest.path] : longest ? [longest.path] : [];
  });
  return [...new Set(chosen)].sort();
}

/** Whether every page and kind is walked, as .ci/run asks: it takes minutes more. */
export const WALK_ALL = process.env['WALK'] === 'all';

/** The pages of {@link pagesOfEachKind} that a browser walks: all of them with `WALK=all`; at the desk every third, so that a run stays short. */
export const walkedPages = (pages: readonly PageFile[]): string[] => pagesOfEachKind(pages).filter((_, at) => WALK_ALL || at % 3 === 0);

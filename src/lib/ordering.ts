/** Orders and groups that lists use. Pure, and stable for equal keys, so that builds come out the same. */

interface Dated {
  id: string;
  data: { published?: string | undefined };
}

/** Latest first publication first; entries without one come last; equal ones by id. */
export function newestFirst<E extends Dated>(entries: readonly E[]): E[] {
  return [...entries].sort((a, b) => {
    const [left, right] = [a.data.published ?? '', b.data.published ?? ''];
    if (left !== right) return left > right ? -1 : 1;
    return a.id < b.id ? -1 : 1;
  });
}

/** By the editors' own 次序, equal ones by id. */
export function byOrder<E extends { id: string; data: { order: number } }>(entries: readonly E[]): E[] {
  return [...entries].sort((a, b) => a.data.order - b.data.order || (a.id < b.id ? -1 : 1));
}

/** The list in pieces of `size`; always at least one piece, so that a list page exists. */
export function inPages<E>(items: readonly E[], size: number): E[][] {
  const pages: E[][] = [];
  for (let at = 0; at < items.length; at += size) pages.push(items.slice(at, at + size));
  return pages.length > 0 ? pages : [[]];
}

/** Items by key, keys in the order in which they first appear. An item may have several keys. */
export function groupBy<E>(items: Iterable<E>, keysOf: (item: E) => Iterable<string>): Map<string, E[]> {
  const groups = new Map<string, E[]>();
  for (const item of items) {
    for (const key of keysOf(item)) {
      const group = groups.get(key);
      if (group) group.push(item);
      else groups.set(key, [item]);
    }
  }
  return groups;
}

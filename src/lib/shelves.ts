/** Shelves: the entries of a noun by one of their closed vocabularies (topics, kinds). Pure. */
import { groupBy } from './ordering.ts';

export interface Shelf<E> {
  /** Stored key, last part of the address. */
  key: string;
  label: string;
  /** Site path: `/science/topics/ginseng/`. */
  path: string;
  entries: E[];
}

/** What leads to a shelf. Pages take this as a prop instead of the shelf, so that an entry's new title does not change pages that only name it. */
export interface Signpost {
  label: string;
  /** Site path. */
  path: string;
}

/** A shelf's signpost. */
export function signpost({ label, path }: Signpost): Signpost {
  return { label, path };
}

/** Signposts with how many entries each shelf holds. */
export function counted(shelves: readonly Shelf<unknown>[]): (Signpost & { count: number })[] {
  return shelves.map((shelf) => ({ ...signpost(shelf), count: shelf.entries.length }));
}

/**
 * One shelf for each key that any entry has, in the vocabulary's order; empty shelves do not exist, so a
 * link to a shelf is never dead. `under` is the site path above: `/science/topics/`.
 */
export function shelve<E>(entries: readonly E[], keysOf: (entry: E) => readonly string[], labels: Readonly<Record<string, string>>, under: string): Shelf<E>[] {
  const groups = groupBy(entries, keysOf);
  return Object.entries(labels).flatMap(([key, label]) => {
    const held = groups.get(key);
    return held ? [{ key, label, path: `${under}${key}/`, entries: held }] : [];
  });
}

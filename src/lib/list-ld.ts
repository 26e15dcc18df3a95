/** Structured data of a list page. */
import type { Entry } from './content.ts';
import { itemListLd, type Ld } from './json-ld.ts';
import { absolute } from './urls.ts';

/** The entries in the order of the page. Samples are left out; a list without others says nothing. */
export function entryListLd(name: string, entries: readonly Entry[]): Ld[] {
  const real = entries.filter(({ data }) => !('sample' in data && data.sample));
  return real.length > 0 ? [itemListLd(name, real.map(({ data, path }) => ({ name: data.title, url: absolute(path) })))] : [];
}

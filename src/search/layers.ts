/**
 * The index of the pages that changed, kept from one publication to the next: each time only what has changed since
 * goes through Pagefind, and is read together with what was made before. Without it an hour of edits would be indexed
 * again with every stroke.
 */
import { createHash } from 'node:crypto';
import type { Found } from './found.ts';
import { indexInParts, type IndexedPage } from './parts.ts';
import type { SourcePart } from './source.ts';

interface Layer {
  found: Found;
  /** Address of each of its pages → state in which it was indexed. */
  states: Map<string, string>;
}

const stateOf = ({ source, html }: IndexedPage): string => `${source} ${createHash('sha1').update(html).digest('base64url')}`;
/** File of a page, from its address as Pagefind writes it. */
const sourceOf = (url: string): string => `${url.slice(1)}${url.endsWith('/') ? 'index.html' : ''}`;

export class Layers {
  /** Each holds a page at least that is wanted: there are no more of them than pages. */
  #layers: Layer[] = [];

  /** What Pagefind found in exactly these pages. One call at a time. */
  async of(pages: readonly IndexedPage[]): Promise<SourcePart[]> {
    const wanted = new Map(pages.map((page) => [stateOf(page), page]));
    const held = this.#layers.filter(({ states }) => [...states.values()].some((state) => wanted.has(state)));
    const known = new Set(held.flatMap(({ states }) => [...states.values()]));
    const fresh = new Map([...wanted].flatMap(([state, page]) => (known.has(state) ? [] : [[page.source, { state, page }] as const])));
    const made = fresh.size === 0 ? [] : await indexInParts([...fresh.values()].map(({ page }) => page));
    this.#layers = [...held, ...made.map((found) => ({ found, states: new Map(found.pages.map(({ fragment: { url } }) => [url, fresh.get(sourceOf(url))?.state ?? ''])) }))];
    return this.#layers.map(({ found, states }) => ({ found, without: new Set([...states].flatMap(([url, state]) => (wanted.has(state) ? [] : [url]))) }));
  }
}

/**
 * The index of the pages that changed, kept from one publication to the next: each time only what has changed since
 * goes through Pagefind, and is joined with what was made before. Without it an hour of edits would be indexed again
 * with every stroke.
 */
import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { joinParts, type Files } from './join.ts';
import { indexInParts, type IndexedPage } from './parts.ts';
import { unsigned } from './signature.ts';

interface Layer {
  files: Files;
  /** Its pages: state of the page → id of its fragment. */
  ids: Map<string, string>;
}

/** Layers that are joined each time; when there are more, they become one. */
const MOST = 8;
const inflate = promisify(gunzip);
const decoder = new TextDecoder();
const stateOf = ({ source, html }: IndexedPage): string => `${source} ${createHash('sha1').update(html).digest('base64url')}`;
const sourceOf = (path: string): string => `${path.slice(1)}${path.endsWith('/') ? 'index.html' : ''}`;

async function layerOf(pages: readonly IndexedPage[]): Promise<Layer> {
  const files = await indexInParts(pages);
  const states = new Map(pages.map((page) => [page.source, stateOf(page)]));
  const rows = await Promise.all([...files].flatMap(([name, bytes]) => {
    const id = /^fragment\/(.+)\.pf_fragment$/.exec(name)?.[1];
    return id === undefined ? [] : [inflate(bytes).then((content) => [states.get(sourceOf((JSON.parse(decoder.decode(unsigned(content))) as { url: string }).url)) ?? '', id] as const)];
  }));
  return { files, ids: new Map(rows) };
}

export class Layers {
  #layers: Layer[] = [];

  /** Pagefind's files for exactly these pages. One call at a time. */
  async of(pages: readonly IndexedPage[]): Promise<Files> {
    const wanted = new Map(pages.map((page) => [stateOf(page), page]));
    const held = this.#layers.filter(({ ids }) => [...ids.keys()].some((state) => wanted.has(state)));
    const known = new Set(held.flatMap(({ ids }) => [...ids.keys()]));
    const fresh = [...wanted].filter(([state]) => !known.has(state)).map(([, page]) => page);
    if (held.length >= MOST) {
      // Joined, the ids of two pages may have come to be others; made anew they are what they are.
      this.#layers = [await layerOf(pages)];
    } else this.#layers = fresh.length > 0 ? [...held, await layerOf(fresh)] : held;
    const without = this.#layers.map(({ ids }) => new Set([...ids].filter(([state]) => !wanted.has(state)).map(([, id]) => id)));
    const [only] = this.#layers;
    return this.#layers.length === 1 && only && without[0]?.size === 0 ? only.files : joinParts(this.#layers.map(({ files }) => files), without);
  }
}

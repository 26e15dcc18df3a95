/** Fills parts with pages in their order, as they come, and keeps what Pagefind finds in each: see `ahead.ts`. */
import { parentPort, workerData } from 'node:worker_threads';
import * as pagefind from 'pagefind';
import type { AheadMessage } from './ahead.ts';
import { isIndexed } from './hidden-fields.ts';
import { KeptParts } from './kept-parts.ts';
import { indexSearched, type IndexedPage } from './pagefind.ts';
import { endsPart } from './parts.ts';
import { searchedPart } from './searched.ts';

const { cache, sources } = workerData as { cache: string; sources: readonly string[] };
const kept = await KeptParts.open(cache);
const arrived = new Map<string, string>();
let next = 0;
let part: IndexedPage[] = [];
let work: Promise<unknown> = Promise.resolve();

function close(): void {
  const full = part;
  part = [];
  if (full.length > 0) work = work.then(() => kept.get(full, indexSearched));
}

function take({ source, html }: IndexedPage): void {
  arrived.set(source, isIndexed(html) ? searchedPart(html) : '');
  for (let at = sources[next]; at !== undefined && arrived.has(at); at = sources[++next]) {
    const text = arrived.get(at) ?? '';
    arrived.set(at, '');
    if (text === '') continue;
    part.push({ source: at, html: text });
    if (endsPart(at, part.length)) close();
  }
}

parentPort?.on('message', (message: AheadMessage) => {
  if (message !== 'end') {
    take(message);
    return;
  }
  // A page that did not come is one too few in its part: that and all after it is made when the index is.
  if (next === sources.length) close();
  void work.finally(() => pagefind.close()).finally(() => parentPort?.close());
});

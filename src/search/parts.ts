/**
 * The index in parts: Pagefind holds all that it indexes in memory (3.7 GB for 5,000 pages), so a large site goes
 * through it a part at a time, and `source.ts` reads the parts as one. A page's part follows from its name, so that a
 * changed page leaves the other parts as they were, and a cache may keep them. Two parts are made at a time.
 */
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { Found } from './found.ts';
import { KeptParts } from './kept-parts.ts';
import type { Files } from './pack.ts';
import { indexSearched, type IndexedPage } from './pagefind.ts';
import type { PartAnswer } from './pagefind-worker.ts';

export type { IndexedPage } from './pagefind.ts';

/** Most pages of a part: about 0.2 GB of Pagefind's memory, and little that is left to do when the last page is rendered. */
const PART = 300;
const placeOf = (source: string): number => createHash('sha1').update(source).digest().readUInt32BE();

/** The order in which pages go into parts: it follows from their names, so that a page that comes or goes moves no other. */
export function inPartOrder<T>(list: readonly T[], sourceOf: (item: T) => string): T[] {
  return list
    .map((item) => ({ item, source: sourceOf(item), place: placeOf(sourceOf(item)) }))
    .sort((a, b) => a.place - b.place || (a.source < b.source ? -1 : a.source > b.source ? 1 : 0))
    .map(({ item }) => item);
}

/** Whether a part of so many pages ends with this one, its last. A cut that follows from a name stays where it is whatever comes before; a part holds a sixth of `size` at least, and half of it on average. */
export const endsPart = (source: string, pages: number, size = PART): boolean => pages >= size || (pages * 6 >= size && placeOf(source) % Math.ceil(size / 3) === 0);

/** The pages by part. */
export function partsOf(pages: readonly IndexedPage[], size = PART): IndexedPage[][] {
  const parts: IndexedPage[][] = [];
  let part: IndexedPage[] = [];
  for (const page of inPartOrder(pages, ({ source }) => source)) {
    part.push(page);
    if (!endsPart(page.source, part.length, size)) continue;
    parts.push(part);
    part = [];
  }
  return part.length > 0 ? [...parts, part] : parts;
}

export interface PartOptions {
  /** Folder that may be emptied at any time. */
  cache?: string | undefined;
  /** Most pages of a part. */
  size?: number;
}

/** What indexes one part at a time. */
interface Lane {
  index(pages: readonly IndexedPage[]): Promise<Files>;
  close(): Promise<void>;
}

const here: Lane = { index: indexSearched, close: () => Promise.resolve() };

/** A second Pagefind beside this process's own: it works on one core only. Started when it is first asked. */
function beside(): Lane {
  let worker: Worker | undefined;
  return {
    index: async (pages) => {
      worker ??= new Worker(new URL('./pagefind-worker.ts', import.meta.url));
      worker.postMessage(pages);
      const [answer] = (await once(worker, 'message')) as [PartAnswer];
      if ('error' in answer) throw new Error(answer.error);
      return new Map(answer.files);
    },
    close: async () => {
      if (!worker) return;
      const ended = once(worker, 'exit');
      worker.postMessage(undefined);
      await ended;
    },
  };
}

/**
 * What Pagefind finds in these pages, part by part. `cache` is a folder that may be emptied at any time: parts whose
 * pages did not change are read from there, and only the parts of this call stay in it; see {@link KeptParts}.
 */
export async function indexInParts(pages: readonly IndexedPage[], { cache, size = PART }: PartOptions = {}): Promise<Found[]> {
  const parts = partsOf(pages, size);
  const kept = cache === undefined ? undefined : await KeptParts.open(cache);
  const lanes = parts.length > 1 && availableParallelism() > 1 ? [here, beside()] : [here];
  const made: Found[] = [];
  let next = 0;
  const work = async (lane: Lane): Promise<void> => {
    for (let at = next++; at < parts.length; at = next++) {
      const part = parts[at] ?? [];
      made[at] = await Found.open(await (kept ? kept.get(part, (each) => lane.index(each)) : lane.index(part)));
    }
  };
  try {
    await Promise.all(lanes.map(work));
  } finally {
    await Promise.all(lanes.map((lane) => lane.close()));
  }
  await kept?.prune();
  return made;
}

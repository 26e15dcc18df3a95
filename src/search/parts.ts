/**
 * The index in parts: Pagefind holds all that it indexes in memory (3.7 GB for 5,000 pages), so a large site goes
 * through it a part at a time, and `source.ts` reads the parts as one. A page's part follows from its name, so that a
 * changed page leaves the other parts as they were, and a cache may keep them. Two parts are made at a time.
 */
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import { LANG } from '#/site.ts';
import { Found } from './found.ts';
import { withHiddenFields } from './hidden-fields.ts';
import { packed, unpacked, type Files } from './pack.ts';
import { indexPages, type IndexedPage } from './pagefind.ts';
import type { PartAnswer } from './pagefind-worker.ts';

export type { IndexedPage } from './pagefind.ts';

/** Most pages of a part, on average: about 0.4 GB of Pagefind's memory. */
const PART = 600;
/** Of what is kept; to be raised when a part's files would come out otherwise from the same pages. */
const FORMAT = 3;

/** The pages by part, every part in the order of the pages. How many parts there are doubles with the pages, so that growth seldom moves any. */
export function partsOf(pages: readonly IndexedPage[], size = PART): IndexedPage[][] {
  let count = 1;
  while (pages.length > count * size) count *= 2;
  const parts: IndexedPage[][] = Array.from({ length: count }, () => []);
  for (const page of pages) parts[count === 1 ? 0 : createHash('sha1').update(page.source).digest().readUInt32BE() % count]?.push(page);
  return parts.filter((part) => part.length > 0);
}

export interface PartOptions {
  /** Folder that may be emptied at any time. */
  cache?: string | undefined;
  /** Pages of a part, at most on average. */
  size?: number;
}

/** Pagefind's version: what it writes from the same pages may change with it. */
async function pagefindVersion(): Promise<string> {
  const { version } = JSON.parse(await readFile(path.join(import.meta.dirname, '../../node_modules/pagefind/package.json'), 'utf8')) as { version: string };
  return version;
}

/** What indexes one part at a time. */
interface Lane {
  index(pages: readonly IndexedPage[]): Promise<Files>;
  close(): Promise<void>;
}

const here: Lane = { index: indexPages, close: () => Promise.resolve() };

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
 * What Pagefind finds in these pages, part by part. `cache` is a folder that may be emptied at any time: parts whose pages did not
 * change are read from there, and only the parts of this call stay in it. What is kept says which pages, which
 * fields and which Pagefind it was made of, and is not used when anything of it has changed or when it is not whole.
 */
export async function indexInParts(pages: readonly IndexedPage[], { cache, size = PART }: PartOptions = {}): Promise<Found[]> {
  const parts = partsOf(pages, size);
  const version = cache === undefined ? '' : `${FORMAT} ${LANG} ${await pagefindVersion()}`;
  const kept = new Set<string>();
  const partFiles = async (part: readonly IndexedPage[], lane: Lane): Promise<Files> => {
    const ready = part.map(({ source, html }) => ({ source, html: withHiddenFields(html) }));
    if (cache === undefined) return lane.index(ready);
    const key = createHash('sha256').update(version);
    for (const { source, html } of ready) key.update(`\0${source}\0${html.length}\0`).update(html);
    const name = `${key.digest('hex').slice(0, 32)}.part`;
    kept.add(name);
    const file = path.join(cache, name);
    const known = await readFile(file).then(unpacked, () => undefined);
    if (known) return known;
    const files = await lane.index(ready);
    await mkdir(cache, { recursive: true });
    await writeFile(`${file}.${process.pid}`, packed(files));
    await rename(`${file}.${process.pid}`, file);
    return files;
  };
  const lanes = parts.length > 1 && availableParallelism() > 1 ? [here, beside()] : [here];
  const made: Found[] = [];
  let next = 0;
  const work = async (lane: Lane): Promise<void> => {
    for (let at = next++; at < parts.length; at = next++) made[at] = await Found.open(await partFiles(parts[at] ?? [], lane));
  };
  try {
    await Promise.all(lanes.map(work));
  } finally {
    await Promise.all(lanes.map((lane) => lane.close()));
  }
  if (cache !== undefined) for (const name of await readdir(cache)) if (!kept.has(name)) await rm(path.join(cache, name), { force: true });
  return made;
}

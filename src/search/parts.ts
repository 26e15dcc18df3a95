/**
 * The index in parts: Pagefind holds all that it indexes in memory (3.7 GB for 5,000 pages), so a large site goes
 * through it a part at a time, and the parts are joined to one index. A page's part follows from its name, so that a
 * changed page leaves the other parts as they were, and a cache may keep them.
 */
import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import * as pagefind from 'pagefind';
import { LANG } from '#/site.ts';
import { withHiddenFields } from './hidden-fields.ts';
import { joinParts, type Files } from './join.ts';
import { packed, unpacked } from './pack.ts';

/** A page of the built site: its file below the site, such as `science/x/index.html`, and its HTML. */
export interface IndexedPage {
  source: string;
  html: string;
}

/** Of what Pagefind writes, its index, and the reader that tests compare ours with. */
const INDEX = /\.pf_\w+$|^pagefind-entry\.json$|^wasm\.unknown\./;
/** Most pages of a part, on average: about 0.4 GB of Pagefind's memory. */
const PART = 600;
/** Requests to Pagefind's process that are under way at a time. */
const AT_ONCE = 16;
/** Of what is kept; to be raised when a part's files would come out otherwise from the same pages. */
const FORMAT = 2;

function complain(errors: string[], where: string): void {
  if (errors.length > 0) throw new Error(`搜索索引没有建成：${where}（${errors.join('；')}）`);
}

async function indexed(pages: readonly IndexedPage[]): Promise<Files> {
  const created = await pagefind.createIndex({ forceLanguage: LANG.toLowerCase() });
  complain(created.errors, '不能启动 Pagefind');
  const { index } = created;
  if (!index) throw new Error('搜索索引没有建成：Pagefind 没有给出索引');
  try {
    for (let start = 0; start < pages.length; start += AT_ONCE) {
      const part = pages.slice(start, start + AT_ONCE);
      const answers = await Promise.all(part.map(({ source, html }) => index.addHTMLFile({ sourcePath: source, content: html })));
      answers.forEach(({ errors }, at) => { complain(errors, part[at]?.source ?? ''); });
    }
    const { files, errors } = await index.getFiles();
    complain(errors, '写出索引时');
    return new Map(files.filter((file) => INDEX.test(file.path)).map((file) => [file.path, Uint8Array.from(file.content)]));
  } finally {
    await index.deleteIndex();
  }
}

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

/**
 * Pagefind's files for these pages. `cache` is a folder that may be emptied at any time: parts whose pages did not
 * change are read from there, and only the parts of this call stay in it. What is kept says which pages, which
 * fields and which Pagefind it was made of, and is not used when anything of it has changed or when it is not whole.
 */
export async function indexInParts(pages: readonly IndexedPage[], { cache, size = PART }: PartOptions = {}): Promise<Files> {
  const made: Files[] = [];
  const kept = new Set<string>();
  const version = cache === undefined ? '' : `${FORMAT} ${LANG} ${await pagefindVersion()}`;
  for (const part of partsOf(pages, size)) {
    const ready = part.map(({ source, html }) => ({ source, html: withHiddenFields(html) }));
    const key = createHash('sha256').update(version);
    for (const { source, html } of ready) key.update(`\0${source}\0${html.length}\0`).update(html);
    const name = `${key.digest('hex').slice(0, 32)}.part`;
    const file = cache === undefined ? undefined : path.join(cache, name);
    const known = file === undefined ? undefined : await readFile(file).then(unpacked, () => undefined);
    const files = known ?? (await indexed(ready));
    if (file !== undefined && !known) {
      await mkdir(path.dirname(file), { recursive: true });
      await writeFile(`${file}.${process.pid}`, packed(files));
      await rename(`${file}.${process.pid}`, file);
    }
    kept.add(name);
    made.push(files);
  }
  if (cache !== undefined) for (const name of await readdir(cache)) if (!kept.has(name)) await rm(path.join(cache, name), { force: true });
  const [only] = made;
  return made.length === 1 && only ? only : joinParts(made);
}

/** What Pagefind found, in one or several parts, as one: pages under new names, words with the pages of all parts. */
import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { inIndexOrder } from './engine.ts';
import type { Found, FoundPage } from './found.ts';
import type { Files } from './pack.ts';
import { Postings } from './postings.ts';
import { sign } from './signature.ts';

export interface Source {
  pages: readonly FoundPage[];
  /** Words in the order of the index, each with its pages until the next one is asked for. */
  words(): Iterable<{ text: string; postings: Postings }>;
  filters: Map<string, Map<string, number[]>>;
  /** Texts of the pages, under their new names. */
  files: Files;
  /** Name of the pages' texts but for the number of the page. */
  pageStem: string;
}

/** A part, and which of its pages are left out, by their addresses. */
export interface SourcePart {
  found: Found;
  without?: ReadonlySet<string>;
}

const deflate = promisify(gzip);

/** Files that are compressed at a time: each takes a quarter of a megabyte while it is, and a large site has ten thousand. */
const AT_ONCE = 8;
let busy = 0;
const waiting: (() => void)[] = [];

/** Compressed as it is served. */
export async function pack(content: Uint8Array): Promise<Uint8Array<ArrayBuffer>> {
  if (busy < AT_ONCE) busy++;
  else await new Promise<void>((resolve) => { waiting.push(resolve); });
  try {
    // A window no larger than the file: making a large one ready takes longer than compressing a small file.
    const windowBits = Math.min(15, Math.max(9, Math.ceil(Math.log2(content.length + 262))));
    return new Uint8Array(await deflate(content, { level: 9, windowBits }));
  } finally {
    const next = waiting.shift();
    if (next) next();
    else busy--;
  }
}

/** Texts of pages as they are served. A part that is kept from one publication to the next is not packed again each time. */
const packedTexts = new WeakMap<FoundPage, Promise<Uint8Array<ArrayBuffer>>>();

function packedText(page: FoundPage): Promise<Uint8Array<ArrayBuffer>> {
  const made = packedTexts.get(page) ?? pack(sign(new TextEncoder().encode(JSON.stringify(page.fragment))));
  packedTexts.set(page, made);
  return made;
}

export const digestOf = (bytes: Uint8Array, length = 8): string => createHash('sha256').update(bytes).digest('hex').slice(0, length);

/** Han words of three and more characters are asked for by their pairs: of them only what stands in fields is kept. */
const isLong = (text: string): boolean => /^\p{Script=Han}{3,}$/u.test(text);

/** Puts parts together. Pages are numbered by their addresses, so that pages of one kind stand together. */
export async function readSource(parts: readonly SourcePart[]): Promise<Source> {
  const all = parts.flatMap(({ found, without }, part) => found.pages.flatMap((page, old) => (without?.has(page.fragment.url) ? [] : [{ page, part, old }])));
  all.sort((a, b) => (a.page.fragment.url < b.page.fragment.url ? -1 : 1));
  const numbers = parts.map(({ found }) => new Array<number>(found.pages.length).fill(-1));
  all.forEach(({ part, old }, number) => { (numbers[part] ?? [])[old] = number; });
  const pages = all.map(({ page }) => page);

  const texts = await Promise.all(pages.map(packedText));
  const pageStem = digestOf(Buffer.concat(texts));
  const files: Files = new Map(texts.map((bytes, i) => [`fragment/${pageStem}-${i.toString(36)}.pf_fragment`, bytes]));

  const filters = new Map<string, Map<string, number[]>>();
  for (const name of [...new Set(parts.flatMap(({ found }) => [...found.filters.keys()]))].sort()) {
    const values = new Map<string, number[]>();
    parts.forEach(({ found }, part) => {
      for (const [value, list] of found.filters.get(name) ?? []) {
        const shown = list.map((old) => numbers[part]?.[old] ?? -1).filter((number) => number >= 0);
        if (shown.length > 0) values.set(value, [...(values.get(value) ?? []), ...shown]);
      }
    });
    if (values.size > 0) filters.set(name, new Map([...values].sort(([a], [b]) => (a < b ? -1 : 1)).map(([value, list]) => [value, list.sort((a, b) => a - b)])));
  }
  function* words() {
    const holders = new Map<string, number[]>();
    parts.forEach(({ found }, part) => {
      for (const text of found.words()) {
        const known = holders.get(text);
        if (known) known.push(part);
        else holders.set(text, [part]);
      }
    });
    const postings = new Postings();
    for (const text of [...holders.keys()].sort(inIndexOrder)) {
      postings.clear();
      const long = isLong(text);
      for (const part of holders.get(text) ?? []) parts[part]?.found.collect(text, numbers[part] ?? [], postings, long);
      if (postings.count > 0) yield { text, postings };
    }
  }
  return { pages, words, filters, files, pageStem };
}

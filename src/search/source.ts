/**
 * Reads at build time what Pagefind wrote (CBOR in gzip), and gives its pages new names. Pagefind's format is not
 * documented: it is pinned to one exact version, and `tests/unit/search-index.test.ts` compares what is read here with
 * the answers of Pagefind's own program.
 */
import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import type { Fragment } from './bundle.ts';
import { readCbor, type Cbor } from './cbor.ts';
import { FIELDS } from './engine.ts';
import { metaOf, type Files } from './join.ts';
import { sign, unsigned } from './signature.ts';

/** A page as Pagefind stores it, with what only the build asks for. */
interface StoredPage extends Fragment {
  filters: Record<string, string[]>;
}

/** A word on a page, with its places by weight (24 is running text). */
export interface SourcePosting {
  page: number;
  groups: { mark: number; places: number[] }[];
  /** Bits of {@link FIELDS}. */
  fields: number;
}

export interface Source {
  pages: { length: number; fragment: StoredPage }[];
  /** Words, some thousand at a time, read as they are asked for. */
  words(): AsyncGenerator<{ text: string; postings: SourcePosting[] }[]>;
  filters: Map<string, Map<string, number[]>>;
  /** Texts of the pages, under their new names. */
  files: Files;
  /** Name of the pages' texts but for the number of the page. */
  pageStem: string;
}

const inflate = promisify(gunzip);
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

export const digestOf = (bytes: Uint8Array, length = 8): string => createHash('sha256').update(bytes).digest('hex').slice(0, length);

async function open(files: Files, name: string): Promise<Uint8Array> {
  const file = files.get(name);
  if (!file) throw new Error(`搜索索引没有建成：Pagefind 没有写出 ${name}`);
  return unsigned(await inflate(file));
}

/** A mark stands before its places as a negative number; the places are steps from the last one. */
function groupsOf(list: Cbor): { mark: number; places: number[] }[] {
  const groups: { mark: number; places: number[] }[] = [];
  let [at, last]: [number, number[]] = [0, []];
  for (const step of list as number[]) {
    if (step < 0) {
      const known = groups.length > 0 ? groups.find(({ mark }) => mark === -step - 1) : undefined;
      last = known?.places ?? [];
      if (!known) groups.push({ mark: -step - 1, places: last });
      at = 0;
    } else last.push((at += step));
  }
  for (const { places } of groups) if (places.some((place, i) => place < (places[i - 1] ?? 0))) places.sort((a, b) => a - b);
  return groups.filter(({ places }) => places.length > 0);
}

/** Metadata that only the index reads, or nobody: not to be sent with every page that is shown. */
const SHOWN = new Set(['title', 'summary', 'date']);

const trimmed = (fragment: StoredPage): StoredPage => ({
  ...fragment,
  meta: Object.fromEntries(Object.entries(fragment.meta).filter(([name]) => SHOWN.has(name))),
  anchors: fragment.anchors.filter(({ element, id }) => id !== '' && /^h[2-6]$/.test(element)),
});

/** Reads Pagefind's files. Pages are numbered by their addresses, so that pages of one kind stand together. */
export async function readSource(bundle: Files): Promise<Source> {
  const [, pageList, chunkList, filterList, , fieldNames] = readCbor(await open(bundle, metaOf(bundle))) as [string, [string, number][], [string, string, string][], [string, string][], Cbor, string[]];
  const decoder = new TextDecoder();
  const old = await Promise.all(pageList.map(async ([id, length], number) => ({ number, length, fragment: trimmed(JSON.parse(decoder.decode(await open(bundle, `fragment/${id}.pf_fragment`))) as StoredPage) })));
  const pages = [...old].sort((a, b) => (a.fragment.url < b.fragment.url ? -1 : 1));
  const numbers = new Map(pages.map(({ number }, i) => [number, i]));
  const numberOf = (number: number) => numbers.get(number) ?? 0;

  const texts = await Promise.all(pages.map(({ fragment }) => pack(sign(new TextEncoder().encode(JSON.stringify(fragment))))));
  const pageStem = digestOf(Buffer.concat(texts));
  const files: Files = new Map(texts.map((bytes, i) => [`fragment/${pageStem}-${i.toString(36)}.pf_fragment`, bytes]));

  const bits = fieldNames.map((name) => Math.max(0, 1 << FIELDS.findIndex((field) => field === name)));
  const filters = new Map<string, Map<string, number[]>>();
  for (const [, chunk] of filterList) {
    const [name, values] = readCbor(await open(bundle, `filter/${chunk}.pf_filter`)) as [string, [string, number[]][]];
    filters.set(name, new Map(values.map(([value, list]) => [value, list.map(numberOf).sort((a, b) => a - b)])));
  }
  async function* words() {
    for (const [, , chunk] of chunkList) {
      const [list] = readCbor(await open(bundle, `index/${chunk}.pf_index`)) as [[string, Cbor][]];
      yield list.map(([text, occurrences]) => {
        let page = 0;
        const postings = (occurrences as [number, Cbor, Cbor][]).map(([step, places, fields]) => ({
          page: numberOf((page += step)),
          groups: groupsOf(places),
          fields: (fields as number[]).reduce((mask, mark) => (mark < 0 ? mask | (bits[-mark - 1] ?? 0) : mask), 0),
        }));
        return { text, postings: postings.sort((a, b) => a.page - b.page) };
      });
    }
  }
  return { pages, words, filters, files, pageStem };
}

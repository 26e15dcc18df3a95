/**
 * Reads at build time what Pagefind wrote about some pages (CBOR in gzip). Its format is not documented: it is pinned
 * to one exact version, and `tests/unit/search-index.test.ts` compares what is read here with the answers of Pagefind's
 * own program.
 */
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import type { Fragment } from './bundle.ts';
import { CborReader, readCbor, type Cbor } from './cbor.ts';
import { FIELDS } from './engine.ts';
import type { Files } from './pack.ts';
import type { Postings } from './postings.ts';
import { unsigned } from './signature.ts';

/** A page as Pagefind stores it, with what only the build asks for. */
export interface StoredPage extends Fragment {
  filters: Record<string, string[]>;
}

export interface FoundPage {
  /** Words of the page. */
  length: number;
  fragment: StoredPage;
}

const inflate = promisify(gunzip);
const decoder = new TextDecoder();

async function open(files: Files, name: string): Promise<Uint8Array> {
  const file = files.get(name);
  if (!file) throw new Error(`搜索索引没有建成：Pagefind 没有写出 ${name}`);
  return unsigned(await inflate(file));
}

function metaOf(files: Files): string {
  const names = [...files.keys()].filter((name) => name.endsWith('.pf_meta'));
  if (names.length !== 1) throw new Error(`搜索索引没有建成：应有一个 .pf_meta 文件，却有 ${names.length} 个。Pagefind 的版本可能变了。`);
  return names[0] ?? '';
}

/** Metadata that only the index reads, or nobody: not to be sent with every page that is shown. */
const SHOWN = new Set(['title', 'summary', 'date']);

const trimmed = (fragment: StoredPage): StoredPage => ({
  ...fragment,
  meta: Object.fromEntries(Object.entries(fragment.meta).filter(([name]) => SHOWN.has(name))),
  anchors: fragment.anchors.filter(({ element, id }) => id !== '' && /^h[2-6]$/.test(element)),
});

/** One of Pagefind's indexes, opened. Its pages are numbered in their order. */
export class Found {
  readonly pages: readonly FoundPage[];
  readonly filters: ReadonlyMap<string, ReadonlyMap<string, readonly number[]>>;
  /** A bit of {@link FIELDS} for each of its fields; 0 for those that nobody asks for. */
  readonly #bits: readonly number[];
  /** Where the list of each word's pages stands. */
  readonly #words = new Map<string, CborReader>();

  private constructor(pages: readonly FoundPage[], filters: ReadonlyMap<string, ReadonlyMap<string, readonly number[]>>, fields: readonly string[], chunks: readonly Uint8Array[]) {
    this.pages = pages;
    this.filters = filters;
    this.#bits = fields.map((name) => Math.max(0, 1 << FIELDS.findIndex((field) => field === name)));
    for (const bytes of chunks) this.#readWords(bytes);
  }

  /** Opens Pagefind's files. Rejects when its format is not the one that is known here. */
  static async open(files: Files): Promise<Found> {
    const meta = readCbor(await open(files, metaOf(files))) as [string, [string, number][], [string, string, string][], [string, string][], Cbor, string[]];
    if (meta.length !== 6) throw new Error('搜索索引没有建成：Pagefind 的格式变了');
    const [, pageList, chunkList, filterList, , fields] = meta;
    const pages = await Promise.all(pageList.map(async ([id, length]) => ({ length, fragment: trimmed(JSON.parse(decoder.decode(await open(files, `fragment/${id}.pf_fragment`))) as StoredPage) })));
    const filters = await Promise.all(filterList.map(async ([, name]) => {
      const [filter, values] = readCbor(await open(files, `filter/${name}.pf_filter`)) as [string, [string, number[]][]];
      return [filter, new Map(values)] as const;
    }));
    const chunks = await Promise.all(chunkList.map(([, , name]) => open(files, `index/${name}.pf_index`)));
    return new Found(pages, new Map(filters), fields, chunks);
  }

  /** A chunk is a list of one list of words; a word is its text, its pages, and spellings that we do not ask for. */
  #readWords(bytes: Uint8Array): void {
    const reader = new CborReader(bytes);
    reader.array();
    const count = reader.array();
    for (let read = 0; !reader.ended(count, read); read++) {
      if (reader.array() !== 3) throw new Error('搜索索引没有建成：Pagefind 的格式变了');
      this.#words.set(reader.text(), new CborReader(bytes, reader.at));
      reader.skip();
      reader.skip();
    }
  }

  words(): Iterable<string> {
    return this.#words.keys();
  }

  /** Adds the pages that hold a word, each under its new number; those that have -1 are left out; `fieldsOnly` leaves out its places. */
  collect(word: string, numbers: readonly number[], into: Postings, fieldsOnly: boolean): void {
    const place = this.#words.get(word);
    if (!place) return;
    const reader = new CborReader(place.bytes, place.at);
    const count = reader.array();
    let page = 0;
    for (let read = 0; !reader.ended(count, read); read++) {
      reader.array();
      page += reader.integer();
      const number = numbers[page] ?? -1;
      if (number < 0) {
        reader.skip();
        reader.skip();
        continue;
      }
      if (fieldsOnly) reader.skip();
      else this.#places(reader, into);
      into.page(number, this.#fields(reader));
    }
  }

  /** A mark stands before its places as a negative number; the places are steps from the last one. */
  #places(reader: CborReader, into: Postings): void {
    const count = reader.array();
    let at = 0;
    let begun = false;
    for (let read = 0; !reader.ended(count, read); read++) {
      const step = reader.integer();
      if (step < 0) {
        into.group(-step - 1);
        at = 0;
        begun = true;
      } else if (begun) into.place((at += step));
      else throw new Error('搜索索引没有建成：Pagefind 的格式变了（没有权重的词）');
    }
  }

  #fields(reader: CborReader): number {
    const count = reader.array();
    let mask = 0;
    for (let read = 0; !reader.ended(count, read); read++) {
      const mark = reader.integer();
      if (mark < 0) mask |= this.#bits[-mark - 1] ?? 0;
    }
    return mask;
  }
}

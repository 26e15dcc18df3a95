/**
 * Several of Pagefind's indexes as one, in Pagefind's own format: pages one part after the other, the places of each
 * word taken over as they are written, everything that counts pages moved by the pages before. Each page and word is
 * scored as in an index made of all pages at once, since the scores are made when a question is asked.
 */
import { createHash } from 'node:crypto';
import { constants, gunzipSync, gzipSync } from 'node:zlib';
import { itemsOf, itemStarts, numberAt, readCbor, writeArray, writeInteger, writeText, type Cbor } from './cbor.ts';
import { sign, unsigned } from './signature.ts';

export type Files = Map<string, Uint8Array<ArrayBuffer>>;

/** Only read again by the next step, so not worth compressing. */
const close = (content: Uint8Array): Uint8Array<ArrayBuffer> => Uint8Array.from(gzipSync(sign(content), { level: constants.Z_NO_COMPRESSION }));
const open = (bytes: Uint8Array | undefined): Uint8Array => {
  if (!bytes) throw new Error('搜索索引没有建成：一个部分不完整');
  return unsigned(gunzipSync(bytes));
};
const digestOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex').slice(0, 10);
/** Size of the joined chunks, uncompressed. */
const CHUNK = 4_000_000;

interface Part {
  files: Files;
  version: Uint8Array;
  pages: [string, number][];
  chunks: string[];
  filters: [string, string][];
  sorts: [string, number[]][];
  fields: string[];
  /** Number in the joined index of each of its pages; -1 for one that is left out. */
  numbers: readonly number[];
  /** Steps between its pages are the same in the joined index. */
  whole: boolean;
  /** Ids of its fragments, by the id that another part has as well. */
  renamed: Map<string, string>;
}

/** Name of the metadata among Pagefind's files. */
export function metaOf(files: Files): string {
  const names = [...files.keys()].filter((name) => name.endsWith('.pf_meta'));
  if (names.length !== 1) throw new Error(`搜索索引没有建成：应有一个 .pf_meta 文件，却有 ${names.length} 个。Pagefind 的版本可能变了。`);
  return names[0] ?? '';
}

function partOf(files: Files, offset: number, without: ReadonlySet<string>): Part {
  const items = itemsOf(open(files.get(metaOf(files))));
  if (items.length !== 6) throw new Error('搜索索引没有建成：Pagefind 的格式变了');
  const [, pages, chunks, filters, sorts, fields] = items.map((item) => readCbor(item)) as [string, [string, number, string][], [string, string, string][], [string, string][], [string, number[]][], string[]];
  let next = offset;
  const numbers = pages.map(([id]) => (without.has(id) ? -1 : next++));
  return { files, version: items[0] ?? new Uint8Array(), pages: pages.map(([id, length]) => [id, length]), chunks: chunks.map(([, , name]) => name), filters, sorts, fields, numbers, whole: next - offset === pages.length, renamed: new Map() };
}

/** An item of the value as Pagefind writes it. */
function write(value: Cbor): Uint8Array {
  if (typeof value === 'number') return writeInteger(value);
  if (typeof value === 'string') return writeText(value);
  if (Array.isArray(value)) return writeArray(value.map(write));
  throw new Error('搜索索引没有建成：Pagefind 的格式变了');
}

/** A word's pages over all parts. Only the step to the first page of a part is another one; where a page is left out, the next step; and where a part knows other fields, their numbers. */
class Pages {
  /** Written items, some of them several in a row. */
  readonly items: Uint8Array[] = [];
  count = 0;
  #last = 0;

  add(list: Uint8Array, { numbers, whole }: Part, fieldNumbers: readonly number[] | undefined): void {
    let page = 0;
    let at = 0;
    let rest = 0;
    for (const start of itemStarts(list)) {
      // An array of three has a head of one byte.
      page += numberAt(list, start + 1);
      const number = numbers[page] ?? -1;
      if (at++ === 1) rest = start;
      if (number < 0) continue;
      this.count++;
      // All steps but the first are what they were.
      if (at === 1 || !whole || fieldNumbers) this.items.push(this.#item(list.subarray(start), number, fieldNumbers));
      this.#last = number;
    }
    if (at > 1 && whole && !fieldNumbers) this.items.push(list.subarray(rest));
  }

  #item(from: Uint8Array, number: number, fieldNumbers: readonly number[] | undefined): Uint8Array {
    const [, places, fields] = itemsOf(from) as [Uint8Array, Uint8Array, Uint8Array];
    return writeArray([writeInteger(number - this.#last), places, fieldNumbers ? write((readCbor(fields) as number[]).map((mark) => (mark < 0 ? -1 - (fieldNumbers[-1 - mark] ?? 0) : mark))) : fields]);
  }

  written(): Uint8Array {
    return writeArray(this.items, this.count);
  }
}

/** Reads a part's words one chunk at a time, in their order. */
class Words {
  readonly part: Part;
  /** The word to come next, its bytes as a string of one-byte characters: it orders as the bytes do. Undefined at the end. */
  text: string | undefined;
  item: Uint8Array = new Uint8Array();
  #chunk = 0;
  #words: Uint8Array[] = [];
  #at = 0;

  constructor(part: Part) {
    this.part = part;
    this.next();
  }

  next(): void {
    while (this.#at >= this.#words.length) {
      const name = this.part.chunks[this.#chunk++];
      if (name === undefined) {
        this.text = undefined;
        return;
      }
      this.#words = itemsOf(itemsOf(open(this.part.files.get(`index/${name}.pf_index`)))[0] ?? new Uint8Array());
      this.#at = 0;
    }
    this.item = this.#words[this.#at++] ?? new Uint8Array();
    const before = this.text;
    // An array of three has a head of one byte; the text comes first.
    this.text = Buffer.from(readCbor(this.item.subarray(1)) as string).toString('latin1');
    if (before !== undefined && before >= this.text) throw new Error('搜索索引没有建成：Pagefind 的词不再按顺序排');
  }
}

/** Undefined when every page that has it is left out. */
function joinWord(words: readonly Words[], numbers: ReadonlyMap<Part, readonly number[]>): Uint8Array | undefined {
  const pages = new Pages();
  const variants = new Map<string, { text: Uint8Array; pages: Pages }>();
  let text: Uint8Array = new Uint8Array();
  for (const { item, part } of words) {
    const [own, list, others] = itemsOf(item) as [Uint8Array, Uint8Array, Uint8Array];
    text = own;
    pages.add(list, part, numbers.get(part));
    for (const other of itemsOf(others)) {
      const [form, at] = itemsOf(other) as [Uint8Array, Uint8Array];
      const name = readCbor(form) as string;
      const known = variants.get(name) ?? { text: form, pages: new Pages() };
      variants.set(name, known);
      known.pages.add(at, part, numbers.get(part));
    }
  }
  const forms = [...variants.values()].filter((each) => each.pages.count > 0);
  if (pages.count + forms.length === 0) return undefined;
  return writeArray([text, pages.written(), writeArray(forms.map((each) => writeArray([each.text, each.pages.written()])))]);
}

/** All words in chunks: the first word of each, the last one, the words. */
function* joinedChunks(parts: readonly Part[], numbers: ReadonlyMap<Part, readonly number[]>): Generator<Uint8Array[]> {
  const readers = parts.map((part) => new Words(part));
  let group: Uint8Array[] = [];
  let size = 0;
  for (;;) {
    let least: string | undefined;
    for (const { text } of readers) if (text !== undefined && (least === undefined || text < least)) least = text;
    if (least === undefined) break;
    const same = readers.filter(({ text }) => text === least);
    const word = joinWord(same, numbers);
    if (word) {
      group.push(word);
      size += word.length;
    }
    if (size >= CHUNK) {
      yield group;
      [group, size] = [[], 0];
    }
    for (const reader of same) reader.next();
  }
  if (group.length > 0) yield group;
}

/** Two pages of different parts may share the short digest that names a fragment: the later one gets a longer name. */
function joinFragments(parts: readonly Part[], files: Files): void {
  for (const [number, part] of parts.entries()) {
    for (const [at, [id]] of part.pages.entries()) {
      if ((part.numbers[at] ?? -1) < 0) continue;
      const bytes = part.files.get(`fragment/${id}.pf_fragment`);
      if (!bytes) throw new Error(`搜索索引没有建成：缺少 ${id}`);
      const free = files.has(`fragment/${id}.pf_fragment`) ? `${id}_${number}` : id;
      if (free !== id) part.renamed.set(id, free);
      files.set(`fragment/${free}.pf_fragment`, bytes);
    }
  }
}

/** Pages of a part by number, those that are left out taken away. */
const shown = (part: Part, pages: readonly number[]): { page: number; number: number }[] => pages.map((page) => ({ page, number: part.numbers[page] ?? -1 })).filter(({ number }) => number >= 0);

/** Dates and the like of the pages, by the id of the page in its part. */
function sortedPages(name: string, parts: readonly Part[]): number[] {
  const rows = parts.flatMap((part) => shown(part, part.sorts.find(([each]) => each === name)?.[1] ?? []).map(({ page, number }) => {
    const fragment = JSON.parse(Buffer.from(open(part.files.get(`fragment/${part.pages[page]?.[0] ?? ''}.pf_fragment`))).toString('utf8')) as { meta: Record<string, string> };
    return { page: number, value: fragment.meta[name] ?? '' };
  }));
  return rows.sort((a, b) => (a.value === b.value ? a.page - b.page : a.value < b.value ? -1 : 1)).map(({ page }) => page);
}

/**
 * One index of the pages of all parts, as Pagefind would hand it over; `without` are ids of pages that are left out,
 * for each part. Throws when Pagefind's format is not the one that is known here.
 */
export function joinParts(bundles: readonly Files[], without: readonly ReadonlySet<string>[] = []): Files {
  let offset = 0;
  const parts = bundles.map((files, at) => {
    const part = partOf(files, offset, without[at] ?? new Set());
    offset += part.numbers.filter((number) => number >= 0).length;
    return part;
  });
  const [first] = parts;
  if (!first) throw new Error('搜索索引没有建成：没有一个部分');
  const fields = [...new Set(parts.flatMap((part) => part.fields))].sort();
  const numbers = new Map(parts.filter((part) => part.fields.join() !== fields.join()).map((part) => [part, part.fields.map((name) => fields.indexOf(name))]));
  const files: Files = new Map([...first.files].filter(([name]) => !/^(?:index|filter|fragment)\/|\.pf_meta$/.test(name)));
  joinFragments(parts, files);

  const language = first.chunks[0]?.split('_')[0] ?? 'unknown';
  const chunks: [string, string, string][] = [];
  for (const group of joinedChunks(parts, numbers)) {
    const content = writeArray([writeArray(group)]);
    const name = `${language}_${digestOf(content)}`;
    const textOf = (word: Uint8Array | undefined): string => readCbor(itemsOf(word ?? new Uint8Array())[0] ?? new Uint8Array()) as string;
    files.set(`index/${name}.pf_index`, close(content));
    chunks.push([textOf(group[0]), textOf(group.at(-1)), name]);
  }

  const filters: [string, string][] = [];
  for (const name of [...new Set(parts.flatMap((part) => part.filters.map(([each]) => each)))].sort()) {
    const values = new Map<string, number[]>();
    for (const part of parts) {
      const file = part.filters.find(([each]) => each === name)?.[1];
      if (file === undefined) continue;
      const [, rows] = readCbor(open(part.files.get(`filter/${file}.pf_filter`))) as [string, [string, number[]][]];
      for (const [value, pages] of rows) {
        const numbers = shown(part, pages).map(({ number }) => number);
        if (numbers.length > 0) values.set(value, [...(values.get(value) ?? []), ...numbers]);
      }
    }
    const content = write([name, [...values].sort(([a], [b]) => (a < b ? -1 : 1)).map(([value, pages]): Cbor => [value, pages])]);
    const file = `${language}_${digestOf(content)}`;
    files.set(`filter/${file}.pf_filter`, Uint8Array.from(gzipSync(sign(content), { level: 9 })));
    filters.push([name, file]);
  }

  const sorts = [...new Set(parts.flatMap((part) => part.sorts.map(([name]) => name)))].sort().map((name): Cbor => [name, sortedPages(name, parts)]);
  const pages = parts.flatMap((part) => part.pages.filter((_, at) => (part.numbers[at] ?? -1) >= 0).map(([id, length]): Cbor => [part.renamed.get(id) ?? id, length, '']));
  const meta = writeArray([first.version, ...[pages, chunks, filters, sorts, fields].map(write)]);
  const hash = `${language}_${digestOf(meta)}`;
  files.set(`pagefind.${hash}.pf_meta`, close(meta));
  const entry = JSON.parse(new TextDecoder().decode(files.get('pagefind-entry.json'))) as { languages: Record<string, { hash: string; page_count: number }> };
  for (const each of Object.values(entry.languages)) [each.hash, each.page_count] = [hash, offset];
  files.set('pagefind-entry.json', new TextEncoder().encode(JSON.stringify(entry)));
  return files;
}

/**
 * The pages that hold one word, in rows of numbers: a large site has tens of millions of places, and an object for each
 * would take longer to make than to write. Filled page by page, written in the order of the pages.
 */
import type { ByteWriter } from './bytes.ts';
import { PLAIN } from './engine.ts';

/** Places of a word that are kept for a page and weight: enough to find what stands side by side, and more say nothing more about the page. */
const MOST_PLACES = 40;

export class Postings {
  /** Number of each page, and the fields in which it holds the word: bits of {@link FIELDS}. */
  readonly #pages: number[] = [];
  readonly #fields: number[] = [];
  /** Where the groups of each page end; a group is all places of one weight, by its mark ({@link PLAIN} is running text). */
  readonly #groupEnds: number[] = [];
  readonly #marks: number[] = [];
  /** Where the places of each group end. */
  readonly #placeEnds: number[] = [];
  readonly #places: number[] = [];
  #groupStart = 0;
  #room = 0;

  /** Empties it for the next word. */
  clear(): void {
    for (const row of [this.#pages, this.#fields, this.#groupEnds, this.#marks, this.#placeEnds, this.#places]) row.length = 0;
    this.#groupStart = 0;
  }

  /** Begins a weight on the page that is being filled. Throws when the page has it already. */
  group(mark: number): void {
    this.#closeGroup();
    for (let i = this.#groupStart; i < this.#marks.length; i++) if (this.#marks[i] === mark) throw new Error('搜索索引没有建成：Pagefind 的格式变了（同一页的权重写了两次）');
    this.#marks.push(mark);
    this.#placeEnds.push(this.#places.length);
    this.#room = MOST_PLACES;
  }

  /** Adds a place, counted in words of the page, to the weight that was begun. Places ascend. */
  place(at: number): void {
    if (this.#room-- > 0) this.#places.push(at);
  }

  /** A weight without places says nothing. */
  #closeGroup(): void {
    const last = this.#marks.length - 1;
    if (last < this.#groupStart) return;
    if (this.#placeEnds[last] === this.#places.length) {
      this.#marks.pop();
      this.#placeEnds.pop();
    } else this.#placeEnds[last] = this.#places.length;
  }

  /** Ends the page that was filled. One that holds the word nowhere is left out. */
  page(number: number, fields: number): void {
    this.#closeGroup();
    if (this.#marks.length === this.#groupStart && fields === 0) return;
    this.#pages.push(number);
    this.#fields.push(fields);
    this.#groupEnds.push(this.#marks.length);
    this.#groupStart = this.#marks.length;
  }

  get count(): number {
    return this.#pages.length;
  }

  /** The mark of most groups; of two that have as many, the smaller one. */
  #usual(): number {
    const [first = PLAIN] = this.#marks;
    if (this.#marks.every((mark) => mark === first)) return first;
    const times = new Map<number, number>();
    for (const mark of this.#marks) times.set(mark, (times.get(mark) ?? 0) + 1);
    return [...times].sort(([a, x], [b, y]) => y - x || a - b)[0]?.[0] ?? PLAIN;
  }

  /** Pages first, then how each holds the word, then all places: like beside like compresses best. Read by `engine.ts`. */
  write(writer: ByteWriter): void {
    const order = Array.from(this.#pages, (_, i) => i).sort((a, b) => (this.#pages[a] ?? 0) - (this.#pages[b] ?? 0));
    const usual = this.#usual();
    writer.number(2 * order.length + (usual === PLAIN ? 0 : 1));
    if (usual !== PLAIN) writer.number(usual);
    let last = 0;
    for (const i of order) {
      const page = this.#pages[i] ?? 0;
      writer.number(page - last);
      last = page;
    }
    for (const i of order) this.#writeShape(writer, i, usual);
    for (const i of order) this.#writePlaces(writer, i);
  }

  #writeShape(writer: ByteWriter, i: number, usual: number): void {
    const [from, to, fields] = [this.#groupEnds[i - 1] ?? 0, this.#groupEnds[i] ?? 0, this.#fields[i] ?? 0];
    const placesOf = (group: number): number => (this.#placeEnds[group] ?? 0) - (this.#placeEnds[group - 1] ?? 0);
    if (fields === 0 && to - from === 1 && this.#marks[from] === usual) {
      writer.number(2 * placesOf(from));
      return;
    }
    writer.number(2 * (to - from) + 1).number(fields);
    for (let group = from; group < to; group++) writer.number(this.#marks[group] ?? 0).number(placesOf(group));
  }

  #writePlaces(writer: ByteWriter, i: number): void {
    for (let group = this.#groupEnds[i - 1] ?? 0; group < (this.#groupEnds[i] ?? 0); group++) {
      let last = 0;
      for (let at = this.#placeEnds[group - 1] ?? 0; at < (this.#placeEnds[group] ?? 0); at++) {
        const place = this.#places[at] ?? 0;
        writer.number(place - last);
        last = place;
      }
    }
  }
}

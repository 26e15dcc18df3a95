/**
 * The part of CBOR (RFC 8949) that Pagefind writes: arrays, texts, integers, null and booleans; read item by item,
 * because a large site has some hundred million of them, or as plain values.
 */

export type Cbor = number | string | boolean | null | Cbor[];

const TEXT = 3;
const ARRAY = 4;
const BREAK = 0xff;
const decoder = new TextDecoder();

/** Reads items one after the other. Throws when the bytes end early or hold something else than what is asked for. */
export class CborReader {
  readonly bytes: Uint8Array;
  /** Where the next item starts. */
  at: number;
  #major = 0;

  constructor(bytes: Uint8Array, at = 0) {
    this.bytes = bytes;
    this.at = at;
  }

  /** Reads the head of an item: its count or value, -1 for an array that ends with a break. */
  #head(): number {
    const first = this.bytes[this.at++];
    if (first === undefined) throw new Error('CBOR ends early');
    this.#major = first >> 5;
    const short = first & 31;
    if (short < 24) return short;
    if (short === 31) return -1;
    let length = 1 << (short - 24);
    if (length > 8 || short > 27 || this.at + length > this.bytes.length) throw new Error('CBOR is broken');
    let value = 0;
    for (; length > 0; length--) value = value * 256 + (this.bytes[this.at++] ?? 0);
    return value;
  }

  /** A whole number, which may be negative. */
  integer(): number {
    const value = this.#head();
    if (this.#major > 1) throw new Error('CBOR number expected');
    return this.#major === 0 ? value : -1 - value;
  }

  /** The head of an array: how many items follow; -1 when they end with a break, see {@link ended}. */
  array(): number {
    const value = this.#head();
    if (this.#major !== ARRAY) throw new Error('CBOR array expected');
    return value;
  }

  /** Whether an array of `count` items, of which `read` were read, has ended. Asked once before each item. */
  ended(count: number, read: number): boolean {
    if (count >= 0) return read >= count;
    if (this.bytes[this.at] !== BREAK) return false;
    this.at++;
    return true;
  }

  text(): string {
    const length = this.#head();
    if (this.#major !== TEXT || length < 0) throw new Error('CBOR text expected');
    this.at += length;
    if (this.at > this.bytes.length) throw new Error('CBOR ends early');
    return decoder.decode(this.bytes.subarray(this.at - length, this.at));
  }

  /** The next item as a value. */
  value(): Cbor {
    const start = this.at;
    const value = this.#head();
    if (this.#major === 0) return value;
    if (this.#major === 1) return -1 - value;
    if (this.#major === TEXT) {
      this.at = start;
      return this.text();
    }
    if (this.#major === ARRAY) {
      const list: Cbor[] = [];
      while (!this.ended(value, list.length)) list.push(this.value());
      return list;
    }
    if (this.#major === 7 && value === 22) return null;
    if (this.#major === 7 && (value === 20 || value === 21)) return value === 21;
    throw new Error(`CBOR type ${this.#major} is not read here`);
  }

  /** Passes over the next item. Arrays are mostly of small numbers: those are stepped over without a call. */
  skip(): void {
    const value = this.#head();
    if (this.#major === TEXT) this.at += value;
    if (this.#major !== ARRAY) return;
    const { bytes } = this;
    for (let read = 0; !this.ended(value, read); read++) {
      const head = bytes[this.at] ?? BREAK;
      const low = head & 31;
      if (head >> 5 > 1 || low > 25) this.skip();
      else this.at += low < 24 ? 1 : low - 22;
    }
    if (this.at > bytes.length) throw new Error('CBOR ends early');
  }
}

/** Reads one item. Throws when the bytes hold something that Pagefind does not write. */
export const readCbor = (bytes: Uint8Array): Cbor => new CborReader(bytes).value();

/** Whole numbers and texts in few bytes: numbers as LEB128 (seven bits a byte, the small ones one byte), texts as UTF-8 behind their length. */

const encoder = new TextEncoder();

export class ByteWriter {
  #bytes = new Uint8Array(1024);
  length = 0;

  #room(more: number): void {
    if (this.length + more <= this.#bytes.length) return;
    const larger = new Uint8Array(Math.max(2 * this.#bytes.length, this.length + more));
    larger.set(this.#bytes);
    this.#bytes = larger;
  }

  /** A whole number from 0 to 2³² − 1. */
  number(value: number): this {
    if (value >>> 0 !== value) throw new RangeError(`not a number of the search index: ${value}`);
    this.#room(5);
    let rest = value;
    while (rest > 0x7f) {
      this.#bytes[this.length++] = (rest & 0x7f) | 0x80;
      rest >>>= 7;
    }
    this.#bytes[this.length++] = rest;
    return this;
  }

  /** A number that may be negative: 0, −1, 1, −2 … take the places of 0, 1, 2, 3 … */
  signed(value: number): this {
    return this.number(value < 0 ? -2 * value - 1 : 2 * value);
  }

  raw(bytes: Uint8Array): this {
    this.#room(bytes.length);
    this.#bytes.set(bytes, this.length);
    this.length += bytes.length;
    return this;
  }

  text(value: string): this {
    const bytes = encoder.encode(value);
    return this.number(bytes.length).raw(bytes);
  }

  bytes(): Uint8Array<ArrayBuffer> {
    return this.#bytes.slice(0, this.length);
  }
}

/** Reads what {@link ByteWriter} wrote, in its order. Throws at the end of the bytes. */
export class ByteReader {
  readonly #bytes: Uint8Array;
  readonly #decoder = new TextDecoder();
  /** Where the next item starts. */
  at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  get ended(): boolean {
    return this.at >= this.#bytes.length;
  }

  number(): number {
    let [value, factor] = [0, 1];
    for (;;) {
      const byte = this.#bytes[this.at++];
      if (byte === undefined) throw new Error('the search index ends early');
      value += (byte & 0x7f) * factor;
      if (byte < 0x80) return value;
      factor *= 0x80;
    }
  }

  signed(): number {
    const value = this.number();
    return value % 2 === 1 ? -(value + 1) / 2 : value / 2;
  }

  text(): string {
    const length = this.number();
    if (this.at + length > this.#bytes.length) throw new Error('the search index ends early');
    this.at += length;
    return this.#decoder.decode(this.#bytes.subarray(this.at - length, this.at));
  }

  /** Passes over so many numbers. */
  skip(numbers: number): void {
    for (let left = numbers; left > 0; ) {
      const byte = this.#bytes[this.at++];
      if (byte === undefined) throw new Error('the search index ends early');
      if (byte < 0x80) left--;
    }
  }
}

/** What two texts begin with alike, in UTF-16 units, never half a character. */
export function sharedStart(a: string, b: string): number {
  let length = 0;
  while (length < a.length && a.charCodeAt(length) === b.charCodeAt(length)) length++;
  return /[\ud800-\udbff]$/.test(a.slice(0, length)) ? length - 1 : length;
}

/**
 * The part of CBOR (RFC 8949) that Pagefind writes: arrays, texts, integers, null and booleans. Reading gives plain
 * values; writing and skipping are for building smaller chunks out of large ones.
 */

export type Cbor = number | string | boolean | null | Cbor[];

const TEXT = 3;
const ARRAY = 4;

interface Head {
  major: number;
  /** Count or value; -1 for an array that ends with a break. */
  value: number;
  next: number;
}

function headAt(bytes: Uint8Array, at: number): Head {
  const first = bytes[at];
  if (first === undefined) throw new Error('CBOR ends early');
  const [major, short] = [first >> 5, first & 31];
  if (short < 24) return { major, value: short, next: at + 1 };
  if (short === 31) return { major, value: -1, next: at + 1 };
  const length = 1 << (short - 24);
  if (length > 8 || short > 27 || at + length >= bytes.length) throw new Error('CBOR is broken');
  let value = 0;
  for (let i = 1; i <= length; i++) value = value * 256 + (bytes[at + i] ?? 0);
  return { major, value, next: at + 1 + length };
}

const BREAK = 0xff;

/** Reads one item. Throws when the bytes hold something that Pagefind does not write. */
export function readCbor(bytes: Uint8Array): Cbor {
  const decoder = new TextDecoder();
  let at = 0;
  const item = (): Cbor => {
    const { major, value, next } = headAt(bytes, at);
    at = next;
    if (major === 0) return value;
    if (major === 1) return -1 - value;
    if (major === TEXT) {
      at += value;
      return decoder.decode(bytes.subarray(next, at));
    }
    if (major === ARRAY) {
      const list: Cbor[] = [];
      if (value >= 0) for (let i = 0; i < value; i++) list.push(item());
      else {
        while (bytes[at] !== BREAK) list.push(item());
        at++;
      }
      return list;
    }
    if (major === 7 && value === 22) return null;
    if (major === 7 && (value === 20 || value === 21)) return value === 21;
    throw new Error(`CBOR type ${major} is not read here`);
  };
  return item();
}

/** Where the item that starts at `at` ends. Postings are arrays of small numbers, some hundred million of them in a large site: those are stepped over without a call. */
function endOf(bytes: Uint8Array, at: number): number {
  const first = bytes[at] ?? 0;
  if (first >> 5 !== ARRAY || (first & 31) > 25) {
    const { major, value, next } = headAt(bytes, at);
    if (major === TEXT) return next + value;
    if (major !== ARRAY) return next;
    let end = next;
    if (value >= 0) for (let i = 0; i < value; i++) end = endOf(bytes, end);
    else {
      while (bytes[end] !== BREAK) end = endOf(bytes, end);
      end++;
    }
    return end;
  }
  const short = first & 31;
  let count = short < 24 ? short : short === 24 ? (bytes[at + 1] ?? 0) : (bytes[at + 1] ?? 0) * 256 + (bytes[at + 2] ?? 0);
  let end = at + (short < 24 ? 1 : short - 22);
  for (; count > 0; count--) {
    const head = bytes[end];
    if (head === undefined) throw new Error('CBOR ends early');
    const [major, low] = [head >> 5, head & 31];
    if (major > 1) end = endOf(bytes, end);
    else if (low < 24) end += 1;
    else if (low === 24) end += 2;
    else if (low === 25) end += 3;
    else end = endOf(bytes, end);
  }
  return end;
}

/** An array as it is written: how many items, and where each of them starts. */
export function* itemStarts(bytes: Uint8Array): Generator<number> {
  const { major, value, next } = headAt(bytes, 0);
  if (major !== ARRAY) throw new Error('CBOR array expected');
  let at = next;
  for (let index = 0; value >= 0 ? index < value : bytes[at] !== BREAK; index++) {
    yield at;
    at = endOf(bytes, at);
  }
}

/** The whole number that starts at `at`. */
export function numberAt(bytes: Uint8Array, at: number): number {
  const { major, value } = headAt(bytes, at);
  if (major !== 0) throw new Error('CBOR number expected');
  return value;
}

/** The items of an array as they are written, undecoded. */
export function itemsOf(bytes: Uint8Array): Uint8Array[] {
  const { major, value, next } = headAt(bytes, 0);
  if (major !== ARRAY) throw new Error('CBOR array expected');
  const items: Uint8Array[] = [];
  let at = next;
  while (value >= 0 ? items.length < value : bytes[at] !== BREAK) {
    const end = endOf(bytes, at);
    items.push(bytes.subarray(at, end));
    at = end;
  }
  return items;
}

function writeHead(major: number, value: number): Uint8Array {
  const first = major << 5;
  if (value < 24) return Uint8Array.of(first | value);
  if (value < 0x100) return Uint8Array.of(first | 24, value);
  if (value < 0x10000) return Uint8Array.of(first | 25, value >> 8, value & 255);
  return Uint8Array.of(first | 26, value >>> 24, (value >>> 16) & 255, (value >>> 8) & 255, value & 255);
}

/** One array out of written items; `count` where some of `items` are several items in a row. */
export function writeArray(items: readonly Uint8Array[], count = items.length): Uint8Array<ArrayBuffer> {
  const parts = [writeHead(ARRAY, count), ...items];
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

/** A whole number between -2³² and 2³². */
export function writeInteger(value: number): Uint8Array {
  return value < 0 ? writeHead(1, -1 - value) : writeHead(0, value);
}

export function writeText(text: string): Uint8Array {
  const bytes = new TextEncoder().encode(text);
  const head = writeHead(TEXT, bytes.length);
  const item = new Uint8Array(head.length + bytes.length);
  item.set(head);
  item.set(bytes, head.length);
  return item;
}

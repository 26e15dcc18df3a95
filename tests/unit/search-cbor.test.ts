/** The container of Pagefind's files. */
import { expect, test } from 'vitest';
import { CborReader, readCbor, type Cbor } from '#/search/cbor.ts';

const bytes = (...list: number[]) => Uint8Array.from(list);

test.each<[Uint8Array, Cbor]>([
  [bytes(0x17), 23],
  [bytes(0x18, 0x64), 100],
  [bytes(0x19, 0x03, 0xe8), 1000],
  [bytes(0x1a, 0x00, 0x0f, 0x42, 0x40), 1_000_000],
  [bytes(0x38, 0x63), -100],
  [bytes(0x64, 0xe5, 0x86, 0xb0, 0x21), '冰!'],
  [bytes(0x9f, 0x01, 0x82, 0x02, 0x03, 0xff), [1, [2, 3]]],
  [bytes(0x83, 0xf4, 0xf5, 0xf6), [false, true, null]],
])('reads the examples of the standard: %s', (item, value) => {
  expect(readCbor(item)).toEqual(value);
});

test.each([
  ['a text', bytes(0x62, 0x61, 0x62)],
  ['a long text', Uint8Array.of(0x78, 30, ...new Array<number>(30).fill(0x61))],
  ['numbers of every length', bytes(0x86, 0x17, 0x18, 0x64, 0x19, 0x03, 0xe8, 0x1a, 0, 0x0f, 0x42, 0x40, 0x38, 0x63, 0x20)],
  ['an array with a break, and arrays in it', bytes(0x9f, 0x01, 0x82, 0x02, 0x61, 0x61, 0x9f, 0xff, 0xff)],
  ['a word of Pagefind', bytes(0x83, 0x63, 0xe5, 0x86, 0xb0, 0x81, 0x83, 0x01, 0x82, 0x37, 0x05, 0x80, 0x80)],
])('passes over %s as far as it reads it', (_, item) => {
  const [read, passed] = [new CborReader(Uint8Array.of(...item, 0x07)), new CborReader(Uint8Array.of(...item, 0x07))];
  read.value();
  passed.skip();
  expect(passed.at).toBe(read.at);
  expect(passed.integer()).toBe(7);
});

test('what is another item than the one that is asked for is refused', () => {
  expect(() => new CborReader(bytes(0x61, 0x61)).integer()).toThrow(/number expected/);
  expect(() => new CborReader(bytes(0x01)).array()).toThrow(/array expected/);
  expect(() => new CborReader(bytes(0x80)).text()).toThrow(/text expected/);
  expect(() => { new CborReader(bytes(0x82, 0x01)).skip(); }).toThrow(/CBOR/);
});

test.each([[bytes(0x82, 0x01)], [bytes(0x19, 0x03)], [bytes(0xa0)], [bytes(0xfb, 1, 2, 3, 4, 5, 6, 7, 8)], [bytes()]])('what is broken or foreign is refused: %s', (item) => {
  expect(() => readCbor(item)).toThrow(/CBOR/);
});

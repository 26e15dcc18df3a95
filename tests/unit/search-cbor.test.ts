/** The container of Pagefind's files. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { itemsOf, readCbor, writeArray, writeText, type Cbor } from '#/search/cbor.ts';

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

test('arrays are cut into items and put together again', () => {
  fc.assert(
    fc.property(fc.array(fc.array(fc.string(), { maxLength: 30 }), { maxLength: 300 }), (lists) => {
      const written = writeArray(lists.map((list) => writeArray(list.map(writeText))));
      expect(readCbor(written)).toEqual(lists);
      expect(readCbor(writeArray(itemsOf(written)))).toEqual(lists);
    }),
  );
});

test.each([[bytes(0x82, 0x01)], [bytes(0x19, 0x03)], [bytes(0xa0)], [bytes(0xfb, 1, 2, 3, 4, 5, 6, 7, 8)], [bytes()]])('what is broken or foreign is refused: %s', (item) => {
  expect(() => readCbor(item)).toThrow(/CBOR/);
});

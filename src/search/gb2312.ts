/**
 * The 6,763 characters of GB/T 2312—1980, in its order: the 3,755 of level 1 by their sound, the others by radical. Every browser has
 * the table built in (the Encoding Standard's `gbk` decoder), so what is ordered by it needs no bytes for the characters.
 */

/** Characters of level 1. */
export const LEVEL_1 = 3755;

let list: readonly string[] | undefined;
let set: ReadonlySet<string> | undefined;

/** All of them, in order. */
export function commonCharacters(): readonly string[] {
  if (list) return list;
  const bytes = new Uint8Array(2 * 72 * 94);
  let at = 0;
  for (let high = 0xb0; high <= 0xf7; high++) {
    for (let low = 0xa1; low <= 0xfe; low++) {
      bytes[at++] = high;
      bytes[at++] = low;
    }
  }
  list = [...new TextDecoder('gbk').decode(bytes)].filter((char) => char >= '\u4e00' && char <= '\u9fff');
  return list;
}

/** Whether simplified Chinese writes this character in ordinary texts. */
export function isCommon(char: string): boolean {
  set ??= new Set(commonCharacters());
  return set.has(char);
}

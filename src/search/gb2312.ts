/**
 * The 6,763 characters of GB/T 2312—1980, in its order: the 3,755 of level 1 by their sound, the others by radical. Every browser has
 * the table built in (the Encoding Standard's `gbk` decoder), so what is ordered by it needs no bytes for the characters.
 */

/** Characters of level 1. */
export const LEVEL_1 = 3755;

let text: string | undefined;

/** All of them, in order, as one text: each is one UTF-16 unit. */
export function commonCharacters(): string {
  if (text !== undefined) return text;
  const bytes = new Uint8Array(2 * 72 * 94);
  let at = 0;
  for (let high = 0xb0; high <= 0xf7; high++) {
    for (let low = 0xa1; low <= 0xfe; low++) {
      bytes[at++] = high;
      bytes[at++] = low;
    }
  }
  text = new TextDecoder('gbk').decode(bytes).replace(/[^\u4e00-\u9fff]/g, '');
  return text;
}

/** Whether simplified Chinese writes this character in ordinary texts. */
export const isCommon = (char: string): boolean => commonCharacters().includes(char);

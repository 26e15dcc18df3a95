/** The verdict on a file's bytes as text: UTF-8, and no character that readers cannot see. */
import { unwantedCharacter } from '#/schemas/characters.ts';

const MAX_ROWS = 10;

/** A fault with its line, or the place of a value whose line the caller knows. */
export interface CharacterFault {
  line: number;
  message: string;
  fix: string;
}

/** The text of UTF-8 bytes; a string says what is wrong with them. */
export function decodeText(bytes: Uint8Array): { text: string } | { message: string; fix: string } {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    if (text.includes('\u0000')) return { message: '文件里有零字节，可能损坏，或不是 UTF-8 编码的文字', fix: '用 UTF-8 编码另存；打不开就从备份恢复' };
    return { text };
  } catch {
    return { message: '文件不是 UTF-8 编码', fix: '用 UTF-8 编码另存' };
  }
}

/** Rows of a text that hold such characters as they were typed; a byte-order mark at the very start is fine. */
export function rowFaults(text: string): CharacterFault[] {
  // One look at the whole is enough for nearly every file.
  if (unwantedCharacter(text.replace(/^\ufeff/, '')) === undefined) return [];
  const faults: CharacterFault[] = [];
  for (const [at, row] of text.replace(/^\ufeff/, '').split(/\r\n?|\n/).entries()) {
    const kind = unwantedCharacter(row);
    if (kind && faults.length < MAX_ROWS) faults.push({ line: at + 1, message: `这一行有${kind}`, fix: '删掉这一行，重新输入' });
  }
  return faults;
}

/** Places in data whose names or values hold such characters, written as escapes (`"\u202e"`) that no row shows. */
export function valueFaults(data: unknown): { path: PropertyKey[]; kind: string }[] {
  const found: { path: PropertyKey[]; kind: string }[] = [];
  const walk = (value: unknown, path: PropertyKey[]): void => {
    if (found.length >= MAX_ROWS) return;
    if (typeof value === 'string') {
      const kind = unwantedCharacter(value);
      if (kind) found.push({ path, kind });
    } else if (Array.isArray(value)) value.forEach((item, at) => { walk(item, [...path, at]); });
    else if (typeof value === 'object' && value !== null) {
      for (const [key, item] of Object.entries(value)) walk(item, [...path, key]);
    }
  };
  walk(data, []);
  return found;
}

/** One written form for what can be written in several: width, case, spaces, 繁 and 简. Shared by index and query. */
import { ByteReader } from './bytes.ts';

export const HAN = /\p{Script=Han}/u;

/** Queries are cut here: longer ones are pasted text, and their first words say what is sought. */
export const MAX_QUERY = 100;

/** NFKC (full width, CO₂ → CO2), lower case, no control or invisible characters, single spaces. */
export function normalise(text: string): string {
  return text.normalize('NFKC').toLowerCase().replace(/[\p{Cc}\p{Cf}]+/gu, ' ').replace(/\s+/g, ' ').trim();
}

/** Letters and digits only: what is left of a title when two people write it differently. */
export function skeleton(text: string): string {
  return normalise(text).replace(/[^\p{L}\p{N}]+/gu, '');
}

/** Ends the whole titles in the index, so that asking for one finds no running text. */
export const WHOLE_TITLE = 'x';
/** The same for sounds. */
export const WHOLE_SOUND = '1';

/** The 繁→简 table. */
export interface Script {
  /** Characters that the site does not write: always taken for the other form. */
  sure: Map<string, string>;
  /** Characters that the site writes as well, in names or quotations: both forms may be meant. */
  perhaps: Map<string, string>;
}

/** Reads what `scriptTables` wrote: `common` are texts of pairs, the sure ones, a line break, the others; `others` the loaded tables. What one has doubts about is not sure in another. */
export function parseScript(common: readonly string[], others: readonly Uint8Array[]): Script {
  const sure = new Map<string, string>();
  const perhaps = new Map<string, string>();
  for (const table of common) {
    table.split('\n').forEach((pairs, part) => {
      for (const [, from = '', to = ''] of pairs.matchAll(/(.)(.)/gsu)) (part === 0 ? sure : perhaps).set(from, to);
    });
  }
  for (const table of others) {
    const reader = new ByteReader(table);
    for (const part of [sure, perhaps]) {
      let [code, simple] = [0, 0];
      const chars = Array.from({ length: reader.number() }, () => String.fromCharCode((code += reader.number())));
      for (const char of chars) part.set(char, String.fromCharCode((simple += reader.signed())));
    }
  }
  for (const char of perhaps.keys()) sure.delete(char);
  return { sure, perhaps };
}

/** What a text may mean in the site's script, likeliest first: with what is sure put right, and where that leaves a doubt with the rest as well. */
export function simplify(text: string, { sure, perhaps }: Script): string[] {
  const first = Array.from(text, (char) => sure.get(char) ?? char).join('');
  return [...new Set([first, Array.from(first, (char) => perhaps.get(char) ?? char).join('')])];
}

/**
 * Latin words and numbers, written so that Pagefind keeps them whole: it drops punctuation and cuts `pH7`, `35.5`
 * and `KH-03` in ways of its own. A decimal point becomes 点; hyphens go; the index's field `tn` holds these.
 */
export function compact(token: string): string {
  return token.replace(/(?<=\d)\.(?=\d)/g, '点').replace(/[^\p{L}\p{N}]+/gu, '');
}

/** Latin words and numbers in a normalised text: `ph 7`, `5g`, `35.5`, `kh-03`; a word and the number behind it are one token more. */
export function latinTokens(text: string): { token: string; index: number }[] {
  const tokens: { token: string; index: number }[] = [];
  for (const match of text.matchAll(/[\p{Script=Latin}\p{Script=Greek}\p{N}]+(?:[.\-_/'][\p{Script=Latin}\p{Script=Greek}\p{N}]+)*/gu)) tokens.push({ token: match[0], index: match.index });
  return tokens;
}

/** The compact tokens of a page's text that Pagefind would not find by itself; for the field `tn`. */
export function hiddenTokens(text: string): string[] {
  const found = new Set<string>();
  const normal = normalise(text);
  const tokens = latinTokens(normal);
  tokens.forEach(({ token, index }, i) => {
    if (!/^[a-z]+$/.test(token)) found.add(compact(token));
    const next = tokens[i + 1];
    if (next && /^[a-z]{1,4}$/.test(token) && /^\d/.test(next.token) && normal.slice(index + token.length, next.index) === ' ') found.add(compact(token + next.token));
  });
  return [...found].sort();
}

/** Adjacent pairs of Han characters, single ones where a run has one only, and Latin words: the units by which titles are compared. */
export function units(text: string): Set<string> {
  const found = new Set<string>();
  for (const [run] of normalise(text).matchAll(/\p{Script=Han}+|[^\p{Script=Han}\P{L}]+|\p{N}+/gu)) {
    const chars = [...run];
    if (!HAN.test(run) || chars.length === 1) found.add(run);
    else for (let i = 0; i + 1 < chars.length; i++) found.add(chars.slice(i, i + 2).join(''));
  }
  return found;
}

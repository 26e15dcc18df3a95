/**
 * Letters as outlines, for pictures that must come out the same on a machine without Chinese fonts. The
 * face is Noto Sans SC (SIL Open Font License 1.1), pinned in package.json: a variable font in about a
 * hundred files by ranges of characters, of which only those that a text needs are read. Build time only.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { create, type Font } from 'fontkitten';
import decompress from 'woff2-encoder/decompress';

const PACKAGE = '@fontsource-variable/noto-sans-sc';
/** Set where the face has no letter: the printer's 〓. */
const SUBSTITUTE = '〓';

/** Outline of one letter in units of 1/1000 em, y upwards from the baseline. */
export interface Letter {
  commands: readonly { command: string; args: readonly number[] }[];
  /** How far it moves the pen. */
  advance: number;
  /** False where the face has no such letter and {@link SUBSTITUTE} stands for it. */
  own: boolean;
}

export type Weight = 400 | 700;

/** Letters of one weight, by character. */
export type Letters = ReadonlyMap<string, Letter>;

type Range = readonly [first: number, last: number];

let files: { name: string; ranges: Range[] }[] | undefined;
const fonts = new Map<string, Promise<Font>>();
const letters = new Map<string, Letter>();

/** Folder of the package. Builds run in the project's folder, wherever their output goes. */
function folder(): string {
  return path.dirname(createRequire(path.join(process.cwd(), 'package.json')).resolve(`${PACKAGE}/unicode.json`));
}

function subsets(): { name: string; ranges: Range[] }[] {
  if (files) return files;
  const index = JSON.parse(readFileSync(path.join(folder(), 'unicode.json'), 'utf8')) as Record<string, string>;
  files = Object.entries(index).map(([name, list]) => ({
    name: name.replace(/[[\]]/g, ''),
    ranges: list.split(',').map((range): Range => {
      const [first = 0, last = first] = range.slice('U+'.length).split('-').map((part) => Number.parseInt(part, 16));
      return [first, last];
    }),
  }));
  return files;
}

/** One file of the face at a weight. It is kept: the next picture needs mostly the same ones. */
function load(subset: string, weight: Weight): Promise<Font> {
  const key = `${subset} ${weight}`;
  const known = fonts.get(key);
  if (known) return known;
  const loaded = decompress(readFileSync(path.join(folder(), 'files', `noto-sans-sc-${subset}-wght-normal.woff2`))).then((bytes) => {
    const font = create(Buffer.from(bytes));
    if (font.isCollection) throw new Error(`${PACKAGE}：${subset} 不是单个字体`);
    return font.getVariation({ wght: weight });
  });
  fonts.set(key, loaded);
  return loaded;
}

async function find(char: string, weight: Weight): Promise<Letter | undefined> {
  const code = char.codePointAt(0) ?? 0;
  for (const { name, ranges } of subsets()) {
    if (!ranges.some(([first, last]) => code >= first && code <= last)) continue;
    // The ranges promise more than the files hold: glyph 0 (.notdef, an empty box) is never set.
    const font = await load(name, weight);
    if (!font.hasGlyphForCodePoint(code)) continue;
    const glyph = font.glyphForCodePoint(code);
    const scale = 1000 / font.unitsPerEm;
    return { commands: glyph.path.commands.map(({ command, args }) => ({ command, args: args.map((each) => each * scale) })), advance: glyph.advanceWidth * scale, own: true };
  }
  return undefined;
}

/** The letters of a text. Characters that the face lacks come as 〓, with `own: false`. */
export async function lettersOf(text: string, weight: Weight): Promise<Letters> {
  const wanted = new Map<string, Letter>();
  for (const char of new Set(text)) {
    const key = `${weight}${char}`;
    let letter = letters.get(key) ?? (await find(char, weight));
    if (!letter) {
      const substitute = await find(SUBSTITUTE, weight);
      if (!substitute) throw new Error(`${PACKAGE} 里没有 ${SUBSTITUTE}`);
      letter = { ...substitute, own: false };
    }
    letters.set(key, letter);
    wanted.set(char, letter);
  }
  return wanted;
}

/**
 * A text as it can be set in outlines: without pictographs (the face has none, and they decorate), joiners
 * and variation selectors, with single spaces.
 */
export function settable(text: string): string {
  return text
    .toWellFormed()
    .replace(/(?![©®])\p{Extended_Pictographic}|\p{Regional_Indicator}|\p{Emoji_Modifier}|[\u200d\u20e3\ufe00-\ufe0f]|[\u{e0000}-\u{e01ef}]/gu, '')
    .replace(/\s+/g, ' ')
    .trim();
}

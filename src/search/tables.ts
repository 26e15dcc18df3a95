/** The tables beside the index: 繁→简, and character → sound. Made from the text that the index holds; read by `normalise.ts` and `lexicon.ts`. */
import { Converter } from 'opencc-js/t2cn';
import { ByteWriter } from './bytes.ts';
import { commonCharacters, isCommon, LEVEL_1 } from './gb2312.ts';
import { syllables } from './hidden-fields.ts';
import { HAN } from './normalise.ts';

/** 繁→简 of the characters that the site uses. */
export interface ScriptTables {
  /** Where simplified script writes the first character as well (乾, 著): known to every query. */
  common: string;
  /** The others, by code points; loaded for queries that hold such a character. */
  other: Uint8Array;
}

let formsOf: ReadonlyMap<string, string[]> | undefined;

/** Simplified forms of each character that has one: as the standard has it, then by the usage of Taiwan and of Hong Kong. */
function simplifiedForms(): ReadonlyMap<string, string[]> {
  if (formsOf) return formsOf;
  const chars = Array.from({ length: 0x9fff - 0x3400 + 1 }, (_, i) => String.fromCharCode(0x3400 + i));
  const text = chars.join('\n');
  const converted = (['t', 'tw', 'hk'] as const).map((from) => Converter({ from, to: 'cn' })(text).split('\n'));
  formsOf = new Map(chars.map((char, i) => [char, [...new Set(converted.map((list) => list[i] ?? char))].filter((form) => form !== char && form.length === 1)] as const).filter(([, forms]) => forms.length > 0));
  return formsOf;
}

/**
 * Pairs 繁简 whose simplified form the site uses; in each table first those whose traditional form it does not use, then
 * those whose traditional form it uses as well. With `fresh`, only the pairs that these characters bring or change.
 */
export function scriptTables(site: ReadonlySet<string>, fresh: ReadonlySet<string> = site): ScriptTables {
  const pairs: { char: string; simple: string; sure: boolean }[] = [];
  for (const [char, forms] of simplifiedForms()) {
    const simple = forms.find((form) => site.has(form));
    if (simple && (fresh.has(char) || fresh.has(simple))) pairs.push({ char, simple, sure: !site.has(char) });
  }
  const common = [true, false].map((sure) => pairs.filter((pair) => pair.sure === sure && isCommon(pair.char)).map(({ char, simple }) => char + simple).join('')).join('\n');
  const writer = new ByteWriter();
  for (const sure of [true, false]) {
    const others = pairs.filter((pair) => pair.sure === sure && !isCommon(pair.char));
    writer.number(others.length);
    // Both forms of a radical stand in the same order, so that most steps are small.
    let [last, lastSimple] = [0, 0];
    for (const { char } of others) {
      writer.number(char.charCodeAt(0) - last);
      last = char.charCodeAt(0);
    }
    for (const { simple } of others) {
      writer.signed(simple.charCodeAt(0) - lastSimple);
      lastSimple = simple.charCodeAt(0);
    }
  }
  return { common, other: writer.bytes() };
}

/** Sounds already looked up: a delta asks for the same characters again. */
const soundsKnown = new Map<string, string>();

function soundOfCharacter(char: string): string {
  const known = soundsKnown.get(char) ?? (HAN.test(char) ? (syllables(char)[0] ?? '') : '');
  soundsKnown.set(char, known);
  return known;
}

/** Usual sound of each of these characters and of the common ones. */
export function soundsOf(site: string): Map<string, string> {
  const sounds = new Map<string, string>();
  for (const char of new Set([...commonCharacters(), ...site])) {
    const sound = soundOfCharacter(char);
    if (sound) sounds.set(char, sound);
  }
  return sounds;
}

/** Sounds as numbers of syllables: of the common characters in their order (if `common`), then of the others by code points. */
export function writeSounds(writer: ByteWriter, sounds: ReadonlyMap<string, string>, common: boolean): void {
  const names = [...new Set(sounds.values())].sort();
  const numberOf = new Map(names.map((name, i) => [name, i + 1]));
  const soundOf = (char: string) => numberOf.get(sounds.get(char) ?? '') ?? 0;
  writer.text(names.join(' ')).number(common ? 1 : 0);
  if (common) {
    let last = 0;
    [...commonCharacters()].forEach((char, i) => {
      // Level 1 is ordered by sound, so that most steps are none.
      if (i < LEVEL_1) writer.signed(soundOf(char) - last);
      else writer.number(soundOf(char));
      last = soundOf(char);
    });
  }
  const others = [...sounds.keys()].filter((char) => !common || !isCommon(char)).map((char) => char.codePointAt(0) ?? 0).sort((a, b) => a - b);
  writer.number(others.length);
  others.forEach((code, i) => writer.number(code - (others[i - 1] ?? 0)));
  for (const code of others) writer.number(soundOf(String.fromCodePoint(code)));
}

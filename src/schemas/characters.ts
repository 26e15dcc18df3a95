/**
 * Characters that no reader sees but that change what a text is: direction overrides, controls, zero-width
 * and broken ones. What only slips in by pasting is taken out when an editor saves ({@link withoutInvisible});
 * the gate refuses whatever is left, from whichever source ({@link unwantedCharacter}).
 */

/** Soft hyphen, zero-width space and non-joiner, direction marks, word joiner, byte-order mark inside a text: left behind by word processors and web pages. */
const PASTED = /[\u00ad\u200b\u200c\u200e\u200f\u2060\ufeff]/g;

const KINDS: readonly [RegExp, string][] = [
  [/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/u, '看不见的控制字符'],
  // Trojan Source: what is shown is not what is there.
  [/[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u, '改变文字方向的控制字符'],
  // A joiner has its place between the parts of one emoji only.
  [/[\u00ad\u115f\u1160\u180e\u200b\u200c\u2060-\u2065\u206a-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb\u{e0000}-\u{e007f}]|(?<!\p{Extended_Pictographic}\ufe0f?|\p{Emoji_Modifier})\u200d/u, '看不见的零宽字符'],
  [/[\u2028\u2029]/u, '特殊的换行字符'],
  [/[\ufffc\ufffd\ufffe\uffff]|\p{Cs}|\p{Noncharacter_Code_Point}/u, '乱码字符'],
];

/** One quick look that finds all of them, and half of every emoji. */
const SUSPECT = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u061c\u115f\u1160\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ud800-\udfff\ufdd0-\ufdef\ufeff\uffa0\ufff9-\uffff]/;

/** The kind of the first such character in a text, in Chinese, or undefined when there is none. Tabs and line ends are fine. */
export function unwantedCharacter(text: string): string | undefined {
  return SUSPECT.test(text) ? KINDS.find(([pattern]) => pattern.test(text))?.[1] : undefined;
}

/** The text without what was only pasted along; line separators of other programs become line ends. */
export function withoutInvisible(text: string): string {
  return text.replace(PASTED, '').replace(/[\u2028\u2029]/g, '\n');
}

/**
 * Help with the writing, as warnings: what an attentive colleague would mark. Nothing here stops an
 * entry. The lists of names and advertising words are content (settings/wording.yml).
 */
import type { Wording } from '#/schemas/wording.ts';

export interface TextNote {
  message: string;
  fix: string;
}

const HAN = '\\p{Script=Han}';
const HALF_WIDTH: Record<string, string> = { ',': '，', ';': '；', ':': '：', '?': '？', '!': '！' };
const DOUBLED = /(?<!目)的的|是是|在在|和和|与与|把把|被被|对对(?!子)/u;
/** 身份证号: 17 digits and a check character (GB 11643—1999). */
const IDENTITY = /(?<!\d)\d{17}[\dXx](?!\d)/g;
const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const MOBILE = /(?<!\d)1[3-9]\d{9}(?!\d)/;
const segmenter = new Intl.Segmenter('zh', { granularity: 'word' });

function isIdentityNumber(text: string): boolean {
  const sum = WEIGHTS.reduce((total, weight, at) => total + weight * Number(text[at]), 0);
  return '10X98765432'[sum % 11] === text[17]?.toUpperCase();
}

/** A word of two characters or more that stands twice in a row: 科学科学. Counting goes on in pairs on purpose (一层一层), so those pass. */
function doubledWord(text: string): string | undefined {
  // Segmenting costs much more than this look.
  if (!/(\p{Script=Han}{2,6})\1/u.test(text)) return undefined;
  let last = '';
  for (const { segment, isWordLike } of segmenter.segment(text)) {
    if (isWordLike && segment.length >= 2 && segment === last && !segment.startsWith('一') && /^\p{Script=Han}+$/u.test(segment)) return segment;
    last = segment;
  }
  return undefined;
}

/** Notes on one block of prose (a paragraph, a title, a summary). `isTitle` leaves out what only running text needs. */
export function textNotes(block: string, wording: Wording, isTitle = false): TextNote[] {
  const text = block.replace(/\s*(?:https?:\/\/|www\.)[^\s，。；）”]+\s*/g, '');
  const notes: TextNote[] = [];
  const add = (message: string, fix: string): void => { notes.push({ message, fix }); };
  const spaced = new RegExp(`${HAN}[ \\t]+[A-Za-z]|[A-Za-z][ \\t]+${HAN}`, 'u').exec(text);
  if (spaced) add(`“${spaced[0]}”中英文之间有空格`, '不必加空格，网页会自动留出间距');
  const half = new RegExp(`(?<=${HAN})[,;:?!](?=${HAN}|\\s|$)`, 'u').exec(text);
  if (half) add(`中文里用了半角标点“${half[0]}”`, `改成“${HALF_WIDTH[half[0]] ?? ''}”`);
  const doubled = DOUBLED.exec(text)?.[0] ?? doubledWord(text);
  if (doubled) add(`“${doubled}”像是重复了`, '删掉多余的字');
  for (const { wrong, right, note } of wording.names) {
    // A right name may contain the wrong one as a part of it.
    if (text.split(right).join('').includes(wrong)) add(`“${wrong}”应写作“${right}”${note ? `（${note}）` : ''}`, `改成“${right}”`);
  }
  for (const word of wording.superlatives) if (text.includes(word)) add(`“${word}”是广告用语`, '改成具体的事实');
  if ([...text.matchAll(IDENTITY)].some(([number]) => isIdentityNumber(number))) add('文中像是有身份证号', '删掉个人信息');
  if (MOBILE.test(text)) add('文中像是有手机号码', '删掉个人信息；公开的联系电话请写在联系方式里');
  const date = /(?<![年\d])(\d{1,2}月\d{1,2}日)/.exec(text);
  if (!isTitle && date && !/\d{4}年/.test(text)) add(`“${date[1] ?? ''}”没有写年份`, '写上年份，过几年读者也看得懂');
  return notes;
}

/** Whether a picture's words speak of children. */
export function showsChildren(alt: string): boolean {
  return /学生|孩子|儿童|小朋友|幼儿|少年|婴儿/.test(alt);
}

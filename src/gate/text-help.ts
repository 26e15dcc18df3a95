/**
 * Help with the writing, as warnings: what an attentive colleague would mark. Nothing here stops an
 * entry. The lists of names and advertising words are content (settings/wording.yml).
 */
import type { Wording } from '#/schemas/wording.ts';

export interface TextNote {
  message: string;
  fix: string;
}

const SPACED = /\p{Script=Han}[ \t]+[A-Za-z]|[A-Za-z][ \t]+\p{Script=Han}/u;
const HALF = /(?<=\p{Script=Han})[,;:?!](?=\p{Script=Han}|\s|$)/u;
const HALF_WIDTH: Record<string, string> = { ',': '，', ';': '；', ':': '：', '?': '？', '!': '！' };
const DOUBLED = /(?<!目)的的|是是|在在|和和|与与|把把|被被|对对(?!子)/u;
/** 身份证号: 17 digits and a check character (GB 11643—1999), whole or in its four parts. */
const IDENTITY = /(?<!\d)\d{6}[ -]?\d{4}[ -]?\d{4}[ -]?\d{3}[\dXx](?!\d)/g;
const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const MOBILE = /(?<!\d)(?:\+?86[ -]?)?1[3-9]\d[ -]?\d{4}[ -]?\d{4}(?!\d)/;
const segmenter = new Intl.Segmenter('zh', { granularity: 'word' });

function isIdentityNumber(written: string): boolean {
  const text = written.replace(/[ -]/g, '');
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

/** Notes on numbers that belong to a person. Full-width digits count as well. */
export function personalNotes(text: string): TextNote[] {
  if (!/[\d０-９][\d０-９ -]{9}/.test(text)) return [];
  const plain = text.normalize('NFKC');
  const notes: TextNote[] = [];
  if ([...plain.matchAll(IDENTITY)].some(([number]) => isIdentityNumber(number))) notes.push({ message: '文中像是有身份证号', fix: '删掉个人信息' });
  if (MOBILE.test(plain)) notes.push({ message: '文中像是有手机号码', fix: '删掉个人信息；公开的联系电话请写在联系方式里' });
  return notes;
}

/** Notes on names that are often written wrong; the list is content. */
function nameNotes(text: string, wording: Wording): TextNote[] {
  // A right name may contain the wrong one as a part of it.
  return wording.names.flatMap(({ wrong, right, note }) => (text.includes(wrong) && text.split(right).join('').includes(wrong) ? [{ message: `“${wrong}”应写作“${right}”${note ? `（${note}）` : ''}`, fix: `改成“${right}”` }] : []));
}

/** Notes on a short text, such as a name or a title of a source: what it says, not how it is set. */
export function shortNotes(text: string, wording: Wording): TextNote[] {
  return [...nameNotes(text, wording), ...personalNotes(text)];
}

/** Notes on one block of prose (a paragraph, a title, a summary). `isTitle` leaves out what only running text needs. */
export function textNotes(block: string, wording: Wording, isTitle = false): TextNote[] {
  // Looks for single letters come first throughout: they cost a tenth of looks for what stands around them.
  const text = block.includes('http') || block.includes('www.') ? block.replace(/(?<!\s)\s*(?:https?:\/\/|www\.)[^\s，。；）”]+\s*/g, '') : block;
  const notes: TextNote[] = [];
  const add = (message: string, fix: string): void => { notes.push({ message, fix }); };
  const spaced = /[ \t][A-Za-z]|[A-Za-z][ \t]/.test(text) ? SPACED.exec(text) : null;
  if (spaced) add(`“${spaced[0].replace(/\s+/, ' ')}”中英文之间有空格`, '不必加空格，网页会自动留出间距');
  const half = /[,;:?!]/.test(text) ? HALF.exec(text) : null;
  if (half) add(`中文里用了半角标点“${half[0]}”`, `改成“${HALF_WIDTH[half[0]] ?? ''}”`);
  const doubled = DOUBLED.exec(text)?.[0] ?? doubledWord(text);
  if (doubled) add(`“${doubled}”像是重复了`, '删掉多余的字');
  notes.push(...nameNotes(text, wording));
  for (const word of wording.superlatives) if (text.includes(word)) add(`“${word}”是广告用语`, '改成具体的事实');
  notes.push(...personalNotes(text));
  const foreign = /\p{Script=Cyrillic}/u.test(text) ? /\p{Script=Latin}\p{Script=Cyrillic}|\p{Script=Cyrillic}\p{Script=Latin}/u.exec(text) : null;
  if (foreign) add(`“${foreign[0]}”里混有形似拉丁字母的西里尔字母`, '删掉这个词，用英文输入法重新输入');
  if (/\p{Co}/u.test(text)) add('有只在某些电脑上才显示的字符（私用区）', '换成常用字，或写明读音和部件');
  const date = /(?<![年\d])(\d{1,2}月\d{1,2}日)/.exec(text);
  if (!isTitle && date && !/\d{4}年/.test(text)) add(`“${date[1] ?? ''}”没有写年份`, '写上年份，过几年读者也看得懂');
  return notes;
}

/** Whether a picture's words speak of children. */
export function showsChildren(alt: string): boolean {
  return /(?<![科大])学生(?![物态活产命长理])|孩子|小孩|男孩|女孩|儿童|小朋友|幼儿|少年|婴儿|宝宝/.test(alt);
}

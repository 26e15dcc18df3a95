/** Characters that readers cannot see, encodings that are none, and what an editor's form cleans of them. */
import { body, entryText, field, file, front, saved, type Case, type Expected } from './case.ts';

const no = (refused: string, more: { field?: string; line?: number } = {}): Expected => ({ refused, ...more });
const HIDDEN: [string, string, string][] = [
  ['\u202e', '从右向左覆盖（RLO）', '方向'], ['\u202d', 'LRO', '方向'], ['\u202a', 'LRE', '方向'], ['\u2066', 'LRI', '方向'], ['\u2069', 'PDI', '方向'], ['\u200f', 'RLM', '方向'], ['\u061c', 'ALM', '方向'],
  ['\u200b', '零宽空格', '零宽'], ['\u200d', '不在表情里的零宽连字', '零宽'], ['\u2060', '词连接符', '零宽'], ['\ufeff', '文中的 BOM', '零宽'], ['\u00ad', '软连字符', '零宽'], ['\u{e0041}', '标签字符', '零宽'], ['\u3164', '韩文填充符', '零宽'], ['\u180e', '蒙文元音分隔符', '零宽'],
  ['\u0001', 'SOH', '控制'], ['\u0008', '退格', '控制'], ['\u001b[31m', '终端颜色', '控制'], ['\u007f', 'DEL', '控制'], ['\u0085', 'NEL', '控制'], ['\u009b', 'C1 CSI', '控制'],
  ['\u2028', '行分隔符', '换行'], ['\u2029', '段分隔符', '换行'], ['\ufffd', '替换字符', '乱码'], ['\uffff', '非字符', '乱码'], ['\ufffc', '对象占位符', '乱码'],
];

export const HIDDEN_CHARACTERS: Case[] = [
  ...HIDDEN.map(([character, name, kind]) => body('字符：看不见的', `正文里的 ${name}`, `一行\n\n人${character}参`, no(kind, { line: 12 }))),
  ...HIDDEN.slice(0, 3).map(([character, name, kind]) => field('字符：看不见的', `标题里的 ${name}`, 'title', `title: 人${character}参怎样生长`, no(kind, { line: 2 }))),
  front('字符：看不见的', 'YAML 转义写的 RLO', 'reviewer: "某\\u202e人"', no('方向', { field: 'reviewer', line: 8 })),
  front('字符：看不见的', 'YAML 转义写的孤立代理项', 'reviewer: "某\\ud800人"', no('乱码', { field: 'reviewer', line: 8 })),
  front('字符：看不见的', 'YAML 转义写的零字节', 'reviewer: "某\\0人"', no('控制', { field: 'reviewer', line: 8 })),
  front('字符：看不见的', '网址里转义写的零宽空格', 'cover: { src: media/ginseng.webp, alt: "一株六年的人\\u200b参" }', no('零宽', { field: 'cover.alt' })),
  body('字符：看不见的', '实体写的 RLO', '人&#x202e;参', no('方向', { field: 'body', line: 10 })),
  body('字符：看不见的', '实体写的零宽空格', '人&ZeroWidthSpace;参', no('零宽', { field: 'body' })),
  body('字符：看不见的', '实体写的零字节', '人&#0;参', no('乱码', { field: 'body' })),
  body('字符：看不见的', '组件属性里实体写的 RLO', '<Note title="甲&#x202e;乙">\n\n文字\n\n</Note>', no('方向', { field: 'body' })),
  body('字符：看不见的', '代码里的 RLO', '`a\u202eb`', no('方向')),
];

const text = entryText('', '正文。');
const bytes = (...parts: (string | number[])[]): Buffer => Buffer.concat(parts.map((part) => Buffer.from(part as string)));
const encoded = (name: string, make: () => Uint8Array | string, expected: Expected): Case => file('字符：编码', name, make, expected);

export const ENCODINGS: Case[] = [
  encoded('UTF-16 LE', () => Buffer.from(`\ufeff${text}`, 'utf16le'), no('不是 UTF-8', { line: 1 })),
  encoded('UTF-16 LE 没有 BOM', () => Buffer.from('---\ntitle: a\n---\n\nb\n', 'utf16le'), no('零字节')),
  encoded('UTF-16 BE', () => Buffer.from(`\ufeff${text}`, 'utf16le').swap16(), no('不是 UTF-8')),
  encoded('GBK', () => bytes('---\ntitle: ', [0xc8, 0xcb, 0xb2, 0xce], '\n---\n'), no('不是 UTF-8')),
  encoded('过长编码（C0 AF）', () => bytes(text, [0xc0, 0xaf]), no('不是 UTF-8')),
  encoded('代理项的字节', () => bytes(text, [0xed, 0xa0, 0x80]), no('不是 UTF-8')),
  encoded('截断的字', () => Buffer.from(text).subarray(0, Buffer.byteLength(text) - 3), no('不是 UTF-8')),
  encoded('超出范围的码点', () => bytes(text, [0xf4, 0x90, 0x80, 0x80]), no('不是 UTF-8')),
  encoded('零字节', () => `${text}\u0000`, no('零字节', { line: 1 })),
  encoded('全是零', () => new Uint8Array(2000), no('零字节')),
  encoded('空文件', () => '', no('缺少开头部分')),
  encoded('孤立代理项（经 JSON 送来）', () => entryText('', `人${String.fromCharCode(0xd800)}参`), no('乱码', { line: 10 })),
  encoded('ZIP 当作 .mdx', () => bytes('PK\u0003\u0004', [0xff, 0xfe]), no('不是 UTF-8')),
  encoded('BOM 加 CRLF', () => `\ufeff${text.replace(/\n/g, '\r\n')}`, { published: '正文。' }),
  encoded('只有 CR', () => text.replace(/\n/g, '\r'), { published: '正文。' }),
  encoded('一兆字节', () => entryText('', '参'.repeat(400_000)), no('太大')),
];

export const CLEANED: Case[] = [
  saved('字符：保存时清理', '正文里的零宽空格', '', '人\u200b参怕晒。', { cleaned: '人参怕晒。' }),
  saved('字符：保存时清理', '正文里的软连字符和 BOM', '', '人\u00ad参\ufeff怕晒。', { cleaned: '人参怕晒。' }),
  saved('字符：保存时清理', '行分隔符变成换行', '', '甲。\u2028乙。', { cleaned: '甲。\n乙。' }),
  saved('字符：保存时清理', '字段里的零宽空格和空白', 'reviewer: "  某\\u200b人 "\n', '正文。', { cleaned: "reviewer: '某人'" }),
  saved('字符：保存时清理', '字段里的方向标记', 'reviewer: "某\\u200e人"\n', '正文。', { cleaned: "reviewer: '某人'" }),
  saved('字符：保存时清理', 'CRLF', '', '甲。\r\n\r\n乙。', { cleaned: '甲。\n\n乙。' }),
  saved('字符：保存时清理', '花括号和小于号', '', '温度 < 30 {约}。', { cleaned: '温度 \\< 30 \\{约\\}。' }),
  saved('字符：保存时清理', '分解的字（NFD）', "reviewer: 'e\u0301'\n", '正文。', { cleaned: "reviewer: 'é'" }),
  saved('字符：保存时清理', '方向覆盖不清理，要人看一眼', '', '人\u202e参。', no('方向')),
  saved('字符：保存时清理', '代码不会变成文字', '', 'import fs from "fs"', no('程序代码')),
];

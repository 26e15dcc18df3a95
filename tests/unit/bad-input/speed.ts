/** Bodies made to take forever or to fill the memory. Each must be answered within {@link MOST_CPU_MS}, whatever the answer. */
import { body, type Case, type Expected } from './case.ts';

const heavy = (name: string, text: () => string, expected: Expected): Case => ({ ...body('太多太深', name, '', expected), run: () => body('', '', text(), expected).run() });
const no = (refused: string): Expected => ({ refused, field: 'body' });

export const HEAVY: Case[] = [
  heavy('十万层引用', () => `${'>'.repeat(100_000)} 文字`, no('太多层')),
  heavy('九万层引用，带空格', () => `${'> '.repeat(90_000)}文字`, no('太多层')),
  heavy('一行 39 个引用记号', () => `${'> '.repeat(39)}文字`, no('太多层')),
  heavy('一行 39 个列表记号', () => `${'- '.repeat(39)}文字`, no('太多层')),
  heavy('五百层引用，一行深一层', () => Array.from({ length: 500 }, (_, at) => `${'>'.repeat(at + 1)} 文字`).join('\n'), no('太多层')),
  heavy('四百层列表', () => Array.from({ length: 400 }, (_, at) => `${' '.repeat(at * 2)}- 甲`).join('\n'), no('太多层')),
  heavy('十万个左方括号', () => '['.repeat(100_000), no('太多层')),
  heavy('十万个感叹号和方括号', () => '!['.repeat(50_000), no('太多层')),
  heavy('一行四万个 [甲](', () => '[甲]('.repeat(12_000), { published: '[甲](' }),
  heavy('三十万字的一段', () => '参'.repeat(300_000), no('超过')),
  heavy('六万字的一行', () => '参'.repeat(60_000), no('太长')),
  heavy('十万行', () => '甲\n'.repeat(99_000), no('行，超过')),
  heavy('两万列的表格', () => `|${'甲|'.repeat(20_000)}\n|${'-|'.repeat(20_000)}\n${'|乙\n'.repeat(9000)}`, no('列，太宽')),
  heavy('五十列九千行的表格', () => `|${'甲|'.repeat(50)}\n|${'-|'.repeat(50)}\n${'|乙\n'.repeat(9000)}`, no('表格太大')),
  heavy('四万个空格', () => `文${' '.repeat(40_000)}x`, { published: '文' }),
  heavy('一万个强调记号', () => '*甲 **乙 '.repeat(6500), { published: '甲' }),
  heavy('九千段行内代码', () => '`` ` '.repeat(9000), { published: '`' }),
  heavy('长短不一的反引号', () => Array.from({ length: 250 }, (_, at) => '`'.repeat(at + 1)).join(' '), { published: '`' }),
  heavy('两万个小于号', () => '< '.repeat(20_000), { published: '<' }),
  heavy('一万五千个半截标签', () => '<a '.repeat(15_000), { published: '<a' }),
  heavy('四万九千个花括号', () => '{'.repeat(49_000), { published: '{' }),
  heavy('九千个实体', () => '&amp;'.repeat(9000), { published: '&' }),
  heavy('四千个脚注', () => `${Array.from({ length: 4000 }, (_, at) => `[^${at}]`).join(' ')}\n\n${Array.from({ length: 4000 }, (_, at) => `[^${at}]: 注`).join('\n')}`, { published: '注' }),
  heavy('引用自己的脚注', () => '甲[^1]\n\n[^1]: 乙[^1]', { published: '乙' }),
  heavy('互相引用的脚注', () => '甲[^1]\n\n[^1]: 乙[^2]\n\n[^2]: 丙[^1]', { published: '丙' }),
  heavy('六千个引用式链接', () => `${'[甲][b] '.repeat(6000)}\n\n[b]: https://example.org`, { published: '甲' }),
  heavy('六千个同名小标题', () => '## 一\n\n'.repeat(6000), { published: '一' }),
  heavy('两千个错误', () => '[甲](javascript:x)\n\n'.repeat(2000), { refused: '另外还有 1960 处错误' }),
  heavy('重复的词', () => '科学科学'.repeat(10_000), { published: '科学' }),
  heavy('长串数字', () => '1'.repeat(49_000), { published: '1' }),
];

/** Generous: what stands in the queue behind a save must not wait longer. */
export const MOST_CPU_MS = 5000;

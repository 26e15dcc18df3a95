/** Bad front matter: YAML that attacks or breaks, fields, dates, names. */
import { field, file, front, entryText, judge, type Case, type Expected } from './case.ts';

const yaml = (name: string, rows: string, expected: Expected): Case => front('字段：YAML', name, rows, expected);
const bomb = ['a: &a [x,x,x,x,x,x,x,x,x]', ...'bcdefgh'.split('').map((letter, at) => `${letter}: &${letter} [${Array(9).fill(`*${'abcdefgh'[at]}`).join(',')}]`)].join('\n');
const no = (refused: string, more: { field?: string; line?: number } = {}): Expected => ({ refused, ...more });

export const YAML: Case[] = [
  yaml('别名炸弹（9⁷ 项）', bomb, no('引用')),
  yaml('引用自己', 'x: &x [*x]', no('引用', { line: 8 })),
  yaml('没有锚点的引用', 'reviewer: *nobody', no('引用', { line: 8 })),
  yaml('重复的字段', 'grades: [public]\ngrades: [g1-2]', no('同一个字段写了两次', { line: 9 })),
  yaml('换一种写法的重复字段', 'grades: [public]\n"gr\\u0061des": [g1-2]', no('同一个字段写了两次')),
  yaml('__proto__', '__proto__: { draft: true }', no('没有这样的字段：__proto__', { line: 8 })),
  yaml('__proto__ 里的字段', 'cover: { __proto__: { src: media/ginseng.webp }, alt: 一株六年的人参 }', no('__proto__')),
  yaml('constructor.prototype', 'constructor: { prototype: { polluted: true } }', no('没有这样的字段：constructor', { line: 8 })),
  yaml('toString 作字段', 'toString: 1', no('没有这样的字段：toString', { line: 8 })),
  yaml('hasOwnProperty 作字段', 'hasOwnProperty: 1', no('hasOwnProperty', { line: 8 })),
  yaml('!!js/function', "reviewer: !!js/function 'function () { process.exit(1) }'", no('! 标记不允许', { line: 8 })),
  yaml('!!python/object', 'reviewer: !!python/object/apply:os.system [ls]', no('! 标记不允许')),
  yaml('!!binary', 'reviewer: !!binary aGVsbG8=', no('审稿人', { field: 'reviewer', line: 8 })),
  yaml('自造的标签', 'reviewer: !secret x', no('! 标记不允许')),
  yaml('合并键 <<', '<<: { kind: myth }', no('没有这样的字段：<<', { line: 8 })),
  yaml('列表作字段名', '? [a, b]\n: 1', no('字段名不是文字')),
  yaml('空字段名', '? \n: 1', no('没有这样的字段', { line: 8 })),
  yaml('两万层括号', `x: ${'['.repeat(20_000)}${']'.repeat(20_000)}`, no('套得太多层')),
  yaml('四千层映射', `x: ${'{a: '.repeat(4000)}1${'}'.repeat(4000)}`, no('套得太多层')),
  yaml('三千层列表', `x:\n${'- '.repeat(3000)}a`, no('套得太多层')),
  yaml('三十层缩进', `x:\n${Array.from({ length: 30 }, (_, at) => `${' '.repeat(at + 1)}a:`).join('\n')}`, no('套得太多层')),
  yaml('三万个字段', Array.from({ length: 30_000 }, (_, at) => `k${at}: 1`).join('\n'), no('字段太多或太长')),
  yaml('四千个字段', Array.from({ length: 4000 }, (_, at) => `k${at}: 1`).join('\n'), no('还有 3990 个没有的字段')),
  yaml('十万项的列表', `aliases: [${'a,'.repeat(100_000)}]`, no('字段太多或太长')),
  yaml('九万字的一个值', `reviewer: ${'参'.repeat(90_000)}`, no('最多 40 个字', { field: 'reviewer', line: 8 })),
  yaml('没有结束的引号', 'reviewer: "某', no('')),
  yaml('没有结束的括号', 'grades: [public', no('')),
  yaml('制表符缩进', 'corrections:\n\t- date: 2026-01-01', no('制表符', { line: 9 })),
  yaml('缩进错乱', 'corrections:\n    - date: 2026-01-01\n  text: x', no('')),
  yaml('值里没有引号的冒号', 'reviewer: 甲: 乙', no('')),
  yaml('合并冲突', '<<<<<<< HEAD\nreviewer: 甲\n=======\nreviewer: 乙\n>>>>>>> main', no('')),
  yaml('第二个文档', '...\nreviewer: 甲', no('')),
  yaml('YAML 指令', '%YAML 1.1', no('')),
  yaml('坏的转义', 'reviewer: "\\q"', no('反斜杠', { line: 8 })),
  file('字段：YAML', '列表代替字段', () => '---\n- a\n- b\n---\n\n正文', no('不是“字段: 值”的格式')),
  file('字段：YAML', '一个词代替字段', () => '---\nhello\n---\n\n正文', no('不是“字段: 值”的格式')),
  file('字段：YAML', '空的开头部分', () => '---\n---\n\n正文', no('请填写“标题”', { field: 'title' })),
  file('字段：YAML', '没有开头部分', () => '只有正文', no('缺少开头部分', { line: 1 })),
  file('字段：YAML', '开头部分没有结束', () => '---\ntitle: 人参\n', no('没有结束的 --- 行', { line: 1 })),
  file('字段：YAML', 'JSON 开头部分', () => ';;;\n{"title":"x"}\n;;;\n正文', no('缺少开头部分')),
  file('字段：YAML', 'JavaScript 开头部分', () => '---js\nmodule.exports = {}\n---\n正文', no('缺少开头部分')),
];

const day = (value: string): Case => front('字段：日期', `审稿日期 ${value}`, `reviewed: '${value}'`, no('', { field: 'reviewed', line: 8 }));
const eventText = (start: string, end: string, more = ''): string =>
  `---\nid: xyz98765\ntitle: 走进人参\nurlName: zoujin\nkind: lecture\nsummary: 一次讲座，讲人参怎样从种子长成，适合小学高年级和家长一起来听。\nstart: '${start}'\nend: '${end}'\norganiser: 市科协\naudience: 公众\ncost: 免费\nregistration: { kind: none }\nvenue: { name: 图书馆, region: jian }\n${more}---\n\n讲座介绍。\n`;
const event = (name: string, start: string, end: string, expected: Expected, more = ''): Case => ({ group: '字段：日期', name, expected, run: () => judge(eventText(start, end, more), 'content/events/zoujin.mdx') });

export const DATES: Case[] = [
  day('2026-02-30'), day('2025-02-29'), day('2026-13-01'), day('2026-00-10'), day('0000-01-01'), day('0026-01-01'), day('2026-9-19'), day('26-09-19'),
  day('２０２６-０９-１９'), day('٢٠٢٦-٠٩-١٩'), day('2026-09-19T00:00'), day('2026-09-19Z'), day('2026年9月19日'), day('今天'), day('+002026-09-19'), day('2026-09-19\u00a0'),
  front('字段：日期', '没有引号的 2026-02-30', 'reviewed: 2026-02-30', no('日历上没有 2026-02-30', { field: 'reviewed', line: 8 })),
  front('字段：日期', '日期写成数字', 'reviewed: 20260919', no('审稿日期', { field: 'reviewed' })),
  front('字段：日期', '来源日期 0000', "reviewed: '2026-01-01'\nclaim: x", { published: '' }),
  field('字段：日期', '来源年份 0000', 'sources', "sources: [{ title: 植物学, publisher: 出版社, date: '0000' }]", no('日历上没有', { field: 'sources.0.date' })),
  field('字段：日期', '来源月份 13', 'sources', "sources: [{ title: 植物学, publisher: 出版社, date: '2026-13' }]", no('要写成 2026', { field: 'sources.0.date' })),
  event('24:00 开始', '2026-09-19T24:00', '2026-09-20T01:00', no('北京时间', { field: 'start' })),
  event('25:61', '2026-09-19T25:61', '2026-09-20T01:00', no('', { field: 'start' })),
  event('带秒', '2026-09-19T18:30:00', '2026-09-19T20:00', no('', { field: 'start' })),
  event('带时区', '2026-09-19T18:30+08:00', '2026-09-19T20:00', no('', { field: 'start' })),
  event('空格代替 T', '2026-09-19 18:30', '2026-09-19T20:00', no('', { field: 'start' })),
  event('不存在的日子', '2026-04-31T18:30', '2026-05-01T20:00', no('日历上没有 2026-04-31', { field: 'start' })),
  event('结束早于开始', '2026-09-19T18:30', '2026-09-19T08:00', no('要晚于开始', { field: 'end', line: 8 })),
  event('全天活动带时间', '2026-09-19T18:30', '2026-09-19T20:00', no('这样的日期', { field: 'start' }), 'allDay: true\n'),
  event('首次发布时间不存在', '2026-09-19T18:30', '2026-09-19T20:00', no('日历上没有', { field: 'published' }), "published: '2026-02-30T08:00'\n"),
];

const name = (value: string, refused: string): Case => field('字段：网址名和关系', `网址名 ${JSON.stringify(value).slice(0, 40)}`, 'urlName', `urlName: ${JSON.stringify(value)}`, no(refused, { field: 'urlName', line: 3 }));

export const NAMES: Case[] = [
  name('Renshen', '小写字母'), name('rеnshen', '小写字母'), name('ｒｅｎｓｈｅｎ', '小写字母'), name('ren shen', '小写字母'), name('ren_shen', '小写字母'), name('-ren', '小写字母'), name('ren-', '小写字母'),
  name('a--b', '小写字母'), name('../admin', '小写字母'), name('a/b', '小写字母'), name('人参', '小写字母'), name('ren%2fshen', '小写字母'), name('', '小写字母'), name('x'.repeat(61), '最多 60'),
  name('renshen\u200b', ''), name('renshen\n', ''), name('topics', '由网站自己使用'), name('index', '由网站自己使用'), name('admin', '由网站自己使用'), name('2', '纯数字'), name('con', 'con'), name('lpt1', 'con'),
  name('taken', '已被 content/science/other.mdx 使用'),
  field('字段：网址名和关系', '没有网址名', 'urlName', 'grades: [public]', no('请填写“网址名”', { field: 'urlName' })),
  front('字段：网址名和关系', '不存在的市县', 'regions: [jian, atlantis]', no('没有 atlantis', { field: 'regions.1', line: 8 })),
  front('字段：网址名和关系', '关系里的路径', "regions: ['../../etc']", no('请从列表中选择', { field: 'regions.0' })),
  front('字段：网址名和关系', '关系是 constructor', 'regions: [constructor]', no('没有 constructor', { field: 'regions.0' })),
  front('字段：网址名和关系', '同一关系两次', 'regions: [jian, jian]', no('重复', { field: 'regions' })),
  front('字段：网址名和关系', '未知的选项', 'verdict: maybe', no('没有 "maybe" 这一项', { field: 'verdict' })),
  front('字段：网址名和关系', 'slug 字段（会换掉 id）', 'slug: elsewhere', no('没有这样的字段：slug', { line: 8 })),
  front('字段：网址名和关系', 'layout 字段（会执行页面）', 'layout: ../../src/layouts/Base.astro', no('没有这样的字段：layout', { line: 8 })),
  front('字段：网址名和关系', '图片在别的站点', 'cover: { src: https://example.org/a.webp, alt: 一株六年的人参 }', no('媒体库', { field: 'cover.src' })),
  front('字段：网址名和关系', '图片路径往上走', "cover: { src: 'media/../../x.webp', alt: 一株六年的人参 }", no('媒体库', { field: 'cover.src' })),
  front('字段：网址名和关系', '没有的图片', 'cover: { src: media/none.webp, alt: 一株六年的人参 }', no('媒体库里没有 media/none.webp', { field: 'cover.src', line: 8 })),
  front('字段：网址名和关系', '来源网址 javascript:', "reviewer: ''\n", no('不能为空', { field: 'reviewer' })),
  ...['javascript:alert(1)', ' https://example.org', 'https://', 'https://.', 'https://gov.cn@evil.example/', 'https://a b', 'ftp://example.org', '//example.org', 'https://exa<mple.org', 'HTTPS://[::1', 'https:\\\\example.org'].map((link) =>
    field('字段：网址名和关系', `来源网址 ${link}`, 'sources', `sources: [{ title: 植物学, publisher: 出版社, link: ${JSON.stringify(link)} }]`, no('', { field: 'sources.0.link', line: 7 }))),
];

const alt = (text: string): Case => front('图片说明', `“${text}”`, `cover: { src: media/ginseng.webp, alt: ${JSON.stringify(text)} }`, no('', { field: 'cover.alt', line: 8 }));

export const ALTS: Case[] = [
  alt('图'), alt('图片图片'), alt('    '), alt('封面图片'), alt('一张照片'), alt('IMG_20260919.jpg'), alt('微信图片_20260919'), alt('DSC00012'), alt('……！！'), alt('aaaaaaa'), alt('照片（1）'), alt('示意图 3'), alt('image-2'), alt('。。。。。。'), alt('人参人参人参'.slice(0, 4)),
  { group: '图片说明', name: '有内容的说明', expected: { published: '' }, run: () => judge(entryText('cover: { src: media/ginseng.webp, alt: 一株六年生的人参，根须完整 }\n', '正文。')) },
];

import { describe, expect, test } from 'vitest';
import { ContentIndex } from '#/gate/content-index.ts';
import { formatFinding, type Finding } from '#/lib/finding.ts';
import { validateEntry } from '#/gate/validate.ts';

const index = new ContentIndex(
  [
    { noun: 'science', id: 'renshen', urlName: 'renshen', eventId: undefined },
    { noun: 'regions', id: 'jian', urlName: 'jian', eventId: undefined },
    { noun: 'events', id: 'kaifangri', urlName: 'kaifangri', eventId: 'abc12345' },
  ],
  ['media/ginseng.webp'],
);

const FRONT = [
  'title: 人参怎样生长',
  'urlName: renshen',
  'kind: article',
  'summary: 人参喜阴怕晒，要在林下慢慢长大；这里说清楚光、土和年头各起什么作用。',
  'topics: [ginseng]',
  "sources: [{ title: 植物学, publisher: 高等教育出版社 }]",
];

function science(change: Record<string, string | undefined> = {}, body = '## 问题\n\n人参为什么怕晒？\n'): string {
  const rows = FRONT.map((row) => {
    const key = row.slice(0, row.indexOf(':'));
    return key in change ? change[key] : row;
  }).filter((row) => row !== undefined);
  const extra = Object.entries(change).filter(([key, value]) => value !== undefined && !FRONT.some((row) => row.startsWith(`${key}:`)));
  return `---\n${[...rows, ...extra.map(([, value]) => value)].join('\n')}\n---\n\n${body}`;
}

const check = (text: string | Uint8Array, path = 'content/science/renshen.mdx'): Finding[] =>
  validateEntry(typeof text === 'string' ? new TextEncoder().encode(text) : text, path, index);
const errors = (findings: Finding[]): Finding[] => findings.filter((finding) => finding.severity === 'error');
const lines = (findings: Finding[]): string => findings.map((finding) => formatFinding(finding)).join('\n');

test('a sound entry passes without a word', () => {
  expect(check(science())).toEqual([]);
});

describe('front matter: each fault names field, line and what is wrong', () => {
  test.each([
    ['a missing field', science({ title: undefined }), 'title', 2, '请填写“标题”'],
    ['an unknown choice', science({ kind: 'kind: essay' }), 'kind', 4, '没有 "essay" 这一项'],
    ['an unknown field', science({ autor: 'autor: 某人' }), '', 2, '没有这样的字段：autor'],
    ['an impossible date', science({ reviewed: "reviewed: '2026-02-30'" }), 'reviewed', 8, '日历上没有 2026-02-30 这一天'],
    ['an unquoted impossible date', science({ reviewed: 'reviewed: 2026-02-30' }), 'reviewed', 8, '日历上没有 2026-02-30 这一天'],
    ['a dangling relation', science({ regions: 'regions: [jian, atlantis]' }), 'regions.1', 8, '市县里没有 atlantis'],
    ['a missing picture', science({ cover: "cover: { src: media/none.webp, alt: 一株人参 }" }), 'cover.src', 8, '媒体库里没有 media/none.webp'],
    ['a url name in use', science({ urlName: 'urlName: renshen' }).replace('renshen', 'renshen'), '', 0, ''],
    ['a reserved url name', science({ urlName: 'urlName: topics' }), 'urlName', 3, '由网站自己使用'],
    ['a duplicate key', science({ grades: 'grades: [public]\ngrades: [g1-2]' }), '', 9, '同一个字段写了两次'],
    ['a broken quote', science({ title: 'title: "人参' }), '', 2, ''],
    ['no front matter', '人参', '', 1, '缺少开头部分'],
    ['an unclosed front matter', '---\ntitle: 人参\n', '', 1, '没有结束的 --- 行'],
    ['a list instead of fields', '---\n- a\n- b\n---\n\n正文', '', 2, '不是“字段: 值”的格式'],
  ] as const)('%s', (name, text, field, line, message) => {
    if (name === 'a url name in use') {
      const findings = check(text, 'content/science/other.mdx');
      expect(errors(findings)).toHaveLength(1);
      expect(findings[0]).toMatchObject({ field: 'urlName', line: 3, message: '网址名 renshen 已被 content/science/renshen.mdx 使用' });
      return;
    }
    const found = errors(check(text));
    expect(lines(found)).toContain(message);
    if (field) expect(found.some((finding) => finding.field === field && finding.line === line), lines(found)).toBe(true);
    for (const finding of found) expect(finding.message).toMatch(/\p{Script=Han}/u);
  });

  test('an alias bomb is refused quickly', () => {
    const bomb = ['a: &a [x,x,x,x,x,x,x,x,x]', ...'bcdefgh'.split('').map((letter, at) => `${letter}: &${letter} [${Array(9).fill(`*${'abcdefgh'[at]}`).join(',')}]`)].join('\n');
    expect(lines(check(`---\n${bomb}\n---\n\n正文`))).toContain('引用');
  });

  test('__proto__ is an unknown field, not a prototype', () => {
    const found = check(science({ __proto_: '__proto__: { polluted: true }' }));
    expect(errors(found).length).toBeGreaterThan(0);
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });

  test('bytes that are not UTF-8', () => {
    expect(check(Uint8Array.of(0xff, 0xfe, 0x41))[0]?.message).toBe('文件不是 UTF-8 编码');
  });

  test('BOM and CRLF are read like any other file', () => {
    expect(check(`\ufeff${science().replace(/\n/g, '\r\n')}`)).toEqual([]);
  });

  test('bidirectional controls are refused with their line', () => {
    expect(check(science({}, '正常\n\n藏\u202e着\n')).some((finding) => finding.line === 12)).toBe(true);
  });

  test.each(['content/science/../x.mdx', 'content/science/-rf.mdx', 'content/nowhere/x.mdx', 'content/science/X.mdx', 'content/science/x.md', 'src/site.ts'])('a path that is no place for an entry: %s', (path) => {
    expect(check(science(), path)[0]?.message).toBe('文件的位置或名字不对');
  });
});

describe('events: times', () => {
  const event = (start: string, end: string, more = ''): string =>
    `---\nid: xyz98765\ntitle: 走进人参\nurlName: zoujin\nkind: lecture\nsummary: 一次讲座，讲人参怎样从种子长成，适合小学高年级和家长一起来听。\nstart: ${start}\nend: ${end}\norganiser: 市科协\naudience: 公众\ncost: 免费\nregistration: { kind: none }\nvenue: { name: 图书馆, region: jian }\n${more}---\n\n讲座介绍。\n`;
  const at = (text: string): string => lines(errors(check(text, 'content/events/zoujin.mdx')));
  test('sound', () => { expect(at(event("'2026-09-19T18:30'", "'2026-09-19T20:00'"))).toBe(''); });
  test('end before start', () => { expect(at(event("'2026-09-19T18:30'", "'2026-09-19T08:00'"))).toContain('content/events/zoujin.mdx:8 【结束】结束（2026-09-19T08:00）要晚于开始（2026-09-19T18:30）'); });
  test('an impossible day', () => { expect(at(event("'2026-02-30T18:30'", "'2026-03-01T08:00'"))).toContain('日历上没有 2026-02-30 这一天'); });
  test('a day where a time is needed', () => { expect(at(event("'2026-09-19'", "'2026-09-19'"))).toContain('要写成 2026-09-19T18:30'); });
  test('all day', () => { expect(at(event("'2026-09-19'", "'2026-09-19'", 'allDay: true\n'))).toBe(''); });
  test('an id in use', () => { expect(at(event("'2026-09-19T18:30'", "'2026-09-19T20:00'").replace('xyz98765', 'abc12345'))).toContain('永久编号 abc12345 已被 content/events/kaifangri.mdx 使用'); });
  test('cancelled without a reason', () => { expect(at(event("'2026-09-19T18:30'", "'2026-09-19T20:00'", 'status: cancelled\n'))).toContain('取消的活动要写原因'); });
});

describe('body: an allow-list on the syntax tree', () => {
  const body = (text: string): Finding[] => check(science({}, text));
  test.each([
    ['import', "import fs from 'node:fs'\n\n文字", 10, 'import'],
    ['export', '文字\n\nexport const a = 1\n', 12, 'export'],
    ['script', '文字\n\n<script>alert(1)</script>\n', 12, '<script>'],
    ['iframe', '<iframe src="https://example.org"></iframe>', 10, '<iframe>'],
    ['an image with a handler', '<img src="x" onerror="alert(1)" />', 10, '<img>'],
    ['base', '<base href="https://example.org/" />', 10, '<base>'],
    ['a form', '<form action="/x">\n\n文字\n\n</form>', 10, '<form>'],
    ['an HTML comment', '文字\n\n<!-- 藏 -->\n', 12, '注释'],
    ['an unknown component', '<Video src="x" />', 10, '<Video>'],
    ['an expression attribute', '<Note type={1}>\n\n文字\n\n</Note>', 10, '<Note>'],
    ['a spread', '<Note {...x}>\n\n文字\n\n</Note>', 10, '<Note>'],
    ['an event attribute', '<Note onClick="x">\n\n文字\n\n</Note>', 10, '<Note>'],
    ['a directive', '<Note set:html="x">\n\n文字\n\n</Note>', 10, '<Note>'],
    ['an unclosed component', '<Note type="tip">\n\n文字\n', 10, '成对'],
    ['a heading of the first level', '# 标题\n\n文字', 10, '一级标题'],
    ['a picture from elsewhere', '![一株人参的照片](https://example.org/a.jpg)', 10, '媒体库'],
    ['a picture without words', '![](media/ginseng.webp)', 10, '替代文本'],
    ['a link to nowhere on the site', '[人参](/science/nichts/)', 10, '站内没有 /science/nichts/'],
    ['an anchor that is not there', '[下面](#nichts)', 10, '没有 #nichts'],
    ['an empty body', '', 10, '正文是空的'],
    ['nested a hundred thousand deep', `${'>'.repeat(100_000)} 文字`, 10, '太多层'],
    ['a paragraph of a megabyte', '参'.repeat(400_000), 1, '太大'],
  ])('%s', (_name, text, line, message) => {
    const found = errors(body(text));
    expect(lines(found)).toContain(message);
    expect(found[0]?.line).toBe(line);
    expect(found[0]?.fix).not.toBe('');
  });

  test.each([
    'javascript:alert(1)', 'JaVaScRiPt:alert(1)', 'java&#115;cript:alert(1)', 'javascript&colon;alert(1)', '&#x6A;avascript:alert(1)',
    'data:text/html,x', 'vbscript:x', 'file:///etc/hostname', '//example.org/', '\\\\example.org', 'javascript%3Aalert(1)',
  ])('a link that is no link: %s', (url) => {
    expect(lines(errors(body(`[点这里](<${url}>)`)))).toMatch(/不允许|没有写明协议/);
    expect(lines(errors(body(`[点这里][a]\n\n[a]: ${url}`)))).toMatch(/不允许|没有写明协议/);
  });

  test('prose with braces and less-than signs passes, and the editor is told', () => {
    const found = body('温度 < 30 {约}，价格<100，a<b。\n');
    expect(errors(found)).toEqual([]);
    expect(lines(found)).toContain('花括号会原样显示');
  });

  test('code may show anything', () => {
    expect(body('行内 `<script>{x}</script>`。\n\n```html\n<script>alert(1)</script>\nimport x from "y"\n{...z}\n```\n')).toEqual([]);
  });

  test('allowed components pass', () => {
    expect(body('<Note type="warning" title="小心">\n\n里面有**粗体**。\n\n</Note>\n\n<Figure src="media/ginseng.webp" alt="一株六年生的人参" caption="人参" />\n')).toEqual([]);
  });

  test('an ordinary sentence that begins with import is prose', () => {
    expect(errors(body('import 是英语里“进口”的意思。\n'))).toEqual([]);
  });
});

describe('the anatomy of each kind', () => {
  const body = (kind: string, text: string): Finding[] => check(`---\ntitle: 人参为什么怕晒\nurlName: renshen\nkind: ${kind}\nsummary: 人参长在林下，叶子薄，太阳一晒就黄，这篇讲讲为什么。\ntopics: [ginseng]\nclaim: 人参不怕晒，越晒越好\nverdict: misleading\nsources: [{ title: 来源, publisher: 出版者 }]\n---\n\n${text}\n`).filter(({ field }) => field === 'body');

  test('something to do needs materials, steps and safety; something to play with an explainer', () => {
    expect(errors(body('handson', '## 一\n\n正文')).map(({ message }) => message)).toEqual(['“动手做”要有材料清单', '“动手做”要有步骤', '“动手做”要有安全须知']);
    expect(errors(body('handson', '## 准备\n\n<Materials>\n\n- 水\n\n</Materials>\n\n## 做\n\n<Steps>\n\n1. 倒\n\n</Steps>\n\n## 发生了什么\n\n水流。\n\n## 再进一步\n\n换盐水。\n\n<Safety>\n\n别喝\n\n</Safety>'))).toEqual([]);
    expect(lines(errors(body('interactive', '## 一\n\n正文')))).toContain('“互动”要有互动');
  });

  test('a claim checked wants verdict, evidence and who checked, a failure what was learnt: as advice', () => {
    const advice = body('myth', '## 一\n\n正文\n\n## 二\n\n正文\n\n## 三\n\n正文');
    expect(errors(advice)).toEqual([]);
    expect(advice.map(({ message }) => message)).toEqual(['“辟谣”通常有“结论”一节', '“辟谣”通常有“证据”一节', '“辟谣”通常有“谁核查的”一节']);
    expect(lines(body('failure', '## 一\n\n正文'))).toContain('学到了什么');
    expect(lines(body('article', `## 一\n\n${'长'.repeat(801)}`))).toContain('只有 1 个二级小标题');
  });

  test('components name entries that exist', () => {
    expect(lines(errors(body('article', '<Term id="mei-you" />')))).toContain('词条里没有 mei-you');
    expect(lines(errors(body('article', '<Quiz id="mei-you" />')))).toContain('小测验里没有 mei-you');
  });
});

/** Pages from Word, WPS and browsers: what is kept of them, and that nothing else is. */
import mammoth from 'mammoth';
import { HTMLElement, NodeType, parse, type Node } from 'node-html-parser';
import { describe, expect, it } from 'vitest';
import { blocksToMarkdown, blocksToNodes } from '#/cms/block-text.ts';
import type { Block, Markup } from '#/cms/blocks.ts';
import { readPage } from '#/cms/pasted-page.ts';
import { rtfPictures } from '#/cms/rtf-pictures.ts';
import { unpackedSize } from '#/cms/zip-size.ts';
import { judgeBody } from '#/gate/body.ts';
import { protectProse } from '#/lib/body-source.ts';
import { png } from './editing-service.ts';
import { wordFile, wordItem, wordLink, wordParagraph, wordPicture, wordStyle, wordTable, wordText, zipOf } from '#tests/word-file.ts';

function wrapped(node: HTMLElement): Markup {
  return {
    tag: (node.rawTagName ?? '').toLowerCase(),
    attribute: (name) => node.getAttribute(name) ?? '',
    children: node.childNodes.flatMap((child: Node): (Markup | string)[] => (child instanceof HTMLElement ? [wrapped(child)] : child.nodeType === NodeType.TEXT_NODE ? [child.text] : [])),
  };
}
/** Browsers read `<![if …]>` as a comment. */
const read = (html: string): Block[] => readPage(wrapped(parse(html.replace(/<!\[[^>]*>/g, ''), { blockTextElements: {} })));
const markdown = (html: string): string => blocksToMarkdown(read(html));

/** As Word 365 puts it on the clipboard, shortened. */
const WORD = `<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style>p.MsoNormal{margin:0}</style><xml><o:x>1</o:x></xml></head><body lang=ZH-CN><!--StartFragment-->
<h1 style='mso-list:none'><span lang=ZH-CN style='font-family:宋体'>冰酒为什么更甜<o:p></o:p></span></h1>
<p class=MsoNormal style='text-indent:21.0pt'><span>　　葡萄在<b>枝头</b>冻硬，见</span><a href="https://example.org/a"><span>资料</span></a><span>，H<sub>2</sub>O
先结冰。<o:p></o:p></span></p>
<p class=MsoNormal><o:p>&nbsp;</o:p></p>
<h2>怎么做</h2>
<p class=MsoListParagraph style='margin-left:21.0pt;mso-list:l0 level1 lfo1'><![if !supportLists]><span style='mso-list:Ignore'>1.<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp;</span></span><![endif]><span>先采收</span></p>
<p class=MsoListParagraph style='margin-left:42.0pt;mso-list:l0 level2 lfo1'><span style='mso-list:Ignore'>·<span>&nbsp;</span></span>夜里</p>
<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>2.<span>&nbsp;</span></span>再压榨</p>
<table class=MsoTableGrid><tr><td><p class=MsoNormal>项目</p></td><td><p>数值</p></td></tr><tr><td><p>糖|酸</p></td><td><p>甲</p><p>乙</p></td></tr><tr><td colspan=2>合并</td></tr></table>
<p class=MsoNormal><img width=10 src="file:///C:/Users/x/image001.png" alt="图片 1"></p>
<p style='display:none'>看不见</p><script>alert(1)</script><p onclick="alert(1)">末段<a href="javascript:alert(1)">坏链接</a></p>
<!--EndFragment--></body></html>`;

describe('a page from Word', () => {
  it('keeps headings, bold, links, lists, tables, pictures, and nothing of its dress', () => {
    expect(markdown(WORD)).toBe([
      '## 冰酒为什么更甜',
      '葡萄在**枝头**冻硬，见[资料](https://example.org/a)，H₂O 先结冰。',
      '### 怎么做',
      '1. 先采收\n   - 夜里\n2. 再压榨',
      '| 项目 | 数值 |\n| --- | --- |\n| 糖\\|酸 | 甲 乙 |\n| 合并 |   |',
      '![图片 1](file:///C:/Users/x/image001.png)',
      '末段坏链接',
    ].join('\n\n'));
  });

  it('is what the gate takes', () => {
    const text = markdown(WORD.replace(/<img[^>]*>/, ''));
    expect(protectProse(text).text).toBe(text);
    expect(judgeBody(text).faults.filter(({ severity }) => severity === 'error')).toEqual([]);
  });

  it('becomes the nodes of the editor', () => {
    const nodes = blocksToNodes(read(WORD));
    expect(nodes.map((node) => ('type' in node ? node.type : 'text'))).toEqual(['heading-two', 'paragraph', 'heading-three', 'numbered-list', 'shortcode', 'shortcode', 'paragraph']);
    expect(JSON.stringify(nodes)).toContain('{"type":"link","data":{"url":"https://example.org/a","title":null},"children":[{"text":"资料"}]}');
    expect(JSON.stringify(nodes)).not.toContain('javascript');
  });
});

describe('other pages', () => {
  it.each([
    ['lists within lists', '<ul><li>甲<ol><li>一</li><li>二</li></ol></li><li><p>乙</p></li></ul>', '- 甲\n  1. 一\n  2. 二\n- 乙'],
    ['line breaks are paragraphs', '<p>第一行<br>第二行</p>', '第一行\n\n第二行'],
    ['the wrapper of Google', '<b style="font-weight:normal"><p><span style="font-weight:700">重</span>轻</p></b>', '**重**轻'],
    ['signs that Markdown would read', '<p>1. 不是列表 * 星 _线_ `码` [方] {花} <i>斜</i> &lt;script&gt;</p><p># 不是标题</p><p>import x from "y"</p>', '1\\. 不是列表 \\* 星 \\_线\\_ \\`码\\` \\[方\\] \\{花\\} *斜* \\<script\\>\n\n\\# 不是标题\n\nimport x from "y"'],
    ['quotations', '<blockquote><p>引</p></blockquote>', '> 引'],
    ['a frame around text is no table', '<table><tr><td>只有一格</td></tr></table>', '只有一格'],
    ['levels below the fourth', '<h1>一</h1><h2>二</h2><h4>四</h4><h6>六</h6>', '## 一\n\n### 二\n\n#### 四\n\n#### 六'],
    ['an empty page', '<p>&nbsp;</p><div><br></div>', ''],
  ])('%s', (_name, html, text) => {
    expect(markdown(html)).toBe(text);
  });
});

describe('pictures in the RTF of a copied page', () => {
  it('come in the order of the text', async () => {
    const bytes = await png();
    const rtf = `{\\rtf1{\\*\\shppict{\\pict{\\*\\picprop}\\picscalex100\\pngblip\\bliptag1{\\*\\blipuid 0123456789abcdef0123456789abcdef}${bytes.toString('hex').replace(/(.{64})/g, '$1\n')}}}{\\nonshppict{\\pict\\wmetafile8 ${'00'.repeat(40)}}}{\\pict\\emfblip ${'11'.repeat(40)}}}`;
    const [first, second, ...more] = rtfPictures(rtf);
    expect(first && Buffer.from(first.bytes).equals(bytes)).toBe(true);
    expect([first?.type, second, more]).toEqual(['image/png', undefined, []]);
  });
});

describe('a Word document', () => {
  it('is read by the same rules', async () => {
    const body = [
      wordParagraph(wordText('人参的年轮'), wordStyle('Title')),
      wordParagraph(wordText('人参', '<w:b/>') + wordText('每年长一道痕，见') + wordLink('资料')),
      wordParagraph(wordText('怎样数'), wordStyle('1')),
      wordParagraph(wordText('洗净'), wordItem(0, 2)), wordParagraph(wordText('晾干'), wordItem(0, 2)),
      wordParagraph(wordText('甲'), wordItem(0, 1)), wordParagraph(wordText('乙'), wordItem(1, 1)),
      wordTable([['年', '痕'], ['6', '六道']]),
      wordParagraph(wordPicture('一株人参')),
    ].join('');
    const { value } = await mammoth.convertToHtml({ buffer: wordFile(body, { picture: await png() }) }, { styleMap: ["p[style-name='Title'] => h1:fresh"] });
    expect(markdown(value).replace(/\(data:[^)]*\)/, '(data:)')).toBe([
      '## 人参的年轮', '**人参**每年长一道痕，见[资料](https://example.org/)', '## 怎样数', '1. 洗净\n2. 晾干', '- 甲\n  - 乙', '| 年 | 痕 |\n| --- | --- |\n| 6 | 六道 |', '![一株人参](data:)',
    ].join('\n\n'));
  });

  it('is weighed before it is unpacked', () => {
    const parts = { a: 'x'.repeat(100), b: 'y' };
    expect(unpackedSize(zipOf(parts))).toBe(101);
    expect(unpackedSize(zipOf(parts, 4_000_000_000))).toBe(8_000_000_000);
    for (const bytes of [Buffer.from('no zip'), zipOf(parts).subarray(0, 100), Buffer.alloc(0)]) expect(unpackedSize(bytes)).toBeUndefined();
  });
});

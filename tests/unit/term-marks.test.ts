/** The first use of each term in a text leads to its meaning; everything else stays as it was. */
import { describe, expect, it } from 'vitest';
import { bodyParts } from '#/lib/body-parts.ts';
import { parseBody } from '#/lib/body.ts';
import { markTerms } from '#/lib/term-marks.ts';

const term = (title: string, urlName: string, aliases: string[] = []) => ({ data: { title, urlName, aliases, pinyin: 'pīn yīn', definition: `${title}的意思` } });
const terms = [term('血糖', 'xue-tang'), term('胰高血糖素', 'yi-gao'), term('凝固点降低', 'ning-gu', ['冰点降低'])];
const html = (body: string): string => bodyParts(markTerms(parseBody(body).tree, terms)).map((part) => ('html' in part ? part.html : `<${part.component}>`)).join('');
const words = (text: string): string[] => [...text.matchAll(/<button type="button" popovertarget="t\d+">([^<]*)</g)].map(([, word = '']) => word);

describe('terms in a text', () => {
  it('are marked once, where they first come up, by title or alias', () => {
    const text = html('血糖升高。再说血糖。\n\n冰点降低和凝固点降低是一回事。');
    expect(words(text)).toEqual(['血糖', '冰点降低']);
    expect(text).toContain('<dfn><button type="button" popovertarget="t1">血糖</button><span id="t1" popover="" data-pagefind-ignore="">');
    expect(text).toContain('>血糖的意思</span>');
    expect(text).toContain('>凝固点降低：凝固点降低的意思</span>');
  });

  it('do not hide in a longer one', () => {
    expect(words(html('胰高血糖素让它升高。'))).toEqual(['胰高血糖素']);
  });

  it('are left alone in headings, links, code, quotations and heads of tables', () => {
    expect(words(html('## 血糖\n\n[血糖](/terms/) `血糖`\n\n> 血糖\n\n| 血糖 |\n| --- |\n| 甲 |'))).toEqual([]);
    expect(words(html('## 血糖\n\n说**血糖**。'))).toEqual(['血糖']);
  });

  it('do not change the text, and a text without terms not at all', () => {
    const { tree } = parseBody('没有。');
    expect(markTerms(tree, [])).toBe(tree);
    const before = JSON.stringify(parseBody('血糖升高。').tree);
    const parsed = parseBody('血糖升高。').tree;
    markTerms(parsed, terms);
    expect(JSON.stringify(parsed)).toBe(before);
  });
});

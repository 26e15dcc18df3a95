/** What the search sees of a page, held against what Pagefind itself takes from the whole page. */
import * as pagefind from 'pagefind';
import { afterAll, describe, expect, test } from 'vitest';
import { indexPages } from '#/search/pagefind.ts';
import { ByteWriter } from '#/search/bytes.ts';
import { Found } from '#/search/found.ts';
import { searchedPart } from '#/search/searched.ts';
import { readSource } from '#/search/source.ts';

afterAll(() => pagefind.close());

const page = (body: string, head = ''): string => `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>通化</title><style>.a{}</style>${head}</head><body><nav>栏目 科普</nav><main>${body}</main><footer>页脚</footer><script>const x = '<div data-pagefind-ignore>';</script></body></html>`;
const CASES: [string, string, string?][] = [
  ['what is left out in the middle of a sentence parts no word', '<article data-pagefind-body><h1>淬火</h1><p>先<a href="#t">淬火</a><span id="t" popover data-pagefind-ignore="">解释<span>里</span>的字</span>再回火</p></article>'],
  ['a block that is left out stands between two words', '<article data-pagefind-body><h1>石墨</h1>层状<div data-pagefind-ignore><div>里面</div><div>也在</div></div>结构</article>'],
  ['elements of the same name stand inside each other', '<div data-pagefind-body><h1>人参</h1><div><div data-pagefind-ignore><div>不找</div></div><div>要找</div></div></div><div>外面</div>'],
  ['one that is left out holds another', '<article data-pagefind-body><h1>冰酒</h1><section data-pagefind-ignore>甲<p data-pagefind-ignore>乙</p></section><h2 id="a">丙</h2><p>丁</p></article><aside data-pagefind-ignore>戊</aside>'],
  ['scripts, pictures and breaks', '<article data-pagefind-body data-pagefind-meta="date:2026-11-23"><h1>雪</h1><img src="/a.webp" alt="雪地"><p data-pagefind-meta="summary">一<br data-pagefind-ignore>二</p><script>"</article><p data-pagefind-ignore>"</script><p>三</p></article>'],
  ['filters and aliases of the head', '<article data-pagefind-body><h1>葡萄</h1><p>酸</p></article>', '<meta name="search-filter" content="科普" data-pagefind-filter="section[content]"><meta name="search-aliases" content="山葡萄">'],
];

async function taken(html: string): Promise<unknown> {
  const source = await readSource([{ found: await Found.open(await indexPages([{ source: 'a/index.html', html }])) }]);
  const words: string[] = [];
  for (const { text, postings } of source.words()) {
    const writer = new ByteWriter();
    postings.write(writer);
    words.push(`${text} ${Buffer.from(writer.bytes()).toString('hex')}`);
  }
  return { fragment: source.pages[0]?.fragment, filters: source.filters, words: words.sort() };
}

describe('Pagefind takes the same from the part as from the page', () => {
  test.each(CASES)('%s', async (_name, body, head) => {
    const html = page(body, head);
    const part = searchedPart(html);
    expect(part).not.toContain('栏目');
    expect(searchedPart(part)).toBe(part);
    expect(await taken(part)).toEqual(await taken(html));
  });
});

test('a change outside of it leaves it as it was, one inside does not', () => {
  const made = (related: string, text: string): string => searchedPart(page(`<article data-pagefind-body><h1>参</h1><p>${text}</p><ul data-pagefind-ignore><li>${related}</ul></article><p>${related}</p>`));
  expect(made('甲', '根')).toBe(made('乙', '根'));
  expect(made('甲', '根')).not.toBe(made('甲', '茎'));
  expect(made('甲', '根')).not.toContain('甲');
});

test('a page with an end that is missing stays whole', () => {
  const broken = page('<article data-pagefind-body><h1>参</h1><div data-pagefind-ignore>甲<p>乙</p></article>');
  expect(searchedPart(broken)).toBe(broken);
  expect(searchedPart('<p>没有</p>')).toBe('<p>没有</p>');
});

import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { mdxSafe, readEntry, tidy, writeEntry } from '#/cms/entry-format.ts';
import { plainText, parseBody } from '#/lib/body.ts';
import { NOUN_NAMES, NOUNS } from '#/schemas/nouns.ts';

const { schema } = NOUNS.science;
const data = { summary: '摘要\n第二行', title: '标题: 带冒号 #井号', urlName: 'a', published: '2026-09-19T18:30', regions: ['jian'], draft: false, cover: { src: '', alt: '' }, aliases: [], sources: [{ title: "it's", date: '2006' }] };

describe('the format of entries', () => {
  it('orders keys by the schema, quotes, and leaves out what is empty', () => {
    expect(writeEntry(data, '正文', schema)).toBe(
      "---\ntitle: '标题: 带冒号 #井号'\nurlName: 'a'\nsummary: |-\n  摘要\n  第二行\nregions: ['jian']\nsources:\n  - title: 'it''s'\n    date: '2006'\npublished: '2026-09-19T18:30'\n---\n\n正文\n",
    );
  });

  it('keeps a switch that was set, and a false that is not the default', () => {
    expect(tidy({ draft: true, sample: false }, schema)).toEqual({ draft: true });
    expect(tidy({ unknown: false })).toEqual({ unknown: false });
  });

  it.each(['ours', 'git-host'] as const)('gives the same bytes when nothing was changed (%s)', (server) => {
    for (const body of ['温度 < 30 {约} 和 `a < b {c}`', '```js\nconst a = { b: 1 };\n```', '<Note type="tip" title="看">\n\n内容 {x}\n\n</Note>', 'import 是英文单词\n\nexport const x = 1', '| 甲 | 乙 |\n| --- | --- |\n| 1 | 2 |', '**注意：**请看[^1]\n\n[^1]: 脚注', '\\{已经转义\\} \\< 5', '']) {
      const once = writeEntry(data, body, schema);
      const format = mdxSafe(server);
      const again = format.toFile(format.fromFile(once));
      const { data: loaded, body: text } = readEntry(again);
      expect(writeEntry(loaded, text, schema)).toBe(once);
    }
  });

  it('publishes braces and angle brackets as typed', () => {
    const { body } = readEntry(writeEntry(data, '温度 < 30 {约} 与 `{a} <b>`', schema));
    expect(plainText(parseBody(body).tree)).toBe('温度 < 30 {约} 与 {a} <b>');
  });

  it('leaves what the gate refuses as it was typed', () => {
    for (const body of ["import fs from 'node:fs'", '看 <script>1</script> {a}', '<!-- x -->']) expect(readEntry(writeEntry(data, body, schema)).body.trim()).toBe(body);
  });

  it('keeps an empty body empty', () => {
    expect(writeEntry({ title: 'x' }, '\n\n')).toBe("---\ntitle: 'x'\n---\n");
  });

  it('is stable and loses no data over the whole starter content', () => {
    const root = path.resolve('content');
    let count = 0;
    for (const noun of NOUN_NAMES) {
      for (const name of readdirSync(path.join(root, noun))) {
        const entry = readEntry(readFileSync(path.join(root, noun, name), 'utf8'));
        const once = writeEntry(entry.data, entry.body, NOUNS[noun].schema);
        const second = readEntry(once);
        expect(writeEntry(second.data, second.body, NOUNS[noun].schema), name).toBe(once);
        const before = NOUNS[noun].schema.safeParse(entry.data);
        if (before.success) expect(NOUNS[noun].schema.parse(second.data), name).toEqual(before.data);
        count++;
      }
    }
    expect(count).toBeGreaterThan(0);
  });
});

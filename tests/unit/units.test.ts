/** Numbers and their units stay on one line; titles are cut between their clauses. */
import { expect, test } from 'vitest';
import { bodyParts } from '#/lib/body-parts.ts';
import { parseBody } from '#/lib/body.ts';
import { clauses } from '#/lib/clauses.ts';
import { joinUnits } from '#/lib/units.ts';

test('the space before a unit does not break; other spaces do', () => {
  expect(joinUnits('约99 %的人，−7 ℃，0.34 nm，5.5 μΩ·m')).toBe('约99\u00A0%的人，−7\u00A0℃，0.34\u00A0nm，5.5\u00A0μΩ·m');
  for (const text of ['第 3 次', '3 次', 'IEC 18004 标准', '1：1', 'a %']) expect(joinUnits(text)).toBe(text);
});

test('it holds for the text of a body, not for code, and leaves anchors as they were', () => {
  const { tree, headings } = parseBody('## 99 % 准\n\n只错1 %，在`1 %`里不算。');
  const html = bodyParts(tree).map((part) => ('html' in part ? part.html : '')).join('');
  expect(html).toContain('只错1\u00A0%，');
  expect(html).toContain('<code>1 %</code>');
  expect(headings[0]?.text).toBe('99 % 准');
  expect(html).toContain(`id="${headings[0]?.id ?? ''}"`);
});

test('a title is cut between its clauses, and loses nothing', () => {
  expect(clauses('试错故事展：失败怎样变成发现')).toEqual(['试错故事展：', '失败怎样变成发现']);
  expect(clauses('长白山一带的火山还“活”着吗？')).toEqual(['长白山一带的火山还“活”着吗？']);
  expect(clauses('“天然的”，就安全吗？（上）')).toEqual(['“天然的”，', '就安全吗？', '（上）']);
  expect(clauses('石墨凭什么炼钢')).toEqual(['石墨凭什么炼钢']);
  for (const title of ['甲——乙，丙', '，', '甲：', '一'.repeat(60)]) expect(clauses(title).join('')).toBe(title);
});

test('headings of a body are cut in the same way', () => {
  const { tree } = parseBody('## 动手试一试：一碗饭\n\n正文，不切。');
  expect(bodyParts(tree)).toEqual([{ html: expect.stringContaining('<span class="clause">动手试一试：</span><span class="clause">一碗饭</span></h2>') as string }]);
  expect(JSON.stringify(bodyParts(tree))).toContain('<p>正文，不切。</p>');
});

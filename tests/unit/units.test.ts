/** Numbers and their units stay on one line. */
import { expect, test } from 'vitest';
import { bodyParts } from '#/lib/body-parts.ts';
import { parseBody } from '#/lib/body.ts';
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

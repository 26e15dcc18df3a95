/** Where a title may break: between its clauses, then between its words. */
import { describe, expect, it } from 'vitest';
import { clauses, words } from '#/lib/clauses.ts';

describe('the words of a clause', () => {
  it.each([
    ['八个问题搬到广场上', ['八个', '问题', '搬到', '广场上']],
    ['长白山一带的火山还“活”着吗？', ['长白山', '一带的', '火山还', '“活”着吗？']],
    ['不锈钢为什么不锈', ['不锈钢', '为什么不锈']],
  ])('%s', (text, pieces) => {
    expect(words(text)).toEqual(pieces);
  });

  it('a short clause stays whole', () => {
    expect(words('冰酒为什么更甜')).toEqual(['冰酒为什么更甜']);
  });

  it('are the same text joined again', () => {
    for (const text of ['走哪条路最短：迪杰斯特拉的办法', '“十四校三所一院”和它的2022年', 'DNA双螺旋怎样被发现？', '水为什么结成了冰而不结成石头']) {
      expect(clauses(text).flatMap((clause) => words(clause)).join('')).toBe(text);
    }
  });
});

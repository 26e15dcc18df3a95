/** The counter of searches without a result. */
import { beforeEach, expect, test } from 'vitest';
import { openDatabase } from '#/server/database.ts';
import { SearchMisses } from '#/server/search-misses.ts';

let at: number;
let misses: SearchMisses;

beforeEach(() => {
  at = Date.parse('2026-11-30T23:30:00+08:00');
  misses = new SearchMisses(openDatabase(':memory:'), () => at);
});

test('words are counted in one form, with the month in Beijing', () => {
  misses.count(' 林蛙　ＡＢＣ ');
  at += 3_600_000;
  misses.count('林蛙 abc');
  misses.count('别的');
  expect(misses.list()).toEqual([
    { query: '林蛙 abc', times: 2, month: '2026-12' },
    { query: '别的', times: 1, month: '2026-12' },
  ]);
});

test.each(['', '   ', '13812345678', '身份证 220502 1990', 'a@b.cn', 'https://x.cn', '长'.repeat(41)])('%j is not kept', (query) => {
  expect(misses.count(query)).toBe('passed');
  expect(misses.list()).toEqual([]);
});

test('years and measures are kept', () => {
  expect(misses.count('2024年 35.5 度')).toBe('counted');
});

test('thirty in a minute, then later', () => {
  for (let i = 0; i < 30; i++) expect(misses.count(`词${i}`)).toBe('counted');
  expect(misses.count('又一个')).toBe('later');
  at += 60_000;
  expect(misses.count('又一个')).toBe('counted');
});

test('the table does not grow without end, and keeps the frequent ones', () => {
  misses.count('常找的');
  misses.count('常找的');
  for (let i = 0; i < 2100; i++) {
    at += 60_000;
    misses.count(`词 ${i}`);
  }
  const kept = misses.list(5000);
  expect(kept).toHaveLength(2000);
  expect(kept[0]?.query).toBe('常找的');
});

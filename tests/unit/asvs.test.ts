/** The table of OWASP ASVS is whole, and every test that it names exists. */
import { expect, test } from 'vitest';
import { ASVS } from '#tests/asvs-items.ts';
import { asvsFaults, asvsTable } from '#tests/asvs.ts';

/** Numbers of the items of level 1, read off version 5.0.0. */
const LEVEL_1 = '1.2.1 1.2.2 1.2.3 1.2.4 1.2.5 1.3.1 1.3.2 1.5.1 2.1.1 2.2.1 2.2.2 2.3.1 3.2.1 3.2.2 3.3.1 3.4.1 3.4.2 3.5.1 3.5.2 3.5.3 4.1.1 4.4.1 5.2.1 5.2.2 5.3.1 5.3.2 6.1.1 6.2.1 6.2.2 6.2.3 6.2.4 6.2.5 6.2.6 6.2.7 6.2.8 6.3.1 6.3.2 6.4.1 6.4.2 7.2.1 7.2.2 7.2.3 7.2.4 7.4.1 7.4.2 8.1.1 8.2.1 8.2.2 8.3.1 9.1.1 9.1.2 9.1.3 9.2.1 10.4.1 10.4.2 10.4.3 10.4.4 10.4.5 11.3.1 11.3.2 11.4.1 12.1.1 12.2.1 12.2.2 13.4.1 14.2.1 14.3.1 15.1.1 15.2.1 15.3.1';
/** Numbers of the items of level 2 in the chapters 5, 6, 7, 8 and 16. */
const LEVEL_2 = '5.1.1 5.2.3 5.4.1 5.4.2 5.4.3 6.1.2 6.1.3 6.2.9 6.2.10 6.2.11 6.2.12 6.3.3 6.3.4 6.4.3 6.4.4 6.5.1 6.5.2 6.5.3 6.5.4 6.5.5 6.6.1 6.6.2 6.6.3 6.8.1 6.8.2 6.8.3 6.8.4 7.1.1 7.1.2 7.1.3 7.3.1 7.3.2 7.4.3 7.4.4 7.4.5 7.5.1 7.5.2 7.6.1 7.6.2 8.1.2 8.2.3 8.4.1 16.1.1 16.2.1 16.2.2 16.2.3 16.2.4 16.2.5 16.3.1 16.3.2 16.3.3 16.3.4 16.4.1 16.4.2 16.4.3 16.5.1 16.5.2 16.5.3';

test('every item is there once', () => {
  for (const [level, ids] of [[1, LEVEL_1], [2, LEVEL_2]] as const) expect(ASVS.filter((item) => item[1] === level).map(([id]) => id)).toEqual(ids.split(' '));
});

test('what holds an item exists', () => {
  expect(asvsFaults(ASVS)).toEqual([]);
});

test('a test that does not exist is noticed, and so are a file, a heading and a reason', () => {
  const planted = asvsFaults([
    ['1.1.1', 1, '', 'server-accounts: hold the moon'], ['1.1.2', 1, '', 'no-such-file: x'], ['1.1.3', 1, '', 'file: tests/none.ts'], ['1.1.4', 1, '', 'README: 没有这一节'], ['1.1.5', 1, '', 'no: '], ['1.1.6', 1, ''],
  ]);
  expect(planted).toHaveLength(6);
});

test('prints as a table', () => {
  expect(asvsTable(ASVS).split('\n')).toHaveLength(ASVS.length + 4);
});

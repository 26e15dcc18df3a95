/** The ledger of the project only grows: no commit ever took a line out of it. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readContent } from '#/gate/content.ts';
import { now } from '#/lib/clock.ts';

const git = (...args: string[]): string => spawnSync('git', args, { encoding: 'utf8' }).stdout;

test.skipIf(!existsSync('.git'))('no line was ever taken out or changed', () => {
  const rows = [git('diff', '--numstat', 'HEAD', '--', 'content/addresses'), git('log', '--no-merges', '--format=%h', '--numstat', '--', 'content/addresses')].join('\n');
  const shrunk: string[] = [];
  let commit = '未提交';
  for (const row of rows.split('\n')) {
    const [, , removed = '0', file = ''] = /^(\d+)\t(\d+)\t(.+)$/.exec(row) ?? [];
    if (/^[0-9a-f]{7,}$/.test(row)) commit = row;
    else if (Number(removed) > 0) shrunk.push(`${commit} ${file}: ${removed}`);
  }
  expect(shrunk).toEqual([]);
});

test('it says what the content says', () => {
  const { index } = readContent('content');
  expect(index.ledger.size).toBeGreaterThan(180);
  expect(index.unrecorded(now()).map(({ status, address }) => `${status} ${address}`), '运行 npm run content -- addresses').toEqual([]);
});

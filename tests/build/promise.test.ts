/** A build with faults planted before its last look fails, and names each of them. */
import { expect, test } from 'vitest';
import { runBuild } from './planted-build.ts';

test('a lost page, an empty body, a stray page, a missing index and a warning stop the build', async () => {
  const { code, log } = await runBuild('planted', 'tests/fixtures/content', 'tests/build/planted/astro.config.mjs');
  expect(code).toBe(1);
  expect(log).toContain('错误 生成时有警告：[WARN] [planted] 一条没有人看见的警告');
  expect(log).toContain('错误 content/science/ice-wine.mdx 通过了检查，却没有生成 science/ice-wine/index.html');
  expect(log).toContain('错误 science/ginseng/index.html 里没有 content/science/ginseng.mdx 的正文');
  expect(log).toContain('错误 多了一个没有人写的页面 left-over/index.html');
  expect(log).toContain('错误 没有搜索索引 pagefind/search.json');
}, 180_000);

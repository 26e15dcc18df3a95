/** `npm run search -- "人参"`: asks the built index from the command line, by the same path as the page. */
import path from 'node:path';
import { excerpt } from './excerpt.ts';
import { BUNDLE, readFolder } from './index.ts';
import { openIndex } from './bundle.ts';
import { answer, type Answer } from './query.ts';
import { firstPages } from './order.ts';
import { now } from '#/lib/clock.ts';
import { toDay } from '#/lib/dates.ts';
import { environment } from '#/site.ts';

const SHOWN = 10;

function remark({ match, correction, alike }: Answer): string {
  const parts = [];
  if (correction) parts.push(correction.to ? `已按“${correction.to}”搜索（输入的是“${correction.from}”）` : `按读音找到的标题（输入的是“${correction.from}”）`);
  if (alike) parts.push(`是不是想找“${alike.searched}”？`);
  if (match === 'none') parts.push('没有找到');
  if (match === 'weak') parts.push('没有完全匹配的页面，下面是相近的');
  return parts.join('；');
}

const query = process.argv.slice(2).join(' ');
if (!query.trim()) {
  console.error('用法：npm run search -- "要找的词"');
  process.exit(2);
}
const folder = path.resolve(environment().out, BUNDLE);
const index = await openIndex(readFolder(folder)).catch(() => {
  console.error(`${folder} 里没有搜索索引。先运行 npm run build`);
  process.exit(1);
});
const result = await answer(query, index);
const shown = await firstPages(result.searched, result.ranked, index, SHOWN, toDay(now()));
if (remark(result)) console.log(`${remark(result)}\n`);
for (const [i, { ranked, page }] of shown.entries()) {
  const { parts, section } = excerpt(page, result.searched, result.terms);
  console.log(`${i + 1}. ${page.title}  ${page.path}${section ? `#${section.id}` : ''}  ${Math.round(100 * ranked.coverage)}%`);
  console.log(`   ${parts.map(({ text, marked }) => (marked ? `【${text}】` : text)).join('')}\n`);
}
console.log(`共 ${result.ranked.length} 页`);
process.exit(result.match === 'none' ? 1 : 0);

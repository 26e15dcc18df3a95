/** `npm run check`: judges the content folder and says what to mend. Exit code 1 when something must be. */
import { formatFinding } from '#/lib/finding.ts';
import { now } from '#/lib/clock.ts';
import { LEDGER_FOLDER } from '#/lib/ledger.ts';
import { environment } from '#/site.ts';
import { readContent } from './content.ts';

const folder = process.argv[2] ?? environment().content;
const { files, findings, index } = readContent(folder);
// A build does without these lines; the ledger of the project must have them before the address is published.
const unrecorded = index.unrecorded(now());
if (unrecorded.length > 0) {
  const some = unrecorded.slice(0, 5).map(({ address, status }) => `${address}${status === 'gone' ? '（已删除）' : ''}`).join('、');
  findings.push({ path: `content/${LEDGER_FOLDER}`, field: '', label: '', line: 1, message: `${unrecorded.length} 个网址还没有记进账本：${some}${unrecorded.length > 5 ? ' 等' : ''}`, fix: 'npm run content -- addresses', severity: index.ledger.size > 0 ? 'error' : 'warning' });
}
const errors = findings.filter((finding) => finding.severity === 'error');
for (const finding of findings) (finding.severity === 'error' ? console.error : console.log)(formatFinding(finding));
if (files.length === 0) {
  console.error(`错误 ${folder} 里没有内容。改法：在项目文件夹里运行，或用 SITE_CONTENT 指明内容文件夹`);
  process.exitCode = 1;
} else if (errors.length > 0) {
  console.error(`内容检查没有通过：${files.length} 个条目，${errors.length} 处错误，${findings.length - errors.length} 处提醒。`);
  process.exitCode = 1;
} else {
  console.log(`内容检查通过：${files.length} 个条目，${findings.length} 处提醒。`);
}

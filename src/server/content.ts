/** `npm run content -- pull|push|addresses`: carries content between the editors' store and `content/` of the clone, and keeps the ledger of addresses there. */
import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { readContent } from '#/gate/content.ts';
import { now } from '#/lib/clock.ts';
import { formatFinding } from '#/lib/finding.ts';
import { appendLines, LEDGER_FOLDER, ownerKey } from '#/lib/ledger.ts';
import { ledgerTexts } from '#/lib/ledger-files.ts';
import { NOUN_NAMES } from '#/schemas/nouns.ts';
import { serverConfig } from './config.ts';
import { checkOwner } from './preflight.ts';
import { pull, push, unpushed } from './starter.ts';
import { Store } from './store.ts';

const USAGE = `用法：
  npm run content -- pull [--force]   把内容库的最新状态写进 content/
  npm run content -- push             把 content/ 的改动送进内容库；编辑改过的不会被覆盖
  npm run content -- addresses        把 content/ 里新的、改过的、删掉的网址记进账本
  npm run content -- addresses --restore 栏目/编号   恢复一个删掉的条目，仍用原来的网址`;

/** Files of the folder that the clone's own git does not hold yet; undefined when it is not in a clone. */
async function uncommitted(folder: string): Promise<number | undefined> {
  try {
    const { stdout } = await promisify(execFile)('git', ['-C', folder, 'status', '--porcelain', '--untracked-files=all', '--', '.']);
    return stdout.split('\n').filter(Boolean).length;
  } catch {
    return undefined;
  }
}

/** Brings the ledger of the folder up to its content. `restored` are `noun/id` of entries that come back. */
function recordFolder(folder: string, restored: readonly string[]): string {
  const { index } = readContent(folder);
  for (const each of restored) {
    const [noun = '', id = ''] = each.split('/');
    const known = NOUN_NAMES.find((name) => name === noun);
    if (!known || index.ledger.latest(ownerKey(known, id))?.status !== 'gone') throw new Error(`账本里没有删除过 ${each}`);
    index.revive(known, id, known === 'events' ? id : undefined);
  }
  const lines = index.unrecorded(now());
  const ledger = path.join(folder, LEDGER_FOLDER);
  mkdirSync(ledger, { recursive: true });
  for (const [file, text] of appendLines(ledgerTexts(folder), lines)) writeFileSync(path.join(ledger, file), text);
  return lines.length > 0 ? `记进账本 ${lines.length} 行：\n${lines.map(({ status, address }) => `${status === 'gone' ? '删除' : '启用'} ${address}`).join('\n')}` : '账本没有要补的';
}

async function run(args: readonly string[]): Promise<string> {
  const config = serverConfig(path.resolve(import.meta.dirname, '..', '..'));
  if (args[0] === 'addresses') return recordFolder(config.content, args[1] === '--restore' ? args.slice(2) : []);
  const store = new Store(path.join(config.data, 'content.git'));
  if (!existsSync(store.dir)) throw new Error('内容库还没有建立；先运行一次 npm start');
  checkOwner(config.data);
  if (args[0] === 'pull') {
    if (!args.includes('--force')) {
      const dirty = await uncommitted(config.content);
      if (dirty) throw new Error(`content/ 里有 ${dirty} 个文件还没有提交，拉取会覆盖它们。请先用 git 提交，或加 --force 放弃它们。`);
      const own = await unpushed(store, config.content);
      if (own.length > 0) throw new Error(`content/ 里有 ${own.length} 个文件的改动还没有送进内容库（${own.slice(0, 5).join('、')}），拉取会盖掉它们。请先运行 npm run content -- push，或加 --force。`);
    }
    const changed = await pull(store, config.content);
    return changed.length > 0 ? `已写入 content/：\n${changed.join('\n')}` : 'content/ 已是最新';
  }
  if (args[0] === 'push') {
    const { taken, conflicts, findings } = await push(store, config.content);
    if (conflicts.length > 0) throw new Error(`没有送进内容库：下面的文件编辑也改过。请先 npm run content -- pull --force 取回编辑的版本（您的版本留在 git 里），合并后再 push。\n${conflicts.join('\n')}`);
    if (findings.length > 0) throw new Error(`没有送进内容库：合在一起有 ${findings.length} 处错误。\n${findings.map(formatFinding).join('\n')}`);
    return taken.length > 0 ? `已送进内容库（正在运行的服务器会自动发布）：\n${taken.join('\n')}` : '内容库已是最新';
  }
  throw new Error(USAGE);
}

run(process.argv.slice(2)).then(console.log, (error: unknown) => {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
});

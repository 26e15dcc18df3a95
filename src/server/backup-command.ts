/** The commands of `backup.ts`: `npm run backup -- <folder|file> [--keep N]`, `npm run restore -- <file>`. */
import { stat } from 'node:fs/promises';
import { userInfo } from 'node:os';
import path from 'node:path';
import { Audit, type AuditEvent } from './audit.ts';
import { backUp, restore } from './backup.ts';
import { noteJob } from './nightly.ts';
import { serverConfig } from './config.ts';
import { openDatabase } from './database.ts';
import { checkOwner, holdData } from './preflight.ts';

const USAGE = `用法：
  npm run backup -- <文件夹> [--keep 30]   在文件夹里写一份 kepu-<时间>.tar；--keep 只留最新的几份
  npm run backup -- <文件名.tar>           写成这个文件
  npm run restore -- <文件名.tar>          停掉服务器以后恢复；原来的数据移到一边，不删除`;

/** Writes into the log; that it cannot be written takes nothing back. */
function record(data: string, event: AuditEvent): void {
  try {
    const database = openDatabase(path.join(data, 'app.sqlite'));
    new Audit(database).record({ ...event, login: userInfo().username, address: 'cli' });
    database.close();
  } catch (error) {
    console.error(`没有记进日志：${String(error)}`);
  }
}

async function run([command, ...args]: readonly string[]): Promise<string> {
  const { data } = serverConfig(path.resolve(import.meta.dirname, '..', '..'));
  const target = args.find((arg) => !arg.startsWith('--') && !/^\d+$/.test(arg));
  if (!target) throw new Error(USAGE);
  if (command === 'backup') {
    const at = args.indexOf('--keep');
    const keep = at < 0 ? undefined : Number(args[at + 1]);
    if (keep !== undefined && (!Number.isInteger(keep) || keep < 1)) throw new Error(`--keep 后面写 1 以上的整数\n${USAGE}`);
    checkOwner(data);
    const file = await backUp(data, path.resolve(target), keep === undefined ? {} : { keep });
    await noteJob(data, 'backup', { at: Date.now(), done: file });
    record(data, { action: 'backup.run', target: file });
    return `已备份到 ${file}（${((await stat(file)).size / 1_000_000).toFixed(1)} MB），并核对过。`;
  }
  if (command !== 'restore') throw new Error(USAGE);
  checkOwner(data);
  const release = (await stat(data).catch(() => undefined)) ? holdData(data) : () => undefined;
  try {
    const { manifest, aside } = await restore(path.resolve(target), data);
    record(data, { action: 'backup.restore', target: path.resolve(target), note: manifest.made });
    return `已恢复 ${manifest.made} 的备份（内容的版本 ${manifest.head.slice(0, 10)}）。${aside ? `\n原来的数据在 ${aside}，确认没有问题后可以删。` : ''}\n现在运行 npm start（或 systemctl start kepu）：网站会按恢复的内容重新生成，所有人要重新登录。`;
  } finally {
    release();
  }
}

run(process.argv.slice(2)).then(console.log, (error: unknown) => {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
});

/**
 * `npm run release -- list|back|forward`: what was published, and putting the site back without an account or a
 * browser. Works beside a running server, which follows within a second, and without one.
 */
import { userInfo } from 'node:os';
import path from 'node:path';
import { Audit } from './audit.ts';
import { serverConfig } from './config.ts';
import { openDatabase } from './database.ts';
import { readHold, writeHold } from './hold.ts';
import { checkOwner } from './preflight.ts';
import { Releases, type ReleaseInfo } from './releases.ts';
import { MAIN, Store } from './store.ts';

const USAGE = `用法：
  npm run release -- list          列出留着的版本，最新的在前；● 是读者正在看的
  npm run release -- back [版本]   换回这个版本；不写就换回上一个内容
  npm run release -- forward       不再停在旧版本，回到最新的内容`;

const CAUSES = { content: '内容', clock: '到点', code: '程序或设置', search: '整理搜索' } as const;

/** A time as people in the office read it. */
const beijing = (instant: number): string => new Intl.DateTimeFormat('zh-CN', { timeZone: 'Asia/Shanghai', dateStyle: 'short', timeStyle: 'medium' }).format(instant);

/** A line of the list: id, time, why, by whom, what. */
export function releaseLine({ id, made, notes: { cause, changes, count } }: ReleaseInfo, live: string | undefined): string {
  const authors = [...new Set(changes.map(({ author }) => author))].join('、');
  const what = changes.slice(0, 3).map(({ subject }) => subject).join('；');
  return `${id === live ? '●' : ' '} ${id}  ${beijing(made)}  ${CAUSES[cause]}${authors ? `  ${authors}` : ''}${what ? `  ${what}${count > 3 ? ` 等 ${count} 处` : ''}` : ''}`;
}

/** Runs one of the commands on the folder `data`; answers what to print. Throws Chinese sentences. */
export async function releaseCommand([command, wanted]: readonly string[], data: string, by: string): Promise<string> {
  const releases = new Releases(data);
  const list = await releases.list().catch(() => []);
  const live = await releases.current();
  if (command === 'list') return list.map((info) => releaseLine(info, live?.id)).join('\n') || '还没有发布过';
  if (command === 'back') {
    const info = wanted === undefined ? list.find(({ id, commit }) => live && id < live.id && commit !== live.commit) : list.find(({ id }) => id === wanted);
    if (!info) throw new Error(wanted === undefined ? '没有更早的版本可以换回' : `没有版本 ${wanted}。npm run release -- list 列出全部。`);
    if (!(await releases.load(info.id))) throw new Error(`${info.id} 的文件不全了，请另选一个。`);
    const head = await new Store(path.join(data, 'content.git')).head(MAIN);
    if (head === undefined) throw new Error('内容库读不出来，没有换');
    await writeHold(data, { id: info.id, by, at: Date.now(), head });
    await releases.switchTo(info.id);
    return `已换回 ${info.id}（${beijing(info.made)}）。正在运行的服务器一秒内跟上。\n内容没有变：编辑下一次发布时，内容库里现在的全部内容会一起上线。要撤掉的改动，请先在“历史”里恢复。`;
  }
  if (command === 'forward') {
    if (!(await readHold(data))) return '网站没有停在旧版本，不用回来';
    await writeHold(data, undefined);
    return '网站会回到最新的内容：正在运行的服务器马上发布；没有运行时，在下次启动时发布。';
  }
  throw new Error(USAGE);
}

/** Writes into the log what was done; that it cannot be written takes nothing back. */
function record(data: string, [command, id]: readonly string[]): void {
  if (command !== 'back' && command !== 'forward') return;
  try {
    const database = openDatabase(path.join(data, 'app.sqlite'));
    new Audit(database).record({ action: command === 'back' ? 'publish.rollback' : 'publish.forward', login: userInfo().username, address: 'cli', target: id });
    database.close();
  } catch (error) {
    console.error(`没有记进日志：${String(error)}`);
  }
}

if (import.meta.main) {
  const { data } = serverConfig(path.resolve(import.meta.dirname, '..', '..'));
  Promise.resolve()
    .then(() => { checkOwner(data); })
    .then(() => releaseCommand(process.argv.slice(2), data, `命令行（${userInfo().username}）`))
    .then((text) => {
      record(data, process.argv.slice(2));
      console.log(text);
    })
    .catch((error: unknown) => {
      console.error(error instanceof Error ? error.message : String(error));
      process.exitCode = 1;
    });
}

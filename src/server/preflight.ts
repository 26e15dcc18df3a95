/** What must be right before the server starts. Each fault is one Chinese sentence with a way out. */
import { execFile } from 'node:child_process';
import { accessSync, constants, mkdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { promisify } from 'node:util';
import { unfinishedRestore } from './backup.ts';
import type { ServerConfig } from './config.ts';

/** A reason not to start, for people. */
export class StartFault extends Error {
  /** Whether another server does the work already. */
  readonly isBusy: boolean;
  constructor(message: string, { isBusy = false }: { isBusy?: boolean } = {}) {
    super(message);
    this.isBusy = isBusy;
  }
}

/** Whether the folder is there, or can be made, and takes files. */
function writable(folder: string): boolean {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o750 });
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Checks git, the packages and the data folder. Throws {@link StartFault}. */
export async function checkMachine(config: ServerConfig): Promise<void> {
  try {
    await promisify(execFile)('git', ['--version']);
  } catch {
    throw new StartFault('没有找到 git。请先安装：Debian/Ubuntu 用 apt install git，macOS 用 xcode-select --install，Windows 从 https://git-scm.com 下载；装好后再运行 npm start。');
  }
  if (!statSync(path.join(config.root, 'node_modules', 'astro'), { throwIfNoEntry: false })) throw new StartFault('还没有安装依赖。请先运行 npm ci。');
  if (!writable(config.data)) throw new StartFault(`数据文件夹 ${config.data} 不能写。请改它的权限（例如 sudo chown -R $(whoami) ${config.data}），或用 SITE_DATA=另一个文件夹 npm start。`);
  if (await unfinishedRestore(config.data)) throw new StartFault(`上一次恢复没有做完：请再运行一次 npm run restore -- <备份文件>。原来的数据在 ${config.data} 的 before-restore-… 里，没有丢。`);
  // Astro writes its types there at each build and knows no other place.
  const types = path.join(config.root, '.astro');
  if (!writable(types)) throw new StartFault(`${types} 不能写，生成网站时要用。请先建好它并改权限：sudo mkdir -p ${types} && sudo chown -R $(whoami) ${types}。`);
}

/** For the commands beside the server: files they made as another user would shut the server out. Throws {@link StartFault}. */
export function checkOwner(data: string): void {
  const owner = statSync(data, { throwIfNoEntry: false })?.uid;
  if (owner === undefined || process.getuid === undefined || owner === process.getuid()) return;
  throw new StartFault(`数据文件夹 ${data} 属于另一个用户（uid ${owner}）。请用那个用户运行，例如 sudo -u '#${owner}' npm run …。`);
}

/** Holds the data folder for this process; the hold ends with the process, however it ends. Throws {@link StartFault}. */
export function holdData(data: string): () => void {
  const file = path.join(data, 'lock.sqlite');
  let lock: DatabaseSync | undefined;
  try {
    lock = new DatabaseSync(file);
    lock.exec('PRAGMA busy_timeout = 300; PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE;');
  } catch (error) {
    lock?.close();
    const busy = error instanceof Error && /locked|busy/i.test(error.message);
    if (busy) throw new StartFault(`另一个服务器正在使用 ${data}。请先停掉它，或用 SITE_DATA=另一个文件夹 PORT=另一个端口 npm start。`, { isBusy: true });
    throw new StartFault(`${file} 打不开（${error instanceof Error ? error.message : String(error)}）。请删掉这个文件再试，里面没有内容。`);
  }
  const held = lock;
  return () => { held.close(); };
}

/** The sentence for a port that cannot be had. */
export function listenFault(error: NodeJS.ErrnoException, config: ServerConfig): StartFault {
  if (error.code === 'EADDRINUSE') return new StartFault(`端口 ${config.port} 已被别的程序占用。请停掉那个程序，或换一个端口：PORT=${config.port + 1} npm start。`);
  if (error.code === 'EACCES') return new StartFault(`没有权限使用端口 ${config.port}。请换一个 1024 以上的端口，例如 PORT=4321 npm start。`);
  if (error.code === 'EADDRNOTAVAIL' || error.code === 'ENOTFOUND') return new StartFault(`这台机器没有地址 ${config.host}。请改 HOST，例如 HOST=127.0.0.1 npm start。`);
  return new StartFault(`服务器没有启动：${error.message}`);
}

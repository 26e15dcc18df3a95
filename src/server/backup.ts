/**
 * `npm run backup -- <folder|file> [--keep N]` and `npm run restore -- <file>`: all that cannot be made again, in one
 * checked file. A backup is taken while the server runs: git writes a bundle of all branches, SQLite a copy of its
 * own. What readers see is not in it: it is made from the content again.
 */
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { chmod, mkdir, mkdtemp, open, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { git } from './git.ts';

const run = promisify(execFile);

/** A reason that a backup was not made or cannot be used, for people. */
export class BackupFault extends Error {}

const FORMAT = 1;
const MANIFEST = 'manifest.json';
const CONTENT = 'content.bundle';
const DATABASE = 'app.sqlite';
const NAME = /^kepu-\d{8}T\d{6}\.tar$/;

export interface BackupManifest {
  format: number;
  /** When it was made, ISO 8601 in UTC. */
  made: string;
  /** Newest commit of the content. */
  head: string;
  /** SHA-256 of each file, hex. */
  sha256: Record<string, string>;
}

async function digest(file: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex');
}

/** Brings a file's bytes to the disk itself. */
async function flush(file: string): Promise<void> {
  const handle = await open(file, 'r+');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function tar(args: readonly string[]): Promise<void> {
  try {
    await run('tar', args);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') throw new BackupFault('这台机器没有 tar 程序，请先安装（Debian：apt install tar）。');
    throw error;
  }
}

/** What SQLite finds wrong with a database, or nothing. */
function databaseFault(file: string): string | undefined {
  let database: DatabaseSync | undefined;
  try {
    database = new DatabaseSync(file, { readOnly: true });
    const { integrity_check: verdict } = database.prepare('PRAGMA integrity_check').get() as { integrity_check: string };
    return verdict === 'ok' ? undefined : verdict;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  } finally {
    database?.close();
  }
}

/** Copies the parts of `data` into `folder` and answers with their manifest. */
async function collect(data: string, folder: string, now: number): Promise<BackupManifest> {
  const store = path.join(data, 'content.git');
  const { out, code } = await git(store, ['rev-parse', '--verify', '--quiet', 'refs/heads/main'], { allow: [1, 128] });
  if (code !== 0) throw new BackupFault(`${store} 里没有内容，或读不出来，没有备份。若它已损坏，请用以前的备份恢复。`);
  await git(store, ['bundle', 'create', '--quiet', path.join(folder, CONTENT), '--all']);
  await git(store, ['bundle', 'verify', '--quiet', path.join(folder, CONTENT)]);
  const source = path.join(data, DATABASE);
  if (await stat(source).catch(() => undefined)) {
    const database = new DatabaseSync(source, { readOnly: true });
    try {
      database.exec('PRAGMA busy_timeout = 10000');
      database.prepare('VACUUM INTO ?').run(path.join(folder, DATABASE));
    } catch (error) {
      throw new BackupFault(`账号文件 ${source} 读不出来（${error instanceof Error ? error.message : String(error)}），没有备份。`);
    } finally {
      database.close();
    }
    const fault = databaseFault(path.join(folder, DATABASE));
    if (fault) throw new BackupFault(`账号文件 ${source} 已损坏（${fault}），没有备份。`);
  }
  const sha256: Record<string, string> = {};
  for (const name of (await readdir(folder)).sort()) sha256[name] = await digest(path.join(folder, name));
  return { format: FORMAT, made: new Date(now).toISOString(), head: out.toString('utf8').trim(), sha256 };
}

/**
 * Backs `data` up. `target` is a folder, which receives `kepu-<time>.tar`, or a name that ends in `.tar`. With `keep`, all
 * but that many of the newest backups of the folder are deleted, once the new one stands. Returns the file.
 * Throws {@link BackupFault}; nothing half made is left under the file's name.
 */
export async function backUp(data: string, target: string, { now = Date.now(), keep }: { now?: number; keep?: number } = {}): Promise<string> {
  const isFile = target.endsWith('.tar');
  const folder = isFile ? path.dirname(target) : target;
  const file = isFile ? target : path.join(folder, `kepu-${new Date(now).toISOString().slice(0, 19).replace(/[-:]/g, '')}.tar`);
  await mkdir(folder, { recursive: true });
  const work = await mkdtemp(path.join(folder, '.kepu-backup-'));
  try {
    const manifest = await collect(data, work, now);
    await writeFile(path.join(work, MANIFEST), `${JSON.stringify(manifest, null, 2)}\n`);
    const part = path.join(work, 'part.tar');
    await tar(['-cf', part, '-C', work, MANIFEST, ...Object.keys(manifest.sha256)]);
    await unpack(part, path.join(work, 'proof'));
    // The accounts are in it. A stick that knows no rights keeps none.
    await chmod(part, 0o640).catch(() => undefined);
    await flush(part);
    await rename(part, file);
  } catch (error) {
    if (/ENOSPC|No space left|disk is full|disk full/i.test(String(error))) throw new BackupFault(`${folder} 满了，没有备份。以前的备份都还在。`);
    throw error;
  } finally {
    await rm(work, { recursive: true, force: true });
  }
  if (keep !== undefined && !isFile) for (const old of (await readdir(folder)).filter((name) => NAME.test(name)).sort().reverse().slice(Math.max(keep, 1))) await rm(path.join(folder, old), { force: true });
  return file;
}

/** Unpacks a backup into `folder`, which must not be there, and checks every byte. Throws {@link BackupFault}. */
export async function unpack(file: string, folder: string): Promise<BackupManifest> {
  if (!(await stat(file).catch(() => undefined))) throw new BackupFault(`没有文件 ${file}`);
  await mkdir(folder, { recursive: true });
  const damaged = (what: string): BackupFault => new BackupFault(`备份文件 ${file} 不完整或被改过（${what}），没有恢复。现有的数据没有动；请换一份备份再试。`);
  await tar(['-xf', path.resolve(file), '-C', folder, '--no-same-owner', MANIFEST]).catch((error: unknown) => { throw error instanceof BackupFault ? error : damaged('打不开'); });
  let manifest: BackupManifest;
  try {
    manifest = JSON.parse(await readFile(path.join(folder, MANIFEST), 'utf8')) as BackupManifest;
  } catch {
    throw damaged('清单读不出来');
  }
  if (typeof manifest.format !== 'number' || typeof manifest.sha256 !== 'object' || !manifest.sha256[CONTENT]) throw damaged('清单不对');
  if (manifest.format > FORMAT) throw new BackupFault(`${file} 是更新的程序做的备份，请先更新代码再恢复。`);
  const names = Object.keys(manifest.sha256).filter((name) => name === CONTENT || name === DATABASE);
  await tar(['-xf', path.resolve(file), '-C', folder, '--no-same-owner', ...names]).catch((error: unknown) => { throw error instanceof BackupFault ? error : damaged('后半部分缺失'); });
  for (const name of names) if ((await digest(path.join(folder, name))) !== manifest.sha256[name]) throw damaged(`${name} 的校验值不对`);
  return manifest;
}

export interface Restored {
  manifest: BackupManifest;
  /** Folder that holds what stood there before, if anything did. */
  aside: string | undefined;
}

/** Where a restore prepares; see {@link unfinishedRestore}. */
const STAGE = 'restoring';

/** Whether a restore was killed between taking the old away and putting the new in its place. */
export async function unfinishedRestore(data: string): Promise<boolean> {
  const names = await readdir(data).catch(() => [] as string[]);
  return names.includes(STAGE) && !names.includes('content.git');
}

/**
 * Puts a backup in place of what `data` holds; the server must not run. What was there is moved into
 * `data/before-restore-<time>`, never deleted. Everybody has to sign in again. Throws {@link BackupFault}.
 */
export async function restore(file: string, data: string, now = Date.now()): Promise<Restored> {
  await mkdir(data, { recursive: true, mode: 0o750 });
  const stage = path.join(data, STAGE);
  await rm(stage, { recursive: true, force: true });
  let manifest: BackupManifest;
  try {
    manifest = await unpack(file, stage);
    const store = path.join(stage, 'content.git');
    await git(store, ['init', '--quiet', '--bare', '--template=', '--initial-branch=main']);
    await git(store, ['fetch', '--quiet', '--no-tags', path.join(stage, CONTENT), '+refs/*:refs/*']);
    await git(store, ['fsck', '--full', '--strict']);
    const fault = manifest.sha256[DATABASE] && databaseFault(path.join(stage, DATABASE));
    if (fault) throw new BackupFault(`备份文件 ${file} 里的账号文件已损坏（${fault}），没有恢复。`);
    if (manifest.sha256[DATABASE]) signOutAll(path.join(stage, DATABASE));
  } catch (error) {
    if (!(await unfinishedRestore(data))) await rm(stage, { recursive: true, force: true });
    throw error;
  }
  const aside = path.join(data, `before-restore-${new Date(now).toISOString().slice(0, 19).replace(/[-:]/g, '')}`);
  const old = (await readdir(data)).filter((name) => ['content.git', 'hold.json'].includes(name) || name.startsWith(DATABASE));
  if (old.length > 0) await mkdir(aside, { recursive: true, mode: 0o750 });
  for (const name of old) await rename(path.join(data, name), path.join(aside, name));
  if (manifest.sha256[DATABASE]) await rename(path.join(stage, DATABASE), path.join(data, DATABASE));
  // Last: the content is what a start looks for.
  await rename(path.join(stage, 'content.git'), path.join(data, 'content.git'));
  await rm(stage, { recursive: true, force: true });
  return { manifest, aside: old.length > 0 ? aside : undefined };
}

/** A session of the time of the backup must not come to life again. */
function signOutAll(file: string): void {
  const database = new DatabaseSync(file);
  try {
    if (database.prepare("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'sessions'").get()) database.exec('DELETE FROM sessions');
  } finally {
    database.close();
  }
}

/**
 * The starter content of the clone and the editors' store: seeding at the first start, and `content pull`
 * and `push` later. `refs/starter` names the state in which both last agreed; against it changes on either
 * side are told apart.
 */
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { readContent } from '#/gate/content.ts';
import type { Finding } from '#/lib/finding.ts';
import { now } from '#/lib/clock.ts';
import { mergeLedgerTexts } from '#/lib/ledger.ts';
import { isLedgerPath, recordAddresses } from './address-changes.ts';
import { blobId, type Change, isStorePath, MAIN, SERVICE, type Store } from './store.ts';

const STARTER = 'refs/starter';

/** Files of a content folder by store path (`content/science/x.mdx`). Throws on one that cannot stand in the store. */
export async function readFolder(folder: string): Promise<Map<string, Buffer>> {
  const files = new Map<string, Buffer>();
  if (!existsSync(folder)) return files;
  for (const row of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!row.isFile() || row.name.startsWith('.')) continue;
    const file = path.join(row.parentPath, row.name);
    const name = `content/${path.relative(folder, file).split(path.sep).join('/')}`;
    if (!isStorePath(name)) throw new Error(`${name} 的位置或名字不对；放在 content/<栏目>/ 下，文件名用小写字母、数字、点和短横线`);
    files.set(name, await readFile(file));
  }
  return files;
}

/** Blob ids of the starter state, by path. */
async function idsAt(store: Store, commit: string | undefined): Promise<Map<string, string>> {
  return new Map(commit === undefined ? [] : (await store.list(commit)).map((file) => [file.path, file.id]));
}

const idsOf = (files: ReadonlyMap<string, Buffer>): Map<string, string> => new Map([...files].map(([name, bytes]) => [name, blobId(bytes)]));

const errorsOf = (findings: readonly Finding[]): Finding[] => findings.filter((finding) => finding.severity === 'error');

/** Fills an empty store from the clone. True when it was empty. */
export async function seed(store: Store, folder: string): Promise<boolean> {
  if ((await store.head(MAIN)) !== undefined) return false;
  const files = await readFolder(folder);
  if (files.size === 0) throw new Error(`${folder} 里没有内容，无法建立内容库；请在项目文件夹里运行`);
  const commit = await store.commit([...files].map(([name, content]) => ({ path: name, content })), '放入初始内容', SERVICE);
  await store.swap(STARTER, commit, await store.head(STARTER));
  await recordAddresses(store, now());
  return true;
}

export interface PushResult {
  /** Store paths that were taken over. */
  taken: string[];
  /** Store paths that both sides changed; nothing was pushed. */
  conflicts: string[];
  /** What the gate says of the whole; nothing was pushed. */
  findings: Finding[];
}

/** Brings changed starter content to the store as one commit. What editors changed stays. */
export async function push(store: Store, folder: string): Promise<PushResult> {
  const head = await store.head(MAIN);
  if (head === undefined) throw new Error('内容库还没有建立；先运行一次 npm start');
  const files = await readFolder(folder);
  const [ours, base, theirs] = [idsOf(files), await idsAt(store, await store.head(STARTER)), await idsAt(store, head)];
  const changes: Change[] = [];
  const conflicts: string[] = [];
  for (const name of [...new Set([...ours.keys(), ...base.keys()])].sort()) {
    const [own, old, live] = [ours.get(name), base.get(name), theirs.get(name)];
    if (own === old || own === live) continue;
    if (live !== old && live !== undefined && own !== undefined && isLedgerPath(name)) {
      // Both sides only added lines.
      const theirText = (await store.read(head, name))?.bytes.toString('utf8') ?? '';
      changes.push({ path: name, content: mergeLedgerTexts(theirText, files.get(name)?.toString('utf8') ?? ''), base: live });
    } else if (live !== old) conflicts.push(name);
    else changes.push({ path: name, content: files.get(name) ?? null, base: live ?? null });
  }
  if (conflicts.length > 0) return { taken: [], conflicts, findings: [] };
  const work = await mkdtemp(path.join(tmpdir(), 'site-push-'));
  try {
    await store.snapshot(head, work);
    for (const { path: name, content } of changes) {
      const file = path.join(work, name);
      if (content === null) await rm(file, { force: true });
      else {
        await mkdir(path.dirname(file), { recursive: true });
        await writeFile(file, content);
      }
    }
    const findings = errorsOf(readContent(path.join(work, 'content')).findings);
    if (findings.length > 0) return { taken: [], conflicts: [], findings };
  } finally {
    await rm(work, { recursive: true, force: true });
  }
  if (changes.length > 0) await store.commit(changes, '更新初始内容', SERVICE);
  await recordAddresses(store, now());
  await markStarter(store, files);
  return { taken: changes.map((change) => change.path), conflicts: [], findings: [] };
}

/** Remembers the clone's content as the state in which both sides agree. */
async function markStarter(store: Store, files: ReadonlyMap<string, Buffer>): Promise<void> {
  const before = await store.head(STARTER);
  const gone = [...(await idsAt(store, before)).keys()].filter((name) => !files.has(name));
  await store.commit([...[...files].map(([name, content]) => ({ path: name, content })), ...gone.map((name) => ({ path: name, content: null }))], '初始内容', SERVICE, { ref: STARTER });
}

/** Store paths in which the clone's content differs from the last agreed state: what a pull would lose. */
export async function unpushed(store: Store, folder: string): Promise<string[]> {
  const files = await readFolder(folder);
  const [ours, base, live] = [idsOf(files), await idsAt(store, await store.head(STARTER)), await idsAt(store, await store.head(MAIN))];
  return [...new Set([...ours.keys(), ...base.keys()])].filter((name) => ours.get(name) !== base.get(name) && ours.get(name) !== live.get(name)).sort();
}

/** Writes the store's newest state into the folder. Returns the paths that changed. */
export async function pull(store: Store, folder: string): Promise<string[]> {
  const head = await store.head(MAIN);
  if (head === undefined) throw new Error('内容库还没有建立；先运行一次 npm start');
  const files = await readFolder(folder);
  const ours = idsOf(files);
  const live = await store.list(head);
  const changed: string[] = [];
  const fileOf = (name: string): string => path.join(folder, name.slice('content/'.length));
  for (const name of ours.keys()) {
    if (live.some((file) => file.path === name)) continue;
    changed.push(name);
    await rm(fileOf(name), { force: true });
  }
  const fresh = live.filter((file) => ours.get(file.path) !== file.id);
  const blobs = await store.blobs(fresh.map((file) => file.id));
  for (const [at, file] of fresh.entries()) {
    const bytes = blobs[at];
    if (!bytes || !isStorePath(file.path)) throw new Error(`内容库里的 ${file.path} 读不出来`);
    changed.push(file.path);
    await mkdir(path.dirname(fileOf(file.path)), { recursive: true });
    await writeFile(fileOf(file.path), bytes);
  }
  await markStarter(store, new Map(await Promise.all(live.map(async (file) => [file.path, await readFile(fileOf(file.path))] as const))));
  return changed.sort();
}

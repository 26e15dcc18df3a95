/** Backup and restore: a round trip beside a running server, damage that is found, nothing that is lost. */
import { mkdir, mkdtemp, readdir, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { Accounts } from '#/server/accounts.ts';
import { backUp, BackupFault, restore, unfinishedRestore, unpack } from '#/server/backup.ts';
import { openDatabase } from '#/server/database.ts';
import { SERVICE, Store } from '#/server/store.ts';

let folder: string;
let data: string;
let store: Store;
let database: DatabaseSync;
let accounts: Accounts;
const A = 'content/science/a.mdx';
const DRAFT = 'refs/heads/cms/science/b';

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'backup-'));
  data = path.join(folder, 'data');
  await mkdir(data);
  store = new Store(path.join(data, 'content.git'));
  await store.init();
  await store.commit([{ path: A, content: 'one' }], '新建', SERVICE);
  await store.commit([{ path: 'content/science/b.mdx', content: '草稿' }], '草稿', SERVICE, { ref: DRAFT });
  database = openDatabase(path.join(data, 'app.sqlite'));
  accounts = new Accounts(database, { cost: 2 ** 10 });
});
afterEach(async () => {
  database.close();
  await rm(folder, { recursive: true, force: true });
});

const read = async (at: string, file: string, ref?: string): Promise<string | undefined> => {
  const other = new Store(path.join(at, 'content.git'));
  const head = await other.head(ref);
  return head && (await other.read(head, file))?.bytes.toString();
};

it('comes back whole: history, drafts and accounts, but no session', async () => {
  const password = await accounts.add('bianji', '李编辑');
  await accounts.signIn('bianji', { password }, { address: 'x' });
  const file = await backUp(data, path.join(folder, 'backups'));
  expect((await stat(file)).mode & 0o007, 'nobody else on the machine reads it').toBe(0);
  await store.commit([{ path: A, content: 'two' }], '改', SERVICE);
  const empty = path.join(folder, 'empty');
  const { manifest, aside } = await restore(file, empty);
  expect([aside, manifest.head.length]).toEqual([undefined, 40]);
  expect([await read(empty, A), await read(empty, 'content/science/b.mdx', DRAFT)]).toEqual(['one', '草稿']);
  const copy = openDatabase(path.join(empty, 'app.sqlite'));
  expect(await new Accounts(copy, { cost: 2 ** 10 }).signIn('bianji', { password }, { address: 'x' })).toMatchObject({ user: { name: '李编辑' } });
  expect(copy.prepare('SELECT count(*) AS n FROM sessions').get()).toEqual({ n: 1 });
  copy.close();
});

it('moves what was there aside and deletes nothing', async () => {
  const file = await backUp(data, path.join(folder, 'x.tar'));
  await store.commit([{ path: A, content: 'two' }], '改', SERVICE);
  const { aside = '' } = await restore(file, data);
  expect(await read(data, A)).toBe('one');
  expect(await read(aside, A)).toBe('two');
  expect((await readdir(aside)).sort()).toContain('app.sqlite');
  expect(await unfinishedRestore(data)).toBe(false);
});

it('is a state of its own while others go on writing', async () => {
  let go = true;
  const writing = (async () => { for (let round = 0; go; round++) await store.commit([{ path: A, content: `${round}` }], '改', SERVICE); })();
  const file = await backUp(data, path.join(folder, 'x.tar'));
  go = false;
  await writing;
  const empty = path.join(folder, 'empty');
  await restore(file, empty);
  expect(await read(empty, A)).toMatch(/^(?:one|\d+)$/);
});

it.each([
  ['cut off', async (file: string) => truncate(file, Math.floor((await stat(file)).size * 0.6))],
  ['with one bit changed', async (file: string) => {
    const bytes = await readFile(file);
    const at = bytes.indexOf('PACK') + 40;
    bytes[at] = (bytes[at] ?? 0) ^ 1;
    await writeFile(file, bytes);
  }],
  ['that is something else', (file: string) => writeFile(file, '照片')],
])('a file %s is refused, and nothing changes', async (_what, damage) => {
  const file = await backUp(data, path.join(folder, 'x.tar'));
  await damage(file);
  await expect(restore(file, data)).rejects.toThrow(/不完整或被改过.*现有的数据没有动/);
  expect(await read(data, A)).toBe('one');
  expect((await readdir(data)).filter((name) => name.startsWith('before') || name === 'restoring')).toEqual([]);
});

it('makes no backup of damaged accounts or an unreadable repository', async () => {
  database.close();
  await writeFile(path.join(data, 'app.sqlite'), 'nonsense'.repeat(1000));
  await rm(path.join(data, 'app.sqlite-wal'), { force: true });
  await expect(backUp(data, path.join(folder, 'b'))).rejects.toThrow(BackupFault);
  await rm(path.join(data, 'app.sqlite'));
  await rm(path.join(data, 'content.git', 'objects'), { recursive: true });
  await expect(backUp(data, path.join(folder, 'b'))).rejects.toThrow('读不出来');
  expect(await readdir(path.join(folder, 'b'))).toEqual([]);
  database = openDatabase(':memory:');
});

it('keeps the newest ones when it is told how many', async () => {
  for (let day = 1; day <= 4; day++) await backUp(data, path.join(folder, 'b'), { now: Date.UTC(2026, 10, day), keep: 2 });
  expect(await readdir(path.join(folder, 'b'))).toEqual(['kepu-20261103T000000.tar', 'kepu-20261104T000000.tar']);
});

it('a restore that was killed half-way is noticed, and can be run again', async () => {
  const file = await backUp(data, path.join(folder, 'x.tar'));
  await unpack(file, path.join(data, 'restoring'));
  await rm(path.join(data, 'content.git'), { recursive: true });
  expect(await unfinishedRestore(data)).toBe(true);
  await restore(file, data);
  expect([await unfinishedRestore(data), await read(data, A)]).toEqual([false, 'one']);
});

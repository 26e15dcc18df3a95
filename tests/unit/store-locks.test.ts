import { mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { SERVICE, Store } from '#/server/store.ts';
import { clearLocks } from '#/server/store-locks.ts';

let folder: string;
let store: Store;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'locks-'));
  store = new Store(path.join(folder, 'content.git'));
  await store.init();
  await store.commit([{ path: 'content/science/a.mdx', content: 'one' }], '新建', SERVICE);
});
afterEach(() => rm(folder, { recursive: true, force: true }));

it('a lock that a killed git left no longer keeps the branch', async () => {
  const lock = path.join(store.dir, 'refs', 'heads', 'main.lock');
  await writeFile(lock, '');
  await utimes(lock, new Date(), new Date(Date.now() - 60_000));
  expect(await clearLocks(store.dir)).toEqual([lock]);
  await store.commit([{ path: 'content/science/a.mdx', content: 'two' }], '改', SERVICE);
});

it('a lock that somebody just holds is waited for, not taken', async () => {
  const lock = path.join(store.dir, 'refs', 'heads', 'main.lock');
  await writeFile(lock, '');
  setTimeout(() => { void rm(lock); }, 200);
  expect(await clearLocks(store.dir)).toEqual([]);
});

it('nothing to clear costs nothing', async () => {
  const start = performance.now();
  expect(await clearLocks(store.dir)).toEqual([]);
  expect(performance.now() - start).toBeLessThan(1000);
});

import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Conflict, isStorePath, MAIN, Store } from '#/server/store.ts';

const AUTHOR = { name: '张编辑', email: 'zhang@localhost' };
let folder: string;
let store: Store;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'store-'));
  store = new Store(path.join(folder, 'content.git'));
  await store.init();
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const put = (file: string, content: string | null, base?: string | null) => store.commit([{ path: file, content, base }], '保存', AUTHOR);

describe('the store', () => {
  it('is empty at first and may be made twice', async () => {
    await store.init();
    expect(await store.head()).toBeUndefined();
  });

  it('keeps bytes, authors and Chinese messages', async () => {
    const commit = await put('content/science/a.mdx', '正文 {a}\n');
    expect((await store.read(commit, 'content/science/a.mdx'))?.bytes.toString('utf8')).toBe('正文 {a}\n');
    expect(await store.log(MAIN, 'content/science/a.mdx')).toMatchObject([{ author: '张编辑', subject: '保存' }]);
    expect(await store.list(commit)).toMatchObject([{ path: 'content/science/a.mdx', size: 11 }]);
  });

  it('makes no commit when nothing changes', async () => {
    const first = await put('content/science/a.mdx', 'a');
    expect(await put('content/science/a.mdx', 'a')).toBe(first);
  });

  it('refuses a stale save and leaves what stands', async () => {
    const first = await put('content/science/a.mdx', 'one', null);
    const seen = await store.idOf(first, 'content/science/a.mdx');
    await put('content/science/a.mdx', 'two', seen);
    await expect(put('content/science/a.mdx', 'three', seen)).rejects.toBeInstanceOf(Conflict);
    await expect(put('content/science/a.mdx', 'new', null)).rejects.toBeInstanceOf(Conflict);
    const head = await store.head();
    expect((await store.read(head ?? '', 'content/science/a.mdx'))?.bytes.toString()).toBe('two');
  });

  it('deletes files', async () => {
    await put('content/science/a.mdx', 'a');
    const commit = await put('content/science/a.mdx', null);
    expect(await store.list(commit)).toEqual([]);
  });

  it('loses nothing of 12 parallel writers', async () => {
    await put('content/science/start.mdx', 's');
    const others = Array.from({ length: 12 }, (_, index) => new Store(store.dir).commit([{ path: `content/science/w${index}.mdx`, content: `${index}` }], `第 ${index} 个`, AUTHOR));
    await Promise.all(others);
    const files = await store.list((await store.head()) ?? '');
    expect(files).toHaveLength(13);
    expect(await store.log(MAIN)).toHaveLength(13);
  }, 30_000);

  it.each(['content/../x.mdx', '/etc/passwd', 'content/science/../../x', 'src/site.ts', 'content/x.mdx', 'content/science/.git', 'content/science/a\0.mdx', 'content/science/sub/a.mdx', '.git/config'])('refuses the path %j', async (file) => {
    expect(isStorePath(file)).toBe(false);
    await expect(put(file, 'x')).rejects.toThrow('不能写');
  });

  it('writes a snapshot', async () => {
    await put('content/science/a.mdx', '甲');
    const commit = await put('content/settings/site.yml', 'name: 站');
    const out = path.join(folder, 'out');
    expect(await store.snapshot(commit, out)).toBe(2);
    expect(await readFile(path.join(out, 'content/science/a.mdx'), 'utf8')).toBe('甲');
  });

  it('answers undefined for blobs and refs that do not exist', async () => {
    expect(await store.blobs(['f'.repeat(40)])).toEqual([undefined]);
    expect(await store.head('refs/heads/none')).toBeUndefined();
  });
});

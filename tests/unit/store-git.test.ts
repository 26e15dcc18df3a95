import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { importCommit } from '#/server/store-import.ts';
import { Conflict, isStorePath, MAIN, Store, type FileBytes } from '#/server/store.ts';

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

  it('lets nobody write over a commit that it has not seen, and starts again from it', async () => {
    const first = await put('content/science/a.mdx', 'a');
    const other = new Store(store.dir);
    expect(await other.head()).toBe(first);
    const second = await put('content/science/b.mdx', 'b');
    expect(await importCommit(store.dir, { ref: MAIN, parents: [first], message: 'late', author: AUTHOR, committer: AUTHOR, changes: [{ path: 'content/science/a.mdx', content: 'lost?' }] })).toBeUndefined();
    expect(await store.head()).toBe(second);
    const third = await other.commit([{ path: 'content/science/c.mdx', content: 'c' }], '保存', AUTHOR);
    expect((await store.list(third)).map((file) => file.path)).toEqual(['a', 'b', 'c'].map((name) => `content/science/${name}.mdx`));
  });

  it('brings in another history, and writes names and messages as they are', async () => {
    await put('content/science/a.mdx', 'a');
    await store.commit([{ path: 'content/science/a.mdx', content: 'draft' }], '草稿', AUTHOR, { ref: 'refs/heads/drafts/science/a', from: (await store.head()) ?? '' });
    const draft = (await store.head('refs/heads/drafts/science/a')) ?? '';
    const author = { name: '李 <编辑>\n', email: 'li@localhost' };
    const commit = await store.commit([{ path: 'content/science/a.mdx', content: 'draft' }], '  一行\n\ndata 3\nfrom x  ', author, { merge: draft });
    expect(await store.mergeBase(MAIN, draft)).toBe(draft);
    expect(await store.log(MAIN, undefined, 1)).toMatchObject([{ commit, author: '李 编辑', subject: '一行', email: 'li@localhost' }]);
    expect((await store.fileLog(MAIN, 'content/science/a.mdx', 1))[0]?.body.trim()).toBe('data 3\nfrom x');
  });

  it('knows what differs between two states, by its own step and by any other', async () => {
    const first = await put('content/science/a.mdx', 'a');
    await put('content/science/b.mdx', 'b');
    const last = await store.commit([{ path: 'content/science/a.mdx', content: null }, { path: 'content/science/b.mdx', content: 'b' }, { path: 'content/science/c.mdx', content: 'c' }], '保存', AUTHOR);
    const before = (await store.before(last)) ?? '';
    const bare = (rows: readonly FileBytes[]) => rows.map(({ path: file, bytes }) => [file, bytes && Buffer.from(bytes).toString()]).sort();
    expect(bare(await store.changes(before, last))).toEqual([['content/science/a.mdx', null], ['content/science/c.mdx', 'c']]);
    expect(bare(await new Store(store.dir).changes(before, last))).toEqual(bare(await store.changes(before, last)));
    expect(bare(await store.changes(first, last))).toEqual([['content/science/a.mdx', null], ['content/science/b.mdx', 'b'], ['content/science/c.mdx', 'c']]);
    expect(bare(await store.changes(last, first))).toEqual([['content/science/a.mdx', 'a'], ['content/science/b.mdx', null], ['content/science/c.mdx', null]]);
  });

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

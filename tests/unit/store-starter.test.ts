import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { pull, push, readFolder, seed, unpushed } from '#/server/starter.ts';
import { SERVICE, Store } from '#/server/store.ts';

const SITE = "name: '测试站'\nshortName: '测试'\ndescription: '只用来测试的网站说明文字'\nnavigation:\n  - label: '科普'\n    href: '/science/'\n";
const page = (title: string, body: string): string => `---\ntitle: '${title}'\nurlName: '${title}'\nsummary: '只用来测试的页面摘要。'\n---\n\n${body}\n`;

let folder: string;
let content: string;
let store: Store;
const write = async (name: string, text: string): Promise<void> => {
  await mkdir(path.dirname(path.join(content, name)), { recursive: true });
  await writeFile(path.join(content, name), text);
};
const edit = (name: string, text: string | null): Promise<string> => store.commit([{ path: `content/${name}`, content: text }], '编辑改的', SERVICE);
const stored = async (name: string): Promise<string | undefined> => (await store.read((await store.head()) ?? '', `content/${name}`))?.bytes.toString('utf8');

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'starter-'));
  content = path.join(folder, 'content');
  store = new Store(path.join(folder, 'content.git'));
  await write('settings/site.yml', SITE);
  for (const name of ['a', 'b', 'c', 'd']) await write(`pages/${name}.mdx`, page(`page-${name}`, '第一版'));
  await store.init();
  await seed(store, content);
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe('seeding', () => {
  it('happens once', async () => {
    expect(await seed(store, content)).toBe(false);
    expect(await stored('pages/a.mdx')).toContain('第一版');
    await expect(seed(new Store(path.join(folder, 'other.git')), path.join(folder, 'none'))).rejects.toThrow();
  });

  it('refuses files that cannot stand in the store', async () => {
    await write('pages/中文.mdx', 'x');
    await expect(readFolder(content)).rejects.toThrow('位置或名字不对');
  });
});

describe('push', () => {
  it('takes over what only the starter changed, and leaves what only editors changed', async () => {
    await write('pages/a.mdx', page('page-a', '第二版'));
    await write('pages/new.mdx', page('page-new', '新的'));
    await rm(path.join(content, 'pages/d.mdx'));
    await edit('pages/b.mdx', page('page-b', '编辑的'));
    await edit('pages/own.mdx', page('page-own', '编辑新建的'));
    expect(await push(store, content)).toEqual({ taken: ['content/pages/a.mdx', 'content/pages/d.mdx', 'content/pages/new.mdx'], conflicts: [], findings: [] });
    expect(await stored('pages/a.mdx')).toContain('第二版');
    expect(await stored('pages/b.mdx')).toContain('编辑的');
    expect(await stored('pages/own.mdx')).toContain('编辑新建的');
    expect(await stored('pages/d.mdx')).toBeUndefined();
    expect((await push(store, content)).taken).toEqual([]);
  });

  it('names what both changed and overwrites nothing', async () => {
    await write('pages/a.mdx', page('page-a', '代码仓的'));
    await write('pages/c.mdx', page('page-c', '代码仓的'));
    await edit('pages/a.mdx', page('page-a', '编辑的'));
    const head = await store.head();
    expect(await push(store, content)).toEqual({ taken: [], conflicts: ['content/pages/a.mdx'], findings: [] });
    expect(await store.head()).toBe(head);
  });

  it('counts the same change on both sides, and a deletion against a change, rightly', async () => {
    await write('pages/a.mdx', page('page-a', '一样'));
    await edit('pages/a.mdx', page('page-a', '一样'));
    await rm(path.join(content, 'pages/b.mdx'));
    await edit('pages/b.mdx', page('page-b', '编辑的'));
    expect((await push(store, content)).conflicts).toEqual(['content/pages/b.mdx']);
  });

  it('refuses a whole that the gate refuses', async () => {
    await edit('pages/own.mdx', page('page-own', '[看](/page-a/)'));
    await rm(path.join(content, 'pages/a.mdx'));
    const { taken, findings } = await push(store, content);
    expect([taken, findings[0]?.path]).toEqual([[], 'content/pages/own.mdx']);
    expect(await stored('pages/a.mdx')).toBeDefined();
  });
});

describe('pull', () => {
  it('writes what editors changed, made and deleted', async () => {
    await edit('pages/a.mdx', page('page-a', '编辑的'));
    await edit('pages/own.mdx', page('page-own', '新建'));
    await edit('pages/d.mdx', null);
    expect(await pull(store, content)).toEqual([expect.stringMatching(/^content\/addresses\/\d{4}-\d{2}\.jsonl$/), 'content/pages/a.mdx', 'content/pages/d.mdx', 'content/pages/own.mdx']);
    expect(await readFile(path.join(content, 'pages/a.mdx'), 'utf8')).toContain('编辑的');
    expect(existsSync(path.join(content, 'pages/d.mdx'))).toBe(false);
    expect(await pull(store, content)).toEqual([]);
    expect(await unpushed(store, content)).toEqual([]);
  });

  it('makes the next push start from there', async () => {
    await edit('pages/a.mdx', page('page-a', '编辑的'));
    await pull(store, content);
    await write('pages/a.mdx', page('page-a', '编辑的，又改'));
    expect((await push(store, content)).taken).toEqual(['content/pages/a.mdx']);
  });

  it('knows what it would lose', async () => {
    await write('pages/a.mdx', page('page-a', '没有送的'));
    expect(await unpushed(store, content)).toEqual(['content/pages/a.mdx']);
  });
});

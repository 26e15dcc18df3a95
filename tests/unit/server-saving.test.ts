/** Saving and deleting entries through the editing interface. */
import { describe, expect, it } from 'vitest';
import { readEntry } from '#/cms/entry-format.ts';
import { A, article, EditingService, event, REGION, SITE, type SaveAnswer } from './editing-service.ts';

const server = new EditingService();
const { cms, load, save } = server;

describe('saving', () => {
  it('commits a new article under the editor\'s name and fills in what the server writes', async () => {
    const { status, body } = await save(A, article("published: '2000-01-01T00:00'\nupdated: '2000-01-01T00:00'\n"), { base: { [A]: null } });
    expect(status).toBe(200);
    const { data, id } = await load(A);
    expect(body.ids[A]).toBe(id);
    const entry = readEntry(data).data;
    expect(entry['urlName']).toBe('ce-shi-wen-zhang-wei-shen-me');
    expect(entry['published']).toMatch(/^20[2-9]\d-/);
    expect(entry['published']).not.toBe('2000-01-01T00:00');
    expect(entry).not.toHaveProperty('updated');
    expect((await server.service.store.log('refs/heads/main'))[0]).toMatchObject({ author: '李编辑', subject: '新建 科普文章《测试文章：为什么》' });
  });

  it('keeps the first publication and dates later changes; an unchanged save changes nothing', async () => {
    await save(A, article());
    const first = readEntry((await load(A)).data).data;
    const head = await server.service.store.head();
    await save(A, (await load(A)).data);
    expect(await server.service.store.head()).toBe(head);
    await save(A, article("published: '2001-01-01T00:00'\n", '改过的正文。'));
    const second = readEntry((await load(A)).data).data;
    expect(second['published']).toBe(first['published']);
    expect(second['urlName']).toBe(first['urlName']);
    expect(second['updated']).toMatch(/^20/);
  });

  it('claims no first publication for an entry that was public without a date', async () => {
    const file = 'content/regions/jian.mdx';
    expect((await save(file, REGION.replace('正文。', '改过的正文。'))).status).toBe(200);
    const entry = readEntry((await load(file)).data).data;
    expect(entry).not.toHaveProperty('published');
    expect(entry['updated']).toMatch(/^20/);
  });

  it('publishes a draft only when it is none any more', async () => {
    await save(A, article('draft: true\n'));
    expect(readEntry((await load(A)).data).data).not.toHaveProperty('published');
    await save(A, article());
    expect(readEntry((await load(A)).data).data).toHaveProperty('published');
  });

  it('gives an event its id once', async () => {
    const file = 'content/events/e.mdx';
    await save(file, event("id: 'forged00'\n"));
    const { id } = readEntry((await load(file)).data).data;
    expect(id).toMatch(/^[a-z0-9]{8}$/);
    expect(id).not.toBe('forged00');
    await save(file, event("id: 'forged00'\nsample: true\n"));
    expect(readEntry((await load(file)).data).data['id']).toBe(id);
  });

  it('takes the times off an event of whole days', async () => {
    const file = 'content/events/e.mdx';
    expect((await save(file, event('allDay: true\n'))).status).toBe(200);
    expect(readEntry((await load(file)).data).data).toMatchObject({ start: '2026-12-01', end: '2026-12-01', allDay: true });
  });

  it.each([
    ['a short summary', article().replace(/summary: .*/, "summary: '短'"), '摘要', '至少 20 个字'],
    ['a relation to nothing', article().replace("['jian']", "['nowhere']"), '相关市县', '没有 nowhere'],
    ['a picture that is not there', article("cover:\n  src: 'media/none.webp'\n  alt: '图上有什么'\n"), '封面', '没有 media/none.webp'],
    ['an import in the body', article('', "import fs from 'node:fs'"), '正文', '不能写程序代码'],
    ['an HTML tag', article('', '<script>alert(1)</script>'), '正文', 'HTML 标签'],
    ['a link into nothing', article('', '[看](/science/none/)'), '正文', '/science/none/'],
    ['an unknown field', article("nonsense: '1'\n"), '', 'nonsense'],
    ['broken front matter', '---\ntitle: "x\n---\n\n正文', '', ''],
  ])('refuses %s with field, reason and mend', async (_name, raw, label, words) => {
    const head = await server.service.store.head();
    const { status, body } = await save(A, raw);
    expect(status).toBe(422);
    expect(body.error).toMatch(/没有保存/);
    const hit = body.findings?.find((each) => each.label.includes(label) && (each.message + each.fix).includes(words));
    expect(hit?.path).toBe(A);
    expect(await server.service.store.head()).toBe(head);
  });

  it('makes braces and angle brackets safe, and says so', async () => {
    const { status, body } = await save(A, article('', '温度 < 30 {约}。'));
    expect(status).toBe(200);
    expect(body.notes?.map((note) => note.message)).toEqual(expect.arrayContaining(['“<”会原样显示', '花括号会原样显示']));
    expect((await load(A)).data).toContain('温度 \\< 30 \\{约\\}。');
  });

  it('refuses an address that is taken', async () => {
    await save(A, article("urlName: 'one'\n"));
    const { status, body } = await save('content/science/b.mdx', article("urlName: 'one'\n"));
    expect([status, body.findings?.[0]?.message]).toEqual([422, expect.stringContaining('已被 content/science/a.mdx 使用')]);
  });

  it('refuses a stale save and keeps both texts apart', async () => {
    await save(A, article());
    const { id } = await load(A);
    await save(A, article('', '甲的改动。'), { base: { [A]: id } });
    const { status, body } = await save(A, article('', '乙的改动。'), { base: { [A]: id } });
    expect(status).toBe(409);
    expect(body.error).toContain('被别人改过');
    expect((await load(A)).data).toContain('甲的改动');
  });

  it.each(['../../etc/passwd', 'content/../src/site.ts', 'content/science/../../x.mdx', 'content/nonsense/a.mdx', 'content/science/A.mdx', 'src/site.ts', '.git/config', 'content/media/x.mdx'])('writes nothing to %s', async (file) => {
    const head = await server.service.store.head();
    expect((await save(file, article())).status).toBe(422);
    expect(await server.service.store.head()).toBe(head);
  });

  it('saves the settings, and refuses wrong ones', async () => {
    const file = 'content/settings/site.yml';
    expect((await save(file, SITE.replace('测试站', '新名字'))).status).toBe(200);
    const { status, body } = await save(file, SITE.replace('测试站', '名'));
    expect([status, body.findings?.[0]?.label]).toEqual([422, '网站名称']);
  });

  it('names entries by pinyin without a clash', async () => {
    const ask = async (): Promise<unknown> => (await cms('nameEntry', { collection: 'science', title: '冰酒 GB/T 25504 为什么更甜？' })).json();
    expect(await ask()).toEqual({ urlName: 'bing-jiu-gb-t-25504-wei-shen-me-geng-tian' });
    await save('content/science/x.mdx', article("urlName: 'bing-jiu-gb-t-25504-wei-shen-me-geng-tian'\n"));
    expect(await ask()).toEqual({ urlName: 'bing-jiu-gb-t-25504-wei-shen-me-geng-tian-2' });
  });

  it('tells unknown actions and wrong requests', async () => {
    expect((await cms('constructor')).status).toBe(422);
    expect((await cms('getEntry', { path: 5 })).status).toBe(422);
  });
});

describe('deleting', () => {
  it('refuses while something points to it, then does', async () => {
    await save(A, article());
    const refused = await cms('deleteFiles', { paths: ['content/regions/jian.mdx'] });
    expect(refused.status).toBe(422);
    expect(((await refused.json()) as SaveAnswer).findings?.[0]?.path).toBe(A);
    expect((await cms('deleteFiles', { paths: [A] })).status).toBe(200);
    expect((await cms('deleteFiles', { paths: ['content/regions/jian.mdx'] })).status).toBe(200);
    expect((await cms('deleteFiles', { paths: ['content/settings/site.yml'] })).status).toBe(422);
  });

  it('refuses a new address that breaks a link', async () => {
    await save(A, article("urlName: 'one'\n"));
    await save('content/science/b.mdx', article("urlName: 'two'\n", '[看这里](/science/one/)'));
    const { status, body } = await save(A, article("urlName: 'other'\n"));
    expect([status, body.findings?.[0]?.path]).toEqual([422, 'content/science/b.mdx']);
  });
});

/** Versions of an entry, what differs between them, and bringing them back. */
import { describe, expect, it } from 'vitest';
import { readEntry } from '#/cms/entry-format.ts';
import type { FieldChange } from '#/cms/field-change.ts';
import { compareEntries, compareText } from '#/server/compare.ts';
import { A, article, EditingService, SITE } from './editing-service.ts';

const server = new EditingService();
const { cms, get, load, save, send } = server;

interface Version { commit: string; by: string; subject: string; gone: boolean }
const versions = async (at = 'science/a'): Promise<Version[]> => ((await (await get(`/api/history/of/${at}`)).json()) as { public: Version[] }).public;

describe('comparing', () => {
  it('goes by Chinese words', () => {
    expect(compareText('冰酒比普通葡萄酒甜。', '冰酒比普通葡萄酒更甜。')).toEqual([{ kind: 'same', text: '冰酒比普通葡萄酒' }, { kind: 'added', text: '更' }, { kind: 'same', text: '甜。' }]);
  });

  it('says which field under its own label, lists row by row, paragraphs that are the same by number', () => {
    const before = article('', '第一段。\n\n第二段。\n\n第三段。');
    const after = article('', '第一段。\n\n第二段改了。\n\n第三段。').replace("title: '来源'", "title: '新的来源'").replace('测试文章：为什么', '测试文章：怎么办');
    expect(compareEntries(A, before, after)).toEqual([
      { field: 'title', label: '标题', blocks: [{ parts: [{ kind: 'same', text: '测试文章：' }, { kind: 'removed', text: '为什么' }, { kind: 'added', text: '怎么办' }] }] },
      { field: 'sources', label: '来源', blocks: [{ parts: [{ kind: 'same', text: '第 1 项 › 标题：' }, { kind: 'added', text: '新的' }, { kind: 'same', text: '来源' }] }, { same: 1 }] },
      { field: 'body', label: '正文', blocks: [{ same: 1 }, { parts: [{ kind: 'same', text: '第二段' }, { kind: 'added', text: '改了' }, { kind: 'same', text: '。' }] }, { same: 1 }] },
    ]);
  });

  it('is quick where nothing is alike', () => {
    const far = compareText('甲乙丙丁'.repeat(5000), '子丑寅卯'.repeat(5000));
    expect(far.map(({ kind }) => kind)).toEqual(['removed', 'added']);
  });
});

describe('history', () => {
  it('lists every version with who and when, and what each changed', async () => {
    await save(A, article());
    await save(A, article('', '改过的正文。'));
    const [last, first] = await versions();
    expect(last).toMatchObject({ by: '李编辑', subject: '修改 科普文章《测试文章：为什么》', gone: false });
    expect(first?.subject).toMatch(/^新建/);
    const changes = (await (await get(`/api/history/compare/science/a/${last?.commit ?? ''}`)).json()) as FieldChange[];
    expect(changes.map(({ field }) => field)).toEqual(['body']);
    expect((await get('/api/history/compare/science/a/HEAD')).status).toBe(400);
    expect((await get(`/api/history/compare/science/a/${'f'.repeat(40)}`)).status).toBe(422);
  });

  it('brings an old version back as a new one', async () => {
    await save(A, article());
    await save(A, article('', '改过的正文。'));
    const commit = (await versions())[1]?.commit;
    expect(await (await send('/api/history/restore', { collection: 'science', slug: 'a', commit })).json()).toEqual({ as: 'public' });
    expect((await load(A)).data).toContain('正文第一段');
    expect((await versions())[0]?.subject).toMatch(/^恢复 科普文章《测试文章：为什么》：\d{4}-\d{2}-\d{2} \d{2}:\d{2} 的版本$/);
    expect(await versions()).toHaveLength(3);
  });

  it('lists what was deleted, and brings it back to its address', async () => {
    await save(A, article("urlName: 'one'\n"));
    const { data } = await load(A);
    await cms('deleteFiles', { paths: [A] });
    const [gone] = (await (await get('/api/history/deleted')).json()) as { title: string; slug: string; commit: string }[];
    expect(gone).toMatchObject({ title: '科普文章《测试文章：为什么》', slug: 'a' });
    expect((await send('/api/history/restore', { collection: 'science', slug: 'a', commit: gone?.commit })).status).toBe(200);
    const back = readEntry((await load(A)).data).data;
    expect([back['urlName'], back['published']]).toEqual(['one', readEntry(data).data['published']]);
    expect(await (await get('/api/history/deleted')).json()).toEqual([]);
  });

  it('refuses an old version that the gate would not take today', async () => {
    await save('content/science/b.mdx', article("urlName: 'b'\n"));
    await save(A, article('', '[看](/science/b/)'));
    await save(A, article());
    const commit = (await versions())[1]?.commit;
    await cms('deleteFiles', { paths: ['content/science/b.mdx'] });
    const refused = await send('/api/history/restore', { collection: 'science', slug: 'a', commit });
    expect(refused.status).toBe(422);
    expect(JSON.stringify(await refused.json())).toContain('/science/b/');
  });

  it('where a review is asked for, an editor restores into a draft and an author not at all', async () => {
    await save(A, article());
    await save(A, article('', '改过的正文。'));
    await server.save('content/settings/site.yml', `${SITE}publishing:\n  review: true\n`, {}, await server.join('guan', '管理员', 'admin'));
    const body = { collection: 'science', slug: 'a', commit: (await versions())[1]?.commit };
    expect((await send('/api/history/restore', body, await server.join('zhang', '张作者', 'author'))).status).toBe(403);
    expect(await (await send('/api/history/restore', body)).json()).toEqual({ as: 'draft' });
    expect((await load(A)).data).toContain('改过的正文');
    expect((await (await cms('unpublishedEntryDataFile', { collection: 'science', slug: 'a', path: A })).json()) as { data: string }).toMatchObject({ data: expect.stringContaining('正文第一段') as string });
    const rules = { collection: 'settings', slug: 'site', commit: ((await (await get('/api/history/of/settings/site')).json()) as { public: Version[] }).public[1]?.commit };
    expect((await send('/api/history/restore', rules)).status).toBe(403);
  });
});

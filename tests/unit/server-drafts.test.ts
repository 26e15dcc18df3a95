/** The work flow of an entry: 草稿 → 待审 → 就绪 → 发布. */
import { describe, expect, it } from 'vitest';
import { readEntry } from '#/cms/entry-format.ts';
import type { Role } from '#/cms/permissions.ts';
import { A, article, EditingService, event, png, SITE, type SaveAnswer } from './editing-service.ts';

const server = new EditingService();
const { cms, load, save } = server;
const AT = { collection: 'science', slug: 'a' };
const REVIEWED = `${SITE}publishing:\n  review: true\n`;

const draft = (raw: string, more: object = {}): ReturnType<typeof save> => save(A, raw, { draft: true, ...more });
const move = (newStatus: string, cookie?: string): Promise<Response> => server.cms('updateUnpublishedEntryStatus', { ...AT, newStatus }, cookie);
const publish = (at: object = AT, cookie?: string): Promise<Response> => server.cms('publishUnpublishedEntry', at, cookie);
const person = (login: string, name: string, role: Role): Promise<string> => server.join(login, name, role);
const review = async (): Promise<void> => {
  expect((await server.save('content/settings/site.yml', REVIEWED, {}, await person('guan', '管理员', 'admin'))).status).toBe(200);
};

describe('a draft', () => {
  it('is a branch of its own: the public state, its history and its build never see it', async () => {
    const head = await server.service.store.head();
    const { status: code, body } = await draft(article());
    expect([code, body.status]).toEqual([200, 'pending_publish']);
    expect(await server.service.store.head()).toBe(head);
    expect((await load(A)).data).toBeNull();
    await server.service.publisher.request();
    expect(server.built.join('\n')).not.toContain('science/a.mdx');
    expect(await (await cms('unpublishedEntries')).json()).toEqual(['science/a']);
    expect((await publish()).status).toBe(200);
    await server.service.publisher.request();
    expect(server.built.at(-1)).toContain('science/a.mdx');
  });

  it('has no dates until it is published, then both parents and everybody\'s name', async () => {
    await review();
    const [zhang, wang] = [await person('zhang', '张作者', 'author'), await person('wang', '王审核', 'reviewer')];
    const first = await server.save(A, article(), { draft: true }, zhang);
    expect(first.body.status).toBe('draft');
    const kept = (await (await cms('unpublishedEntryDataFile', { ...AT, path: A })).json()) as { data: string; id: string };
    expect(readEntry(kept.data).data).not.toHaveProperty('published');
    expect(first.body.ids[A]).toBe(kept.id);
    await draft(article('', '编辑改过的正文。'), { base: { [A]: kept.id } });
    expect((await move('pending_review', zhang)).status).toBe(200);
    expect((await move('pending_publish', wang)).status).toBe(200);
    expect((await publish(AT, wang)).status).toBe(200);
    expect(readEntry((await load(A)).data).data).toHaveProperty('published');
    const { store } = server.service;
    const [merge] = await store.log('refs/heads/main');
    expect(merge).toMatchObject({ author: '王审核', subject: '发布 科普文章《测试文章：为什么》' });
    expect((await store.log('refs/heads/main')).map(({ author }) => author)).toEqual(expect.arrayContaining(['张作者', '李编辑', '王审核']));
    const versions = (await (await server.get('/api/history/of/science/a')).json()) as { public: { writers: string; by: string }[] };
    expect(versions.public[0]).toMatchObject({ writers: '张作者、李编辑', by: '王审核' });
    expect(await (await cms('unpublishedEntries')).json()).toEqual([]);
  });

  it('is kept with its errors, which are told, and does not become ready', async () => {
    const { status: code, body } = await draft(article().replace(/summary: .*/, "summary: '短'"));
    expect([code, body.status]).toEqual([200, 'draft']);
    expect(body.notes?.find(({ severity }) => severity === 'error')?.label).toBe('摘要');
    const ready = await move('pending_publish');
    expect(ready.status).toBe(422);
    expect(((await ready.json()) as SaveAnswer).findings?.[0]?.label).toBe('摘要');
    expect((await publish()).status).toBe(409);
    const mended = await draft(article());
    expect(mended.body.status).toBe('pending_publish');
  });

  it('is kept when it has no more than a title, and is listed', async () => {
    for (const [file, raw] of [[A, "---\ntitle: '刚起了个头'\nurlName: 'a'\n---\n"], ['content/events/b.mdx', "---\ntitle: '还没有定的讲座'\nurlName: 'b'\nstart: ''\n---\n\n\n"]] as const) {
      const { status: code, body } = await save(file, raw, { draft: true, base: { [file]: null } });
      expect([code, body.status], JSON.stringify(body)).toEqual([200, 'draft']);
    }
    expect(await (await cms('unpublishedEntries')).json()).toEqual(expect.arrayContaining(['science/a', 'events/b']));
    const board = (await (await server.get('/api/review')).json()) as { drafts: { title: string; errors: unknown[] }[] };
    expect(board.drafts.map(({ title }) => title).sort()).toEqual(['刚起了个头', '还没有定的讲座'].sort());
    expect((await publish()).status).toBe(409);
  });

  it('takes no name that another draft or entry has', async () => {
    await draft(article("urlName: 'one'\n"));
    const other = await save('content/science/b.mdx', article("urlName: 'one'\n"), { draft: true });
    expect(other.status).toBe(422);
    expect(other.body.findings?.[0]).toMatchObject({ field: 'urlName', message: '网址 /science/one/ 已留给草稿《测试文章：为什么》' });
    expect((await draft(article(), { base: { [A]: null } })).status).toBe(409);
    const named = (await (await cms('nameEntry', { collection: 'science', title: 'one' })).json()) as { urlName: string };
    expect(named.urlName).toBe('one-2');
  });

  it('brings its pictures along, and shows them before', async () => {
    const { body } = await draft(article("cover:\n  src: 'media/new.png'\n  alt: '图上有什么'\n"), { assets: [{ path: 'content/media/new.png', content: (await png()).toString('base64'), encoding: 'base64' }] });
    const path = body.renamed['content/media/new.png'] ?? '';
    expect(path).toMatch(/^content\/media\/new-[0-9a-f]+\.webp$/);
    const file = (await (await cms('unpublishedEntryMediaFile', { ...AT, path })).json()) as { url: string };
    expect((await server.get(file.url)).status).toBe(200);
    expect((await draft(article("cover:\n  src: 'media/new.png'\n  alt: '图上有什么'\n").replace('media/new.png', path.replace('content/', '')))).body.notes?.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect((await publish()).status).toBe(200);
    expect((await server.service.store.list((await server.service.store.head()) ?? '')).map((each) => each.path)).toContain(path);
  });

  it('keeps the id of an event from the first save to the site', async () => {
    const E = 'content/events/e.mdx';
    await save(E, event(), { draft: true });
    const { data } = (await (await cms('unpublishedEntryDataFile', { collection: 'events', slug: 'e', path: E })).json()) as { data: string };
    const { id } = readEntry(data).data;
    await publish({ collection: 'events', slug: 'e' });
    expect(readEntry((await load(E)).data).data['id']).toBe(id);
  });

  it('of the settings goes the same way', async () => {
    const file = 'content/settings/site.yml';
    await save(file, SITE.replace('测试站', '新名字'), { draft: true });
    expect((await load(file)).data).toContain('测试站');
    expect((await publish({ collection: 'settings', slug: 'site' })).status).toBe(200);
    expect((await load(file)).data).toContain('新名字');
  });

  it('is thrown away by its author or an editor, and nothing of it is lost', async () => {
    const zhang = await person('zhang', '张作者', 'author');
    await draft(article());
    expect((await server.cms('deleteUnpublishedEntry', AT, zhang)).status).toBe(403);
    const head = await server.service.store.head('refs/heads/drafts/science/a');
    expect((await cms('deleteUnpublishedEntry', AT)).status).toBe(200);
    expect(await (await cms('unpublishedEntries')).json()).toEqual([]);
    expect(await server.service.store.head(`refs/thrown/science/a/${head ?? ''}`)).toBe(head);
  });

  it('that a killed server had just published is cleared away', async () => {
    await draft(article());
    const { store } = server.service;
    const head = (await store.head('refs/heads/drafts/science/a')) ?? '';
    await publish();
    await store.swap('refs/heads/drafts/science/a', head, undefined);
    expect(await (await cms('unpublishedEntries')).json()).toEqual([]);
    expect(await store.head('refs/heads/drafts/science/a')).toBeUndefined();
  });
});

describe('who may', () => {
  it('an author writes and submits, and neither makes ready nor publishes nor saves past the draft', async () => {
    const zhang = await person('zhang', '张作者', 'author');
    expect((await server.save(A, article(), { draft: true }, zhang)).body.status).toBe('draft');
    expect((await move('pending_review', zhang)).status).toBe(200);
    expect((await move('pending_publish', zhang)).status).toBe(403);
    expect((await move('pending_publish')).status).toBe(200);
    expect((await publish(AT, zhang)).status).toBe(403);
    expect((await server.save(A, article(), {}, zhang)).status).toBe(403);
    // What an author changes after the decision is decided again.
    expect((await server.save(A, article('', '作者又改了。'), { draft: true }, zhang)).body.status).toBe('pending_review');
  });

  it('an editor decides as long as the settings ask for no review', async () => {
    expect((await draft(article())).body.status).toBe('pending_publish');
    await review();
    expect((await publish()).status).toBe(403);
    expect((await move('pending_publish')).status).toBe(403);
    expect((await save('content/science/b.mdx', article("urlName: 'b'\n"))).status).toBe(403);
    expect((await server.cms('publishUnpublishedEntry', AT, await person('wang', '王审核', 'reviewer'))).status).toBe(200);
  });

  it('nobody but the administration switches the review off', async () => {
    await review();
    const file = 'content/settings/site.yml';
    expect((await save(file, SITE, { draft: true })).status).toBe(403);
    expect((await server.save(file, SITE, { draft: true }, await person('zong', '总管', 'admin'))).status).toBe(200);
  });

  it('the page may name who wrote and who approved', async () => {
    await server.save('content/settings/site.yml', `${SITE}publishing:\n  credits: true\n`, {}, await person('guan', '管理员', 'admin'));
    const zhang = await person('zhang', '张作者', 'author');
    await server.save(A, article(), { draft: true }, zhang);
    await move('pending_publish');
    await publish();
    expect(readEntry((await load(A)).data).data['credits']).toEqual({ editors: ['张作者'], approver: '李编辑' });
  });
});

describe('two at once', () => {
  it('a stale draft is refused with the other text, and saved when it was seen', async () => {
    await draft(article());
    const { id } = (await (await cms('unpublishedEntryDataFile', { ...AT, path: A })).json()) as { id: string };
    await draft(article('', '甲的改动。'), { base: { [A]: id } });
    const { status: code, body } = await draft(article('', '乙的改动。'), { base: { [A]: id } });
    expect(code).toBe(409);
    expect(body.theirs).toMatchObject({ author: '李编辑', public: false });
    expect(body.theirs?.text).toContain('甲的改动');
    expect((await draft(article('', '乙的改动。'), { base: { [A]: body.theirs?.id } })).status).toBe(200);
  });

  it('a draft over a page that moved on meanwhile is neither saved nor published unseen', async () => {
    await save(A, article());
    await draft(article('', '草稿的正文。'));
    await save(A, article('', '直接改的正文。'));
    const refused = await publish();
    expect(refused.status).toBe(409);
    const { theirs } = (await refused.json()) as SaveAnswer;
    expect(theirs).toMatchObject({ public: true });
    expect((await draft(article('', '合在一起的正文。'))).status).toBe(409);
    expect((await draft(article('', '合在一起的正文。'), { over: theirs?.id })).status).toBe(200);
    expect((await publish()).status).toBe(200);
    expect((await load(A)).data).toContain('合在一起的正文');
  });

  it('a draft that takes a newer page in brings no picture back that was deleted meanwhile', async () => {
    const cover = (path: string): string => article(`cover:\n  src: '${path.replace('content/', '')}'\n  alt: '图上有什么'\n`);
    const upload = async (path: string): Promise<object> => ({ assets: [{ path, content: (await png()).toString('base64'), encoding: 'base64' }] });
    const first = await save(A, cover('content/media/old.png'), await upload('content/media/old.png'));
    const old = first.body.renamed['content/media/old.png'] ?? '';
    const kept = await draft(cover('content/media/own.png'), await upload('content/media/own.png'));
    const own = kept.body.renamed['content/media/own.png'] ?? '';
    await save(A, article('', '封面不要了。'));
    expect((await cms('deleteFiles', { paths: [old] })).status).toBe(200);
    const { theirs } = (await draft(cover(own))).body;
    expect((await draft(cover(own), { over: theirs?.id })).body.notes?.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect((await cms('unpublishedEntryMediaFile', { ...AT, path: own })).status).toBe(200);
    expect((await publish()).status).toBe(200);
    const { store } = server.service;
    expect((await store.list((await store.head()) ?? '', 'content/media')).map(({ path }) => path)).toEqual([own]);
  });

  it('a draft that follows a picture to its new name brings no other back', async () => {
    const media = (path: string): string => article(`cover:\n  src: '${path.replace('content/', '')}'\n  alt: '图上有什么'\n`);
    const { renamed } = (await save(A, media('content/media/shown.png'), { assets: [{ path: 'content/media/shown.png', content: (await png()).toString('base64'), encoding: 'base64' }] })).body;
    const shown = renamed['content/media/shown.png'] ?? '';
    const { path: unused } = (await (await server.send('/api/pictures/add', { name: '没人用.png', content: (await png()).toString('base64') })).json()) as { path: string };
    await draft(media(shown).replace('正文第一段', '草稿改过'));
    expect((await cms('deleteFiles', { paths: [unused] })).status).toBe(200);
    const wang = await person('wang', '王审核', 'reviewer');
    const { path: to } = (await (await server.send('/api/pictures/rename', { path: shown, name: '新名字' }, wang)).json()) as { path: string };
    expect((await publish()).status).toBe(200);
    const { store } = server.service;
    expect((await store.list((await store.head()) ?? '', 'content/media')).map(({ path }) => path)).toEqual([to]);
    expect((await load(A)).data).toContain('草稿改过');
  });

  it('50 parallel saves of drafts and pages lose nothing', async () => {
    const answers = await Promise.all(Array.from({ length: 50 }, (_, at) => save(`content/science/p${at}.mdx`, article(`urlName: 'p${at}'\n`, `第 ${at} 篇。`), { draft: at % 2 === 0 })));
    expect(answers.map((answer) => answer.status)).toEqual(Array.from({ length: 50 }, () => 200));
    const live = (await (await cms('entriesByFolder', { folder: 'content/science', extension: 'mdx' })).json()) as { data: string }[];
    const drafts = await Promise.all(((await (await cms('unpublishedEntries')).json()) as string[]).map(async (id) => ((await (await cms('unpublishedEntryDataFile', { collection: 'science', slug: id.split('/')[1], path: `content/${id}.mdx` })).json()) as { data: string }).data));
    const texts = [...live.map(({ data }) => data), ...drafts];
    expect(texts.map((text) => /第 (\d+) 篇/.exec(text)?.[1]).sort()).toEqual(Array.from({ length: 50 }, (_, at) => String(at)).sort());
  }, 120_000);
});

describe('taken off the site', () => {
  it('an entry leaves a draft behind that comes back at its address', async () => {
    await save(A, article("urlName: 'one'\n"));
    const { data } = await load(A);
    expect((await cms('deleteFiles', { paths: [A] })).status).toBe(200);
    expect((await draft(data, { base: { [A]: null }, returns: true })).body.status).toBe('pending_publish');
    expect((await publish()).status).toBe(200);
    expect(readEntry((await load(A)).data).data['published']).toBe(readEntry(data).data['published']);
  });
});

describe('notes', () => {
  it('are a thread with who and when that outlives the publication', async () => {
    const zhang = await person('zhang', '张作者', 'author');
    await draft(article());
    const { note } = (await (await cms('addNote', { ...AT, note: { content: ' 摘要太长 ', author: 'forged' } })).json()) as { note: { id: string } };
    expect(note).toMatchObject({ author: '李编辑', content: '摘要太长', resolved: false, isOwn: true });
    expect((await server.cms('updateNote', { ...AT, noteId: note.id, updates: { content: '别人改的' } }, zhang)).status).toBe(422);
    expect((await server.cms('updateNote', { ...AT, noteId: note.id, updates: { resolved: true } }, zhang)).status).toBe(200);
    expect((await server.cms('deleteNote', { ...AT, noteId: note.id }, zhang)).status).toBe(422);
    await publish();
    expect(await (await cms('getNotes', AT)).json()).toEqual({ notes: [expect.objectContaining({ content: '摘要太长', resolved: true })] });
  });
});

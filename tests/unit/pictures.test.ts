/** The pictures of the media folder: where they are used, and that no page loses one that is replaced or renamed. */
import { beforeEach, describe, expect, it } from 'vitest';
import sharp from 'sharp';
import { pictureUses } from '#/server/pictures-api.ts';
import { A, article, EditingService, png } from './editing-service.ts';

interface Row { path: string; uses: { path: string; title: string }[] }

const server = new EditingService();
let reviewer = '';
beforeEach(async () => { reviewer = await server.join('shenhe', '王审核', 'reviewer'); });
const ask = async (route: string, body?: object): Promise<{ status: number; body: Record<string, unknown> }> => {
  const response = await server.call(`/api/pictures${route}`, body, { cookie: reviewer });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
};
const rows = async (): Promise<Row[]> => (await ask('')).body as unknown as Row[];
const cover = (src: string): string => article(`cover:\n  src: '${src}'\n  alt: '图上有四棵松树'\n`, `![四棵松树的近景](${src})`);

/** A picture in the folder and an article that shows it; its path. */
async function shown(): Promise<string> {
  const { body } = await ask('/add', { name: '松 林.png', content: (await png()).toString('base64') });
  const path = String(body['path']);
  expect((await server.save(A, cover(path.replace('content/', '')), { draft: false })).status).toBe(200);
  return path;
}

describe('pictures', () => {
  it('come in clean, under a name of the server, and say where they are used', async () => {
    const path = await shown();
    expect(path).toMatch(/^content\/media\/song-lin-[0-9a-f]{8}\.webp$/);
    expect(await rows()).toEqual([expect.objectContaining({ path, uses: [expect.objectContaining({ path: A, title: '测试文章：为什么' })] })]);
    const refused = await ask('/add', { name: 'a.png', content: Buffer.from('<svg xmlns="x"/>').toString('base64') });
    expect([refused.status, JSON.stringify(refused.body)]).toEqual([422, expect.stringContaining('SVG')]);
  });

  it('are replaced in every text that shows them, in one commit', async () => {
    const path = await shown();
    const other = await sharp({ create: { width: 80, height: 50, channels: 3, background: '#00f' } }).png().toBuffer();
    const { status, body } = await ask('/replace', { path, content: other.toString('base64') });
    expect([status, body['changed']]).toEqual([200, 1]);
    const fresh = String(body['path']);
    expect(fresh).toMatch(/^content\/media\/song-lin-[0-9a-f]{8}\.webp$/);
    const { data } = await server.load(A);
    expect(data.split(fresh.replace('content/', '')).length - 1).toBe(2);
    expect((await rows()).map((row) => row.path)).toEqual([fresh]);
  });

  it('are renamed with all that names them', async () => {
    const path = await shown();
    const { status, body } = await ask('/rename', { path, name: '白头山 的树' });
    expect([status, body['path']]).toEqual([200, path.replace('song-lin', 'bai-tou-shan-de-shu')]);
    expect((await server.load(A)).data).not.toContain('song-lin');
    expect((await ask('/rename', { path, name: 'x' })).status).toBe(422);
  });

  it('are replaced and renamed by those who may publish', async () => {
    for (const route of ['replace', 'rename']) expect((await server.call(`/api/pictures/${route}`, { path: 'content/media/a.webp', content: '', name: 'x' }, { cookie: server.cookie })).status).toBe(403);
  });

  it('are not deleted while something shows them', async () => {
    const path = await shown();
    expect((await ask('/remove', { path })).status).toBe(422);
    expect((await server.save(A, article(), { draft: false })).status).toBe(200);
    expect((await ask('/remove', { path })).status).toBe(200);
    expect(await rows()).toEqual([]);
  });

  it.each(['content/media/../settings/site.yml', 'content/settings/site.yml', 'media/x.webp'])('touch nothing but the folder: %s', async (path) => {
    for (const [route, more] of [['/replace', { content: '' }], ['/rename', { name: 'x' }], ['/remove', {}]] as const) expect((await ask(route, { path, ...more })).status).toBe(400);
  });
});

describe('a picture in the place of another', () => {
  const use = (name: string): string => article(`cover:\n  src: 'media/${name}'\n  alt: '图上是一片绿色'\n`);
  const B = 'content/science/b.mdx';
  const titled = (name: string): string => use(name).replace('测试文章：为什么', '另一篇文章：怎么样');

  /** A picture in the folder, named by A on the site, by a draft of A, and by a draft of B that is new. Answers its name. */
  async function begin(): Promise<string> {
    const { path: file } = (await (await server.send('/api/pictures/add', { name: '绿色.png', content: (await png()).toString('base64') })).json()) as { path: string };
    const name = file.replace('content/media/', '');
    expect((await server.save(A, use(name))).status).toBe(200);
    expect((await server.save(A, use(name).replace('正文第一段', '草稿里改过'), { draft: true, base: { [A]: (await server.load(A)).id } })).body.status).toBe('pending_publish');
    expect((await server.save(B, titled(name), { draft: true })).body.status).toBe('pending_publish');
    return name;
  }
  const draftText = async (slug: string): Promise<string> => ((await (await server.cms('unpublishedEntryDataFile', { collection: 'science', slug, path: `content/science/${slug}.mdx` })).json()) as { data: string }).data;
  const publish = async (slug: string): Promise<number> => (await server.cms('publishUnpublishedEntry', { collection: 'science', slug })).status;

  it('is one commit, and drafts follow and can still be published', async () => {
    const name = await begin();
    const reviewer = await server.join('wang', '王审核', 'reviewer');
    const before = (await server.service.store.log('refs/heads/main')).length;
    const renamed = await server.send('/api/pictures/rename', { path: `content/media/${name}`, name: '红松' }, reviewer);
    expect(renamed.status).toBe(200);
    const fresh = ((await renamed.json()) as { path: string }).path.replace('content/media/', '');
    expect((await server.service.store.log('refs/heads/main')).length).toBe(before + 1);
    expect((await server.load(A)).data).toContain(fresh);
    const files = async (): Promise<string[]> => ((await (await server.cms('getMedia')).json()) as { name: string }[]).map((each) => each.name);
    expect(await files()).toEqual([fresh]);
    for (const slug of ['a', 'b']) expect(await draftText(slug)).toContain(fresh);
    expect(await draftText('a')).toContain('草稿里改过');
    const rows = (await (await server.get('/api/pictures')).json()) as { uses: { slug: string; draft?: boolean }[] }[];
    expect(rows[0]?.uses.map(({ slug, draft }) => `${slug}${draft ? ' draft' : ''}`).sort()).toEqual(['a', 'a draft', 'b draft']);
    expect([await publish('a'), await publish('b')]).toEqual([200, 200]);
    expect((await server.load(A)).data).toContain('草稿里改过');
    expect(await files()).toEqual([fresh]);
  });

  it('is not deleted while a draft needs it', async () => {
    const { path: file } = (await (await server.send('/api/pictures/add', { name: '绿色.png', content: (await png()).toString('base64') })).json()) as { path: string };
    await server.save(B, titled(file.replace('content/media/', '')), { draft: true });
    for (const answer of [await server.send('/api/pictures/remove', { path: file }), await server.cms('deleteFiles', { paths: [file] })]) {
      expect(answer.status).toBe(422);
      expect(await answer.text()).toContain('草稿《另一篇文章：怎么样》用到它');
    }
  });
});

describe('where pictures are used', () => {
  it('is found in fields and in texts, and only by the whole name', () => {
    const texts = new Map([['content/science/a.mdx', "---\ntitle: '甲'\ncover: { src: media/a.webp }\n---\n\n![x](media/b.webp)"], ['content/science/c.mdx', "---\ntitle: '丙'\n---\n\nhttps://x.org/media/a.webp 和 media/a.webp.old"]]);
    const uses = pictureUses(texts);
    expect([...uses].map(([name, list]) => [name, list.map(({ slug }) => slug)])).toEqual([['content/media/a.webp', ['a']], ['content/media/b.webp', ['a']], ['content/media/a.webp.old', ['c']]]);
  });
});

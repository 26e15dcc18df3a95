/** Previews of what is not saved: what is drawn, who may see it, and for how long. */
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Hono } from 'hono';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { previewData } from '#/cms/preview-data.ts';
import type { Finding } from '#/lib/finding.ts';
import type { PreviewEntry } from '#/publish/preview.ts';
import { NOUN_NAMES, NOUNS } from '#/schemas/nouns.ts';
import type { User } from '#/server/accounts.ts';
import type { Judged } from '#/server/editing.ts';
import { Previews } from '#/server/preview.ts';
import { previewRoutes } from '#/server/preview-routes.ts';
import { A, article, png } from './editing-service.ts';

const NOW = Date.parse('2026-11-23T09:00:00+08:00');
const PAGE = '<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><meta http-equiv="content-security-policy" content="default-src \'none\'"><style>p{}</style></head><body><img src="/media/new-480.webp"><img src="/media/old-480.webp"></body></html>';
const me = { login: 'bianji', name: '李编辑', role: 'editor' } as unknown as User;
const other = { ...me, login: 'other' } as User;

let folder = '';
let now = NOW;
let drawn: PreviewEntry[] = [];
let previews: Previews;
let visitor: User | undefined;
const OWN = 'c'.repeat(40);
const fault: Finding = { path: A, field: 'body', label: '正文', line: 1, message: '不行', fix: '改', severity: 'error' };
const judge = (): Promise<Judged> => Promise.resolve({ changes: [], findings: [fault] } as unknown as Judged);

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'preview-'));
  [now, drawn, visitor] = [NOW, [], undefined];
  previews = new Previews({
    editing: { judge },
    renderer: { preview: (entry) => { drawn.push(entry); return Promise.resolve({ html: PAGE, pictures: [{ name: 'media/new-480.webp', bytes: Buffer.from('picture') }] }); } },
    store: { blobs: (ids) => Promise.resolve(ids.map((id) => (id === OWN ? Buffer.from('own') : undefined))) },
    base: '/', folder: path.join(folder, 'links'), cache: path.join(folder, 'cache'), now: () => now,
  });
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const ask = (text: string, uploads: string[] = []) => ({ path: A, text, uploads });
const visit = (address: string, who?: User): Promise<Response> => {
  visitor = who;
  return Promise.resolve(new Hono().route('/preview', previewRoutes(previews, () => visitor)).request(`http://localhost/preview/${address}`));
};
const idOf = (answer: object): string => ('id' in answer ? String(answer.id) : '');

describe('a page for the frame', () => {
  it('is shown to whoever asked for it, framed by the editor only, and to nobody else', async () => {
    const id = idOf(await previews.frame(ask(article()), me));
    expect(id.length).toBeGreaterThanOrEqual(24);
    const response = await visit(`${id}/`, me);
    expect([response.status, response.headers.get('x-frame-options'), response.headers.get('cache-control')]).toEqual([200, 'SAMEORIGIN', 'no-store']);
    expect(response.headers.get('content-security-policy')).toMatch(/^default-src 'none'.*frame-ancestors 'self'$/);
    expect((await visit(`${id}/`, other)).status).toBe(404);
    expect((await visit(`${id}/`)).status).toBe(404);
  });

  it('brings the pictures that readers cannot see yet, and takes the others from the site', async () => {
    const id = idOf(await previews.frame(ask(article()), me));
    const html = await (await visit(`${id}/`, me)).text();
    expect(html).toContain(`/preview/${id}/media/new-480.webp`);
    expect(html).toContain('src="/media/old-480.webp"');
    expect(await (await visit(`${id}/media/new-480.webp`, me)).text()).toBe('picture');
    for (const [name, who] of [['new-480.webp', undefined], ['old-480.webp', me], ['..%2f..%2fapp.sqlite', me]] as const) expect((await visit(`${id}/media/${name}`, who)).status).toBe(404);
  });

  it('asks for pictures that it does not have, and draws with them', async () => {
    const uploads = ['content/media/neu.png'];
    expect(await previews.frame(ask(article(), uploads), me)).toEqual({ missing: uploads });
    await previews.addPicture({ path: uploads[0] ?? '', bytes: await png() }, me);
    await expect(previews.addPicture({ path: 'content/media/x.png', bytes: Buffer.from('<svg onload="alert(1)">') }, me)).rejects.toThrow('SVG');
    expect(idOf(await previews.frame(ask(article(), uploads), me))).not.toBe('');
    expect(Object.entries(drawn[0]?.pictures ?? {})).toEqual([[expect.stringMatching(/^media\/neu-[0-9a-f]{8}\.webp$/), expect.stringMatching(/\.webp$/)]]);
    // Another editor's pictures are not one's own.
    expect(await previews.frame(ask(article(), uploads), other)).toEqual({ missing: uploads });
  });

  it('has the pictures that came with the draft, where the text names them', async () => {
    const pictures = new Map([['content/media/own.webp', OWN], ['content/media/other.webp', OWN]]);
    expect(idOf(await previews.frame({ ...ask(article("cover:\n  src: 'media/own.webp'\n  alt: '图上是一片绿色'\n")), around: { media: [...pictures.keys()], pictures } }, me))).not.toBe('');
    expect(Object.keys(drawn[0]?.pictures ?? {})).toEqual(['media/own.webp']);
    expect(await readFile(drawn[0]?.pictures['media/own.webp'] ?? '', 'utf8')).toBe('own');
  });

  it.each(["import fs from 'node:fs'", '<script>alert(1)</script>', '{process.exit()}\n\n<Evil />'])('draws nothing that the gate does not let through: %s', async (body) => {
    expect(await previews.frame(ask(article('', body)), me)).toMatchObject({ reason: expect.stringContaining('正文') as string, findings: [fault] });
    expect(drawn).toEqual([]);
  });

  it('shows drafts and entries of the future as they will be', async () => {
    await previews.frame(ask(article("draft: true\npublished: '2027-01-01T08:00'\n")), me);
    expect(drawn[0]?.data).toMatchObject({ draft: false, published: '2026-11-23T09:00' });
  });

  it('says why there is no page', async () => {
    const failing = (message: string): Previews => new Previews({ editing: { judge }, store: { blobs: () => Promise.resolve([]) }, renderer: { preview: () => Promise.reject(new Error(message)) }, base: '/', folder, cache: folder, now: () => now });
    const broken = failing('网站正在准备');
    expect(await broken.frame(ask(article()), me)).toMatchObject({ reason: expect.stringContaining('网站正在准备') as string });
    const { reason } = (await failing("ENOENT: no such file or directory, open '/srv/kepu/data/x'").frame(ask(article()), me)) as { reason: string };
    expect(reason).toContain('生成时出错');
    expect(reason).not.toContain('/srv');
    expect(await broken.frame({ path: 'content/settings/site.yml', text: '', uploads: [] }, me)).toMatchObject({ reason: expect.stringContaining('设置') as string });
  });
});

describe('a link for a colleague', () => {
  it('opens without an account until it expires, says what it is, and is not indexed or framed', async () => {
    const answer = await previews.link(ask(article()), 7, me);
    const id = idOf(answer);
    const response = await visit(`${id}/`);
    const html = await response.text();
    expect([response.status, response.headers.get('x-robots-tag'), response.headers.get('x-frame-options')]).toEqual([200, 'noindex, nofollow', 'DENY']);
    expect(html).toContain('这一页还没有发布');
    expect(html).toContain('2026-11-30 09:00 失效');
    expect(html.match(/content-security-policy/g)).toHaveLength(1);
    expect(await (await visit(`${id}/media/new-480.webp`)).text()).toBe('picture');
    expect((await visit(`${id.slice(0, -1)}${id.endsWith('x') ? 'y' : 'x'}/`)).status).toBe(404);
    now += 7 * 86_400_000 + 1;
    expect((await visit(`${id}/`)).status).toBe(404);
    await previews.links.sweep();
    expect(await readdir(path.join(folder, 'links'))).toEqual([]);
  });

  it('can be taken back before its time', async () => {
    const [one, two] = [await previews.link(ask(article()), 7, me), await previews.link(ask(article()), 1, other)];
    const links = await previews.links.open();
    expect(links.map(({ by, path: file }) => [by, file])).toEqual([['bianji', A], ['other', A]]);
    for (const link of links.slice(0, 1)) await previews.links.revoke(link);
    expect([(await visit(`${idOf(one)}/`)).status, (await visit(`${idOf(two)}/`)).status]).toEqual([404, 200]);
    expect(await previews.links.open()).toHaveLength(1);
  });

  it('does not stand on the disk', async () => {
    const id = idOf(await previews.link(ask(article()), 1, me));
    expect((await readdir(path.join(folder, 'links'))).join()).not.toContain(id);
  });
});

describe('fields for a page that is being written', () => {
  it.each(NOUN_NAMES)('%s: a title is enough', (noun) => {
    const data = previewData(NOUNS[noun].schema, { title: '题目', urlName: 'x' }, '2026-11-23');
    expect(data).toMatchObject({ title: '题目', urlName: 'x' });
  });

  it('leaves out a picture that nobody has chosen yet, with its words', () => {
    const data = previewData(NOUNS.science.schema, { title: '题目', urlName: 'x', cover: { alt: '一串结着霜的葡萄' } }, '2026-11-23');
    expect(data).not.toHaveProperty('cover');
  });

  it('keeps what is right and what is only too short', () => {
    const data = previewData(NOUNS.science.schema, { title: '短', urlName: 'x', kind: 'nonsense', summary: '还没写完', topics: ['ginseng', 'none'], sources: [{ title: '来源' }] }, '2026-11-23');
    expect(data).toMatchObject({ title: '短', kind: 'article', summary: '还没写完', draft: false });
    expect(data['sources']).toEqual([expect.objectContaining({ title: '来源' })]);
  });
});

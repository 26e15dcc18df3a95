import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import sharp from 'sharp';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readEntry } from '#/cms/entry-format.ts';
import type { Finding } from '#/gate/finding.ts';
import type { Build } from '#/server/build-site.ts';
import { serverConfig } from '#/server/config.ts';
import { openService, type Service } from '#/server/service.ts';

const ORIGIN = 'http://localhost:4321';
const SITE = "name: '测试站'\nshortName: '测试'\ndescription: '只用来测试的网站说明文字'\nnavigation:\n  - label: '科普'\n    href: '/science/'\n";
const REGION = "---\ntitle: '集安市'\nshortTitle: '集安'\nurlName: 'jian'\nkind: 'city'\norder: 1\nsummary: '一个只用来测试的市县简介，写满二十个字就可以了。'\nplanText: '原文'\ntopics: ['ginseng']\nmap:\n  column: 1\n  row: 1\nsources:\n  - title: '来源'\n    publisher: '发布者'\n---\n\n正文。\n";
const article = (more = '', body = '正文第一段。'): string => `---\ntitle: '测试文章：为什么'\nkind: 'article'\nsummary: '这是一篇只用来测试的文章的摘要，写满二十个字。'\ntopics: ['ginseng']\nregions: ['jian']\nsources:\n  - title: '来源'\n    publisher: '发布者'\n${more}---\n\n${body}\n`;
const event = (more = ''): string => `---\ntitle: '测试活动：讲座'\nkind: 'lecture'\nsummary: '这是一场只用来测试的活动的摘要，写满二十个字。'\nstart: '2026-12-01T18:30'\nend: '2026-12-01T20:00'\norganiser: '主办'\naudience: '公众'\ncost: '免费'\nregistration:\n  kind: 'none'\nonlineLink: 'https://example.org/'\n${more}---\n\n正文。\n`;
const A = 'content/science/a.mdx';

let folder: string;
let service: Service;
let password: string;
let buildFails: string | undefined;

const build: Build = async ({ out }) => {
  if (buildFails) return buildFails;
  await mkdir(out, { recursive: true });
  await writeFile(path.join(out, 'index.html'), '<!doctype html><title>首页</title>');
  return undefined;
};
const open = async (): Promise<Service> => openService(serverConfig(process.cwd(), { SITE_DATA: path.join(folder, 'data'), SITE_CONTENT: path.join(folder, 'content') }), { build, passwordCost: 2 ** 10 });

const call = (route: string, body?: unknown, headers: Record<string, string> = {}): Promise<Response> =>
  Promise.resolve(service.app.request(`${ORIGIN}${route}`, {
    ...(body !== undefined && { method: 'POST', body: JSON.stringify(body) }),
    headers: { host: 'localhost:4321', ...(body !== undefined && { origin: ORIGIN, 'content-type': 'application/json' }), ...headers },
  }));
const signIn = async (): Promise<string> => {
  const response = await call('/api/login', { login: 'bianji', password });
  expect(response.status).toBe(200);
  return (response.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
};
let cookie: string;
const cms = (action: string, params: object = {}): Promise<Response> => call('/api/cms', { action, params }, { cookie });
interface SaveAnswer { ids: Record<string, string>; renamed: Record<string, string>; notes?: Finding[]; error?: string; findings?: Finding[] }
const save = async (file: string, raw: string, more: object = {}): Promise<{ status: number; body: SaveAnswer }> => {
  const response = await cms('persistEntry', { dataFiles: [{ path: file, raw }], ...more });
  return { status: response.status, body: (await response.json()) as SaveAnswer };
};
const load = async (file: string): Promise<{ data: string; id: string }> => {
  const { data, file: { id } } = (await (await cms('getEntry', { path: file })).json()) as { data: string; file: { id: string } };
  return { data, id };
};
const png = (): Promise<Buffer> => sharp({ create: { width: 60, height: 40, channels: 3, background: '#3a7' } }).png().toBuffer();

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'api-'));
  buildFails = undefined;
  for (const [name, text] of [['settings/site.yml', SITE], ['regions/jian.mdx', REGION]] as const) {
    await mkdir(path.dirname(path.join(folder, 'content', name)), { recursive: true });
    await writeFile(path.join(folder, 'content', name), text);
  }
  service = await open();
  password = await service.accounts.add('bianji', '李编辑');
  cookie = await signIn();
});
afterEach(async () => {
  await service.close();
  await rm(folder, { recursive: true, force: true });
});

describe('who may ask', () => {
  it('signs in with a cookie that scripts and other sites cannot use', async () => {
    const response = await call('/api/login', { login: 'bianji', password });
    expect(response.headers.get('set-cookie')).toMatch(/HttpOnly/i);
    expect(response.headers.get('set-cookie')).toMatch(/SameSite=Strict/i);
    expect(await (await call('/api/me', undefined, { cookie })).json()).toEqual({ user: { login: 'bianji', name: '李编辑', role: 'editor' } });
  });

  it('gives a new session at each sign-in and ends the one before', async () => {
    const response = await call('/api/login', { login: 'bianji', password }, { cookie });
    expect((response.headers.get('set-cookie') ?? '').split(';')[0]).not.toBe(cookie);
    expect(await (await call('/api/me', undefined, { cookie })).json()).toEqual({ user: null });
  });

  it('says no in Chinese, and locks after five tries', async () => {
    for (let round = 0; round < 5; round++) expect((await call('/api/login', { login: 'bianji', password: 'x' })).status).toBe(401);
    const response = await call('/api/login', { login: 'bianji', password });
    expect(response.status).toBe(429);
    expect(await response.json()).toEqual({ error: expect.stringContaining('分钟后再试') as string });
  });

  it('answers nobody without a session', async () => {
    for (const route of ['/api/publish-status', '/api/media/' + 'a'.repeat(40) + '/x.webp', '/api/none']) expect((await call(route)).status).toBe(401);
    expect((await call('/api/cms', { action: 'info', params: {} })).status).toBe(401);
  });

  it('keeps sessions over a restart', async () => {
    await service.close();
    service = await open();
    expect((await cms('info')).status).toBe(200);
  });

  it.each([
    ['another origin', { origin: 'https://evil.example' }, 403],
    ['another site', { 'sec-fetch-site': 'cross-site' }, 403],
    ['a neighbour', { 'sec-fetch-site': 'same-site' }, 403],
    ['no origin', { origin: '' }, 403],
    ['a form', { 'content-type': 'application/x-www-form-urlencoded' }, 415],
    ['text that looks like JSON', { 'content-type': 'text/plain' }, 415],
  ])('refuses changes from %s', async (_name, headers, status) => {
    expect((await call('/api/cms', { action: 'info', params: {} }, { cookie, ...headers })).status).toBe(status);
  });

  it('refuses bodies that are too large or no JSON', async () => {
    expect((await call('/api/login', { login: 'a', password: 'x'.repeat(20_000) })).status).toBe(413);
    const broken = await service.app.request(`${ORIGIN}/api/cms`, { method: 'POST', body: '{', headers: { host: 'localhost:4321', origin: ORIGIN, 'content-type': 'application/json', cookie } });
    expect(broken.status).toBe(400);
  });

  it('marks its answers as not to be kept or rendered', async () => {
    const { headers } = await call('/api/me');
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('content-security-policy')).toContain("default-src 'none'");
  });
});

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
    expect((await service.store.log('refs/heads/main'))[0]).toMatchObject({ author: '李编辑', subject: '新建 科普文章《测试文章：为什么》' });
  });

  it('keeps the first publication and dates later changes; an unchanged save changes nothing', async () => {
    await save(A, article());
    const first = readEntry((await load(A)).data).data;
    const head = await service.store.head();
    await save(A, (await load(A)).data);
    expect(await service.store.head()).toBe(head);
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
    const head = await service.store.head();
    const { status, body } = await save(A, raw);
    expect(status).toBe(422);
    expect(body.error).toMatch(/没有保存/);
    const hit = body.findings?.find((each) => each.label.includes(label) && (each.message + each.fix).includes(words));
    expect(hit?.path).toBe(A);
    expect(await service.store.head()).toBe(head);
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
    const head = await service.store.head();
    expect((await save(file, article())).status).toBe(422);
    expect(await service.store.head()).toBe(head);
  });

  it('loses none of 20 parallel saves', async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, (_, at) => save(`content/science/p${at}.mdx`, article(`urlName: 'p${at}'\n`))));
    expect(answers.map((answer) => answer.status)).toEqual(Array.from({ length: 20 }, () => 200));
    const rows = (await (await cms('entriesByFolder', { folder: 'content/science', extension: 'mdx' })).json()) as unknown[];
    expect(rows).toHaveLength(20);
  }, 30_000);

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

describe('pictures', () => {
  const from = 'content/media/封面-3f9a1c2d.png';
  const cover = article("cover:\n  src: 'media/封面-3f9a1c2d.png'\n  alt: '图上是一片绿色'\n");

  it('are made anew, named by the server, and come with the entry', async () => {
    const { status, body } = await save(A, cover, { assets: [{ path: from, content: (await png()).toString('base64'), encoding: 'base64' }] });
    expect(status).toBe(200);
    const to = body.renamed[from] ?? '';
    expect(to).toMatch(/^content\/media\/feng-mian-3f9a1c2d-[0-9a-f]{8}\.webp$/);
    expect((await load(A)).data).toContain(`src: '${to.slice('content/'.length)}'`);
    const [file] = (await (await cms('getMedia')).json()) as { url: string; path: string }[];
    expect(file?.path).toBe(to);
    const response = await call(file?.url ?? '', undefined, { cookie });
    expect(response.headers.get('content-type')).toBe('image/webp');
    expect((await sharp(Buffer.from(await response.arrayBuffer())).metadata()).width).toBe(60);
    expect((await cms('deleteFiles', { paths: [to] })).status).toBe(422);
  });

  it('lose their metadata, their turn and their size', async () => {
    const photo = await sharp({ create: { width: 3000, height: 100, channels: 3, background: '#a33' } }).withExif({ IFD0: { Copyright: '某人' }, IFD3: { GPSLatitudeRef: 'N' } }).withMetadata({ orientation: 6 }).jpeg().toBuffer();
    const response = await cms('persistMedia', { asset: { path: 'content/media/照片.jpg', content: photo.toString('base64'), encoding: 'base64' } });
    const { url } = (await response.json()) as { url: string };
    const made = await sharp(Buffer.from(await (await call(url, undefined, { cookie })).arrayBuffer())).metadata();
    expect(made).toMatchObject({ format: 'webp', height: 2400, width: 80 });
    expect(made.exif).toBeUndefined();
  });

  it.each([
    ['an SVG', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'), 'SVG'],
    ['an SVG with a byte-order mark', Buffer.from('\ufeff<?xml version="1.0"?><svg/>'), 'SVG'],
    ['a web page', Buffer.from('<!DOCTYPE html><script>1</script>'), '网页'],
    ['a GIF', Buffer.from('GIF89a' + '\0'.repeat(20), 'latin1'), 'GIF'],
    ['nothing', Buffer.alloc(0), '空的'],
    ['something else', Buffer.from('%PDF-1.7 …'), '读不出图片'],
  ])('are refused when they are %s', async (_name, bytes, words) => {
    const { status, body } = await save(A, cover, { assets: [{ path: from, content: bytes.toString('base64'), encoding: 'base64' }] });
    expect(status).toBe(422);
    expect(body.findings?.[0]?.message).toContain(words);
  });

  it('are refused when cut off or far too large', async () => {
    const whole = await sharp({ create: { width: 800, height: 800, channels: 3, background: '#a33', noise: { type: 'gaussian', mean: 120, sigma: 40 } } }).jpeg().toBuffer();
    const bomb = await sharp({ create: { width: 9000, height: 9000, channels: 3, background: '#fff' } }).png({ compressionLevel: 9 }).toBuffer();
    for (const [bytes, words] of [[whole.subarray(0, whole.length / 2), '损坏'], [bomb, '像素太多']] as const) {
      const { status, body } = await save(A, cover, { assets: [{ path: from, content: bytes.toString('base64'), encoding: 'base64' }] });
      expect([status, body.findings?.[0]?.message]).toEqual([422, expect.stringContaining(words)]);
    }
  }, 30_000);
});

describe('publishing after a save', () => {
  it('goes live, and a failure is told with its reason', async () => {
    await save(A, article());
    await service.publisher.request();
    const status = async (): Promise<unknown> => (await call('/api/publish-status', undefined, { cookie })).json();
    expect(await status()).toMatchObject({ busy: false, live: { commit: await service.store.head() } });
    buildFails = '错误 某处坏了';
    await save(A, article('', '改过。'));
    await service.publisher.request();
    expect(await status()).toMatchObject({ busy: false, failure: { reason: '错误 某处坏了' } });
    expect((await call('/')).status).toBe(200);
  });
});

describe('the routes', () => {
  it('keep reading apart from writing, and the data folder out of reach', async () => {
    await service.publisher.request();
    expect((await call('/')).status).toBe(200);
    expect((await service.app.request(`${ORIGIN}/`, { method: 'DELETE' })).status).toBe(405);
    for (const route of ['/data/app.sqlite', '/content.git/HEAD', '/release.json', '/api']) expect((await call(route)).status).not.toBe(200);
    expect((await call('/admin')).headers.get('location')).toBe('/admin/');
  });

  it('show the sign-in form before any script, and nothing of another origin', async () => {
    const response = await call('/admin/');
    const page = await response.text();
    expect(page).toContain('<form');
    expect(page).not.toMatch(/https?:\/\//);
    expect(response.headers.get('x-robots-tag')).toContain('noindex');
    expect(response.headers.get('content-security-policy')).not.toContain(" 'unsafe-eval'");
    const entry = /src="([^"]+)"/.exec(page)?.[1] ?? '';
    const script = await call(entry, undefined, { 'accept-encoding': 'br' });
    expect([script.status, script.headers.get('content-encoding')]).toEqual([200, 'br']);
    expect(script.headers.get('cache-control')).toContain('immutable');
    for (const file of ['decap-3.16.3/../package.json', 'assets/none.js', 'decap-3.16.3/decap-cms.js.map']) expect((await call(`/admin/${file}`)).status).toBe(404);
  });
});

/** While the editing part is down, in whatever way, readers get their pages and editors are told what is the matter. */
import { mkdir, mkdtemp, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { serverConfig } from '#/server/config.ts';
import { outageOf } from '#/server/outage.ts';
import { StartFault } from '#/server/preflight.ts';
import { publicOnly } from '#/server/public-site.ts';
import { openService, type Service } from '#/server/service.ts';
import { folderRenderer } from '#tests/folder-renderer.ts';
import { A, article, ORIGIN, REGION, SITE } from './editing-service.ts';

let folder: string;
let data: string;
let service: Service;
let cookie: string;
const config = (): ReturnType<typeof serverConfig> => serverConfig(process.cwd(), { SITE_DATA: data, SITE_CONTENT: path.join(folder, 'content') });
const open = (): Promise<Service> => openService(config(), {
  renderer: folderRenderer(path.join(data, 'objects'), async ({ out }) => {
    await mkdir(out, { recursive: true });
    await writeFile(path.join(out, 'index.html'), '<!doctype html><title>首页</title>');
    return undefined;
  }),
  passwordCost: 2 ** 10, firstPasswordsStay: true,
});
const get = async (route: string, app = service.app): Promise<{ status: number; text: string }> => {
  const response = await app.request(ORIGIN + route, { headers: { host: 'localhost:4321', cookie } });
  return { status: response.status, text: await response.text() };
};
const post = async (route: string, body: unknown): Promise<{ status: number; text: string; cookie: string }> => {
  const response = await service.app.request(ORIGIN + route, { method: 'POST', body: JSON.stringify(body), headers: { host: 'localhost:4321', origin: ORIGIN, 'content-type': 'application/json', cookie } });
  return { status: response.status, text: await response.text(), cookie: (response.headers.get('set-cookie') ?? '').split(';')[0] ?? '' };
};
const save = (): ReturnType<typeof post> => post('/api/cms', { action: 'persistEntry', params: { dataFiles: [{ path: A, raw: article("urlName: 'a'\n") }] } });

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'outage-'));
  data = path.join(folder, 'data');
  cookie = '';
  for (const [name, text] of [['settings/site.yml', SITE], ['regions/jian.mdx', REGION]] as const) {
    await mkdir(path.dirname(path.join(folder, 'content', name)), { recursive: true });
    await writeFile(path.join(folder, 'content', name), text);
  }
  service = await open();
  await service.publisher.request();
  const password = await service.accounts.add('bianji', '李编辑', 'admin');
  ({ cookie } = await post('/api/login', { login: 'bianji', password }));
});
afterEach(async () => {
  await service.close().catch(() => undefined);
  await rm(folder, { recursive: true, force: true });
});

describe('while the server runs', () => {
  it('the accounts are locked by another program', async () => {
    const other = new DatabaseSync(path.join(data, 'app.sqlite'));
    other.exec('BEGIN EXCLUSIVE');
    const answer = await post('/api/login', { login: 'bianji', password: 'x' });
    expect([answer.status, answer.text]).toEqual([503, expect.stringContaining('账号文件正被别的程序占用')]);
    expect(await get('/')).toMatchObject({ status: 200, text: expect.stringContaining('首页') as string });
    other.exec('ROLLBACK');
    other.close();
    expect((await post('/api/login', { login: 'bianji', password: 'x' })).status).toBe(401);
  });

  it('the repository is gone, and comes back', async () => {
    await rename(path.join(data, 'content.git'), path.join(data, 'elsewhere'));
    const answer = await save();
    expect([answer.status, answer.text]).toEqual([503, expect.stringContaining('内容库读写不了')]);
    await service.publisher.request();
    expect(await get('/')).toMatchObject({ status: 200 });
    await rename(path.join(data, 'elsewhere'), path.join(data, 'content.git'));
    expect((await save()).status).toBe(200);
  });

  it('the renderer dies: the site stays, the reason is told', async () => {
    const killed = { ...folderRenderer(path.join(data, 'objects'), () => Promise.resolve('生成程序被结束了')) };
    await service.close();
    service = await openService(config(), { renderer: killed, passwordCost: 2 ** 10, firstPasswordsStay: true });
    await service.publisher.resume();
    expect((await save()).status).toBe(200);
    await service.publisher.request();
    expect(JSON.parse((await get('/api/publish-status')).text)).toMatchObject({ failure: { reason: '生成程序被结束了' } });
    expect(await get('/')).toMatchObject({ status: 200 });
  });
});

describe('when the editing part does not start', () => {
  it.each([
    ['the accounts are damaged', () => writeFile(path.join(data, 'app.sqlite'), '<b>照片</b>'.repeat(500)), '账号文件'],
    ['the repository is damaged', async () => { for (const ref of await readdir(path.join(data, 'content.git', 'refs', 'heads'))) await writeFile(path.join(data, 'content.git', 'refs', 'heads', ref), 'nonsense'); }, '内容库'],
  ])('%s: the site is served alone', async (_what, damage, named) => {
    await service.close();
    await damage();
    const fault: unknown = await open().then(() => undefined, (error: unknown) => error);
    expect(fault).toBeInstanceOf(StartFault);
    const alone = await publicOnly(config(), String((fault as Error).message), () => undefined);
    if (!alone) throw new Error('nothing to serve');
    const { app } = alone;
    expect(await get('/', app)).toMatchObject({ status: 200, text: expect.stringContaining('首页') as string });
    expect(await get('/none/', app)).toMatchObject({ status: 404 });
    expect(await get('/api/me', app)).toMatchObject({ status: 503, text: expect.stringContaining(named) as string });
    expect(await get('/admin/', app)).toMatchObject({ status: 503, text: expect.stringMatching(new RegExp(`网站照常.*${named}`, 's')) as string });
    expect(await get('/admin', app)).toMatchObject({ status: 302 });
  });

  it('nothing was ever published: there is nothing to serve', async () => {
    await service.close();
    await rm(path.join(data, 'releases'), { recursive: true });
    expect(await publicOnly(config(), 'x', () => undefined)).toBeUndefined();
  });
});

describe('what an error says of the machine', () => {
  it.each([
    [Object.assign(new Error('x'), { code: 'ERR_SQLITE_ERROR', errcode: 13 }), 507],
    [Object.assign(new Error('x'), { code: 'ERR_SQLITE_ERROR', errcode: 779 }), 503],
    [Object.assign(new Error('x'), { code: 'ENOSPC' }), 507],
    [new Error('x'), undefined],
  ])('%o → %s', (error, status) => { expect(outageOf(error)?.status).toBe(status); });
});

/** Who may ask the editing server, and what its routes show. */
import { describe, expect, it } from 'vitest';
import { A, article, EditingService, ORIGIN } from './editing-service.ts';

const server = new EditingService();
const { call, cms, save } = server;

describe('who may ask', () => {
  it('signs in with a cookie that scripts and other sites cannot use', async () => {
    const response = await call('/api/login', { login: 'bianji', password: server.password });
    expect(response.headers.get('set-cookie')).toMatch(/HttpOnly/i);
    expect(response.headers.get('set-cookie')).toMatch(/SameSite=Strict/i);
    expect(await (await call('/api/me', undefined, { cookie: server.cookie })).json()).toEqual({ user: { login: 'bianji', name: '李编辑', role: 'editor' } });
  });

  it('gives a new session at each sign-in and ends the one before', async () => {
    const response = await call('/api/login', { login: 'bianji', password: server.password }, { cookie: server.cookie });
    expect((response.headers.get('set-cookie') ?? '').split(';')[0]).not.toBe(server.cookie);
    expect(await (await call('/api/me', undefined, { cookie: server.cookie })).json()).toEqual({ user: null });
  });

  it('says no in Chinese, and locks after five tries', async () => {
    for (let round = 0; round < 5; round++) expect((await call('/api/login', { login: 'bianji', password: 'x' })).status).toBe(401);
    const response = await call('/api/login', { login: 'bianji', password: server.password });
    expect(response.status).toBe(429);
    expect(await response.json()).toEqual({ error: expect.stringContaining('分钟后再试') as string });
  });

  it('answers nobody without a session', async () => {
    for (const route of ['/api/publish-status', '/api/media/' + 'a'.repeat(40) + '/x.webp', '/api/none']) expect((await call(route)).status).toBe(401);
    expect((await call('/api/cms', { action: 'info', params: {} })).status).toBe(401);
  });

  it('takes searches without a result from readers, and shows them to editors only', async () => {
    expect((await call('/api/search-misses', { query: '林蛙油' })).status).toBe(204);
    expect((await call('/api/search-misses', { query: 5 })).status).toBe(400);
    expect((await call('/api/search-misses', { query: 'x' }, { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' })).status).toBe(403);
    expect((await call('/api/search-misses')).status).toBe(401);
    const listed = await (await call('/api/search-misses', undefined, { cookie: server.cookie })).json() as { query: string; times: number }[];
    expect(listed).toMatchObject([{ query: '林蛙油', times: 1 }]);
  });

  it('keeps sessions over a restart', async () => {
    await server.service.close();
    await server.open();
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
    expect((await call('/api/cms', { action: 'info', params: {} }, { cookie: server.cookie, ...headers })).status).toBe(status);
  });

  it('refuses bodies that are too large or no JSON', async () => {
    expect((await call('/api/login', { login: 'a', password: 'x'.repeat(20_000) })).status).toBe(413);
    const broken = await server.service.app.request(`${ORIGIN}/api/cms`, { method: 'POST', body: '{', headers: { host: 'localhost:4321', origin: ORIGIN, 'content-type': 'application/json', cookie: server.cookie } });
    expect(broken.status).toBe(400);
  });

  it('marks its answers as not to be kept or rendered', async () => {
    const { headers } = await call('/api/me');
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('content-security-policy')).toContain("default-src 'none'");
  });
});

describe('publishing after a save', () => {
  it('goes live, and a failure is told with its reason', async () => {
    await save(A, article());
    await server.service.publisher.request();
    const status = async (): Promise<unknown> => (await call('/api/publish-status', undefined, { cookie: server.cookie })).json();
    expect(await status()).toMatchObject({ busy: false, live: { commit: await server.service.store.head() } });
    server.buildFails = '错误 某处坏了';
    await save(A, article('', '改过。'));
    await server.service.publisher.request();
    expect(await status()).toMatchObject({ busy: false, failure: { reason: '错误 某处坏了' } });
    expect((await call('/')).status).toBe(200);
  });
});

describe('the routes', () => {
  it('keep reading apart from writing, and the data folder out of reach', async () => {
    await server.service.publisher.request();
    expect((await call('/')).status).toBe(200);
    expect((await server.service.app.request(`${ORIGIN}/`, { method: 'DELETE' })).status).toBe(405);
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
    for (const file of ['assets/../package.json', 'assets/none.js', 'assets/decap-0000000000000000.js']) expect((await call(`/admin/${file}`)).status).toBe(404);
  });
});

/** What protects accounts and sessions at the API itself, and rules of the code that keep whole classes of faults out. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { codeAt, fromBase32, stepOf } from '#/server/totp.ts';
import { createApp } from '#/server/app.ts';
import { EditingService, ORIGIN } from './editing-service.ts';

const server = new EditingService();
const OWN = 'seven herons count the ferry';
let admin = '';

const cookieOf = (response: Response): string => (response.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
const signIn = async (login: string, password: string, code?: string): Promise<string> => cookieOf(await server.call('/api/login', { login, password, code }));
const me = async (cookie: string): Promise<unknown> => ((await (await server.call('/api/me', undefined, { cookie })).json()) as { user: unknown }).user;

beforeEach(async () => {
  admin = await signIn('guanli', await server.service.accounts.add('guanli', '管理', 'admin'));
});

describe('one\'s own account', () => {
  it('changes nothing that signs in without the password again', async () => {
    for (const route of ['password', 'totp/begin', 'totp/off', 'recovery-codes', 'sessions/end']) {
      const response = await server.call(`/api/account/${route}`, { password: 'wrong', fresh: OWN }, { cookie: server.cookie });
      expect(response.status, route).toBe(422);
      expect(await response.json()).toEqual({ error: '用户名或密码不对' });
    }
    // Five wrong ones: guessing through an open session is held up as at the door.
    expect((await server.call('/api/account/password', { password: server.password, fresh: OWN }, { cookie: server.cookie })).status).toBe(429);
  });

  it('takes a new password with the old one, gives a new token, and ends the other sessions', async () => {
    const other = await signIn('bianji', server.password);
    const response = await server.call('/api/account/password', { password: server.password, fresh: OWN }, { cookie: server.cookie });
    expect(response.status).toBe(200);
    const fresh = cookieOf(response);
    expect([await me(server.cookie), await me(other)]).toEqual([null, null]);
    expect(await me(fresh)).toMatchObject({ login: 'bianji' });
    expect(await signIn('bianji', server.password)).toBe('');
    expect(await me(await signIn('bianji', OWN))).toMatchObject({ login: 'bianji' });
  });

  it('refuses a weak new password with the reason', async () => {
    const response = await server.call('/api/account/password', { password: server.password, fresh: 'tonghuakepu2026' }, { cookie: server.cookie });
    expect([response.status, await response.json()]).toEqual([422, { error: expect.stringContaining('太容易猜到') as string }]);
  });

  it('turns codes on with a first code, and is asked for them from then on', async () => {
    const { secret } = (await (await server.call('/api/account/totp/begin', { password: server.password }, { cookie: server.cookie })).json()) as { secret: string };
    expect((await server.call('/api/account/totp/confirm', { code: '000000' }, { cookie: server.cookie })).status).toBe(422);
    const response = await server.call('/api/account/totp/confirm', { code: codeAt(fromBase32(secret), stepOf(Date.now())) }, { cookie: server.cookie });
    const { codes } = (await response.json()) as { codes: string[] };
    expect(await me(server.cookie), 'the old token').toBeNull();
    const asked = await server.call('/api/login', { login: 'bianji', password: server.password });
    expect([asked.status, await asked.json()]).toEqual([401, { error: expect.any(String) as string, needs: 'code' }]);
    expect(await me(await signIn('bianji', server.password, codes[0]))).toMatchObject({ login: 'bianji' });
  });

  it('shows its sessions and ends the others', async () => {
    const other = await signIn('bianji', server.password);
    const { sessions } = (await (await server.call('/api/account', undefined, { cookie: server.cookie })).json()) as { sessions: { current: boolean }[] };
    expect(sessions.map(({ current }) => current).sort()).toEqual([false, true]);
    expect(await (await server.call('/api/account/sessions/end', { password: server.password }, { cookie: server.cookie })).json()).toEqual({ ended: 1 });
    expect(await me(other)).toBeNull();
  });

  it('signs out for good, and has the browser forget what it was shown', async () => {
    const response = await server.call('/api/logout', {}, { cookie: server.cookie });
    expect(response.headers.get('clear-site-data')).toBe('"cache"');
    expect(await me(server.cookie)).toBeNull();
    expect((await server.cms('info')).status).toBe(401);
  });
});

describe('those who manage', () => {
  const ask = (route: string, body: object): Promise<Response> => server.call(`/api/people/${route}`, body, { cookie: admin });

  it('end the sessions of one or of all, but their own', async () => {
    expect(await (await ask('sign-out', { login: 'bianji' })).json()).toEqual({ ended: 1 });
    expect(await me(server.cookie)).toBeNull();
    server.cookie = await signIn('bianji', server.password);
    expect((await ask('sign-out-everybody', {})).status, 'not by an empty request').toBe(400);
    expect(await (await ask('sign-out-everybody', { everybody: true })).json()).toEqual({ ended: 1 });
    expect([await me(server.cookie), await me(admin)]).toEqual([null, expect.objectContaining({ login: 'guanli' })]);
  });

  it('are told no secret of anybody', async () => {
    const text = await (await server.call('/api/people', undefined, { cookie: admin })).text();
    expect(text).toContain('bianji');
    expect(text).not.toMatch(/scrypt|password"|"totp":"/);
  });

  it('cannot disable or demote themselves', async () => {
    expect((await ask('disable', { login: 'guanli' })).status).toBe(422);
    expect((await ask('role', { login: 'guanli', role: 'author' })).status).toBe(422);
    expect((await ask('role', { login: 'bianji', role: 'root' })).status).toBe(400);
  });

  it('can demand codes: without them nothing works but one\'s own account', async () => {
    await ask('policy', { policy: 'all' });
    expect(await me(server.cookie)).toMatchObject({ pending: 'totp' });
    const refused = await server.cms('getMedia');
    expect([refused.status, await refused.json()]).toEqual([403, { error: '请先在工作台开启两步登录', needs: 'account' }]);
    expect((await server.call('/api/account', undefined, { cookie: server.cookie })).status).toBe(200);
  });
});

describe('the door', () => {
  it('takes secrets from the body only', async () => {
    expect((await server.call(`/api/login?login=bianji&password=${server.password}`)).status).toBe(401);
    expect((await server.call(`/api/login?login=bianji&password=${server.password}`, {})).status).toBe(400);
  });

  it('gives a cookie that is bound to TLS and to our host', async () => {
    const { service } = server;
    const parts = { config: { base: '/', url: 'https://kepu.example', trustProxy: false }, accounts: service.accounts, audit: service.audit } as Parameters<typeof createApp>[0];
    const post = async (config: object): Promise<Response> => createApp({ ...parts, config: { ...parts.config, ...config } }).request('https://kepu.example/api/login', { method: 'POST', body: JSON.stringify({ login: 'bianji', password: server.password }), headers: { origin: 'https://kepu.example', host: 'kepu.example', 'content-type': 'application/json' } });
    const response = await post({});
    expect(response.headers.get('set-cookie')).toMatch(/^__Host-site_session=.*; Path=\/; HttpOnly; Secure; SameSite=Strict/);
    expect(response.headers.get('strict-transport-security')).toBe('max-age=63072000');
  });

  it('says nothing of what went wrong inside, and writes it down', async () => {
    const { app, audit } = server.service;
    Object.assign(server.service.accounts, { session: () => { throw new Error('SELECT * FROM secret'); } });
    const response = await app.request(`${ORIGIN}/api/account`, { headers: { cookie: server.cookie } });
    expect(response.status).toBe(500);
    expect(await response.text()).not.toMatch(/SELECT|Error|\.ts/);
    expect(audit.list({ action: 'server.fault' })).toHaveLength(1);
  });
});

describe('the code', () => {
  const below = (folder: string): string[] => readdirSync(folder).flatMap((name) => {
    const file = path.join(folder, name);
    return statSync(file).isDirectory() ? below(file) : /\.(?:ts|tsx|astro|mjs)$/.test(name) ? [file] : [];
  });
  const code = below('src').map((file) => ({ file, text: readFileSync(file, 'utf8') }));
  const using = (pattern: RegExp): string[] => code.filter(({ text }) => pattern.test(text)).map(({ file }) => file);

  it('starts no shell', () => {
    expect(using(/\bexecSync\(|\bshell: ?true|import \{[^}]*\bexec\b[^}]*\} from 'node:child_process'/)).toEqual([]);
    expect(using(/from 'node:child_process'/).length, 'the pattern finds what there is').toBeGreaterThan(0);
  });

  it('runs no text as code', () => {
    expect(using(/\beval\(|new Function\(|\bvm\.run/)).toEqual([]);
  });

  it('puts no value into a statement of the database', () => {
    // Statements are made of constants; values go through placeholders.
    const open = code.filter(({ file }) => file.startsWith('src/server')).flatMap(({ file, text }) => [...text.matchAll(/\.(?:prepare|exec)\(\s*`([^`]*)`/g)].flatMap(([, statement = '']) => [...statement.matchAll(/\$\{([^}]*)\}/g)].map(([, value]) => `${file}: ${value}`)));
    expect(open.sort()).toEqual(['src/server/accounts.ts: assignment', 'src/server/audit.ts: where', 'src/server/database.ts: STEPS[step]', 'src/server/database.ts: step + 1']);
  });

  it('uses no broken hash, and SHA-1 only to name bytes and inside HMAC', () => {
    expect(using(/createH(?:ash|mac)\('(?:md5|md4|ripemd)/)).toEqual([]);
    expect(using(/createHash\('sha1'\)/).filter((file) => /accounts|sessions|attempts|password|totp/.test(file))).toEqual([]);
    expect(using(/createCipheriv|createDecipheriv/), 'nothing is encrypted by us').toEqual([]);
  });

  it('writes no markup from a string in the editing interface', () => {
    expect(using(/innerHTML|outerHTML|insertAdjacentHTML|document\.write|dangerouslySetInnerHTML/).filter((file) => file.startsWith('src/cms') || file.startsWith('src/server'))).toEqual([]);
  });

  it('opens no WebSocket and makes no token that carries its own claims', () => {
    expect(using(/\bWebSocket\b|jsonwebtoken|\bjose\b/)).toEqual([]);
  });
});

/** The log: what it holds, what it never holds, and that nobody rewrites it. */
import { describe, expect, it } from 'vitest';
import { Audit } from '#/server/audit.ts';
import { openDatabase } from '#/server/database.ts';
import { A, article, EditingService } from './editing-service.ts';

const DAY = 86_400_000;

describe('the log', () => {
  it('is only added to; rows go after their time and not before', () => {
    const db = openDatabase(':memory:');
    let clock = Date.now() - 400 * DAY;
    const audit = new Audit(db, { now: () => clock, days: 365 });
    audit.record({ action: 'server.start' });
    clock += 100 * DAY;
    audit.record({ action: 'people.add', login: 'a', target: 'b' });
    expect(() => db.exec("UPDATE audit SET login = 'x'")).toThrow('not changed');
    clock += 300 * DAY;
    audit.record({ action: 'session.sign-in', login: 'a' });
    expect(audit.list().map(({ action }) => action)).toEqual(['session.sign-in', 'people.add']);
    expect(() => db.exec("DELETE FROM audit WHERE action = 'session.sign-in'")).toThrow('half a year');
  });

  it('keeps each row on one line, whatever was typed', () => {
    const lines: string[] = [];
    const audit = new Audit(openDatabase(':memory:'), { print: (line) => { lines.push(line); } });
    audit.record({ action: 'session.sign-in', outcome: 'failed', login: `a\r\n2026 audit {"login":"admin"}\u202e\u2028${'x'.repeat(1000)}` });
    expect(lines).toHaveLength(1);
    expect(lines[0]).not.toMatch(/[\r\n\u2028\u202e]/);
    const row = JSON.parse((lines[0] ?? '').replace(/^audit /, '')) as { at: string; login: string };
    expect(row.at).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
    expect(row.login.length).toBeLessThanOrEqual(300);
  });

  it('is not filled by a flood of refusals', () => {
    const audit = new Audit(openDatabase(':memory:'), { now: () => 0 });
    for (let round = 0; round < 500; round++) audit.record({ action: 'request.refused', outcome: 'refused', address: '10.0.0.9' });
    audit.record({ action: 'request.refused', outcome: 'refused', address: '10.0.0.8' });
    audit.record({ action: 'content.save', login: 'a', address: '10.0.0.9' });
    expect(audit.list()).toHaveLength(32);
  });

  it('filters by what, who and when', () => {
    let clock = 0;
    const audit = new Audit(openDatabase(':memory:'), { now: () => clock });
    for (const [at, action, login] of [[1, 'content.save', 'a'], [2, 'content.save', 'b'], [3, 'publish.run', 'a']] as const) {
      clock = at;
      audit.record({ action, login });
    }
    expect(audit.list({ login: 'a' }).map(({ at }) => at)).toEqual([3, 1]);
    expect(audit.list({ action: 'content.save', from: 2 }).map(({ at }) => at)).toEqual([2]);
    expect(audit.list({ until: 3, before: 2 }).map(({ at }) => at)).toEqual([1]);
    expect(audit.list({ login: "a' OR 1=1 --" })).toEqual([]);
  });
});

describe('what the server writes down', () => {
  const server = new EditingService();

  it('signs-in, refusals, saves and publishing, without secrets or texts', async () => {
    await server.call('/api/login', { login: 'bianji', password: 'a-wrong-secret' });
    await server.save(A, article('', '一段正文秘密。'));
    await server.save(A, 'x');
    await server.call('/api/people', undefined, { cookie: server.cookie });
    await server.call('/api/cms', { action: 'info' }, { cookie: server.cookie, origin: 'https://evil.example' });
    await server.call('/api/account/password', { password: 'x', fresh: 'y' }, { cookie: server.cookie });
    await server.call('/api/log', { none: true }, { cookie: server.cookie });
    await server.service.publisher.request();
    const rows = server.service.audit.list({}, 1000);
    const seen = rows.map(({ action, outcome, login, target }) => [action, outcome, login, target].join(' '));
    for (const expected of ['server.start done  ', 'session.sign-in done bianji ', 'session.sign-in failed bianji ', `content.save done bianji ${A}`, `content.save refused bianji ${A}`, 'access.refused refused bianji GET /api/people', 'request.refused refused  /api/cms', 'account.password failed bianji ']) expect(seen).toContain(expected);
    expect(rows.find(({ action }) => action === 'publish.run')?.target).toMatch(/^\d{8}T/);
    const text = JSON.stringify(rows);
    for (const secret of [server.password, 'a-wrong-secret', '秘密', server.cookie.split('=')[1] ?? '?']) expect(text).not.toContain(secret);
  });

  it('is given as a table that runs no formula', async () => {
    const password = await server.service.accounts.add('guanli', '管理', 'admin');
    const cookie = ((await server.call('/api/login', { login: 'guanli', password })).headers.get('set-cookie') ?? '').split(';')[0] ?? '';
    await server.call('/api/login', { login: '=1+1', password: 'x' });
    const response = await server.call('/api/log/csv?outcome=failed', undefined, { cookie });
    expect(response.headers.get('content-disposition')).toBe('attachment; filename="log.csv"');
    expect(await response.text()).toContain(",'=1+1,");
    expect((await server.call('/api/log?from=yesterday', undefined, { cookie })).status).toBe(400);
    expect(server.service.audit.list()[0]?.action).not.toBe('log.export');
    expect(server.service.audit.list({ action: 'log.export' })).toHaveLength(1);
  });
});

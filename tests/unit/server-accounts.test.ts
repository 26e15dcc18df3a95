import { beforeEach, describe, expect, it } from 'vitest';
import { Accounts } from '#/server/accounts.ts';
import { openDatabase } from '#/server/database.ts';
import { hashPassword, randomPassword, verifyPassword } from '#/server/password.ts';

const COST = 2 ** 10;
let clock = 0;
let accounts: Accounts;
let password = '';
let db: ReturnType<typeof openDatabase>;

beforeEach(async () => {
  clock = Date.UTC(2026, 10, 23);
  db = openDatabase(':memory:');
  accounts = new Accounts(db, { cost: COST, now: () => clock });
  password = await accounts.add('bianji', '编辑');
});

const signIn = (login: string, word: string, address = '10.0.0.1') => accounts.signIn(login, word, address);
const token = async (): Promise<string> => {
  const result = await signIn('bianji', password);
  if (!('token' in result)) throw new Error('没有登录成功');
  return result.token;
};

describe('passwords', () => {
  it('are random, hashed with salt, and checked', async () => {
    expect(randomPassword()).toMatch(/^(?:[a-z2-9]{4}-){3}[a-z2-9]{4}$/);
    expect(randomPassword()).not.toBe(randomPassword());
    const hash = await hashPassword('密码一二三四五六七', COST);
    expect(hash).not.toBe(await hashPassword('密码一二三四五六七', COST));
    expect(await verifyPassword('密码一二三四五六七', hash)).toBe(true);
    expect(await verifyPassword('密码', hash)).toBe(false);
    expect(await verifyPassword('x', 'broken')).toBe(false);
  });
});

describe('accounts', () => {
  it('refuse a bad or taken login', async () => {
    await expect(accounts.add('张三')).rejects.toThrow('小写字母');
    await expect(accounts.add('bianji')).rejects.toThrow('已有用户');
  });

  it('sign in and give a session that is stored hashed', async () => {
    const value = await token();
    expect(accounts.session(value)).toEqual({ login: 'bianji', name: '编辑', role: 'editor' });
    expect(JSON.stringify(db.prepare('SELECT * FROM sessions').all())).not.toContain(value);
    accounts.signOut(value);
    expect(accounts.session(value)).toBeUndefined();
  });

  it('end a session after half a day without use and after a week in any case', async () => {
    const idle = await token();
    clock += 13 * 3_600_000;
    expect(accounts.session(idle)).toBeUndefined();
    const used = await token();
    for (let hours = 0; hours < 7 * 24; hours += 6) {
      expect(accounts.session(used)).toBeDefined();
      clock += 6 * 3_600_000;
    }
    expect(accounts.session(used)).toBeUndefined();
  });

  it('lock a login after five wrong tries, for a quarter of an hour', async () => {
    for (let round = 0; round < 5; round++) expect(await signIn('bianji', 'wrong', `10.0.1.${round}`)).toEqual({ reason: 'wrong' });
    const locked = await signIn('bianji', password, '10.0.2.1');
    expect(locked).toMatchObject({ reason: 'locked' });
    clock += 15 * 60_000 + 1000;
    expect(await signIn('bianji', password)).toHaveProperty('token');
  });

  it('count parallel guesses', async () => {
    const results = await Promise.all(Array.from({ length: 12 }, () => signIn('bianji', 'wrong', '10.0.9.9')));
    expect(results.filter((result) => 'reason' in result && result.reason === 'wrong')).toHaveLength(5);
  });

  it('lock an address after twenty tries over many logins', async () => {
    for (let round = 0; round < 20; round++) await signIn(`nobody${round}`, 'wrong', '10.9.9.9');
    expect(await signIn('bianji', password, '10.9.9.9')).toMatchObject({ reason: 'locked' });
    expect(await signIn('bianji', password, '10.9.9.8')).toHaveProperty('token');
  });

  it('end sessions on disable and reset', async () => {
    const first = await token();
    accounts.disable('bianji');
    expect(accounts.session(first)).toBeUndefined();
    expect(await signIn('bianji', password)).toEqual({ reason: 'wrong' });
    password = await accounts.reset('bianji');
    expect(accounts.session(await token())).toBeDefined();
    expect(() => { accounts.disable('none'); }).toThrow('没有用户');
  });

  it('survive a second opening of the tables', async () => {
    const value = await token();
    expect(new Accounts(db, { cost: COST, now: () => clock }).session(value)?.login).toBe('bianji');
  });
});

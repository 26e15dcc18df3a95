import { beforeEach, describe, expect, it } from 'vitest';
import { dictionary } from '@zxcvbn-ts/language-common';
import { Accounts, type ProofFault } from '#/server/accounts.ts';
import { openDatabase } from '#/server/database.ts';
import { CONTEXT_WORDS, passwordFault } from '#/server/password-rules.ts';
import { hashPassword, randomPassword, verifyPassword } from '#/server/password.ts';
import { MOST_SESSIONS } from '#/server/sessions.ts';
import { base32, codeAt, fromBase32, matchingStep, stepOf, totpSecret, totpUri } from '#/server/totp.ts';

const COST = 2 ** 10;
const OWN = '火山灰里长出的红松林';
const GOOD = 'pumice rabbits boil quietly';
let clock = 0;
let accounts: Accounts;
let password = '';
let db: ReturnType<typeof openDatabase>;
const open = (): Accounts => new Accounts(db, { cost: COST, firstPasswordsStay: true, now: () => clock });

beforeEach(async () => {
  clock = Date.UTC(2026, 10, 23);
  db = openDatabase(':memory:');
  accounts = open();
  password = await accounts.add('bianji', '编辑');
});

const signIn = (login: string, word: string, address = '10.0.0.1', code?: string) => accounts.signIn(login, { password: word, code }, { address });
const token = async (code?: string): Promise<string> => {
  const result = await signIn('bianji', password, undefined, code);
  if (!('token' in result)) throw new Error('没有登录成功');
  return result.token;
};
const reason = async (result: ReturnType<typeof signIn>): Promise<ProofFault['reason'] | 'in'> => {
  const answer = await result;
  return 'reason' in answer ? answer.reason : 'in';
};

describe('passwords', () => {
  it('are random, hashed with salt, and checked as they are', async () => {
    expect(randomPassword()).toMatch(/^(?:[a-z2-9]{4}-){3}[a-z2-9]{4}$/);
    expect(randomPassword()).not.toBe(randomPassword());
    const hash = await hashPassword('密码一二三四五六七', COST);
    expect(hash).not.toBe(await hashPassword('密码一二三四五六七', COST));
    expect(await verifyPassword('密码一二三四五六七', hash)).toBe(true);
    expect(await verifyPassword('密码', hash)).toBe(false);
    expect(await verifyPassword('x', 'broken')).toBe(false);
    const long = 'a'.repeat(300);
    expect(await verifyPassword(`${long}b`, await hashPassword(long, COST))).toBe(false);
    expect(await verifyPassword(GOOD.toUpperCase(), await hashPassword(GOOD, COST))).toBe(false);
  });

  const owner = { login: 'zhangsan', name: '张三' };
  it('are chosen freely, if they are long and not what guessers try', () => {
    for (const fine of [GOOD, OWN.repeat(2), '9174 0356 2281 6644', 'x'.repeat(3) + randomPassword(), `${GOOD} ${'这句话很长'.repeat(8)}`]) expect(passwordFault(fine, owner), fine).toBeUndefined();
    for (const poor of ['a1B2c3D4', '123456789012', 'passwordpassword', 'tonghuakepu2026', 'Tonghua@2026!!', 'zhangsan123456', 'woaini1314520', '通化科普编辑管理员密码网站', 'x'.repeat(201)]) expect(passwordFault(poor, owner), poor).toBeTruthy();
    for (const word of CONTEXT_WORDS) expect(passwordFault(`${word}2026!!`, owner), word).toBeTruthy();
  });

  it('are none of the stolen ones that are long enough', () => {
    const stolen = dictionary['passwords-common'].filter((each) => each.length >= 12);
    expect(stolen.length).toBeGreaterThan(300);
    expect(stolen.filter((each) => passwordFault(each, owner) === undefined)).toEqual([]);
  });
});

describe('accounts', () => {
  it('refuse a bad or taken login, and a name with marks', async () => {
    await expect(accounts.add('张三')).rejects.toThrow('小写字母');
    await expect(accounts.add('bianji')).rejects.toThrow('已有用户');
    await expect(accounts.add('lisi', '<b>')).rejects.toThrow('姓名');
  });

  it('sign in and give a session that is stored hashed', async () => {
    const value = await token();
    expect(Buffer.from(value, 'base64url')).toHaveLength(32);
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

  it('list their sessions, end each or all others, and hold ten at most', async () => {
    const first = await token();
    clock += 1000;
    const second = await token();
    const [row, other] = accounts.sessions.list('bianji', second);
    expect([row?.current, other?.current]).toEqual([true, false]);
    expect(accounts.sessions.endById('lisi', other?.id ?? '')).toBe(false);
    expect(accounts.sessions.endById('bianji', other?.id ?? '')).toBe(true);
    expect([accounts.session(first), accounts.session(second)?.login]).toEqual([undefined, 'bianji']);
    await token();
    expect(accounts.sessions.endAll('bianji', second)).toBe(1);
    expect(accounts.session(second)).toBeDefined();
    for (let round = 0; round < MOST_SESSIONS; round++) await token();
    expect(accounts.sessions.list('bianji', undefined)).toHaveLength(MOST_SESSIONS);
    expect(accounts.session(second)).toBeUndefined();
  });

  it('lock a login after five wrong tries, for a quarter of an hour, also over a restart', async () => {
    for (let round = 0; round < 5; round++) expect(await signIn('bianji', 'wrong', `10.0.1.${round}`)).toEqual({ reason: 'wrong' });
    accounts = open();
    expect(await signIn('bianji', password, '10.0.2.1')).toMatchObject({ reason: 'locked' });
    clock += 15 * 60_000 + 1000;
    expect(await signIn('bianji', password)).toHaveProperty('token');
  });

  it('let the owner in from a known place while a stranger has locked the login', async () => {
    await token();
    for (let round = 0; round < 5; round++) await signIn('bianji', 'wrong', '10.6.6.6');
    expect(await signIn('bianji', password, '10.6.6.6')).toMatchObject({ reason: 'locked' });
    expect(await signIn('bianji', password, '10.0.0.1')).toHaveProperty('token');
    for (let round = 0; round < 5; round++) await signIn('bianji', 'wrong', '10.0.0.1');
    expect(await signIn('bianji', password, '10.0.0.1')).toMatchObject({ reason: 'locked' });
    password = await accounts.reset('bianji');
    expect(await signIn('bianji', password, '10.0.0.1')).toHaveProperty('token');
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

  it('end sessions on disable, reset and another role', async () => {
    const first = await token();
    accounts.disable('bianji');
    expect(accounts.session(first)).toBeUndefined();
    expect(await signIn('bianji', password)).toEqual({ reason: 'wrong' });
    password = await accounts.reset('bianji');
    const second = await token();
    expect(accounts.setRole('bianji', 'reviewer')).toBe('editor');
    expect(accounts.session(second)).toBeUndefined();
    expect(accounts.session(await token())?.role).toBe('reviewer');
    expect(() => { accounts.disable('none'); }).toThrow('没有用户');
  });

  it('always keep somebody who manages', async () => {
    await accounts.add('zhang', '张', 'admin');
    expect(() => { accounts.disable('zhang'); }).toThrow('最后一个管理账号');
    expect(() => { accounts.setRole('zhang', 'author'); }).toThrow('最后一个管理账号');
    await accounts.add('wang', '王', 'admin');
    accounts.disable('zhang');
  });

  it('ask for an own password in place of the first, which ends after a week', async () => {
    accounts = new Accounts(db, { cost: COST, now: () => clock });
    password = await accounts.reset('bianji');
    const value = await token();
    const user = accounts.session(value);
    expect(user?.pending).toBe('password');
    if (!user) throw new Error('没有登录');
    clock += 8 * 86_400_000;
    expect(await signIn('bianji', password)).toEqual({ reason: 'expired' });
    await expect(accounts.changePassword(user, 'short')).rejects.toThrow('至少 12 个字符');
    await accounts.changePassword(user, GOOD);
    password = GOOD;
    expect(accounts.session(await token())?.pending).toBeUndefined();
    clock += 3 * 365 * 86_400_000;
    expect(accounts.session(await token())?.pending, 'passwords do not grow old').toBeUndefined();
  });
});

describe('the second factor', () => {
  const secret = base32(Buffer.from('12345678901234567890'));
  const code = (at = clock): string => codeAt(fromBase32(secret), stepOf(at));
  const turnOn = (): string[] => accounts.turnTotpOn('bianji', secret, code()) ?? [];
  const later = (): void => { clock += 30_000; };

  it('computes the codes of RFC 6238, appendix B', () => {
    const key = Buffer.from('12345678901234567890');
    for (const [seconds, expected] of [[59, '94287082'], [1111111109, '07081804'], [1111111111, '14050471'], [1234567890, '89005924'], [2000000000, '69279037'], [20000000000, '65353130']] as const) expect(codeAt(key, stepOf(seconds * 1000), 8)).toBe(expected);
    // RFC 4648, section 10.
    expect(base32(Buffer.from('foobar'))).toBe('MZXW6YTBOI');
    expect(fromBase32('mzxw 6ytb oi').toString()).toBe('foobar');
    expect(fromBase32(totpSecret())).toHaveLength(20);
    expect(totpUri('ABC', 'bianji', '工作台')).toBe('otpauth://totp/%E5%B7%A5%E4%BD%9C%E5%8F%B0:bianji?secret=ABC&issuer=%E5%B7%A5%E4%BD%9C%E5%8F%B0&algorithm=SHA1&digits=6&period=30');
  });

  it('takes a code for its half minute and five seconds of typing', () => {
    const at = 1_800_000_000_000;
    expect(matchingStep(secret, code(at), at + 29_000, 0)).toBe(stepOf(at));
    expect(matchingStep(secret, code(at), at + 34_000, 0)).toBe(stepOf(at));
    expect(matchingStep(secret, code(at), at + 36_000, 0)).toBeUndefined();
    expect(matchingStep(secret, code(at + 30_000), at, 0)).toBeUndefined();
  });

  it('is asked for after the password, and each code counts once', async () => {
    turnOn();
    expect(await reason(signIn('bianji', password))).toBe('code');
    expect(await reason(signIn('bianji', password, undefined, code())), 'used when it was set up').toBe('wrong-code');
    later();
    expect(await signIn('bianji', password, undefined, code())).toMatchObject({ factors: 'password+totp' });
    expect(await reason(signIn('bianji', password, undefined, code()))).toBe('wrong-code');
  });

  it('is not to be guessed: knowing the password forgives no wrong code', async () => {
    turnOn();
    later();
    for (let round = 0; round < 5; round++) {
      expect(await reason(signIn('bianji', password, undefined, '000000'))).toBe('wrong-code');
      expect(await reason(signIn('bianji', password))).toMatch(round < 4 ? 'code' : 'locked');
    }
    expect(await reason(signIn('bianji', password, undefined, code()))).toBe('locked');
  });

  it('has recovery codes that count once and are stored hashed', async () => {
    const [first = '', second = ''] = turnOn();
    expect(first).toMatch(/^(?:[A-Z2-7]{6}-){3}[A-Z2-7]{6}$/);
    expect(JSON.stringify(db.prepare('SELECT * FROM recovery_codes').all())).not.toContain(first);
    expect(await signIn('bianji', password, undefined, first.toLowerCase().replaceAll('-', ' '))).toMatchObject({ factors: 'password+recovery' });
    expect(await reason(signIn('bianji', password, undefined, first))).toBe('wrong-code');
    expect(accounts.recoveryCodesLeft('bianji')).toBe(7);
    accounts.newRecoveryCodes('bianji');
    expect(await reason(signIn('bianji', password, undefined, second))).toBe('wrong-code');
  });

  it('stays over a reset of the password, and a manager can take it away', async () => {
    turnOn();
    password = await accounts.reset('bianji');
    expect(await reason(signIn('bianji', password))).toBe('code');
    accounts.turnTotpOff('bianji');
    expect(await reason(signIn('bianji', password))).toBe('in');
    expect(accounts.recoveryCodesLeft('bianji')).toBe(0);
  });

  it('can be demanded of managers or of all', async () => {
    const value = await token();
    accounts.setSecondFactorPolicy('admins');
    expect(accounts.session(value)?.pending).toBeUndefined();
    accounts.setSecondFactorPolicy('all');
    expect(accounts.session(value)?.pending).toBe('totp');
    turnOn();
    expect(accounts.session(value)?.pending).toBeUndefined();
  });
});

/** People who may edit: their passwords, second factors and roles, and how they prove who they are. */
import { createHash, randomBytes } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import type { Role } from '#/cms/permissions.ts';
import { Attempts } from './attempts.ts';
import { hashPassword, PASSWORD_COST, randomPassword, verifyPassword } from './password.ts';
import { passwordFault } from './password-rules.ts';
import { Sessions, type Client } from './sessions.ts';
import { base32, matchingStep } from './totp.ts';

export interface User {
  login: string;
  name: string;
  role: Role;
  /** What must be set up before anything else: an own password, or a second factor. */
  pending?: 'password' | 'totp' | undefined;
}

export interface Person extends User {
  disabled: boolean;
  totp: boolean;
  /** Last sign of life of a session, in milliseconds since the epoch. */
  seen: number | undefined;
  sessions: number;
}

/** What somebody proves to be themselves with. `code`: of the authenticator app, or a recovery code. */
export interface Proof {
  password: string;
  code?: string | undefined;
}

/** Why a proof is not taken. `code`: the password is right and a code is needed as well. */
export type ProofFault = { reason: 'wrong' | 'code' | 'wrong-code' | 'expired' } | { reason: 'locked'; seconds: number };
export type Factors = 'password' | 'password+totp' | 'password+recovery';

/** What the log says of them. */
export const PROOF_LABELS: Readonly<Record<Factors | ProofFault['reason'], string>> = { password: '密码', 'password+totp': '密码和验证码', 'password+recovery': '密码和备用码', wrong: '用户名或密码不对', code: '密码对，还要验证码', 'wrong-code': '验证码不对', expired: '初始密码过期', locked: '试错太多' };

/** Who needs a second factor. */
export const SECOND_FACTOR_POLICIES = ['optional', 'admins', 'all'] as const;
export type SecondFactorPolicy = (typeof SECOND_FACTOR_POLICIES)[number];

/** A change of an account that cannot be; the message is for people. */
export class AccountFault extends Error {}

/** A password that was given out is good for a week, and only to choose one's own. */
const FIRST_VALID = 7 * 86_400_000;
const RECOVERY_CODES = 8;
const LOGIN = /^[a-z][a-z0-9_-]{1,31}$/;
const NAME_MAX = 40;

/** Recovery codes hold 120 bits, so a plain digest keeps them (OWASP ASVS 6.5.2). */
const recoveryHash = (code: string): string => createHash('sha256').update(code.toUpperCase().replace(/[^A-Z2-7]/g, '')).digest('base64url');

export class Accounts {
  readonly sessions: Sessions;
  readonly #db: DatabaseSync;
  readonly #attempts: Attempts;
  readonly #cost: number;
  readonly #firstPasswordsStay: boolean;
  readonly #now: () => number;
  #decoy: Promise<string> | undefined;
  #queue: Promise<unknown> = Promise.resolve();

  /** `now` in milliseconds since the epoch; tests give a cheap `cost` and let first passwords stay. */
  constructor(db: DatabaseSync, options: { cost?: number; firstPasswordsStay?: boolean; now?: () => number } = {}) {
    this.#db = db;
    this.#cost = options.cost ?? PASSWORD_COST;
    this.#firstPasswordsStay = options.firstPasswordsStay ?? false;
    this.#now = options.now ?? Date.now;
    this.#attempts = new Attempts(db, this.#now);
    this.sessions = new Sessions(db, this.#now);
  }

  isEmpty(): boolean {
    return this.#db.prepare('SELECT 1 FROM users LIMIT 1').get() === undefined;
  }

  list(): Person[] {
    return this.#db.prepare('SELECT login, name, role, disabled, totp, first_until, (SELECT max(seen) FROM sessions s WHERE s.login = users.login) AS seen FROM users ORDER BY disabled, login').all()
      .map((row) => ({ ...this.#user(row), disabled: row['disabled'] === 1, totp: row['totp'] !== null, seen: row['seen'] === null ? undefined : Number(row['seen']), sessions: this.sessions.list(String(row['login']), undefined).length }));
  }

  #user(row: Record<string, unknown>): User {
    const role = row['role'] as Role;
    const policy = this.secondFactorPolicy();
    const needsCode = row['totp'] === null && (policy === 'all' || (policy === 'admins' && role === 'admin'));
    return { login: String(row['login']), name: String(row['name']), role, pending: row['first_until'] !== null ? 'password' : needsCode ? 'totp' : undefined };
  }

  /** Runs a statement on an account. Throws {@link AccountFault} when there is none of this login. */
  #change(login: string, assignment: string, ...values: (string | number | null)[]): void {
    if (this.#db.prepare(`UPDATE users SET ${assignment} WHERE login = ?`).run(...values, login).changes === 0) throw new AccountFault(`没有用户 ${login}`);
  }

  /** The site is never left without somebody who manages it. */
  #keepManager(login: string): void {
    const others = this.#db.prepare("SELECT 1 FROM users WHERE role = 'admin' AND disabled = 0 AND login <> ? LIMIT 1").get(login);
    const own = this.#db.prepare("SELECT 1 FROM users WHERE role = 'admin' AND disabled = 0 AND login = ?").get(login);
    if (own && !others) throw new AccountFault('这是最后一个管理账号，不能停用，也不能改成别的角色。请先另设一个管理账号');
  }

  /** Makes an account and returns its first password. */
  async add(login: string, name: string = login, role: Role = 'editor'): Promise<string> {
    if (!LOGIN.test(login)) throw new AccountFault('用户名用 2—32 个小写字母、数字、短横线，以字母开头');
    if (name.trim() === '' || [...name].length > NAME_MAX || /[\p{Cc}\p{Cf}<>]/u.test(name)) throw new AccountFault(`姓名写 1—${NAME_MAX} 个字，不带尖括号`);
    if (this.#db.prepare('SELECT 1 FROM users WHERE login = ?').get(login)) throw new AccountFault(`已有用户 ${login}`);
    const password = randomPassword();
    this.#db.prepare('INSERT INTO users (login, name, role, password, created, first_until) VALUES (?, ?, ?, ?, ?, ?)').run(login, name.trim(), role, await hashPassword(password, this.#cost), this.#now(), this.#firstUntil());
    return password;
  }

  #firstUntil(): number | null {
    return this.#firstPasswordsStay ? null : this.#now() + FIRST_VALID;
  }

  /** Shuts an account out at once. */
  disable(login: string): void {
    this.#keepManager(login);
    this.#change(login, 'disabled = 1');
    this.sessions.endAll(login);
  }

  /** Gives a first password again, opens the account and ends its sessions and lock-out. The second factor stays. */
  async reset(login: string): Promise<string> {
    const password = randomPassword();
    this.#change(login, 'password = ?, first_until = ?, disabled = 0', await hashPassword(password, this.#cost), this.#firstUntil());
    this.sessions.endAll(login);
    this.#attempts.unlock(login);
    return password;
  }

  /** Gives another role; whoever works under the old one has to sign in again. Returns the old one. */
  setRole(login: string, role: Role): Role {
    if (role !== 'admin') this.#keepManager(login);
    const before = this.#db.prepare('SELECT role FROM users WHERE login = ?').get(login)?.['role'] as Role | undefined;
    this.#change(login, 'role = ?', role);
    this.sessions.endAll(login);
    return before ?? role;
  }

  /** Sets a password that its owner chose. Throws {@link AccountFault} with what is wrong with it. */
  async changePassword(user: User, password: string): Promise<void> {
    const fault = passwordFault(password, user);
    if (fault) throw new AccountFault(fault);
    this.#change(user.login, 'password = ?, first_until = NULL', await hashPassword(password, this.#cost));
  }

  secondFactorPolicy(): SecondFactorPolicy {
    return (this.#db.prepare("SELECT value FROM options WHERE name = 'second-factor'").get()?.['value'] as SecondFactorPolicy | undefined) ?? 'optional';
  }

  setSecondFactorPolicy(policy: SecondFactorPolicy): void {
    this.#db.prepare("INSERT INTO options (name, value) VALUES ('second-factor', ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value").run(policy);
  }

  /** Turns the second factor on when the code proves that the app knows the secret. Returns recovery codes, or undefined. */
  turnTotpOn(login: string, secret: string, code: string): string[] | undefined {
    const step = matchingStep(secret, code, this.#now(), 0);
    if (step === undefined) return undefined;
    this.#change(login, 'totp = ?, totp_step = ?', secret, step);
    return this.newRecoveryCodes(login);
  }

  turnTotpOff(login: string): void {
    this.#change(login, 'totp = NULL, totp_step = 0');
    this.#db.prepare('DELETE FROM recovery_codes WHERE login = ?').run(login);
  }

  hasTotp(login: string): boolean {
    return this.#db.prepare('SELECT 1 FROM users WHERE login = ? AND totp IS NOT NULL').get(login) !== undefined;
  }

  /** Makes new recovery codes; the old ones no longer count. */
  newRecoveryCodes(login: string): string[] {
    const codes = Array.from({ length: RECOVERY_CODES }, () => (base32(randomBytes(15)).match(/.{6}/g) ?? []).join('-'));
    this.#db.prepare('DELETE FROM recovery_codes WHERE login = ?').run(login);
    for (const code of codes) this.#db.prepare('INSERT INTO recovery_codes (hash, login) VALUES (?, ?)').run(recoveryHash(code), login);
    return codes;
  }

  recoveryCodesLeft(login: string): number {
    return Number(this.#db.prepare('SELECT count(*) AS n FROM recovery_codes WHERE login = ?').get(login)?.['n']);
  }

  /** Whether this is the one whom they say they are. An unknown login costs as much time as a wrong password. */
  async prove(login: string, { password, code }: Proof, address: string): Promise<{ factors: Factors; user: User } | ProofFault> {
    const attempt = this.#attempts.begin(login, address);
    if ('wait' in attempt) return { reason: 'locked', seconds: attempt.wait };
    const row = this.#db.prepare('SELECT * FROM users WHERE login = ? AND disabled = 0').get(login);
    this.#decoy ??= hashPassword(randomPassword(), this.#cost);
    const hash = row ? String(row['password']) : await this.#decoy;
    // One at a time: each guess takes memory, and a flood of them must not take it all.
    const turn = this.#queue.then(() => verifyPassword(password, hash));
    this.#queue = turn.catch(() => undefined);
    if (!(await turn) || !row) return { reason: 'wrong' };
    if (row['first_until'] !== null && Number(row['first_until']) < this.#now()) return { reason: 'expired' };
    let factors: Factors | undefined = 'password';
    if (row['totp'] !== null) {
      if (!code) {
        attempt.withdraw();
        return { reason: 'code' };
      }
      factors = this.#secondFactor(login, String(row['totp']), code);
      if (!factors) return { reason: 'wrong-code' };
    }
    attempt.forgive();
    return { factors, user: this.#user(row) };
  }

  /** Uses a code up. Each counts once. */
  #secondFactor(login: string, secret: string, code: string): Factors | undefined {
    const { totp_step: used } = this.#db.prepare('SELECT totp_step FROM users WHERE login = ?').get(login) as { totp_step: number };
    const step = matchingStep(secret, code, this.#now(), used);
    if (step !== undefined) {
      this.#change(login, 'totp_step = ?', step);
      return 'password+totp';
    }
    return this.#db.prepare('DELETE FROM recovery_codes WHERE login = ? AND hash = ?').run(login, recoveryHash(code)).changes > 0 ? 'password+recovery' : undefined;
  }

  /** Signs in: a new session, or why not. */
  async signIn(login: string, proof: Proof, client: Client): Promise<{ user: User; token: string; factors: Factors } | ProofFault> {
    const proven = await this.prove(login, proof, client.address);
    if ('reason' in proven) return proven;
    this.#attempts.remember(login, client.address);
    return { ...proven, token: this.sessions.open(login, client) };
  }

  /** Who holds a session token, or undefined when it ended. */
  session(token: string | undefined): User | undefined {
    const login = this.sessions.holder(token);
    const row = login === undefined ? undefined : this.#db.prepare('SELECT login, name, role, totp, first_until FROM users WHERE login = ? AND disabled = 0').get(login);
    return row && this.#user(row);
  }

  signOut(token: string | undefined): void {
    this.sessions.end(token);
  }
}

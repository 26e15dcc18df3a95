/** People who may edit, their sessions, and the brake on guessing passwords. */
import { createHash, randomBytes } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import type { Role } from '#/cms/permissions.ts';
import { hashPassword, PASSWORD_COST, randomPassword, verifyPassword } from './password.ts';

export interface User {
  login: string;
  name: string;
  role: Role;
}

/** Why a sign-in did not happen. */
export type SignInFault = { reason: 'wrong' } | { reason: 'locked'; seconds: number };

const WINDOW = 15 * 60_000;
const MAX_BY_LOGIN = 5;
/** An office often shares one address, so it gets more tries than one login. */
const MAX_BY_ADDRESS = 20;
const IDLE = 12 * 3_600_000;
const LIFETIME = 7 * 86_400_000;
const TOUCH = 60_000;
const LOGIN = /^[a-z][a-z0-9_-]{1,31}$/;

const digest = (token: string): string => createHash('sha256').update(token).digest('base64url');

export class Accounts {
  readonly #db: DatabaseSync;
  readonly #cost: number;
  readonly #now: () => number;
  #decoy: Promise<string> | undefined;
  #queue: Promise<unknown> = Promise.resolve();

  /** `now` in milliseconds since the epoch; tests give a cheap `cost`. */
  constructor(db: DatabaseSync, options: { cost?: number; now?: () => number } = {}) {
    this.#db = db;
    this.#cost = options.cost ?? PASSWORD_COST;
    this.#now = options.now ?? Date.now;
  }

  isEmpty(): boolean {
    return this.#db.prepare('SELECT 1 FROM users LIMIT 1').get() === undefined;
  }

  list(): (User & { disabled: boolean })[] {
    return this.#db.prepare('SELECT login, name, role, disabled FROM users ORDER BY login').all().map((row) => ({ login: String(row['login']), name: String(row['name']), role: row['role'] as Role, disabled: row['disabled'] === 1 }));
  }

  /** Makes an account and returns its first password. Throws a Chinese sentence when the login cannot be. */
  async add(login: string, name: string = login, role: Role = 'editor'): Promise<string> {
    if (!LOGIN.test(login)) throw new Error('用户名用 2—32 个小写字母、数字、短横线，以字母开头');
    if (this.#db.prepare('SELECT 1 FROM users WHERE login = ?').get(login)) throw new Error(`已有用户 ${login}`);
    const password = randomPassword();
    this.#db.prepare('INSERT INTO users (login, name, role, password, created) VALUES (?, ?, ?, ?, ?)').run(login, name, role, await hashPassword(password, this.#cost), this.#now());
    return password;
  }

  /** Shuts an account out at once. */
  disable(login: string): void {
    if (this.#db.prepare('UPDATE users SET disabled = 1 WHERE login = ?').run(login).changes === 0) throw new Error(`没有用户 ${login}`);
    this.#db.prepare('DELETE FROM sessions WHERE login = ?').run(login);
  }

  /** Gives a new password, opens the account again and ends its sessions and lock-out. */
  async reset(login: string): Promise<string> {
    const password = randomPassword();
    const hash = await hashPassword(password, this.#cost);
    if (this.#db.prepare('UPDATE users SET password = ?, disabled = 0 WHERE login = ?').run(hash, login).changes === 0) throw new Error(`没有用户 ${login}`);
    this.#db.prepare('DELETE FROM sessions WHERE login = ?').run(login);
    this.#db.prepare('DELETE FROM attempts WHERE key = ?').run(`login:${login}`);
    return password;
  }

  #locked(key: string, most: number): number {
    const since = this.#now() - WINDOW;
    const row = this.#db.prepare('SELECT count(*) AS n, max(at) AS last FROM attempts WHERE key = ? AND at > ?').get(key, since);
    return Number(row?.['n'] ?? 0) >= most ? Math.ceil((Number(row?.['last']) - since) / 1000) : 0;
  }

  /**
   * Signs in. Each try counts before the password is looked at, so that parallel guesses do not slip
   * through; an unknown login costs as much time as a wrong password.
   */
  async signIn(login: string, password: string, address: string): Promise<{ user: User; token: string } | SignInFault> {
    const keys = [[`login:${login.slice(0, 64)}`, MAX_BY_LOGIN], [`address:${address}`, MAX_BY_ADDRESS]] as const;
    const seconds = Math.max(...keys.map(([key, most]) => this.#locked(key, most)));
    if (seconds > 0) return { reason: 'locked', seconds };
    const at = this.#now();
    this.#db.prepare('DELETE FROM attempts WHERE at <= ?').run(at - WINDOW);
    for (const [key] of keys) this.#db.prepare('INSERT INTO attempts (key, at) VALUES (?, ?)').run(key, at);
    const row = this.#db.prepare('SELECT login, name, role, password FROM users WHERE login = ? AND disabled = 0').get(login);
    this.#decoy ??= hashPassword(randomPassword(), this.#cost);
    const hash = row ? String(row['password']) : await this.#decoy;
    // One at a time: each guess takes memory, and a flood of them must not take it all.
    const turn = this.#queue.then(() => verifyPassword(password, hash));
    this.#queue = turn.catch(() => undefined);
    if (!(await turn) || !row) return { reason: 'wrong' };
    this.#db.prepare('DELETE FROM attempts WHERE key = ?').run(keys[0][0]);
    this.#db.prepare('DELETE FROM attempts WHERE rowid = (SELECT rowid FROM attempts WHERE key = ? AND at = ? LIMIT 1)').run(keys[1][0], at);
    const token = randomBytes(32).toString('base64url');
    this.#db.prepare('DELETE FROM sessions WHERE created <= ? OR seen <= ?').run(at - LIFETIME, at - IDLE);
    this.#db.prepare('INSERT INTO sessions (token, login, created, seen) VALUES (?, ?, ?, ?)').run(digest(token), String(row['login']), at, at);
    return { user: { login: String(row['login']), name: String(row['name']), role: row['role'] as Role }, token };
  }

  /** Who holds a session token, or undefined when it ended. */
  session(token: string | undefined): User | undefined {
    if (!token) return undefined;
    const now = this.#now();
    const key = digest(token);
    const row = this.#db
      .prepare('SELECT u.login, u.name, u.role, s.seen FROM sessions s JOIN users u USING (login) WHERE s.token = ? AND s.created > ? AND s.seen > ? AND u.disabled = 0')
      .get(key, now - LIFETIME, now - IDLE);
    if (!row) return undefined;
    if (now - Number(row['seen']) > TOUCH) this.#db.prepare('UPDATE sessions SET seen = ? WHERE token = ?').run(now, key);
    return { login: String(row['login']), name: String(row['name']), role: row['role'] as Role };
  }

  signOut(token: string | undefined): void {
    if (token) this.#db.prepare('DELETE FROM sessions WHERE token = ?').run(digest(token));
  }
}

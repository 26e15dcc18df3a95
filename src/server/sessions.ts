/** Who is signed in. Tokens are random, kept only as digests, and looked up at each request; a restart changes nothing. */
import { createHash, randomBytes } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';

/** Without use, and in any case. Longer than NIST SP 800-63B-4 advises for two factors; README says why. */
export const IDLE = 12 * 3_600_000;
export const LIFETIME = 7 * 86_400_000;
/** The oldest one ends when somebody signs in once more. */
export const MOST_SESSIONS = 10;
const TOUCH = 60_000;
const AGENT_LENGTH = 200;

/** Where a session was opened. */
export interface Client {
  address: string;
  /** The browser's own name. */
  agent?: string | undefined;
}

export interface SessionRow {
  /** A name for it that is no token. */
  id: string;
  created: number;
  seen: number;
  address: string;
  agent: string;
  /** Whether it is the one that asks. */
  current: boolean;
}

const digest = (token: string): string => createHash('sha256').update(token).digest('base64url');
const idOf = (key: string): string => createHash('sha256').update(key).digest('base64url').slice(0, 12);

export class Sessions {
  readonly #db: DatabaseSync;
  readonly #now: () => number;

  constructor(db: DatabaseSync, now: () => number) {
    this.#db = db;
    this.#now = now;
  }

  /** Opens a session and returns its token. */
  open(login: string, { address, agent = '' }: Client): string {
    const at = this.#now();
    const token = randomBytes(32).toString('base64url');
    this.#db.prepare('DELETE FROM sessions WHERE created <= ? OR seen <= ?').run(at - LIFETIME, at - IDLE);
    this.#db.prepare('INSERT INTO sessions (token, login, created, seen, address, agent) VALUES (?, ?, ?, ?, ?, ?)').run(digest(token), login, at, at, address, agent.slice(0, AGENT_LENGTH));
    this.#db.prepare('DELETE FROM sessions WHERE login = ? AND token NOT IN (SELECT token FROM sessions WHERE login = ? ORDER BY created DESC, rowid DESC LIMIT ?)').run(login, login, MOST_SESSIONS);
    return token;
  }

  /** Login of who holds a token, or undefined when the session ended. Counts as use. */
  holder(token: string | undefined): string | undefined {
    if (!token) return undefined;
    const now = this.#now();
    const key = digest(token);
    const row = this.#db.prepare('SELECT login, seen FROM sessions WHERE token = ? AND created > ? AND seen > ?').get(key, now - LIFETIME, now - IDLE);
    if (!row) return undefined;
    if (now - Number(row['seen']) > TOUCH) this.#db.prepare('UPDATE sessions SET seen = ? WHERE token = ?').run(now, key);
    return String(row['login']);
  }

  /** Sessions of a login, the last used first. */
  list(login: string, token: string | undefined): SessionRow[] {
    const now = this.#now();
    const own = token ? digest(token) : '';
    return this.#db.prepare('SELECT token, created, seen, address, agent FROM sessions WHERE login = ? AND created > ? AND seen > ? ORDER BY seen DESC, created DESC').all(login, now - LIFETIME, now - IDLE)
      .map((row) => ({ id: idOf(String(row['token'])), created: Number(row['created']), seen: Number(row['seen']), address: String(row['address']), agent: String(row['agent']), current: row['token'] === own }));
  }

  end(token: string | undefined): void {
    if (token) this.#db.prepare('DELETE FROM sessions WHERE token = ?').run(digest(token));
  }

  /** Ends one session of a login by its id. Whether there was one. */
  endById(login: string, id: string): boolean {
    const found = this.#db.prepare('SELECT token FROM sessions WHERE login = ?').all(login).find((row) => idOf(String(row['token'])) === id);
    return found !== undefined && this.#db.prepare('DELETE FROM sessions WHERE token = ?').run(String(found['token'])).changes > 0;
  }

  /** Ends all sessions of a login, but the one of `except`. How many. */
  endAll(login: string, except?: string): number {
    return Number(this.#db.prepare('DELETE FROM sessions WHERE login = ? AND token <> ?').run(login, except ? digest(except) : '').changes);
  }

  /** Ends the sessions of everybody, but the one of `except`. How many. */
  endEverybodys(except?: string): number {
    return Number(this.#db.prepare('DELETE FROM sessions WHERE token <> ?').run(except ? digest(except) : '').changes);
  }
}
